"""Where a version control's work tree begins."""

from __future__ import annotations

import os
from pathlib import Path

_DIRECTORIES = (".git", ".hg", ".svn")


def find_repository(folder: Path) -> Path | None:
    """Return the work tree's top folder that the folder is in; None where it is in none."""
    above = (folder, *folder.parents)
    return next((path for path in above if any(os.path.exists(path / name) for name in _DIRECTORIES)), None)
