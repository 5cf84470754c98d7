"""How files are called: in one way each, as far as the text of a path says."""

from __future__ import annotations

import functools
import os


@functools.lru_cache(maxsize=16_384)
def tidy(path: str) -> str:
    """A path without the detours (`./`, `//`, `folder/..`) that includes and search paths leave in it.

    `..` behind a symbolic link is no step back: what stands before it is resolved where the path is absolute, and
    stays where it is not. A name that would pass for an option keeps its `./`.
    """
    if "/." not in path and "//" not in path and not path.startswith("./"):
        return path
    root = "/" if path.startswith("/") else ""
    steps: list[str] = []
    for step in path.split("/"):
        if step in ("", ".") or (step == ".." and root and not steps):
            continue
        if step != ".." or not steps or steps[-1] == "..":
            steps.append(step)
        elif not os.path.islink(before := root + "/".join(steps)):
            steps.pop()
        elif root:
            steps = os.path.realpath(before + "/..").split("/")[1:]
        else:
            steps.append(step)
    plain = root + "/".join(steps)
    return f"./{plain}" if plain.startswith("-") else plain or "."
