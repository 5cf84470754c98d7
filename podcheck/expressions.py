"""Regular expressions that somebody has written into an option or a configuration: Python's, with a limit of time.

Python's own matcher goes back and tries again, without end where repetitions stand within repetitions. The one of the
package `regex`, which takes the same expressions, can be told to stop.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from podcheck.errors import ConfigError

if TYPE_CHECKING:
    import regex

MOST_CHARACTERS = 1000
"""Of an expression, or a glob: more is none that somebody wrote by hand."""

_SECONDS = 1.0
"""That the processor may take for one path, where the rest of the run needs some ten microseconds."""

_REPEATING = frozenset("*+?{|")
_slow: set[str] = set()
"""Expressions that took too long once: they are not tried again."""


def check_expression(text: str) -> None:
    """Raise ConfigError for what is no regular expression, or one that is too long."""
    if len(text) > MOST_CHARACTERS:
        raise ConfigError(f"a regular expression of {len(text)} characters is more than {MOST_CHARACTERS}")
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ConfigError(f"{text!r} is not a regular expression: {error}") from None


def is_found(pattern: str, text: str) -> bool:
    """Whether the regular expression fits somewhere in the text. Raises ConfigError where that takes too long."""
    if _REPEATING.isdisjoint(pattern):  # then there is nothing to go back to
        return re.search(pattern, text) is not None
    if pattern not in _slow:
        try:
            return _compile(pattern).search(text, timeout=_SECONDS) is not None
        except TimeoutError:
            _slow.add(pattern)
    advice = "Write it without repetitions within repetitions, as in (a+)+."
    raise ConfigError(f"the regular expression {pattern!r} takes too long, for example on {text!r}", advice)


@functools.lru_cache(maxsize=16)
def _compile(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern, regex.VERSION0)
