"""In which folders libclang itself looks for headers, with some arguments: it says so where nobody can catch it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from clang import cindex

from podcheck.cpp.search import CLANGS_OWN, Folder, printed_folders
from podcheck.extract.libclang import library
from podcheck.extract.libclang.session import resources
from podcheck.extract.parse.cxx_library import library_arguments
from podcheck.process import run_python

_SECONDS = 60.0
_MOST_PRINTED = 4 << 20


def own_folders(words: Sequence[str], libclang: Path | None = None) -> tuple[Folder, ...] | None:
    """Return the folders that libclang searches, or would if they were there; None where it does not say.

    It prints them on the standard error of its process, which is another one therefore.
    """
    arguments = [str(libclang or ""), *words]
    done = run_python(
        __name__, "show", arguments, folder=Path(os.getcwd()), timeout=_SECONDS, output_limit=_MOST_PRINTED
    )
    printed = done.stderr
    for header in CLANGS_OWN:  # libclang tells of these as of any other header
        printed = printed.replace(f" -include {header} ", " ")
    return printed_folders(printed) if done.ok else None


def show() -> None:
    """Have libclang print them for the arguments of this process."""
    libclang, *words = sys.argv[1:]
    library.load(Path(libclang) if libclang else None)
    given = ["-x", "c++", *library_arguments(tuple(words)), *words, "-w", "-v"]
    text = [("podcheck.cpp", "")]
    cindex.TranslationUnit.from_source("podcheck.cpp", [*given, *resources(given)], text)
