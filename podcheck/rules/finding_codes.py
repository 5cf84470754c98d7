"""The codes of findings, which say what is wrong with a run's result: their pages stand beside those of the rules."""

from __future__ import annotations

from podcheck.rules.causes import Cause

FINDING_CODES = (
    Cause(
        "requirement",
        "",
        "finding",
        """A class has every trait that `--require` names.""",
    ),
    Cause(
        "unexplained-mismatch",
        "",
        "finding",
        """Where a compiler answers otherwise than podcheck, a known defect report or bug explains it.""",
    ),
)
"""Each of them, so that each has a page."""
