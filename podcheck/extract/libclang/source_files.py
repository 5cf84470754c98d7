"""The text of the files that a unit reads, by bytes, as libclang's offsets count them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from podcheck.cpp.lexer import blank
from podcheck.files import read_bytes


@dataclass(slots=True)
class SourceFiles:
    """The contents of files, each read once."""

    main_file: str
    """The unit's own file."""

    main: bytes
    """The unit's own text, which may exist in memory only."""

    others: Mapping[str, bytes] = field(default_factory=dict)
    """The contents that replace those of further files, by real path."""

    cache: dict[str, bytes] = field(default_factory=dict)
    """The contents that were read, by the path as given."""

    def content(self, file: str) -> bytes:
        """Return the bytes of the file; nothing where it can't be read."""
        if file == self.main_file:
            return self.main
        if file not in self.cache:
            real = os.path.realpath(file) if self.others else ""
            if real in self.others:
                self.cache[file] = self.others[real]
                return self.cache[file]
            try:
                self.cache[file] = read_bytes(file)
            except OSError:
                self.cache[file] = b""
        return self.cache[file]

    def slice(self, file: str, start: int, end: int) -> bytes:
        """Return the text between two offsets, comments and literals blanked."""
        return blank(self.content(file)[start:end])
