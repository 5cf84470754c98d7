"""Which program a file is built for: what a path says of it, and what a reply of CMake's File API that is odd costs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.discovery.compiler_command import find_output
from podcheck.discovery.programs import find_target
from podcheck.discovery.units import units_of
from podcheck.model.units import Unit
from tests.builds import write_database, write_files

OUTPUTS = {
    "CMakeFiles/app.dir/src/a.cpp.o": ("app", "/b"),
    "lib/CMakeFiles/my lib.dir/__/a.cpp.o": ("my lib", "/b/lib"),
    "/other/CMakeFiles/app.dir/a.cpp.o": ("app", "/other"),
    "CMakeFiles/app.dir/CMakeFiles/x.dir/a.o": ("app", "/b"),
    "app.p/src_a.cpp.o": ("app", "/b"),
    "deep/libx.so.1.p/a.cpp.o": ("libx.so.1", "/b/deep"),
    "app.p/deep/a.cpp.o": None,
    "obj/a.o": None,
    "CMakeFiles/app/a.o": None,
    "CMakeFiles/app.dir": None,
    "/CMakeFiles/app.dir/a.o": ("app", "/"),
    "a\0/app.p/a.o": None,
    "": None,
}


@pytest.mark.parametrize(("output", "expected"), OUTPUTS.items())
def test_the_object_files_path_names_the_target(output: str, expected: tuple[str, str] | None) -> None:
    result = find_target(output, "/b", ())
    assert (None if result is None else (result.name, result.folder)) == expected


def test_a_label_tells_targets_of_one_name_apart() -> None:
    words = [(), ('-DCMAKE_INTDIR="Debug"',), ('-DCMAKE_INTDIR=\\"Release\\"',)]
    places = ["app.p/a.o", "x/app.p/a.o"]
    labels = [
        result.label for place in places for word in words if (result := find_target(place, "/b", word)) is not None
    ]
    assert len(set(labels)) == len(words) * len(places)
    assert all(label.startswith("app@") for label in labels)


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("-c", "a.cpp", "-o", "x/a.o"), "x/a.o"),
        (("-oa.o",), "a.o"),
        (("/c", "/FoCMakeFiles\\app.dir\\a.obj"), "CMakeFiles/app.dir/a.obj"),
        (("-Fo:a.obj",), "a.obj"),
        (("-c", "a.cpp"), ""),
        (("-o",), ""),
    ],
)
def test_what_a_compiler_is_told_to_make(words: tuple[str, ...], output: str) -> None:
    assert find_output(words) == output


def units(folder: Path, *paths: str) -> tuple[dict[str, Unit], list[tuple[str, bool]]]:
    """The units of the folder's build by name, and what is to be said of it."""
    given = make_settings([str(folder / path) for path in paths], build_dir=str(folder / "build"))
    result, problems = units_of(given.inputs)
    return {Path(unit.file).name: unit for unit in result}, [(problem.message, problem.fatal) for problem in problems]


def names(unit: Unit) -> list[str]:
    return [program.partition("@")[0] for program in unit.programs]


@pytest.mark.parametrize("paths", [(), ("a.cpp", "b.cpp")])
def test_a_file_that_several_targets_build_alike_is_one_unit(tmp_path: Path, paths: tuple[str, ...]) -> None:
    """In the way in which it is analysed; what is built in another way is another unit, or none."""
    write_files(tmp_path, {"a.cpp": "struct A {};\n", "b.cpp": "struct B {};\n"})
    write_database(tmp_path, {"b.cpp": ""})
    items = [
        {"directory": "/b", "file": str(tmp_path / "a.cpp"), "command": f"c++ {flags} -c a.cpp", "output": output}
        for flags, output in (("", "one.p/a.o"), ("", "two.p/a.o"), ("-DX", "three.p/a.o"), ("", "obj/a.o"))
    ]
    database = tmp_path / "build" / "compile_commands.json"
    database.write_text(json.dumps([*items, *json.loads(database.read_text())]))
    inputs = make_settings([str(tmp_path / path) for path in paths], build_dir=str(tmp_path / "build")).inputs
    result, problems = units_of(inputs)
    assert problems == ()
    expected = [("a.cpp", ["one", "two"]), ("b.cpp", []), *([("a.cpp", ["three"])] if not paths else [])]
    assert [(Path(unit.file).name, names(unit)) for unit in result] == expected


def test_a_file_that_the_database_does_not_build_is_in_no_known_program(tmp_path: Path) -> None:
    """It borrows flags, not the program; a header alone is one of its own."""
    write_files(tmp_path, dict.fromkeys(("a.cpp", "other.cpp", "a.hpp"), "struct A {};\n"))
    write_database(tmp_path, {"a.cpp": "-DX -o app.p/a.o"})
    result, _ = units(tmp_path, "a.cpp", "other.cpp", "a.hpp")
    assert {name: names(unit) for name, unit in result.items()} == {
        "a.cpp": ["app"], "other.cpp": [], "a.hpp": [result["a.hpp"].file],
    }  # fmt: skip
    assert {unit.arguments for unit in result.values()} == {("-DX",)}


INDEX = {"cmake": {"generator": {"multiConfig": False}}, "objects": [{"kind": "codemodel", "jsonFile": "model.json"}]}
MODEL = {"configurations": [{"name": "", "targets": [{"jsonFile": "app.json"}]}]}
APP = {"id": "a", "name": "app", "type": "EXECUTABLE", "paths": {"build": "."}, "artifacts": [{"path": "app"}]}


def reply(folder: Path, **files: object) -> None:
    """A build whose File API reply has these files, as JSON or as they are."""
    write_files(folder, {"a.cpp": "struct A {};\n"})
    write_database(folder, {"a.cpp": "-o CMakeFiles/app.dir/a.cpp.o"})
    (folder / "build" / "CMakeCache.txt").touch()
    texts = {name: file if isinstance(file, str) else json.dumps(file) for name, file in files.items()}
    write_files(
        folder / "build" / ".cmake" / "api" / "v1" / "reply", {f"{name}.json": text for name, text in texts.items()}
    )


def test_the_newest_reply_counts(tmp_path: Path) -> None:
    reply(tmp_path, **{"index-1": "{", "index-2": INDEX, "model": MODEL, "app": APP})
    result, problems = units(tmp_path)
    assert (names(result["a.cpp"]), problems) == (["app"], [])


@pytest.mark.parametrize(
    "files",
    [
        {"index-1": "{"},
        {"index-1": "[" * 100_000},
        {"index-1": []},
        {"index-1": {**INDEX, "objects": [{"kind": "codemodel", "jsonFile": "../../../../../compile_commands.json"}]}},
        {"index-1": {**INDEX, "objects": [{"kind": "codemodel", "jsonFile": 3}]}},
        {"index-1": {**INDEX, "objects": [{"kind": "codemodel", "jsonFile": "a\0b"}]}},
        {"index-1": INDEX},
        {"index-1": INDEX, "model": {"configurations": 3}},
        {"index-1": INDEX, "model": MODEL, "app": {**APP, "paths": {}}},
        {"index-1": INDEX, "model": MODEL, "app": {**APP, "paths": {"build": "a\0b"}}},
        {"index-1": INDEX, "model": MODEL, "app": {**APP, "artifacts": 7}},
        {"index-1": INDEX, "model": MODEL, "app": {**APP, "link": {"commandFragments": [{"role": "libraries"}]}}},
    ],
)
def test_an_odd_reply_is_said_and_paths_count(tmp_path: Path, files: dict[str, object]) -> None:
    reply(tmp_path, **files)
    result, problems = units(tmp_path)
    assert names(result["a.cpp"]) == ["app"]
    ((message, fatal),) = problems
    assert message.startswith("CMake's File API reply can't be used: ")
    assert not fatal


def test_a_library_that_needs_itself_ends(tmp_path: Path) -> None:
    link = {"commandFragments": [{"role": "libraries", "fragment": "app libx.so.2 -lm"}]}
    library = {"id": "x", "name": "x", "type": "SHARED_LIBRARY", "paths": {"build": "."}, "link": link}
    model = {"configurations": [{"name": "", "targets": [{"jsonFile": "app.json"}, {"jsonFile": "x.json"}]}]}
    files = {"app": {**APP, "link": link}, "x": {**library, "artifacts": [{"path": "./libx.so"}]}}
    reply(tmp_path, **{"index-1": INDEX, "model": model, **files})
    result, problems = units(tmp_path)
    assert (names(result["a.cpp"]), problems) == (["app", "x"], [])
