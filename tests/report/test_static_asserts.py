"""`podcheck asserts`: the header compiles with every compiler, and stops to when a class loses something."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from podcheck.crosscheck.compilers import find_compilers
from tests.cli.running import REPOSITORY, podcheck

COMPILERS, _ = find_compilers(())

HEADER = """\
#pragma once
namespace wire {
struct Header { int id; short kind; char c[3]; unsigned f : 3; double d; private: static int s; };
template<class T, int N> struct Box { T t[N]; int n; };
class Outer { struct Priv { int a; }; public: struct Pub { Priv p; int q; }; Box<Priv, 2> b; };
struct Text { Text(const Text&); char* s; };
union U { int a; float f; };
struct { int z; } var;
typedef struct { int w; } Named;
inline void f() { struct Local { int a; }; (void)sizeof(Local); }
namespace { struct Anon { int q; }; }
struct Poly { virtual void f() = 0; };
struct Fin final {};
extern Box<int, 3> box;
struct NoCopy { NoCopy(const NoCopy&) = delete; NoCopy& operator=(const NoCopy&) = delete; };
}
"""


def compiles(folder: Path, std: str, source: str = '#include "asserts.hpp"\nint main() {}\n') -> list[str]:
    """The errors of every compiler."""
    (folder / "main.cpp").write_text(source)
    errors: list[str] = []
    for compiler in COMPILERS:
        command = [*compiler.command, f"-std={std}", "-Wall", "-Wdeprecated", "-fsyntax-only", "main.cpp"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        errors += [line for line in done.stderr.splitlines() if "error" in line or "deprecated" in line]
        assert done.returncode == 0 or errors
    return errors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire.hpp").write_text(HEADER)
    return tmp_path


@pytest.mark.parametrize("std", ["c++11", "c++20"])
def test_the_header_compiles_with_every_compiler(folder: Path, std: str) -> None:
    done = podcheck("asserts", "wire.hpp", "--std", std, "--layout", "-o", "asserts.hpp", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert COMPILERS
    assert compiles(folder, std) == []


def test_it_says_what_holds_and_why_something_is_left_out(folder: Path) -> None:
    text = podcheck("asserts", "wire.hpp", "--layout", cwd=folder).stdout
    assert '#include "wire.hpp"\n' in text
    assert (
        'static_assert(std::is_trivially_copyable< ::wire::Header >::value, "wire::Header lost trivially_copyable");'
        in text
    )
    assert "static_assert(offsetof(::wire::Header, d) == 16" in text
    assert "static_assert(sizeof(::wire::Box< int, 3 >) == 16" in text
    assert "is_trivially_copyable< ::wire::Text >" not in text
    assert "// wire::Outer::Priv: not asserted, it is private, or its name needs one that is\n" in text
    assert "// wire::Box<wire::Outer::Priv, 2>: not asserted, it is private" in text
    assert "// wire::f()::Local: not asserted, a local class\n" in text
    assert "(unnamed struct at wire.hpp:8:1): not asserted, it can't be named\n" in text
    differing = [line for line in text.splitlines() if "left out, no by the standard" in line]
    assert any(line.startswith("// std::is_trivially_copyable: ") and "(CWG1734)" in line for line in differing)


@pytest.fixture(scope="module")
def asserted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asserted")
    (folder / "wire.hpp").write_text(HEADER)
    done = podcheck("asserts", "wire.hpp", "--layout", "-o", "asserts.hpp", "--no-cross-check", cwd=folder)
    assert done.returncode == 0
    return folder


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("struct Header { int id;", "struct Header { ~Header(); int id;", "wire::Header lost trivially_copyable"),
        ("int q; };", "int q; char more; };", "wire::Outer::Pub has another size"),
        ("struct Fin final", "struct Fin", "wire::Fin lost final"),
        ("T t[N]; int n;", "int n; T t[N];", "wire::Box<int, 3>::n has another offset"),
    ],
)
def test_a_class_that_loses_something_stops_the_build(asserted: Path, old: str, new: str, lost: str) -> None:
    assert old in HEADER
    (asserted / "wire.hpp").write_text(HEADER.replace(old, new))
    assert sum(lost in error for error in compiles(asserted, "c++20")) == len(COMPILERS)


def test_the_includes_are_relative_to_where_it_is_written(folder: Path) -> None:
    (folder / "tests").mkdir()
    done = podcheck("asserts", "wire.hpp", "--only", "pod", "--std", "c++17", "-o", "tests/asserts.hpp", cwd=folder)
    text = (folder / "tests" / "asserts.hpp").read_text()
    assert (done.returncode, '#include "../wire.hpp"' in text) == (0, True)
    assert {line.partition("<")[0] for line in text.splitlines() if line.startswith("static")} == {
        "static_assert(std::is_pod"
    }


def test_a_source_alone_includes_it_at_its_end(folder: Path) -> None:
    (folder / "a.cpp").write_text("struct A { int a; };\n")
    assert podcheck("asserts", "a.cpp", "-o", "asserts.hpp", cwd=folder).returncode == 0
    assert "// Include it at the end of a.cpp, which defines the classes.\n" in (folder / "asserts.hpp").read_text()
    assert compiles(folder, "c++20", 'struct A { int a; };\n#include "asserts.hpp"\n') == []
    both = podcheck("asserts", "wire.hpp", "a.cpp", "--no-cross-check", cwd=folder)
    assert "note: the classes of 1 source files are skipped" in both.stderr
    assert "::A >" not in both.stdout


def test_dialects_without_static_assert_and_unknown_traits_are_refused(folder: Path) -> None:
    assert "C++98 has no static_assert" in podcheck("asserts", "wire.hpp", "--std", "c++98", cwd=folder).stderr
    done = podcheck("asserts", "wire.hpp", "--only", "podd", cwd=folder)
    assert (done.returncode, done.stderr) == (2, "podcheck: unknown trait 'podd'\n  Did you mean pod?\n")
    done = podcheck("asserts", "wire.hpp", "-o", "none/x.hpp", "--no-cross-check", cwd=folder)
    assert (done.returncode, done.stderr) == (2, "podcheck: none/x.hpp: can't be written: No such file or directory\n")


@pytest.mark.parametrize(
    "sample", ["class.mem/where_classes_are.cpp", "temp/instantiations.cpp", "divergences/generated_cxx20.cpp"]
)
def test_the_asserts_of_samples_compile_behind_them(tmp_path: Path, sample: str) -> None:
    source = (REPOSITORY / "cpp_samples" / sample).read_text()
    (tmp_path / "sample.cpp").write_text(source)
    done = podcheck("asserts", "sample.cpp", "--layout", "--std", "c++20", "-o", "asserts.hpp", cwd=tmp_path)
    assert done.returncode == 0
    assert "static_assert(" in (tmp_path / "asserts.hpp").read_text()
    assert compiles(tmp_path, "c++20", f'{source}\n#include "asserts.hpp"\n') == []
