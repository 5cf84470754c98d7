"""`explain` for programs: JSON, schema `podcheck-explain/1` (`explain.schema.json`). Add to it, never rename."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from podcheck.addresses import rule_address
from podcheck.model.fixes import Fix, Gain
from podcheck.model.results import Record
from podcheck.report.explain.explain import Extras
from podcheck.report.explain.purposes import Purpose, purposes
from podcheck.report.json_values import Json, location_json
from podcheck.report.reasons.json import reasons_json
from podcheck.report.reasons.root_causes import Root, root_causes

SCHEMA = "podcheck-explain/1"


def explain_json(report: str, explained: Sequence[tuple[Record, Extras]]) -> str:
    """Return the classes as JSON: each as the JSON report has it, with causes, fixes and purposes beside it.

    `report`: the JSON report of these classes, in their order.
    """
    document = json.loads(report)
    classes = [
        written | _details(record, extras)
        for written, (record, extras) in zip(document["records"], explained, strict=True)
    ]
    head = {"schema": SCHEMA, "podcheck": document["podcheck"], "libclang": document["libclang"]}
    return json.dumps({**head, "classes": classes, "errors": document["errors"]}, ensure_ascii=True, indent=2) + "\n"


def _details(record: Record, extras: Extras) -> Mapping[str, Json]:
    return {
        "root_causes": [_root(root) for root in root_causes(record)],
        "fixes": None if extras.fixes is None else [_fix(fix) for fix in extras.fixes],
        "tried": list(extras.tried),
        "purposes": [_purpose(purpose) for purpose in purposes(record)],
    }


def _root(root: Root) -> Json:
    """Return a cause.

    `entry` is the member or base of the class through which it comes, if that is elsewhere.
    """
    return {
        "reason": reasons_json([root.reason])[0],
        "url": rule_address(root.reason.code),
        "also_at": [location_json(reason.location) for reason in root.reasons[1:]],
        "traits": [trait.value for trait in root.traits],
        "parts": list(root.parts),
        "entry": None
        if root.entry is None
        else {"message": root.entry.message, "location": location_json(root.entry.location)},
    }


def _fix(fix: Fix) -> Json:
    return {
        "titles": list(fix.titles),
        "effort": fix.effort.value,
        "changes": [_gain(fix.own), *map(_gain, fix.others)],
        "notes": list(fix.notes),
        "diff": fix.diff,
    }


def _gain(gain: Gain) -> Json:
    before, after = gain.size
    return {
        "class": gain.name,
        "gained": [trait.value for trait in gain.gained],
        "lost": [trait.value for trait in gain.lost],
        "size_before": before,
        "size_after": after,
    }


def _purpose(purpose: Purpose) -> Json:
    return {
        "name": purpose.name,
        "value": purpose.value.value,
        "needs": purpose.needs,
        "clause": purpose.clause,
        "note": purpose.note,
    }
