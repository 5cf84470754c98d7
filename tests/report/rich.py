"""One report by hand, with everything that a format must be able to tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from msgspec.structs import replace

from podcheck.model.facts import ClassFacts, Origin, RecordKind
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Answers, Finding, Mismatch, Record, Report
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.verdicts import Judgement, Reason, SpecialMember, Verdict

HERE = Location("src/wire.cpp", 3, 8)
SCRIPT = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
BREAKING_OUT = "</script><script>window.ran = 3</script><!--<script>"
HOSTILE = 'evil\x1b[31m"<b>&|\u202e\n'

ROOT = Reason(
    "user-provided",
    "the copy constructor of 'wire::Text<char, std::allocator<char>>' is user-provided",
    "[class.copy.ctor]/11",
    Location("include/text.hpp", 40, 5),
    "wire::Text<char, std::allocator<char>>",
)
BY_MEMBER = Reason(
    "nontrivial-member",
    "member 'text' of type 'wire::Text<char>' has a non-trivial copy constructor",
    "[class.copy.ctor]/11.3",
    Location("src/wire.cpp", 4, 16),
    "text",
    (ROOT,),
)
COPY = Reason(
    "nontrivial-copy-constructor",
    "the copy constructor of 'wire::Header' is non-trivial",
    "[class.prop]/1.2",
    HERE,
    "wire::Header",
    (BY_MEMBER,),
)
NOT_COPYABLE = Reason(
    "not-trivially-copyable",
    "'wire::Header' is not trivially copyable",
    "[class.prop]/2",
    HERE,
    "wire::Header",
    (COPY,),
)
OPEN = Reason("depends-on-parameter", "member 'a' of type 'T' depends on a template parameter", "[temp.dep]", HERE, "a")


def judgement(no: dict[Trait, tuple[Reason, ...]], unknown: dict[Trait, tuple[Reason, ...]] | None = None) -> Judgement:
    """YES to all but these."""
    open_ = unknown or {}
    verdicts = {}
    for trait in Trait:
        value = Truth.NO if trait in no else Truth.UNKNOWN if trait in open_ else Truth.YES
        verdicts[trait] = Verdict(trait, value, no.get(trait, open_.get(trait, ())))
    kinds = ("default_constructor", "copy_constructor", "move_constructor", "copy_assignment", "move_assignment")
    members = [SpecialMember(kind, "implicit", False, True) for kind in kinds]
    return Judgement(verdicts, (*members, SpecialMember("destructor", "user-provided", False, False, (ROOT,))))


def record(
    name: str,
    judged: Judgement,
    *,
    kind: RecordKind = RecordKind.STRUCT,
    origin: Origin = Origin.DECLARED,
    answers: tuple[Answers, ...] = (),
    mismatches: tuple[Mismatch, ...] = (),
) -> Record:
    """A class of that name, with answers of two compilers that agree unless others are given."""
    facts = ClassFacts(
        key=f"c:@S@{name}", name=name, kind=kind, origin=origin, location=HERE, end=HERE, size=16, align=8
    )
    values = {trait: verdict.value is Truth.YES for trait, verdict in judged.verdicts.items()}
    agreeing = (Answers("g++-12.2", values), Answers("clang++-19.1", values))
    return Record(facts, CxxStandard.CXX20, "x86_64-unknown-linux-gnu", judged, answers or agreeing, mismatches)


PLAIN = record("wire::Point", judgement({}))
SPOILT = record("wire::Header", judgement({Trait.TRIVIAL: (NOT_COPYABLE,), Trait.TRIVIALLY_COPYABLE: (COPY,)}))
KNOWN = record(
    "wire::Atomic<int>",
    judgement({Trait.TRIVIALLY_COPYABLE: (COPY,)}),
    kind=RecordKind.CLASS,
    origin=Origin.INSTANTIATED,
    mismatches=(Mismatch(Trait.TRIVIALLY_COPYABLE, False, "g++-12.2", True, "CWG1734"),),
)
UNEXPLAINED = record("wire::Odd", judgement({}), mismatches=(Mismatch(Trait.POD, True, "clang++-19.1", False, None),))
PATTERN = record(
    "wire::Box<T>",
    judgement({}, dict.fromkeys(Trait, (OPEN,))),
    origin=Origin.TEMPLATE,
    answers=(Answers("g++-12.2", note="a template pattern"), Answers("clang++-19.1", note="a template pattern")),
)
UNPROBED = record(
    HOSTILE,
    judgement({Trait.POD: (COPY,)}),
    kind=RecordKind.UNION,
    answers=(Answers("g++-12.2", note="it can't be named"), Answers("clang++-19.1", note="it can't be named")),
)
FINDING = Finding(
    "requirement", "error", "'wire::Header' is not trivial, which is required", HERE, "wire::Header", Trait.TRIVIAL,
    (NOT_COPYABLE,), "0" * 32,
)  # fmt: skip
PROBLEM = Problem("'nothere.h' file not found", Location("src/other.cpp", 1, 10), "Add its directory.")
NOTE = Problem("g++-12.2 has no c++26", fatal=False)

RICH = Report(
    records=(PLAIN, SPOILT, KNOWN, UNEXPLAINED, PATTERN, UNPROBED),
    findings=(FINDING,),
    problems=(PROBLEM, NOTE),
    podcheck="1.2.3",
    libclang="clang version 22.1.4",
    compilers=("g++-12.2", "clang++-19.1"),
)
EMPTY = Report((), (), (), "1.2.3", "clang version 22.1.4")


def hostile_report(names: Sequence[str]) -> Report:
    """Return a report of classes of these names, in files of these names, whatever that spells."""

    def named(name: str, file: str) -> Record:
        made = record(name, judgement({Trait.TRIVIALLY_COPYABLE: (replace(COPY, message=name, code="x", because=()),)}))
        place = Location(file, 1, 1)
        return dataclasses.replace(made, facts=replace(made.facts, location=place, end=place))

    records = tuple(named(name, f"{name}.cpp") for name in names)
    finding = replace(RICH.findings[0], message=SCRIPT, record=SCRIPT, location=Location(BREAKING_OUT, 1, 1))
    problem = replace(RICH.problems[0], message=BREAKING_OUT, advice=SCRIPT)
    return replace(RICH, records=records, findings=(finding,), problems=(problem,), sources={f"{SCRIPT}.cpp": SCRIPT})
