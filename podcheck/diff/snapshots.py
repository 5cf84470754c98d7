"""From the text of a JSON report to snapshots of its classes; anything that is not such a report is a ConfigError."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from podcheck.errors import ConfigError
from podcheck.model.diff import PlacedSubobject, Snapshot, Snapshots
from podcheck.model.problems import Location
from podcheck.model.traits import Truth
from podcheck.model.verdicts import Reason

_SCHEMA = "podcheck-report/1"
_NUMBERED = "podcheck-report/2"
"""The schema in which each reason stands once, and lists of reasons are numbers."""

ReadReason: TypeAlias = "Callable[[Any], Reason]"

_ADVICE = "Make one with: podcheck check --format json ... > FILE"
_TRUTH = {True: Truth.YES, False: Truth.NO, None: Truth.UNKNOWN}


def read_snapshots(text: str, label: str) -> Snapshots:
    """Return the classes of a report. Raises ConfigError where the text is no report.

    `label`: what to call it.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{label} is not JSON: {error}", _ADVICE) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema not in (_SCHEMA, _NUMBERED):
        raise ConfigError(f"{label} is not a report of podcheck (its schema is {schema!r})", _ADVICE)
    try:
        read = _by_number(document["reasons"]) if schema == _NUMBERED else _reason
        classes = tuple(_snapshot(item, read) for item in document["records"])
        errors = tuple(_error(item) for item in document["errors"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ConfigError(f"{label} does not follow the schema of a report: {error!r}", _ADVICE) from error
    return Snapshots(label, classes, errors)


def _by_number(reasons: Sequence[Mapping[str, Any]]) -> ReadReason:
    """Return what returns a reason by its number. Raises ValueError where one is not made of those before it."""
    table: list[Reason] = []

    def find(number: object) -> Reason:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(table):
            raise ValueError(f"{number!r} is not the number of a reason")
        return table[number]

    table.extend(_reason(reason, find) for reason in reasons)
    return find


def _snapshot(record: Mapping[str, Any], read: ReadReason) -> Snapshot:
    return Snapshot(
        name=_text(record["name"]),
        kind="lambda" if record.get("lambda") else _text(record["kind"]),
        location=_location(record["location"]),
        origin=_text(record["origin"]),
        std=_text(record["std"]),
        target=_text(record["target"]),
        size=_number(record["size"]),
        align=_number(record["align"]),
        parts=(
            *(_part(item, base=True) for item in record.get("bases", ())),
            *(_part(item, base=False) for item in record.get("members", ())),
        ),
        traits={_text(name): _TRUTH[item["value"]] for name, item in record["traits"].items()},
        reasons={
            _text(name): tuple(map(read, item["reasons"])) for name, item in record["traits"].items() if item["reasons"]
        },
    )


def _part(part: Mapping[str, Any], *, base: bool) -> PlacedSubobject:
    return PlacedSubobject(
        name=_text(part.get("name", "")),
        type=_text(part["type"]),
        access=("virtual " if part.get("virtual") else "") + _text(part["access"]),
        offset=_number(part.get("offset")),
        bit_width=_number(part.get("bit_width")),
        base=base,
    )


def _reason(reason: Mapping[str, Any], read: ReadReason | None = None) -> Reason:
    """Return a reason.

    `read`: what reads those beneath it, if they are not written as it is.
    """
    return Reason(
        code=_text(reason["code"]),
        message=_text(reason["message"]),
        clause=_text(reason["clause"]),
        location=_location(reason["location"]),
        subject=_text(reason["subject"]),
        because=tuple(map(read or _reason, reason["because"])),
    )


def _location(place: Mapping[str, Any]) -> Location:
    line, column = _number(place["line"]), _number(place["column"])
    return Location(_text(place["file"]), line or 0, column or 0)


def _error(error: Mapping[str, Any]) -> str:
    place = f"{error['file']}:{error['line']}: " if error["file"] and error["line"] else ""
    return place + _text(error["message"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _number(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value!r} is not a number")
