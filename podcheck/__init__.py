"""podcheck: which C++ classes are trivial, trivially copyable, standard-layout, POD, and why not.

One flow, and the rooms carry its words::

    paths --discovery--> Units --workers: extract--> ClassFacts --rules--> Verdicts with reasons
          --crosscheck--> compilers' answers, mismatches --policy--> Findings --report--> text

`analysis` is that flow: `analysis.pipeline.check_units` has it on one screen, `analysis.evaluate` one group of units,
and `analysis.cached_run` leaves it out where nothing has changed. `discovery` finds the units and their flags,
`workers` have `extract` read them, over processes or Dask. `extract` alone knows libclang, `rules` alone the standard,
`crosscheck` the compilers, `policy` contracts, suppressions and the baseline, `config` the file with settings,
`cache` what is kept, `report` the output formats, `fixes` what gives a class a trait, `diff` two reports side by side,
`cli` the command line, `lsp` the language server for editors, `cmake` what CMake reads. `cpp` reads C++ as text,
`model` holds the data of each step, frozen.
`dev` is for who works on podcheck: it begins a trait, a rule or a format.
Imports go one way: cli > lsp > fixes > analysis > workers > discovery > {policy, config, cache, diff, extract, rules,
crosscheck, report} > git > process > cpp > model > paths > files > errors; the rooms in braces don't know each other,
and within `analysis`, `extract`, `rules` and `report` there are layers too (import-linter checks them).

To follow one class, read `extract/classes/reader.py`, `rules/judgement.py`, `rules/rulebook.py`, `rules/traits/`; one
unit, `extract/unit.py` and `analysis/evaluate.py`; one run, `cli/commands/check.py` and `analysis/pipeline.py`.

An answer is YES, NO or UNKNOWN (`Truth`), computed from the violations that the rules find: a NO always has
its reasons. A `Finding` is about the user's class, a `Problem` about a file or compiler that could not be
done, a `PodcheckError` about a run that makes no sense; they are never mixed.

    >>> import podcheck
    >>> report = podcheck.check("point.cpp", std="c++20")            # doctest: +SKIP
    >>> for record in report.records:                                # doctest: +SKIP
    ...     verdict = record.judgement.verdicts[podcheck.Trait.TRIVIALLY_COPYABLE]
    ...     print(record.facts.name, verdict.value, [reason.message for reason in verdict.reasons])

Importing podcheck loads neither libclang nor any of the rooms.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podcheck._version import __version__ as __version__
    from podcheck.errors import PodcheckError
    from podcheck.model.problems import Location, Problem
    from podcheck.model.results import Answers, Finding, Mismatch, Record, Report
    from podcheck.model.traits import CxxStandard, Trait, Truth
    from podcheck.model.verdicts import Judgement, Reason, SpecialMember, Verdict


_HOMES = {
    "__version__": "podcheck._version",
    "PodcheckError": "podcheck.errors",
    **dict.fromkeys(("Location", "Problem"), "podcheck.model.problems"),
    **dict.fromkeys(("Answers", "Finding", "Mismatch", "Record", "Related", "Report"), "podcheck.model.results"),
    **dict.fromkeys(("CxxStandard", "Trait", "Truth"), "podcheck.model.traits"),
    **dict.fromkeys(("Judgement", "Reason", "SpecialMember", "Verdict"), "podcheck.model.verdicts"),
}

__all__ = [
    "Answers",
    "CxxStandard",
    "Finding",
    "Judgement",
    "Location",
    "Mismatch",
    "PodcheckError",
    "Problem",
    "Reason",
    "Record",
    "Related",
    "Report",
    "SpecialMember",
    "Trait",
    "Truth",
    "Verdict",
    "check",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'podcheck' has no attribute {name!r}")


def check(
    *paths: str,
    std: str | None = None,
    clang_args: Sequence[str] = (),
    build_dir: str | None = None,
    headers: str | None = None,
    cross_check: bool = True,
    compilers: Iterable[str] = (),
    require: Iterable[str] = (),
    jobs: int = 1,
    libclang: str | None = None,
    timeout: float = 60.0,
    text: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    verdict: str = "standard",
    baseline: str | None = None,
    configuration: str | None = None,
    uses: bool = True,
    wrappers: Mapping[str, str | Mapping[str, str | int]] | None = None,
) -> Report:
    """Check source files, headers or directories and return the report.

    `std`: the dialect, `c++20` unless the compile database or `clang_args` say otherwise. `clang_args`: what a
    compiler needs to build the files, `-I` and `-D` for example. `headers`: a regular expression; records of
    headers whose path it matches are reported too. `compilers`: commands to cross-check with (none: the g++ and
    the clang++ on the path, `all`: every version found). `require`: traits that every record must have, else
    there is a finding. `timeout`: seconds for one compiler on one file. `text`: the content to analyse in
    place of that of the one path. `select`, `ignore`: codes of findings that count alone, or not. `verdict`: whose
    answers decide on requirements and contracts, `standard`, `compilers` or `both`. `baseline`: a file with findings
    that are accepted. `configuration`: a configuration file, whose contracts count, and whose settings fill in what has
    its default here; without it none is read. `uses`: also find the places in the files that need a trait which a class
    lacks; `wrappers`: functions that do what a known one does, `{"my_memcpy": "memcpy"}`, or with their arguments,
    `{"Socket::put": {"like": "write", "bytes": 1, "size": 2}}`.

    Raises PodcheckError for values that make no sense and where libclang can't be loaded. What fails for one
    file or compiler is in `Report.problems`; the rest is reported.
    """
    from podcheck.analysis import pipeline
    from podcheck.config.settings import make_settings

    chosen: dict[str, Any] = {
        "std": std,
        "clang_args": clang_args,
        "build_dir": build_dir,
        "headers": headers,
        "cross_check": cross_check,
        "compilers": compilers,
        "require": require,
        "jobs": jobs,
        "libclang": libclang,
        "timeout": timeout,
        "text": text,
        "select": select,
        "ignore": ignore,
        "verdict": verdict,
        "baseline": baseline,
        "uses": uses,
        "wrappers": wrappers,
    }
    if configuration is None:
        return pipeline.check(make_settings(paths, **chosen))
    from podcheck.config import overlaid

    return pipeline.check(make_settings(paths, **overlaid(configuration, chosen)))
