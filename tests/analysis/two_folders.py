"""A folder of sources that find a header in the second of two folders: one that comes into the first goes before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

WAIT = 0.2
"""Seconds after which a file counts as written before the run: one that is written while it is read is not trusted."""


def project(folder: Path, sources: Mapping[str, str]) -> Path:
    """The folder `src` in that one, with the sources by name, and a struct Leaf in `second/leaf.hpp`."""
    source = folder / "src"
    (source / "first").mkdir(parents=True)
    (source / "second").mkdir()
    (source / "second" / "leaf.hpp").write_text("#pragma once\nstruct Leaf { int a; };\n")
    for name, text in sources.items():
        (source / name).write_text(text)
    return source


def flags(source: Path) -> tuple[str, str]:
    """Those by which its sources find headers."""
    return f"-I{source / 'first'}", f"-I{source / 'second'}"
