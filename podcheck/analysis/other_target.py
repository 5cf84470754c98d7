"""Classes as another target lays them out: a unit is read once more for it, where a contract asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from podcheck.discovery.target_flags import for_target
from podcheck.extract import extract_unit, headers_for
from podcheck.model.facts import UnitFacts
from podcheck.model.layout import Layout
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Record
from podcheck.model.targets import SHORT, headers_advice

_MISSING = " file not found"
_Identity = tuple[object, ...]


@dataclass(slots=True)
class OtherTargets:
    """What is known of classes on other targets."""

    libclang: Path | None = None
    """The library that parses; None: the one that is found."""

    units: dict[tuple[int, str], UnitFacts] = field(default_factory=dict)
    """The facts by unit and target."""

    layouts: dict[_Identity, Layout | None] = field(default_factory=dict)
    """The layout by class and target, whichever unit asked for it; None where it isn't analysed there."""

    problems: list[Problem] = field(default_factory=list)
    """The problems of the units that were read since they were last taken."""

    def of_unit(self, facts: UnitFacts) -> Callable[[Record, str], Layout | None]:
        """Return a function that returns a class's layout on another target; None where it is not analysed there."""
        self.units.clear()

        def layout_on(record: Record, target: str) -> Layout | None:
            identity = (*record.facts.identity, record.std, record.target, target)
            if identity not in self.layouts:
                self.layouts[identity] = self._layout(facts, record, target)
            return self.layouts[identity]

        return layout_on

    def take_problems(self) -> tuple[Problem, ...]:
        """Return the problems since the last time."""
        problems, self.problems = tuple(self.problems), []
        return problems

    def _layout(self, facts: UnitFacts, record: Record, target: str) -> Layout | None:
        from podcheck.rules import judge_unit

        key = (id(facts), target)
        if key not in self.units:
            self.units[key] = self._read(facts, target)
        there = self.units[key]
        if any(problem.fatal for problem in there.problems):
            return None
        own = record.facts
        same = [each for each in there.classes if each.key == own.key] or [
            each for each in there.classes if (each.name, each.location) == (own.name, own.location)
        ]
        if not same:
            what = f"'{own.name}' is not defined for {target}"
            self.problems.append(Problem(what, own.location, "Define it for that target, or drop the target."))
            return None
        return judge_unit(there, {same[0].key}).layout(same[0].key)

    def _read(self, facts: UnitFacts, target: str) -> UnitFacts:
        """Read the unit for the target, with headers of podcheck[zig] where the machine has none."""
        own = (f"--target={target}",)
        unit = replace(facts.unit, uses=False)
        arguments = for_target(unit.arguments, (), own, unit.std, self.libclang, {})
        there = extract_unit(replace(unit, arguments=(*arguments, *own)), self.libclang)
        brought = None
        if _lacks_headers(there):
            brought = headers_for(target)
            if brought:
                there = extract_unit(replace(unit, arguments=(*arguments, *own, *brought)), self.libclang)
        for problem in there.problems:
            if problem.fatal and problem not in facts.problems:
                self.problems.append(_for_target(problem, facts, target, brought))
        return there


def _lacks_headers(facts: UnitFacts) -> bool:
    return any(problem.fatal and problem.message.endswith(_MISSING) for problem in facts.problems)


def _for_target(problem: Problem, facts: UnitFacts, target: str, brought: tuple[str, ...] | None) -> Problem:
    advice = problem.advice
    if problem.message.endswith(_MISSING):
        advice = headers_advice(target, brought)
    elif target in problem.message:
        advice = f"Name a target that Clang knows: {', '.join(SHORT)}, or an LLVM triple."
    return Problem(f"for {target}: {problem.message}", problem.location or Location(facts.unit.file), advice)
