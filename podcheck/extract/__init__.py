"""From a translation unit to facts: the only room that knows libclang, whose cursors never leave it.

`libclang.library` finds libclang, `libclang.session` halts a parse at the unit's end so that it can be looked at and
asked. `census` finds the classes that the report is about, `classes.reader` and its neighbours read one class each into
a `class_table`; `unit` has libclang instantiate what is only named and answer what the source alone can't (`queries`),
all within one parse, and `uses` collects the places that rely on a trait. `prefix` has the headers that several units
share parsed once, and `unit_group` puts each of these units on top of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Problem
from podcheck.model.units import Unit

if TYPE_CHECKING:
    from podcheck.extract.prefix.session import PrefixSession


def extract_unit(unit: Unit, libclang: Path | None = None, session: PrefixSession | None = None) -> UnitFacts:
    """Return all classes that the report on `unit` needs; what went wrong is among the problems.

    `session` is of a prefix that the unit may be parsed on top of. Raises LibclangError where libclang itself can't be
    loaded.
    """
    from podcheck.extract.unit import extract

    return extract(unit, libclang, session)


def errors_of(unit: Unit, libclang: Path | None = None) -> tuple[Problem, ...]:
    """Return the errors of the whole unit, those in function bodies of headers too; it costs a parse of its own.

    Raises LibclangError where libclang itself can't be loaded.
    """
    from podcheck.extract.libclang import library

    library.load(libclang)
    from podcheck.extract.parse.full_parse import errors

    return errors(unit)


def find_refused(
    words: Sequence[str], beside: Sequence[str], std: str, libclang: Path | None = None
) -> tuple[str, ...]:
    """Return those of the words that libclang does not take as options beside these others, each tried alone.

    Raises LibclangError where libclang itself can't be loaded.
    """
    from podcheck.extract.libclang import library

    library.load(libclang)
    from podcheck.extract.parse.arguments import complaints

    known = set(complaints(tuple(beside), std))
    return tuple(word for word in words if set(complaints((word, *beside), std)) - known)


def headers_for(target: str) -> tuple[str, ...] | None:
    """Return arguments that bring a C and C++ library for another target, from the extra podcheck[zig]; None without
    it.
    """
    from podcheck.extract.parse.cxx_library import zig_library

    return zig_library(target)


def extract_batch(units: Sequence[Unit], libclang: Path | None = None) -> list[UnitFacts]:
    """Return what `extract_unit` says of each unit, in their order; headers that they share are parsed once where that
    is safe.

    Raises LibclangError where libclang itself can't be loaded.
    """
    from podcheck.extract.unit_group import extract_batch as extract_on_prefixes

    return extract_on_prefixes(units, libclang)


def libclang_file(libclang: Path | None = None) -> str:
    """Return the path of the library's file. Raises LibclangError where it can't be loaded."""
    from podcheck.extract.libclang import library

    return library.file_of(library.load(libclang))


def libclang_binding(libclang: Path | None = None) -> str:
    """Return which Python binding talks to the library, and whether it was made quicker. Raises LibclangError."""
    from podcheck.extract.libclang import binding, fast_binding, library

    library.load(libclang)
    return f"{binding.describe_binding()}, {'patched for speed' if fast_binding.is_patched() else 'as it is'}"


def libclang_version(libclang: Path | None = None) -> str:
    """Return the library's own version text. Raises LibclangError where it can't be loaded."""
    from podcheck.extract.libclang import library

    return library.version(library.load(libclang))
