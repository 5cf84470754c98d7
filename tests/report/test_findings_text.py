"""What `check` prints of findings: a line as compilers have it, its source, the cause at the user's line, a fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import podcheck

MESSAGE = "#pragma once\n#include <string>\nstruct Message {\n    std::string note;\n    int id;\n};\n"
WIRE = """\
#include <cstring>
#include "message.h"
void send(Message& to, const Message& from) {
    std::memcpy(&to, &from, sizeof to);
    std::memcpy(&to, &from, sizeof from);
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "message.h").write_text(MESSAGE)
    (tmp_path / "wire.cpp").write_text(WIRE)
    return tmp_path


def test_a_finding_has_its_line_its_cause_and_its_fix(folder: Path) -> None:
    done = podcheck("check", "wire.cpp", "--no-cross-check", cwd=folder, COLUMNS="120")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert re.fullmatch(r"wire\.cpp:4:5: error: memcpy writes over 'Message', .*", lines[0])
    assert "    4 | std::memcpy(&to, &from, sizeof to);" in lines
    assert any(line.startswith("  because member 'note' of type 'std::string' has a non-trivial") for line in lines)
    assert "    4 | std::string note;" in lines, "the member's line"
    assert lines[lines.index("    4 | std::memcpy(&to, &from, sizeof to);") + 1] == "      | ^~~~~~~~~~~", (
        "the call's name"
    )
    assert lines[lines.index("    4 | std::string note;") + 1] == "      |             ^~~~", "and what is meant in it"
    assert sum(line.startswith("  fix: ") for line in lines) == 1, "said once for a code"
    assert done.stdout.count("std::string note;") == 1, "shown once for a cause"
    assert done.stdout.index("[raw-copy]") < done.stdout.index("As c++20")
    assert "2 findings: 2 errors." in lines


def test_places_for_the_same_reasons_are_counted(folder: Path) -> None:
    copies = "    std::memcpy(&to, &from, sizeof to);\n" * 60
    source = f'#include <cstring>\n#include "message.h"\nvoid send(Message& to, const Message& from) {{\n{copies}}}\n'
    (folder / "wire.cpp").write_text(source)
    done = podcheck("check", "wire.cpp", "--no-cross-check", cwd=folder, COLUMNS="120")
    assert done.stdout.count("[raw-copy]") == 4
    assert "60 places for the same reasons (56 of them not shown: -v): fixing these fixes all." in done.stdout
    assert "60 findings: 60 errors." in done.stdout
    every = podcheck("check", "wire.cpp", "--no-cross-check", "-v", cwd=folder, COLUMNS="120")
    assert every.stdout.count("[raw-copy]") == 60
    quiet = podcheck("check", "wire.cpp", "--no-cross-check", "-q", cwd=folder, COLUMNS="120")
    assert quiet.stderr.count("[raw-copy]") == 60, "an editor gets each"


def test_quiet_is_what_editors_read(folder: Path) -> None:
    done = podcheck("check", "wire.cpp", "--no-cross-check", "-q", cwd=folder, COLUMNS="40")
    matched = re.findall(r"^(.*?):(\d+):(\d*):? *(?:fatal +)?(warning|error): +(.*)$", done.stderr, re.MULTILINE)
    assert [(file, line, column) for file, line, column, *_ in matched] == [
        ("wire.cpp", "4", "5"),
        ("wire.cpp", "5", "5"),
    ]
    assert all(message.endswith("[raw-copy]") for *_, message in matched)
    assert done.stdout == ""


def test_many_classes_have_counts_in_place_of_a_table(tmp_path: Path) -> None:
    classes = "struct Text { Text(const Text&); };\n" + "".join(f"struct C{n} {{ Text t; }};\n" for n in range(60))
    (tmp_path / "many.cpp").write_text(f"{classes}template <class T> struct Box {{ T t; }};\n")
    done = podcheck("check", "many.cpp", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 0
    assert "C17" not in done.stdout
    text = " ".join(done.stdout.split())
    assert "Of 61 classes: 0 trivial, 0 trivially copyable, 61 standard-layout, 0 POD." in text
    assert "What breaks trivially copyable in others: Text (60)." in text
    assert "if T:" not in text, "no mark is explained that isn't shown"
    table = podcheck("check", "many.cpp", "--no-cross-check", "--format", "table", cwd=tmp_path)
    assert "C17" in table.stdout
    assert "if T: yes if and only if T has it." in table.stdout
    few = podcheck("check", "wire.cpp", "--no-cross-check", cwd=_few(tmp_path))
    assert "Only " in few.stdout, "few classes have their table"


def _few(folder: Path) -> Path:
    (folder / "wire.cpp").write_text("struct Only { int x; };\n")
    return folder


def test_a_hostile_line_of_source_is_spelled_out(tmp_path: Path) -> None:
    declared = "struct A { A(const A&); };\nvoid* memcpy(void*, const void*, unsigned long);\n"
    source = f"{declared}void f(A* a, A* b) {{ memcpy(a, b, sizeof *a); /* \x1b[31m\u202e */ }}\n"
    (tmp_path / "bad.cpp").write_text(source)
    done = podcheck("check", "bad.cpp", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_a_line_that_does_not_fit_says_that_it_is_cut(folder: Path) -> None:
    long = f"    std::memcpy(&to, &from, sizeof to); // {'and so on ' * 20}\n"
    source = f'#include <cstring>\n#include "message.h"\nvoid send(Message& to, const Message& from) {{\n{long}}}\n'
    (folder / "wire.cpp").write_text(source)
    done = podcheck("check", "wire.cpp", "--no-cross-check", cwd=folder, COLUMNS="60")
    shown = next(line for line in done.stdout.splitlines() if line.startswith("    4 | std::memcpy"))
    assert len(shown) == 60
    assert shown.endswith("…")


def test_the_name_is_shown_in_a_line_that_is_far_too_long(tmp_path: Path) -> None:
    text = "#include <cstring>\nstruct Own { ~Own() { delete p; } int* p; };\n"
    before, behind = "x" * 200_000, "y" * 200_000
    call = f"void f(Own& a, const Own& b) {{ /* {before} */ std::memcpy(&a, &b, sizeof a); /* {behind} */ }}\n"
    (tmp_path / "long.cpp").write_text(text + call)
    for width in (20, 40, 80):
        done = podcheck("check", "long.cpp", "--no-cross-check", cwd=tmp_path, COLUMNS=str(width))
        shown, underlined = next(
            (line, following)
            for line, following in zip(done.stdout.splitlines(), done.stdout.splitlines()[1:], strict=False)
            if line.startswith("    3 | ")
        )
        begin = underlined.index("^")
        assert "std::memcpy".startswith(shown[begin : begin + len(underlined.rstrip()) - begin].rstrip("…"))
        assert shown.startswith("    3 | …")
        assert len(shown) <= max(width, 24)


def test_what_to_do_is_said_once_and_for_this_place(tmp_path: Path) -> None:
    (tmp_path / "own.cpp").write_text(
        "#include <cstring>\n"
        "struct Own { ~Own() { delete p; } int* p;\n"
        "    Own& operator=(const Own& o) { memcpy(this, &o, sizeof o); return *this; } };\n"
    )
    done = podcheck("check", "own.cpp", "--no-cross-check", cwd=tmp_path, COLUMNS="120")
    assert done.stdout.count("= default") == 1
    assert "  fix: Default that function, `= default`, or copy the members one by one.\n" in done.stdout
    quiet = podcheck("check", "own.cpp", "--no-cross-check", "-q", cwd=tmp_path)
    assert "Default that function, `= default`, or copy the members one by one. [raw-copy]\n" in quiet.stderr
