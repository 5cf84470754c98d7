"""Whose answers count, and what is said where the standard and the compilers differ."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.crosscheck.compilers import find_compilers
from podcheck.errors import ConfigError
from tests.cli.running import podcheck as run

# All copies deleted: by CWG1734 not trivially copyable, by g++ and clang++ it is.
ONLY_THE_STANDARD = "struct A { A() = default; A(const A&) = delete; A& operator=(const A&) = delete; int a; };\n"
NOBODY = "struct A { A(const A&); };\n"

COMPILERS, _ = find_compilers(())


def messages(text: str, verdict: str, contract: str = "// podcheck: require trivially_copyable\n") -> list[str]:
    report = podcheck.check("unit.cpp", text=contract + text, verdict=verdict)
    assert report.compilers
    return [finding.message for finding in report.findings]


def test_by_the_standard_the_message_names_the_defect_report_behind_the_difference() -> None:
    who = " and ".join(compiler.id for compiler in COMPILERS)
    say = "say" if len(COMPILERS) > 1 else "says"
    expected = f"'A' is not trivially_copyable, which unit.cpp:1 requires ({who} {say} otherwise: CWG1734)"
    assert messages(ONLY_THE_STANDARD, "standard") == [expected]
    assert messages(ONLY_THE_STANDARD, "both") == [expected]


def test_by_the_compilers_it_is_kept_and_a_contract_that_forbids_is_broken() -> None:
    assert messages(ONLY_THE_STANDARD, "compilers") == []
    who = " and ".join(compiler.id for compiler in COMPILERS)
    forbidden = "// podcheck: forbid trivially_copyable\n"
    assert messages(ONLY_THE_STANDARD, "standard", forbidden) == []
    expected = [f"'A' is trivially_copyable by {who}, which unit.cpp:1 forbids (by the standard it is not: CWG1734)"]
    assert messages(ONLY_THE_STANDARD, "compilers", forbidden) == expected
    assert messages(ONLY_THE_STANDARD, "both", forbidden) == expected


@pytest.mark.parametrize("verdict", ["standard", "compilers", "both"])
def test_what_all_deny_is_broken_whoever_decides(verdict: str) -> None:
    (message,) = messages(NOBODY, verdict)
    assert message.startswith("'A' is not trivially_copyable")


def test_a_class_that_no_compiler_can_be_asked_about_is_not_taken_for_fine() -> None:
    text = "template<int> struct X;\nvoid f() { struct { int a; } unnamed; (void)unnamed; }\n"
    report = podcheck.check("unit.cpp", text=text, verdict="compilers", require=["trivially_copyable"])
    local = [finding for finding in report.findings if "could not be decided by the compilers" in finding.message]
    probed = [record for record in report.records if any(answer.traits for answer in record.answers)]
    assert len(local) + len(probed) == len(report.records) == 1


def test_the_compilers_can_not_decide_without_the_cross_check(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a verdict by the compilers needs the cross-check"):
        podcheck.check("unit.cpp", text=NOBODY, verdict="both", cross_check=False)
    (tmp_path / "a.cpp").write_text(NOBODY)
    (tmp_path / "podcheck.toml").write_text('std = "c++17"\n[[contract]]\nrequire = "pod"\nverdict = "compilers"\n')
    done = run("check", "a.cpp", "--no-cross-check", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2, "podcheck: podcheck.toml:2:1: a verdict by the compilers needs the cross-check",
    )  # fmt: skip


@pytest.mark.parametrize("source", ["struct A { int a; };\n", "struct A { A(); };  // podcheck: require pod\n"])
def test_without_any_compiler_the_run_is_not_done(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.cpp").write_text(source)
    required = () if "podcheck" in source else ("--require", "pod")
    done = run("check", "a.cpp", *required, "--verdict", "compilers", cwd=tmp_path, PATH=str(tmp_path))
    assert done.returncode == 2
    assert "contracts need the compilers' answers, and no compiler gave one" in done.stderr
