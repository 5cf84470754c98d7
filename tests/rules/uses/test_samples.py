"""Samples of uses: what stands in a comment `finds:` is found on that line, and nothing else, in every dialect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck
from podcheck.model.traits import CxxStandard
from podcheck.rules.docs.finding_codes import USES
from tests.samples.expectations import read_sample

SAMPLES = Path(__file__).parents[3] / "cpp_samples"
_FINDS = re.compile(r"// finds: ([\w-]+(?:, [\w-]+)*)$")

CASES = [
    pytest.param(file, std, id=f"{file.name}-{std.spelling}")
    for file in sorted((SAMPLES / "uses").glob("*.cpp"))
    for std in read_sample(file.read_text()).dialects
]


def expected(text: str) -> set[tuple[int, str]]:
    """The lines and codes that the comments name."""
    return {
        (number, code)
        for number, line in enumerate(text.splitlines(), 1)
        if (match := _FINDS.search(line))
        for code in match[1].split(", ")
    }


@pytest.mark.parametrize(("file", "std"), CASES)
def test_a_use_is_found_where_the_sample_says_so_and_nowhere_else(file: Path, std: CxxStandard) -> None:
    report = podcheck.check(str(file), std=std.spelling, cross_check=False)
    assert [problem for problem in report.problems if problem.fatal] == []
    assert {(finding.location.line, finding.code) for finding in report.findings} == expected(file.read_text())


def test_every_code_is_in_a_sample_or_a_test() -> None:
    samples = {code for file in (SAMPLES / "uses").glob("*.cpp") for _, code in expected(file.read_text())}
    tests = "".join(file.read_text() for file in Path(__file__).parent.glob("test_[!s]*.py"))
    assert [need.code for need in USES if need.code not in samples and f'"{need.code}"' not in tests] == []
