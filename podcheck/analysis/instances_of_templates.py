"""Uses in the instances of one template: one finding for a place, whichever files make the instances."""

from __future__ import annotations

from collections.abc import Iterable

from podcheck.analysis.use_findings import UseFinding, place_of
from podcheck.model.problems import Location
from podcheck.model.results import Finding


def fold_instances(units: Iterable[Iterable[UseFinding]]) -> list[list[Finding]]:
    """Return the findings of each unit: of those at one place of a template the first, with the classes of all."""
    kept: list[list[tuple[UseFinding, dict[str, Location]]]] = []
    places: dict[tuple[object, ...], dict[str, Location]] = {}
    for unit in units:
        kept.append([])
        for use in unit:
            place = place_of(use.unmet)
            if place is None or place not in places:
                classes = dict(use.classes)
                kept[-1].append((use, classes))
                if place is not None:
                    places[place] = classes
            else:
                for name, location in use.classes.items():
                    places[place].setdefault(name, location)
    return [[use.finding_of(classes) for use, classes in own] for own in kept]
