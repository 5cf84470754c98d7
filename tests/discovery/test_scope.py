"""What is analysed and whose classes count, in a project that CMake (Make, Ninja), Meson or a hand configures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.cli.running import podcheck
from tests.discovery.building import cmake, meson, write
from tests.needs import require
from tests.security.hostile import git

Json: TypeAlias = Any
FILES = {
    "src/packet.h": "#pragma once\n#include <string>\n#include <vector>\n"
    "struct Packet { std::vector<int> bytes; std::string name; };\n",
    "src/packet.cpp": '#include "packet.h"\n#include <wire/api.h>\nstd::vector<Packet> all;\n',
    "src/app/main.cpp": '#include <cstdio>\n#include "../util.h"\nstruct Main { Util util; };\nint main() {}\n',
    "src/util.h": "#pragma once\nstruct Util { int a; };\n",
    "src/unbuilt.cpp": "struct Unbuilt { int a; };\n",
    "src/unread.h": "#pragma once\nstruct Unread { int a; };\n",
    "include/wire/api.h": "#pragma once\nstruct Api { int a; };\n",
    "c/plain.c": "struct plain { int class; };\n",
    "gen.cpp.in": "struct Generated { int a; };\n",
    "README.md": "# Packets\n\nstruct Packet is one.\n",
    "podcheck.toml": "cross-check = false\n",
}
SOURCES = ("src/packet.cpp", "src/app/main.cpp", "c/plain.c")
LISTS = f"""\
cmake_minimum_required(VERSION 3.16)
project(packets C CXX)
configure_file(gen.cpp.in gen.cpp)
add_library(packets OBJECT {" ".join(SOURCES)} ${{CMAKE_CURRENT_BINARY_DIR}}/gen.cpp)
target_include_directories(packets PRIVATE include)
"""
MESON = f"""\
project('packets', 'c', 'cpp')
gen = configure_file(input: 'gen.cpp.in', output: 'gen.cpp', configuration: configuration_data())
static_library('packets', {", ".join(map(repr, SOURCES))}, gen, include_directories: 'include')
"""


def by_make(folder: Path) -> None:
    write(folder, {"CMakeLists.txt": LISTS})
    cmake(folder, "Unix Makefiles", "g++")


def by_ninja(folder: Path) -> None:
    write(folder, {"CMakeLists.txt": LISTS})
    cmake(folder, "Ninja", "g++")


def by_meson(folder: Path) -> None:
    write(folder, {"meson.build": MESON})
    meson(folder, "g++")


def by_hand(folder: Path) -> None:
    build = folder / "build"
    build.mkdir()
    shutil.copy(folder / "gen.cpp.in", build / "gen.cpp")
    commands = {name: "cc" if name.endswith(".c") else f"c++ -I{folder}/include" for name in SOURCES}
    items = [
        {"directory": str(folder), "file": name, "command": f"{command} -c {name}"}
        for name, command in {**commands, "build/gen.cpp": "c++"}.items()
    ]
    write(build, {"compile_commands.json": json.dumps(items)})


BUILDS: Mapping[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "Make": (by_make, ("cmake", "make", "g++")),
    "Ninja": (by_ninja, ("cmake", "ninja", "g++")),
    "Meson": (by_meson, ("meson", "ninja", "g++")),
    "by hand": (by_hand, ()),
}


@pytest.fixture(params=BUILDS)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project that is configured, outside any repository."""
    build, needs = BUILDS[request.param]
    require(*needs)
    build(write(tmp_path, FILES))
    return tmp_path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The same with a database by hand."""
    by_hand(write(tmp_path, FILES))
    return tmp_path


def report(folder: Path, *words: str) -> tuple[Json, str]:
    """The JSON report, and what is said on standard error."""
    done = podcheck("check", "--format", "json", *words, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), done.stderr


def classes(folder: Path, *words: str) -> set[str]:
    """The classes of the project's files that are reported, those of the system's headers left out."""
    read, _ = report(folder, *words)
    return {record["name"] for record in read["records"] if not record["location"]["file"].startswith("/usr/")}


def test_without_a_path_it_is_the_project(project: Path) -> None:
    for folder in (project, project / "src" / "app", project / "build"):
        assert classes(folder) == {"Packet", "Util", "Main", "Api"}


def test_what_is_not_analysed_is_counted_each_kind_in_one_line(project: Path) -> None:
    _, reported = report(project)
    lines = [line.partition(" note: ")[2] for line in reported.splitlines() if not line.startswith("  ")]
    assert sorted(lines) == [
        "not in the build: 1 source (unbuilt.cpp) and 1 header (unread.h); `--all-files` takes them too",
        "skipped: C, not C++: 1 (plain.c)",
        "skipped: in a build folder, or excluded by .gitignore or the configuration: 1 (gen.cpp)",
    ]


def test_all_files_are_those_that_the_build_does_not_know_too(project: Path) -> None:
    assert classes(project, "--all-files") == {"Packet", "Util", "Main", "Api", "Unbuilt", "Unread"}
    assert classes(project, "src", "--all-files") == {"Packet", "Util", "Main", "Unbuilt", "Unread"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".", {"Packet", "Util", "Main", "Api"}),
        ("src", {"Packet", "Util", "Main"}),
        ("src/app", {"Main"}),
        ("include", {"Api"}),
        ("src/packet.cpp", {"Packet"}),
        ("src/app/main.cpp", {"Main", "Util"}),
        ("src/util.h", {"Util"}),
        ("build/gen.cpp", {"Generated"}),
    ],
)
def test_of_a_path_it_is_what_lies_there(project: Path, path: str, expected: set[str]) -> None:
    assert classes(project, path) == expected


def test_a_build_folder_that_is_named_is_looked_into(plain: Path) -> None:
    assert classes(plain, "build") == {"Generated"}


def test_headers_of_a_folder_are_read_as_the_sources_see_them(plain: Path) -> None:
    """One that can't be read alone, since what it needs is included before it."""
    write(plain, {"src/late.h": "struct Late { Util util; };\n"})
    main = plain / "src" / "app" / "main.cpp"
    main.write_text(main.read_text() + '#include "../late.h"\n')
    assert "Late" in classes(plain, "src")


def test_the_table_and_what_is_required_are_about_the_projects_classes(project: Path) -> None:
    done = podcheck("check", "--require", "trivially_copyable", cwd=project, COLUMNS="200")
    assert done.returncode == 1
    assert "\nstd::vector" not in done.stdout
    assert "\nstd::vector<Packet> " in podcheck("check", "-v", cwd=project, COLUMNS="200").stdout
    read, _ = report(project, "--require", "trivially_copyable")
    assert {(finding["record"], finding["code"]) for finding in read["findings"]} == {("Packet", "requirement")}
    assert "std::vector<Packet>" in {record["name"] for record in read["records"]}


def test_a_header_alone_is_held_to_a_requirement_and_no_header_of_the_system(plain: Path) -> None:
    read, _ = report(plain, "src/packet.h", "--require", "trivially_copyable")
    assert {finding["record"] for finding in read["findings"]} == {"Packet"}


def test_headers_are_matched_from_the_projects_folder_on(project: Path) -> None:
    """They are found through an absolute -I; the working directory is another one."""
    for folder in (project, project / "src", project / "build"):
        names = classes(folder, str(project / "src" / "packet.cpp"), "--headers", "^include/")
        assert names == {"Api"}


def test_headers_that_are_asked_for_stand_in_for_those_that_belong_to_a_source(plain: Path) -> None:
    assert classes(plain, "src/packet.cpp", "--headers", "(?!)") == set()
    assert classes(plain, "src/packet.cpp", "--headers", "util|api") == {"Api"}


def test_the_projects_folder_is_the_databases_without_a_configuration(plain: Path) -> None:
    (plain / "podcheck.toml").unlink()
    words = ("-p", ".", "--headers", "^include/", "--no-cross-check")
    assert "Api" in classes(plain / "build", *words)


def test_the_configuration_leaves_out_and_takes_back(plain: Path) -> None:
    settings = plain / "podcheck.toml"
    settings.write_text('cross-check = false\nextend-exclude = ["/src/app/"]\n')
    assert classes(plain) == {"Packet", "Api"}
    assert classes(plain / "src") == {"Packet", "Api"}
    assert classes(plain, "src/app/main.cpp") == {"Main", "Util"}, "what you name is always checked"
    settings.write_text('cross-check = false\nexclude = ["util.h", "packet.*", "!packet.cpp"]\n')
    assert classes(plain) == {"Main", "Api", "Generated"}
    settings.write_text("cross-check = false\nexclude = []\n")
    assert classes(plain) == {"Packet", "Util", "Main", "Api", "Generated"}


def test_gitignore_is_respected_each_in_its_folder(plain: Path) -> None:
    (plain / ".gitignore").write_text("util.h\n/app/\n*.gen.h\n")
    (plain / "src" / ".gitignore").write_text("app/*\n!app/main.cpp\n")
    assert classes(plain) == {"Packet", "Main", "Api"}
    (plain / "src" / ".gitignore").write_text("app/\n!app/main.cpp\n")
    assert classes(plain) == {"Packet", "Api"}, "nothing comes back from a folder that is left out"
    assert classes(plain, "src/app") == {"Main"}, "a folder that is named is taken"


def test_a_folder_below_which_nothing_is_built_is_read_file_by_file_and_that_is_said(plain: Path) -> None:
    read, output = report(plain, "include")
    assert {record["name"] for record in read["records"]} == {"Api"}
    text = "include: note: the build compiles nothing below it: 1 header read by itself, with the flags of a source"
    assert output.count(text) == 1
    (plain / "include" / "wire" / "loose.cpp").write_text("struct Loose { int a; };\n")
    (plain / "include" / "wire" / "more.h").write_text("struct More { int a; };\n")
    read, output = report(plain, "include")
    assert {record["name"] for record in read["records"]} == {"Api", "Loose", "More"}
    assert (
        "1 source and 2 headers read by themselves, with the flags of a source that includes each, or of one nearby"
        in output
    )
    assert "compiles nothing" not in report(plain, "src")[1]
    (plain / "build" / "compile_commands.json").unlink()
    assert "compiles nothing" not in report(plain, "include")[1]


@pytest.mark.needs("git")
def test_what_git_tracks_is_not_ignored_whatever_fits_it(plain: Path) -> None:
    """A pattern for a program fits the folder of the same name."""
    (plain / ".gitignore").write_text("app\nutil.h\n")
    assert classes(plain) == {"Packet", "Api"}
    git(plain, "init", "-q", "-b", "main")
    git(plain, "add", "-A", "-f")
    assert classes(plain) == {"Packet", "Main", "Util", "Api"}
    git(plain, "rm", "-q", "--cached", "src/util.h")
    assert classes(plain) == {"Packet", "Main", "Api"}
    (plain / "src" / "app" / "made.h").write_text("struct Made { int a; };\n")
    with (plain / "src" / "app" / "main.cpp").open("a") as main:
        main.write('#include "made.h"\n')
    assert classes(plain) == {"Packet", "Main", "Api"}, "what it does not track in such a folder is ignored"


def test_a_folder_that_holds_all_that_is_built_is_not_ignored(tmp_path: Path) -> None:
    """In an archive's folder, where git has nothing to say: the sources' folder is called as the program is."""
    by_hand(write(tmp_path / "minisat", FILES))
    (tmp_path / ".gitignore").write_text("minisat\n*.o\n")
    (tmp_path / "minisat" / "build" / "compile_commands.json").rename(tmp_path / "compile_commands.json")
    (tmp_path / "minisat" / "podcheck.toml").rename(tmp_path / "podcheck.toml")
    assert {"Packet", "Main", "Util", "Api"} <= classes(tmp_path)


@pytest.mark.needs("git")
@pytest.mark.parametrize("is_further", [False, True], ids=["clone", "work tree"])
def test_what_a_clone_excludes_is_left_out_behind_what_gitignore_says(
    plain: Path, tmp_path_factory: pytest.TempPathFactory, is_further: bool
) -> None:
    git(plain, "init", "-q", "-b", "main")
    git(plain, "add", "-A")
    git(plain, "rm", "-q", "-r", "--cached", "src/util.h", "src/app")
    git(plain, "commit", "-q", "-m", "some")
    exclude = plain / ".git" / "info" / "exclude"
    if is_further:
        folder = tmp_path_factory.mktemp("further") / "tree"
        git(plain, "worktree", "add", "-q", str(folder))
        for name in ("build", "src"):
            shutil.copytree(plain / name, folder / name, dirs_exist_ok=True)
        database = folder / "build" / "compile_commands.json"
        database.write_text(database.read_text().replace(str(plain), str(folder)))
        plain = folder
    before = classes(plain)
    assert {"Util", "Main"} <= before
    exclude.write_text("util.h\n/src/app/\n")
    assert classes(plain) == before - {"Util", "Main"}
    exclude.write_text("util.h\n")
    assert classes(plain) == before - {"Util"}
    (plain / ".gitignore").write_text("!util.h\n")
    assert classes(plain) == before, "a .gitignore decides before it"
    exclude.unlink()
    assert classes(plain) == before


def test_codes_that_do_not_count_in_some_files(plain: Path) -> None:
    words = ("--require", "trivially_copyable,empty")
    settings = "cross-check = false\n[per-file-ignores]\n"
    every = {(finding["record"], finding["code"]) for finding in report(plain, *words)[0]["findings"]}
    assert every == {(name, "requirement") for name in ("Packet", "Util", "Main", "Api")}
    (plain / "podcheck.toml").write_text(f'{settings}"src/**" = "requirement"\n"include/" = ["raw-copy"]\n')
    assert {finding["record"] for finding in report(plain, *words)[0]["findings"]} == {"Api"}
    (plain / "podcheck.toml").write_text(f'{settings}"src/" = ["requirment"]\n')
    done = podcheck("check", cwd=plain)
    assert (done.returncode, "unknown code 'requirment' to per-file-ignores" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('exclude = "\\\\"', "podcheck.toml:1: exclude: '\\\\' is not a file pattern"),
        ('extend-exclude = [""]', "podcheck.toml:1: extend-exclude: must be a string, not an empty string"),
        ("exclude = 1", "podcheck.toml:1: exclude: must be a list of strings, not a number"),
        (f'exclude = "{"a" * 1001}"', "podcheck.toml:1: exclude: a pattern of 1001 characters is more than 1000"),
        ("per-file-ignores = 1", "podcheck.toml:1: per-file-ignores must be a table, not a number"),
        ('[per-file-ignores]\n"#" = "a"', "podcheck.toml:2: per-file-ignores: #: '#' is not a file pattern"),
        (
            '[per-file-ignores]\n"a" = 1',
            "podcheck.toml:2: per-file-ignores: a: must be a list of strings, not a number",
        ),
    ],
)
def test_a_mistake_in_it_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    write(tmp_path, {"podcheck.toml": f"{line}\n", "a.cpp": "struct A {};\n"})
    done = podcheck("check", "a.cpp", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"podcheck: {message}\n"), done.stderr


def test_what_is_no_cxx_is_refused(project: Path) -> None:
    for file, message in (
        ("README.md", "README.md: this is not a C++ file"),
        ("c/plain.c", "c/plain.c: this file is C, not C++"),
    ):
        done = podcheck("check", file, cwd=project)
        assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"podcheck: {message}")
    (project / "c" / "alone.c").write_text("struct alone { int a; };\n")
    assert podcheck("check", "c/alone.c", cwd=project).returncode == 2
    assert classes(project, "c/alone.c", "--", "-x", "c++") == {"alone"}


def test_a_c_file_that_a_cxx_compiler_builds_is_cxx(tmp_path: Path) -> None:
    items = [
        {"directory": str(tmp_path), "file": name, "command": f"{command} -c {name}"}
        for name, command in {"a.c": "g++", "b.c": "gcc -x c++", "c.cpp": "gcc -x c", "d.c": "ccache gcc"}.items()
    ]
    write(tmp_path, {"compile_commands.json": json.dumps(items)})
    write(tmp_path, {item["file"]: f"struct {item['file'][0].upper()} {{ int a; }};\n" for item in items})
    read, reported = report(tmp_path, "--no-cross-check")
    assert {record["name"] for record in read["records"]} == {"A", "B"}
    assert "skipped: C, not C++: 2 (c.cpp, d.c)" in reported


@pytest.mark.parametrize(
    ("name", "text", "is_cxx"),
    [
        ("Dense", "// -*- C++ -*-\n#ifndef DENSE\n#define DENSE\nstruct D {};\n#endif\n", True),
        ("parts.inl", "/* parts */\ntemplate<class T> struct P { T t; };\n", True),
        ("README", "Read this first. struct S {};\n", False),
        ("notes.md", "# include all of it\n", False),
        ("data.json", '{"struct": 1}\n', False),
    ],
)
def test_a_file_of_another_ending_is_told_by_its_text(tmp_path: Path, name: str, text: str, is_cxx: bool) -> None:
    write(tmp_path, {name: text})
    done = podcheck("check", name, "--no-cross-check", cwd=tmp_path)
    assert done.returncode == (0 if is_cxx else 2), done.stderr


def test_in_a_build_where_the_sources_lie_nothing_is_taken_for_a_build_folder(plain: Path) -> None:
    shutil.rmtree(plain / "build")
    items = [{"directory": ".", "file": "src/app/main.cpp", "command": "c++ -c src/app/main.cpp"}]
    write(plain, {"src/CMakeCache.txt": "", "compile_commands.json": json.dumps(items)})
    assert classes(plain) == {"Main", "Util"}
    write(plain, {"vendor/CMakeCache.txt": "", "vendor/a.cpp": "struct A {};\n"})
    _, reported = report(plain, ".")
    assert "a.cpp" not in reported


def test_a_source_from_elsewhere_makes_no_build_folder_of_the_project(tmp_path: Path) -> None:
    write(tmp_path, {"own/a.cpp": "struct A {};\n", "own/b.cpp": "struct B {};\n", "lib/c.cpp": "struct C {};\n"})
    items = [
        {"directory": str(tmp_path / "own"), "file": name, "command": f"c++ -c {name}"}
        for name in ("a.cpp", "b.cpp", "../lib/c.cpp")
    ]
    write(tmp_path, {"own/compile_commands.json": json.dumps(items)})
    assert classes(tmp_path / "own", "--no-cross-check") == {"A", "B", "C"}


def test_a_build_of_which_nothing_is_left_is_an_error(tmp_path: Path) -> None:
    """One folder that holds all that is built is another matter: see above."""
    names = ("made/a.cpp", "more/b.cpp")
    write(tmp_path, dict.fromkeys(names, "struct A { int a; };\n"))
    (tmp_path / ".gitignore").write_text("made\nmore\n")
    entries = [{"directory": str(tmp_path), "file": name, "arguments": ["g++", "-c", name]} for name in names]
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    done = podcheck("check", "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert done.returncode == 2
    assert "excluded by .gitignore" in done.stderr
    assert "Name the folder" in done.stderr
    assert podcheck("check", "made", "--no-cross-check", "--no-cache", cwd=tmp_path).returncode == 0


def test_the_sources_that_a_unity_build_includes_are_its_own(tmp_path: Path) -> None:
    files = {
        "unity.cpp": '#include "first.cpp"\n#include "parts/second.cc"\n#include "lib/other.h"\n',
        "first.cpp": "#include <cstring>\nstruct First { First(const First&); };\n"
        "void f(First* a, First* b) { std::memcpy((void*)a, b, sizeof *a); }\n",
        "parts/second.cc": "struct Second { int a; };\n",
        "lib/other.h": "struct Other { int a; };\nstruct Beside { int a; };\n",
        "podcheck.toml": "cross-check = false\n",
    }
    write(tmp_path, files)
    done = podcheck("check", "unity.cpp", "--format", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    names = {record["name"] for record in report["records"]}
    assert names == {"First", "Second", "Other", "Beside"}
    assert [(finding["code"], finding["location"]["file"]) for finding in report["findings"]] == [
        ("raw-copy", "first.cpp")
    ]
