"""Patterns as `.gitignore` has them, of a configuration too: read by pathspec, tried with a limit of time.

What pathspec makes of a pattern is a regular expression for Python's own matcher, which goes back and tries again:
where a pattern has several stars, the one of the package `regex` tries it, which can stop.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from podcheck.errors import ConfigError
from podcheck.expressions import MOST_CHARACTERS

if TYPE_CHECKING:
    import regex

_MOST = 10_000
"""Patterns of one file."""

_SECONDS = 2.0
"""That the processor may take in all for the matches that take long."""

_LONG = 0.001
"""Seconds beyond which a match takes long; one needs some millionth."""

_PARENT = "ps_d"
"""What pathspec calls the group for the `/` behind a folder, whose name it is that fits."""

Search = Callable[[str], "re.Match[str] | regex.Match[str] | None"]


class Patterns:
    """The patterns of one file, of which the last one that matches decides."""

    def __init__(self, lines: Iterable[str], origin: str) -> None:
        """Read the patterns, one a line; `origin` is the file's name in messages."""
        self._origin = origin
        self._seconds = _SECONDS
        self._rules: list[tuple[str, bool, Search]] = []
        for line in lines:
            rule = _read(line)
            if rule is not None and len(self._rules) < _MOST:
                self._rules.append(rule)

    def decide(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether the path itself is left out; None where no pattern is about it. The folders above it are not
        considered.

        Raises ConfigError where a pattern takes too long.
        """
        text = f"{path}/" if is_folder else path
        for pattern, leaves_out, search in reversed(self._rules):
            match = self._search(pattern, search, text)
            if match is not None and not _is_by_parent(match, text):
                return leaves_out
        return None

    def fit(self, path: str) -> bool:
        """Whether the patterns match the file, or a folder that it lies in. Raises ConfigError."""
        rules = ((self._search(pattern, search, path), wanted) for pattern, wanted, search in reversed(self._rules))
        return next((wanted for match, wanted in rules if match is not None), False)

    def _search(self, pattern: str, search: Search, text: str) -> re.Match[str] | regex.Match[str] | None:
        start = time.process_time()
        try:
            if self._seconds > 0:
                return search(text)
        except TimeoutError:
            self._seconds = 0
        finally:
            spent = time.process_time() - start
            self._seconds -= spent if spent > _LONG else 0
        advice = "Write it with fewer stars."
        raise ConfigError(f"{self._origin}: the pattern {pattern!r} takes too long, for example on {text!r}", advice)


def check_patterns(patterns: Iterable[str]) -> None:
    """Raise ConfigError for the first text that is no pattern."""
    for pattern in patterns:
        if len(pattern) > MOST_CHARACTERS:
            raise ConfigError(f"a pattern of {len(pattern)} characters is more than {MOST_CHARACTERS}")
        if _read(pattern) is None:
            advice = "Write it as in a .gitignore: build/, *.gen.cpp, /third_party/**."
            raise ConfigError(f"{pattern!r} is not a file pattern", advice)


def _read(line: str) -> tuple[str, bool, Search] | None:
    """Return a pattern, whether it leaves out or takes back, and its search function; None for what is no pattern."""
    from pathspec import GitIgnoreSpec

    if len(line) > MOST_CHARACTERS:
        return None
    try:
        rules = list(GitIgnoreSpec.from_lines([line]).patterns)
    except (ValueError, re.error):
        return None
    rule = rules[0] if rules else None
    if rule is None or rule.include is None or rule.regex is None:
        return None
    return line, bool(rule.include), _searching(line, rule.regex.pattern)


def _searching(line: str, expression: str) -> Search:
    """Return the search function of an expression: that of Python's matcher where little can be tried again."""
    if line.count("*") < 2:
        return re.compile(expression).search
    import regex

    compiled = regex.compile(expression, regex.VERSION0)
    return lambda text: compiled.search(text, timeout=_SECONDS)


def _is_by_parent(match: re.Match[str] | regex.Match[str], text: str) -> bool:
    """Whether the match is of a folder on the way to the path."""
    return match.groupdict().get(_PARENT) is not None and match.end(_PARENT) < len(text)
