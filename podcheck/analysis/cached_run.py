"""A run's outcome: that of an earlier run where nothing has changed since, else that of doing it.

What it is told by: podcheck's own files and those it is installed with, the options, the units with their flags, the
compilers, and the content of every file that was read and of every folder that was searched.
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
from podcheck.config.settings import Settings
from podcheck.cpp.search import deciding_words
from podcheck.discovery.units import Scan, scan_paths
from podcheck.model.codec import encode
from podcheck.model.results import Report
from podcheck.model.run_output import RunOutput
from podcheck.workers.pool import ProgressCallback as Progress

if TYPE_CHECKING:
    from podcheck.cache.run_outputs import CompilerCommands

_LOG = logging.getLogger(__name__)


class Rendering(Struct, frozen=True):
    """How a report becomes an outcome. `identity` says all that this depends on.

    `load` begins to load what rendering needs; it is called when it is known that there is something to render.
    """

    identity: str
    load: Callable[[], None]
    render: Callable[[Report], RunOutput]


def run_or_replay(config: Settings, rendering: Rendering, told: Progress) -> RunOutput:
    """Analyse, or say what was said before. Raises PodcheckError where nothing can be done at all."""
    findings.check_codes(config)
    scanned = scan_paths(config)
    with pipeline.seeking(config, scanned) as compilers:
        if config.cache is None or config.isolate or config.text is not None or config.scheduler is not None:
            rendering.load()
            return rendering.render(pipeline.check_units(config, scanned, compilers, told))
        from podcheck.cache import Dependencies, Outcomes

        basis = Dependencies()
        basis.contents.watch(pipeline.watched_folders(scanned.units))
        with closing(Outcomes(config.cache)) as kept:
            key = _key(config, scanned, rendering)
            known = kept.get(key, basis.contents, lambda words: _fingerprint_compilers(compilers, words))
            if known is not None:
                _LOG.info("%d files are as they were in an earlier run, and so is what it said", len(scanned.units))
                return known
            if config.baseline is not None:
                basis.note([str(config.baseline)])
            rendering.load()
            report = pipeline.check_units(config, scanned, compilers, told, basis)
            outcome = rendering.render(report)
            if not report.interrupted and not any(problem.fatal for problem in report.problems):
                kept.put(key, outcome, basis, _fingerprint_compilers(compilers, tuple(basis.told)))
            return outcome


def _key(config: Settings, scanned: Scan, rendering: Rendering) -> bytes:
    """Of all that is known before the first file is read, and before a compiler has said who it is."""
    from podcheck.cache import digest_of, environment, installations, program

    named = [path for path in (config.libclang, os.environ.get("PODCHECK_LIBCLANG")) if path]
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
                repr(replace(config, jobs=1, timeout=0.0, cache=None)),
                repr(scanned.problems),
                repr(scanned.unbuilt),
                rendering.identity,
            ),
        ),
    )


def _fingerprint_compilers(compilers: Compilers, words: CompilerCommands) -> bytes:
    """Who the compilers are, which they are asked each time: behind the same wrapper there may be another one.

    So are where they look for headers, with the words with which they were asked that.
    """
    from podcheck.cache import digest_of, program

    found, missing = compilers.result()
    programs = (program(word) for compiler in found for word in compiler.command)
    printed: list[str] = []
    if words:
        from podcheck.crosscheck.compilers import ask_for_folders

        by_command = {compiler.command: compiler for compiler in found}
        printed = [ask_for_folders(by_command[command], given) for command, given in words if command in by_command]
    return digest_of(_text(repr((found, missing, printed))), *programs)


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _installed_packages() -> bytes:
    """podcheck's own files, and the names and versions of all packages that Python finds."""
    from podcheck.cache import digest_of

    package = Path(__file__).parents[1]
    own = sorted(path for path in package.rglob("*") if path.suffix not in (".pyc", "") and path.is_file())
    packages: list[str] = []
    for folder in sys.path:
        with contextlib.suppress(OSError):
            packages += sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    content = [part for path in own for part in (os.fsencode(path), path.read_bytes())]
    return digest_of(sys.version.encode(), *map(os.fsencode, packages), *content)
