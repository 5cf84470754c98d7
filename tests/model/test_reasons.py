"""Two members in each of many levels are millions of ways to a root: whoever walks reasons visits each of them once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import podcheck
from podcheck import Reason, Trait, Truth, Verdict
from podcheck.crosscheck.compare import explanation
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.diff.blame import places
from podcheck.model.problems import Location
from podcheck.model.reasons import first_chain, roots, walk, walk_up
from podcheck.model.results import Finding
from podcheck.model.traits import CxxStandard
from podcheck.policy.baseline import entries_of
from podcheck.report.diff.text import root_causes
from podcheck.report.reasons.chains import ways_down
from podcheck.report.reasons.json import ReasonTexts
from podcheck.report.reasons.numbering import Reasons
from podcheck.rules.docs.dialect_changes import changes
from tests.cli.running import podcheck as run

LEVELS = 40
CLANGXX = Compiler(("clang++",), Family.CLANGXX, (19, 1))


class Counted(tuple[Reason, ...]):
    """What led to a reason; whoever asks for it much more often than there are reasons walks one of them again."""

    __slots__ = ()
    asked: ClassVar[int] = 0

    def _count(self) -> None:
        Counted.asked += 1
        assert Counted.asked < 100 * LEVELS

    def __iter__(self) -> Iterator[Reason]:
        self._count()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Reason]:
        self._count()
        return iter(list(super().__iter__())[::-1])


def ladder(code: str) -> Reason:
    """Two reasons in each level, both of which lead to both of the next."""
    level: tuple[Reason, ...] = (Reason("virtual-function", "ground", "[class.prop]/3.2", Location("a.h", 1, 1)),)
    for number in range(LEVELS):
        level = tuple(
            Reason(code, f"{name}{number}", "[class.prop]/3.1", Location("a.h", number + 2, 1), name, Counted(level))
            for name in "ab"
        )
    Counted.asked = 0
    return Reason(code, "top", "[class.prop]/3.1", Location("a.h", 1, 1), "S", Counted(level))


def verdict(top: Reason) -> Verdict:
    return Verdict(Trait.STANDARD_LAYOUT, Truth.NO, (top,))


def number(top: Reason) -> str | None:
    return explanation(CLANGXX, CxxStandard.CXX20, verdict(top), frozenset())


def baseline_entries(top: Reason) -> object:
    place = Location("a.h", 1, 1)
    return entries_of([Finding("requirement", "error", "", place, "S", Trait.POD, (top,), "f")], Path())


WALKS: dict[str, Callable[[Reason], object]] = {
    "down": lambda top: list(walk((top,))),
    "up": lambda top: list(walk_up((top,))),
    "roots": lambda top: roots((top,)),
    "first chain": first_chain,
    "what changed from a dialect to the next": lambda top: changes(
        verdict(top), verdict(top), CxxStandard.CXX98, CxxStandard.CXX26
    ),
    "what explains a compiler's answer": number,
    "who is to blame": lambda top: list(places((top,))),
    "root causes of a change": lambda top: root_causes((top,)),
    "ways down": lambda top: list(ways_down((top,))),
    "a baseline's entries": baseline_entries,
    "JSON": lambda top: ReasonTexts().array((top,)),
    "numbers": lambda top: Reasons().numbers((top,)),
}


@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("code", ["non-standard-layout-member", "not-standard-layout"])
def test_each_reason_is_visited_once(name: str, code: str) -> None:
    assert WALKS[name](ladder(code)) != []


def test_what_the_walks_yield() -> None:
    place = Location("a.h", 1, 1)
    left, right = (Reason("c", name, "", place) for name in ("left", "right"))
    middle = Reason("c", "middle", "", place, because=(left, right))
    top = Reason("c", "top", "", place, because=(middle, right))
    assert [reason.message for reason in walk((top,))] == ["top", "middle", "left", "right"]
    assert [reason.message for reason in walk_up((top,))] == ["left", "right", "middle", "top"]
    assert [root.message for root in roots((top, right))] == ["left", "right"]
    assert [root.message for root in roots((top,), into=lambda reason: reason is top)] == ["middle", "right"]
    assert [reason.message for reason in first_chain(top)] == ["top", "middle", "left"]
    assert list(walk((top,), seen={id(middle)})) == [top, right]


_COPIED = "struct L0 { L0(const L0&); virtual ~L0(); };\n"
_UNION = "union L0 { int i; };\n"
_OF_BASES = "template<int N, class T> struct W : T { };\nstruct L0 { int i; };\n"
_PATTERN = "template<class T> struct O {\nstruct L0 { T t; };\n"
_PASSED = "struct [[clang::trivial_abi]] L0 { L0(const L0&); ~L0(); };\n"
_TWO_MEMBERS = "struct L{0} {{ L{1} a; L{1} b; }};\n"
LADDERS = {
    "members": (_COPIED, _TWO_MEMBERS, ""),
    "members of a union": (_UNION, "union L{0} {{ L{1} a; L{1} b; }};\n", ""),
    "members of a pattern": (_PATTERN, _TWO_MEMBERS, "};\n"),
    "what may be passed in registers": (_PASSED, _TWO_MEMBERS, ""),
}


def hierarchy(name: str, levels: int) -> str:
    """Classes that have the one before them twice."""
    ground, level, end = LADDERS[name]
    return ground + "".join(level.format(number, number - 1) for number in range(1, levels + 1)) + end


@pytest.mark.parametrize("name", LADDERS)
def test_classes_that_have_the_one_before_them_twice(name: str) -> None:
    report = podcheck.check("a.cpp", text=hierarchy(name, LEVELS), cross_check=False, require=["pod"])
    reported = {problem.message.partition(" has ")[2] for problem in report.problems}
    assert reported <= {"millions of nested members: their offsets are not looked up"}
    assert bool(reported) is (name != "members of a pattern")
    assert len(report.records) == LEVELS + 1 + (name == "members of a pattern")


def test_classes_that_have_the_one_before_them_as_a_base_twice() -> None:
    text = _OF_BASES + "".join(f"struct L{n} : W<0, L{n - 1}>, W<1, L{n - 1}> {{ }};\n" for n in range(1, 15))
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    verdicts = {record.facts.name: record.judgement.verdicts[Trait.STANDARD_LAYOUT] for record in report.records}
    assert [reason.message for reason in verdicts["L14"].reasons if reason.code == "repeated-base"][:2] == [
        "'L0' is a base of 'L14' more than once",
        "'L1' is a base of 'L14' more than once",
    ]


def test_a_deep_hierarchy_in_every_dialect(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(hierarchy("members", LEVELS))
    done = run("explain", f"L{LEVELS}", "a.cpp", "--std", "all", "--no-cross-check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout) < 100_000
