"""A header has the flags of the source that it belongs to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of

FILES = {
    "src/net/socket.cpp": '#include "socket.hpp"\n#include <wire/header.hpp>\n',
    "src/net/socket.hpp": "struct Socket {};\n",
    "src/net/other.hpp": "struct Other {};\n",
    "src/main.cpp": '  #  include "gen/config.hpp" // by its own folder\n',
    "src/gen/config.hpp": "struct Config {};\n",
    "src/store.cpp": "int x;\n",
    "src/legacy.c": '#include "legacy.h"\n',
    "src/legacy.h": "struct Legacy { int x; };\n",
    "include/wire/header.hpp": "struct Header {};\n",
    "include/store.hpp": "struct Store {};\n",
    "tests/header.hpp": "struct Unrelated {};\n",
    "src/new.cpp": "struct New {};\n",
}
BUILT = ("src/net/socket.cpp", "src/main.cpp", "src/store.cpp", "src/legacy.c")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    entries = [
        {"directory": str(tmp_path), "file": name, "arguments": ["c++", f"-DFOR={name}", "-Iinclude", name]}
        for name in BUILT
    ]
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    return tmp_path


@pytest.mark.parametrize(
    ("header", "source"),
    {
        "src/net/socket.hpp": "src/net/socket.cpp",
        "include/wire/header.hpp": "src/net/socket.cpp",
        "src/gen/config.hpp": "src/main.cpp",
        "include/store.hpp": "src/store.cpp",
        "src/net/other.hpp": "src/net/socket.cpp",
        "src/new.cpp": "src/main.cpp",
    }.items(),
)
def test_a_file_that_is_not_built_itself(tree: Path, header: str, source: str) -> None:
    (result,), problems = units_of(make_settings([str(tree / header)]).inputs)
    assert problems == ()
    assert result.file == str(tree / header)
    assert result.arguments == (f"-DFOR={source}", f"-I{tree}/include")


def test_a_header_of_c_gets_no_flags_of_c(tree: Path) -> None:
    (result,), _ = units_of(make_settings([str(tree / "src" / "legacy.h")]).inputs)
    assert "-DFOR=src/legacy.c" not in result.arguments


def test_the_same_name_is_not_enough_to_be_included(tree: Path) -> None:
    """`tests/header.hpp` is not the one that socket.cpp includes."""
    (result,), _ = units_of(make_settings([str(tree / "tests" / "header.hpp")]).inputs)
    assert result.arguments[0] == "-DFOR=src/main.cpp"


def test_files_outside_the_databases_tree_borrow_nothing(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "socket.hpp"
    other.write_text("struct A {};\n")
    (result,), problems = units_of(make_settings([str(other)], build_dir=str(tree)).inputs)
    assert problems == ()
    assert result.arguments == ()
