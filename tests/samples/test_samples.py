"""Every sample, in each dialect that it names: podcheck's answers are what its comments say.

The compilers on the machine confirm them: by the cross-check, whose mismatches must be exactly those that the
sample lists, and by the `static_assert`s of the sample itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck.compilers import Compiler, find_compilers
from podcheck.model.traits import CxxStandard
from podcheck.paths import spell_file
from podcheck.process import run
from tests.needs import HANGS_AFTER
from tests.samples.complaints import complaints, is_among
from tests.samples.expectations import read_sample

SAMPLES = Path(__file__).parents[2] / "cpp_samples"


CASES = [
    pytest.param(file, std, id=f"{file.relative_to(SAMPLES)}-{std.spelling}")
    for file in sorted(SAMPLES.rglob("*.cpp"))
    for std in read_sample(file.read_text()).dialects
]


@cache
def compilers() -> tuple[Compiler, ...]:
    return find_compilers(())[0]


@pytest.mark.parametrize(("file", "std"), CASES)
def test_podcheck_says_of_a_sample_what_its_comments_say(file: Path, std: CxxStandard) -> None:
    report = podcheck.check(str(file), std=std.spelling)
    assert [problem for problem in report.problems if problem.fatal] == []
    queried = [compiler.id for compiler in compilers() if compiler.supports(std)]
    assert complaints(read_sample(file.read_text()), spell_file(str(file)), std, report.records, queried) == []


@pytest.mark.parametrize(("file", "std"), CASES)
def test_the_static_assertions_of_a_sample_hold(file: Path, std: CxxStandard) -> None:
    remarks = [remark for remark in read_sample(file.read_text()).remarks if std in remark.dialects]
    rejected = [each for remark in remarks for each in remark.rejected]
    for compiler in compilers():
        if (dialect := compiler.supports(std)) is not None and not is_among(rejected, compiler.id):
            done = run(
                [*compiler.command, f"-std={dialect}", "-w", "-fsyntax-only", str(file)],
                timeout=HANGS_AFTER,
                stdin=b"",
                output_limit=1 << 16,
            )
            assert done.ok, f"{compiler.id}: {done.stderr}"


def test_there_are_samples() -> None:
    assert len(CASES) > 100
