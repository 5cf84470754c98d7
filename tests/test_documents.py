"""What the README, the docs and CONTRIBUTING.md show is what podcheck does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck as package
from podcheck.cli.main import podcheck as commands
from podcheck.dev.documents.commands import subcommands
from podcheck.model.traits import CxxStandard
from tests.cli.running import REPOSITORY, podcheck
from tests.documents import (
    PAGES,
    comparable,
    is_as_shown,
    marked_block,
    printed_by_page,
    read_page,
    sessions_of,
    with_gaps,
)
from tests.samples.complaints import complaints
from tests.samples.expectations import read_sample


def answers(table: str) -> list[list[str]]:
    """The rows of a table without the numbers of notes, and without what depends on the compilers found."""
    rows = table.partition("\n\n")[0].splitlines()[3:]
    return [re.sub(r" \[\d+\]", "", row).split()[:-1] for row in rows if not row.startswith("  ")]


def test_the_tour_is_checked_as_the_docs_show() -> None:
    (command,) = marked_block("main-command").splitlines()
    arguments = command.rpartition(".venv/bin/")[2]
    (shown,) = (block.text for block in sessions_of("docs/start/first-check.md") if arguments in block.text)
    done = podcheck(*arguments.split()[1:])
    assert done.returncode == 0
    assert [row[:5] for row in answers(done.stdout)] == [row[:5] for row in answers(shown.partition("\n")[2])]


@pytest.mark.slow
@pytest.mark.needs("g++", "clang++")
@pytest.mark.parametrize("page", [page for page in PAGES if any(block.is_run for block in sessions_of(page))])
def test_what_a_page_shows_is_what_is_printed(page: str, tmp_path: Path) -> None:
    for block, printed in printed_by_page(page, tmp_path):
        if not is_as_shown(block.text, printed):
            assert comparable(printed) == comparable(block.text), f"python -m tests.documents {page}"


def test_a_block_that_is_not_run_says_why() -> None:
    sessions = [block for page in PAGES for block in sessions_of(page)]
    assert len([block for block in sessions if block.is_run]) > 20
    for block in sessions:
        assert block.is_run or len(block.marks["not run"].split()) > 3


def test_what_is_compared_tells_a_wrong_word() -> None:
    shown = "$ podcheck check a.cpp\nfirst 1\n...\nCompared: 9 answers of g++-9.1: all agree.\nlast\n"
    printed = "$ podcheck check a.cpp\nfirst 1\nsecond\nthird\nCompared: 16 answers of g++-12.2: all agree.\nlast\n"
    assert is_as_shown(shown, printed)
    assert not is_as_shown(shown, printed.replace("last", "lost"))
    assert not is_as_shown(shown, printed.replace("first 1", "first 2"))
    assert with_gaps(shown, printed) == printed.replace("second\nthird\n", "...\n")


def test_screens_of_the_first_half_hour_are_no_longer_than_a_screen() -> None:
    """What is not run, for want of the project's sources, is one of them."""
    screens = sessions_of("docs/start/first-half-hour.md")
    assert len(screens) >= 10
    assert {block.marks["columns"] for block in screens} == {"80", "120"}
    for block in screens:
        assert block.text.count("\n") < 40, block.text
        assert max(map(len, block.text.splitlines())) <= int(block.marks["columns"])


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    readme = read_page("README.md")
    assert readme.count("\n") <= 190
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)", readme)
    assert len(targets) > 15
    assert [target for target in targets if not (REPOSITORY / target).exists()] == []


def test_every_option_in_the_docs_exists() -> None:
    known = "".join(
        podcheck(*command, "--help").stdout for command in ((), *((name,) for name, _ in subcommands(commands)))
    )
    for page in PAGES:
        for option in set(re.findall(r"podcheck [^\n|]*?(?<!\S)(--[a-z][a-z-]+)", read_page(page))):
            assert option in known, (page, option)


def test_the_sample_in_contributing_is_one() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text()
    (sample,) = re.findall(r"```cpp\n(.*?)```", text, re.DOTALL)
    read = read_sample(sample)
    for std in (CxxStandard.CXX11, CxxStandard.CXX20):
        report = package.check("sample.cpp", text=sample, std=std.spelling, cross_check=False)
        assert [line for line in complaints(read, "sample.cpp", std, report.records, ()) if "missing" not in line] == []


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_in_a_document_is_there(document: str) -> None:
    text = (REPOSITORY / document).read_text()
    paths = re.findall(r"\b(?:podcheck|tests|benchmarks|docs)/[\w./-]*\w", text)
    assert len(paths) > 10
    chosen_by_the_reader = re.compile(r"[A-Z]{4,}")
    missing = [path for path in paths if not chosen_by_the_reader.search(path) and not (REPOSITORY / path).exists()]
    assert missing == []


def test_the_version_has_an_entry_in_the_changelog() -> None:
    changelog = (Path(REPOSITORY) / "CHANGELOG.md").read_text()
    assert f"\n## {package.__version__}\n" in changelog
