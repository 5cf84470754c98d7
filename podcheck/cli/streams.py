"""Standard output and standard error: what goes there, what becomes of it where it can't, and what it must not say.

A CI system reads the log for orders: a line that begins with `::` is one on GitHub, and so is what stands behind `##[`
anywhere. Names and messages of somebody else's sources stand in the log, so there they are spelled otherwise.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

import click

from podcheck.errors import OutputLost

_AT_ONCE = 1 << 20
"""Characters that are encoded at once: a report may have hundreds of megabytes."""

_READERS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""Variables of the systems that read a log for orders: GitHub and its likes, Azure Pipelines, TeamCity."""

_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"#(?=#(?:vso|teamcity)?\[)")
_PLAIN = (r"\1\\x3a", r"\\x23")
_MARKUP = (r"\1&#58;", "&#35;")
_JSON = (r"\1:", r"\\u0023")  # no line begins within a string, and nothing else holds a `#`
_AS_IT_IS = (r"\1:", "#")
_SPELLED = {
    **dict.fromkeys(("json", "json2", "sarif", "gitlab", "rdjson"), _JSON),
    **dict.fromkeys(("markdown", "junit", "checkstyle", "svg"), _MARKUP),
    "github": _AS_IT_IS,  # made of orders, with the rest escaped for them
    "html": _AS_IT_IS,  # a page for a browser
}
"""How the first colon and the first `#` of what would be an order are spelled in a format; any other one is text."""


_lost: list[TextIO] = []


def hold_streams() -> None:
    """Open what the caller has closed, so that no file of ours is taken for standard output, or for what it reads.

    What is written to a standard output that was closed is lost, and said to be; messages without a standard error are
    nobody's.
    """
    for descriptor, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, flags)  # which gets the lowest number that is free: this one
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  it lives as long as the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  as long as this one


def write(text: str, format_: str = "") -> None:
    """Print a report; what the stream can't encode is escaped, and colours are as they were chosen.

    `format_`: which says how to spell what a CI system would take for an order.
    Raises OutputLost where not all of it can be written; then none of it is left in a file.
    """
    text = without_orders(text, format_)
    encoding = sys.stdout.encoding or "utf-8"
    pieces = (text[at : at + _AT_ONCE] for at in range(0, len(text), _AT_ONCE))
    end = "\n" if text and not text.endswith("\n") else ""
    _write_all(piece.encode(encoding, "backslashreplace") for piece in chain(pieces, end))


def write_bytes(content: bytes) -> None:
    """Print something byte for byte. Raises OutputLost as `write` does."""
    _write_all((content,))


def _write_all(pieces: Iterable[bytes]) -> None:
    """Write to the end: a stream without a buffer (PYTHONUNBUFFERED) may take a part, and say nothing of the rest."""
    try:
        with _whole_or_nothing():
            sys.stdout.flush()
            for piece in pieces:
                left = memoryview(piece)
                while left:
                    taken = sys.stdout.buffer.write(left)
                    if taken is None:
                        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
                    left = left[taken:]
            sys.stdout.flush()
    except OSError as error:
        raise make_output_lost(error) from error


def make_output_lost(error: OSError) -> OutputLost:
    """Return the error that says that standard output could not be written; nothing more is tried there."""
    _lost.append(sys.stdout)  # which would try to write what it still holds, if nobody held it
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  it lives as long as the process
    advice = "The report is incomplete. Write it to a place with enough room, and read it to its end."
    return OutputLost(f"standard output can't be written: {error.strerror}", advice)


@contextlib.contextmanager
def _whole_or_nothing() -> Iterator[None]:
    """Where standard output is a file, take back what was written of a report that can't be written to its end."""
    size: int | None = None
    with contextlib.suppress(OSError, ValueError):  # ValueError: a stream without a descriptor
        status = os.fstat(sys.stdout.fileno())
        size = status.st_size if stat.S_ISREG(status.st_mode) else None
    try:
        yield
    except OSError:
        if size is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(sys.stdout.fileno(), size)
                os.lseek(sys.stdout.fileno(), size, os.SEEK_SET)
        raise


def say(line: str) -> None:
    """Print one line on standard error, its control characters escaped. Without a standard error it is nobody's."""
    with contextlib.suppress(OSError):
        click.echo(without_orders(printable(line)), err=True)


def printable(text: str) -> str:
    """Return the text with control characters of hostile names and messages escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode() for char in text
    )


def without_orders(text: str, format_: str = "") -> str:
    """Return the text so that a CI system which reads the log finds no order in it; where there is none, as it is."""
    if not any(os.environ.get(name) for name in _READERS):
        return text
    at_start, anywhere = _SPELLED.get(format_, _PLAIN)
    if "##" in text:
        text = _ANYWHERE.sub(anywhere, text)
    return _AT_START.sub(at_start, text) if "::" in text else text
