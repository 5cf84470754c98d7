"""Mechanical fixes of all classes of a run: reports carry them, or they are shown, and maybe written."""

from __future__ import annotations

from podcheck.analysis import pipeline
from podcheck.cli import apply_fixes
from podcheck.cli.fixing import Fixing
from podcheck.cli.problems import problem_lines
from podcheck.cli.progress import progress as bar
from podcheck.cli.rendering import OutputOptions, render, show
from podcheck.cli.streams import say
from podcheck.model.settings import Settings


def check_with_fixes(settings: Settings, look: OutputOptions, fixing: Fixing, progress: bool | None) -> int:
    """Analyse, look for fixes, and show them in reports or as a diff, which may be written; return the exit status.

    What an earlier run said is of no use: files may be written, and are read again for each change that is tried.
    """
    with bar(progress) as reported:
        report = pipeline.check(settings, reported)
    if fixing.with_fixes:
        with bar(progress) as reported:
            report = apply_fixes.with_fixes(report, settings, look.options, reported)
        return show(render(report, look), look.format_)
    with bar(progress) as reported:
        fixes = apply_fixes.find_run_fixes_for(report, settings, look.options, reported)
    for line in problem_lines(report.problems, quiet=look.quiet, verbose=look.options.verbose):
        say(line)
    apply_fixes.fix_run(fixes, look.options, yes=fixing.yes, only_show=fixing.show_diff)
    return report.exit_status if report.exit_status > 1 else 0
