"""What a configuration says of files: which ones are left out, and which codes don't count in which."""

from __future__ import annotations

from msgspec import Struct


class FileRules(Struct, frozen=True):
    """What a configuration says of files, in patterns as `.gitignore` has them, relative to `root`."""

    root: str = ""
    """The configuration's folder; empty where there is no configuration."""

    origin: str = ""
    """The configuration file, as messages name it."""

    exclude: tuple[str, ...] | None = None
    """Patterns of what is left out, in place of the default (what lies below a build folder); None keeps that."""

    extend_exclude: tuple[str, ...] = ()
    """Patterns of what is left out besides."""

    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each pattern with the codes of findings that don't count in its files."""
