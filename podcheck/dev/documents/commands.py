"""The page of commands: what `--help` prints of each, as wide as a page."""

from __future__ import annotations

from collections.abc import Iterator

import click

from podcheck.cli.main import podcheck

_WIDTH = 100


def render_commands() -> str:
    """Return a section for each command: its name, and its help."""
    return "\n".join(f"## {name}\n\n```text\n{help_text(name, command)}\n```\n" for name, command in every_command())


def every_command(name: str = "podcheck", command: click.Command = podcheck) -> Iterator[tuple[str, click.Command]]:
    """Yield the command and those below it, each with the words by which it is run."""
    yield name, command
    if isinstance(command, click.Group):
        for word, below in sorted(subcommands(command)):
            yield from every_command(f"{name} {word}", below)


def subcommands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands of a group by their names."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield name, command


def make_context(name: str, command: click.Command) -> click.Context:
    """Return the context in which the command is only described."""
    return command.make_context(
        name, [], resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH, color=False
    )


def help_text(name: str, command: click.Command) -> str:
    """Return what `--help` prints in a terminal that is as wide as the page."""
    return "\n".join(line.rstrip() for line in command.get_help(make_context(name, command)).splitlines())
