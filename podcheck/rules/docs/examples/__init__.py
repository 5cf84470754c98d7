"""For each code C++ that breaks its rule, and a near-miss that does not: `CODE.cpp` beside this file.

The first line says in which dialects it can be shown. A comment `// TRAIT: no` (yes, ?) stands on the line of the
class that is meant, `// finds: CODE` on that of a finding; what a line `// Near miss: why` begins is the near-miss.
"""

from __future__ import annotations

from pathlib import Path

from podcheck.model.traits import CxxStandard
from podcheck.model.verdicts import RuleExample

_FOLDER = Path(__file__).parent
NEAR_MISS = "// Near miss"


def example(code: str) -> RuleExample | None:
    """Return the example of a code; None where it has none."""
    try:
        text = (_FOLDER / f"{code}.cpp").read_text("utf-8")
    except OSError:
        return None
    first, _, rest = text.partition("\n")
    since, _, until = first.removeprefix("// podcheck: std=").partition("..")
    breaking, _, near_miss = rest.partition(NEAR_MISS)
    return RuleExample(
        since=CxxStandard.parse(since) if since else min(CxxStandard),
        until=CxxStandard.parse(until) if until else max(CxxStandard),
        breaking=breaking.strip(),
        near_miss=NEAR_MISS + near_miss.rstrip() if near_miss else "",
    )
