"""Which units a change touches: those whose own file, or a file that they include, is among the changed ones.

Include directives are read off the text, without a preprocessor: what stands behind `#if` counts, and an include that a
macro spells could be anything, so it counts as changed. Too many units rather than too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from podcheck.model.units import Unit
from podcheck.scan import database
from podcheck.scan.includes import folders, included

_FORCED = ("-include", "-imacros")
_CONFIGURATION = frozenset({"podcheck.toml", "pyproject.toml", database.NAME})
"""Files that bear on every unit."""


class Includes:
    """What files include; each is read once."""

    def __init__(self, root: Path, changed: Iterable[str]) -> None:
        """`changed`: paths from the root on; files that are gone are among them."""
        self.root = root
        self.changed = {root / name for name in changed}
        self.everything = any(Path(name).name in _CONFIGURATION for name in changed)
        self._read: dict[Path, tuple[str, ...]] = {}

    def touch(self, unit: Unit) -> bool:
        """The change may bear on the unit."""
        if self.everything:
            return True
        searched = [Path(one) for one in folders(unit.arguments)]
        queue = [Path(unit.file).resolve(), *(Path(one).resolve() for one in _forced(unit.arguments))]
        seen = set(queue)
        while queue:
            file = queue.pop()
            if file in self.changed:
                return True
            for name in self._included(file):
                if not name:
                    return True
                found = self._resolve(name, file, searched)
                if found is None and self._may_be_changed(name):
                    return True
                if found is not None and found not in seen and found.is_relative_to(self.root):
                    seen.add(found)
                    queue.append(found)
        return False

    def _included(self, file: Path) -> tuple[str, ...]:
        """The names as written, with their quotes; an empty one for what a macro spells."""
        if file not in self._read:
            try:
                text = file.read_bytes()
            except OSError:
                text = b""
            self._read[file] = tuple(included(text))
        return self._read[file]

    def _resolve(self, name: str, file: Path, searched: Sequence[Path]) -> Path | None:
        plain = name[1:-1]
        places = [file.parent, *searched] if name[0] == '"' else searched
        return next((found.resolve() for place in places if (found := place / plain).is_file()), None)

    def _may_be_changed(self, name: str) -> bool:
        """A file that is not found may be one that is gone, or that another rule finds."""
        parts = [part for part in Path(name[1:-1]).parts if part not in ("..", ".")]
        return any(list(one.parts[-len(parts) :]) == parts for one in self.changed)


def _forced(arguments: Sequence[str]) -> Iterator[str]:
    for at, argument in enumerate(arguments):
        if argument in _FORCED and at + 1 < len(arguments):
            yield arguments[at + 1]
