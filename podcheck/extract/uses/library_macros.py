"""What a macro of a library writes: the user can't change it, and compilers don't warn of it either.

GoogleTest's `EXPECT_EQ` passes its arguments through `...`, protobuf's `PROTOBUF_FIELD_OFFSET` is an `offsetof`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from clang.cindex import Cursor

from podcheck.extract.libclang.cursors import byte_range, spelled_at
from podcheck.extract.libclang.source_files import SourceFiles

_STANDARD = ("stddef.h", "__stddef_offsetof.h", "cstddef")
"""Where `offsetof` is defined, which others' macros may name."""

_WORD = re.compile(rb"(?:\w+\s*::\s*)*(\w+)")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class LibraryMacros:
    """Tells what is written in the project from what a library's macro writes there."""

    is_of_the_project: Callable[[str], bool]
    """Whether a file is, by its path."""

    functions: frozenset[bytes]
    """The functions that code calls by name, which a library may have made macros: `memcpy` in some headers of C."""

    def have_written(self, cursor: Cursor, sources: SourceFiles) -> bool:
        """Whether its first token stands in a library's header, brought here by a macro named like no function."""
        place = byte_range(cursor)
        spelled = spelled_at(cursor)
        if place is None or spelled is None or spelled[0] == place[0] or PurePath(spelled[0]).name in _STANDARD:
            return False
        written = _WORD.match(sources.slice(place[0], place[1], place[1] + _LONGEST))
        if written is not None and written[1] in self.functions:
            return False
        return not self.is_of_the_project(spelled[0])
