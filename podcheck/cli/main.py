"""The `podcheck` command group, and what happens when something goes wrong in it."""

from __future__ import annotations

import os
import sys
import traceback
from typing import NoReturn

import click

from podcheck import __version__
from podcheck.cli.asserts import asserts
from podcheck.cli.baseline import baseline
from podcheck.cli.cache import cache
from podcheck.cli.check import check
from podcheck.cli.diff import diff
from podcheck.cli.doctor import doctor
from podcheck.cli.explain import explain
from podcheck.cli.layout import layout
from podcheck.cli.rule import rule
from podcheck.errors import REPORT_IT, PodcheckError, debugging
from podcheck.process import spare_collections

_INTERRUPTED = 130


def _print_cmake_folder(ctx: click.Context, param: click.Parameter, chosen: bool) -> None:
    del param
    if chosen and not ctx.resilient_parsing:
        from podcheck.cmake import FOLDER

        click.echo(str(FOLDER))
        ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
podcheck.add_command(asserts)
podcheck.add_command(doctor)


def main() -> NoReturn:
    """Run the command line and end the process with its exit status; no traceback reaches the user."""
    spare_collections()
    try:
        status = podcheck.main(prog_name="podcheck", standalone_mode=False)
    except click.exceptions.Abort:
        status = _INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except PodcheckError as error:
        click.echo(f"podcheck: {error.what}", err=True)
        if error.advice:
            click.echo(f"  {error.advice}", err=True)
        status = error.exit_status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        status = _bug(error)
    _leave(status if isinstance(status, int) else 0)


def _leave(status: int) -> NoReturn:
    """End the process without taking libclang's memory apart, which would cost a tenth of a second for nothing."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(status)
    os._exit(status)


def _bug(error: Exception) -> int:
    if debugging():
        traceback.print_exc()
    else:
        click.echo(
            f"podcheck: internal error: {type(error).__name__}: {error}\n  {REPORT_IT}",
            err=True,
        )
    return 2
