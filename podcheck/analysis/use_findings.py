"""What is found where the code relies on a trait: each use whose class lacks what it needs, as a Finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck.errors import ConfigError
from podcheck.model.contracts import Authority
from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Problem
from podcheck.model.results import Finding, Record, Related
from podcheck.model.traits import Trait
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, Operation
from podcheck.policy.contracts.check import fingerprint

if TYPE_CHECKING:
    from podcheck.rules import Judgements
    from podcheck.rules.uses.requirement import Unmet


class UseFinding(Struct, frozen=True):
    """A finding about a use, with what it is from."""

    finding: Finding
    unmet: Unmet
    more: str
    """What its message says behind the need's."""

    programs: tuple[str, ...]
    """The programs that its file is part of."""

    def with_unmet(self, unmet: Unmet) -> Finding:
        """Return the finding about the use as it was decided."""
        return replace(self.finding, message=unmet.message + self.more)


def use_findings(
    facts: UnitFacts, judged: Judgements, records: Sequence[Record] = (), authority: Authority = Authority.STANDARD
) -> tuple[list[UseFinding], list[Problem]]:
    """Return the findings in the order of the code, and the annotations that ask for what is no trait."""
    classes = {class_facts.key: class_facts for class_facts in facts.classes}
    seen: dict[tuple[str, ...], int] = {}
    result = []
    listed = judged.unmet(facts, None if authority is Authority.STANDARD else _answers_of(records))
    for unmet, others in _group(listed, {key: used.name for key, used in classes.items()}):
        used = classes.get(unmet.record or "")
        name = used.name if used is not None else ""
        template = _without_arguments(unmet.site.instance)
        known_as = f"{_without_arguments(name)}<>" if others else name
        identity = (unmet.need.code, known_as, unmet.site.name, *((template,) if template else ()))
        counted = (*identity, unmet.site.instance, unmet.location.file)
        number = seen[counted] = seen.get(counted, 0) + 1
        related = (Related(f"'{name}' is defined here", used.location),) if used is not None else ()
        more = f" The same holds for {others} more of '{_without_arguments(name)}<>'." if others else ""
        finding = _finding(unmet, name, related, fingerprint(*identity, str(number)), more)
        result.append(UseFinding(finding, unmet, more, facts.unit.programs))
    return result, [problem for site in facts.uses for problem in _wrong(site)]


def _group(listed: Iterable[Unmet], names: Mapping[Key, str]) -> list[tuple[Unmet, int]]:
    """Return each unmet need with how many more there are at its place, of other instances of its class's template."""
    groups: dict[tuple[object, ...], list[Unmet]] = {}
    for number, unmet in enumerate(listed):
        name = names.get(unmet.record or "", "")
        family = _without_arguments(name)
        key: tuple[object, ...] = (
            unmet.need.code,
            unmet.location.identity,
            _without_arguments(unmet.site.instance),
            family,
            unmet.fault.skipped.constructors if unmet.fault.skipped is not None else (),
        )
        groups.setdefault(key if family != name else (number,), []).append(unmet)
    return [(group[0], len({unmet.record for unmet in group}) - 1) for group in groups.values()]


def _answers_of(records: Sequence[Record]) -> Callable[[Key, Trait], bool | None]:
    """Return what says whether all compilers that were asked have the class's trait; None where they differ."""
    answers = {record.facts.key: record.answers for record in records if record.answers}

    def agreed_answer(key: Key, trait: Trait) -> bool | None:
        values = {answer.traits[trait] for answer in answers.get(key, ()) if trait in answer.traits}
        return values.pop() if len(values) == 1 else None

    return agreed_answer


def _without_arguments(instance: str) -> str:
    """Return the template's name: what stands outside angle brackets."""
    depth, name = 0, ""
    for letter in instance:
        depth += (letter == "<") - (letter == ">")
        name += letter if depth == 0 and letter != ">" else ""
    return name


def _finding(unmet: Unmet, name: str, related: tuple[Related, ...], identity: str, more: str) -> Finding:
    return Finding(
        code=unmet.need.code,
        severity=unmet.standing.severity,
        message=unmet.message + more,
        location=unmet.location,
        record=name,
        trait=unmet.fault.trait,
        reasons=unmet.fault.reasons,
        fingerprint=identity,
        related=related,
    )


def _wrong(site: CallSite) -> list[Problem]:
    if site.operation is Operation.UNFIT:
        what = f"{site.name} of [uses] can't do what is said there: {site.why}"
        return [Problem(what, site.location, 'Say which arguments it takes: { like = "...", bytes = 1, size = 2 }.')]
    problems = []
    for name in site.traits:
        try:
            Trait.parse(name)
        except ConfigError as error:
            problems.append(Problem(f"an annotation of {site.name}: {error.what}", site.location, error.advice))
    return problems
