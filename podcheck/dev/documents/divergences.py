"""The page on where compilers differ, made from the catalogues of divergences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podcheck.crosscheck.affected_versions import AffectedVersions
from podcheck.crosscheck.compatibility_divergences import COMPATIBILITY_CATALOGUE, CompatibilityDivergence
from podcheck.crosscheck.divergences import CATALOGUE
from podcheck.crosscheck.layout_divergences import LAYOUT_CATALOGUE, LayoutDivergence
from podcheck.model.traits import Trait
from podcheck.report.reasons.references import link

_TRACKERS = {
    re.compile(r"^llvm#(\d+)$"): r"[llvm#\1](https://github.com/llvm/llvm-project/issues/\1)",
    re.compile(r"^PR(\d+)$"): r"[PR\1](https://gcc.gnu.org/bugzilla/show_bug.cgi?id=\1)",
}


def render_divergences() -> str:
    """Return a table with a row for each entry on traits."""
    rows = []
    for entry in CATALOGUE:
        traits = ", ".join(f"`{trait.value}`" for trait in Trait if trait in entry.traits)
        answer = "yes" if entry.podcheck else "no"
        rows.append(f"| {_about(entry, entry.number, entry.family)} | {traits} | {answer} | {link(entry.note)} |")
    head = ("| why | compiler | versions | dialects | traits | by the standard | note |", "| --- " * 7 + "|")
    return "\n".join((*head, *dict.fromkeys(rows))) + "\n"


def render_layout_divergences() -> str:
    """Return a table with a row for each entry on layouts."""
    return _table_of_notes(LAYOUT_CATALOGUE)


def render_compatibility_divergences() -> str:
    """Return a table with a row for each entry on layout-compatibility."""
    return _table_of_notes(COMPATIBILITY_CATALOGUE)


def _table_of_notes(entries: Sequence[LayoutDivergence] | Sequence[CompatibilityDivergence]) -> str:
    rows = [f"| {_about(entry, entry.number, entry.family)} | {link(entry.note)} |" for entry in entries]
    return "\n".join(("| why | compiler | versions | dialects | note |", "| --- " * 5 + "|", *rows)) + "\n"


def _about(entry: AffectedVersions, number: str, family: str) -> str:
    """Return the cells that all tables begin with."""
    first, last = entry.first, entry.last
    since, until = (std.spelling if std else None for std in (entry.since, entry.until))
    return f"{_reference(number)} | {family} | {_range(first, last)} | {_range(since, until)}"


def _reference(number: str) -> str:
    for pattern, replacement in _TRACKERS.items():
        if pattern.match(number):
            return pattern.sub(replacement, number)
    return link(number)


def _range(first: object, last: object) -> str:
    if first is None:
        return "all" if last is None else f"up to {last}"
    if last is None:
        return f"from {first} on"
    return str(first) if first == last else f"{first} to {last}"
