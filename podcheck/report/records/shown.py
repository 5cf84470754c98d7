"""Which classes a report shows unless it is asked for all of them."""

from __future__ import annotations

from podcheck.model.facts import Origin
from podcheck.model.results import Record


def is_shown_by_default(record: Record) -> bool:
    """Whether a file defines or names it, so that it is not only reached by base or member from a template's instance.

    One about which a compiler says something else, and nobody knows why, is worth a look wherever it stands.
    """
    is_named = record.facts.origin is not Origin.INSTANTIATED or record.facts.named
    return is_named or record.is_unexplained


def is_of_the_project(record: Record) -> bool:
    """Whether it is so, and no class of the system's headers or of files that are left out."""
    return is_shown_by_default(record) and (record.own or record.is_unexplained)
