"""Which classes a report shows unless it is asked for all of them."""

from __future__ import annotations

from podcheck.model.facts import Origin
from podcheck.model.results import Record


def is_of_the_files(record: Record) -> bool:
    """Whether it is a class of the project that is not only reached, by base or member from a template's instance.

    One about which a compiler says something else, and nobody knows why, is worth a look wherever it stands.
    """
    facts = record.facts
    is_given = record.own and (facts.origin is not Origin.INSTANTIATED or facts.named)
    return is_given or any(mismatch.known is None for mismatch in record.mismatches)
