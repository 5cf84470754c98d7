"""The `podcheck` command group, and what happens when something goes wrong in it."""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import os
import sys
import traceback
from typing import NoReturn

import click

from podcheck._version import __version__
from podcheck.cli.signals import end_cleanly_on_signals, take_interrupts
from podcheck.cli.streams import hold_streams, make_output_lost, say
from podcheck.errors import REPORT_IT, PodcheckError, debugging
from podcheck.files import working_directory
from podcheck.own_process import raise_recursion_limit, tune_garbage_collector
from podcheck.suggest import advice

_COMPLETE = "_PODCHECK_COMPLETE"
"""The variable by which a shell has click complete a word."""

_INTERRUPTED = 130
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.ENOMEM, errno.EAGAIN, errno.EDQUOT)
"""Errors that are about the machine, and not about podcheck."""


_COMMANDS = {
    "check": "Find risky memcpys and the like; list each class's traits.",
    "explain": "Explain one class: causes, fixes, what is safe.",
    "layout": "Show offsets, sizes and padding of a class.",
    "compare": "Compare two classes' layouts, or C++ and C.",
    "asserts": "Write static_asserts for what holds today.",
    "baseline": "Accept today's findings, so that new ones count.",
    "diff": "Compare two reports, or two git revisions.",
    "rule": "Say what a code means, or list all codes.",
    "init": "Write a commented podcheck.toml.",
    "doctor": "Show which libclang and compilers are used.",
    "cache": "Show, check or empty what runs keep.",
    "lsp": "Serve an editor on standard input and output.",
}
"""The commands, those of the first day first, each with its line in `podcheck --help`."""


class LazyCommands(click.Group):
    """The commands, each in the module of its name, which is imported when it is run, so that none waits for others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, None where there is none."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"podcheck.cli.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        command.short_help = _COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words begin with. Raises UsageError, with the name that is nearest."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"No such command '{args[0]}'. {advice(args[0], _COMMANDS, 'Commands: {}.')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with a line each, and import none of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _print_cmake_folder(ctx: click.Context, param: click.Parameter, chosen: bool) -> None:
    del param
    if chosen and not ctx.resilient_parsing:
        from podcheck.cmake import FOLDER

        click.echo(str(FOLDER))
        ctx.exit()


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="podcheck")
@click.option(
    "--cmake-dir",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_cmake_folder,
    help="Print the folder for CMake's find_package(podcheck): -Dpodcheck_DIR=...",
)
def podcheck() -> None:
    """Which C++ classes are trivial, trivially copyable, standard-layout, POD, and why not.

    Answers are computed from the C++ standard and cross-checked with the compilers found.

    \b
    Example:
      podcheck check point.cpp -- -I include
    """


def main() -> NoReturn:
    """Run the command line and end the process with its exit status; no traceback reaches the user."""
    try:
        tune_garbage_collector()
        raise_recursion_limit()
        hold_streams()
        end_cleanly_on_signals()
        take_interrupts()
        status = podcheck.main(prog_name="podcheck", standalone_mode=False)
    except click.exceptions.Abort:
        status = _INTERRUPTED
    except SystemExit as left:
        if _COMPLETE in os.environ:  # click has told a shell how a word goes on
            status = left.code
        else:  # click's word on a reader of its help who has left
            status = _print_error(make_output_lost(OSError(errno.EPIPE, os.strerror(errno.EPIPE))))
    except click.ClickException as error:
        status = _print_usage_error(error)
    except PodcheckError as error:
        status = _print_error(error)
    except Exception as error:
        status = _bug(error)
    _leave(status if isinstance(status, int) else 0)


def _leave(status: int) -> NoReturn:
    """End the process without taking libclang's memory apart, which would cost a tenth of a second for nothing."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        status = _print_error(
            make_output_lost(error if isinstance(error, OSError) else OSError(errno.EBADF, os.strerror(errno.EBADF)))
        )
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status)


def _print_error(error: PodcheckError) -> int:
    say(f"podcheck: {error.what}")
    if error.advice:
        say(f"  {error.advice}")
    return error.exit_status


def _print_usage_error(error: click.ClickException) -> int:
    """Say what click says: how the command is used, and what is wrong with these words."""
    text = io.StringIO()
    error.show(text)
    for line in text.getvalue().splitlines():
        say(line)
    return error.exit_code


def _is_clicks(error: OSError) -> bool:
    """Whether it happened where click writes, its help to standard output."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and os.path.dirname(frames[-1].filename) == os.path.dirname(click.__file__)


def _bug(error: Exception) -> int:
    if isinstance(error, OSError) and _is_clicks(error):
        return _print_error(make_output_lost(error))
    if debugging():
        traceback.print_exc()
        return 2
    with contextlib.suppress(PodcheckError):
        working_directory()
        if isinstance(error, OSError) and error.errno in _EXHAUSTED:
            advice = "A resource of this machine is used up: check `ulimit -a` and the free disk space."
            return _print_error(PodcheckError(f"podcheck can't go on: {error.strerror}", advice))
        return _print_error(PodcheckError(f"internal error: {type(error).__name__}: {error}", REPORT_IT))
    return _print_error(PodcheckError("the working directory is gone", "Change to a folder that exists."))
