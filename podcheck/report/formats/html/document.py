"""A Report as the data of the page: everything that is text already made visible, everything repeated numbered.

`page.html` says nothing about the classes; its scripts read this. What each key holds is said where it is made.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import Generic, TypeAlias, TypeVar

from podcheck.cpp.qualified_names import scope_of
from podcheck.model.facts import Origin
from podcheck.model.layout import BITS, Layout, ObjectPart, PartKind
from podcheck.model.results import Record, Report
from podcheck.model.traits import MAIN_TRAITS, Trait, Truth
from podcheck.model.verdicts import Reason, RuleInfo, Verdict
from podcheck.report.explain.purposes import purposes
from podcheck.report.formats.html.excerpts import Excerpts
from podcheck.report.formats.html.naming import link_names
from podcheck.report.layout.wording import is_shown, line_of, offset_of, size_of, summary
from podcheck.report.reasons.chains import chains, essential_links, joint
from podcheck.report.reasons.culprits import HARMLESS, Owners, culprits_of
from podcheck.report.reasons.numbering import Node, Reasons
from podcheck.report.reasons.root_causes import root_causes
from podcheck.report.records.comparison import count_open
from podcheck.report.records.shown import is_of_the_project
from podcheck.report.text.terminal import safe

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
Item = TypeVar("Item", bound=Hashable)

TRUTHS = {Truth.YES: "y", Truth.NO: "n", Truth.UNKNOWN: "u"}
_ANSWERS = {True: "y", False: "n"}
_NUMBERS = {trait: number for number, trait in enumerate(Trait)}
_NOT_ASKED = "-"
_QUOTED = re.compile(r"('[^']*')")
"""A name in a message: messages are many, but of few words and few names, which makes the page a third smaller."""


_DEPTH = 1
"""Levels of parts within parts that the drawing shows."""

_MOST_PARTS = 200


class Numbered(Generic[Item]):
    """Numbers for things, from 0; equal things get the same one."""

    def __init__(self) -> None:
        self.numbers: dict[Item, int] = {}

    def __call__(self, item: Item) -> int:
        return self.numbers.setdefault(item, len(self.numbers))


class ReportData:
    """A builder of the data; what several classes share is collected on the way."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.reasons = Reasons()
        self.explained: set[int] = set()
        """The numbers of the reasons that are shown as causes."""

        # The members of an anonymous struct or union are those of the class around it
        self.records = tuple(record for record in report.records if not record.facts.anonymous)
        self.owners = Owners(self.records)
        self.links = link_names(self.records)
        """The name of each record's link."""

        self.excerpts = Excerpts(report.sources)
        self.positions = {id(record): number for number, record in enumerate(self.records)}
        """The number of each record, by its identity."""

        self.pieces: Numbered[str] = Numbered()
        """Pieces of messages."""

        self.files: Numbered[str] = Numbered()
        self.namespaces: Numbered[str] = Numbered()
        self.dialects: Numbered[tuple[str, str]] = Numbered()
        self.lists: Numbered[tuple[int, ...]] = Numbered()
        """Lists of reasons' numbers."""

        self.codes: Numbered[str] = Numbered()
        self.clauses: Numbered[str] = Numbered()
        self.culprits: Numbered[str] = Numbered()
        self.purposes: Numbered[tuple[str, str, str]] = Numbered()
        self.lists(())

    def data(self) -> Json:
        """Return all of it."""
        records = [self._record(*both) for both in zip(self.records, self.links, strict=True)]
        reasons = [self._reason(number, node) for number, node in enumerate(self.reasons.nodes)]
        by_name = {record.facts.name: number for number, record in reversed(list(enumerate(self.records)))}
        return {
            "traits": [trait.value for trait in Trait],
            "adjectives": [trait.adjective for trait in Trait],
            "main": [number for number, trait in enumerate(Trait) if trait in MAIN_TRAITS],
            "harmless": [number for number, trait in enumerate(Trait) if trait in HARMLESS],
            "compilers": [safe(compiler) for compiler in self.report.compilers],
            "records": records,
            "reasons": reasons,
            "lists": [list(number) for number in self.lists.numbers],
            # A culprit is a class, with its record's number, or a cause that lies in none of them
            "culprits": [[safe(self.owners.written_name(name)), by_name.get(name)] for name in self.culprits.numbers],
            "pieces": list(self.pieces.numbers),
            "codes": list(self.codes.numbers),
            "clauses": list(self.clauses.numbers),
            "purposes": [list(number) for number in self.purposes.numbers],
            "rules": {code: _rule(rule) for code, rule in self.report.rules.items()},
            "files": [safe(number) for number in self.files.numbers],
            "namespaces": [safe(number) for number in self.namespaces.numbers],
            "dialects": [[std, safe(target)] for std, target in self.dialects.numbers],
            "sources": {
                str(self.files(file)): {str(number): text for number, text in lines.items()}
                for file, lines in self.excerpts.shown.items()
            },
        }

    def _reason(self, number: int, node: Node) -> Json:
        """Return code, pieces of the text, clause, file, line, column, those beneath.

        Of one that is shown as a cause also the number of the class that it lies in, and what stands before it on its
        line; -1 if unknown.
        """
        reason = node.reason
        place = reason.location
        pieces: list[Json] = [self.pieces(piece) for piece in _QUOTED.split(safe(reason.message)) if piece]
        reported: list[Json] = [self.codes(reason.code), pieces, self.clauses(reason.clause)]
        reported += [self.files(place.file), place.line, place.column, self.lists(node.because)]
        if node.because and number not in self.explained:
            return reported
        owner = self.owners.responsible(reason)
        before = self.excerpts.root(place)
        return [*reported, -1 if owner is None else self.positions[id(owner)], -1 if before is None else before]

    def _record(self, record: Record, link: str) -> Json:
        facts = record.facts
        verdicts = record.judgement.verdicts
        reported: dict[str, Json] = {
            "id": link,
            "name": safe(facts.name),
            "kind": "lambda" if facts.closure else facts.kind.value,
            "template": facts.origin is Origin.TEMPLATE,
            "reached": not is_of_the_project(record),
            "file": self.files(facts.location.file),
            "line": facts.location.line,
            "column": facts.location.column,
            "namespace": self.namespaces(scope_of(facts.name)),
            "dialect": self.dialects((record.std.spelling, record.target)),
            # One that could not be analysed has none: libclang calls it 1
            "size": facts.size if facts.complete else None,
            "align": facts.align if facts.complete else None,
            # By trait: the answer, the reasons, and the culprits
            "values": "".join(TRUTHS[verdicts[trait].value] for trait in Trait),
            "why": [self._numbers(verdicts[trait].reasons) for trait in Trait],
            "culprits": [self._culprits(record, trait) for trait in Trait],
            "codes": self._codes(record),
            "root": self._root(record),
            "roots": self._roots(record),
            "members": [
                [
                    member.declared if member.eligible else f"{member.declared}, not eligible",
                    member.deleted,
                    member.trivial,
                    self._numbers(member.why),
                ]
                for member in record.judgement.special_members
            ],
            "open": count_open(record) > 0,
            "answers": [self._answers(record, compiler) for compiler in self.report.compilers],
            # What it may be used for: the purpose, the answer, what else is to be known
            "uses": [
                [
                    self.purposes((purpose.name, purpose.needs, purpose.clause)),
                    TRUTHS[purpose.value],
                    safe(purpose.note),
                ]
                for purpose in purposes(record)
            ],
            "lines": self._definition(record),
        }
        reported |= self._rare(record)
        return reported

    def _rare(self, record: Record) -> dict[str, Json]:
        """Return what few classes have."""
        result: dict[str, Json] = {}
        when = {
            trait.value: ", ".join(map(safe, verdict.exactly_when))
            for trait, verdict in record.judgement.verdicts.items()
            if verdict.exactly_when
        }
        if when:
            result["when"] = dict(when)
        if not record.facts.complete:
            result["broken"] = True
        if record.mismatches:
            result["mismatches"] = [
                [mismatch.trait.value, safe(mismatch.compiler), mismatch.value, mismatch.known and safe(mismatch.known)]
                for mismatch in record.mismatches
            ]
        if record.layout_mismatches:
            result["layouts"] = [
                [
                    safe(mismatch.subject),
                    safe(mismatch.compiler),
                    mismatch.value,
                    mismatch.podcheck,
                    mismatch.known and safe(mismatch.known),
                ]
                for mismatch in record.layout_mismatches
            ]
        notes: list[Json] = [
            f"{safe(answer.compiler)}: {safe(answer.note)}" for answer in record.answers if answer.note
        ]
        layout = record.layout
        if layout is not None:
            result["layout"] = self._layout(layout)
        if notes and record.facts.origin is not Origin.TEMPLATE:
            result["notes"] = notes
        return result

    def _layout(self, layout: Layout) -> Json:
        """Return the layout in words.

        Of each part its depth, style, offset, line and size in words, then offset and size in bits.
        """
        parts = [pair for pair in layout.walk() if is_shown(pair, _DEPTH)]
        rows: list[Json] = [
            [level, _style(part), offset_of(part), safe(line_of(part)), size_of(part), part.offset, part.size]
            for level, part in parts[:_MOST_PARTS]
        ]
        return {
            "told": summary(layout),
            "bits": layout.size * BITS,
            "rows": rows,
            "more": max(len(parts) - _MOST_PARTS, 0),
            "missing": [safe(text) for text in layout.missing],
            "abi": [[fact.name, TRUTHS[fact.value], self._numbers(fact.reasons)] for fact in layout.facts],
        }

    def _numbers(self, reasons: Sequence[Reason]) -> int:
        return self.lists(self.reasons.numbers(reasons))

    def _roots(self, record: Record) -> Json:
        """Return the root causes as `explain` has them.

        Of each its reason, the traits that it breaks, the parts of the class through which it does, and what is said of
        the first of these where that is in another file; else -1.
        """
        result: list[Json] = []
        for root in root_causes(record):
            reported = self.reasons.numbers(reason for reason in (root.reason, root.entry) if reason is not None)
            self.explained.update(reported)
            traits: list[Json] = [_NUMBERS[trait] for trait in root.traits]
            parts: list[Json] = [self.pieces(safe(part)) for part in root.parts]
            result.append([reported[0], traits, parts, -1 if root.entry is None else reported[-1]])
        return result

    def _culprits(self, record: Record, trait: Trait) -> int:
        if trait in HARMLESS:
            return 0
        return self.lists(tuple(map(self.culprits, culprits_of(record, trait, self.reasons, self.owners))))

    def _codes(self, record: Record) -> int:
        """Return the codes of all that the class lacks, each once."""
        result: set[str] = set()
        for trait, verdict in record.judgement.verdicts.items():
            if trait not in HARMLESS:
                for number in self.reasons.numbers(verdict.reasons):
                    result |= self.reasons.nodes[number].codes
        return self.lists(tuple(sorted(map(self.codes, sorted(result)))))

    def _root(self, record: Record) -> Json:
        """Return what is said of the first main trait that the class lacks: its own member or base, the root."""
        verdict = first_no(record)
        if verdict is None:
            return None
        chain = next(chains(verdict))
        numbers: list[Json] = list(self.reasons.numbers(essential_links(chain)))
        return [joint(chain), *numbers]

    def _answers(self, record: Record, compiler: str) -> str:
        """Return a letter for each trait; nothing if the compiler answered nothing."""
        for answer in record.answers:
            if answer.compiler == compiler and answer.traits:
                return "".join(
                    _ANSWERS[answer.traits[trait]] if trait in answer.traits else _NOT_ASKED for trait in Trait
                )
        return ""

    def _definition(self, record: Record) -> Json:
        lines = self.excerpts.definition(record.facts)
        return None if lines is None else [*lines, record.facts.end.line]


def _style(part: ObjectPart) -> str:
    kind = PartKind.BASE if part.kind is PartKind.VIRTUAL_BASE else part.kind
    return str(kind.value)


def _rule(rule: RuleInfo) -> Json:
    """Return title, page as Markdown, what breaks it and what does not, the clauses."""
    example = rule.example
    return {
        "title": rule.title,
        "page": rule.page,
        "breaking": example.breaking if example is not None else "",
        "near_miss": example.near_miss if example is not None else "",
        "clauses": list(dict.fromkeys(clause.clause for clause in rule.clauses)),
    }


def first_no(record: Record) -> Verdict | None:
    """Return the verdict on the first of the four main traits that the class lacks."""
    for trait in MAIN_TRAITS:
        verdict = record.judgement.verdicts[trait]
        if verdict.value is Truth.NO and verdict.reasons:
            return verdict
    return None
