"""Layouts for programs: JSON, schema `podcheck-layout/1` (`layout.schema.json`). Add to it, never rename."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from podcheck.model.layout import AbiFact, Layout, ObjectPart, Order
from podcheck.model.passing import CompiledCall
from podcheck.model.problems import Problem
from podcheck.report.json_values import Json, error_json, layout_mismatch_json, location_json, measured_json
from podcheck.report.layout.targets import differences
from podcheck.report.layout.wording import is_of_msvc
from podcheck.report.reasons.json import reasons_json

SCHEMA = "podcheck-layout/1"


def layout_json(
    layouts: Sequence[Layout], problems: Iterable[Problem], order: Order | None, *, podcheck: str, libclang: str
) -> str:
    """Return the layouts as JSON in ASCII, ending in a newline; offsets and sizes of parts are in bits.

    Where there are several of one class, the paths of what is not the same on all targets are in it.
    """
    document: Json = {
        "schema": SCHEMA,
        "podcheck": podcheck,
        "libclang": libclang,
        "layouts": [_layout(layout) for layout in layouts],
        "better_order": _order(order) if order is not None else None,
        "differences": list(differences(layouts)) if len({layout.name for layout in layouts}) == 1 else [],
        "errors": [error_json(problem) for problem in problems if problem.fatal],
    }
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _layout(layout: Layout) -> Json:
    return {
        "name": layout.name,
        "kind": layout.kind,
        "location": location_json(layout.location),
        "std": layout.std,
        "target": layout.target,
        "size": layout.size,
        "align": layout.align,
        "data_size": layout.data_size,
        "padding_bits": layout.padding,
        "parts": [_part(part) for part in layout.parts],
        "abi": {fact.name: _fact(fact) for fact in layout.facts},
        "trivially_relocatable": _fact(layout.relocatable) if layout.relocatable is not None else None,
        "of_msvc_by_clang": is_of_msvc(layout.target),
        "not_analysed": list(layout.missing),
        "compilers": {compiler: measured_json(measured) for compiler, measured in layout.measured},
        "mismatches": [layout_mismatch_json(mismatch) for mismatch in layout.mismatches],
        "calls": {call.compiler: _call(call) for call in layout.calls},
    }


def _call(call: CompiledCall) -> Json:
    return {
        "passing": call.passing.value if call.passing is not None else None,
        "note": call.note,
        "agrees": call.agrees,
        "known": call.known,
        "relocatable": call.relocatable,
    }


def _order(order: Order) -> Json:
    return {
        "declarations": list(order.declarations),
        "saved": order.saved,
        "size": order.layout.size,
        "notes": list(order.notes),
    }


def _part(part: ObjectPart) -> Json:
    return {
        "kind": part.kind.value,
        "name": part.name,
        "type": part.type,
        "offset_bits": part.offset,
        "size_bits": part.size,
        "location": location_json(part.location) if part.location is not None else None,
        "elements": part.elements,
        "tail": part.tail,
        "anonymous": part.anonymous,
        "parts": [_part(inner) for inner in part.parts],
    }


def _fact(fact: AbiFact) -> Json:
    return {
        "value": fact.value.value,
        "reasons": reasons_json(fact.reasons),
        "differs": reasons_json(fact.differs),
    }
