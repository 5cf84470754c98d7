"""Write the golden files of the formats for tools anew: `python -m tests.report.golden`. Read what `git diff` shows."""

from __future__ import annotations

from podcheck.report import FORMATS
from tests.report.team import INSIDE, TEAM
from tests.report.test_tool_formats import GOLDEN, HERE

for name, file in GOLDEN.items():
    (HERE / "golden" / file).write_text(FORMATS[name](TEAM, INSIDE), "utf-8")
