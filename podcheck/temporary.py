"""Temporary folders and files: gone when their use is over, when the process is told to end, or at the next start.

A process that is killed outright leaves its folder. Its name says whose it is: of which boot and which space of process
numbers, of which process, and when that began. The next process of the same user takes away what has no owner.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from podcheck.errors import ConfigError

PREFIX = "podcheck-"
_NAME = re.compile(rf"{PREFIX}(?P<home>[0-9a-f]{{16}})-(?P<pid>\d{{1,10}})-(?P<begun>\d{{1,20}})-\w+")
_UNKNOWN = "0" * 16
_TRIES = 3
"""How often a folder is removed into which somebody still writes."""

_HELD: dict[str, None] = {}
"""What is there now and is ours, oldest first."""


@contextlib.contextmanager
def folder() -> Iterator[str]:
    """Make a folder of the user's own, which is gone afterwards; the first time, take away what dead processes left.

    Raises ConfigError where none can be made.
    """
    try:
        _remove_stale()
        path = tempfile.mkdtemp(prefix=f"{PREFIX}{_home()}-{os.getpid()}-{_begun(os.getpid()) or 0}-")
    except OSError as error:
        advice = "Set TMPDIR to a folder with room, which may be written."
        raise ConfigError(f"no temporary folder can be made: {error.strerror}", advice) from error
    with removed_at_end(path):
        yield path


@contextlib.contextmanager
def removed_at_end(path: str) -> Iterator[None]:
    """Remove what is at the path, if there is anything left, when this is over or the process is told to end."""
    _HELD[path] = None
    try:
        yield
    finally:
        _remove(path)
        _HELD.pop(path, None)


def remove_all() -> None:
    """Remove every folder and file that is held: the process is about to end."""
    for path in list(_HELD)[::-1]:
        for _ in range(_TRIES):
            _remove(path)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        if stat.S_ISDIR(os.lstat(path).st_mode):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)


@functools.cache
def _remove_stale() -> None:
    """Remove the folders of this user's processes that are dead; a link in a folder's place is not followed."""
    if _home() == _UNKNOWN:
        return
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            name = _NAME.fullmatch(entry.name)
            if name is None or name["home"] != _home() or _begun(int(name["pid"])) == int(name["begun"]):
                continue
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_uid == os.geteuid():
                    shutil.rmtree(entry.path, ignore_errors=True)


@functools.cache
def _home() -> str:
    """Return an id of this machine, since it was started, and of this space of process numbers.

    A container, or another machine, may share the folder: what lives there is dead to us only in appearance.
    """
    words = []
    with contextlib.suppress(OSError):
        words.append(Path("/proc/sys/kernel/random/boot_id").read_text())
        words.append(os.readlink("/proc/self/ns/pid"))
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16] if len(words) == 2 else _UNKNOWN


def _begun(pid: int) -> int | None:
    """Return when the process began, in ticks since the boot; None where there is none, or the system does not say."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return int(status.rpartition(")")[2].split()[19])
