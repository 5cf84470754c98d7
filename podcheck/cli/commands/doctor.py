"""`podcheck doctor`: what podcheck found on this machine, and what is missing."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import click

import podcheck
from podcheck._version import __version__
from podcheck.cli.config_options import table_options
from podcheck.cli.problems import print_problems
from podcheck.cli.streams import printable, write
from podcheck.crosscheck.compilers import find_compilers
from podcheck.errors import LibclangError
from podcheck.extract import libclang_binding, libclang_file, libclang_version
from podcheck.model.traits import CxxStandard

_PROBE = "#include <string>\n#include <vector>\nstruct Probe { std::string name; std::vector<int> numbers; };\n"


@click.command()
@table_options("doctor")
@click.pass_context
def doctor(ctx: click.Context, libclang: str | None) -> None:
    """Show libclang, its Python binding, the C++ library and the compilers that podcheck finds, and what to install.

    The exit status is 0 if `podcheck check` can work, else 2.

    \b
    Example:
      podcheck doctor
    """
    write(f"podcheck     {__version__} (Python {platform.python_version()}, {sys.platform})")
    try:
        named = Path(libclang) if libclang else None
        write(f"libclang     {libclang_version(named)} ({printable(libclang_file(named))})")
        write(f"binding      {printable(libclang_binding(named))}")
    except LibclangError as error:
        write(f"libclang     missing: {printable(error.what)}\n             {error.advice}")
        ctx.exit(2)
    report = podcheck.check("doctor.cpp", text=_PROBE, cross_check=False, libclang=libclang)
    library = not any(problem.fatal for problem in report.problems)
    if library:
        write("C++ library  found: <string> and <vector> parse")
    else:
        write("C++ library  missing: install g++ (Debian: apt install g++), or pip install 'podcheck[zig]'")
        print_problems(report.problems)
    compilers, problems = find_compilers(("all",))
    for compiler in compilers:
        newest = max((std for std in CxxStandard if compiler.supports(std)), default=None)
        dialects = f"up to {newest.spelling}" if newest else "no dialect that podcheck knows"
        write(f"compiler     {compiler.id} ({printable(' '.join(compiler.command))}), {dialects}")
    if not compilers:
        write("compiler     none: answers are not cross-checked (Debian: apt install g++ clang)")
    print_problems(problems)
    ctx.exit(0 if library else 2)
