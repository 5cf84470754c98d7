"""`podcheck explain` and `podcheck doctor`, from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.extract.parse import cxx_library
from tests.cli.running import podcheck

SOURCE = """\
#include <utility>
namespace wire {
struct Text { Text(const Text&); };
struct Header { int version; Text title; };
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.cpp").write_text(SOURCE)
    return tmp_path


def test_a_class_by_its_last_name(folder: Path) -> None:
    done = podcheck("explain", "Header", "wire.cpp", "-v", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("struct wire::Header\n")
    assert "3 | struct Text { Text(const Text&); };\n" in done.stdout
    assert "[class.copy.ctor]/11 user-provided wire.cpp:3:15" in done.stdout


def test_the_directory_is_searched_where_no_path_is_given(folder: Path) -> None:
    done = podcheck("explain", "wire::Header", "--no-cross-check", cwd=folder)
    assert done.stdout.startswith("struct wire::Header\n")


def test_a_type_that_the_file_can_name(folder: Path) -> None:
    done = podcheck("explain", "std::pair<int,wire::Text>", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("struct std::pair<int, wire::Text>\n")


def test_an_unknown_class_names_the_nearest(folder: Path) -> None:
    done = podcheck("explain", "Heder", "wire.cpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 2
    assert "wire.cpp defines no class 'Heder'" in done.stderr
    assert "wire::Header" in done.stderr


def test_a_missing_file(folder: Path) -> None:
    done = podcheck("explain", "Header", "no.cpp", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("podcheck: no.cpp: no such file\n")


def test_doctor_lists_what_is_there() -> None:
    done = podcheck("doctor")
    assert done.returncode == 0
    for word in ("podcheck ", "libclang ", "C++ library  found", "compiler     g++-"):
        assert word in done.stdout


def test_doctor_says_what_is_missing(tmp_path: Path) -> None:
    done = podcheck("doctor", "--libclang", str(tmp_path / "no.so"))
    assert done.returncode == 2
    assert "libclang     missing" in done.stdout


def test_a_machine_without_a_cxx_library(folder: Path) -> None:
    done = podcheck("check", "wire.cpp", "--no-cross-check", "--", "-nostdinc++", cwd=folder)
    assert done.returncode == 2
    assert "wire.cpp:1:10: 'utility' file not found" in done.stderr
    assert "podcheck[zig]" in done.stderr
    assert "Debian: g++" in done.stderr


def test_the_system_library_comes_before_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cxx_library, "system_library", lambda: "/usr/include/c++")
    assert cxx_library.library_arguments(()) == ()
    monkeypatch.setattr(cxx_library, "system_library", lambda: None)
    monkeypatch.setattr(cxx_library, "zig_library", lambda: ("-isystem", "zig"))
    assert cxx_library.library_arguments(()) == ("-isystem", "zig")
    assert cxx_library.library_arguments(("--sysroot=/x",)) == ()


@pytest.fixture
def scattered(tmp_path: Path) -> Path:
    """A class in a header that is not read alone, with a database; names in comments and strings; a template."""
    for name, text in {
        "inc/base.h": "namespace net { struct Base { int a; }; }\n",
        "inc/wire.h": "namespace net { struct Header : Base { int b; }; template<class T> struct Box { T t; }; }\n",
        "src/a.cpp": '// struct Header {};\nconst char* text = "struct Header {";\n',
        "src/b.cpp": '#include "base.h"\n#include "wire.h"\nnet::Header* use() { return nullptr; }\n',
        "src/c.cpp": "struct Other { int a; };\nusing Alias = Other;\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    items = [
        {"directory": str(tmp_path), "file": f"src/{name}.cpp", "command": f"c++ -Iinc -c src/{name}.cpp"}
        for name in "abc"
    ]
    (tmp_path / "compile_commands.json").write_text(json.dumps(items))
    return tmp_path


@pytest.mark.parametrize("words", [("Header",), ("net::Header",), ("Header", "src/b.cpp"), ("Header", ".")])
def test_a_name_is_found_where_it_stands(scattered: Path, words: tuple[str, ...]) -> None:
    done = podcheck("explain", *words, "--no-cross-check", "--no-fixes", cwd=scattered)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.startswith("struct net::Header\n")
    assert "'net::Header' declares member 'b'" in done.stdout


def test_an_alias_is_found_by_its_name(scattered: Path) -> None:
    done = podcheck("explain", "Alias", "--no-cross-check", cwd=scattered)
    assert (done.returncode, done.stdout.partition("\n")[0]) == (0, "struct Other")


def test_a_template_that_the_unit_only_declares_in_a_header(scattered: Path) -> None:
    done = podcheck("explain", "Box", "src/b.cpp", "--no-cross-check", cwd=scattered)
    assert (done.returncode, done.stdout.partition("\n")[0]) == (0, "struct template net::Box<T>"), done.stdout


def test_a_name_that_no_file_has_is_told_with_those_like_it(scattered: Path) -> None:
    done = podcheck("explain", "Heder", cwd=scattered)
    assert done.returncode == 2
    assert done.stderr == "podcheck: no file of this project has the name 'Heder'\n  Similar names: Header.\n"
