"""A report by hand for the formats that tools read: hostile names and paths, problems of each kind."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from podcheck.model.fixes import ClassFix, Edit, LocatedEdit, Position
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Finding, Related, Report
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import Reason, RuleClause, RuleExample, RuleInfo
from podcheck.report.options import Options
from tests.report.rich import BY_MEMBER, HERE, HOSTILE, NOT_COPYABLE, PLAIN, RICH, SPOILT

INSIDE = Options(root="/repo", folder="/repo/project")
"""A run in a folder of the tree: a file's name from the root begins with it."""

AWKWARD = "src/a::b, 100%\n[x](1).cpp"
"""A file's name may hold anything but a slash and NUL."""

LIBRARY = Reason(
    "user-provided",
    "the copy constructor of 'std::basic_string<char>' is user-provided",
    "[class.copy.ctor]/11",
    Location("/usr/include/c++/12/bits/basic string.h", 540, 7),
    "std::basic_string<char>",
)
FROM_LIBRARY = replace(BY_MEMBER, because=(LIBRARY,), location=Location("/repo/lib/wire.hpp", 9, 3))
HOSTILE_NAME = f"N::A<'%', {HOSTILE}, [](x), ]]>, ::error::>"

REQUIREMENT = Finding(
    "requirement", "error", "'wire::Header' is not trivial, which is required", Location("src/wire.cpp", 4, 16),
    "wire::Header", Trait.TRIVIAL, (NOT_COPYABLE,), "1" * 32,
    (Related("'wire::Header' is defined here", HERE),),
)  # fmt: skip
AGAIN = replace(REQUIREMENT, severity="warning")
STRANGE = Finding(
    "unexplained-mismatch", "note", f"'{HOSTILE_NAME}' is pod: podcheck says yes", Location(AWKWARD, 7, 1),
    HOSTILE_NAME, Trait.POD, (FROM_LIBRARY, replace(FROM_LIBRARY, message="member 'b'")), "2" * 32,
)  # fmt: skip
ABOUT_NONE = Finding("unused", "warning", "a contract matches no class", Location("", 0, 0), "", None, (), "3" * 32)

PAGE = RuleInfo(
    "user-provided",
    "a function is user-provided",
    (RuleClause("[class.copy.ctor]/11", CxxStandard.CXX11, CxxStandard.CXX26, "it is not user-provided"),),
    "Its author wrote it, so it may do **anything**.",
    "A copy of the bytes would not call it.",
    "Leave it out, or write `= default`.",
    (Trait.TRIVIALLY_COPYABLE,),
    RuleExample(
        CxxStandard.CXX11, CxxStandard.CXX26, "struct A { A(const A&); };", "struct A { A(const A&) = default; };"
    ),
)

FIX = ClassFix(
    "wire::Header", HERE, ("default the copy constructor of 'wire::Header' where it is declared",), (Trait.TRIVIAL,),
    (
        LocatedEdit(Edit("src/wire.cpp", 70, 72, b" = default;"), Position(4, 31, 27), Position(4, 33, 29)),
        LocatedEdit(Edit("src/wire.cpp", 90, 90, "é\n".encode()), Position(5, 1, 1), Position(5, 1, 1)),
    ),
)  # fmt: skip
"""Columns in bytes and in UTF-16's units differ behind an é."""

BROKEN = dataclasses.replace(PLAIN, facts=replace(PLAIN.facts, complete=False, name="wire::Broken"))
TEAM = Report(
    records=(PLAIN, SPOILT, BROKEN),
    findings=(REQUIREMENT, AGAIN, STRANGE, ABOUT_NONE),
    problems=(*RICH.problems, Problem("an option is wrong", advice="Fix it.")),
    podcheck="1.2.3",
    libclang="clang version 22.1.4",
    compilers=("g++-12.2",),
    rules={"user-provided": PAGE},
    sources={"src/wire.cpp": "#pragma once\n\n/* é */ struct Header {\n/* é🙂é */ Text text; };\n"},
    fixes=(FIX,),
)
