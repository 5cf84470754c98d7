"""Changes to the source that give a class a trait it lacks: from root causes to proposals, each tried, then shown.

`registry` says which of the `recipes` fixes which fault; a recipe reads the class's text (`source`) and proposes edits.
`trial` applies them in memory and analyses the unit again, so that a recipe's wrong guess is never offered. `search` is
the whole way; `write_files` puts mechanical fixes into the files.
"""

from __future__ import annotations

from podcheck.fixes.search import ClassFixes, combine_mechanical, find_fixes

__all__ = ["ClassFixes", "combine_mechanical", "find_fixes"]
