"""What a configuration says of files: which ones are left out, and which codes don't count in which."""

from __future__ import annotations

from msgspec import Struct


class FileRules(Struct, frozen=True):
    """Patterns as `.gitignore` has them, meant from `root` on."""

    root: str = ""
    """The configuration's folder; none where there is no configuration."""

    origin: str = ""
    """The configuration file, for people."""

    exclude: tuple[str, ...] | None = None
    """In place of the default, which is what lies below a build folder."""

    extend_exclude: tuple[str, ...] = ()
    """Besides that."""

    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Codes of findings that don't count in the files that a pattern is for."""
