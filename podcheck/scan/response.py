"""Response files: `@FILE` in a command line stands for the words in the file."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

_DEEPEST = 8
_LARGEST = 4 * 1024 * 1024
"""Bytes of one response file."""

_MOST_WORDS = 100_000


class ResponseError(Exception):
    """A response file that can't be used; the text says which and why."""


def expanded(words: Sequence[str], directory: Path, tree: Sequence[Path]) -> list[str]:
    """The words with each response file's in its place. Raises ResponseError.

    Relative names are meant from `directory`, in nested ones too, as compilers do it. Only files below one of `tree`
    are read: a database must not make podcheck read, and repeat in messages, any file of the machine.
    """
    made = []
    for word in _words(words, directory, tree, 0):
        made.append(word)
        if len(made) > _MOST_WORDS:
            raise ResponseError(f"more than {_MOST_WORDS} words")
    return made


def named(words: Sequence[str], directory: Path, tree: Sequence[Path], depth: int = 0) -> Iterator[Path]:
    """Yield the response files that the words name, and those that these name; the ones that can't be read too."""
    for word in words if depth < _DEEPEST else ():
        if len(word) > 1 and word.startswith("@"):
            yield directory / word[1:]
            with contextlib.suppress(ResponseError):
                yield from named(_read(word[1:], directory, tree), directory, tree, depth + 1)


def _words(words: Sequence[str], directory: Path, tree: Sequence[Path], depth: int) -> Iterator[str]:
    for word in words:
        if len(word) > 1 and word.startswith("@"):
            if depth == _DEEPEST:
                raise ResponseError(f"response file '{word[1:]}' is nested more than {_DEEPEST} deep")
            yield from _words(_read(word[1:], directory, tree), directory, tree, depth + 1)
        else:
            yield word


def _read(name: str, directory: Path, tree: Sequence[Path]) -> list[str]:
    try:
        file = (directory / name).resolve()
        if not any(file.is_relative_to(one) for one in tree):
            raise ResponseError(f"response file '{name}' is outside the source tree and was not read")
        if file.stat().st_size > _LARGEST:
            raise ResponseError(f"response file '{name}' is larger than {_LARGEST >> 20} MiB")
        return shlex.split(file.read_text("utf-8", "surrogateescape"))
    except OSError as error:
        raise ResponseError(f"response file '{name}': {error.strerror}") from error
    except ValueError as error:
        raise ResponseError(f"response file '{name}': {error}") from error
