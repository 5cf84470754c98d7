"""What a run comes to: what it prints, writes and returns."""

from __future__ import annotations

from msgspec import Struct


class RunOutput(Struct, frozen=True):
    """What a run comes to."""

    status: int
    """The exit status."""

    output: str
    """For standard output."""

    messages: tuple[str, ...] = ()
    """Lines for standard error."""

    files: tuple[tuple[str, str], ...] = ()
    """Further reports: the path of each with its text."""
