"""The classes of a prefix's own headers, read once for all units that reach them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from podcheck.extract.libclang.include_graph import FORCED, IncludeGraph
from podcheck.extract.queries.template_ids import TemplateIdQuery
from podcheck.model.facts import ClassFacts
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite
from podcheck.paths import identify_file


class HeaderPart(msgspec.Struct, frozen=True):
    """One declaration of a header."""

    line: int
    """1-based."""

    declared: tuple[Key, ...]
    """The classes that it declares."""

    named: tuple[Key, ...]
    """The instantiations that it names."""

    written: tuple[TemplateIdQuery, ...]
    """The template-ids in its expressions."""


class HeaderReading(msgspec.Struct, frozen=True):
    """What the headers hold that a report with some options is about."""

    parts: dict[str, tuple[HeaderPart, ...]]
    """By the file's identity."""

    classes: dict[Key, ClassFacts]
    named_by: tuple[tuple[TemplateIdQuery, tuple[Key, ...]], ...]
    """What template-ids in expressions name."""

    given_up: dict[Key, str | None]
    """As in the class table."""

    sites: tuple[CallSite, ...]
    """The places in them that rely on a trait."""


def order_parts(graph: IncludeGraph, file: str, parts: Mapping[str, Sequence[HeaderPart]]) -> Iterator[HeaderPart]:
    """Yield the parts of the unit's files in the order in which it reads them alone; `parts` has them by
    `identify_file`.

    What the arguments include comes first. A part may come twice.
    """
    for name, start, end in (*graph.segments(FORCED), *graph.segments(file)):
        for part in parts.get(identify_file(name), ()):
            if start < part.line <= end:
                yield part
