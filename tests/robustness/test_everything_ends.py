"""Whatever the input, a run ends: none of these did, or only after minutes and more with each level."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import podcheck
from podcheck import Trait, Truth
from podcheck.config.toml_lines import line_of
from podcheck.cpp.modules import without_module
from podcheck.cpp.preprocessor import file_effects
from podcheck.crosscheck.local_probes import with_probes_in_place
from podcheck.crosscheck.rejected_classes import find_rejected
from podcheck.discovery.response_files import ResponseError, ResponseFiles
from podcheck.extract.prefix.source_text import read_source_text
from podcheck.fixes.source.tokens import Text
from podcheck.policy.comments.directives import contract_terms
from podcheck.policy.comments.source_text import page_of
from podcheck.policy.contracts import padding
from podcheck.policy.contracts.globs import fits_path
from podcheck.report.layout import wording
from podcheck.rules import templates
from tests.cli.running import podcheck as run
from tests.test_files import NO_FILES, WHY, make

SOURCE = "namespace ns { struct Base { Base(const Base&); int i; }; struct Holder { Base base; }; }\n"


@pytest.mark.parametrize("columns", ["1", "2", "3", "4"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.cpp", "--no-cross-check"),
        ("explain", "ns::Holder", "a.cpp", "--no-cross-check"),
        ("explain", "ns::Holder", "a.cpp", "--no-cross-check", "--std", "all"),
        ("layout", "ns::Holder", "a.cpp"),
        ("rule",),
        ("rule", "user-provided"),
    ],
    ids=" ".join,
)
def test_a_terminal_that_is_hardly_there(arguments: tuple[str, ...], columns: str, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(SOURCE)
    done = run(*arguments, cwd=tmp_path, COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def nested(levels: int) -> str:
    """Each class is defined where a member of its type is declared."""
    begin = "".join(f"struct S{number} {{ " for number in range(levels))
    return begin + "int i;" + "".join(f" }} m{number};" for number in range(levels)[::-1])


def test_classes_that_are_defined_in_declarators() -> None:
    text = f"{nested(40)} void function() {{ {nested(40)} }} template<class T> struct O {{ {nested(40)} }}; O<int> o;"
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    names = [record.facts.name for record in report.records]
    assert [problem.message for problem in report.problems] == []
    assert [names.count(name) for name in ("S0", "O<T>", "O<int>")] == [1, 1, 1]
    assert len(names) == 40 + 40 + 41 + 41


def test_function_types_of_function_types() -> None:
    text = "typedef void F0();\n" + "".join(f"typedef void F{n}(F{n - 1}*, F{n - 1}*);\n" for n in range(1, 40))
    report = podcheck.check("a.cpp", text=f"{text}struct S {{ F39* f; }};", cross_check=False)
    assert [record.judgement.verdicts[Trait.POD].value for record in report.records] == [Truth.YES]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("template<class T> struct O { struct Loop { Loop l; }; };", "a.cpp:1:49"),
        ("template<class T> struct O { struct A; struct B { A a; }; struct A { B b[2]; }; };", "a.cpp:1:72"),
        ("template<class T> struct O { struct A; struct B { A a; }; struct A { B b; }; }; struct P { int i; };", ""),
    ],
)
def test_a_pattern_that_holds_itself_is_told_as_an_error(text: str, place: str) -> None:
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    (problem,) = report.problems
    assert problem.message.startswith("field has incomplete type '")
    assert (report.exit_status, place in str(problem.location)) == (2, True)
    verdicts = {record.facts.name: record.judgement.verdicts[Trait.TRIVIAL].value for record in report.records}
    assert verdicts["O<T>"] is Truth.YES
    assert verdicts.get("P", Truth.YES) is Truth.YES
    assert Truth.UNKNOWN in verdicts.values()


def test_an_error_that_libclang_tells_is_told_once() -> None:
    text = "template<class T> struct O { struct Loop { Loop l; }; }; O<int> o; O<int>::Loop l;"
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    assert [problem.message for problem in report.problems] == ["field has incomplete type 'Loop'"]


REASON = "can't be read: {}"
LAST = {"folder": "no C++ source in this directory"}


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_source_that_is_no_file(kind: str, tmp_path: Path) -> None:
    make(kind, tmp_path / "a.cpp")
    (tmp_path / "b.cpp").write_text(SOURCE)
    done = run("check", "a.cpp", "b.cpp", "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"podcheck: a.cpp: {LAST.get(kind, REASON.format(WHY[kind]))}\n")
    assert "ns::Base" in done.stdout
    folder = run("check", str(tmp_path), "--no-cross-check", "--no-cache", "-j", "2")
    assert (folder.returncode, "ns::Base" in folder.stdout) == (0 if kind == "folder" else 2, True)


@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "b.cpp", "--no-cross-check", "--baseline", "odd"),
        ("check", "b.cpp", "--no-cross-check", "--config", "odd"),
        ("baseline", "update", "b.cpp", "--no-cross-check", "--baseline", "odd"),
        ("diff", "odd", "odd"),
        ("explain", "ns::Base", "odd", "--include", "cstddef", "--no-cross-check"),
        ("layout", "ns::Base", "odd"),
        ("asserts", "odd", "--no-cross-check"),
    ],
    ids=" ".join,
)
def test_any_other_input_that_is_no_file(arguments: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    make(kind, tmp_path / "odd")
    (tmp_path / "b.cpp").write_text(SOURCE)
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert WHY[kind] in done.stderr or LAST.get(kind, "?") in done.stderr
    assert "internal error" not in done.stderr


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_database_and_its_response_files_that_are_no_files(kind: str, tmp_path: Path) -> None:
    (tmp_path / "b.cpp").write_text(SOURCE)
    make(kind, tmp_path / "odd.rsp")
    item = {"directory": str(tmp_path), "file": "b.cpp", "command": "c++ @odd.rsp -c b.cpp"}
    database = tmp_path / "compile_commands.json"
    database.write_text(json.dumps([item]))
    done = run("check", "b.cpp", "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert (done.returncode, "ns::Base" in done.stdout) == (2, True)
    assert WHY[kind] in done.stderr or "is outside the source tree and was not read" in done.stderr
    database.unlink()
    make(kind, database)
    done = run("check", "b.cpp", "-p", ".", "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert (done.returncode, "ns::Base" in done.stdout) == (2, True)


@pytest.mark.parametrize("kind", sorted({*NO_FILES} - {"folder"}))
def test_a_configuration_that_is_no_file_is_not_passed_over(kind: str, tmp_path: Path) -> None:
    make(kind, tmp_path / "podcheck.toml")
    (tmp_path / "b.cpp").write_text(SOURCE)
    done = run("check", "b.cpp", "--no-cross-check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"podcheck: podcheck.toml: can't be read: {WHY[kind]}")


def test_a_cache_that_is_no_file(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (tmp_path / "b.cpp").write_text(SOURCE)
    for name in ("facts.sqlite3", "facts.sqlite3-wal", "facts.sqlite3-journal"):
        os.mkfifo(cache / name)
    done = run("check", "b.cpp", "--no-cross-check", "--cache-dir", str(cache), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_response_files_that_name_each_other(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.rsp").write_text(f"@{number + 1}.rsp " * 1000)
    (tmp_path / "7.rsp").write_text("")
    with pytest.raises(ResponseError, match=r"more than 1000 response files, '7.rsp' is the next"):
        ResponseFiles(tmp_path, [tmp_path.resolve()]).expand(["@0.rsp"])
    assert len(list(ResponseFiles(tmp_path, [tmp_path.resolve()]).response_files_in(["@0.rsp"]))) < 10_000


def test_response_files_of_many_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.rsp").write_text(" " * (1 << 20))
    with pytest.raises(ResponseError, match="more than 4 MiB in all"):
        ResponseFiles(tmp_path, [tmp_path.resolve()]).expand(["@a.rsp"] * 10)


ENDLESS = ("(a|aa)+$", "((a{1,100}){1,100}){1,100}$")


@pytest.mark.parametrize("expression", ENDLESS)
def test_an_expression_that_goes_back_without_end(expression: str, tmp_path: Path) -> None:
    header = f"{'a' * 100}!.hpp"
    (tmp_path / header).write_text("struct InHeader { };\n")
    (tmp_path / "b.cpp").write_text(f'#include "{header}"\n{SOURCE}')
    (tmp_path / "podcheck.toml").write_text(f"headers = '''{expression}'''\n")
    done = run("check", "b.cpp", "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert done.returncode == 2
    assert f"the regular expression {expression!r} takes too long, for example on " in done.stderr
    assert "ns::Base" not in done.stdout


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("^in", True),
        (r"in/\w+\.hpp$", True),
        ("^(?!in/|/)", False),
        ("(?i)IN/A+", True),
        (r"(?P<x>i)n/.*(?<!a)\.hpp", False),
    ],
)
def test_ordinary_expressions_are_pythons(expression: str, fits: bool, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.hpp").write_text("struct InHeader { };\n")
    (tmp_path / "b.cpp").write_text('#include "in/a.hpp"\n')
    done = run("check", "b.cpp", "--headers", expression, "--no-cross-check", "--no-cache", cwd=tmp_path)
    assert (done.returncode, done.stderr, "InHeader" in done.stdout) == (0, "", fits)


@pytest.mark.parametrize(
    ("key", "value"),
    [("headers", "a" * 1001), ("headers", "(" * 500), ("headers", "a{99999999999}"), ("path", "*" * 1001)],
)
def test_an_expression_that_is_none(key: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "b.cpp").write_text(SOURCE)
    line = f"{key} = {json.dumps(value)}\n"
    text = line if key == "headers" else f'[[contract]]\nrequire = "pod"\n{line}'
    (tmp_path / "podcheck.toml").write_text(text)
    done = run("check", "b.cpp", "--no-cross-check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"podcheck: podcheck.toml:{text.count(chr(10))}: {key}: ")


def test_globs_take_as_long_as_they_are() -> None:
    assert not fits_path("**/" + "*a" * 40, "a" * 400 + "b")
    assert not fits_path("**a" * 40, "a" * 400 + "b")
    assert not fits_path("*?" * 100 + "!", "a" * 400)
    assert fits_path("src/**/*.h?p", "src/a/b/c.hpp")
    assert fits_path("src", "src/a/b/c.hpp")
    assert not fits_path("src/*", "source/a.hpp")


def test_lines_of_a_configuration_take_as_long_as_they_are() -> None:
    for text in (" " * 100_000, ". " * 50_000, "a." * 50_000, "[ " + " " * 100_000, '"" ' * 30_000, "a " * 50_000):
        assert line_of(f"{text}\nkey = 1", ("key",)) == 2


LONG = 150_000
REPEATED = {
    "comments without an end": "/* " * LONG,
    "raw strings without an end": 'R"(' * LONG,
    "brackets": "requires(" * LONG,
    "blanks in a comment": "// podcheck: require pod" + " " * LONG + "x\nstruct A { };",
    "namespaces without an end": "using namespace a\n" * LONG,
    "directives": "#if a /* " * LONG,
    "words": "class " * LONG,
    "a constructor of blanks": f"struct A {{ A({' ' * LONG}int); }};",
    "modules without an end": "module;\nmodule x[\n" * LONG,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED)
def test_whoever_reads_a_text_takes_as_long_as_it_is(name: str) -> None:
    """What matches it may not look to its end from each place in it."""
    text = REPEATED[name].encode()
    assert isinstance(file_effects("a.cpp", text).alone, bool)
    assert len(without_module(text)) >= len(text)
    assert with_probes_in_place(text, ()) == (text, set())
    assert len(Text("a.cpp", text).tokens) <= len(text)
    assert page_of("a.cpp", text).file == "a.cpp"
    read_source_text(text)


def test_a_note_of_a_contract_takes_as_long_as_it_is() -> None:
    demands, note = contract_terms("pod" + " " * LONG + "-- it goes" + " " * LONG + "--x over the wire", wanted=True)
    assert (len(demands), note.split()) == (1, ["it", "goes", "--x", "over", "the", "wire"])


def test_a_compiler_that_repeats_itself() -> None:
    lines = (
        "a.cpp:1:1: note: " * 20_000
        + "\n"
        + "".join(
            f"a.cpp:{line}:1: note: 'f' is implicitly deleted because the default definition is\n"
            for line in range(20_000)
        )
    )
    assert find_rejected([], "a.cpp", lines, context_first=False) == {}


def test_types_of_many_extents() -> None:
    spelling = "S<int" + "[1] " * 20_000 + ">"
    for expression in (padding._EXTENTS, wording._EXTENTS, templates._EXTENTS):
        assert expression.sub("", spelling) == spelling
        assert expression.sub("", "int [2][3]").strip() == "int"


def chain(levels: int, name: str, last: str) -> str:
    """Classes of which each has two members of the one before it."""
    lines = [f"struct {name}0 {{ {last} x; }};"]
    lines += [f"struct {name}{n} {{ struct {name}{n - 1} a, b; }};" for n in range(1, levels)]
    return "\n".join(lines)


def diamonds(levels: int) -> str:
    """Classes without members, of which each reaches the one two before it by two ways: libclang doubles its time."""
    lines = ["struct D0 {};"]
    for n in range(1, levels):
        lines += [f"struct L{n} : virtual D{n - 1} {{}}; struct R{n} : virtual D{n - 1} {{}};"]
        lines += [f"struct D{n} : L{n}, R{n} {{}};"]
    return "\n".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{chain(26, 'A', 'int')}\n{chain(26, 'B', 'unsigned')}", ("A25", "B25", "a.hpp")),
        (chain(26, "A", "int"), ("--c", "A25", "a.hpp")),
        (f"{diamonds(20)}\nstruct E {{ int x; }};", ("D19", "E", "a.hpp")),
    ],
    ids=["two classes", "a class and C", "bases"],
)
def test_classes_in_classes_are_compared_once(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.hpp").write_text(f"{text}\n")
    done = run("compare", *words, "--no-cross-check", cwd=tmp_path)
    assert done.stdout or "millions of nested members" in done.stderr
    assert "Traceback" not in done.stderr


def test_bases_of_bases_are_looked_for_once() -> None:
    text = f"""#include <cstring>
    {diamonds(20)}
    struct Other {{ int x; }};
    void f(D19& d, Other& from) {{ memcpy(reinterpret_cast<Other*>(&d), &from, sizeof(Other)); }}"""
    report = podcheck.check("a.cpp", text=text, cross_check=False)
    assert [problem for problem in report.problems if problem.fatal] == []
