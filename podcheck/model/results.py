"""What a run reports: records with answers, findings about the user's classes, problems of the run."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from podcheck.model.facts import ClassFacts, Key
from podcheck.model.fixes import ClassFix
from podcheck.model.layout import Layout
from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import Judgement, Reason, RuleInfo


class Mismatch(Struct, frozen=True):
    """A compiler's answer that differs from podcheck's; `known`: what defect report or bug explains it."""

    trait: Trait
    podcheck: bool
    compiler: str
    value: bool
    known: str | None = None


class Answers(Struct, frozen=True):
    """One compiler's answers about one class; a trait that it could not tell is absent.

    `note` says why there are none: the class can't be named in a probe, or the probe did not compile. `layout`: its
    sizes and offsets, None where the compiler was not asked, as it builds for another machine, say.
    """

    compiler: str
    traits: dict[Trait, bool] = field(default_factory=dict)
    note: str = ""
    layout: MeasuredLayout | None = None


MadeOf = frozenset[tuple[Key, Location]]
"""Written classes, each by what it is called and where it stands."""


class UnitClasses(Protocol):
    """The classes of a unit: works out for each what few reports ask for."""

    def layout(self, key: Key) -> Layout | None:
        """Return where the class's parts lie; None for a template's pattern and one that could not be analysed."""

    def pointers(self, key: Key) -> tuple[Reason, ...] | None:
        """Return a reason for each thing in an object of the class that points; None where that is not known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One class with everything that podcheck found out about it.

    `unit_classes`: those that it was judged among; None where it was not. `own`: it is a class of the project, and not
    one of the system's headers, or of files that are left out, which is only reached.
    `made_of`: of an instance, the written classes that it reaches, for two sources may each have one of the same name.
    """

    facts: ClassFacts
    std: CxxStandard
    target: str
    judgement: Judgement
    answers: tuple[Answers, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    layout_mismatches: tuple[LayoutMismatch, ...] = ()
    unit_classes: UnitClasses | None = dataclasses.field(default=None, repr=False, compare=False)
    own: bool = True
    made_of: MadeOf = dataclasses.field(default=frozenset(), repr=False, compare=False)

    @property
    def is_unexplained(self) -> bool:
        """Whether a compiler answers otherwise, on a trait or on the layout, and nothing known explains it."""
        differs = any(mismatch.known is None for mismatch in self.mismatches)
        return differs or any(mismatch.known is None for mismatch in self.layout_mismatches)

    @property
    def layout(self) -> Layout | None:
        """Where its parts lie; None for a template's pattern and a class that could not be analysed."""
        return None if self.unit_classes is None else self.unit_classes.layout(self.facts.key)

    @property
    def pointers(self) -> tuple[Reason, ...] | None:
        """A reason for each thing in an object of it that points; None where that is not known."""
        return None if self.unit_classes is None else self.unit_classes.pointers(self.facts.key)


class Related(Struct, frozen=True):
    """Another place that a finding is about, and what stands there: "'Header' is defined here"."""

    message: str
    location: Location


class Finding(Struct, frozen=True):
    """Something about the user's class that fails the run with status 1.

    `location`: the line to fix. `record`: the class's name, empty where the finding is about none. `related`: the
    other places that it is about, such as the class's own name or the contract that it breaks. `fingerprint`: of what
    is wrong and with what, so that it stays the same when lines move.
    """

    code: str
    severity: str
    message: str
    location: Location
    record: str
    trait: Trait | None
    reasons: tuple[Reason, ...]
    fingerprint: str
    related: tuple[Related, ...] = ()


class Report(Struct, frozen=True):
    """The result of a run, in the order of the input; every output format is made from this alone.

    `accepted`: what would be findings, were it not for a comment in the source or the baseline.
    `rules`: the page of each code that stands in a reason, nested ones too, or in a finding, by code.
    `sources`: the text of files that it points into, by name, where whoever renders it wants them shown.
    `interrupted`: the user ended the run, and this is what was done by then.
    `assumed`: dialects that nobody named, with whose default each is and for how many files it was taken.
    `fixes`: mechanical fixes of its classes, where whoever renders it wants them shown.
    """

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    podcheck: str
    libclang: str
    compilers: tuple[str, ...] = ()
    accepted: tuple[Finding, ...] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    interrupted: bool = False
    assumed: tuple[tuple[str, int], ...] = ()
    fixes: tuple[ClassFix, ...] = ()

    @property
    def exit_status(self) -> int:
        """0: nothing to report; 1: findings; 2: something could not be done; 130: it was interrupted."""
        if self.interrupted:
            return 130
        if any(problem.fatal for problem in self.problems):
            return 2
        return 1 if self.findings else 0
