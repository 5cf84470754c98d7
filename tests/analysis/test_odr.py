"""A class that is not the same in every file of a program is a finding; what only looks alike is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from tests.builds import run_cmake, run_meson, write_database, write_files

OTHERWISE = "'S' differs between b.cpp and a.cpp, at a.cpp:1:8: "
DERIVED = OTHERWISE.replace("1:8", "1:21")
LARGER = "'S' differs between b.cpp and a.cpp: "
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "another type": (
        {"a.cpp": "struct S { int a; };", "b.cpp": "struct S { long a; };"},
        [f"{OTHERWISE}member 'a' is 'int' in a.cpp, 'long' in b.cpp; 4 bytes in a.cpp, 8 bytes in b.cpp"],
    ),
    "another type of the same size": (
        {"a.cpp": "struct S { int a, b; };", "b.cpp": "struct S { int a; float b; };"},
        [f"{OTHERWISE}member 'b' is 'int' in a.cpp, 'float' in b.cpp"],
    ),
    "another order of members": (
        {"a.cpp": "struct S { int a; int b; };", "b.cpp": "struct S { int b; int a; };"},
        [f"{OTHERWISE}member 1 is 'a' in a.cpp, 'b' in b.cpp"],
    ),
    "a member less in the middle": (
        {"a.cpp": "struct S { short a; char b; char c; };", "b.cpp": "struct S { short a; char c; };"},
        [f"{OTHERWISE}member 'b' is in a.cpp, not in b.cpp"],
    ),
    "only the first of several": (
        {"a.cpp": "struct S { char a; };", "b.cpp": "struct S { short x; long y; int z[4]; };"},
        [f"{OTHERWISE}member 'a' is in a.cpp, not in b.cpp; 1 byte in a.cpp, 32 bytes in b.cpp"],
    ),
    "another width": (
        {"a.cpp": "struct S { int a : 3, b : 4; };", "b.cpp": "struct S { int a : 4, b : 4; };"},
        [f"{OTHERWISE}member 'a' is 'int : 3' in a.cpp, 'int : 4' in b.cpp"],
    ),
    "another base": (
        {"a.cpp": "struct A {}; struct S : A {};", "b.cpp": "struct A {}; struct S {};"},
        [f"{DERIVED}base 'A' is in a.cpp, not in b.cpp"],
    ),
    "a virtual base": (
        {"a.cpp": "struct A {}; struct S : A {};", "b.cpp": "struct A {}; struct S : virtual A {};"},
        [f"{DERIVED}base 'A' is 'not virtual' in a.cpp, 'virtual' in b.cpp; 1 byte in a.cpp, 8 bytes in b.cpp"],
    ),
    "another virtual function": (
        {"a.cpp": "struct S { virtual void f(); };", "b.cpp": "struct S { virtual void g(); };"},
        [f"{OTHERWISE}virtual function 'f' is in a.cpp, not in b.cpp"],
    ),
    "only the size": (
        {"a.cpp": "struct S { int a; };", "b.cpp": "struct alignas(8) S { int a; };"},
        ["'S' differs between b.cpp and a.cpp, at a.cpp:1:8: 4 bytes in a.cpp, 8 bytes in b.cpp"],
    ),
    "within an anonymous union": (
        {"a.cpp": "struct S { union { int a; float b; }; };", "b.cpp": "struct S { union { int a; unsigned b; }; };"},
        [f"{OTHERWISE}member 'b' is 'float' in a.cpp, 'unsigned int' in b.cpp"],
    ),
    "within the class of a member": (
        {"a.cpp": "struct S { struct { int a; } s[2]; };", "b.cpp": "struct S { struct { float a; } s[2]; };"},
        [f"{OTHERWISE}member 's.a' is 'int' in a.cpp, 'float' in b.cpp"],
    ),
    "a macro in one header": (
        {
            "a.cpp": '#include "s.hpp"\n',
            "b.cpp": '#define LARGE\n#include "s.hpp"\n',
            "s.hpp": "#pragma once\nstruct S {\n#ifdef LARGE\nlong a;\n#endif\nchar b; };\n",
        },
        [f"{LARGER}member 'a' is in b.cpp, not in a.cpp; 1 byte in a.cpp, 16 bytes in b.cpp"],
    ),
    "another destructor": (
        {"a.cpp": "struct S { ~S(); };", "b.cpp": "struct S { };"},
        [f"{OTHERWISE}special member function 'destructor' is in a.cpp, not in b.cpp"],
    ),
    "the same text": ({"a.cpp": "struct S { int a; };", "b.cpp": "struct S { int a; };"}, []),
    "the same text with unnamed classes elsewhere": (
        {"a.cpp": "struct S { union { int a; }; };", "b.cpp": "\n\n struct S { union { int a; }; };"},
        [],
    ),
    "unnamed namespaces": (
        {"a.cpp": "namespace { struct S { int a; }; }", "b.cpp": "namespace { struct S { long a; }; }"},
        [],
    ),
    "local classes": (
        {"a.cpp": "void f() { struct S { int a; }; }", "b.cpp": "void g() { struct S { long a; }; }"},
        [],
    ),
    "instances, of which each file needs something else": (
        {
            "a.cpp": "#include <vector>\nstd::vector<int> a;",
            "b.cpp": "#include <vector>\nstd::vector<int> b(7); auto c = b;",
        },
        [],
    ),
}


def findings(folder: Path, monkeypatch: pytest.MonkeyPatch, *paths: str) -> list[str]:
    """The messages of a run over the folder's build, or over these files of it."""
    monkeypatch.chdir(folder)
    build_dir = "build" if (folder / "build").is_dir() else None
    report = podcheck.check(*paths, build_dir=build_dir, headers=r"\.hpp$", cross_check=False)
    assert [problem.message for problem in report.problems if problem.fatal] == []
    assert {finding.code for finding in report.findings} <= {"odr-violation"}
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize("name", CASES)
def test_a_class_that_is_another_one_in_another_file_of_a_target(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, expected = CASES[name]
    write_files(tmp_path, files)
    write_database(tmp_path, {name: f"-o CMakeFiles/app.dir/{name}.o" for name in ("a.cpp", "b.cpp")})
    monkeypatch.chdir(tmp_path)
    report = podcheck.check("a.cpp", "b.cpp", build_dir="build", headers=r"\.hpp$", cross_check=False)
    assert [(finding.code, finding.message) for finding in report.findings] == [
        ("odr-violation", text) for text in expected
    ]
    for finding in report.findings:
        (other,) = finding.related
        assert other.location.file == ("s.hpp" if "s.hpp" in files else "a.cpp")
        assert finding.location.file == ("s.hpp" if "s.hpp" in files else "b.cpp")


@pytest.mark.parametrize("words", ["", "-o build/obj/{0}.o"])
@pytest.mark.parametrize("database", [False, True])
@pytest.mark.parametrize("name", ["another type", "a macro in one header"])
def test_files_whose_program_nobody_knows(
    name: str, database: bool, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class of one header, with the same flags, is worth a word; two of the same name may be of two programs."""
    write_files(tmp_path, CASES[name][0])
    if database:
        write_database(tmp_path, {name: words.format(name) for name in ("a.cpp", "b.cpp")})
    expected = CASES[name][1] if name == "a macro in one header" else []
    assert findings(tmp_path, monkeypatch, "a.cpp", "b.cpp") == expected


@pytest.mark.parametrize("database", [False, True])
def test_what_a_template_makes_of_each_sources_own_class(
    database: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two classes of one name make two instances of one name; that the first two are at odds is the finding."""
    own = '#include "box.hpp"\nstruct S { %s a; };\nBox<S> box;\n'
    write_files(
        tmp_path,
        {
            "box.hpp": "#pragma once\ntemplate<class T> struct Box { T held; bool is_set; };\n",
            "a.cpp": own % "int",
            "b.cpp": own % "long",
        },
    )
    if database:
        write_database(tmp_path, {name: f"-o CMakeFiles/app.dir/{name}.o" for name in ("a.cpp", "b.cpp")})
    named = [message.split("'")[1] for message in findings(tmp_path, monkeypatch, "a.cpp", "b.cpp")]
    assert named == ["S"] * database


def test_an_instance_of_one_headers_class_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(
        tmp_path,
        {
            "box.hpp": "#pragma once\ntemplate<class T> struct Box { T held;\n#ifdef A\nbool is_set;\n#endif\n};\n"
            "struct S { int a; };\n",
            "a.cpp": '#define A\n#include "box.hpp"\nBox<S> box;\n',
            "b.cpp": '#include "box.hpp"\nBox<S> box;\n',
        },
    )
    named = {message.split("'")[1] for message in findings(tmp_path, monkeypatch, "a.cpp", "b.cpp")}
    assert named == {"Box<S>"}


def test_other_flags_may_be_those_of_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "#pragma once\nstruct S { char a;\n#ifdef LARGE\nlong b;\n#endif\n};\n"
    write_files(tmp_path, {"s.hpp": header, "a.cpp": '#include "s.hpp"\n', "b.cpp": '#include "s.hpp"\n'})
    write_database(tmp_path, {"a.cpp": "", "b.cpp": "-DLARGE"})
    assert findings(tmp_path, monkeypatch) == []


def test_a_file_with_an_error_says_nothing_of_what_its_classes_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "#pragma once\nstruct S { char a;\n#ifdef LARGE\nlong b;\n#endif\n};\n"
    files = {"s.hpp": header, "a.cpp": '#define LARGE\n#include "s.hpp"\n', "b.cpp": '#include "s.hpp"\n'}
    write_files(tmp_path, {**files, "c.cpp": '#include "defines_large.h"\n#include "s.hpp"\n'})
    write_database(tmp_path, {f"{name}.cpp": f"-o CMakeFiles/app.dir/{name}.cpp.o" for name in "abc"})
    monkeypatch.chdir(tmp_path)
    for pair, count in (("ab", 1), ("ac", 0)):
        report = podcheck.check(*(f"{name}.cpp" for name in pair), headers=r"\.hpp$", cross_check=False)
        assert [finding.code for finding in report.findings] == ["odr-violation"] * count


def test_a_header_alone_is_in_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It borrows the flags of a source, and may be another one there by what the source defines before it."""
    write_files(tmp_path, CASES["a macro in one header"][0])
    (tmp_path / "a.cpp").unlink()
    assert findings(tmp_path, monkeypatch, "s.hpp", "b.cpp") == []
    write_database(tmp_path, {"b.cpp": "-o CMakeFiles/app.dir/b.cpp.o"})
    assert findings(tmp_path, monkeypatch, "s.hpp", "b.cpp") == []


TOOLS = {
    "serve/main.cpp": '#include "core.hpp"\nstruct Options { short port; };\nint main() { Buffer b; }\n',
    "serve/log.cpp": "struct Options { short port; };\nstruct Level { int value; };\n",
    "fetch/main.cpp": '#include "core.hpp"\nstruct Options { char verbose; };\nint main() { Buffer b; }\n',
    "wide/main.cpp": '#include "core.hpp"\nstruct Options { long much; };\nint main() { Buffer b; }\n',
    "core/core.cpp": '#include "core.hpp"\nint size() { return sizeof(Buffer); }\n',
    "core/core.hpp": "#pragma once\nstruct Buffer {\n#ifdef WIDE\n  long at;\n#else\n  int at;\n#endif\n};\n",
}
"""Three tools with a class Options each; two are linked with core, which one of them, serve, reads otherwise."""

LEVEL = "struct Level { float value; };\n"
LEVELS = (
    "'Level' differs between serve/main.cpp and serve/log.cpp, at serve/log.cpp:2:8: "
    "member 'value' is 'int' in serve/log.cpp, 'float' in serve/main.cpp"
)
BUFFERS = [
    f"'Buffer' differs between {other} and {first}: "
    f"member 'at' is '{types[0]}' in {first}, '{types[1]}' in {other}; "
    f"{sizes[0]} bytes in {first}, {sizes[1]} bytes in {other}"
    for first, other, types, sizes in (
        ("core/core.cpp", "serve/main.cpp", ("int", "long"), (4, 8)),
        ("serve/main.cpp", "core/core.cpp", ("long", "int"), (8, 4)),
    )
]
"""By which file is read first, which each build decides in its own way."""


def write_cmake(folder: Path, kind: str = "STATIC", link: str = "core") -> None:
    """The tools with CMake; core is of that kind."""
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(tools CXX)\nset(CMAKE_CXX_STANDARD 20)\nadd_subdirectory(core)\n"
        "add_subdirectory(serve)\nadd_subdirectory(fetch)\nadd_subdirectory(wide)\n"
    )
    of_core = f"add_library(core {kind} core.cpp)\ntarget_include_directories(core PUBLIC .)\n"
    of_core += "set_target_properties(core PROPERTIES VERSION 1.2.3 SOVERSION 1)\n" if kind == "SHARED" else ""
    (folder / "core" / "CMakeLists.txt").write_text(of_core)
    wide = "target_compile_definitions({0} PRIVATE WIDE)\n"
    linked = f"target_link_libraries({{0}} PRIVATE {link})\n"
    includes = "target_include_directories({0} PRIVATE ../core)\nadd_dependencies({0} core)\n"
    for name, sources, more in (
        ("serve", "log.cpp main.cpp", linked + wide + includes),
        ("fetch", "main.cpp", linked + includes),
        ("wide", "main.cpp", wide + includes),
    ):
        text = f"add_executable({name} {sources})\n{more.format(name)}"
        (folder / name / "CMakeLists.txt").write_text(text)


def write_meson(folder: Path) -> None:
    """The tools with Meson."""
    (folder / "meson.build").write_text(
        "project('tools', 'cpp', default_options: ['cpp_std=c++20'])\ninc = include_directories('core')\n"
        "core = static_library('core', 'core/core.cpp', include_directories: inc)\n"
        "executable('serve', 'serve/log.cpp', 'serve/main.cpp', include_directories: inc, link_with: core,\n"
        "  cpp_args: ['-DWIDE'])\n"
        "executable('fetch', 'fetch/main.cpp', include_directories: inc, link_with: core)\n"
        "executable('wide', 'wide/main.cpp', include_directories: inc, cpp_args: ['-DWIDE'])\n"
    )


def configure(folder: Path, build: str, *, file_api: bool = False) -> None:
    if build == "Meson":
        write_meson(folder)
        run_meson(folder)
    elif build == "by hand":
        write_database(
            folder,
            {
                "core/core.cpp": "-o out/CMakeFiles/core.dir/core.cpp.o",
                "serve/log.cpp": f"-DWIDE -I{folder}/core -o out/serve.p/log.cpp.o",
                "serve/main.cpp": f"-DWIDE -I{folder}/core -o out/serve.p/main.cpp.o",
                "fetch/main.cpp": f"-I{folder}/core -o out/CMakeFiles/fetch.dir/main.cpp.o",
                "wide/main.cpp": f"-DWIDE -I{folder}/core -o more/CMakeFiles/fetch.dir/main.cpp.o",
            },
        )
    else:
        write_cmake(folder)
        run_cmake(folder, build, file_api=file_api)


BUILDS = ["Unix Makefiles", "Ninja", "Meson", "by hand"]


@pytest.mark.parametrize("build", BUILDS)
def test_each_program_may_have_a_class_of_its_own(build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether core is linked with serve, no path of an object file says."""
    write_files(tmp_path, TOOLS)
    configure(tmp_path, build)
    assert findings(tmp_path, monkeypatch) == []


@pytest.mark.parametrize("paths", [(), ("serve/log.cpp", "serve/main.cpp"), (".",)])
@pytest.mark.parametrize("build", BUILDS)
def test_a_target_may_not_have_two(
    build: str, paths: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {**TOOLS, "serve/main.cpp": TOOLS["serve/main.cpp"] + LEVEL})
    configure(tmp_path, build)
    assert findings(tmp_path, monkeypatch, *paths) == [LEVELS]


@pytest.mark.parametrize("generator", ["Unix Makefiles", "Ninja"])
@pytest.mark.parametrize("kind", ["STATIC", "SHARED", "OBJECT"])
def test_cmake_says_what_is_linked_with_what(
    generator: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Core is in two programs; one reads it in two ways. What only waits for it may do as it likes."""
    write_files(tmp_path, TOOLS)
    write_cmake(tmp_path, kind, "core" if kind != "OBJECT" else "$<TARGET_OBJECTS:core>")
    if kind == "OBJECT":
        text = (tmp_path / "wide" / "CMakeLists.txt").read_text()
        (tmp_path / "wide" / "CMakeLists.txt").write_text(text.replace("add_dependencies(wide core)", ""))
    run_cmake(tmp_path, generator, file_api=True)
    (message,) = findings(tmp_path, monkeypatch)
    assert message in BUFFERS


def test_a_library_within_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a static library is linked with comes into the program through it."""
    write_files(tmp_path, {**TOOLS, "between.cpp": "int between() { return 1; }\n"})
    write_cmake(tmp_path, link="between")
    text = (tmp_path / "CMakeLists.txt").read_text()
    more = "add_library(between STATIC between.cpp)\ntarget_link_libraries(between PUBLIC core)\n"
    (tmp_path / "CMakeLists.txt").write_text(text + more)
    run_cmake(tmp_path, "Ninja", file_api=True)
    (message,) = findings(tmp_path, monkeypatch)
    assert message in BUFFERS


def test_configurations_side_by_side_are_programs_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class may be larger in a debug build; within one configuration it is one class."""
    checked = "#pragma once\nstruct Buffer {\n#ifndef NDEBUG\n  long checks;\n#endif\n  int at;\n};\n"
    write_files(tmp_path, {**TOOLS, "core/core.hpp": checked})
    write_cmake(tmp_path)
    for file_api in (False, True):
        run_cmake(tmp_path, "Ninja Multi-Config", file_api=file_api)
        assert findings(tmp_path, monkeypatch) == []
    (tmp_path / "core" / "core.hpp").write_text(TOOLS["core/core.hpp"])
    (message,) = findings(tmp_path, monkeypatch)
    assert message in BUFFERS


def test_a_file_that_a_program_has_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built for a library and for the program itself, with other flags."""
    write_files(tmp_path, TOOLS)
    write_cmake(tmp_path)
    text = (tmp_path / "serve" / "CMakeLists.txt").read_text()
    (tmp_path / "serve" / "CMakeLists.txt").write_text(text.replace("main.cpp)", "../core/core.cpp)"))
    run_cmake(tmp_path, "Ninja", file_api=True)
    (message,) = findings(tmp_path, monkeypatch)
    assert message.startswith("'Buffer' differs between core/core.cpp built with other flags and core/core.cpp: ")
