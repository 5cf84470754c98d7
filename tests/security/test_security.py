"""The promises of SECURITY.md, each kept before hostile input."""

from __future__ import annotations

import json
import os
import random
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import clang
import pytest

from podcheck.extract import extract_batch, extract_unit
from podcheck.model.settings import ExtractOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.workers.pool import analyse
from tests.cli.running import REPOSITORY, console_script, podcheck
from tests.needs import HANGS_AFTER
from tests.security.hostile import NEW, OLD, Traps, commit, make_repository


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, with what it holds."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def hostile(folder: Path, *flags: str, count: int = 4) -> None:
    """A project whose database names a compiler of its own and these flags."""
    spy = folder / "c++"
    spy.write_text(f"#!/bin/sh\ntouch {folder}/ran\n")
    spy.chmod(0o755)
    names = [f"{number}.cpp" for number in range(count)]
    for name in names:
        (folder / name).write_text("struct S { int a; };\n")
    items = [{"directory": str(folder), "file": name, "arguments": [str(spy), *flags, "-c", name]} for name in names]
    (folder / "compile_commands.json").write_text(json.dumps(items))


WRITES_OR_RUNS = (
    ["-fplugin=./evil.so"],
    ["-Xclang", "-load", "-Xclang", "./evil.so"],
    ["-fpass-plugin=./evil.so"],
    ["-wrapper", "./c++"],
    ["-B."],
    ["-specs=./evil.specs"],
    ["--config=./evil.cfg"],
    ["@evil.rsp"],
    ["-o", "written.o", "-MD", "-MF", "written.d", "-MJ", "written.json"],
    ["-save-temps"],
    ["-ftime-trace=written.json"],
    ["-fmodules", "-fmodules-cache-path=./written"],
    ["-ivfsoverlay", "evil.yaml"],
    ["-include-pch", "evil.pch"],
    ["--serialize-diagnostics", "written.dia"],
    ["-fcrash-diagnostics-dir=./written"],
    ["-index-store-path", "written"],
    ["-fdump-record-layouts", "-dumpdir", "written"],
    ["-emit-ast", "-Xclang", "-ast-dump=./written"],
    ["-mllvm", "-stats"],
)


@pytest.mark.parametrize("flags", WRITES_OR_RUNS, ids=" ".join)
def test_a_database_runs_nothing_and_writes_nothing(flags: list[str], tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    hostile(project, *flags, count=1)
    before = tree(project)
    run = podcheck("check", "-p", str(project), "--no-cache", "--no-cross-check", "--format", "json", cwd=project)
    assert [item["name"] for item in json.loads(run.stdout)["records"]] == ["S"]
    assert tree(project) == before


def test_what_is_written_is_the_cache_and_what_was_asked_for(tmp_path: Path) -> None:
    project, temporary = tmp_path / "project", tmp_path / "temporary"
    project.mkdir()
    temporary.mkdir()
    hostile(project)
    before = tree(project)
    queried = ("--cache-dir", str(tmp_path / "cache"), "--report", f"json={tmp_path}/report.json", "-q", "-j", "2")
    run = podcheck("check", "-p", str(project), *queried, cwd=project, TMPDIR=str(temporary))
    assert run.returncode == 0
    assert tree(project) == before
    assert list(temporary.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"project", "temporary", "cache", "report.json"}
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_variables_that_have_compilers_write_are_not_handed_on(tmp_path: Path) -> None:
    """A build that sets them for its own compiler would find our probes among its dependencies."""
    (tmp_path / "a.cpp").write_text("#include <cstddef>\nstruct A { int i; };\n")
    files = ["DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES"]
    files += ("CC_PRINT_OPTIONS_FILE", "CC_PRINT_HEADERS_FILE", "CC_LOG_DIAGNOSTICS_FILE", "CC_PRINT_PROC_STAT_FILE")
    variables = {name: str(tmp_path / name) for name in files}
    variables |= {name.removesuffix("_FILE"): "1" for name in files if name.endswith("_FILE")}
    variables |= {"CC_PRINT_HEADERS_FORMAT": "json", "CC_PRINT_HEADERS_FILTERING": "only-direct-system"}
    run = podcheck("check", "a.cpp", "--no-cache", cwd=tmp_path, **variables)
    assert (run.returncode, run.stderr) == (0, "")
    assert os.listdir(tmp_path) == ["a.cpp"]


def test_a_precompiled_header_that_lies_about_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "first.hpp").write_text("struct First { int a; };\n")
    for end in ("pch", "gch"):
        (tmp_path / f"first.hpp.{end}").write_bytes(b"CPCH" + b"\xff" * 64)
    (tmp_path / "a.cpp").write_text("struct A { First f; };\n")
    run = podcheck("check", "a.cpp", "--no-cache", "--format", "json", "--", "-include", "first.hpp", cwd=tmp_path)
    (record,) = json.loads(run.stdout)["records"]
    assert (run.returncode, record["name"], record["size"]) == (0, "A", 4)
    assert record["compilers"]


def test_files_without_an_end_cost_their_unit(tmp_path: Path) -> None:
    texts = ['#include "/dev/zero"\n', "struct A { int a; };", "struct B { int b; };", "struct C { int c; };"]
    units = []
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.cpp").write_text(text)
        units.append(Unit(str(tmp_path / f"{number}.cpp"), CxxStandard.CXX20))
    result = list(analyse(units, ExtractOptions(2, timeout=HANGS_AFTER), None, lambda *_: None, memory=1 << 30))
    assert [[class_facts.name for class_facts in facts.classes] for facts in result[1:]] == [["A"], ["B"], ["C"]]
    assert [problem.fatal for problem in result[0].problems][:1] == [True]


def test_modules_of_the_project_do_not_stand_in_for_podchecks_own(tmp_path: Path) -> None:
    for name in ("json", "podcheck", "clang", "sitecustomize", "selectors"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    hostile(tmp_path)
    code = "import sys; sys.argv[0] = 'podcheck'; from podcheck.cli.main import main; main()"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); {code}"]
    run = subprocess.run(
        [*command, "check", "-p", ".", "--no-cache", "--no-cross-check", "-q", "-j", "2"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert not (tmp_path / "ran").exists()


MODULES = ("click", "json", "tomllib", "clang", "ziglang", "podcheck", "sitecustomize", "usercustomize", "selectors")


@pytest.mark.parametrize("revisions", ["HEAD~1..HEAD", "HEAD~1"])
def test_modules_of_a_revision_are_not_run(revisions: str, tmp_path: Path) -> None:
    """In the old revision, in the new one, and as packages that hold a program."""
    traps = Traps(tmp_path / "traps")
    files = {f"{name}.py": f"open({str(traps.folder / 'marks' / name)!r}, 'w')\n" for name in MODULES}
    files |= {f"{name}/__init__.py": text for name, text in list(zip(MODULES, files.values(), strict=True))[3:6]}
    repository = make_repository(tmp_path / "repository", {**files, "a.cpp": OLD})
    commit(repository, {"a.cpp": NEW})
    run = console_script("diff", "--git", revisions, cwd=repository)
    assert (run.returncode, "user-provided" in run.stdout, run.stderr) == (1, True, "")
    assert traps.marks == set()


def test_modules_beside_a_start_by_name_are_not_imported(tmp_path: Path) -> None:
    """`python -m podcheck` puts the working directory first; podcheck takes it away before it imports anything more."""
    traps = Traps(tmp_path / "traps")
    for name in ("click", "json", "tomllib", "clang"):
        (tmp_path / f"{name}.py").write_text(f"open({str(traps.folder / 'marks' / name)!r}, 'w')\n")
    (tmp_path / "a.cpp").write_text(OLD)
    run = podcheck("check", "a.cpp", "-q", "-j", "2", "--no-cache", cwd=tmp_path)
    assert (run.returncode, traps.marks) == (0, set())


def test_a_zig_of_the_project_is_not_run(tmp_path: Path) -> None:
    """Not as a module, not as a package's program: only where podcheck is installed is looked."""
    traps = Traps(tmp_path / "traps")
    (tmp_path / "ziglang").mkdir()
    (tmp_path / "ziglang" / "__init__.py").write_text("")
    (tmp_path / "ziglang" / "__main__.py").write_text(f"open({str(traps.folder / 'marks' / 'main')!r}, 'w')\n")
    (tmp_path / "ziglang" / "zig").symlink_to(traps.lay("zig"))
    (tmp_path / "a.cpp").write_text(OLD)
    for start in (podcheck, console_script):
        run = start("check", "a.cpp", "--no-cache", "--compiler", "zig", cwd=tmp_path)
        assert (traps.marks, "Traceback" in run.stderr) == (set(), False)


@pytest.mark.skipif(sys.platform != "linux", reason="names of libraries as Linux has them")
def test_libraries_in_the_working_directory_are_not_loaded(tmp_path: Path) -> None:
    """libclang's package has an empty entry where it says in which folders to look for what it needs."""
    traps = Traps(tmp_path / "traps")
    source = f'#include <fcntl.h>\n__attribute__((constructor)) static void run() {{ open("{traps.folder}/marks/'
    (tmp_path / "evil.c").write_text(source + '" NAME, O_CREAT, 0600); }\n')
    library = next(Path(clang.__file__).parent.rglob("libclang*.so*"))
    names = sorted({text.decode() for text in re.findall(rb"lib[\w+-]+\.so(?:\.\d+)+", library.read_bytes())})
    assert names
    for name in names:
        command = ["gcc", "-shared", "-fPIC", f'-DNAME="{name}"', f"-Wl,-soname,{name}", "-o", name, "evil.c"]
        subprocess.run(command, cwd=tmp_path, check=True)
    for number in range(4):
        (tmp_path / f"{number}.cpp").write_text("struct S {};\n")
    for jobs in ("1", "2"):
        run = console_script("check", ".", "-q", "-j", jobs, "--no-cache", "--no-cross-check", cwd=tmp_path)
        assert (run.returncode, run.stderr) == (0, "")
    console_script("check", "0.cpp", "-q", "--no-cache", cwd=tmp_path)
    assert traps.marks == set()


def test_no_word_of_the_project_is_a_response_file_of_a_compiler(tmp_path: Path) -> None:
    """A folder, a header's folder and a forced header that begin with `@`; the file that they name holds options."""
    traps = Traps(tmp_path / "traps")
    for name in ("folder", "system", "macros"):
        (tmp_path / name).write_text(f"x\n-wrapper\n{traps.lay(name)}\n")
    (tmp_path / "@folder").mkdir()
    (tmp_path / "@folder" / "a.cpp").write_text(OLD)
    (tmp_path / "podcheck.toml").write_text('clang-args = ["-isystem", "@system"]\n')
    item = {"directory": str(tmp_path / "@folder"), "file": "a.cpp", "arguments": ["c++", "-imacros@macros", "a.cpp"]}
    (tmp_path / "compile_commands.json").write_text(json.dumps([item]))
    for arguments in (("@folder/a.cpp",), ("-p", ".")):
        run = console_script("check", *arguments, "--no-cache", cwd=tmp_path)
        assert (traps.marks, "Traceback" in run.stderr) == (set(), False)


VARIABLES = {
    "PATH": "{entry}:{PATH}",
    "COMPILER_PATH": "{entry}",
    "LIBRARY_PATH": "{entry}:/usr/lib",
    "GCC_EXEC_PREFIX": "./",
    "LD_LIBRARY_PATH": "{entry}",
}


@pytest.mark.parametrize("entry", ["", ".", "bin"])
@pytest.mark.parametrize("name", VARIABLES)
def test_programs_of_the_working_directory_are_not_run(name: str, entry: str, tmp_path: Path) -> None:
    """An empty entry of a list of folders is the working directory; so is `.`, and `bin` lies in it."""
    traps = Traps(tmp_path / "traps")
    for folder in (tmp_path, tmp_path / "bin"):
        folder.mkdir(exist_ok=True)
        for program in ("g++", "clang++", "git", "cc1plus", "as", "collect2"):
            (folder / program).unlink(missing_ok=True)
            (folder / program).symlink_to(traps.lay(program))
        (folder / "specs").write_text("%nonsense\n")  # what to run, as g++ reads it; an error where it does
    repository = make_repository(tmp_path / "repository", {"a.cpp": OLD})
    for inner in (tmp_path / "bin", *tmp_path.glob("*++"), tmp_path / "cc1plus", tmp_path / "git", tmp_path / "specs"):
        (repository / inner.name).symlink_to(inner)
    traps.clear()
    value = VARIABLES[name].format(entry=entry, PATH=os.environ["PATH"])
    run = console_script("check", "a.cpp", "--changed-since", "HEAD", "--no-cache", cwd=repository, **{name: value})
    assert (run.returncode, traps.marks) == (0, set())
    run = console_script("check", "a.cpp", "--no-cache", cwd=repository, **{name: value})
    assert (run.returncode, traps.marks) == (0, set())
    assert ("no compiler is taken from there" in run.stderr) == (name == "PATH" and bool(entry))


REFUSED = (
    'compilers = ["./g++"]',
    'compilers = ["/tmp/g++"]',
    'compilers = ["sh"]',
    'compilers = ["g++ -wrapper ./x"]',
    'compilers = ["bin/g++"]',
    'libclang = "./evil.so"',
    'scheduler = "tcp://127.0.0.1:1"',
    'clang-args = ["-fplugin=./evil.so"]',
    'clang-args = ["-B."]',
    'clang-args = ["-specs=evil"]',
    'clang-args = ["-wrapper", "./evil"]',
    'clang-args = ["--config=evil"]',
    'clang-args = ["-mllvm", "-DX"]',
    'clang-args = ["@evil"]',
    'clang-args = ["-target", "-fplugin=./evil.so"]',
    'clang-args = ["-D", "@evil"]',
    'clang-args = ["-Wp,-fplugin=./evil.so"]',
    'clang-args = ["-Xclang", "-load"]',
)


@pytest.mark.parametrize("setting", REFUSED)
def test_a_configuration_file_names_no_program_and_no_library(setting: str, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(OLD)
    (tmp_path / "podcheck.toml").write_text(f"{setting}\n")
    run = console_script("check", "a.cpp", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "podcheck.toml:1: " in run.stderr


def test_a_plain_name_of_a_configuration_file_is_looked_for_on_the_path(tmp_path: Path) -> None:
    traps = Traps(tmp_path / "traps")
    (tmp_path / "evil-g++").symlink_to(traps.lay("evil-g++"))
    (tmp_path / "a.cpp").write_text(OLD)
    (tmp_path / "podcheck.toml").write_text('compilers = ["evil-g++"]\n')
    run = console_script("check", "a.cpp", cwd=tmp_path, PATH=f".:{os.environ['PATH']}")
    assert (run.returncode, traps.marks) == (2, set())
    assert "compiler 'evil-g++' not found" in run.stderr


def test_git_and_python_are_started_in_one_place_each() -> None:
    result: dict[str, set[str]] = {"git": set(), "python": set()}
    for file in (REPOSITORY / "podcheck").rglob("*.py"):
        text = file.read_text()
        if re.search(r"[\[(]\s*\"git\"\s*,", text):
            result["git"].add(f"{file.parent.name}/{file.name}")
        if "sys.executable" in text:
            result["python"].add(file.name)
    assert result == {"git": {"git/repository.py"}, "python": {"process.py"}}


def test_links_and_detours_in_a_database(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "src").mkdir(parents=True)
    (tmp_path / "outside.cpp").write_text("struct Outside { int a; };\n")
    (project / "src" / "link.cpp").symlink_to(tmp_path / "outside.cpp")
    (project / "src" / "loop.cpp").symlink_to(project / "src" / "loop.cpp")
    names = ["src/link.cpp", "src/../../outside.cpp", "src/loop.cpp", "../" * 40 + "etc/hostname.cpp"]
    items = [{"directory": str(project), "file": name, "command": f"c++ -c {name}"} for name in names]
    (project / "compile_commands.json").write_text(json.dumps(items))
    run = podcheck("check", "-p", str(project), "--no-cache", "--no-cross-check", "--format", "json", cwd=project)
    report = json.loads(run.stdout)
    assert run.returncode == 2
    assert [item["location"]["file"] for item in report["records"]] == ["src/link.cpp"]  # it is the same file
    assert len(report["errors"]) == 2
    assert "Traceback" not in run.stderr


def test_a_link_in_the_caches_place_is_not_followed(tmp_path: Path) -> None:
    hostile(tmp_path)
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "facts.sqlite3").symlink_to(tmp_path / "victim")
    time.sleep(0.3)
    run = podcheck("check", "-p", str(tmp_path), "--no-cross-check", "-q", "--cache-dir", str(tmp_path / "cache"))
    assert run.returncode == 0
    assert (tmp_path / "victim").read_text() == "precious"


def test_no_shell_and_no_pickle_in_the_package() -> None:
    forbidden = re.compile(r"shell=True|os\.system|os\.popen|\bimport (?:pickle|marshal|shelve)|\beval\(|\bexec\(")
    result = [
        f"{file.name}: {match[0]}"
        for file in (REPOSITORY / "podcheck").rglob("*.py")
        for match in forbidden.finditer(file.read_text())
    ]
    assert result == []


@pytest.mark.parametrize("seed", range(3))
def test_garbage_is_told_alone_as_together(seed: int, tmp_path: Path) -> None:
    """Sources with words cut out, doubled and put elsewhere: a batch says the same as each of them alone."""
    dice = random.Random(seed)
    words = "struct class { } ; ( ) template < > int a b A : public # define X /* */ \" ' \\ \n \0 = default ~ 7 é"
    sources = []
    for number in range(8):
        text = f"struct S{number} {{ int a; S{number}(); }};\n" + " ".join(
            dice.choice(words.split(" ")) for _ in range(dice.randrange(40) * dice.randrange(2))
        )
        (tmp_path / f"{number}.cpp").write_text(text)
        sources.append(Unit(str(tmp_path / f"{number}.cpp"), CxxStandard.CXX20))
    for unit, result in zip(sources, extract_batch(sources), strict=True):
        alone = extract_unit(unit)
        assert ([class_facts.name for class_facts in result.classes], result.problems) == (
            [class_facts.name for class_facts in alone.classes],
            alone.problems,
        )


def test_the_promises_name_tests_that_are_there() -> None:
    text = (REPOSITORY / "SECURITY.md").read_text()
    known = "\n".join(path.read_text() for path in (REPOSITORY / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", text):
        assert f"def {name}(" in known
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (REPOSITORY / path).exists()
