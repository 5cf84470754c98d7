"""What files and folders hold, in a few bytes each: whether anything changed since an earlier run, or in this one."""

from __future__ import annotations

import functools
import os
import re
import stat
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from podcheck.files import read_bytes, read_start
from podcheck.search_paths import find_program

DIGEST = 16
"""Bytes of a digest."""

_SLACK = 0.1
"""Seconds by which a file must be older than the run to be trusted: file systems' clocks are coarse."""

_MISSING, _DANGLING = b"missing".ljust(DIGEST), b"dangling".ljust(DIGEST)
_MOST_LINKS = 40
_SMALL = 1 << 20
"""Bytes of a program whose content is looked at: scripts are smaller, compilers are not."""


def digest_of(*parts: bytes) -> bytes:
    """Return a digest of the parts and of where each of them ends."""
    made = blake2b(digest_size=DIGEST)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def with_checksum(key: bytes, row: bytes) -> bytes:
    """Return the row behind a digest of itself and its key."""
    return digest_of(key, row) + row


def verify_checksum(key: bytes, stored: bytes) -> bytes | None:
    """Return the row without its checksum; None where it isn't what was written for that key."""
    row = stored[DIGEST:]
    return row if digest_of(key, row) == stored[:DIGEST] else None


class Look(Struct, frozen=True):
    """What is at a path."""

    digest: bytes
    """A digest of a file's content; for all else a word of the same length, such as `folder` or `missing`."""

    identity: tuple[int, int] | None = None
    """Device and inode, by which two paths are the same file or folder; None where there is nothing."""

    likeness: tuple[bytes, int] | None = None
    """Digest and time of change in seconds, by which GCC takes two files for one; None unless it is a readable file."""

    stamp: tuple[int, ...] | None = None
    """Size, times of change, device, inode and mode of a readable file; None for all else."""

    is_file: bool = False


@dataclass(slots=True)
class Contents:
    """What is at each path, looked at once in a run, with what shows whether it has changed since."""

    begun: float = field(default_factory=time.time)
    """When the run began, in seconds of the system's clock."""

    clock: float = field(default_factory=time.monotonic)
    """The same moment on a clock that nobody sets: it shows where the system's was set back."""

    looks: dict[str, Look] = field(default_factory=dict)
    """What is there, by path."""

    watched: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Device and inode of the folders that were there when the run began, by path."""

    missing: dict[str, str] = field(default_factory=dict)
    """The results of `first_missing`, by path."""

    def look(self, path: str) -> Look:
        """Return what is there; of a file its content counts, of a folder that it is one."""
        known = self.looks.get(path)
        if known is None:
            known = self.looks[path] = _look(path)
        return known

    def state(self, paths: Sequence[str]) -> bytes:
        """Return a digest of these paths, of what stands behind each, and of which are the same file or folder."""
        looks = list(map(self.look, paths))
        names = b"\0".join(map(os.fsencode, paths))
        parts = [names, b"".join([look.digest for look in looks])]
        parts += [_repetitions([look.identity for look in looks]), _repetitions([look.likeness for look in looks])]
        return digest_of(*parts)

    def first_missing(self, path: str) -> str:
        """Return the path, or the first folder on the way to it that is not there: as long as it isn't, this isn't."""
        if path not in self.missing:
            self.missing[path] = self._first_missing(path)
        return self.missing[path]

    def _first_missing(self, path: str) -> str:
        if os.path.exists(path):
            return path
        above = os.path.dirname(path)
        if not above or above == path:
            return path
        result = self.first_missing(above)
        return path if result == above and os.path.isdir(above) else result

    def watch(self, paths: Iterable[str]) -> None:
        """Note which folders are on the way to these paths, now that the run begins."""
        ways = _Ways(self.begun - _SLACK, None)
        for path in paths:
            ways.real(os.path.join(os.getcwd(), path))
        self.watched = {**ways.passed, **self.watched}

    def unsteady(self, paths: Sequence[str]) -> str | None:
        """Return a path of which it isn't sure that it was the same since the run began; None if all of them are.

        No file was written since, no link or folder on the way was replaced, and where there is nothing nothing was:
        the folder that would hold it is as it was. Of a link that leads nowhere that can't be said.
        """
        looks = [(path, self.look(path)) for path in paths]
        if time.time() - self.begun <= time.monotonic() - self.clock - 1.0:
            return next(iter(paths), None)  # the clock was set back
        before = self.begun - _SLACK
        ways = _Ways(before, self.watched)
        here = os.getcwd()
        for path, look in looks:
            whole = os.path.join(here, path)
            if look.is_file:
                stamp = _stamp(path)
                if stamp is None or stamp != look.stamp or stamp[1] / 1e9 >= before or ways.real(whole) is None:
                    return path
            elif look.identity is None:
                if look.digest == _DANGLING or not ways.is_quiet(os.path.dirname(whole)):
                    return path
            elif ways.real(whole) is None or _look(path) != look:
                return path
        return None


def _look(path: str) -> Look:
    stamp = _stamp(path)
    if stamp is None:
        return Look(_DANGLING if os.path.islink(path) else _MISSING)
    identity = stamp[3], stamp[4]
    if stat.S_ISDIR(stamp[5]):
        return Look(b"folder".ljust(DIGEST), identity)
    try:
        digest = digest_of(b"file", read_bytes(path))
    except OSError:
        return Look(b"unreadable".ljust(DIGEST), identity, stamp=None, is_file=True)
    return Look(digest, identity, (digest, stamp[2] // 1_000_000_000), stamp, is_file=True)


def _repetitions(values: Sequence[object]) -> bytes:
    """Return which of the values is the same as which earlier one; nothing where all differ.

    Compilers read a file once that says so, by whatever paths it is found: one that is split in two is read twice.
    GCC takes files of the same content and time for one.
    """
    there = [value for value in values if value is not None]
    if len(set(there)) == len(there):
        return b""
    first: dict[object, int] = {}
    return array(
        "I", [number if value is None else first.setdefault(value, number) for number, value in enumerate(values)]
    ).tobytes()


def _stamp(path: str) -> tuple[int, ...] | None:
    """Return size, times of change, device, inode and mode."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_ctime_ns, status.st_mtime_ns, status.st_dev, status.st_ino, status.st_mode


class _Ways:
    """The links and folders on the way to paths, each looked at once.

    Where one of them may have been another when the run began, there is no way.
    """

    def __init__(self, before: float, watched: dict[str, tuple[int, int]] | None) -> None:
        self._before = before
        """When the run began, with some slack, in seconds."""

        self._watched = watched
        """Device and inode of the folders that were there when the run began, by path; None: every folder passes.

        In one that others write into (the system's for temporary files) new names appear, but it is still the same
        folder: had it got its own name since, that would be the younger change.
        """

        self._known: dict[str, str | None] = {}
        """The path without links, by path; None where there is no way."""

        self._quiet: dict[str, bool] = {}
        self.passed: dict[str, tuple[int, int]] = {}
        """Device and inode of the folders on the ways, by path."""

    def real(self, path: str, links: int = _MOST_LINKS) -> str | None:
        """Return the absolute path without links."""
        if path not in self._known:
            try:
                self._known[path] = self._walk(path, links)
            except (OSError, ValueError):
                self._known[path] = None
        return self._known[path]

    def is_quiet(self, folder: str) -> bool:
        """Whether no name came or went in that folder since the run began."""
        if folder not in self._quiet:
            real = self.real(folder)
            self._quiet[folder] = real is not None and self._is_old(os.lstat(real))
        return self._quiet[folder]

    def _walk(self, path: str, links: int) -> str | None:
        folder, name = os.path.split(path)
        if folder == path:
            return path
        above = self.real(folder, links)
        if above is None or name in ("", "."):
            return above
        if name == "..":
            return os.path.dirname(above)
        place = os.path.join(above, name)
        status = os.lstat(place)
        if stat.S_ISLNK(status.st_mode):
            if not links or not (self._watched is None or self._is_old(status)):
                return None
            return self.real(os.path.join(above, os.readlink(place)), links - 1)
        if stat.S_ISDIR(status.st_mode) and not self._passes(place, status):
            return None
        return place

    def _passes(self, place: str, status: os.stat_result) -> bool:
        self.passed[place] = status.st_dev, status.st_ino
        if self._watched is None or self._is_old(status):
            return True
        is_same = self._watched.get(place) == (status.st_dev, status.st_ino)
        return is_same and status.st_ctime_ns == status.st_mtime_ns

    def _is_old(self, status: os.stat_result) -> bool:
        return status.st_ctime_ns / 1e9 < self._before


def program(word: str) -> bytes:
    """Return which file a word of a command is, since when, and of a short one what it holds; of no file, nothing."""
    path = os.path.realpath(find_program(word) or word)
    try:
        status = os.stat(path)
        held = read_bytes(path) if status.st_size <= _SMALL and stat.S_ISREG(status.st_mode) else b""
    except (OSError, ValueError):
        return b""
    stamps = f"{path} {status.st_size} {status.st_mtime_ns} {0 if held else status.st_ctime_ns}"
    return digest_of(stamps.encode("utf-8", "surrogateescape"), held)


_DECIDING = re.compile(
    r"(?:C|CPLUS|OBJC|OBJCPLUS)_INCLUDE_PATH|CPATH|SDKROOT|SOURCE_DATE_EPOCH|\w*DEPLOYMENT_TARGET"
    r"|(?:EXTERNAL_)?INCLUDE|GCC_EXEC_PREFIX|COMPILER_PATH|LIBRARY_PATH|LD_(?:LIBRARY_PATH|PRELOAD)|DYLD_\w+|PATH|HOME"
    r"|(?:CCC|CLANG|GCC|LLVM|NIX|CONDA|CCACHE|DISTCC|ICECC|ZIG|VC|VCTools|Windows|Universal|DEPENDENCIES|SUNPRO)\w*"
    r"|(?:CUDA|HIP|ROCM)_\w+|XDG_CONFIG_\w+|PODCHECK_LIBCLANG"
)
"""Names of variables that say where libclang, compilers and their wrappers find files, and what they do with them."""


def environment() -> bytes:
    """Return a digest of what decides where headers are looked for, besides the flags: variables, installations."""
    variables = [f"{name}={value}" for name, value in sorted(os.environ.items()) if _DECIDING.fullmatch(name)]
    return digest_of(os.fsencode(os.getcwd()), *map(os.fsencode, variables), installed_in(""), processor())


def installations(words: Iterable[str]) -> bytes:
    """Return the same for the folders that these arguments name, such as a sysroot."""
    named = sorted({word[word.find("/") :] for word in words if "/" in word})
    return digest_of(*(part for root in named for part in (installed_in(root), *_names(root))))


_LIBRARIES = ("lib", "lib32", "lib64", "usr/lib", "usr/lib32", "usr/lib64")
_HEADERS = ("include/c++", "usr/include/c++", "usr/local/include/c++", "opt/rh", "usr/gcc")


def installed_in(root: str) -> bytes:
    """Return a digest of the names in the folders below that one from which compilers choose a GCC, and its library."""
    return digest_of(*(part for place in _places(root) for part in (os.fsencode(place), *_names(place))))


def _places(root: str) -> Iterator[str]:
    yield from (f"{root}/{below}" for below in _HEADERS)
    for library in _LIBRARIES:
        for gcc in (f"{root}/{library}/gcc", f"{root}/{library}/gcc-cross"):
            yield gcc
            yield from (os.path.join(gcc, os.fsdecode(name)) for name in _names(gcc))


def _names(place: str) -> list[bytes]:
    try:
        return sorted(os.fsencode(name) for name in os.listdir(place))
    except OSError:
        return []


@functools.cache
def processor() -> bytes:
    """Return what the machine is, for `-march=native`."""
    try:
        lines = read_start("/proc/cpuinfo", 1 << 14).partition(b"\n\n")[0].splitlines()
    except OSError:
        return b""
    return b"\n".join(line for line in lines if line.startswith((b"flags", b"Features", b"model", b"cpu family")))


@functools.cache
def code() -> bytes:
    """Return a digest of what makes facts and prefixes: another podcheck may say something else of the same file."""
    package = Path(__file__).parents[1]
    rooms = ("cache", "cpp", "extract", "model")
    return digest_of(*(path.read_bytes() for room in rooms for path in sorted((package / room).rglob("*.py"))))
