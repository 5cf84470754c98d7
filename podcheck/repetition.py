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

from msgspec import Struct
from msgspec.structs import replace

from podcheck import findings, pipeline
from podcheck.config import Config
from podcheck.crossing import Compilers
from podcheck.model.codec import encode
from podcheck.model.outcome import Outcome
from podcheck.model.results import Report
from podcheck.scan.analysis import Told
from podcheck.scan.units import units_of

_LOG = logging.getLogger(__name__)
_VARIABLES = (
    "PATH",
    "PODCHECK_LIBCLANG",
    "CPATH",
    "CPLUS_INCLUDE_PATH",
    "C_INCLUDE_PATH",
    "GCC_EXEC_PREFIX",
    "COMPILER_PATH",
    "SDKROOT",
)
"""What libclang and compilers find their files by."""


class Rendering(Struct, frozen=True):
    """How a report becomes an outcome. `identity` says all that this depends on.

    `load` begins to load what rendering needs; it is called when it is known that there is something to render.
    """

    identity: str
    load: Callable[[], None]
    render: Callable[[Report], Outcome]


def outcome_of(config: Config, rendering: Rendering, told: Told) -> Outcome:
    """Analyse, or say what was said before. Raises PodcheckError where nothing can be done at all."""
    findings.check_codes(config)
    scanned = units_of(config)
    with pipeline.seeking(config, scanned) as compilers:
        if config.cache is None or config.isolate or config.text is not None or config.scheduler is not None:
            rendering.load()
            return rendering.render(pipeline.checked(config, scanned, compilers, told))
        from podcheck.cache import Basis, Outcomes

        basis = Basis()
        with closing(Outcomes(config.cache)) as kept:
            key = _key(config, scanned, rendering)
            known = kept.get(key, basis.contents, lambda: _asked(compilers))
            if known is not None:
                _LOG.info("%d files are as they were in an earlier run, and so is what it said", len(scanned[0]))
                return known
            if config.baseline is not None:
                basis.note([str(config.baseline)], [])
            rendering.load()
            report = pipeline.checked(config, scanned, compilers, told, basis)
            outcome = rendering.render(report)
            if not report.interrupted and not any(one.fatal for one in report.problems):
                kept.put(key, outcome, basis, _asked(compilers))
            return outcome


def _key(config: Config, scanned: pipeline.Scanned, rendering: Rendering) -> bytes:
    """Of all that is known before the first file is read, and before a compiler has said who it is."""
    from podcheck.cache import digest_of, environment, program

    units, problems = scanned
    named = [one for one in (config.libclang, os.environ.get("PODCHECK_LIBCLANG")) if one]
    return digest_of(
        _installed(),
        environment(),
        *(os.fsencode(f"{name}={os.environ.get(name, '')}") for name in _VARIABLES),
        *(program(str(one)) for one in named),
        digest_of(*map(encode, units)),
        *map(
            _text,
            (
                repr(replace(config, jobs=1, timeout=0.0, cache=None)),
                repr(problems),
                rendering.identity,
            ),
        ),
    )


def _asked(compilers: Compilers) -> bytes:
    """Who the compilers are, which they are asked each time: behind the same wrapper there may be another one."""
    from podcheck.cache import digest_of, program

    found, missing = compilers.result()
    programs = (program(word) for one in found for word in one.command)
    return digest_of(_text(repr((found, missing))), *programs)


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _installed() -> bytes:
    """podcheck's own files, and the names and versions of all packages that Python finds."""
    from podcheck.cache import digest_of

    package = Path(__file__).parent
    own = sorted(one for one in package.rglob("*") if one.suffix not in (".pyc", "") and one.is_file())
    packages: list[str] = []
    for folder in sys.path:
        with contextlib.suppress(OSError):
            packages += sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
    content = [part for one in own for part in (os.fsencode(one), one.read_bytes())]
    return digest_of(sys.version.encode(), *map(os.fsencode, packages), *content)
