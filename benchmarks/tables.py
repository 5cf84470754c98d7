"""Markdown tables of figures, and whether they are what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measurement import Cost


@dataclass(frozen=True)
class Target:
    """One figure beside the most that it may be."""

    project: str
    what: str
    """What is measured, and in which unit."""
    measured: float
    most: float
    """What `measured` may be at most."""
    counts: bool = True
    """Whether it is asked for here at all: some is asked only of a hundred units and more."""

    @property
    def is_met(self) -> bool:
        return self.measured <= self.most

    @property
    def mark(self) -> str:
        """Return the last cell of its row."""
        if not self.counts:
            return "not asked"
        return "yes" if self.is_met else "**NO**"


def ratio_target(project: str, what: str, part: float, whole: float, most: float, *, counts: bool = True) -> Target:
    """Return the target that a part is at most so much of the whole."""
    return Target(project, what, part / whole if whole else float("inf"), most, counts)


def format_row(cells: Iterable[object]) -> str:
    """Return one row of a table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def print_row(*cells: object) -> None:
    """Print one row of a table, at once."""
    print(format_row(cells), flush=True)


def print_heading(*cells: str) -> None:
    """Print the first two rows of a table: the first column is text, the others are numbers."""
    print_row(*cells)
    print_row("---", *["--:"] * (len(cells) - 1))


def print_targets(targets: Sequence[Target]) -> None:
    """Print the figures beside what was asked for."""
    print_heading("project", "what", "measured", "at most", "met")
    for target in targets:
        print_row(target.project, target.what, f"{target.measured:.3g}", f"{target.most:.3g}", target.mark)


def ratio(part: float, whole: float) -> str:
    """Return how much the part is of the whole: 1/7.5, or 1.25."""
    return f"1/{whole / part:.1f}" if 0 < part < whole else f"{part / whole:.2f}"


def seconds(cost: Cost) -> str:
    """Return processor and wall time."""
    return f"{cost.cpu:.1f} / {cost.wall:.1f}"


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / 1e6:.0f} MB"
