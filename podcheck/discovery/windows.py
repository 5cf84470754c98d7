"""Compile databases that were made on Windows: how their commands are split, and where their files are on this machine.

Nothing says where `C:\\src\\build` is here but the place where the database lies, since that is a folder of the build,
or one above it. So each folder that it names is tried for that place; that one is right with which its files exist.
"""

from __future__ import annotations

import ntpath
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from pathlib import Path

from msgspec import Struct

from podcheck.files import real

_ABSOLUTE = re.compile(r"[A-Za-z]:[\\/]|\\\\[^\\/]")
"""With a drive's letter, or from a server on."""

_BLANKS = re.compile(r"[ \t\r\n]*")
_BEFORE_QUOTE = re.compile(r'\\*"')
_PLAIN = re.compile(r'(?:[^\\" \t\r\n]|\\+(?![\\"]))+')
_QUOTED = re.compile(r'(?:[^\\"]|\\+(?![\\"]))+')
"""What of a word has no quote, nor backslashes in front of one."""

_MOST_FOLDERS = 200
_MOST_FILES = 50
"""Looked at to find out where the sources are."""


def is_windows_path(path: str) -> bool:
    """Whether it is an absolute path of Windows, written with either slash."""
    return _ABSOLUTE.match(path) is not None


def split_command(line: str) -> list[str]:
    """Return a command line's words as programs on Windows split it: CommandLineToArgvW, a doubled quote included."""
    words: list[str] = []
    at = _end(_BLANKS, line, 0)
    while at < len(line):
        word, at = _next_word(line, at)
        words.append(word)
        at = _end(_BLANKS, line, at)
    return words


def _end(pattern: re.Pattern[str], line: str, at: int) -> int:
    """Return where what the pattern matches there ends."""
    match = pattern.match(line, at)
    return at if match is None else match.end()


def _next_word(line: str, at: int) -> tuple[str, int]:
    """Return the word that begins there, and where it ends. Backslashes count as such unless a quote follows them."""
    parts: list[str] = []
    quoted = False
    while at < len(line):
        plain = _end(_QUOTED if quoted else _PLAIN, line, at)
        parts.append(line[at:plain])
        at = _end(_BEFORE_QUOTE, line, plain)
        if at == plain:
            break
        slashes = at - plain - 1
        parts.append("\\" * (slashes // 2))
        if slashes % 2:
            parts.append('"')
        elif quoted and line[at : at + 1] == '"':
            parts.append('"')
            at += 1
        else:
            quoted = not quoted
    return "".join(parts), at


class WindowsPaths(Struct, frozen=True):
    """Two folders that are the same one: all other paths are taken from them on."""

    theirs: str
    """The folder as the database has it."""

    ours: Path
    """The same folder on this machine."""

    def local(self, path: str) -> str:
        """Return the path on this machine; one of another drive stays what it is, which exists nowhere."""
        if not is_windows_path(path):
            return path.replace("\\", "/")
        try:
            relative = ntpath.relpath(path, self.theirs)
        except ValueError:
            return path.replace("\\", "/")
        return os.path.normpath(self.ours / relative.replace("\\", "/"))


def find_paths(database: Path, folders: Iterable[str], files: Sequence[str]) -> WindowsPaths | None:
    """Return where the database's paths are on this machine; None where none of its files can be found.

    `folders`: those that it is built in, `files`: its sources, both as absolute paths of Windows.
    """
    ours = real(database).parent
    some = files[:: max(1, len(files) // _MOST_FILES)][:_MOST_FILES]
    best: tuple[int, int, WindowsPaths] | None = None
    for paths in _candidates(ours, folders):
        count = sum(os.path.exists(paths.local(file)) for file in some)
        alike = _common_tail(paths)
        if count and (best is None or (count, alike) > best[:2]):
            best = (count, alike, paths)
    return best[2] if best is not None else None


def _candidates(ours: Path, folders: Iterable[str]) -> Iterator[WindowsPaths]:
    """Yield the database's folder for each folder that it names and those above it; then drives where WSL has them."""
    seen: set[str] = set()
    for folder in islice(dict.fromkeys(folders), _MOST_FOLDERS):
        at = ntpath.normpath(folder)
        while at not in seen:
            seen.add(at)
            yield WindowsPaths(at, ours)
            at = ntpath.dirname(at)
    for drive in sorted({ntpath.splitdrive(folder)[0] for folder in seen}):
        yield WindowsPaths(drive + "\\", Path("/mnt", drive.removesuffix(":").lower()))


def _common_tail(paths: WindowsPaths) -> int:
    """Return how many folders' names both paths end in."""
    theirs = [name.lower() for name in reversed(ntpath.splitdrive(paths.theirs)[1].split("\\"))]
    ours = [name.lower() for name in reversed(paths.ours.parts)]
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(theirs, ours, strict=False))))
