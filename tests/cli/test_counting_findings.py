"""Which findings count, which fail the run, and how many there are of each code."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.analysis.code_selection import is_chosen
from tests.cli.running import podcheck

SOURCE = """\
#include <cstring>
struct Owner { ~Owner(); char* text; };
struct Padded { char c; int i; };
void f(Owner* a, Owner* b, char* bytes, Padded* p, Padded* q) {
    std::memcpy(a, b, sizeof *a);
    std::memcpy(bytes, b, sizeof *b);
    (void) std::memcmp(p, q, sizeof *p);
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.cpp").write_text(SOURCE)
    return tmp_path


def codes(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and severity and code of each finding."""
    done = podcheck("check", "a.cpp", "-q", "--no-cross-check", *arguments, cwd=folder)
    heads = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    return done.returncode, [f"{line.split(': ')[1]} {line.rpartition('[')[2].rstrip(']')}" for line in heads]


ALL = ["error raw-copy", "warning raw-copy", "warning raw-compare-padding"]


def test_severities_and_what_fails(folder: Path) -> None:
    status, every = codes(folder)
    assert (status, every) == (1, ALL)
    assert codes(folder, "--exit-zero") == (0, ALL), "they are still told"
    assert codes(folder, "--fail-on", "error") == (1, ALL)
    mild = ("--ignore", "raw-copy")
    assert codes(folder, *mild, "--fail-on", "error") == (0, ALL[2:])
    assert codes(folder, *mild, "--fail-on", "warning") == (1, ALL[2:])
    (folder / "podcheck.toml").write_text('fail-on = "error"\n')
    assert codes(folder, *mild) == (0, ALL[2:]), "the configuration says it too"
    (folder / "podcheck.toml").write_text('fail-on = "fatal"\n')
    refused = podcheck("check", "a.cpp", cwd=folder)
    assert refused.returncode == 2
    assert "podcheck.toml:1: fail-on: there is no severity 'fatal'" in refused.stderr


def test_what_could_not_be_done_is_2_all_the_same(folder: Path) -> None:
    done = podcheck("check", "a.cpp", "missing.cpp", "--no-cross-check", "--exit-zero", cwd=folder)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (["raw"], [], ALL),
        (["uses"], [], ALL),
        (["uses"], ["raw-compare"], ALL[:2]),
        (["raw-copy"], ["raw"], ALL[:2]),
        (["raw"], ["raw-copy"], ALL[2:]),
        (["contracts"], [], []),
        ([], ["uses"], []),
        (["raw-copy"], ["raw-copy"], []),
    ],
)
def test_a_prefix_or_a_family_stands_for_its_codes(
    folder: Path, select: list[str], ignore: list[str], expected: list[str]
) -> None:
    chosen = [*(f"--select={name}" for name in select), *(f"--ignore={name}" for name in ignore)]
    assert codes(folder, *chosen) == (1 if expected else 0, expected)


def test_part_of_a_word_is_no_prefix(folder: Path) -> None:
    assert not is_chosen("raw-copy", ["ra"], [])
    assert not is_chosen("raw-copy", ["raw-c"], [])
    done = podcheck("check", "a.cpp", "--select", "raw-c", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown code 'raw-c' to select" in done.stderr
    assert "Did you mean raw-copy?" in done.stderr
    done = podcheck("check", "a.cpp", "--ignore", "%%%", cwd=folder)
    assert "Families are uses, contracts, compilers, comments" in done.stderr


def test_statistics_count_by_code(folder: Path) -> None:
    done = podcheck("check", "a.cpp", "--no-cross-check", "--statistics", cwd=folder)
    assert done.returncode == 1
    rows = [line.split()[:3] for line in done.stdout.split("\n\n")[0].splitlines() if line.strip()[:1].isdigit()]
    assert sorted(rows) == [
        ["1", "error", "raw-copy"], ["1", "warning", "raw-compare-padding"], ["1", "warning", "raw-copy"]
    ]  # fmt: skip
    assert "std::memcpy(a" not in done.stdout
    assert "3 findings: 2 warnings, 1 error." in done.stdout


@pytest.mark.parametrize("flag", ["-I", "-DX=1", "-std=c++17", "-isystem", "-Wall"])
def test_a_compilers_option_in_the_wrong_place_is_told_its_place(folder: Path, flag: str) -> None:
    done = podcheck("check", flag, "inc", "a.cpp", cwd=folder)
    assert done.returncode == 2
    assert "Put compiler options after `--`" in done.stderr


def test_help_is_grouped_and_fills_the_terminal() -> None:
    wide = podcheck("check", "--help", COLUMNS="120").stdout
    headings = [line for line in wide.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == [
        "Options:", "Findings:", "Output:", "What is analysed:", "Compilers:", "Speed:", "Cache:", "Configuration:"
    ]  # fmt: skip
    assert 100 < max(map(len, wide.splitlines())) <= 120
    narrow = podcheck("check", "--help", COLUMNS="70").stdout.splitlines()
    assert max(len(line) for line in narrow if not line.startswith("    podcheck check ")) <= 70, "but for the examples"
