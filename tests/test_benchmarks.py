"""What benchmarks/ read and reckon before and behind what they measure; nothing is fetched, built or timed here."""

from __future__ import annotations

import csv
import json
import os
import random
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import package_recipes
import packages
import pytest
from dry_run import Unit, read_dry_run, unit_of
from fuzz import READERS
from held_out_builds import FileStep, FileStepsBuild, GeneratedHeadersBuild, JuceBuild, OwnFolderBuild
from measurement import Cost, run_measured
from package_builds import FlatBuild, PreparedBuild, flat_build
from project import count_classes, read_first, sharing_lines
from projects import (
    OWN_PROJECTS,
    RECIPES,
    CMakeBuild,
    MakeBuild,
    MesonBuild,
    Project,
    Recipe,
    Unavailable,
    find_archives,
    first_error,
    require,
    unpack,
)
from tables import Target, format_row, ratio, ratio_target

from podcheck.workers.pool import describe_misfits

HERE = Path("/project")


def test_a_compilers_command_is_a_unit_without_its_output() -> None:
    unit = unit_of(HERE, ["c++", "-std=c++11", '-DNAME="a b"', "-c", "-O2", "sub/../a.cc", "-o", "a.o"])
    assert unit == Unit("/project", "/project/a.cc", ("c++", "-std=c++11", '-DNAME="a b"', "-O2"))


def test_what_a_compiler_writes_besides_is_none_of_its_options() -> None:
    words = ["c++", "-Ia", "-MD", "-MQ", "some.p/a.cc.o", "-MF", "some.p/a.cc.o.d", "-o", "some.p/a.cc.o", "-c", "a.cc"]
    assert unit_of(HERE, words) == Unit("/project", "/project/a.cc", ("c++", "-Ia", "-std=gnu++17"))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["c++", "a.o", "b.o", "-o", "program"], id="links"),
        pytest.param(["c++", "-x", "c++-header", "-o", "a.h.gch", "a.h"], id="precompiles"),
        pytest.param(["cc", "-c", "a.c", "-o", "a.o"], id="is of C"),
        pytest.param(["c++", "-MM", "a.cc", "b.cc"], id="writes dependencies"),
        pytest.param([], id="is empty"),
    ],
)
def test_what_compiles_no_source_is_no_unit(words: list[str]) -> None:
    assert unit_of(HERE, words) is None


def test_make_says_where_it_compiles() -> None:
    text = """\
cd sub && make
make[1]: Entering directory '/project/sub'
c++ -c -I.. one.cc -o one.o
make[1]: Leaving directory '/project/sub'
echo 'it is
c++ -c \\
  two.cpp
"""
    assert list(read_dry_run(text, HERE)) == [
        Unit("/project/sub", "/project/sub/one.cc", ("c++", "-I..", "-std=gnu++17")),
        Unit("/project", "/project/two.cpp", ("c++", "-std=gnu++17")),
    ]


def test_what_automake_writes_around_a_command_is_left_out() -> None:
    text = (
        "depbase=`echo a/one.o`;\\\nc++ -I. -MT a/one.o -MD -MP -MF $depbase.Tpo -c -o a/one.o a/one.cc &&\\\n"
        "mv -f $depbase.Tpo $depbase.Po\n"
        "c++ -DB -c -o b.o `test -f 'b.cxx' || echo './'`b.cxx\n"
        "if c++ -DC -MD -MP -MF .deps/c.Tpo -c -o c.o c.cc; \\\n"
        "then mv -f .deps/c.Tpo .deps/c.Po; else rm -f .deps/c.Tpo; exit 1; fi\n"
    )
    assert [(unit.file, unit.arguments[:2]) for unit in read_dry_run(text, Path("/project"))] == [
        ("/project/a/one.cc", ("c++", "-I.")),
        ("/project/b.cxx", ("c++", "-DB")),
        ("/project/c.cc", ("c++", "-DC")),
    ]


def test_what_was_judged_is_read_and_each_package_has_one_recipe_of_the_version_that_was_judged() -> None:
    judged = packages.read_judged()
    with packages.JUDGED.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(judged)
    assert {judgement for judgement, _ in judged.values()} <= {*packages.JUDGEMENTS, "gone"}
    assert all(why for judgement, why in judged.values() if judgement != "right")
    recipes = package_recipes.EVERY
    assert {row["package"] for row in rows} <= recipes.keys()
    assert {(row["package"], f"{row['package']}={row['version']}") for row in rows} <= {
        (name, recipe.package) for name, recipe in recipes.items()
    }
    assert not [row["file"] for row in rows if Path(row["file"]).is_absolute() or ".." in Path(row["file"]).parts]


def test_no_package_is_in_two_choices() -> None:
    choices = (package_recipes.RECIPES, *package_recipes.HELD_OUT.values())
    assert len(package_recipes.EVERY) == sum(map(len, choices))
    assert all(recipe.package.startswith(f"{name}=") for name, recipe in package_recipes.EVERY.items())


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        pytest.param([], package_recipes.RECIPES, id="those that much was fixed on"),
        pytest.param(["--held-out"], package_recipes.HELD_OUT["once"], id="held out"),
        *(
            pytest.param(["--held-out", name], recipes, id=f"held out {name}")
            for name, recipes in package_recipes.HELD_OUT.items()
        ),
        pytest.param(["--held-out", "third", "--package", "clasp"], ["clasp"], id="one of them"),
    ],
)
def test_the_packages_of_a_choice_are_prepared(
    words: list[str],
    chosen: Iterable[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def prepare(work: Path, name: str, install: bool, recipes: Mapping[str, Recipe]) -> Project:
        assert (work, install) == (tmp_path, False)
        assert recipes[name].package
        return Project(name, work, (), ())

    monkeypatch.setattr(packages, "prepare", prepare)
    monkeypatch.setattr(sys, "argv", ["packages.py", "prepare", str(tmp_path), *words])
    assert packages.main() == 0
    assert capsys.readouterr().err.splitlines() == [f"{name}: 0 units" for name in chosen]


def test_a_flat_build_reads_the_sources_that_call_with_the_folders_of_headers(tmp_path: Path) -> None:
    source = tmp_path / "source"
    files = {
        "b.cpp": "memset(a, 0, 1);", "a/a.CC": "memset(a, 0, 1);", "a/a.cc": "memcpy (a, b, 1);", "c.cpp": "int c;",
        "a/a.h": "", "win32/w.cpp": "memset(a, 0, 1);", "win32/w.h": "", "inc/b.hpp": "",
    }  # fmt: skip
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    build = FlatBuild((".",), ("-w",), ("win32",), quoted=True)
    units = build.units(source, tmp_path / "build", tmp_path / "log")
    assert [Path(unit.file).relative_to(source) for unit in units] == [Path("a/a.cc"), Path("b.cpp")]
    assert {unit.arguments[1:] for unit in units} == {
        ("-w", "-iquote", f"{source / 'a'}", "-iquote", f"{source / 'inc'}")
    }
    assert (tmp_path / "log").read_text() == "2 sources of 3\n"
    both = FlatBuild((".",), ("-w",), ("win32",), quoted=True, angled=True)
    assert {unit.arguments[6:] for unit in both.units(source, tmp_path / "build too", tmp_path / "log")} == {
        ("-I", f"{source / 'a'}", "-I", f"{source / 'inc'}")
    }


PKG_CONFIG = """\
#!/bin/sh
test "$1" = --cflags || exit 2
shift
for name; do test "$name" != missing || { echo "No package 'missing'" >&2; exit 1; }; echo "-I/include/$name"; done
"""


def test_pkg_config_gives_the_flags_of_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "pkg-config").write_text(PKG_CONFIG)
    (source / "pkg-config").chmod(0o755)
    (source / "a.cc").write_text("memset(a, 0, 1);")
    monkeypatch.setenv("PATH", str(source), prepend=os.pathsep)
    build = FlatBuild((".",), ("-w",), libraries=("some", "other"))
    assert build.tools == ("pkg-config",)
    (unit,) = build.units(source, tmp_path / "build", tmp_path / "log")
    assert unit.arguments[1:] == ("-w", "-I/include/some", "-I/include/other")
    with pytest.raises(Unavailable, match="No package 'missing'"):
        FlatBuild((".",), (), libraries=("some", "missing")).units(source, tmp_path / "again", tmp_path / "log")


def test_what_the_sources_lack_is_made_before_another_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.cc").write_text("memset(a, 0, 1);")
    copy = "import pathlib; pathlib.Path('made.h').write_text(pathlib.Path('../version.h').read_text())"
    build = PreparedBuild(
        FlatBuild((".",), (), quoted=True),
        empty_folders=("third_party/other",),
        texts=(("version.h", '#define VERSION "1"\n'),),
        commands=(("third_party", (sys.executable, "-c", copy)),),
    )
    (unit,) = build.units(source, tmp_path / "build", tmp_path / "log")
    assert (source / "third_party/other").is_dir()
    assert (source / "third_party/made.h").read_text() == '#define VERSION "1"\n'
    assert unit.arguments[1:] == ("-iquote", str(source), "-iquote", str(source / "third_party"))
    assert build.tools == ()
    assert PreparedBuild(MakeBuild()).tools == ("make",)
    failing = PreparedBuild(FlatBuild((".",), ()), commands=((".", (sys.executable, "-c", "raise SystemExit(3)")),))
    with pytest.raises(Unavailable, match="ended with 3"):
        failing.units(source, tmp_path / "again", tmp_path / "log")


def test_a_step_is_run_for_each_file_of_a_kind_before_another_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "forms/sub").mkdir(parents=True)
    (source / "a.cc").write_text("memset(a, 0, 1);")
    for name in ("forms/sub/b.ui", "forms/a.ui", "forms/none.txt"):
        (source / name).write_text(name)
    copy = "import pathlib, sys; pathlib.Path(sys.argv[2]).write_text(pathlib.Path(sys.argv[1]).read_text())"
    words = (sys.executable, "-c", copy, "{file}", "../made/{parent}/ui_{stem}.h")
    build = FileStepsBuild(MakeBuild(goals=("all",)), (FileStep("forms", "**/*.ui", words, "../made/{parent}"),))
    assert build.tools == ("make",)
    build = FileStepsBuild(FlatBuild((".",), (), quoted=True), build.steps)
    (unit,) = build.units(source, tmp_path / "build", tmp_path / "log")
    assert {str(path.relative_to(source)): path.read_text() for path in source.rglob("*.h")} == {
        "made/ui_a.h": "forms/a.ui", "made/sub/ui_b.h": "forms/sub/b.ui",
    }  # fmt: skip
    assert unit.arguments[1:] == ("-iquote", str(source / "made"), "-iquote", str(source / "made/sub"))
    failing = (sys.executable, "-c", "raise SystemExit(3)")
    with pytest.raises(Unavailable, match="ended with 3"):
        FileStepsBuild(build.build, (FileStep(".", "*.cc", failing),)).units(source, tmp_path / "x", tmp_path / "log")


def test_a_sources_own_folder_comes_first_where_a_build_asks_for_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a").mkdir(parents=True)
    (source / "a/a.cc").write_text("memset(a, 0, 1);")
    build = OwnFolderBuild(FlatBuild((".",), ("-w", "-I.")))
    (unit,) = build.units(source, tmp_path / "build", tmp_path / "log")
    assert unit.arguments[1:] == (f"-I{source / 'a'}", "-w", "-I.")
    assert build.tools == ()


JUCE_MODULE = """\
#include "juce_core.h"
namespace juce {
#include "native/juce_win32_a.cpp"
#include "a.cpp"
#include "b.cpp"
#include "native/juce_posix_c.cpp"
#include "silent.cpp"
#include "missing.cpp"
}
"""


def test_each_source_of_a_juce_module_is_read_behind_what_is_around_it(tmp_path: Path) -> None:
    module = tmp_path / "source/modules/juce_core"
    (module / "native").mkdir(parents=True)
    (module / "juce_core.cpp").write_text(JUCE_MODULE)
    for name in ("native/juce_win32_a", "a", "b", "native/juce_posix_c"):
        (module / f"{name}.cpp").write_text("memset(a, 0, 1);")
    (module / "silent.cpp").write_text("int a;")
    build = JuceBuild("modules", ("-w",), ("win32",))
    units = build.units(tmp_path / "source", tmp_path / "build", tmp_path / "log")
    assert [str(Path(unit.file).relative_to(module)) for unit in units] == ["a.cpp", "b.cpp", "native/juce_posix_c.cpp"]
    assert units[0].arguments[1:] == ("-w", "-include", str(module / "before_a.h"))
    lines = JUCE_MODULE.splitlines()
    assert (module / "before_a.h").read_text().splitlines() == [
        '#include "AppConfig.h"', *lines[:3], lines[5], lines[8],
    ]  # fmt: skip
    assert (module / "before_b.h").read_text().splitlines() == [
        '#include "AppConfig.h"', *lines[:4], lines[5], lines[8],
    ]  # fmt: skip
    assert (tmp_path / "log").read_text() == "3 sources\n"


CMAKE_PROJECT = """\
cmake_minimum_required(VERSION 3.16)
project(some CXX)
add_library(slow STATIC slow.cc)
add_custom_command(OUTPUT made.h COMMAND ${CMAKE_COMMAND} -E touch made.h)
add_library(user STATIC a.cc made.h)
target_link_libraries(user slow)
"""


@pytest.mark.needs("cmake", "ninja", "clang++")
def test_headers_are_generated_without_the_libraries_that_a_target_is_linked_with(tmp_path: Path) -> None:
    (tmp_path / "CMakeLists.txt").write_text(CMAKE_PROJECT)
    (tmp_path / "a.cc").write_text('#include "made.h"\n')
    (tmp_path / "slow.cc").write_text("#error it is compiled\n")
    build = GeneratedHeadersBuild(CMakeBuild())
    units = build.units(tmp_path, tmp_path / "build", tmp_path / "log")
    assert [Path(unit.file).name for unit in units] == ["slow.cc", "a.cc"]
    assert (tmp_path / "build/made.h").is_file()
    assert not list((tmp_path / "build").rglob("*.a"))
    assert build.tools == ("cmake", "ninja")


def test_a_folders_programs_come_first_where_a_build_asks_for_it(tmp_path: Path) -> None:
    for name, text in {"meson": "exit 0", "ninja": 'echo "$0 of $PATH"'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "compile_commands.json").write_text("[]")
    log = tmp_path / "log"
    assert MesonBuild(targets=("a.h",), programs=str(tmp_path)).units(tmp_path, tmp_path, log) == []
    assert log.read_text().splitlines()[-1] == f"{tmp_path / 'ninja'} of {tmp_path}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.needs("g++", "clang++")
def test_both_compilers_warn_of_a_source_with_the_flags_of_a_flat_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-w` made both silent, and `-ferror-limit` is no flag of g++: it read no source of such a build."""
    source = tmp_path / "source"
    source.mkdir()
    errors = "".join(f"int error_{number} = missing;\n" for number in range(30))
    calls = "void f(A& a) { memset(&a, 0, sizeof a); }\n"
    (source / "a.cpp").write_text(f"#include <cstring>\nstruct A {{ A(const A&); }};\n{errors}{calls}")
    (unit,) = flat_build("-std=gnu++14 -Wno-narrowing").units(source, tmp_path / "build", tmp_path / "log")
    places = packages.warnings_of(Project("some", tmp_path, (unit,), ()), unit)
    assert [(file, line, name.partition(" ")[2]) for file, line, name in places] == [
        ("a.cpp", 33, "-Wclass-memaccess"), ("a.cpp", 33, "-Wnontrivial-memcall"),
    ]  # fmt: skip
    assert capsys.readouterr().err == ""
    packages.warnings_of(Project("some", tmp_path, (unit,), ()), replace(unit, arguments=("c++", "-fno-such-flag")))
    assert capsys.readouterr().err.count("-fno-such-flag") == 2


def test_the_sources_with_the_most_calls_are_chosen_and_one_that_is_not_there_is_none(tmp_path: Path) -> None:
    for number in range(90):
        (tmp_path / f"{number:02}.cc").write_text("memset(a, 0, 1);" * (number % 3))
    names = [*(f"{number:02}.cc" for number in range(90)), "made.cc"]
    units = tuple(Unit(str(tmp_path), str(tmp_path / name), ("c++",)) for name in names)
    chosen = [Path(unit.file).stem for unit in packages.chosen_units(Project("some", tmp_path, units, ()))]
    assert chosen == [f"{number:02}" for rest in (2, 1) for number in range(90) if number % 3 == rest][:40]
    assert len(packages.chosen_units(Project("7kaa", tmp_path, units, ()))) == 60


def test_classes_are_counted_in_a_reports_last_lines(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("As is: 5 classes\n...\nAs c++11: 1 class.\nAs c++17, gnu++20: 13 classes and 1\n")
    assert count_classes(tmp_path / "table") == 14


def test_what_a_new_user_sees_is_read_from_the_reports(tmp_path: Path) -> None:
    place = {"file": "a.h", "line": 1, "column": 8}
    record = {"usr": "c:@S@A", "location": place, "std": "c++17"}
    content = {
        "records": [record, record, {**record, "std": "c++11"}, {**record, "location": {**place, "line": 2}}],
        "findings": [{"code": "raw-copy"}, {"code": "raw-copy"}, {"code": "raw-fill"}],
        "errors": [{"file": "b.cpp"}, {"file": "b.cpp"}],
    }
    (tmp_path / "first.json").write_text(json.dumps(content))
    (tmp_path / "first.txt").write_text(
        "As c++17: 12 classes and 1 template, and 34 more\nthat these reach (-v lists them).\n"
    )
    sight = read_first(tmp_path)
    assert (sight.classes, sight.more, sight.twice, sight.status) == (12, 34, 1, 2)
    assert (sight.findings, sight.failures) == ("2 raw-copy, 1 raw-fill", ("b.cpp",))
    assert sight.is_told("podcheck: b.cpp:1:2: wrong (and 1 more error)\n")
    assert not sight.is_told("podcheck: b.cpp:1:2: wrong\npodcheck: b.cpp:2:2: wrong\n")
    (tmp_path / "first.json").write_text(json.dumps({**content, "errors": []}))
    assert read_first(tmp_path).status == 1


def test_what_units_share_is_read_from_what_a_run_says() -> None:
    said = list(describe_misfits({"": 7, "a macro may matter": 1, "it is met again": 2, None: 3}))
    log = "\n".join(["podcheck: a.json: files in it: 13", *(f"podcheck: {line}" for line in said)])
    assert sharing_lines(log) == said
    assert len(said) == 4


def test_units_are_taken_evenly_and_each_once(tmp_path: Path) -> None:
    units = tuple(Unit("/project", f"/project/{number}.cc", ("c++", "-O2")) for number in range(10))
    project = Project("some", tmp_path, units, ())
    assert [Path(unit.file).stem for unit in project.take(4)] == ["0", "2", "5", "7"]
    assert project.take(10) == project.take(300) == units
    folder = project.write_database(project.take(4))
    items = json.loads((folder / "compile_commands.json").read_text())
    assert len(items) == 4
    assert items[0] == {
        "directory": "/project", "file": "/project/0.cc", "arguments": ["c++", "-O2", "-c", "/project/0.cc"],
    }  # fmt: skip


def test_recipes_name_a_version_whose_archive_is_recognised(tmp_path: Path) -> None:
    archives = {
        "duckdb": "duckdb-0.10.3.tar.gz",
        "cube2": "cube2_0.0.20201227+dfsg.orig.tar.xz",
        "mariadb": "mariadb_10.11.18.orig.tar.gz",
        "srt": "srt_1.5.1.orig.tar.gz",
    }
    for name, archive in archives.items():
        (tmp_path / archive).touch()
        assert [path.name for path in find_archives(tmp_path, RECIPES[name])] == [archive]
    assert all("=" in recipe.package for recipe in RECIPES.values() if not recipe.is_ours)
    assert all((OWN_PROJECTS / recipe.package).is_dir() for recipe in RECIPES.values() if recipe.is_ours)


def test_a_package_that_is_missing_is_named_with_what_to_do() -> None:
    recipe = Recipe("some=1-1", MakeBuild(tools=()), ("there-is-no-such-package-dev",))
    with pytest.raises(Unavailable, match=r"--install.*there-is-no-such-package-dev"):
        require(recipe, install=False)


def test_an_archive_is_unpacked_without_what_is_not_built(tmp_path: Path) -> None:
    import tarfile

    for name in ("top/a.cc", "top/tests/b.cc", "top/tests_too/c.cc"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    with tarfile.open(tmp_path / "some.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "top", "top")
    root = tmp_path / "root"
    source = unpack(tmp_path / "some.tar.gz", root, ("tests",))
    assert sorted(str(path.relative_to(source)) for path in source.rglob("*.cc")) == ["a.cc", "tests_too/c.cc"]


def test_the_first_error_is_told_of_a_compilers_output() -> None:
    assert first_error("a.cc:1: warning: w\na.cc:2:1: fatal error: 'x.h' file not found\n") == (
        "a.cc:2:1: fatal error: 'x.h' file not found"
    )
    assert first_error("") == "it ended without a word"


def test_figures_beside_what_was_asked_for() -> None:
    assert ratio(1.0, 7.5) == "1/7.5"
    assert ratio(3.0, 2.0) == "1.50"
    assert ratio_target("p", "w", 1.0, 10.0, 0.1).mark == "yes"
    assert ratio_target("p", "w", 1.1, 10.0, 0.1).mark == "**NO**"
    assert ratio_target("p", "w", 1.1, 10.0, 0.1, counts=False).mark == "not asked"
    assert not ratio_target("p", "w", 1.0, 0.0, 0.1).is_met
    assert Target("p", "GB", 1.5, 1.5).is_met
    assert format_row(["a|b", 2]) == "| a\\|b | 2 |"


def test_processor_time_counts_what_a_program_starts(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}]); print('done', file=sys.stderr)"
    run = run_measured([sys.executable, "-c", code], tmp_path / "output")
    assert run.status == 0
    assert run.log == "done\n"
    assert run.cost.cpu >= 0.3


def test_costs_add_up_but_for_memory() -> None:
    whole = Cost(1.0, 2.0, 10, 40) + Cost(3.0, 4.0, 30, 20)
    assert whole == Cost(4.0, 6.0, 30, 40)
    assert whole.part(2) == Cost(2.0, 3.0, 30, 40)


def test_what_the_fuzzer_makes_depends_on_the_seed_alone() -> None:
    """It put lists into each other that later inputs shared, until one held itself and could not be walked."""
    made = [[READERS["baseline"].make(random.Random(number)) for number in range(150)] for _ in range(2)]
    assert made[0] == made[1]
