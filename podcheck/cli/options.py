"""Options that several commands share, and what they print on standard error."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import sys
import threading
from typing import TYPE_CHECKING

import click

from podcheck.cli.streams import say
from podcheck.config.option_table import OPTIONS
from podcheck.files import working_directory
from podcheck.report.options import Options

if TYPE_CHECKING:
    from podcheck.report.options import Options


def split_arguments(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands before and behind the first `--`."""
    if "--" in words:
        at = words.index("--")
        return words[:at], words[at + 1 :]
    return words, ()


_SAMPLE = "--cross-check=sample:"

_OF_COMPILERS = ("-I", "-D", "-U", "-W", "-f", "-m", "-i", "-x", "-O", "-g", "-s", "-std", "--sysroot", "--target")
"""How flags of compilers begin that people give where only podcheck's own options are."""

_OWN, _LAST = "Options", "Configuration"
_HEADINGS = {
    _OWN: _OWN,
    "policy": "Findings",
    "output": "Output",
    "inputs": "What is analysed",
    "cross-check": "Compilers",
    "extract": "Speed",
    "cache": "Cache",
    _LAST: _LAST,
}
"""The headings of `--help`, by the option table's groups, in their order."""

_GROUPS = {**{option.name: option.group for option in OPTIONS}, "config": _LAST, "no_config": _LAST, "help": _LAST}


class PathsThenArguments(click.Command):
    """A command whose words behind `--` are the compiler's, options of ours or not.

    They are flags, or a compiler's whole command line, program first, as CMake has it for a checker of its sources
    (`CXX_CLANG_TIDY`); that is for commands with an option `--extra-arg-before`, which CMake gives as well.
    `--cross-check=sample:N` is `--cross-check --sample N`: click has no option that takes a value or none.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what is behind `--` away from click."""
        own, clang_args = split_arguments(tuple(args))
        names = {param.name for param in self.params}
        is_command = bool(clang_args) and not clang_args[0].startswith(("-", "@"))
        if is_command and "first_args" not in names:
            raise click.UsageError(
                f"{clang_args[0]!r} after -- is not a flag; only `podcheck check` takes a whole command line there.",
                ctx,
            )
        ctx.meta["behind"] = clang_args
        ctx.meta["command"], ctx.meta["clang_args"] = (clang_args, ()) if is_command else ((), clang_args)
        samples = "sample" in names
        words = [word for text in own for word in (_split_sample(text) if samples else (text,))]
        try:
            return super().parse_args(ctx, words)
        except click.NoSuchOption as error:
            if not error.option_name.startswith(_OF_COMPILERS):
                raise
            message = f"{error.option_name} is not an option of podcheck. Put compiler options after `--`, at the end."
            raise click.UsageError(message, ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by what they are about, those that are asked for most first."""
        groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _HEADINGS.values()}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                groups[_HEADINGS[_GROUPS.get(param.name or "", _OWN)]].append(record)
        for heading, records in groups.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _split_sample(word: str) -> tuple[str, ...]:
    if not word.startswith(_SAMPLE):
        return (word,)
    count = word.removeprefix(_SAMPLE)
    if not (count.isascii() and count.isdigit() and len(count) < 10 and int(count)):
        raise click.UsageError(f"{word}: after `sample:` write how many classes to ask about, 1 or more.")
    return ("--cross-check", "--sample", count)


def usable_cores() -> int:
    """Return how many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_ahead(module: str) -> None:
    """Import a module that is needed after the analysis while that, outside Python's lock, is under way."""

    def load() -> None:
        with contextlib.suppress(Exception):  # who needs it gets to know
            importlib.import_module(module)

    threading.Thread(target=load, daemon=True).start()


def report_options(color: str, *, verbose: bool) -> Options:
    """Return how to render for standard output: its width, colour and what it can print."""
    terminal = sys.stdout.isatty()
    wanted = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    folder = str(working_directory())
    return Options(
        width=shutil.get_terminal_size((80, 24)).columns,
        color=color == "always" or (color == "auto" and wanted),
        verbose=verbose,
        unicode=(sys.stdout.encoding or "").lower().replace("-", "").startswith("utf"),
        root=source_tree(folder),
        folder=folder,
    )


def source_tree(folder: str) -> str:
    """Return the root that tools name files from: that of GitHub or GitLab, the repository's, else the folder."""
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        root = os.environ.get(variable)
        if root and f"{folder}/".startswith(os.path.realpath(root).rstrip("/") + "/"):
            return os.path.realpath(root)
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            return folder
        above = os.path.dirname(above)
    return above


def narrate() -> None:
    """Print what is decided on the way (which compile database, whose flags) on standard error, for `-v`."""
    import logging

    class Said(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"podcheck: {record.getMessage()}")

    log = logging.getLogger("podcheck")
    log.addHandler(Said())
    log.setLevel(logging.INFO)
