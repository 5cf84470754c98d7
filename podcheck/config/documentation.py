"""The configuration file for readers, made from the option table: the table of keys, and a file to begin with."""

from __future__ import annotations

import textwrap

from podcheck.config.option_table import KEYS
from podcheck.config.values import VALUES

_WIDTH = 98


def render_keys() -> str:
    """Return the keys as a table in Markdown."""
    rows = [f"| `{key}` | {VALUES[option.kind].words} | {option.meaning_in_file} |" for key, option in KEYS.items()]
    return "\n".join(("| key | value | meaning |", "| --- | --- | --- |", *rows)) + "\n"


def render_commented_file() -> str:
    """Return a configuration file with every key, each in a comment, so that it changes nothing."""
    head = _comment(
        "Settings of podcheck, each commented out: remove the # before one to change it. "
        "Options on the command line override them; `podcheck check --show-settings` prints what applies."
    )
    keys = (f"{_comment(option.meaning_in_file)}\n#{option.example}\n" for option in KEYS.values())
    return "\n".join((f"{head}\n", *keys))


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)
