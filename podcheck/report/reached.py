"""Which classes a report shows unless it is asked for all of them."""

from __future__ import annotations

from podcheck.model.facts import Origin
from podcheck.model.results import Record


def is_of_the_files(record: Record) -> bool:
    """Not only reached by base or member from a template's instance; or else worth a look."""
    facts = record.facts
    return facts.origin is not Origin.INSTANTIATED or facts.named or any(one.known is None for one in record.mismatches)
