"""What a run prints and writes: the report in the formats that were asked for, and the exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck import files
from podcheck.analysis.cached_run import Rendering
from podcheck.cli.options import load_ahead
from podcheck.cli.problems import problem_lines
from podcheck.cli.source_texts import with_sources
from podcheck.cli.streams import say, write
from podcheck.errors import ConfigError, OutputLost
from podcheck.model.report_formats import FORMAT_MODULES, SEVERITIES
from podcheck.model.run_output import RunOutput
from podcheck.report import FORMATS

if TYPE_CHECKING:
    from podcheck.model.results import Report
    from podcheck.report.options import Options


class OutputOptions(Struct, frozen=True):
    """What is to be shown of a report, and what the exit status is to say of it."""

    format_: str
    """For standard output."""

    targets: tuple[tuple[str, Path], ...]
    """The further reports: each one's format and file."""

    options: Options

    quiet: bool
    """Print no report, but findings and errors on standard error."""

    fail_on: str = "note"
    """The least severity of findings that fail the run."""

    exit_zero: bool = False
    """No finding does."""

    given: tuple[tuple[str, str], ...] = ()
    """Files, with the texts that were analysed in their place."""


def make_rendering(look: OutputOptions) -> Rendering:
    """Return how a report becomes output, and by what an output that was kept is known to be of the same options."""
    return Rendering(repr(look), lambda: load_ahead(FORMAT_MODULES[look.format_]), lambda report: render(report, look))


def render(report: Report, look: OutputOptions) -> RunOutput:
    """Return what the run comes to; nothing is printed or written yet."""
    from podcheck.report.formats.findings import quiet_lines

    formats = (*(() if look.quiet else (look.format_,)), *(name for name, _ in look.targets))
    report = with_sources(report, formats, dict(look.given))
    messages = list(problem_lines(report.problems, quiet=look.quiet, verbose=look.options.verbose))
    plain = replace(look.options, color=False)
    messages += quiet_lines(report.findings, plain) if look.quiet else ()
    output = "" if look.quiet else FORMATS[look.format_](report, look.options)
    files = tuple((str(file), FORMATS[name](report, plain)) for name, file in look.targets)
    return RunOutput(_status(report, look), output, tuple(messages), files)


def _status(report: Report, look: OutputOptions) -> int:
    """Return the exit status; findings that are not to fail the run leave it at 0."""
    failing = SEVERITIES[: SEVERITIES.index(look.fail_on) + 1]
    severities = (finding.severity if finding.severity in SEVERITIES else "warning" for finding in report.findings)
    if report.exit_status == 1 and (look.exit_zero or not any(severity in failing for severity in severities)):
        return 0
    return report.exit_status


def show(outcome: RunOutput, format_: str) -> int:
    """Print what is in that format, and write the files; return the exit status.

    Raises OutputLost, the files written.
    """
    status = outcome.status
    unwritten: OutputLost | None = None
    for line in outcome.messages:
        say(line)
    try:
        write(outcome.output, format_)
    except OutputLost as error:
        unwritten = error
    for path, text in outcome.files:
        try:
            files.write(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            say(f"podcheck: {path}: can't be written: {error.strerror}")
            status = 2
    if unwritten is not None:
        raise unwritten
    return status


def read_target(value: str) -> tuple[str, Path]:
    """Return `json=out.json` as name and file. Raises ConfigError."""
    name, equals, file = value.partition("=")
    if not equals or not file or name not in FORMATS:
        raise ConfigError(f"--report {value!r} is not NAME=FILE", f"NAME is one of {', '.join(FORMATS)}.")
    return name, Path(file)
