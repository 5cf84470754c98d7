"""How the tools around a repository name a file: from the source tree's root, with slashes."""

from __future__ import annotations

import os.path

from podcheck.report.options import Options


def in_tree(file: str, options: Options) -> str | None:
    """Return the path from the tree's root; None for a file outside it, such as a header of the system."""
    if not file:
        return None
    path = os.path.normpath(os.path.join(options.folder, file))
    if options.root:
        root = options.root.rstrip("/") + "/"
        return path[len(root) :] if path.startswith(root) else None
    return None if os.path.isabs(path) or path == ".." or path.startswith("../") else path


def path_of(file: str, options: Options) -> str:
    """Return the path from the tree's root, or for what is outside it the absolute one."""
    inside = in_tree(file, options)
    return inside if inside is not None else os.path.normpath(os.path.join(options.folder, file))
