"""Uses in headers of the project: templates by the instances that sources make, with shared headers and without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from tests.cli.running import podcheck as command
from tests.rules.uses.test_findings import findings

HEADER = """#pragma once
#include <cstring>
struct Name { Name(); Name(const Name&); ~Name(); int id; };
struct Point { int x; };
template<class T> void zero(T& what) { memset((void*)&what, 0, sizeof what); }
template<class T> void outer(T* what) { zero(*what); }
template<class T> struct Holder {
  T* held = nullptr;
  ~Holder() { memset((void*)held, 0, sizeof *held); }
  void never() { memcpy((void*)held, (void*)held, sizeof *held); }
};
"""


def project(folder: Path, **sources: str) -> Path:
    """Make it: a header that a folder of -I has, and the sources."""
    (folder / "include").mkdir()
    (folder / "include" / "part.hpp").write_text(HEADER)
    commands = []
    for name, text in sources.items():
        (folder / f"{name}.cpp").write_text(f"#include <part.hpp>\n{text}\n")
        commands.append(
            {"directory": str(folder), "file": f"{name}.cpp", "arguments": ["c++", "-Iinclude", f"{name}.cpp"]}
        )
    (folder / "compile_commands.json").write_text(json.dumps(commands))
    return folder


def found_in(folder: Path, *options: str) -> list[str]:
    """Return file, line and message of what is found in the sources, reported headers or not."""
    files = sorted(str(path) for path in folder.glob("*.cpp"))
    options = ("--no-cross-check", "--no-cache", "--no-config", "-j1", "--format", "json", *options)
    done = command("check", *files, "-p", str(folder), *options)
    report = json.loads(done.stdout)
    return [
        f"{Path(item['location']['file']).name}:{item['location']['line']}: {item['message']}"
        for item in report["findings"]
    ]


@pytest.mark.parametrize("options", [(), ("--isolate",), ("--headers", "(?!)")], ids=["shared", "isolated", "sources"])
def test_a_template_of_a_header_is_looked_into_and_its_instance_told_once(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = project(
        tmp_path, a="void f(Name& n, Point& p) { zero(n); zero(p); }", b="void g(Name* n) { outer(n); }", c="int x;"
    )
    (result,) = found_in(folder, *options)
    assert result.startswith("part.hpp:5: memset sets the bytes of 'Name', which is not trivially copyable")
    assert "in the instance zero<Name> from a.cpp:2 (undefined" in result


def test_an_instance_that_an_instance_needs_is_told_from_where_the_source_begins(tmp_path: Path) -> None:
    (result,) = found_in(project(tmp_path, b="\nvoid g(Name* n) { outer(n); }"))
    assert "in the instance zero<Name> from b.cpp:3" in result


def test_a_destructor_that_nobody_writes_a_call_of_is_looked_into(tmp_path: Path) -> None:
    (result,) = found_in(project(tmp_path, a="void f() { Holder<Name> local; }"))
    assert result.startswith("part.hpp:9: memset sets the bytes of 'Name'")


def test_a_member_that_nothing_needs_is_not(tmp_path: Path) -> None:
    assert found_in(project(tmp_path, a="void f(Holder<Name>* h) { h->held = nullptr; }")) == []


def test_without_uses_nothing_of_headers_is_said(tmp_path: Path) -> None:
    assert found_in(project(tmp_path, a="void f(Name& n) { zero(n); }"), "--no-uses") == []


SHARED = """#include <atomic>
#include <cstring>
struct Shared { Shared() = default; std::atomic<int> count; int id; };
void f(void* to, Shared* s) { memcpy(to, (void*)s, sizeof *s); }
"""


@pytest.mark.needs("g++")
@pytest.mark.parametrize(("verdict", "codes"), [("standard", ["raw-copy"]), ("compilers", []), ("both", [])])
def test_a_use_counts_as_compilers_see_the_class_where_they_decide(verdict: str, codes: list[str]) -> None:
    report = podcheck.check("use.cpp", text=SHARED, compilers=["g++"], verdict=verdict)
    assert [finding.code for finding in report.findings] == codes


@pytest.mark.parametrize(
    ("members", "lost"),
    [
        ("K() : id(7), count(0) {} int id; int count;", "`id(7)` is lost"),
        ("K() : id{0}, count{7} {} int id; int count;", "`count{7}` is lost"),
        ("K() : id{f(1, (2))}, count{7} { id = 0; } static int f(int, int); int id; int count;", "`count{7}` is lost"),
        ("K() : id(0) { count = -1; } int id; int count;", "`count = -1` is lost"),
        ("int id = 0; int port = 80;", "the initial value of 'port' is lost"),
    ],
)
def test_the_value_that_is_lost_is_told(members: str, lost: str) -> None:
    text = f"#include <cstring>\nstruct K {{ {members} }};\nvoid f(K& k) {{ memset(&k, 0, sizeof k); }}\n"
    (finding,) = podcheck.check("use.cpp", text=text, cross_check=False).findings
    assert (finding.code, lost in finding.message) == ("raw-fill-skips-constructor", True)


def test_classes_made_of_pointers_to_members_of_other_classes_are_not_the_same() -> None:
    text = "template<class T> struct B { T t; };\nstruct X; struct Y;\nB<int X::*> a;\nB<int Y::*> b;\n"
    report = podcheck.check("use.cpp", text=text, cross_check=False)
    assert [record.facts.name for record in report.records] == ["B<T>", "B<int X::*>", "B<int Y::*>"]


def test_an_error_in_a_function_of_a_header_does_not_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "include").mkdir()
    header = "#pragma once\nstruct P { int a; };\ninline int bad(P& p) { register int x = p.a; return x; }\n"
    (tmp_path / "include" / "part.hpp").write_text(header)
    file = tmp_path / "use.cpp"
    file.write_text(TEXT.replace("#include <string>", "#include <part.hpp>"))
    report = podcheck.check(str(file), std="c++17", clang_args=[f"-I{tmp_path / 'include'}"], cross_check=False)
    assert report.problems == ()
    assert [finding.code for finding in report.findings] == ["raw-copy"]


TEXT = """#include <cstring>
#include <string>
struct Name { Name(const Name&); P part; };
void copy(Name* to, const Name* from) { memcpy((void*)to, from, sizeof *to); }
"""


def test_a_member_of_a_template_is_from_where_its_class_is_named() -> None:
    text = """#include <cstring>
struct Name { Name(const Name&); int id; };
template<class T> struct Held { T* p; void reset() { memset((void*)p, 0, sizeof(T)); } ~Held() { reset(); } };
void f() { Held<Name> held; }
void g(Held<Name>& held) { held.reset(); }"""
    (found,) = findings(text)
    assert "in the instance Held<Name>::reset from use.cpp:5 (undefined" in found.message
    (found,) = findings(text.replace("void g(Held<Name>& held) { held.reset(); }", ""))
    assert "in the instance Held<Name>::reset of the class that use.cpp:4 names (undefined" in found.message


def test_a_string_is_copied_by_what_it_holds() -> None:
    text = "#include <cstring>\n#include <string>\nvoid f(char* to, std::string* s, int i) { memcpy(to, &s[i], 4); }"
    (found,) = findings(text)
    assert found.fix == "Copy what it holds, from its data(): its own bytes are pointers and sizes."
