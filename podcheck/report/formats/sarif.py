"""SARIF 2.1.0, as GitHub's code scanning, IDEs and viewers read it.

Of a result, GitHub matches the line's content between runs by itself; `podcheck/v1` among the partial fingerprints is
for everyone else. What exceeds GitHub's limits (results of a run, locations of a result) is left out and counted.
Each column, of findings, reasons and fixes, is in units of UTF-16, and `columnKind` says so; where a file can't be read
any more there is no column, but the line.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from podcheck.model.fixes import ClassFix, LocatedEdit
from podcheck.model.problems import Location
from podcheck.model.reasons import Chain
from podcheck.model.report_formats import SEVERITIES
from podcheck.model.results import Finding, Report
from podcheck.model.verdicts import Reason
from podcheck.report.formats.issues import Item, items
from podcheck.report.formats.paths import path_of
from podcheck.report.formats.sarif_rules import Json, descriptors
from podcheck.report.options import Options
from podcheck.report.reasons.chains import named_links, sentence
from podcheck.report.records.utf16_columns import Utf16Columns
from podcheck.report.text.terminal import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 5000
"""GitHub shows 5,000 results of a run (and refuses a file with more than 25,000)."""

MOST_RELATED = 100
"""GitHub shows 100 locations of a result."""

_ROOT = "%SRCROOT%"
_FAILED = 2


def render_sarif(report: Report, options: Options) -> str:
    """Return the report as SARIF, in ASCII, ending in a newline."""
    all_items = items(report, options)
    columns = Utf16Columns(report.sources)
    findings = [(item, item.finding) for item in all_items if item.finding is not None]
    shown = sorted(findings, key=lambda pair: SEVERITIES.index(pair[0].severity))[:MOST_RESULTS]
    codes = list(dict.fromkeys(item.code for item, _ in shown))
    driver: Json = {"name": "podcheck", "version": report.podcheck, "rules": descriptors(codes, report.rules)}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "invocations": [_invocation(report, all_items, len(findings) - len(shown), columns)],
        "originalUriBaseIds": {_ROOT: _root(options)},
        "results": [_result(item, finding, codes.index(item.code), columns, options) for item, finding in shown],
    }
    document: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _root(options: Options) -> Json:
    about = {"description": {"text": "The root of the source tree."}}
    return {"uri": f"file://{_uri(options.root.rstrip('/'))}/", **about} if options.root else about


def _invocation(report: Report, all_items: Iterable[Item], omitted: int, columns: Utf16Columns) -> Json:
    """How the run went: each Problem is a notification, so that what was not analysed is seen."""
    reported: list[Json] = [_notification(item, columns) for item in all_items if item.finding is None]
    if omitted:
        text = f"{omitted} more results are omitted: GitHub shows {MOST_RESULTS} of a run."
        reported.append({"level": "warning", "message": {"text": text}})
    return {
        "executionSuccessful": report.exit_status != _FAILED,
        "exitCode": report.exit_status,
        "toolExecutionNotifications": reported,
    }


def _notification(item: Item, columns: Utf16Columns) -> Json:
    where = {"locations": [_location_json(item.file, item.line, columns.of(item.place))]} if item.file else {}
    return {"descriptor": {"id": item.code}, "level": item.severity, "message": _message(item.message), **where}


def _result(item: Item, finding: Finding, rule: int, columns: Utf16Columns, options: Options) -> Json:
    flows = [_flow(chain, columns, options) for chain in item.chains]
    related = _related_locations(item, finding, columns, options)
    name = {"logicalLocations": [{"fullyQualifiedName": finding.record, "kind": "type"}]} if finding.record else {}
    return {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": item.severity,
        "message": _message("\n".join(dict.fromkeys((item.message, *(sentence(chain) for chain in item.chains))))),
        "locations": [{**_location_json(item.file or ".", item.line, columns.of(item.place)), **name}],
        "partialFingerprints": {"podcheck/v1": item.fingerprint},
        **({"codeFlows": flows} if flows else {}),
        **({"relatedLocations": related} if related else {}),
        **({"fixes": [_fix(item.fix, options)]} if item.fix is not None else {}),
    }


def _fix(fix: ClassFix, options: Options) -> Json:
    """Return a fix with its changes by file, each of these in the order of its places."""
    by_file: dict[str, list[LocatedEdit]] = {}
    for replacement in fix.replacements:
        by_file.setdefault(replacement.edit.file, []).append(replacement)
    changes: list[Json] = [
        {
            "artifactLocation": _artifact(path_of(file, options)),
            "replacements": [_replacement(each) for each in sorted(some, key=lambda each: each.edit.start)],
        }
        for file, some in by_file.items()
    ]
    return {"description": _message("; ".join(fix.titles)), "artifactChanges": changes}


def _replacement(replacement: LocatedEdit) -> Json:
    """Return what is taken out, by lines and columns and by bytes, and what comes in its place."""
    edit, start, end = replacement.edit, replacement.start, replacement.end
    region: dict[str, Json] = {
        "startLine": start.line,
        "startColumn": start.utf16_column,
        "endLine": end.line,
        "endColumn": end.utf16_column,
        "byteOffset": edit.start,
        "byteLength": edit.end - edit.start,
    }
    try:
        content: Json = {"text": edit.text.decode("utf-8")}
    except UnicodeDecodeError:
        content = {"binary": base64.b64encode(edit.text).decode("ascii")}
    return {"deletedRegion": region, "insertedContent": content}


def _flow(chain: Chain, columns: Utf16Columns, options: Options) -> Json:
    """Return the way from the class's own fault down to the root cause."""
    locations: list[Json] = [
        {"location": _reason(reason, columns, options), "nestingLevel": depth, "importance": "essential"}
        for depth, reason in enumerate(named_links(chain))
    ]
    return {"threadFlows": [{"locations": locations}]}


def _related_locations(item: Item, finding: Finding, columns: Utf16Columns, options: Options) -> list[Json]:
    """Return what the finding names itself, then each reason once."""
    made = [
        {**_of(related.location, columns, options), "message": _message(related.message)} for related in finding.related
    ]
    reasons = {id(reason): reason for chain in item.chains for reason in named_links(chain) if reason.location.file}
    made += (_reason(reason, columns, options) for reason in reasons.values())
    return [{"id": number, **item} for number, item in enumerate(made[:MOST_RELATED])]


def _reason(reason: Reason, columns: Utf16Columns, options: Options) -> dict[str, Json]:
    message = _message(f"{reason.message} {reason.clause} {reason.code}")
    return {**_of(reason.location, columns, options), "message": message}


def _of(place: Location, columns: Utf16Columns, options: Options) -> dict[str, Json]:
    return _location_json(path_of(place.file, options), place.line, columns.of(place)) if place.file else {}


def _location_json(path: str, line: int, column: int) -> dict[str, Json]:
    """Return a location.

    `path`: from the tree's root, or absolute outside it.
    """
    region: dict[str, Json] = {"startLine": line, "startColumn": column} if column else {"startLine": line}
    return {"physicalLocation": {"artifactLocation": _artifact(path), **({"region": region} if line else {})}}


def _artifact(path: str) -> Json:
    return {"uri": f"file://{_uri(path)}"} if path.startswith("/") else {"uri": _uri(path), "uriBaseId": _ROOT}


def _uri(path: str) -> str:
    """Return the bytes of the path, as the file system has them, percent-encoded."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # a database's JSON can name what no file can be called
        return quote(path.encode("utf-8", "surrogatepass"))


def _message(text: str) -> Json:
    """Return a text on which nothing acts, and in which nothing is a link: `[a](b)` would be one."""
    text = visible(text)
    return {"text": re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)}
