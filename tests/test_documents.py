"""What the README and CONTRIBUTING.md show is what podcheck does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import podcheck as package
from podcheck.cli.main import podcheck as commands
from podcheck.model.traits import CxxStandard
from tests.cli.running import REPOSITORY, podcheck
from tests.samples.complaints import complaints
from tests.samples.expectations import read_sample

README = (REPOSITORY / "README.md").read_text()


def answers(table: str) -> list[list[str]]:
    """The rows of a table without the numbers of notes, and without what depends on the compilers found."""
    rows = table.partition("\n\n")[0].splitlines()[3:]
    return [re.sub(r" \[\d+\]", "", row).split()[:-1] for row in rows if not row.startswith("  ")]


def test_the_picture_in_the_readme_is_what_it_prints() -> None:
    (command,) = re.findall(r"<!-- main-command -->\n```sh\n(.*)\n```", README)
    arguments = command.rpartition(".venv/bin/podcheck ")[2].split()
    (shown,) = re.findall(r"```text\n(class .*?)\n```", README, re.DOTALL)
    done = podcheck(*arguments)
    assert done.returncode == 0
    assert [row[:5] for row in answers(done.stdout)] == [row[:5] for row in answers(shown)]


def without_compilers(text: str) -> str:
    """Leave the table of traits out, whose columns are the compilers of the machine."""
    return re.sub(r"^trait +podcheck.*?\n\n", "", text, flags=re.DOTALL | re.MULTILINE)


EXPLAINED = dict(re.findall(r"```text\n\$ podcheck (explain .*?)\n(.*?)\n```", README, re.DOTALL))


@pytest.mark.parametrize("arguments", EXPLAINED)
def test_what_explain_shows_in_the_readme_is_what_it_prints(arguments: str) -> None:
    printed = podcheck(*arguments.split()).stdout
    for line in without_compilers(EXPLAINED[arguments]).splitlines():
        if line != "...":
            assert f"{line}\n" in printed, line


def without_versions(text: str) -> str:
    """The text without the versions of the compilers that were asked."""
    return re.sub(r"\b(g\+\+|clang\+\+)-[\d.]*\d", r"\1", text)


@pytest.mark.needs("g++", "clang++")
def test_the_layouts_in_the_readme_are_what_it_prints() -> None:
    shown = re.findall(r"```text\n\$ podcheck (layout .*?)\n(.*?)\n```", README, re.DOTALL)
    assert len(shown) == 2
    for arguments, text in shown:
        assert without_versions(podcheck(*arguments.split()).stdout) == without_versions(f"{text}\n")


def test_every_option_in_the_readme_exists() -> None:
    known = "".join(podcheck(*command, "--help").stdout for command in ((), *((name,) for name in commands.commands)))
    for option in set(re.findall(r"podcheck [^\n]*?(--[a-z][a-z-]+)", README)):
        assert option in known, option


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
