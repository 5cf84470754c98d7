"""Fixes into files: all of them or none, each replaced in one step, with its permissions."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping

from podcheck.errors import NotFixed
from podcheck.files import read_bytes


def write(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Replace the files' contents.

    Raises NotFixed, with nothing changed, where one is not as it was read, is a symbolic link, is read-only or can't be
    replaced.
    """
    for file in after:
        _check(file, before[file])
    ready: dict[str, str] = {}
    done: list[str] = []
    try:
        for file, content in after.items():
            ready[file] = _beside(file, content)
        for file, temporary in ready.items():
            _check(file, before[file])
            os.replace(temporary, file)
            done.append(file)
    except (OSError, NotFixed) as error:
        for file in done:
            os.replace(_beside(file, before[file]), file)
        raise _refusal(error) from error
    finally:
        for file, temporary in ready.items():
            if file not in done:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)


def _refusal(error: OSError | NotFixed) -> NotFixed:
    if isinstance(error, NotFixed):
        return error
    return NotFixed(f"{error.filename or 'the file'}: can't be written: {error.strerror}", "Nothing was changed.")


def _check(file: str, content: bytes) -> None:
    try:
        kind = os.lstat(file)
        if stat.S_ISLNK(kind.st_mode):
            advice = f"It points to {os.path.realpath(file)}: name that file if you want to change it."
            raise NotFixed(f"{file} is a symbolic link: not changed", advice)
        if not stat.S_ISREG(kind.st_mode):
            raise NotFixed(f"{file} is not a regular file: not changed")
        if not kind.st_mode & 0o222 or not os.access(file, os.W_OK):
            raise NotFixed(f"{file} is read-only: not changed", "Make it writable, and try again.")
        if read_bytes(file) != content:
            raise NotFixed(f"{file} changed meanwhile: not written", "Try again.")
    except OSError as error:
        raise _refusal(error) from error


def _beside(file: str, content: bytes) -> str:
    """Return a new file in the same folder, with the same owner and permissions."""
    kind = os.stat(file)
    number, name = tempfile.mkstemp(prefix=".podcheck-", dir=os.path.dirname(os.path.abspath(file)))
    with os.fdopen(number, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(number)
        with contextlib.suppress(PermissionError):
            os.fchown(number, kind.st_uid, kind.st_gid)
        os.fchmod(number, stat.S_IMODE(kind.st_mode))
    return name
