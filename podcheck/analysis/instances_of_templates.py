"""Uses in the instances of one template: one finding for a place, whichever files make the instances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podcheck.analysis.use_findings import UseFinding, place_of
from podcheck.model.problems import Location
from podcheck.model.results import Finding, Related


def fold_instances(units: Iterable[Iterable[UseFinding]]) -> list[list[Finding]]:
    """Return the findings of each unit: of those at one place of a template the first, with all classes."""
    kept: list[list[UseFinding]] = []
    classes: dict[tuple[object, ...], dict[str, Location]] = {}
    for unit in units:
        own: list[UseFinding] = []
        for use in unit:
            place = place_of(use.unmet)
            known = classes.get(place) if place is not None else None
            if known is None:
                own.append(use)
                known = classes.setdefault(place, {}) if place is not None else {}
            defined = use.finding.related
            known.setdefault(use.finding.record, defined[0].location if defined else use.unmet.location)
            for other in use.others:
                known.setdefault(other.message, other.location)
        kept.append(own)
    return [[use.finding_of(use.unmet, _others(use, classes)) for use in own] for own in kept]


def _others(use: UseFinding, classes: dict[tuple[object, ...], dict[str, Location]]) -> Sequence[Related]:
    place = place_of(use.unmet)
    if place is None:
        return use.others
    return [Related(name, location) for name, location in classes[place].items() if name != use.finding.record]
