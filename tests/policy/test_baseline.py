"""The baseline: made, used and kept up by the command; hostile files refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.errors import ConfigError
from podcheck.policy.baseline import read
from tests.cli.running import podcheck

CODE = """\
struct Inner { ~Inner(); };
// podcheck: require trivially_copyable
struct Outer {
    virtual void f();
    Inner in;
};
struct [[clang::annotate("podcheck:require size <= 4")]] Big { long a; };
"""
COMMON = ("--no-cross-check", "--baseline", "accepted.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.cpp").write_text(CODE)
    done = podcheck("baseline", "create", "src", *COMMON, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "podcheck: accepted.json: 2 findings accepted\n"
    return tmp_path


def check(folder: Path, *more: str) -> tuple[int, list[str], list[str]]:
    """Exit status, findings and notes."""
    done = podcheck("check", "src", *COMMON, "--format", "json", *more, cwd=folder)
    findings = [f"{item['record']}: {item['code']}" for item in json.loads(done.stdout)["findings"]]
    return done.returncode, findings, done.stderr.splitlines()


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "src" / "a.cpp"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_what_is_accepted_fails_no_run_and_is_told_apart(folder: Path) -> None:
    assert check(folder) == (0, [], [])
    assert podcheck("check", "src", "--no-cross-check", cwd=folder).returncode == 1
    done = podcheck("check", "src", *COMMON, "--format", "json", cwd=folder)
    assert [item["record"] for item in json.loads(done.stdout)["accepted"]] == ["Outer", "Big"]


def test_the_file_has_no_lines_and_no_foreign_paths_and_is_the_same_from_anywhere(folder: Path) -> None:
    first = (folder / "accepted.json").read_bytes()
    entries = json.loads(first)["findings"]
    assert [entry["record"] for entry in entries] == ["Big", "Outer"]
    assert entries[1]["reasons"] == ["nontrivial-member in > user-provided Inner", "virtual-function f"]
    assert {entry["file"] for entry in entries} == {"src/a.cpp"}
    edit(folder, "struct Inner", "\n\n\nstruct Inner")
    again = podcheck(
        "baseline", "create", ".", "--force", "--no-cross-check", "--baseline", "../accepted.json", cwd=folder / "src"
    )
    assert again.returncode == 0
    assert (folder / "accepted.json").read_bytes() == first


def test_it_stays_valid_when_lines_move_and_when_one_of_two_causes_is_mended(folder: Path) -> None:
    edit(folder, "struct Inner", "// more\n\nstruct Inner")
    edit(folder, "    virtual void f();\n", "")
    assert check(folder) == (0, [], [])


def test_another_reason_and_another_size_are_new(folder: Path) -> None:
    edit(folder, "Inner in;", "Inner in; Inner more;")
    edit(folder, "long a;", "long a, b;")
    status, findings, notes = check(folder)
    assert (status, findings) == (1, ["Outer: broken-contract", "Big: broken-layout-contract"])
    assert len(notes) == 4  # both entries are stale, how many there are, and what to do


def test_another_class_is_new(folder: Path) -> None:
    edit(folder, "struct Inner", "struct New { New(const New&); }; // podcheck: require pod\nstruct Inner")
    assert check(folder)[:2] == (1, ["New: broken-contract"])


def test_stale_entries_are_told_and_update_takes_them_out(folder: Path) -> None:
    edit(folder, "long a;", "int a;")
    status, findings, notes = check(folder)
    assert (status, findings) == (0, [])
    assert notes[0] == (
        "podcheck: accepted.json: note: stale entry: broken-layout-contract of 'Big' is no longer found"
    )
    done = podcheck("baseline", "update", "src", *COMMON, cwd=folder)
    assert done.returncode == 0
    assert "1 finding found again, 1 stale removed, 0 not looked for, 0 new not accepted" in done.stderr
    assert check(folder) == (0, [], [])


def test_update_leaves_new_findings_out_unless_told_and_what_it_did_not_look_into_in(folder: Path) -> None:
    (folder / "src" / "b.cpp").write_text("struct New { New(); }; // podcheck: require pod\n")
    done = podcheck("baseline", "update", "src/b.cpp", *COMMON, cwd=folder)
    assert "src/b.cpp:1:14: new: broken-contract: 'New' is not a POD class" in done.stderr
    assert check(folder)[:2] == (1, ["New: broken-contract"])
    done = podcheck("baseline", "update", "src/b.cpp", "--accept-new", *COMMON, cwd=folder)
    assert "2 not looked for, 1 new accepted" in done.stderr
    assert check(folder) == (0, [], [])


def test_a_file_that_is_gone_makes_its_entries_stale(folder: Path) -> None:
    (folder / "src" / "a.cpp").rename(folder / "src" / "c.cpp")
    assert check(folder) == (0, [], [])
    (folder / "src" / "c.cpp").write_text("struct Nothing {};")
    assert len(check(folder)[2]) == 4


def test_create_overwrites_nothing_unasked(folder: Path) -> None:
    done = podcheck("baseline", "create", "src", *COMMON, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("podcheck: accepted.json: a baseline exists already\n")
    assert podcheck("baseline", "create", "src", "--force", *COMMON, cwd=folder).returncode == 0


def test_where_it_can_not_be_written_it_is_said(folder: Path) -> None:
    done = podcheck("baseline", "create", "src", "--no-cross-check", "--baseline", "none/a.json", cwd=folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2, "podcheck: none/a.json: can't be written: No such file or directory",
    )  # fmt: skip


def test_the_configuration_names_it_for_all_commands(folder: Path) -> None:
    (folder / "podcheck.toml").write_text('baseline = "other.json"\ncross-check = false\n')
    assert podcheck("baseline", "create", "a.cpp", cwd=folder / "src").returncode == 0
    assert (folder / "other.json").is_file()
    assert podcheck("check", "a.cpp", cwd=folder / "src").returncode == 0
    assert podcheck("check", "a.cpp", "--no-config", "--no-cross-check", cwd=folder / "src").returncode == 1


@pytest.mark.parametrize("named", ["../other.json", "/tmp/../other.json", "src/away/other.json", "away.json"])
def test_the_configuration_leads_to_none_outside_of_its_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, named: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "src" / "away").symlink_to(outside)
    (folder / "away.json").symlink_to(outside / "other.json")
    (folder / "podcheck.toml").write_text(f'cross-check = false\nbaseline = "{named}"\n')
    for words in (("baseline", "create", "src"), ("baseline", "create", "src", "--force"), ("check", "src")):
        done = podcheck(*words, cwd=folder)
        assert done.returncode == 2
        what, advice = done.stderr.splitlines()
        assert what == f"podcheck: podcheck.toml:2: baseline: '{named}' is outside the configuration's folder"
        assert advice.startswith("  Put it there, or drop this setting and use the command line: --baseline ")
    assert not [*outside.iterdir()]


def test_a_link_in_the_usual_place_is_not_followed_out_of_the_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.json"
    (folder / "podcheck-baseline.json").symlink_to(outside)
    common = ("src", "--no-cross-check")
    for words in (("create", *common), ("create", "--force", *common), ("update", *common)):
        done = podcheck("baseline", *words, cwd=folder)
        assert done.returncode == 2
        assert "podcheck-baseline.json is a link that points outside its folder" in done.stderr
        assert f"Name its target: --baseline {outside}" in done.stderr
    assert not outside.exists()
    assert podcheck("baseline", "create", *common, "--baseline", str(outside), cwd=folder).returncode == 0
    assert podcheck("baseline", "update", *common, "--baseline", "podcheck-baseline.json", cwd=folder).returncode == 0


GOOD = {"code": "requirement", "fingerprint": "f"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"null",
        b"[" * 100_000,
        json.dumps({"schema": "podcheck-baseline/2", "findings": []}).encode(),
        json.dumps({"schema": "podcheck-baseline/1", "findings": {}}).encode(),
        *(
            json.dumps({"schema": "podcheck-baseline/1", "findings": [literal]}).encode()
            for literal in (
                3,
                {},
                {"code": "requirement"},
                {**GOOD, "record": 3},
                {**GOOD, "reasons": "x"},
                {**GOOD, "reasons": [3]},
                {**GOOD, "count": 0},
                {**GOOD, "count": True},
                {**GOOD, "line": 3},
            )
        ),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"b\.json: "):
        read(path)


def test_a_run_with_a_damaged_baseline_ends_with_status_2_before_it_begins(folder: Path) -> None:
    (folder / "accepted.json").write_text("{}")
    done = podcheck("check", "src", *COMMON, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("podcheck: accepted.json: this is not a podcheck baseline")
    (folder / "accepted.json").unlink()
    done = podcheck("check", "src", *COMMON, cwd=folder)
    assert "accepted.json: no such baseline\n  Make it with `podcheck baseline create`." in done.stderr


def test_findings_alike_are_counted(tmp_path: Path) -> None:
    for name in ("a.cpp", "b.cpp"):
        (tmp_path / name).write_text("namespace { struct Same { Same(); }; } // podcheck: require pod\n")
    (tmp_path / "a").mkdir()
    done = podcheck("baseline", "create", "a.cpp", *COMMON, cwd=tmp_path)
    assert done.returncode == 0
    both = podcheck("check", "a.cpp", "b.cpp", *COMMON, "-q", cwd=tmp_path)
    assert (both.returncode, both.stderr.count("broken-contract")) == (1, 1)
