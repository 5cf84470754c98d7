"""A build's flags on the target that a run is for: what is about another machine, or unknown there, is dropped."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path

from podcheck.extract import find_refused
from podcheck.model.traits import CxxStandard

_OF_A_MACHINE = re.compile(r"-[mf]\w|-stdlib=|-pthread")
"""What may exist on some targets only."""

_ANOTHER_MACHINE = re.compile(r"-m(?:16|32|64|x32)")
"""Would make another target of the one that the user names."""


def for_target(
    given: tuple[str, ...],
    first: tuple[str, ...],
    own: tuple[str, ...],
    std: CxxStandard,
    libclang: Path | None,
    dropped: MutableMapping[tuple[str, str], None],
) -> tuple[str, ...]:
    """Return a build's flags without those that libclang does not take for the target, which are noted in `dropped`.

    Only if a target is named, in the flags or by the user, whose arguments stay as they are: his `own` stand behind the
    flags and count more, his `first` before them and count less.
    """
    target = _target_of(own) or _target_of(given) or _target_of(first)
    if target is None:
        return given
    wrong = _wrong_options(given, own, std.flag_value, libclang, target)
    for word in wrong:
        dropped[word, target] = None
    return tuple(word for word in given if word not in wrong)


@functools.lru_cache(maxsize=256)
def _wrong_options(
    given: tuple[str, ...], own: tuple[str, ...], std: str, libclang: Path | None, target: str
) -> frozenset[str]:
    options = [word for word in dict.fromkeys(given) if _OF_A_MACHINE.match(word)]
    turning = [word for word in options if _target_of(own) and _ANOTHER_MACHINE.fullmatch(word)]
    rest = [word for word in options if word not in turning]
    return frozenset((*turning, *find_refused(rest, (f"--target={target}",), std, libclang)))


def _target_of(arguments: Sequence[str]) -> str | None:
    """Return the target that the arguments name last; None where they name none."""
    return next(reversed(list(_targets(arguments))), None)


def _targets(arguments: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(arguments):
        if word.startswith("--target="):
            yield word.removeprefix("--target=")
        elif word in ("-target", "--target") and at + 1 < len(arguments):
            yield arguments[at + 1]
