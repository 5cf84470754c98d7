"""Files as URIs and back, byte for byte: a name need not be UTF-8."""

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_LOCAL = ("", "localhost")


def to_path(uri: str) -> str | None:
    """Return the absolute path of a file of this machine; None for what is none."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = os.fsdecode(unquote_to_bytes(parts.path))
    if parts.scheme != "file" or parts.netloc not in _LOCAL or not path.startswith("/") or "\0" in path:
        return None
    return os.path.normpath(path)


def from_path(path: str) -> str:
    """Return the URI of an absolute path."""
    return f"file://{quote_from_bytes(os.fsencode(path))}"
