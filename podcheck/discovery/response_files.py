"""Response files: `@FILE` in a command line, and nvcc's `-optf FILE`, stand for the words in the file."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from podcheck.discovery.nvcc_flags import with_response_files
from podcheck.files import read_bytes, real

_DEEPEST = 8
_LARGEST = 4 * 1024 * 1024
"""Bytes of all response files of one command, one that is named twice counted twice."""

_MOST_FILES = 1000
_MOST_WORDS = 100_000


class ResponseError(Exception):
    """A response file that can't be used; the text says which and why."""


@dataclass(slots=True)
class ResponseFiles:
    """The response files of one command."""

    directory: Path
    """Where the compiler is run; relative names are meant from there, in nested files too, as compilers do."""

    tree: Sequence[Path]
    """The folders below which response files are read, no others.

    A database must not make podcheck read, and repeat in messages, any file of the machine.
    """

    split: Callable[[str], list[str]] = shlex.split
    """Returns the words of a file's text."""

    local: Callable[[str], str] = str
    """Returns a name in the files as this machine has it."""

    missing: list[str] = field(default_factory=list)
    """Files that are not there (yet: CMake's `.modmap` is there once it was built)."""

    files: int = 0
    """How many were read: files that name each other would be read without end."""

    size: int = 0
    """Bytes of all that were read."""

    def expand(self, words: Sequence[str]) -> list[str]:
        """Return the words, each file's in its place; nothing for a file that is not there. Raises ResponseError."""
        expanded = []
        for word in self._words(words, 0):
            expanded.append(word)
            if len(expanded) > _MOST_WORDS:
                raise ResponseError(f"more than {_MOST_WORDS} words")
        return expanded

    def response_files_in(self, words: Sequence[str], depth: int = 0) -> Iterator[Path]:
        """Yield the response files that the words name, and those that these name; the ones that can't be read too."""
        for word in with_response_files(words) if depth < _DEEPEST else ():
            if len(word) > 1 and word.startswith("@"):
                yield self.directory / self.local(word[1:])
                with contextlib.suppress(ResponseError):
                    yield from self.response_files_in(self._read(word[1:]), depth + 1)

    def _words(self, words: Sequence[str], depth: int) -> Iterator[str]:
        for word in with_response_files(words):
            if len(word) > 1 and word.startswith("@"):
                if depth == _DEEPEST:
                    raise ResponseError(f"response file '{word[1:]}' is nested more than {_DEEPEST} deep")
                yield from self._words(self._read(word[1:]), depth + 1)
            else:
                yield word

    def _read(self, name: str) -> list[str]:
        try:
            file = real(self.directory / self.local(name))
            if not any(file.is_relative_to(folder) for folder in self.tree):
                raise ResponseError(f"response file '{name}' is outside the source tree and was not read")
            self.files += 1
            if self.files > _MOST_FILES:
                raise ResponseError(
                    f"more than {_MOST_FILES} response files, '{name}' is the next: do they name each other?"
                )
            content = read_bytes(file, _LARGEST)
            self.size += len(content)
            if self.size > _LARGEST:
                raise ResponseError(f"response files of more than {_LARGEST >> 20} MiB in all, with '{name}'")
            if b"\0" in content:
                raise ResponseError(f"response file '{name}' holds a NUL character, which no program can be given")
            return self.split(content.decode("utf-8", "surrogateescape"))
        except FileNotFoundError:
            self.missing.append(name)
            return []
        except OSError as error:
            raise ResponseError(f"response file '{name}': {error.strerror}") from error
        except ValueError as error:
            raise ResponseError(f"response file '{name}': {error}") from error
