"""Names for the page: the namespace that a class is in, and the name that a link to it has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from podcheck.model.results import Record
from podcheck.report.text.terminal import safe

_OPENING, _CLOSING = "<({[", ">)}]"


def link_names(records: Sequence[Record]) -> list[str]:
    """What `#class=` takes for each: its name, and where several have that, a hash of what tells them apart."""
    names = [safe(record.facts.name) for record in records]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else f"{name}~{_hash(record)}" for name, record in zip(names, records, strict=True)
    ]


def _hash(record: Record) -> str:
    identity = "\0".join((record.facts.key, str(record.facts.location), record.std.spelling, record.target))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def namespace_of(name: str) -> str:
    """What stands before the last `::` that is in no brackets: `std` of `std::map<ns::A, int>`; "" if none."""
    depth, end = 0, 0
    for at, char in enumerate(name):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(depth - 1, 0)
        elif char == ":" and depth == 0 and name.startswith("::", at):
            end = at
    return name[:end]
