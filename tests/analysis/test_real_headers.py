"""Real headers: no crash, complete records, and no difference from a compiler that nothing explains."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.model.facts import Origin
from podcheck.model.traits import Trait
from tests.needs import require

INPUTS = Path(__file__).parents[2] / "benchmarks" / "inputs"

NEEDS = {"nlohmann_json.cpp": ["nlohmann-json"], "eigen.cpp": ["eigen"], "boost.cpp": ["boost"]}
"""What the machine must have for an input, beside a C++ library."""

CASES = [
    pytest.param(
        "ten_std_headers.cpp", "c++20", r"/bits/(stl|basic_string|shared_ptr|unique_ptr|std_function)", id="std"
    ),
    pytest.param("cxx11_headers.cpp", "c++11", r"/(tuple|utility|atomic|bits/std_mutex\.h|bits/stl_.*)$", id="std-11"),
    pytest.param("ten_std_headers.cpp", "c++17", r"/(optional|variant|regex|bits/regex.*)$", id="std-17"),
    pytest.param(
        "ten_std_headers.cpp", "c++23", r"/(chrono|bits/chrono.h|bits/atomic_base.h|atomic|memory)$", id="std-23"
    ),
    pytest.param("nlohmann_json.cpp", "c++17", "/nlohmann/", id="nlohmann-json"),
    pytest.param("eigen.cpp", "c++17", r"/Eigen/src/(Core/(Matrix|Array|DenseStorage)|Geometry)", id="eigen"),
    pytest.param("boost.cpp", "c++20", r"/boost/(container|optional|variant|any)", id="boost"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "std", "headers"), CASES)
def test_compilers_agree_or_it_is_known_why_not(file: str, std: str, headers: str) -> None:
    require(*NEEDS.get(file, ()))
    report = podcheck.check(str(INPUTS / file), std=std, headers=headers)
    assert [problem for problem in report.problems if problem.fatal] == []
    assert [(finding.record, finding.trait, finding.message) for finding in report.findings] == []
    compared = 0
    for record in report.records:
        facts = record.facts
        assert set(record.judgement.verdicts) == set(Trait)
        assert len(record.judgement.special_members) == 6
        assert facts.name
        assert facts.location.line
        if facts.origin is not Origin.TEMPLATE:
            assert facts.complete
            assert facts.size is not None
            compared += sum(len(answer.traits) for answer in record.answers)
    assert compared > 500


@pytest.mark.parametrize("file", sorted(path.name for path in INPUTS.iterdir()))
def test_what_a_file_names_is_followed_into_its_headers(file: str) -> None:
    require(*NEEDS.get(file, ()))
    report = podcheck.check(str(INPUTS / file))
    assert report.exit_status == 0
    assert report.problems == ()
    assert any(record.facts.origin is Origin.INSTANTIATED for record in report.records)
    for record in report.records:
        if record.facts.origin is not Origin.TEMPLATE:
            assert all(answer.traits or answer.note for answer in record.answers)


def test_atomic_is_where_the_standard_and_the_compilers_part() -> None:
    report = podcheck.check("a.cpp", text="#include <atomic>\nstd::atomic<int> a;\n")
    (record,) = (record for record in report.records if record.facts.name == "std::atomic<int>")
    differences = {(mismatch.trait, mismatch.known) for mismatch in record.mismatches}
    assert (Trait.TRIVIALLY_COPYABLE, "CWG1734") in differences
    assert record.judgement.verdicts[Trait.TRIVIALLY_COPYABLE].value is podcheck.Truth.NO
    assert report.exit_status == 0
