"""Files that libclang is to see in place of those on the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path


def write_overlay(folder: Path, contents: Mapping[str, bytes]) -> Path:
    """Write a file system in which these paths have these texts, and return its path.

    libclang frees unsaved files twice when it indexes, so these are no way.
    """
    roots = []
    for number, (path, text) in enumerate(contents.items()):
        content = folder / f"content_{number}"
        content.write_bytes(text)
        roots.append({"type": "file", "name": os.path.abspath(path), "external-contents": str(content)})
    overlay = folder / "overlay"
    overlay.write_text(json.dumps({"version": 0, "use-external-names": False, "roots": roots}), "utf-8")
    return overlay
