"""What a run reports: records with answers, findings about the user's classes, problems of the run."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from podcheck.model.facts import ClassFacts
from podcheck.model.fixes import ClassFix
from podcheck.model.layout import Layout
from podcheck.model.measured import LayoutMismatch, MeasuredLayout
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Judgement, Reason, RuleInfo


class Mismatch(Struct, frozen=True):
    """A compiler's answer that differs from podcheck's."""

    trait: Trait
    podcheck: bool
    """Podcheck's answer."""

    compiler: str
    """The compiler's name."""

    value: bool
    """The compiler's answer."""

    known: str | None = None
    """The defect report or bug that explains it; None where nothing known does."""


class Answers(Struct, frozen=True):
    """One compiler's answers about one class."""

    compiler: str
    """The compiler's name."""

    traits: dict[Trait, bool] = field(default_factory=dict)
    """Without those that it could not decide."""

    note: str = ""
    """Why there are no answers: the class can't be named in a probe, or the probe did not compile."""

    layout: MeasuredLayout | None = None
    """Its sizes and offsets; None where it was not asked, because it builds for another machine, say."""


MadeOf = frozenset[tuple[Key, Location]]
"""Written classes, each by what it is called and where it stands."""


class UnitClasses(Protocol):
    """The classes of a unit: works out for each what only few reports need."""

    def layout(self, key: Key) -> Layout | None:
        """Return where the class's parts lie; None for a template's pattern and one that could not be analysed."""

    def shapes(self, key: Key) -> frozenset[str]:
        """Return the shapes of the class on which compilers are known to differ from the standard."""

    def pointers(self, key: Key) -> tuple[Reason, ...] | None:
        """Return a reason for each thing in an object of the class that points; None where that is not known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One class with everything that podcheck found out about it."""

    facts: ClassFacts
    std: CxxStandard
    target: str
    """The LLVM triple."""

    judgement: Judgement
    answers: tuple[Answers, ...] = ()
    """Those of the compilers that were asked."""

    mismatches: tuple[Mismatch, ...] = ()
    """The answers on traits that differ from podcheck's."""

    layout_mismatches: tuple[LayoutMismatch, ...] = ()
    """The sizes and offsets that differ from podcheck's."""

    unit_classes: UnitClasses | None = dataclasses.field(default=None, repr=False, compare=False)
    """The classes that it was judged among; None where it was not judged."""

    own: bool = True
    """False for a class that is only reached, of a system header or of a file that is left out."""

    made_of: MadeOf = dataclasses.field(default=frozenset(), repr=False, compare=False)
    """Of a template's instance, the written classes that it reaches: two sources may each have one of the same name."""

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
    def shapes(self) -> frozenset[str]:
        """What compilers are known to differ on that the class contains; nothing where it was not judged."""
        return frozenset() if self.unit_classes is None else self.unit_classes.shapes(self.facts.key)

    @property
    def pointers(self) -> tuple[Reason, ...] | None:
        """A reason for each thing in an object of it that points; None where that is not known."""
        return None if self.unit_classes is None else self.unit_classes.pointers(self.facts.key)


class Related(Struct, frozen=True):
    """Another place that a finding is about."""

    message: str
    """What is there: "'Header' is defined here"."""

    location: Location


class Finding(Struct, frozen=True):
    """Something about the user's class that fails the run with status 1."""

    code: str
    severity: str
    """One of `report_formats.SEVERITIES`."""

    message: str
    location: Location
    """The line to fix."""

    record: str
    """The class's name; empty where the finding is about none."""

    trait: Trait | None
    """None where it is not about one trait."""

    reasons: tuple[Reason, ...]
    fingerprint: str
    """A digest of what is wrong and with what, which stays the same when lines move."""

    related: tuple[Related, ...] = ()
    """The other places that it is about, such as the class's own name or the contract that it breaks."""


class Report(Struct, frozen=True):
    """The result of a run, in the order of the input; every output format is made from this alone."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    podcheck: str
    """Podcheck's version."""

    libclang: str
    """The library's version."""

    compilers: tuple[str, ...] = ()
    """The names of the compilers that were asked."""

    accepted: tuple[Finding, ...] = ()
    """What a comment in the source or the baseline keeps from being a finding."""

    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    """The page of each code that is in a finding or a reason, nested ones too, by code."""

    sources: Mapping[str, str] = field(default_factory=dict)
    """The text of files that it points into, by name, where a format shows them; what is no UTF-8 is escaped
    (`surrogateescape`)."""

    interrupted: bool = False
    """Whether the user ended the run; this is what was done by then."""

    assumed: tuple[tuple[str, int], ...] = ()
    """Dialects that nobody named: each with whose default it is, and the number of files it was taken for."""

    fixes: tuple[ClassFix, ...] = ()
    """Mechanical fixes of its classes, where a format shows them."""

    @property
    def exit_status(self) -> int:
        """0: nothing to report; 1: findings; 2: something could not be done; 130: it was interrupted."""
        if self.interrupted:
            return 130
        if any(problem.fatal for problem in self.problems):
            return 2
        return 1 if self.findings else 0
