"""What `diff` found, for programs: schema `podcheck-diff/1`; add to it, never rename."""

from __future__ import annotations

import json

from podcheck.model.diff import ChangeKind, ClassChange, Commit, Comparison
from podcheck.report.json_values import Json, location_json
from podcheck.report.options import Options
from podcheck.report.reasons.json import reasons_json


def changes_json(comparison: Comparison, options: Options) -> str:
    """Return the comparison as JSON in ASCII, ending in a newline."""
    del options
    document: Json = {
        "schema": "podcheck-diff/1",
        "old": comparison.old,
        "new": comparison.new,
        "changes": [_change(change) for change in comparison.changes],
        "unchanged": comparison.unchanged,
        "errors": list(comparison.errors),
    }
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _change(change: ClassChange) -> Json:
    return {
        "kind": change.kind.value,
        "name": change.name,
        "old_name": change.before if change.kind is ChangeKind.RENAMED else change.name,
        "trait": change.trait or None,
        "before": change.before,
        "after": change.after,
        "location": location_json(change.location),
        "reasons": reasons_json(change.reasons),
        "commit": _commit(change.commit),
    }


def _commit(commit: Commit | None) -> Json:
    if commit is None:
        return None
    return {"hash": commit.hash, "summary": commit.summary, "author": commit.author, "date": commit.date}
