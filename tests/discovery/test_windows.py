"""Databases made on Windows: how a command is split, where the files are here, and what is said if they are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from podcheck.config.settings import make_settings
from podcheck.discovery.compiler_command import MSVC
from podcheck.discovery.units import units_of
from podcheck.discovery.windows import WindowsPaths, split_command
from podcheck.model.problems import Problem
from podcheck.model.units import Unit

LINES = {
    "words": (r"cl.exe /DX  /c a.cpp", ["cl.exe", "/DX", "/c", "a.cpp"]),
    "a quoted path": (r'"C:\Program Files\cl.exe" "/IC:\a b\inc"', [r"C:\Program Files\cl.exe", r"/IC:\a b\inc"]),
    "a quote within": (r"cl /DNAME=\"x\"", ["cl", '/DNAME="x"']),
    "a quote within quotes": (r'cl "-DNAME=\"a b\""', ["cl", '-DNAME="a b"']),
    "backslashes before a quote": (r'cl "/IC:\inc\\" b\\\"c', ["cl", "/IC:\\inc\\", r"b\"c"]),
    "backslashes elsewhere": (r"cl \\server\share\ d\\e", ["cl", "\\\\server\\share\\", r"d\\e"]),
    "a doubled quote": (r'cl "a""b c" ""', ["cl", 'a"b c', ""]),
    "an open quote": (r'cl "a b', ["cl", "a b"]),
    "blanks and lines": ("  cl\t/DX\r\n/DY  ", ["cl", "/DX", "/DY"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("line", "words"), LINES.values(), ids=LINES)
def test_a_command_is_split_as_programs_on_windows_do(line: str, words: list[str]) -> None:
    assert split_command(line) == words


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("C:\\src\\build", "/home/me/src/build"),
        ("c:/SRC/include/a.hpp", "/home/me/src/include/a.hpp"),
        ("C:\\other\\x", "/home/me/other/x"),
        ("..\\include", "../include"),
        ("D:\\elsewhere", "D:/elsewhere"),
        ("\\\\server\\share\\x", "//server/share/x"),
    ],
)
def test_a_path_on_this_machine(theirs: str, ours: str) -> None:
    assert WindowsPaths("C:\\src\\build", Path("/home/me/src/build")).local(theirs) == ours


SOURCE = "#include <wire.hpp>\n#if WIDE != 2 || !defined NAME\n#error no flags\n#endif\nstruct A { Wire w; long l; };\n"
COMMAND = (
    r'"C:\Program Files\VS\bin\cl.exe" /nologo /TP "-DNAME=\"a b\"" /D WIDE=2 /IC:\work\src\include /EHsc /std:c++20 '
    r"/FoCMakeFiles\a.dir\a.cpp.obj /FdCMakeFiles\a.dir\ /FS -c C:\work\src\lib\a.cpp"
)


def project(folder: Path, database: str, *items: dict[str, str]) -> Path:
    """A tree of sources, with the database there."""
    for name, text in {"lib/a.cpp": SOURCE, "include/wire.hpp": "struct Wire { char c; };\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / database).parent.mkdir(parents=True, exist_ok=True)
    (folder / database).write_text(json.dumps(items))
    return folder / database


def units(database: Path) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    return units_of(make_settings([], build_dir=str(database)).inputs)


ITEMS = {
    "ninja": ("build", {"directory": "C:\\work\\src\\build", "file": "C:\\work\\src\\lib\\a.cpp"}),
    "slashes": ("build", {"directory": "C:/work/src/build", "file": "C:/work/src/lib/a.cpp"}),
    "relative": ("build", {"directory": "C:\\work\\src\\build", "file": "..\\lib\\a.cpp"}),
    "of a folder below": ("build", {"directory": "C:\\work\\src\\build\\lib", "file": "C:\\work\\src\\lib\\a.cpp"}),
    "called otherwise here": ("out", {"directory": "C:\\work\\src\\build", "file": "C:\\work\\src\\lib\\a.cpp"}),
    "put beside the sources": (".", {"directory": "C:\\work\\src\\build", "file": "C:\\work\\src\\lib\\a.cpp"}),
    "no directory": (".", {"file": "C:\\work\\src\\lib\\a.cpp"}),
}


@pytest.mark.parametrize(("where", "item"), ITEMS.values(), ids=ITEMS)
@pytest.mark.parametrize("tree", ["src", "checkout"])
def test_paths_are_found_from_where_the_database_lies(
    tmp_path: Path, tree: str, where: str, item: dict[str, str]
) -> None:
    folder = tmp_path / tree
    database = project(folder, f"{where}/compile_commands.json", {**item, "command": COMMAND})
    (unit,), (note,) = units(database)
    assert Path(unit.file) == folder / "lib" / "a.cpp"
    include = f"-I{folder}/include"
    assert unit.arguments == (f"--target={MSVC}", '-DNAME="a b"', "-DWIDE=2", include, "-fcxx-exceptions")
    assert unit.std.spelling == "c++20"
    assert (note.fatal, note.message.startswith("made on Windows: C:\\")) == (False, True)


def test_its_classes_are_those_of_windows(tmp_path: Path) -> None:
    """There a `long` has four bytes; the header is found, and so are the macros."""
    item = {**ITEMS["ninja"][1], "command": COMMAND}
    database = project(tmp_path / "src", "build/compile_commands.json", item)
    report = podcheck.check(str(tmp_path / "src" / "lib" / "a.cpp"), build_dir=str(database), cross_check=False)
    (record,) = [record for record in report.records if record.facts.name == "A"]
    assert record.facts.size == 8
    assert [problem.message for problem in report.problems if problem.fatal] == []
    here = podcheck.check(
        str(tmp_path / "src" / "lib" / "a.cpp"),
        build_dir=str(database),
        cross_check=False,
        clang_args=["--target=x86_64-linux-gnu"],
    )
    assert {record.facts.size for record in here.records if record.facts.name == "A"} == {16}


@pytest.mark.parametrize(
    ("program", "target"),
    [
        ("C:\\msys64\\mingw64\\bin\\g++.exe", "x86_64-w64-windows-gnu"),
        ("C:\\msys64\\clang64\\bin\\clang++.exe", "x86_64-w64-windows-gnu"),
        ("C:\\LLVM\\bin\\clang++.exe", MSVC),
        ("C:\\x\\i686-w64-mingw32-g++.exe", "i686-w64-mingw32"),
        ("C:\\x\\arm-none-eabi-g++.exe", "arm-none-eabi"),
    ],
)
def test_what_other_compilers_build_for(tmp_path: Path, program: str, target: str) -> None:
    command = f"{program} -DWIDE=2 -IC:/work/src/include -isystem ..\\sys -o a.obj -c C:\\work\\src\\lib\\a.cpp"
    database = project(tmp_path, "build/compile_commands.json", {**ITEMS["ninja"][1], "command": command})
    (unit,), _ = units(database)
    system = ("-isystem", f"{tmp_path}/build/../sys")
    assert unit.arguments == (f"--target={target}", "-DWIDE=2", f"-I{tmp_path}/include", *system)


def test_response_files_are_split_alike(tmp_path: Path) -> None:
    item = {**ITEMS["ninja"][1], "command": "cl @flags\\a.rsp /c ..\\lib\\a.cpp"}
    database = project(tmp_path, "build/compile_commands.json", item)
    (database.parent / "flags").mkdir()
    (database.parent / "flags" / "a.rsp").write_text('/DWIDE=2 "/IC:\\work\\src\\include" -DNAME=\\"x\\"')
    (unit,), _ = units(database)
    assert unit.arguments == (f"--target={MSVC}", "-DWIDE=2", f"-I{tmp_path}/include", '-DNAME="x"')


def test_sources_that_are_not_here_are_one_problem_that_says_what_to_do(tmp_path: Path) -> None:
    items = [
        {"directory": "C:\\work\\src\\build", "file": f"C:\\work\\src\\gone\\{name}.cpp", "command": "cl /c x.cpp"}
        for name in ("a", "b", "c")
    ]
    database = project(tmp_path, "build/compile_commands.json", *items)
    for paths in ([], [str(tmp_path / "lib" / "a.cpp")]):
        result, problems = units_of(make_settings(paths, build_dir=str(database)).inputs)
        assert [unit.arguments for unit in result] == [()] * len(paths)
        (problem,) = problems
        assert problem.fatal
        assert problem.location is not None
        assert problem.location.file == str(database)
        assert "was made on Windows (C:\\work\\src\\build)" in problem.message
        assert "Put it where that folder is on this machine" in problem.advice


def test_a_database_of_this_machine_is_read_as_ever(tmp_path: Path) -> None:
    item = {
        "directory": str(tmp_path / "build"),
        "file": "../lib/a.cpp",
        "command": r"c++ -DX=\\\"y\\\" -c ../lib/a.cpp",
    }
    (unit,), problems = units(project(tmp_path, "build/compile_commands.json", item))
    assert (unit.arguments, problems) == (('-DX=\\"y\\"',), ())
