"""A run's outcome: that of an earlier run where nothing has changed since, else that of doing it.

What decides whether anything has: podcheck's own files and those it is installed with, the options, the units with
their flags, the compilers, and the content of every file that was read and of every folder that was searched.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck.analysis import findings, pipeline
from podcheck.analysis.evaluate import Compilers
from podcheck.cache import Dependencies, Outcomes, digest_of, environment, installations, program
from podcheck.cpp.search import deciding_words
from podcheck.discovery.scan import Scan
from podcheck.discovery.units import scan_paths
from podcheck.model.codec import encode
from podcheck.model.results import Report
from podcheck.model.run_output import RunOutput
from podcheck.model.settings import Settings
from podcheck.workers.pool import ProgressCallback as Progress

if TYPE_CHECKING:
    from podcheck.cache.run_outputs import CompilerCommands

_LOG = logging.getLogger(__name__)


class Rendering(Struct, frozen=True):
    """How a report becomes an outcome."""

    identity: str
    """All that the rendering depends on."""

    load: Callable[[], None]
    """Begins to load what rendering needs; called once it is known that there is something to render."""

    render: Callable[[Report], RunOutput]


def run_or_replay(settings: Settings, rendering: Rendering, progress: Progress) -> RunOutput:
    """Analyse, or return the outcome of an earlier run. Raises PodcheckError where nothing can be done at all."""
    findings.check_codes(settings.policy, settings.inputs.file_rules)
    scanned = scan_paths(settings.inputs)
    with pipeline.seeking(settings.crosscheck, scanned) as compilers:
        folder = settings.cache.folder if settings.keeps and settings.extract.scheduler is None else None
        if folder is None:
            rendering.load()
            return rendering.render(pipeline.check_units(settings, scanned, compilers, progress))
        basis = Dependencies()
        basis.contents.watch(pipeline.watched_folders(scanned.units))
        with closing(Outcomes(folder)) as kept:
            key = _key(settings, scanned, rendering)
            known = kept.get(key, basis.contents, lambda words: _fingerprint_compilers(compilers, words))
            if known is not None:
                _LOG.info("%d files are as they were in an earlier run, and so is what it said", len(scanned.units))
                return known
            if settings.policy.baseline is not None:
                basis.note([str(settings.policy.baseline)])
            rendering.load()
            report = pipeline.check_units(settings, scanned, compilers, progress, basis)
            outcome = rendering.render(report)
            if not report.interrupted and not any(problem.fatal for problem in report.problems):
                kept.put(key, outcome, basis, _fingerprint_compilers(compilers, tuple(basis.compilers)))
            return outcome


def _key(settings: Settings, scanned: Scan, rendering: Rendering) -> bytes:
    """Return a digest of all that is known before the first file is read, and before a compiler has said who it is."""
    named = [path for path in (settings.extract.libclang, os.environ.get("PODCHECK_LIBCLANG")) if path]
    return digest_of(
        _installed_packages(),
        environment(),
        *(
            installations(deciding_words(arguments))
            for arguments in dict.fromkeys(unit.arguments for unit in scanned.units)
        ),
        *(program(str(path)) for path in named),
        digest_of(*map(encode, scanned.units)),
        *map(
            _text,
            (
                _deciding(settings),
                repr(scanned.problems),
                repr(scanned.unbuilt),
                rendering.identity,
            ),
        ),
    )


def _deciding(settings: Settings) -> str:
    """Return the settings on which the outcome depends: how fast it comes, and where it is kept, is no part of it."""
    extract = replace(settings.extract, jobs=1, timeout=0.0)
    return repr((settings.inputs, extract, replace(settings.crosscheck, timeout=0.0), settings.policy))


def _fingerprint_compilers(compilers: Compilers, words: CompilerCommands) -> bytes:
    """Return a digest of who the compilers are, asked anew each time: a wrapper may start another one now.

    Where they look for headers is part of it, with the words with which they were asked that.
    """
    result, missing = compilers.result()
    programs = (program(word) for compiler in result for word in compiler.command)
    printed: list[str] = []
    if words:
        from podcheck.crosscheck.compilers import ask_for_folders

        by_command = {compiler.command: compiler for compiler in result}
        printed = [ask_for_folders(by_command[command], given) for command, given in words if command in by_command]
    return digest_of(_text(repr((result, missing, printed))), *programs)


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _installed_packages() -> bytes:
    """Return a digest of podcheck's own files, and of the names and versions of all packages that Python finds."""
    package = Path(__file__).parents[1]
    own = sorted(path for path in package.rglob("*") if path.suffix not in (".pyc", "") and path.is_file())
    packages: list[str] = []
    for folder in sys.path:
        with contextlib.suppress(OSError):
            packages += sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    content = [part for path in own for part in (os.fsencode(path), path.read_bytes())]
    return digest_of(sys.version.encode(), *map(os.fsencode, packages), *content)
