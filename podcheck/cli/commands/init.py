"""`podcheck init`: a configuration file to begin with, and its schema."""

from __future__ import annotations

import os

import click

from podcheck import files
from podcheck.cli.streams import say, write
from podcheck.config.discovery import find
from podcheck.config.documentation import render_commented_file
from podcheck.config.schema import render_schema
from podcheck.errors import ConfigError

_NAME = "podcheck.toml"


@click.command()
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the file, for editors, and write nothing.")
def init(schema: bool) -> None:
    """Write podcheck.toml: every key, what it means and an example, each commented out.

    It goes into the working directory, and changes nothing until a line is uncommented. An existing configuration is
    not changed: then the exit status is 2.

    \b
    Example:
      podcheck init
    """
    if schema:
        write(render_schema(), "json")
        return

    here = files.working_directory()
    other = find(here)
    if other is not None and other.parent == here:
        raise ConfigError(f"{other.name}: a configuration exists already", "Edit it, or remove it first.")
    if os.path.lexists(_NAME):
        raise ConfigError(f"{_NAME}: this is not a regular file", "Remove it first.")
    try:
        files.write(_NAME, render_commented_file().encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{_NAME}: can't be written: {error.strerror}", "Check the folder's permissions.") from None
    say(f"podcheck: {_NAME} written: remove the # before the settings that you change")
    if other is not None:
        say(f"podcheck: note: it now replaces {os.path.relpath(other)}")
