"""C++ nests templates to about a thousand levels; Python's calls end there too, podcheck does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck import Trait, Truth
from podcheck.model.problems import Location
from podcheck.model.reasons import roots
from podcheck.model.verdicts import Reason
from podcheck.report.reasons.json import MAX_DEPTH, ReasonTexts
from tests.cli.running import podcheck as run

LEVELS = 500
_OF_BASES = "template<int N> struct S : S<N - 1> {{ }};\ntemplate<> struct S<0> {{ {ground} }};\nS<{levels}> s;\n"
_OF_MEMBERS = "template<int N> struct S {{ S<N - 1> s; }};\ntemplate<> struct S<0> {{ {ground} }};\nS<{levels}>* s;\n"
_OF_ARGUMENTS = """
template<class H, class T> struct cons { };
template<int N> struct make { typedef cons<int, typename make<N - 1>::type> type; };
template<> struct make<0> { typedef void type; };
template<class T> struct Holds { int a; };
Holds<make<700>::type> h;
"""


@pytest.mark.parametrize("form", [_OF_BASES, _OF_MEMBERS], ids=["bases", "members"])
@pytest.mark.parametrize(
    ("ground", "trait", "answer", "code"),
    [
        ("int a;", Trait.TRIVIALLY_COPYABLE, Truth.YES, ""),
        ("S(); S(const S&); int a;", Trait.TRIVIALLY_COPYABLE, Truth.NO, "user-provided"),
        ("virtual void f();", Trait.STANDARD_LAYOUT, Truth.NO, "virtual-function"),
    ],
    ids=["sound", "copied by code", "virtual"],
)
def test_the_ground_decides(form: str, ground: str, trait: Trait, answer: Truth, code: str) -> None:
    report = podcheck.check("deep.cpp", text=form.format(ground=ground, levels=LEVELS), cross_check=False)
    assert [problem for problem in report.problems if problem.fatal] == []
    instances = [record for record in report.records if not record.facts.dependent]
    verdicts = {record.facts.name: record.judgement.verdicts[trait] for record in instances}
    assert {name for name, verdict in verdicts.items() if verdict.value is not answer} == set()
    assert f"S<{LEVELS}>" in verdicts
    last = [root.code for root in roots(verdicts[f"S<{LEVELS}>"].reasons)]
    assert (code in last) is bool(code)


@pytest.mark.slow
def test_arguments_within_arguments() -> None:
    report = podcheck.check("deep.cpp", text=_OF_ARGUMENTS, cross_check=False)
    (holds,) = (record for record in report.records if record.facts.name.startswith("Holds<cons<"))
    assert holds.judgement.verdicts[Trait.TRIVIAL].value is Truth.YES


def test_in_worker_processes_too(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        text = _OF_MEMBERS.format(ground="S(const S&);", levels=LEVELS).replace("S", name.upper())
        (tmp_path / f"{name}.cpp").write_text(text)
    done = run("check", str(tmp_path), "--no-cross-check", "--no-cache", "-j", "2", "--std", "c++17")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"{name}<{LEVELS}>" in done.stdout for name in "ABCD")


@pytest.mark.slow
def test_what_is_explained_stays_readable(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(_OF_BASES.format(ground="virtual void f();", levels=LEVELS))
    done = run("explain", f"S<{LEVELS}>", "a.cpp", "--no-cross-check", "-v", cwd=tmp_path)
    assert (done.returncode, "and so on, to the root causes above" in done.stdout) == (0, True)
    assert len(done.stdout.splitlines()) < 1000


def test_a_long_chain_of_reasons_in_json() -> None:
    place = Location("a.cpp", 1, 1)
    chain = Reason("ground", "it is so", "[class]/1", place)
    for number in range(20_000):
        chain = Reason("level", str(number), "[class]/1", place, because=(chain,))
    texts = ReasonTexts()
    (result,) = json.loads(texts.array([chain]))
    levels = 1
    while result["because"]:
        (result,) = result["because"]
        levels += 1
    assert levels == MAX_DEPTH
