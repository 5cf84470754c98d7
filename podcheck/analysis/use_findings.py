"""What is found where the code relies on a trait: each use whose class lacks what it needs, as a Finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck.errors import ConfigError
from podcheck.model.contracts import Authority
from podcheck.model.facts import UnitFacts
from podcheck.model.problems import Location, Problem
from podcheck.model.results import Finding, Record, Related
from podcheck.model.traits import Trait
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, Operation
from podcheck.policy.contracts.check import fingerprint

if TYPE_CHECKING:
    from podcheck.rules import Judgements
    from podcheck.rules.uses.requirement import Unmet


_FEW = 3


class UseFinding(Struct, frozen=True):
    """A finding about a use, with what it is from."""

    finding: Finding
    """What is said of the first class."""

    unmet: Unmet
    classes: dict[str, Location]
    """The classes of which it holds at its place, by their names, and where they are defined; the finding's first."""

    programs: tuple[str, ...]
    """The programs that its file is part of."""

    def finding_of(self, classes: Mapping[str, Location]) -> Finding:
        """Return the finding as the unmet need now is, about all these classes: its own among them."""
        name, fault = self.finding.record, self.unmet.fault
        others = [other for other in classes if other != name]
        alike = all(_without_arguments(other) == _without_arguments(name) for other in others)
        fix = fault.fix if alike else fault.in_template or fault.fix
        unmet = replace(self.unmet, fault=replace(fault, fix=fix))
        related = (Related(f"'{known}' is defined here", classes[known]) for known in [name, *others[:_FEW]] if known)
        more = _say_others(name, others, alike=alike)
        return replace(self.finding, message=unmet.message + more, fix=fix, related=tuple(related))


def use_findings(
    facts: UnitFacts, judged: Judgements, records: Sequence[Record] = (), authority: Authority = Authority.STANDARD
) -> tuple[list[UseFinding], list[Problem]]:
    """Return the findings in the order of the code, and the annotations that ask for what is no trait."""
    known = {class_facts.key: class_facts for class_facts in facts.classes}
    seen: dict[tuple[str, ...], dict[str, int]] = {}
    result = []
    listed = judged.unmet(facts, None if authority is Authority.STANDARD else _answers_of(records))
    for group in _group(listed, {key: used.name for key, used in known.items()}):
        unmet = group[0]
        used = [known[each.record] for each in group if each.record in known]
        classes = {class_facts.name: class_facts.location for class_facts in used}
        name = known[unmet.record].name if unmet.record in known else ""
        template = _without_arguments(unmet.site.instance)
        known_as = "" if template else f"{_without_arguments(name)}<>" if len(classes) > 1 else name
        identity = (unmet.need.code, known_as, unmet.site.name, *((template,) if template else ()))
        numbers = seen.setdefault((*identity, unmet.location.file), {})
        place = str(unmet.location.identity) if template else str(len(numbers))  # of a template, in all its instances
        number = numbers.setdefault(place, len(numbers) + 1)
        finding = _finding(unmet, name, fingerprint(*identity, str(number)))
        result.append(UseFinding(finding, unmet, classes, facts.unit.programs))
    return result, [problem for site in facts.uses for problem in _wrong(site)]


def place_of(unmet: Unmet) -> tuple[object, ...] | None:
    """Return what the uses in the instances of one template have in common; None for a use in no instance."""
    if not unmet.site.instance:
        return None
    return unmet.need.code, unmet.location.identity, _without_arguments(unmet.site.instance)


def _group(listed: Iterable[Unmet], names: Mapping[Key, str]) -> list[list[Unmet]]:
    """Return the unmet needs, together those at one place of one template's instances, or of one template's classes."""
    groups: dict[tuple[object, ...], list[Unmet]] = {}
    for number, unmet in enumerate(listed):
        name = names.get(unmet.record or "", "")
        family = _without_arguments(name)
        alone = (unmet.need.code, unmet.location.identity, family) if family != name else (number,)
        skipped = unmet.fault.skipped.constructors if unmet.fault.skipped is not None else ()
        groups.setdefault((*(place_of(unmet) or alone), skipped), []).append(unmet)
    return list(groups.values())


def _say_others(name: str, others: Sequence[str], *, alike: bool) -> str:
    """Return the sentence on the other classes of which the same holds; `alike`: they are of one template."""
    if not others:
        return ""
    if alike:
        return f" The same holds for {len(others)} more of '{_without_arguments(name)}<>'."
    few = [f"'{other}'" for other in others[:_FEW]]
    if len(others) > _FEW:
        few.append(f"{len(others) - _FEW} more classes" if len(others) > _FEW + 1 else "1 more class")
    listed = few[0] if len(few) == 1 else f"{', '.join(few[:-1])} and {few[-1]}"
    return f" The same holds for {listed}."


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


def _finding(unmet: Unmet, name: str, identity: str) -> Finding:
    return Finding(
        code=unmet.need.code,
        severity=unmet.standing.severity,
        message=unmet.message,
        location=unmet.location,
        record=name,
        trait=unmet.fault.trait,
        reasons=unmet.fault.reasons,
        fingerprint=identity,
        fix=unmet.fault.fix,
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
