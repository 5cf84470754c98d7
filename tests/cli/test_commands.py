"""The commands: each is in the module of its name, listed with a line, and named where a word is nearly its name."""

from __future__ import annotations

import click
import pytest

from podcheck.cli.main import podcheck as group
from podcheck.dev.documents.commands import subcommands
from tests.cli.running import REPOSITORY, podcheck


def test_every_module_of_commands_is_one_of_them() -> None:
    modules = {file.stem for file in (REPOSITORY / "podcheck" / "cli" / "commands").glob("[!_]*.py")}
    commands = dict(subcommands(group))
    assert set(commands) == modules
    assert all(name == command.name and command.help for name, command in commands.items())


def test_help_lists_each_with_a_whole_line_in_eighty_columns() -> None:
    listed = podcheck("--help", COLUMNS="80").stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == group.list_commands(click.Context(group))
    assert all(line.endswith(".") and len(line) <= 80 for line in listed)


@pytest.mark.parametrize(("word", "advice"), [("chek", "Did you mean check?"), ("zzz", "Commands: check, explain, ")])
def test_a_word_that_is_none_is_answered_with_the_nearest(word: str, advice: str) -> None:
    run = podcheck(word)
    assert run.returncode == 2
    assert f"No such command '{word}'. {advice}" in run.stderr
