"""The one way to read a file that somebody else may have made: a regular one of bounded size, or the reason why not.

And the way to write one: whole, or not at all.

A FIFO that nobody writes to, a device without an end, a socket: where they stand in a file's place, under its name or
behind a link, a read would wait or go on for ever. What is wrong with a file is an OSError, whose `strerror` says it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from podcheck import temporary
from podcheck.errors import ConfigError

LARGEST = 256 << 20
"""Bytes of a file that are read, unless the caller says otherwise."""

_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISFIFO, "it is a FIFO, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)


def read_bytes(path: str | Path, largest: int = LARGEST) -> bytes:
    """Return what the file holds; of /dev/null, nothing. Raises OSError, and nothing else."""
    data = read_start(path, largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, f"it is larger than {largest >> 20} MiB", str(path))
    return data


def read_start(path: str | Path, count: int) -> bytes:
    """Return so many bytes of the file's beginning, or all of them where it has fewer. Raises OSError alone."""
    descriptor = open_file(path)
    try:
        result = bytearray()
        while len(result) < count and (chunk := os.read(descriptor, min(_CHUNK, count - len(result)))):
            result += chunk
        return bytes(result)
    finally:
        os.close(descriptor)


def open_file(path: str | Path) -> int:
    """Return a descriptor to read the file by, which the caller closes. Raises OSError alone."""
    try:
        _check(os.stat(path), path)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except ValueError as error:  # a NUL, or half of a surrogate pair
        raise OSError(errno.EINVAL, f"not a valid file name: {error}", str(path)) from None
    try:
        _check(os.fstat(descriptor), path)  # it may be another one by now
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _check(status: os.stat_result, path: str | Path) -> None:
    """Raise OSError for what is no regular file."""
    if stat.S_ISREG(status.st_mode) or _is_null(status):
        return
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, next((what for is_kind, what in _KINDS if is_kind(status.st_mode)), ""), str(path))


def _is_null(status: os.stat_result) -> bool:
    """Whether it is /dev/null: an empty file by another name."""
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == os.stat(os.devnull).st_rdev


def write(path: str | Path, content: bytes) -> None:
    """Put the content into the file in one step: where that fails, what was there stays. Raises OSError alone.

    A pipe or device is written to as it is. It is not waited for a reader.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        status = None
    except ValueError as error:
        raise OSError(errno.EINVAL, f"not a valid file name: {error}", str(path)) from None
    if status is not None and stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if status is not None and (not stat.S_ISREG(status.st_mode) or os.path.abspath(path).startswith(_OPENED)):
        _write_into(path, content, os.O_NONBLOCK | os.O_NOCTTY)
        return
    target = os.path.realpath(path)
    beside = os.path.join(os.path.dirname(target), f".podcheck-{secrets.token_hex(8)}")
    with temporary.removed_at_end(beside):
        try:
            _write_into(beside, content, os.O_CREAT | os.O_EXCL)
        except PermissionError:
            if status is None:
                raise
            _write_into(target, content, os.O_TRUNC)  # a file that may be written in a folder that may not
            return
        if status is not None:
            with contextlib.suppress(PermissionError):
                os.chown(beside, status.st_uid, status.st_gid)
            os.chmod(beside, stat.S_IMODE(status.st_mode))
        os.replace(beside, target)


_OPENED = ("/dev/", "/proc/")
"""Where names of files stand that somebody has open: another file in their place would be no help."""


def _write_into(path: str | Path, content: bytes, flags: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC | flags, 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from it", str(path)) from None
        raise
    try:
        os.set_blocking(descriptor, True)
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    except OSError:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.ftruncate(descriptor, 0)  # half a report is no report
        raise
    finally:
        os.close(descriptor)


def working_directory() -> Path:
    """Return the working directory. Raises ConfigError where it is gone."""
    try:
        return Path(os.getcwd())
    except OSError as error:
        raise ConfigError(
            f"there is no working directory: {error.strerror}", "Change to a folder that exists."
        ) from None


def real(path: str | Path) -> Path:
    """Return the absolute path without links; a loop of links, which leads nowhere, stays in it."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a NUL
        return Path(path)


def is_within(path: str | Path, folder: str | Path) -> bool:
    """Whether the path leads below the folder, by whatever links."""
    return real(path).is_relative_to(real(folder))
