"""The example on each page is real: what it says breaks the rule has the rule's code, and the near-miss has not.

A comment such as `// standard_layout: no` is about the class on its line, or about the instance that the line names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import podcheck
from podcheck.model.facts import Origin
from podcheck.model.results import Record, Report
from podcheck.model.traits import CxxStandard, Trait, Truth
from podcheck.model.verdicts import Reason, RuleInfo
from podcheck.rules.docs.finding_codes import FINDING_CODES
from podcheck.rules.docs.pages import codes, page

ANSWERS = {"yes": Truth.YES, "no": Truth.NO, "?": Truth.UNKNOWN}
CLAIM = re.compile(r"// (?P<about>[a-z_]+(?: with g\+\+)?): (?P<answer>yes|no|\?)$")
EXAMPLES = Path(podcheck.__file__).parent / "rules" / "docs" / "examples"

CODES = [code for code in codes() if code not in {reason_code.code for reason_code in FINDING_CODES}]
NEWEST_SHOWN = CxxStandard.CXX23
"""The newest dialect that the compilers of most machines have."""


@dataclass(frozen=True)
class Claim:
    """What a comment says of the class on its line."""

    line: int
    text: str
    about: str
    answer: Truth

    def said(self, report: Report) -> tuple[Truth, tuple[Reason, ...]]:
        """podcheck's answer, with its reasons."""
        record = self._record(report)
        name, _, compiler = self.about.partition(" with ")
        if name in ("passed_in_registers", "pod_for_layout"):
            assert record.layout is not None
            (fact,) = (fact for fact in record.layout.facts if fact.name == name)
            if compiler:
                return Truth.NO if fact.differs else fact.value, fact.differs
            return fact.value, fact.reasons
        verdict = record.judgement.verdicts[Trait(self.about)]
        return verdict.value, verdict.reasons

    def _record(self, report: Report) -> Record:
        instances = [record for record in report.records if record.facts.origin is Origin.INSTANTIATED]
        named = [instance for instance in instances if instance.facts.name in self.text]
        here = [
            record for record in report.records if record.facts.location.line == self.line and record not in instances
        ]
        (result,) = named or here
        return result


def claims(code: str, part: str) -> Iterator[Claim]:
    before = page_text(code).index(part)
    first = page_text(code)[:before].count("\n") + 1
    for number, line in enumerate(part.splitlines(), first):
        if (match := CLAIM.search(line)) is not None:
            yield Claim(number, line, match["about"], ANSWERS[match["answer"]])


def page_text(code: str) -> str:
    return (EXAMPLES / f"{code}.cpp").read_text()


def every_code(reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons:
        yield reason.code
        yield from every_code(reason.because)


def dialects(info: RuleInfo) -> list[CxxStandard]:
    assert info.example is not None
    return [std for std in CxxStandard if info.example.since <= std <= info.example.until]


def judged(code: str, std: CxxStandard, *, cross_check: bool = False, clang_args: tuple[str, ...] = ()) -> Report:
    report = podcheck.check(
        f"{code}.cpp", text=page_text(code), std=std.spelling, cross_check=cross_check, clang_args=clang_args
    )
    assert any(problem.fatal for problem in report.problems) == (code in REFUSED), report.problems
    return report


CASES = [pytest.param(code, std, id=f"{code}-{std.spelling}") for code in CODES for std in dialects(page(code))]


@pytest.mark.parametrize(("code", "std"), CASES)
def test_the_breaking_class_has_the_code_and_the_near_miss_has_not(code: str, std: CxxStandard) -> None:
    example = page(code).example
    assert example is not None
    report = judged(code, std)
    (broken,) = claims(code, example.breaking)
    (missed,) = claims(code, example.near_miss)
    assert broken.about == missed.about
    assert broken.answer is not missed.answer
    answer, reasons = broken.said(report)
    assert answer is broken.answer
    assert code in every_code(reasons)
    answer, reasons = missed.said(report)
    assert answer is missed.answer
    assert code not in every_code(reasons)


@pytest.mark.parametrize("code", [code for code in CODES if code != "not-analysed"])
def test_the_compilers_say_nothing_else_but_what_is_known(code: str) -> None:
    std = min(max(dialects(page(code))), max(NEWEST_SHOWN, min(dialects(page(code)))))
    report = judged(code, std, cross_check=True)
    assert [finding.message for finding in report.findings] == []


FINDS = re.compile(r"// finds(?P<above> above)?: (?P<code>[\w-]+)$")
NO_EXAMPLE = {"requirement", "unexplained-mismatch", "odr-violation"}
"""No source has them by itself: one is about an option, the other about a mistake."""

FOUND = [code for code in codes() if code not in CODES and code not in NO_EXAMPLE]
REFUSED = {
    "atomic-not-trivially-copyable",
    "bit-cast-not-trivially-copyable",
    "ellipsis-nontrivial",
    "not-analysed",
    "va-arg-nontrivial",
}
"""What Clang takes for an error too."""

CUDA = {"kernel-argument": ("-x", "cuda", "-nocudainc", "-nocudalib", "--cuda-host-only")}


@pytest.mark.parametrize("code", FOUND)
def test_a_finding_is_made_where_the_example_says_so_and_not_in_the_near_miss(code: str) -> None:
    text = page_text(code)
    expected = [
        number - bool(match["above"])
        for number, line in enumerate(text.splitlines(), 1)
        if (match := FINDS.search(line)) is not None and match["code"] == code
    ]
    shown = dialects(page(code))
    for std in dict.fromkeys((shown[0], shown[-1])):
        report = judged(code, std, clang_args=CUDA.get(code, ()))
        assert [
            finding.location.line for finding in report.findings if code in (finding.code, *every_code(finding.reasons))
        ] == expected
    assert len(expected) == 1
    assert text.count("\n// Near miss: ") == 1
    assert expected[0] < text[: text.index("// Near miss: ")].count("\n")


def test_each_example_belongs_to_a_code() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.cpp")} == {*CODES, *FOUND}
