"""The errors a user may see, each with the exit status it leads to; nothing else in podcheck exits."""

from __future__ import annotations

import os

REPORT_IT = "This is a bug in podcheck: please report it with the output of PODCHECK_DEBUG=1 podcheck ..."
"""What a user can do about a mistake of podcheck's own."""


def debugging() -> bool:
    """Whether somebody looks for a mistake of podcheck's own, and wants to see where it happens, and nothing else."""
    return bool(os.environ.get("PODCHECK_DEBUG"))


class PodcheckError(Exception):
    """A run that cannot be done as asked: bad configuration, an unknown option, no libclang.

    A file or compiler that fails is not an error of the run: see `podcheck.model.problems.Problem`.
    """

    exit_status = 2

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        """One sentence that names the cause."""

        self.advice = advice
        """What the user can do about it; may be empty."""

    def __str__(self) -> str:
        return f"{self.what}\n{self.advice}" if self.advice else self.what


class ConfigError(PodcheckError):
    """An option or configuration value that podcheck does not accept."""


class LibclangError(PodcheckError):
    """libclang cannot be loaded, or is too old to show what podcheck needs."""


class TypeNotFound(PodcheckError):
    """`explain` or `layout` was asked about a class that the sources do not define."""


class NotFixed(PodcheckError):
    """A fix could not be written; every file is as it was."""


class OutputLost(PodcheckError):
    """Standard output is full, or closed: the report is not all there."""
