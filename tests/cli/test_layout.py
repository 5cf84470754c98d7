"""`podcheck layout`, from outside."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from podcheck.extract.parse import cxx_library
from tests.cli.running import podcheck

SOURCE = """\
#include <cstdint>
namespace wire {
struct Stamp { std::uint32_t seconds; std::uint16_t millis; };
struct Header { std::uint8_t version; bool last : 1; std::uint32_t length; double weight; Stamp sent; };
template<class T> struct Box { T content; };
}
"""
PLAIN = "struct Header { char kind; long length; double weight; void* next; };\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.cpp").write_text(SOURCE)
    (tmp_path / "plain.hpp").write_text(PLAIN)
    return tmp_path


def test_the_ruler_and_the_parts(folder: Path) -> None:
    done = podcheck("layout", "Header", "wire.cpp", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("struct wire::Header\n  24 bytes, aligned to 8, ")
    assert "\n 0  ab..ccccddddddddeeeeeeee\n" in done.stdout
    assert "\n b    1:0    1b  bool last : 1\n" in done.stdout
    assert "\n       20     2    std::uint16_t millis\n" in done.stdout
    assert "trivial for the purposes of calls: yes" in done.stdout
    assert "passed in registers: no" in done.stdout
    assert "POD for the purpose of layout: yes" in done.stdout


def test_a_narrow_terminal_is_enough(folder: Path) -> None:
    for width in (40, 60):
        done = podcheck("layout", "Header", "wire.cpp", "--cache-line", "16", cwd=folder, COLUMNS=str(width))
        assert max(map(len, done.stdout.splitlines())) <= width


def test_what_lies_across_a_cache_line_is_marked(folder: Path) -> None:
    done = podcheck("layout", "Header", "wire.cpp", "--cache-line", "12", cwd=folder)
    assert "double weight  (across a cache line)" in done.stdout
    assert "length  (across" not in done.stdout


def test_an_instance_that_the_file_does_not_name(folder: Path) -> None:
    done = podcheck("layout", "wire::Box<short>", "wire.cpp", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("struct wire::Box<short>\n  2 bytes")


def test_a_template_has_no_layout(folder: Path) -> None:
    done = podcheck("layout", "wire::Box<T>", "wire.cpp", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'wire::Box<T>' has no layout: it is a template" in done.stderr


def test_a_picture(folder: Path) -> None:
    done = podcheck("layout", "Header", "wire.cpp", "--format", "svg", cwd=folder)
    assert done.returncode == 0
    assert ET.fromstring(done.stdout).tag == "{http://www.w3.org/2000/svg}svg"


def test_targets_side_by_side(folder: Path) -> None:
    done = podcheck(
        "layout",
        "Header",
        "plain.hpp",
        "--target",
        "linux-64",
        "--target",
        "linux-32",
        "--target",
        "windows",
        cwd=folder,
    )
    assert done.returncode == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["≠", "size", "32", "20", "24"] in rows
    assert ["kind", "0", "+1", "0", "+1", "0", "+1"] in rows
    assert ["≠", "length", "8", "+8", "4", "+4", "4", "+4"] in rows
    assert "≠ 5 differences" in done.stdout


def test_targets_that_agree(folder: Path) -> None:
    done = podcheck("layout", "Header", "plain.hpp", "--target", "linux-64", "--target", "arm64", cwd=folder)
    assert "The same on all 2 targets, byte order aside." in done.stdout


def test_json_tells_the_differences(folder: Path) -> None:
    done = podcheck(
        "layout", "Header", "plain.hpp", "--target", "linux-64", "--target", "linux-32", "--format", "json", cwd=folder
    )
    reported = json.loads(done.stdout)
    assert reported["schema"] == "podcheck-layout/1"
    assert [item["size"] for item in reported["layouts"]] == [32, 20]
    assert reported["differences"] == ["size", "align", "length", "weight", "next"]


def test_headers_of_a_target_that_are_missing(folder: Path) -> None:
    done = podcheck("layout", "std::string", "--include", "string", "--target", "windows", cwd=folder)
    assert "for x86_64-pc-windows-msvc: " in done.stderr
    assert "the Windows SDK's headers" in done.stderr
    assert done.returncode == 2
    done = podcheck("layout", "Header", "wire.cpp", "--target", "arm64", cwd=folder)
    if cxx_library.has_zig():
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 2
        assert "pip install 'podcheck[zig]'" in done.stderr


def test_bad_input(folder: Path) -> None:
    done = podcheck("layout", "Heder", "plain.hpp", cwd=folder)
    assert done.returncode == 2
    assert "plain.hpp defines no class 'Heder'" in done.stderr
    done = podcheck("layout", "Header", "plain.hpp", "--target", "-evil", cwd=folder)
    assert done.returncode == 2
    assert "is not a target" in done.stderr
    done = podcheck("layout", "Header", "plain.hpp", "--target", "nonsense", cwd=folder)
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
    done = podcheck("layout", "Header", "nothere.hpp", cwd=folder)
    assert done.returncode == 2
    assert "nothere.hpp: no such file" in done.stderr


def test_brackets_of_a_template_argument_are_not_the_members(tmp_path: Path) -> None:
    text = "template<class T> struct Box { int t; }; struct A { Box<int[]> one; Box<int[2]> two[3][4]; };"
    (tmp_path / "a.cpp").write_text(text)
    printed = podcheck("layout", "A", "a.cpp", cwd=tmp_path).stdout
    assert "Box<int[]> one" in printed
    assert "Box<int[2]> two[3][4]" in printed
