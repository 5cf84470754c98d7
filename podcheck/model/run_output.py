"""What a run comes to: what it prints, writes and returns."""

from __future__ import annotations

from msgspec import Struct


class RunOutput(Struct, frozen=True):
    """`status`: the exit status. `output`: for standard output. `said`: lines for standard error.

    `files`: further reports, the path of each with its text.
    """

    status: int
    output: str
    said: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
