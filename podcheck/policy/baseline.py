"""Findings accepted for now, in a file: by class and reason, not by line, so that edits elsewhere change nothing."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from podcheck.errors import ConfigError
from podcheck.files import read_bytes
from podcheck.model.problems import Location, Problem
from podcheck.model.reasons import first_chain
from podcheck.model.results import Finding
from podcheck.model.verdicts import Reason
from podcheck.policy.contracts.check import without_lines

SCHEMA = "podcheck-baseline/1"
_LARGEST = 64 * 1024 * 1024
_ADVICE = "Make it again with `podcheck baseline create --force`."


class AcceptedFinding(Struct, frozen=True):
    """An accepted finding."""

    record: str
    """The class's name, without lines and columns."""

    code: str
    trait: str
    """The trait's name; empty where the finding is about none."""

    file: str
    """From the baseline's folder on, empty where it lies outside; it only says which entries a run could have met."""

    reasons: tuple[str, ...]
    """`code subject > ...`, see `_ways`."""

    fingerprint: str
    count: int = 1
    """How many such findings are accepted."""


def entries_of(findings: Iterable[Finding], folder: Path) -> tuple[AcceptedFinding, ...]:
    """Return the findings as entries, alike ones counted, in a stable order."""
    counted = Counter(_entry(finding, folder) for finding in findings)
    return tuple(sorted((replace(entry, count=count) for entry, count in counted.items()), key=_order))


def _order(entry: AcceptedFinding) -> tuple[str, ...]:
    return (entry.record, entry.code, entry.trait, entry.file, entry.fingerprint, *entry.reasons)


def _entry(finding: Finding, folder: Path) -> AcceptedFinding:
    trait = finding.trait.value if finding.trait is not None else ""
    reasons = tuple(sorted({way for reason in finding.reasons for way in _ways(reason, finding.record)}))
    file = _relative(finding.location.file, folder)
    return AcceptedFinding(without_lines(finding.record), finding.code, trait, file, reasons, finding.fingerprint)


def _ways(top: Reason, record: str) -> Iterator[str]:
    """Yield what a reason comes down to: each part of the class at fault, with the first way to its root.

    A part is a base, member or function. So a class with two causes, one of which is fixed, has no other reasons than
    before, only fewer.
    """
    seen: set[int] = set()
    waiting = [(top, "")]
    while waiting:
        reason, through = waiting.pop()
        if id(reason) in seen:
            continue
        seen.add(id(reason))
        if reason.because and reason.subject == record:
            waiting += ((cause, reason.code) for cause in reason.because)
        else:
            yield _way(reason, through if reason.subject == record else "")


def _way(reason: Reason, through: str) -> str:
    """Return the way from the reason to its root, by codes and subjects."""
    words = (f"{cause.code} {without_lines(cause.subject)}".strip() for cause in first_chain(reason))
    return " > ".join((through, *words) if through else words)


def _relative(file: str, folder: Path) -> str:
    path = os.path.relpath(os.path.realpath(file), os.path.realpath(folder)).replace(os.sep, "/")
    return "" if path.startswith("../") or os.path.isabs(path) else path


class Matched(Struct, frozen=True):
    """Findings parted by a baseline."""

    counting: tuple[Finding, ...]
    """Findings that it does not accept."""

    accepted: tuple[Finding, ...]
    """Findings that it accepts."""

    unanswered: tuple[AcceptedFinding, ...]
    """Entries that accepted nothing."""


def match(findings: Sequence[Finding], entries: Sequence[AcceptedFinding], folder: Path) -> Matched:
    """Return the findings parted: an entry accepts its fingerprint with no further reasons, as often as it counts."""
    by_fingerprint: dict[str, list[AcceptedFinding]] = {}
    for entry in entries:
        by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
    left = Counter({entry: entry.count for entry in entries})
    answered: set[AcceptedFinding] = set()
    counting: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        reasons = set(_entry(finding, folder).reasons)
        alike = by_fingerprint.get(finding.fingerprint, ())
        result = next((entry for entry in alike if left[entry] and reasons <= {*entry.reasons}), None)
        if result is None:
            counting.append(finding)
        else:
            left[result] -= 1
            answered.add(result)
            accepted.append(finding)
    return Matched(tuple(counting), tuple(accepted), tuple(entry for entry in entries if entry not in answered))


def stale(
    unanswered: Iterable[AcceptedFinding], records: Iterable[str], files: Iterable[str], folder: Path
) -> Iterator[AcceptedFinding]:
    """Yield the entries that this run would have met again, by class or file, and those whose file is gone."""
    seen = {without_lines(name) for name in records}
    looked = {_relative(file, folder) for file in files}
    for entry in unanswered:
        gone = bool(entry.file) and not os.path.exists(folder / entry.file)
        if gone or (entry.record and entry.record in seen) or (entry.file and entry.file in looked):
            yield entry


def stale_notes(path: Path, entries: Sequence[AcceptedFinding]) -> Iterator[Problem]:
    """Yield a note for each stale entry, the first ten of them."""
    for entry in entries[:10]:
        about = f"'{entry.record}'" if entry.record else entry.file
        what = f"{entry.code} of {about}" + (f" ({entry.trait})" if entry.trait else "")
        yield Problem(f"stale entry: {what} is no longer found", Location(str(path)), fatal=False)
    if entries:
        rest = f"and {len(entries) - 10} more; " if len(entries) > 10 else ""
        advice = f"{rest}`podcheck baseline update` removes them."
        yield Problem(f"{len(entries)} stale in all", Location(str(path)), advice, fatal=False)


def render(entries: Iterable[AcceptedFinding]) -> str:
    """Return the file's text: JSON in ASCII, one finding per block, in a stable order, without lines of the source."""
    findings = []
    for entry in sorted(entries, key=_order):
        words: dict[str, Any] = {"record": entry.record, "code": entry.code, "trait": entry.trait, "file": entry.file}
        words = {key: value for key, value in words.items() if value}
        words |= {"reasons": list(entry.reasons)} if entry.reasons else {}
        words |= {"count": entry.count} if entry.count > 1 else {}
        findings.append({**words, "fingerprint": entry.fingerprint})
    return json.dumps({"schema": SCHEMA, "findings": findings}, indent=2, ensure_ascii=True) + "\n"


def read(path: Path) -> tuple[AcceptedFinding, ...]:
    """Return a baseline's entries. Raises ConfigError where it is missing, too large, or no baseline."""
    try:
        content = json.loads(read_bytes(path, _LARGEST))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such baseline", "Make it with `podcheck baseline create`.") from None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}", "Check its permissions.") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: the baseline is not JSON: {error}", _ADVICE) from None
    findings = content.get("findings") if isinstance(content, dict) and content.get("schema") == SCHEMA else None
    if not isinstance(findings, list):
        raise ConfigError(f"{path}: this is not a podcheck baseline ({SCHEMA})", _ADVICE)
    return tuple(_read(path, number, finding) for number, finding in enumerate(findings, 1))


def _read(path: Path, number: int, item: object) -> AcceptedFinding:
    fields = item if isinstance(item, dict) else {}
    words = {name: fields.get(name, "") for name in ("record", "code", "trait", "file", "fingerprint")}
    reasons = fields.get("reasons", [])
    count = fields.get("count", 1)
    known = {*words, "reasons", "count"}
    sound = (
        isinstance(item, dict)
        and all(isinstance(word, str) for word in words.values())
        and bool(words["code"] and words["fingerprint"])
        and isinstance(reasons, list)
        and all(isinstance(reason, str) for reason in reasons)
        and type(count) is int
        and count > 0
        and known.issuperset(fields)
    )
    if not sound:
        raise ConfigError(f"{path}: finding {number} of the baseline is damaged", _ADVICE)
    return AcceptedFinding(reasons=tuple(reasons), count=count, **words)
