"""What a unit imports is followed to the text that the build shows; where it can't be, nothing is said to be fine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import podcheck
from podcheck.cpp.modules import read_module
from podcheck.discovery.compiled_modules import find_modules
from podcheck.model.results import Report
from podcheck.model.traits import Trait, Truth
from tests.builds import write_database, write_files
from tests.cli.running import podcheck as run_podcheck
from tests.discovery.building import clang, cmake, run, tool
from tests.needs import require

WIRE = "export module wire;\nexport struct Wire { int a; virtual ~Wire(); };\n"
USER = """\
import wire;
struct Holds { Wire wire; };
struct Derived : Wire { int b; };
struct Own { int a; };
"""


def check(folder: Path, *files: str, **options: object) -> Report:
    """Check the files, with the database of the folder's build if it has one."""
    build = str(folder / "build") if (folder / "build").is_dir() else None
    chosen = {"std": None if build else "c++20", "build_dir": build, "cross_check": False, **options}
    return podcheck.check(*(str(folder / file) for file in files), **chosen)  # type: ignore[arg-type]


def values(report: Report, trait: Trait = Trait.TRIVIALLY_COPYABLE) -> dict[str, str]:
    """Return the answers about a trait by the class's name."""
    return {record.facts.name: record.judgement.verdicts[trait].value.name for record in report.records}


def fatal(report: Report) -> list[str]:
    """Return what could not be done."""
    return [problem.message for problem in report.problems if problem.fatal]


def build(folder: Path, files: Mapping[str, str], words: Mapping[str, str] | None = None) -> Path:
    """Write the files, and a database that builds them all as C++20."""
    write_files(folder, files)
    sources = [file for file in files if file.endswith((".cpp", ".cppm"))]
    write_database(folder, {file: f"-std=c++20 {(words or {}).get(file, '')}" for file in sources})
    return folder


def test_the_database_shows_the_file(tmp_path: Path) -> None:
    build(tmp_path, {"src/wire.cppm": WIRE, "user.cpp": USER})
    report = check(tmp_path, "user.cpp")
    assert report.problems == ()
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}
    (holds,) = [record for record in report.records if record.facts.name == "Holds"]
    (reason, *_) = holds.judgement.verdicts[Trait.TRIVIALLY_COPYABLE].reasons
    while reason.because:
        reason = reason.because[0]
    assert reason.location.file.endswith("src/wire.cppm")
    assert (reason.location.line, reason.location.column) == (2, 37)


def test_files_that_are_given_are_followed_without_a_database(tmp_path: Path) -> None:
    write_files(tmp_path, {"wire.cppm": WIRE, "user.cpp": USER})
    report = check(tmp_path, "user.cpp", "wire.cppm")
    assert report.problems == ()
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES", "Wire": "NO"}


@pytest.mark.parametrize(
    "statement", ["import wire;", "export import wire;", "  import  wire ;  // why", "/* c */ import wire;"]
)
def test_imports_in_every_spelling(tmp_path: Path, statement: str) -> None:
    build(
        tmp_path,
        {"wire.cppm": WIRE, "user.cppm": f"export module user;\n{statement}\nexport struct A {{ Wire w; }};\n"},
    )
    report = check(tmp_path, "user.cppm")
    assert report.problems == ()
    assert values(report) == {"A": "NO"}


def test_compilers_see_what_is_imported(tmp_path: Path) -> None:
    require("c++")
    build(tmp_path, {"wire.cppm": WIRE, "user.cpp": USER})
    report = check(tmp_path, "user.cpp", cross_check=True)
    assert fatal(report) == []
    queried = {answers.compiler: answers.traits for record in report.records for answers in record.answers}
    assert queried
    assert all(traits for traits in queried.values())
    assert [record.facts.name for record in report.records if record.mismatches] == []


NOT_FOLLOWED: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "nobody exports it": ({"user.cpp": USER}, {}, "builds no file that exports it"),
    "two files export it": (
        {"user.cpp": USER, "a.cppm": WIRE, "b.cppm": WIRE},
        {},
        "several files export it",
    ),
    "another dialect": (
        {"user.cpp": USER, "wire.cppm": WIRE},
        {"wire.cppm": "-std=c++23"},
        "is built as c++23, and this file as c++20",
    ),
    "other flags": (
        {"user.cpp": USER, "wire.cppm": WIRE},
        {"wire.cppm": "-fpack-struct=1"},
        "is built with other flags (-fpack-struct=1)",
    ),
    "must not import each other": (
        {
            "user.cpp": USER,
            "wire.cppm": WIRE.replace(";", ";\nimport other;", 1),
            "o.cppm": "export module other;\nimport wire;\n",
        },
        {},
        "it imports itself (wire < other < wire)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "words", "reason"), NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_depends_on_a_module_that_is_not_followed_is_not_fine(
    tmp_path: Path, files: dict[str, str], words: dict[str, str], reason: str
) -> None:
    build(tmp_path, files, words)
    report = check(tmp_path, "user.cpp")
    assert values(report) == {"Holds": "UNKNOWN", "Derived": "UNKNOWN", "Own": "YES"}
    (problem,) = report.problems
    assert problem.fatal
    assert "module 'wire'" in problem.message
    assert reason in problem.message
    assert problem.message.endswith("what depends on it is not analysed")
    assert problem.advice
    assert problem.location is not None
    assert problem.location.line == 1


def test_the_run_ends_with_status_2_and_one_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"user.cpp": USER})
    done = run_podcheck("check", "user.cpp", "--std", "c++20", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 2
    (line, advice) = done.stderr.splitlines()
    assert line.startswith("podcheck: user.cpp:1:1: imports module 'wire', which could not be read")
    assert advice.startswith("  Name the file with `export module wire;`")


def test_what_only_passes_through_is_not_fine_either(tmp_path: Path) -> None:
    build(
        tmp_path,
        {
            "middle.cppm": "export module middle;\nimport lost;\nexport struct Middle { Lost lost; };\n"
            "export struct Plain { int a; };\n",
            "user.cpp": "import middle;\nstruct Holds { Middle m; };\nstruct Fine { Plain p; };\n",
        },
    )
    report = check(tmp_path, "user.cpp")
    assert values(report) == {"Holds": "UNKNOWN", "Fine": "YES"}
    (message,) = fatal(report)
    assert "module 'lost'" in message


def test_a_header_that_imports(tmp_path: Path) -> None:
    build(tmp_path, {"wire.cppm": WIRE, "has.hpp": "#pragma once\nimport wire;\n", "lost.hpp": "import lost;\n"})
    write_files(tmp_path, {"user.cpp": USER.replace("import wire;", 'import wire;\n#include "has.hpp"')})
    write_files(tmp_path, {"other.cpp": USER.replace("import wire;", '#include "lost.hpp"')})
    report = check(tmp_path, "user.cpp", std="c++20")
    assert report.problems == ()
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}
    report = check(tmp_path, "other.cpp", std="c++20")
    assert values(report) == {"Holds": "UNKNOWN", "Derived": "UNKNOWN", "Own": "YES"}
    assert ["module 'lost'" in message for message in fatal(report)] == [True]


def test_an_import_that_is_not_compiled_is_not_missed(tmp_path: Path) -> None:
    text = "#ifdef MODULES\nimport lost;\n#else\nstruct Wire { int a; };\n#endif\nstruct Holds { Wire w; };\n"
    write_files(tmp_path, {"user.cpp": text})
    report = check(tmp_path, "user.cpp")
    assert report.problems == ()
    assert values(report) == {"Wire": "YES", "Holds": "YES"}
    (message,) = fatal(check(tmp_path, "user.cpp", clang_args=["-DMODULES"]))
    assert "module 'lost'" in message


@pytest.mark.parametrize(
    "text",
    ["#define NAME lost\nimport NAME;", "import \\\nlost;", "#define I import\nI lost;", "import größe;"],
)
def test_an_import_that_only_libclang_sees_is_not_fine(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {"user.cpp": f"{text}\nstruct Derived : Lost {{ int a; }};\nstruct Own {{ int a; }};\n"})
    report = check(tmp_path, "user.cpp")
    assert values(report) == {"Derived": "UNKNOWN", "Own": "YES"}
    (message,) = fatal(report)
    assert message.endswith("what depends on it is not analysed")


HOSTILE = {
    "imports on one line": "import a;" * 200_000,
    "comments": "/**/" * 200_000 + "import a",
    "comments before an import": "/**/" * 1000 + "import a;",
    "attributes": "import a[[" * 200_000,
    "headers": "import <" * 200_000,
    "quotes": 'import "' * 200_000,
    "modules": "module a\n" * 200_000,
    "blanks": "import" + " " * 2_000_000,
    "exports": "export " * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_end(text: str) -> None:
    assert read_module(text.encode()).name == ""


def test_units_of_one_module_see_each_other(tmp_path: Path) -> None:
    build(
        tmp_path,
        {
            "part.cppm": "export module wire:part;\nexport struct Part { ~Part(); };\n",
            "inner.cppm": "module wire:inner;\nstruct Inner { int a; };\n",
            "wire.cppm": "export module wire;\nexport import :part;\n"
            "import :inner;\nexport struct Wire { Part p; Inner i; };\n",
            "impl.cpp": "module;\nstruct Global { int a; };\nmodule wire;\nstruct Impl { Wire w; Part p; };\n",
        },
    )
    report = check(tmp_path, "wire.cppm", "impl.cpp")
    assert report.problems == ()
    assert values(report) == {"Wire": "NO", "Impl": "NO", "Global": "YES"}


def test_flags_that_make_no_other_class_may_differ(tmp_path: Path) -> None:
    flags = {"wire.cppm": "-fPIC -pthread -fsanitize=address", "user.cpp": "-fPIE -fopenmp"}
    report = check(build(tmp_path, {"wire.cppm": WIRE, "user.cpp": USER}, flags), "user.cpp")
    assert report.problems == ()
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}


MACROS = """\
module;
#define WIDTH 4
export module wire;
#ifdef IMPORTER
#error seen
#endif
#ifndef OWN
#error not seen
#endif
#define INNER 1
export struct Wire { char c[WIDTH + SIZE]; };
"""
IMPORTER = """\
#define IMPORTER 1
#define INNER 2
import wire;
#if defined(WIDTH) || INNER != 2 || SIZE != 1 || !defined(IMPORTER) || defined(OWN)
#error leaks
#endif
static_assert(sizeof(Wire) == 12, "");
struct Holds { Wire w; };
"""


@pytest.mark.parametrize("cross_check", [False, True])
def test_no_macro_goes_in_or_comes_out(tmp_path: Path, cross_check: bool) -> None:
    if cross_check:
        require("c++")
    build(
        tmp_path, {"wire.cppm": MACROS, "user.cpp": IMPORTER}, {"wire.cppm": "-DOWN -DSIZE=8", "user.cpp": "-DSIZE=1"}
    )
    report = check(tmp_path, "user.cpp", cross_check=cross_check)
    assert fatal(report) == []
    (holds,) = report.records
    assert holds.facts.size == 12
    assert all(answers.traits for answers in holds.answers)


def test_headers_of_a_module_are_found_by_its_own_folders(tmp_path: Path) -> None:
    text = (
        'module;\n#include <deep.hpp>\n#include "beside.hpp"\n'
        "export module wire;\nexport struct Wire { Deep d; Beside b; };\n"
    )
    files = {
        "lib/wire.cppm": text,
        "lib/beside.hpp": "struct Beside { ~Beside(); };\n",
        "lib/in/deep.hpp": "struct Deep { int a; };\n",
    }
    build(tmp_path, {**files, "app/user.cpp": USER}, {"lib/wire.cppm": f"-I{tmp_path}/lib/in"})
    report = check(tmp_path, "app/user.cpp", cross_check=True)
    assert fatal(report) == []
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}


def test_what_a_module_keeps_private_is_left_out(tmp_path: Path) -> None:
    build(tmp_path, {"wire.cppm": f"{WIRE}module :private;\nstruct Own {{ ~Own(); }};\n", "user.cpp": USER})
    report = check(tmp_path, "user.cpp")
    assert report.problems == ()
    assert values(report) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}


def test_modules_whose_own_names_clash_are_not_mixed_up(tmp_path: Path) -> None:
    build(
        tmp_path,
        {
            "a.cppm": "export module a;\nstruct Detail { ~Detail(); };\nexport struct A { Detail d; };\n",
            "b.cppm": "export module b;\nstruct Detail { int i; };\nexport struct B { Detail d; };\n",
            "user.cpp": "import a;\nimport b;\nstruct HoldsA { A a; };\nstruct HoldsB { B b; };\n",
        },
    )
    report = check(tmp_path, "user.cpp")
    assert values(report) == {"HoldsA": "NO", "HoldsB": "UNKNOWN"}
    (message,) = fatal(report)
    assert "module 'b'" in message
    assert "'Detail'" in message


def test_the_compiled_module_that_is_named_says_which_file_is_meant(tmp_path: Path) -> None:
    plain = "export module wire;\nexport struct Wire { int a; };\n"
    build(
        tmp_path,
        {"a/wire.cppm": plain, "b/wire.cppm": WIRE, "user.cpp": USER, "other.cpp": USER},
        {
            "a/wire.cppm": "-fmodule-output=a/wire.pcm",
            "b/wire.cppm": "--precompile -o b/wire.pcm",
            "user.cpp": "-fmodule-file=wire=b/wire.pcm",
            "other.cpp": "-fprebuilt-module-path=a",
        },
    )
    assert values(check(tmp_path, "user.cpp")) == {"Holds": "NO", "Derived": "NO", "Own": "YES"}
    assert values(check(tmp_path, "other.cpp")) == {"Holds": "YES", "Derived": "YES", "Own": "YES"}


def test_a_compiled_module_without_a_source_is_not_read(tmp_path: Path) -> None:
    build(tmp_path, {"user.cpp": USER, "build/wire.pcm": "CPCH"}, {"user.cpp": "-fmodule-file=wire=wire.pcm"})
    report = check(tmp_path, "user.cpp")
    (message,) = fatal(report)
    assert "wire.pcm" in message
    assert "compiled modules are not read" in message
    assert values(report) == {"Holds": "UNKNOWN", "Derived": "UNKNOWN", "Own": "YES"}


@pytest.mark.parametrize("statement", ["import std;", "import std.compat;", "import <string>;"])
def test_the_librarys_modules_and_headers(tmp_path: Path, statement: str) -> None:
    require("c++")
    write_files(tmp_path, {"user.cpp": f"{statement}\nstruct A {{ std::string s; }};\n"})
    report = check(tmp_path, "user.cpp")
    assert report.problems == ()
    assert values(report)["A"] == "NO"


def test_a_header_that_is_imported(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"a.hpp": "struct A { ~A(); };\n", "user.cpp": 'import "a.hpp";\nstruct B { A a; };\nimport "no.hpp";\n'},
    )
    report = check(tmp_path, "user.cpp")
    assert values(report)["B"] == "NO"
    assert fatal(report) == ["'no.hpp' file not found"]


def test_import_is_a_name_before_cxx20(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.cpp": "struct import { int a; };\nimport wire;\nstruct A { import i; };\n"})
    assert check(tmp_path, "a.cpp", std="c++17").problems == ()


def test_a_long_chain_of_modules(tmp_path: Path) -> None:
    count = 300
    chain = {
        f"m{at}.cppm": f"export module m{at};\nimport m{at + 1};\nexport struct S{at} {{ S{at + 1} s; }};\n"
        for at in range(count)
    }
    last = f"export module m{count};\nexport struct S{count} {{ ~S{count}(); }};\n"
    build(tmp_path, {**chain, f"m{count}.cppm": last, "user.cpp": "import m0;\nstruct A { S0 s; };\n"})
    report = check(tmp_path, "user.cpp")
    assert report.problems == ()
    assert values(report) == {"A": "NO"}


def test_a_change_in_a_module_changes_the_answer_of_a_kept_run(tmp_path: Path) -> None:
    build(tmp_path, {"wire.cppm": WIRE, "user.cpp": "import wire;\nstruct Holds { Wire wire; };\n"})
    words = (
        "check",
        "user.cpp",
        "-p",
        "build",
        "--no-cross-check",
        "--format",
        "json",
        "--cache-dir",
        str(tmp_path / "cache"),
    )

    def answer() -> object:
        report = json.loads(run_podcheck(*words, cwd=tmp_path).stdout)
        return report["records"][0]["traits"]["trivially_copyable"]["value"]

    assert answer() is False
    assert answer() is False
    (tmp_path / "wire.cppm").write_text(WIRE.replace("virtual ~Wire();", ""))
    assert answer() is True
    (tmp_path / "wire.cppm").write_text(WIRE.replace("module wire", "module other"))
    assert answer() is None


def test_what_commands_say_of_compiled_modules() -> None:
    words = [
        "-fmodule-file=a=x/a.pcm", "/reference", "b=b.ifc", "-fprebuilt-module-path=pre", "-fmodule-output=own.pcm",
        "-fmodule-file=old.pcm",
    ]  # fmt: skip
    taken = (("a", "/b/x/a.pcm"), ("b", "/b/b.ifc"), ("", "/b/pre"))
    assert find_modules(words, "/b", str, "out.pcm") == (taken, ("/b/own.pcm", "/b/out.pcm"))
    assert find_modules([], "/b", str, "a.o") == ((), ())


CMAKE = """\
cmake_minimum_required(VERSION 3.28)
project(modules CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(shapes)
target_sources(shapes PUBLIC FILE_SET CXX_MODULES FILES shapes.cppm part.cppm)
target_sources(shapes PRIVATE impl.cpp)
target_compile_definitions(shapes PRIVATE WIDE)
add_executable(app main.cpp)
target_link_libraries(app PRIVATE shapes)
"""
SHAPES = """\
module;
#include <stdint.h>
export module shapes;
export import :part;
#ifdef WIDE
using Number = int64_t;
#else
using Number = int8_t;
#endif
export struct Point { Number x, y; };
export struct Whole { Part part; Point point; };
export int area(Point);
"""


@pytest.mark.needs("cmake", "ninja", "clang++", "clang-scan-deps")
def test_what_cmake_builds(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "CMakeLists.txt": CMAKE,
            "shapes.cppm": SHAPES,
            "part.cppm": "export module shapes:part;\nexport struct Part { virtual ~Part(); };\n",
            "impl.cpp": "module shapes;\nstruct Inner { Whole w; };\n"
            "Part::~Part() = default;\nint area(Point p) { return int(p.x); }\n",
            "main.cpp": "import shapes;\nstruct Uses { Whole w; };\n"
            "struct Plain { Point p; };\nint main() { return area({}); }\n",
        },
    )
    run(tool("ninja"), "-C", str(cmake(tmp_path, "Ninja", clang())), cwd=tmp_path)
    report = check(tmp_path, "main.cpp", "impl.cpp", "shapes.cppm", "part.cppm", cross_check=True)
    assert fatal(report) == []
    expected = {"Uses": "NO", "Plain": "YES", "Inner": "NO", "Part": "NO", "Point": "YES", "Whole": "NO"}
    assert values(report) == expected
    sizes = {record.facts.name: record.facts.size for record in report.records}
    assert (sizes["Plain"], sizes["Uses"]) == (16, 24)
    assert [record.facts.name for record in report.records if record.mismatches] == []
    assert all(
        Truth.UNKNOWN not in (verdict.value for verdict in record.judgement.verdicts.values())
        for record in report.records
    )


def test_classes_that_modules_keep_to_themselves_are_no_two_definitions_of_one(tmp_path: Path) -> None:
    files = {
        "a.cppm": "export module a;\nstruct Detail { int a; };\nexport struct A { Detail d; };\n",
        "b.cppm": "export module b;\nstruct Detail { char b; };\nexport struct B { Detail d; };\n",
        "part.cppm": "export module b:part;\nstruct Same { int a; };\n",
        "impl.cpp": "module b;\nstruct Same { char a; };\n",
    }
    write_files(tmp_path, files)
    write_database(tmp_path, {file: f"-std=c++20 -o CMakeFiles/app.dir/{file}.o" for file in files})
    findings = check(tmp_path, *files).findings
    assert [(finding.code, finding.record) for finding in findings] == [("odr-violation", "Same")]
