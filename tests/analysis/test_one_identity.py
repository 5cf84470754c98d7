"""One class has one record, however its file is spelled: with real builds and with a database written by hand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import podcheck as library
from tests.builds import run_cmake, run_meson, write_database, write_files
from tests.cli.running import podcheck

Json: TypeAlias = Any
FILES = {
    "inc/packet.hpp": "#pragma once\nstruct Packet {\n  virtual ~Packet();\n  union { int word; float real; };\n"
    "  struct { short low, high; } parts;\n};\n",
    "inc/every.hpp": '#pragma once\n#include "./packet.hpp"\n',
    "src/reader.cpp": '#include "../inc/packet.hpp"\nPacket first;\n',
    "src/writer.cpp": "#include <packet.hpp>\nPacket second;\n",
    "tools/dump.cpp": "#include <every.hpp>\nPacket third;\n",
    "tools/linked.cpp": '#include "../alias/packet.hpp"\nPacket fourth;\n',
    "tools/local.cpp": '#include "own.hpp"\nPacket fifth;\n',
}
SOURCES = [name for name in FILES if name.endswith(".cpp")]
CLASSES = {
    "Packet": "inc/packet.hpp:2",
    "Packet::(anonymous union at packet.hpp:4:3)": "inc/packet.hpp:4",
    "Packet::(unnamed struct at packet.hpp:5:3)": "inc/packet.hpp:5",
}


def by_make(folder: Path) -> None:
    _by_cmake(folder, "Unix Makefiles")


def by_ninja(folder: Path) -> None:
    _by_cmake(folder, "Ninja")


def _by_cmake(folder: Path, generator: str) -> None:
    text = "cmake_minimum_required(VERSION 3.16)\nproject(packets CXX)\nset(CMAKE_CXX_STANDARD 20)\n"
    text += f"add_library(packets OBJECT {' '.join(SOURCES)})\ntarget_include_directories(packets PRIVATE inc)\n"
    (folder / "CMakeLists.txt").write_text(text)
    run_cmake(folder, generator)


def by_meson(folder: Path) -> None:
    names = ", ".join(f"'{text}'" for text in SOURCES)
    text = "project('packets', 'cpp', default_options: ['cpp_std=c++20'])\n"
    text += f"static_library('packets', {names}, include_directories: include_directories('inc'))\n"
    (folder / "meson.build").write_text(text)
    run_meson(folder)


def by_hand(folder: Path) -> None:
    write_database(folder, dict.fromkeys(SOURCES, f"-std=c++20 -I{folder}/inc"))


def by_hand_from_the_build(folder: Path) -> None:
    write_database(folder, dict.fromkeys(SOURCES, "-std=c++20 -I../src/../inc/."), relative=True)


BUILDS = [by_make, by_ninja, by_meson, by_hand, by_hand_from_the_build]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A header that five sources reach by five ways, two of them by links."""
    folder = tmp_path / "packets"
    write_files(folder, FILES)
    (folder / "alias").symlink_to("inc", target_is_directory=True)
    (folder / "tools" / "own.hpp").symlink_to("../inc/packet.hpp")
    return folder


def check(cwd: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    done = podcheck("check", *words, "--no-cross-check", "--no-cache", "--format", "json", cwd=cwd)
    assert done.returncode == 0, done.stderr + done.stdout
    report: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return report


def places(report: dict[str, list[dict[str, object]]]) -> list[tuple[object, str]]:
    result: list[tuple[object, str]] = []
    for record in report["records"]:
        location = record["location"]
        assert isinstance(location, dict)
        result.append((record["name"], f"{location['file']}:{location['line']}"))
    return sorted(result, key=str)


@pytest.mark.parametrize("isolate", [False, True])
@pytest.mark.parametrize("build", BUILDS)
def test_each_class_of_a_build_once(project: Path, build: Callable[[Path], None], isolate: bool) -> None:
    build(project)
    report = check(project, "-p", "build", *["--isolate"] * isolate)
    assert places(report) == sorted(CLASSES.items())
    assert report["findings"] == []


@pytest.mark.parametrize("build", [by_ninja, by_meson, by_hand])
def test_from_elsewhere_the_file_is_named_absolutely(project: Path, build: Callable[[Path], None]) -> None:
    build(project)
    (project / "docs").mkdir()
    report = check(project / "docs", "-p", str(project / "build"))
    assert places(report) == sorted((name, f"{project}/{place}") for name, place in CLASSES.items())
    assert report["findings"] == []


def test_sources_that_are_named_by_detours(project: Path) -> None:
    by_hand(project)
    given = ["src/reader.cpp", "tools/../src/./reader.cpp", f"{project}/src/reader.cpp", "src", "./tools"]
    report = check(project, *given, "-p", "build", "--headers", "^inc/")
    assert places(report) == sorted(CLASSES.items())


def _in_gitlab(report: Json) -> list[str]:
    places = (item["location"] for item in report)
    return [f"{place['path']}:{place['lines']['begin']}" for place in places]


def _in_sarif(report: Json) -> list[str]:
    places = (item["locations"][0]["physicalLocation"] for item in report["runs"][0]["results"])
    return [f"{place['artifactLocation']['uri']}:{place['region']['startLine']}" for place in places]


@pytest.mark.parametrize(("format_", "lines"), [("gitlab", _in_gitlab), ("sarif", _in_sarif)])
def test_what_tools_show_of_it_is_there_once(project: Path, format_: str, lines: Callable[[Json], list[str]]) -> None:
    """A finding stands once at its line, named from the root of the repository."""
    by_hand(project)
    (project / ".git").mkdir()
    words = ("--require", "trivially_copyable", "--no-cross-check", "--format", format_)
    done = podcheck("check", "-p", "build", *words, cwd=project)
    assert done.returncode == 1, done.stderr
    result = [line for line in lines(json.loads(done.stdout)) if line.startswith("inc/")]
    assert result == ["inc/packet.hpp:3"]


def test_a_type_without_a_name_is_spelled_by_its_file(project: Path) -> None:
    by_hand(project)
    report = check(project, "-p", "build")
    (packet,) = (item for item in report["records"] if item["name"] == "Packet")
    members = packet["members"]
    assert isinstance(members, list)
    assert [member["type"] for member in members] == [
        "Packet::(anonymous union at inc/packet.hpp:4:3)",
        "struct (unnamed at inc/packet.hpp:5:3)",
    ]


def test_two_links_to_one_source_are_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler looks for headers beside the link that it is given, so the file is read by that."""
    write_files(
        tmp_path,
        {
            "real/wire.cpp": '#include "size.hpp"\nstruct Wire { char bytes[SIZE]; };\n',
            "real/size.hpp": "#define SIZE 4\n",
            "farm/size.hpp": "#define SIZE 8\n",
        },
    )
    (tmp_path / "farm" / "wire.cpp").symlink_to("../real/wire.cpp")
    monkeypatch.chdir(tmp_path)
    for given, size in ((["farm/wire.cpp", "real/wire.cpp"], 8), (["real/wire.cpp", "farm/wire.cpp"], 4)):
        (record,) = library.check(*given).records
        assert (record.facts.location.file, record.facts.size) == ("real/wire.cpp", size)
        assert all(answer.traits for answer in record.answers)


@pytest.mark.parametrize("words", [(), ("--isolate",)])
def test_hard_links_are_one_file(tmp_path: Path, words: tuple[str, ...]) -> None:
    """So libclang has it, which thus reads one of them alone when it comes upon both."""
    write_files(tmp_path, {"a/s.hpp": "#pragma once\nstruct S { union { int x; float y; }; };\n", "b/.keep": ""})
    os.link(tmp_path / "a" / "s.hpp", tmp_path / "b" / "s.hpp")
    for folder in ("a", "b"):
        (tmp_path / f"{folder}.cpp").write_text(f'#include "{folder}/s.hpp"\nS {folder};\n')
    report = check(tmp_path, "a.cpp", "b.cpp", "--headers", r"s\.hpp", *words)
    assert places(report) == [("S", "a/s.hpp:2"), ("S::(anonymous union at s.hpp:2:12)", "a/s.hpp:2")]
    assert report["findings"] == []


def test_what_a_link_leads_out_to_is_one_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called by the way that the first unit took, and its class has one record."""
    write_files(tmp_path, {"away/s.hpp": "#pragma once\nstruct S { int x; };\n", "here/.keep": ""})
    (tmp_path / "here" / "external").symlink_to(tmp_path / "away", target_is_directory=True)
    write_files(
        tmp_path / "here",
        {"a.cpp": '#include "external/s.hpp"\nS a;\n', "b.cpp": f'#include "{tmp_path}/away/s.hpp"\nS b;\n'},
    )
    monkeypatch.chdir(tmp_path / "here")
    report = library.check("a.cpp", "b.cpp", headers=r"s\.hpp", cross_check=False)
    assert [str(record.facts.location) for record in report.records] == ["external/s.hpp:2:8"]


def test_a_fix_reaches_a_header_that_a_link_leads_to(project: Path) -> None:
    write_files(project, {"inc/packet.hpp": "#pragma once\nstruct Packet {\n  Packet() {}\n  int x;\n};\n"})
    done = podcheck(
        "explain", "Packet", "tools/local.cpp", "--headers", "packet", "--fix", "--yes", "--no-cross-check", cwd=project
    )
    assert done.stderr.splitlines()[-1] == "changed inc/packet.hpp", done.stderr
    assert "Packet() = default;" in (project / "inc" / "packet.hpp").read_text()
    assert (project / "tools" / "own.hpp").is_symlink()
