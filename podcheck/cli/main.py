"""The `podcheck` command group, and what happens when something goes wrong in it."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
import traceback
from typing import NoReturn

import click

from podcheck._version import __version__
from podcheck.cli.commands.asserts import asserts
from podcheck.cli.commands.baseline import baseline
from podcheck.cli.commands.cache import cache
from podcheck.cli.commands.check import check
from podcheck.cli.commands.compare import compare
from podcheck.cli.commands.diff import diff
from podcheck.cli.commands.doctor import doctor
from podcheck.cli.commands.explain import explain
from podcheck.cli.commands.init import init
from podcheck.cli.commands.layout import layout
from podcheck.cli.commands.lsp import lsp
from podcheck.cli.commands.rule import rule
from podcheck.cli.signals import end_cleanly_on_signals
from podcheck.cli.streams import hold_streams, make_output_lost, say
from podcheck.errors import REPORT_IT, PodcheckError, debugging
from podcheck.files import working_directory
from podcheck.process import raise_recursion_limit, tune_garbage_collector

_COMPLETE = "_PODCHECK_COMPLETE"
"""The variable by which a shell has click complete a word."""

_INTERRUPTED = 130
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.ENOMEM, errno.EAGAIN, errno.EDQUOT)
"""Errors that are about the machine, and not about podcheck."""


def _print_cmake_folder(ctx: click.Context, param: click.Parameter, chosen: bool) -> None:
    del param
    if chosen and not ctx.resilient_parsing:
        from podcheck.cmake import FOLDER

        click.echo(str(FOLDER))
        ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
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


podcheck.add_command(check)
podcheck.add_command(cache)
podcheck.add_command(explain)
podcheck.add_command(diff)
podcheck.add_command(rule)
podcheck.add_command(baseline)
podcheck.add_command(layout)
podcheck.add_command(compare)
podcheck.add_command(asserts)
podcheck.add_command(doctor)
podcheck.add_command(init)
podcheck.add_command(lsp)


def main() -> NoReturn:
    """Run the command line and end the process with its exit status; no traceback reaches the user."""
    try:
        tune_garbage_collector()
        raise_recursion_limit()
        hold_streams()
        end_cleanly_on_signals()
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
            advice = "Something on this machine is used up: see `ulimit -a`, and the room on its disks."
            return _print_error(PodcheckError(f"podcheck can't go on: {error.strerror}", advice))
        return _print_error(PodcheckError(f"internal error: {type(error).__name__}: {error}", REPORT_IT))
    return _print_error(PodcheckError("the working directory is gone", "Change to a folder that exists."))
