"""Changes to the source that give a class a trait it lacks: from root causes to proposals, each tried, then told.

`recipes` says what fixes which fault; a recipe reads the class's text (`tokens`, `classes`, `bodies`) and proposes
edits. `trying` applies them in memory and analyses the unit again, so that a recipe's wrong guess is never offered.
`search` is the whole way; `writing` puts mechanical fixes into the files.
"""

from __future__ import annotations

from podcheck.fixes.search import Found, find_fixes, together

__all__ = ["Found", "find_fixes", "together"]
