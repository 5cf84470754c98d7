"""Names for the page: the name that a link to a class has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from podcheck.model.results import Record
from podcheck.report.text.terminal import safe


def link_names(records: Sequence[Record]) -> list[str]:
    """Return what `#class=` takes for each: its name, and where several have that, a hash of where they differ."""
    names = [safe(record.facts.name) for record in records]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else f"{name}~{_hash(record)}" for name, record in zip(names, records, strict=True)
    ]


def _hash(record: Record) -> str:
    identity = "\0".join((record.facts.key, str(record.facts.location), record.std.spelling, record.target))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
