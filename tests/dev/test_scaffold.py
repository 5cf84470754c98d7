"""`python -m podcheck.dev` in a copy of the tree: what it begins works, and what it takes away is missed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from podcheck.dev.insertion import append_to_tuple, insert_before, insert_import
from podcheck.dev.scaffold import MARK, SourceTree, new_format, new_rule, new_trait
from podcheck.errors import ConfigError
from podcheck.model.traits import MAIN_TRAITS, Trait
from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER
from tests.samples.expectations import read_sample

TREE = ("podcheck", "cpp_samples", "docs", "tests", "pyproject.toml", "CONTRIBUTING.md")
WRITTEN_BY_PEOPLE = ("podcheck", "cpp_samples", "docs", "tests")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of podcheck's source tree."""
    for name in TREE:
        if (REPOSITORY / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def python(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=tree, capture_output=True, encoding="utf-8", timeout=HANGS_AFTER, check=False
    )


def dev(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(tree, "-m", "podcheck.dev", *arguments)


CHECKS = (
    "tests/model/test_traits.py",
    "tests/rules/test_pages.py",
    "tests/rules/test_rulebook.py",
    "tests/rules/test_examples.py",
    "tests/report/test_json_report.py",
    "tests/cli/test_rule.py",
    "tests/samples/test_samples.py",
    "tests/dev/test_scaffold.py",
)
"""The tests that tell what a trait lacks."""


def check(tree: Path, about: str, *more: str) -> tuple[set[str], str]:
    """The names of the tests that fail there, and pytest's output; of the long ones, the cases whose id has that."""
    long = ("test_examples", "test_samples", "test_rule.py", "test_scaffold")
    alone = " or ".join((about, *LEFT_OUT_TESTS))
    chosen = f"({' and '.join(f'not {name}' for name in long)}) or {alone}"
    done = python(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, *CHECKS, *more)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return set(re.findall(r"^FAILED \S+::(\w+)", done.stdout, re.MULTILINE)), done.stdout


LEFT_OUT_TESTS = (
    "test_the_pages_in_docs_are_those_that_the_rules_make",
    "test_nothing_that_was_begun_is_left_to_write",
    "test_each_trait_is_yes_and_no_in_a_sample",
)


def text_files(root: Path) -> list[Path]:
    """Everything that people write, but for the scaffolder itself and this file."""
    kinds = {".py", ".cpp", ".hpp", ".json", ".md"}
    files = (file for name in WRITTEN_BY_PEOPLE for file in (root / name).rglob("*") if file.suffix in kinds)
    return [file for file in files if "dev" not in file.relative_to(root).parts]


def test_nothing_that_was_begun_is_left_to_write() -> None:
    left = [str(file.relative_to(REPOSITORY)) for file in text_files(REPOSITORY) if MARK in file.read_text("utf-8")]
    assert not left, f"write what is marked {MARK}, and remove the marks: {', '.join(left)}"


def test_each_trait_is_yes_and_no_in_a_sample() -> None:
    samples = (read_sample(file.read_text()) for file in sorted((REPOSITORY / "cpp_samples").rglob("*.cpp")))
    expected = {
        (trait, value.truth.value)
        for sample in samples
        for remark in sample.remarks
        for trait, value in remark.values
        if value.truth is not None
    }
    expected |= {(trait, True) for trait in MAIN_TRAITS}  # where no comment says otherwise
    wanted = {(trait, truth) for trait in Trait for truth in (True, False)}
    assert wanted - expected == set(), "write a sample: CONTRIBUTING.md says how"


def test_a_trait_that_was_begun_works_and_only_the_marks_say_that_it_is_not_written(tree: Path) -> None:
    done = dev(tree, "new-trait", "nothrow_thing", "--clause", "[class.prop]/9")
    assert (done.returncode, done.stderr) == (0, "")
    failed, output = check(tree, "nothrow")
    assert failed == {"test_nothing_that_was_begun_is_left_to_write"}
    for path in re.findall(r"^(?:wrote  |changed) (\S+)$", done.stdout, re.MULTILINE):
        if not path.endswith(("rulebook.py", ".json")):
            assert path in output
    queried = python(tree, "-m", "podcheck", "check", "cpp_samples/class.prop/nothrow_thing.cpp", "--no-config",
                   "--require", "nothrow_thing", "--no-cross-check")  # fmt: skip
    assert "'Value' is not nothrow_thing, which is required" in " ".join(queried.stdout.split())


def test_what_is_taken_from_a_trait_is_missed(tree: Path) -> None:
    assert dev(tree, "new-trait", "nothrow_thing", "--clause", "[class.prop]/9").returncode == 0
    (tree / "cpp_samples/class.prop/nothrow_thing.cpp").unlink()
    (tree / "docs/rules/not-nothrow-thing.md").unlink()
    for name in ("report.schema.json", "report-2.schema.json"):
        schema = tree / "podcheck/report/formats" / name
        schema.write_text(schema.read_text().replace(',\n        "nothrow_thing"', ""))
    rulebook = tree / "podcheck/rules/rulebook.py"
    lines = rulebook.read_text().splitlines(keepends=True)
    rulebook.write_text("".join(line for line in lines if "Trait.NOTHROW_THING" not in line))
    failed, _ = check(tree, "nothrow")
    assert {
        "test_every_trait_has_its_rules",
        "test_the_schema_names_every_trait_in_the_order_of_reports",
        "test_the_pages_in_docs_are_those_that_the_rules_make",
        "test_each_trait_is_yes_and_no_in_a_sample",
    } <= failed


@pytest.mark.slow
def test_a_rule_that_was_begun_works(tree: Path) -> None:
    file = "podcheck/rules/traits/standard_layout.py"
    assert dev(tree, "new-rule", "too-odd", file, "--clause", "[class.prop]/3.8").returncode == 0
    failed, _ = check(tree, "odd")
    of_compilers = {"test_the_compilers_say_nothing_else_but_what_is_known"}  # they don't know the rule
    assert failed - of_compilers == {"test_nothing_that_was_begun_is_left_to_write"}


def test_a_format_that_was_begun_works(tree: Path) -> None:
    assert dev(tree, "new-format", "csv").returncode == 0
    done = python(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/report/test_csv.py")
    assert done.returncode == 0, done.stdout
    source = tree / "bad.cpp"
    source.write_text("struct S { virtual ~S(); };\n")
    made = python(tree, "-m", "podcheck", "check", "bad.cpp", "--no-config", "--require", "pod", "--format", "csv")
    assert made.stdout == "bad.cpp:1: requirement\n"


HERE = SourceTree.of(REPOSITORY)
TRAITS = "podcheck/rules/traits"


@pytest.mark.parametrize(
    ("begin", "why"),
    [
        (lambda: new_trait(HERE, "Bad-name", "[x]"), "can't be the name of a trait"),
        (lambda: new_trait(HERE, "is_swappable", "[x]"), "is spelled as a template"),
        (lambda: new_trait(HERE, "pod", "[x]"), "there is a trait pod already"),
        (lambda: new_trait(HERE, "pointers", "[x]"), "podcheck/rules/traits/pointers.py is there already"),
        (lambda: new_trait(HERE, "swappable", "../x"), "is not a clause"),
        (lambda: new_rule(HERE, "Odd", f"{TRAITS}/pod.py", "[x]"), "can't be a code"),
        (lambda: new_rule(HERE, "odd", f"{TRAITS}/polymorphic.py", "[x]"), "it has no RULES"),
        (lambda: new_rule(HERE, "odd", "podcheck/rules/emptiness.py", "[x]"), "is not called after a trait"),
        (lambda: new_rule(HERE, "odd", "nowhere/pod.py", "[x]"), "No such file"),
        (lambda: new_rule(HERE, "mixed-access", f"{TRAITS}/standard_layout.py", "[x]"), "it has a rule mixed-access"),
        (lambda: new_format(HERE, "json"), "podcheck/report/formats/json.py is there already"),
        (lambda: SourceTree.of(REPOSITORY / "cpp_samples"), "is no source tree of podcheck"),
    ],
)
def test_what_cannot_be_begun_is_said_with_what_to_do(begin: Callable[[], object], why: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(why)) as raised:
        begin()
    assert raised.value.advice


def test_the_command_line_ends_with_status_2_where_nothing_can_be_begun() -> None:
    done = dev(REPOSITORY, "new-trait", "Bad-name")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("podcheck.dev: 'Bad-name' can't be the name of a trait\n")


def test_a_line_is_put_where_it_belongs() -> None:
    assert append_to_tuple("RULES = (a,)\n", "RULES", "b", "x\n") == "x\nRULES = (a, b)\n"
    long = ", ".join(f"a_rule_of_a_long_name_{number}" for number in range(6))
    assert append_to_tuple(f"RULES = ({long})\n", "RULES", "b").endswith("    a_rule_of_a_long_name_5,\n    b,\n)\n")
    assert insert_import("from p import b\nx\n", "p", "a") == "from p import (\n    a,\n    b,\n)\nx\n"
    with pytest.raises(LookupError, match="stands in 2 places"):
        insert_before("a a", "a", "b")
