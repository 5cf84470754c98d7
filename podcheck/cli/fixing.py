"""Which mechanical fixes of a run are asked for."""

from __future__ import annotations

from collections.abc import Iterable

import click
from msgspec import Struct

from podcheck.report import CARRYING_FIXES


class Fixing(Struct, frozen=True):
    """What is to be done about mechanical fixes."""

    with_fixes: bool
    """Reports carry them."""

    apply: bool
    """They are written, after asking."""

    yes: bool
    """Nobody is asked."""

    show_diff: bool
    """They are shown as a diff."""

    @property
    def is_wanted(self) -> bool:
        """Whether fixes are looked for."""
        return self.with_fixes or self.apply or self.show_diff


def check_fixing(fixing: Fixing, formats: Iterable[str], *, is_file: bool) -> None:
    """Refuse options on fixes that do not go together."""
    if fixing.yes and not fixing.apply:
        raise click.UsageError("--yes needs --fix")
    if fixing.show_diff and fixing.apply:
        raise click.UsageError("--fix and --diff exclude each other: --diff writes nothing")
    if (fixing.apply or fixing.show_diff) and not is_file:
        raise click.UsageError("--fix and --diff need files, and standard input is not one")
    if fixing.with_fixes and (fixing.apply or fixing.show_diff):
        raise click.UsageError("--with-fixes adds fixes to a report, and --fix and --diff print no report: choose one")
    if fixing.with_fixes and not any(name.partition("=")[0] in CARRYING_FIXES for name in formats):
        names = " or ".join(sorted(CARRYING_FIXES))
        raise click.UsageError(f"--with-fixes needs a format that carries fixes: --format {names}, or --report")
