"""`explain` with fixes and `--fix`, end to end on files."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import answer_on_a_terminal, podcheck

BEFORE = """\
struct Header {
    Header() {}
    ~Header() {}
    int version;

private:
    int size_;
};
"""
AFTER = """\
struct Header {
    Header() = default;
    ~Header() = default;
    int version;

public:
    int size_;
};
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "wire.cpp"
    path.write_text(BEFORE)
    return path


def fix(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return podcheck("explain", "Header", "wire.cpp", "--fix", *arguments, cwd=folder)


def test_explain_tells_the_fixes_after_the_causes(source: Path) -> None:
    for width in (60, 100):
        done = podcheck("explain", "Header", "wire.cpp", "--no-cross-check", cwd=source.parent, COLUMNS=str(width))
        assert done.returncode == 0
        assert all(len(line) <= width for line in done.stdout.splitlines())
        assert " ".join(done.stdout.split()).count(": then ") >= 2
        assert "     +    ~Header() = default;\n" in done.stdout
        order = [done.stdout.index(word) for word in ("root cause", "fixes, smallest first", "not safe with")]
        assert order == sorted(order)
    assert source.read_text() == BEFORE


def test_no_fixes_are_looked_for_where_they_are_not_wanted(source: Path) -> None:
    done = podcheck("explain", "Header", "wire.cpp", "--no-cross-check", "--no-fixes", cwd=source.parent)
    assert "root cause" in done.stdout
    assert "fixes" not in done.stdout


@pytest.mark.needs("git")
def test_without_a_terminal_only_the_diff_is_shown(source: Path) -> None:
    done = fix(source.parent)
    assert done.returncode == 0
    assert source.read_text() == BEFORE
    assert "Nothing was written; --yes applies it without asking." in done.stderr
    patched = source.parent / "patched"
    patched.mkdir()
    shutil.copy(source, patched / "wire.cpp")
    subprocess.run(["git", "apply", "-"], input=done.stdout, encoding="utf-8", cwd=patched, check=True)
    assert (patched / "wire.cpp").read_text() == AFTER


@pytest.mark.needs("g++")
def test_yes_applies_it_and_leaves_a_file_that_compiles(source: Path) -> None:
    os.chmod(source, 0o640)
    done = fix(source.parent, "--yes")
    assert done.returncode == 0, done.stderr
    assert source.read_text() == AFTER
    assert source.stat().st_mode & 0o777 == 0o640
    assert "changed wire.cpp" in done.stderr
    assert [path.name for path in source.parent.iterdir()] == ["wire.cpp"]
    assertion = '\nstatic_assert(__is_trivial(Header) && __is_standard_layout(Header), "");\n'
    subprocess.run(["g++", "-fsyntax-only", "-x", "c++", "-"], input=AFTER + assertion, encoding="utf-8", check=True)
    again = fix(source.parent, "--yes")
    assert again.returncode == 0
    assert again.stdout == ""
    assert "no mechanical fix helps 'Header'" in again.stderr


def test_crlf_and_bytes_stay(source: Path) -> None:
    start = b"// caf\xe9\r\n\r\n\r\n\r\n"  # too far away to be shown
    source.write_bytes(start + BEFORE.replace("\n", "\r\n").encode())
    done = fix(source.parent, "--yes")
    assert done.returncode == 0, done.stderr
    assert source.read_bytes() == start + AFTER.replace("\n", "\r\n").encode()


def test_a_read_only_file_is_left_alone(source: Path) -> None:
    os.chmod(source, 0o444)
    done = fix(source.parent, "--yes")
    assert done.returncode == 2
    assert "wire.cpp is read-only: not changed" in done.stderr
    assert source.read_text() == BEFORE


def test_a_symbolic_link_is_left_alone(source: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = elsewhere / "real.cpp"
    source.rename(target)
    source.symlink_to(target)
    done = fix(source.parent, "--yes")
    assert done.returncode == 2
    assert "wire.cpp is a symbolic link: not changed" in done.stderr
    assert "elsewhere/real.cpp" in done.stderr
    assert source.is_symlink()
    assert target.read_text() == BEFORE


def test_a_source_with_errors_is_left_alone(source: Path) -> None:
    source.write_text(BEFORE + "int broken = nothing;\n")
    done = fix(source.parent, "--yes")
    assert done.returncode == 2
    assert "wire.cpp has errors: nothing was changed" in done.stderr
    assert source.read_text() == BEFORE + "int broken = nothing;\n"


def test_a_fix_that_would_break_the_file_is_not_applied(source: Path) -> None:
    text = BEFORE + "#include <type_traits>\nstatic_assert(!std::is_trivially_destructible<Header>::value);\n"
    source.write_text(text)
    done = fix(source.parent, "--yes")
    assert done.returncode == 0
    assert source.read_text() == text.replace("private:", "public:")


def test_only_what_changes_nothing_is_applied(source: Path) -> None:
    text = "struct Header { Header() : a(1) {} int a; };\n"
    source.write_text(text)
    done = fix(source.parent, "--yes")
    assert done.returncode == 0
    assert "no mechanical fix helps 'Header'" in done.stderr
    assert "explain` without --fix" in done.stderr
    assert source.read_text() == text


def test_header_and_source_change_together(source: Path) -> None:
    (source.parent / "header.hpp").write_text("struct Header {\n    ~Header();\n    int a;\n};\n")
    source.write_text('#include "header.hpp"\nHeader::~Header() {}\n')
    done = podcheck("explain", "Header", "wire.cpp", "--fix", "--yes", "--headers", r"header\.hpp", cwd=source.parent)
    assert done.returncode == 0, done.stderr
    assert (source.parent / "header.hpp").read_text() == "struct Header {\n    ~Header() = default;\n    int a;\n};\n"
    assert source.read_text() == '#include "header.hpp"\n'


def test_a_type_that_stands_behind_an_alias_is_fixed_in_its_file(source: Path) -> None:
    source.write_text("template<class T> struct Box { ~Box() {} T t; };\n")
    done = podcheck("explain", "Box<int>", "wire.cpp", "--fix", "--yes", cwd=source.parent)
    assert done.returncode == 0, done.stderr
    assert source.read_text() == "template<class T> struct Box { ~Box() = default; T t; };\n"


def test_yes_alone_makes_no_sense(source: Path) -> None:
    done = podcheck("explain", "Header", "wire.cpp", "--yes", cwd=source.parent)
    assert done.returncode == 2
    assert "--yes needs --fix" in done.stderr


def test_several_classes_of_a_name(source: Path) -> None:
    source.write_text(
        "namespace a { struct Header { ~Header() {} }; }\nnamespace b { struct Header { ~Header() {} }; }\n"
    )
    done = fix(source.parent, "--yes")
    assert done.returncode == 2
    assert "'Header' fits 2 classes" in done.stderr


@pytest.mark.parametrize(("answer", "written"), [("y", AFTER), ("n", BEFORE), ("", BEFORE)])
def test_it_asks_on_a_terminal(answer: str, written: str, source: Path) -> None:
    shown = answer_on_a_terminal(["explain", "Header", "wire.cpp", "--fix"], answer, source.parent)
    assert b"Apply it?" in shown
    assert b"\x1b[32m+    ~Header() = default;" in shown
    assert source.read_text() == written
