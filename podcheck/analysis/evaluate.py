"""What becomes of each unit's facts: judged while the compilers are asked about the classes, and then compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck.analysis import findings
from podcheck.analysis.result_registry import ClassIdentity, ResultRegistry, identify_class
from podcheck.analysis.use_findings import UseFinding, use_findings
from podcheck.errors import REPORT_IT
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.problems import Problem
from podcheck.model.results import Answers, MadeOf, Record
from podcheck.model.settings import CrossCheckOptions, Settings
from podcheck.model.subobjects import Base, Field
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import Key
from podcheck.policy.comments.source_text import SourceTexts
from podcheck.policy.contracts.unit import UnitContracts

if TYPE_CHECKING:
    from podcheck.crosscheck.compilation import Memory
    from podcheck.crosscheck.compilers import Compiler
    from podcheck.model.measured import LayoutMismatch
    from podcheck.model.results import Mismatch
    from podcheck.rules import Judgements

_FEW = 4
"""So few units are asked about one by one, each while the next one is extracted."""


class Checked(Struct, frozen=True):
    """One unit's share of the report."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    examined: UnitContracts
    """What the contracts on its classes came to, with the findings."""

    reads_elsewhere: bool = False
    """Some unit was read for other targets too."""

    uses: tuple[UseFinding, ...] = ()
    """The findings about uses; other files decide some of them."""


Compilers = Future[tuple[tuple["Compiler", ...], tuple[Problem, ...]]]
"""Those to ask, and what is wrong with others; they are found while the first unit is extracted."""

CompilerAnswers = tuple[dict[Key, tuple[Answers, ...]], tuple[Problem, ...]]
"""What the compilers say of one unit's classes."""


def evaluate_units(
    extracted: Iterable[UnitFacts],
    count: int,
    settings: Settings,
    compilers: Compilers,
    pages: SourceTexts,
    memory: Memory | None = None,
) -> Iterator[Checked]:
    """Yield each unit's share of the report; while the compilers work on some units, the next ones are extracted.

    `count`: the number of units, at most. `memory`: what the compilers said in earlier runs.
    """
    known = ResultRegistry()
    known.elsewhere.libclang = settings.extract.libclang
    crosscheck = settings.crosscheck
    if crosscheck.sample is not None:
        extracted = list(extracted)
        known.sample = sample_of(extracted, crosscheck.sample)
    waiting: _UnitGroup | None = None
    probing = ThreadPoolExecutor(max_workers=1)
    try:
        for units in _groups(extracted, crosscheck.enabled and count >= _FEW):
            queried, _ = compilers.result()
            group = _start_group(units, queried, crosscheck, memory, probing, known)
            if waiting is not None:
                yield from _merge_group(waiting, settings, pages, known)
            waiting = group
        if waiting is not None:
            yield from _merge_group(waiting, settings, pages, known)
    finally:
        probing.shutdown(wait=True, cancel_futures=True)


def _groups(extracted: Iterable[UnitFacts], several: bool) -> Iterator[list[UnitFacts]]:
    """Yield units whose classes the compilers are asked about at once."""
    most = 1
    if several:
        from podcheck.crosscheck.batch import MOST_UNITS

        most = MOST_UNITS
    group: list[UnitFacts] = []
    for facts in extracted:
        group.append(facts)
        if len(group) == most:
            yield group
            group = []
    if group:
        yield group


class _UnitGroup(Struct, frozen=True):
    """Units that are judged, while the compilers are asked about them."""

    units: Sequence[tuple[UnitFacts, Judgements]]
    """Each unit's facts with its judgements."""

    compilers: Mapping[str, Compiler]
    """By the compiler's id."""

    answers: Future[list[CompilerAnswers]] | None
    """The compilers' answers, in the order of the units; None where nothing is asked."""


def _start_group(
    units: Sequence[UnitFacts],
    compilers: Sequence[Compiler],
    crosscheck: CrossCheckOptions,
    memory: Memory | None,
    probing: Executor,
    known: ResultRegistry,
) -> _UnitGroup:
    new = [
        [class_facts for class_facts in facts.classes if class_facts.reported and known.is_new(class_facts, facts)]
        for facts in units
    ]
    reported: Future[list[CompilerAnswers]] | None = None
    if compilers and any(new):
        from podcheck.crosscheck.answers import Share
        from podcheck.crosscheck.batch import cross_check_all
        from podcheck.crosscheck.compilation import CompileOptions

        shares = [
            Share(
                facts.unit,
                tuple(class_facts for class_facts in classes if known.is_probed(class_facts, facts)),
                facts.library,
                {class_facts.key: class_facts for class_facts in facts.classes},
                facts.target,
                facts.pointer,
            )
            for facts, classes in zip(units, new, strict=True)
        ]
        reported = probing.submit(cross_check_all, shares, compilers, CompileOptions(crosscheck.timeout, memory))
    judged = [
        _judge(facts, {class_facts.key for class_facts in classes}) for facts, classes in zip(units, new, strict=True)
    ]
    return _UnitGroup(
        list(zip(units, judged, strict=True)), {compiler.id: compiler for compiler in compilers}, reported
    )


def _merge_group(group: _UnitGroup, settings: Settings, pages: SourceTexts, known: ResultRegistry) -> Iterator[Checked]:
    reported: Sequence[CompilerAnswers] = (
        group.answers.result() if group.answers is not None else [({}, ())] * len(group.units)
    )
    for (facts, judged), (answers, problems) in zip(group.units, reported, strict=True):
        yield _merge_answers(facts, judged, answers, problems, group.compilers, settings, pages, known)


def sample_of(units: Iterable[UnitFacts], count: int) -> frozenset[ClassIdentity]:
    """Return so many of the classes, the same ones whenever they are the same classes."""
    result = {
        identify_class(class_facts, facts)
        for facts in units
        for class_facts in facts.classes
        if class_facts.reported and not class_facts.dependent
    }
    return frozenset(
        sorted(result, key=lambda item: blake2b(repr(item).encode("utf-8", "surrogatepass")).digest())[:count]
    )


def _judge(facts: UnitFacts, wanted: AbstractSet[Key]) -> Judgements:
    from podcheck.rules import judge_unit

    return judge_unit(facts, wanted)


def _merge_answers(
    facts: UnitFacts,
    judged: Judgements,
    answers: Mapping[Key, tuple[Answers, ...]],
    problems: Iterable[Problem],
    compilers: Mapping[str, Compiler],
    settings: Settings,
    pages: SourceTexts,
    known: ResultRegistry,
) -> Checked:
    result = [(class_facts, known.record(class_facts, facts)) for class_facts in facts.classes if class_facts.reported]
    new = tuple(
        _record(
            class_facts, facts, judged, answers.get(class_facts.key, ()), compilers, known.made_of(class_facts, facts)
        )
        for class_facts, record in result
        if record is None
    )
    if any(record.is_unexplained for record in new):
        from podcheck.analysis.preprocessor_differences import without_other_sources

        new = without_other_sources(new, facts, compilers, settings.crosscheck.timeout)
    for record in new:
        known.add(record, facts)
    known.parts.pop(id(facts), None)
    rest = iter(new)
    records = tuple(record or next(rest) for _, record in result)
    reported = {_line(problem) for problem in facts.problems if problem.fatal} - {None}
    circles = [_circle(part) for record in new for part in judged.program.circles.get(record.facts.key, ())]
    all_problems = (
        *facts.problems,
        *(problem for problem in (*problems, *circles) if _line(problem) not in reported),
        *(_failure(record, judged.failed[record.facts.key]) for record in new if record.facts.key in judged.failed),
        *islice((_unknown_offsets_problem(record) for record in new if record.facts.unplaced), 1),
    )
    examined = findings.examine_unit(settings.policy, facts, records, pages, known.elsewhere.of_unit(facts))
    reads_elsewhere = bool(known.elsewhere.units)
    all_problems = (*all_problems, *known.elsewhere.take_problems())
    examined = replace(examined, findings=(*examined.findings, *known.definitions.violations(facts)))
    used: Sequence[UseFinding] = ()
    if facts.uses:
        used, wrong = use_findings(facts, judged, records, settings.policy.verdict)
        examined = replace(examined, problems=(*examined.problems, *wrong))
    judged.forget()
    return Checked(records, all_problems, examined, reads_elsewhere, tuple(used))


def _failure(record: Record, what: str) -> Problem:
    message = f"podcheck failed on '{record.facts.name}', which is not analysed: {what}"
    return Problem(message, record.facts.location, REPORT_IT)


def _circle(part: Base | Field) -> Problem:
    kind = "field" if isinstance(part, Field) else "base class"
    message = f"{kind} has incomplete type '{part.type.spelling}', which contains it"
    return Problem(message, part.location, "A class can't contain itself: hold a pointer to it.")


def _unknown_offsets_problem(record: Record) -> Problem:
    message = f"'{record.facts.name}' has millions of nested members: their offsets are not looked up"
    advice = (
        "Its layout, padding and unique representations are unknown, and so are those of the classes that contain it."
    )
    return Problem(message, record.facts.location, advice)


def _record(
    class_facts: ClassFacts,
    facts: UnitFacts,
    judged: Judgements,
    answers: tuple[Answers, ...],
    compilers: Mapping[str, Compiler],
    made_of: MadeOf,
) -> Record:
    return Record(
        facts=class_facts,
        std=facts.std,
        target=facts.target,
        judgement=judged[class_facts.key],
        answers=answers,
        mismatches=_mismatches(facts.std, class_facts.key, judged, answers, compilers),
        layout_mismatches=_layout_mismatches(facts.std, class_facts, judged, answers, compilers),
        unit_classes=judged,
        own=facts.unit.is_of_the_project(class_facts.location.file),
        made_of=made_of,
    )


def _line(problem: Problem) -> tuple[str, int] | None:
    """Return where an error is: a compiler that stumbles where libclang did has nothing to add."""
    place = problem.location
    return (place.file, place.line) if place is not None and place.line else None


def _mismatches(
    std: CxxStandard, key: Key, judged: Judgements, answers: tuple[Answers, ...], compilers: Mapping[str, Compiler]
) -> tuple[Mismatch, ...]:
    if not answers:
        return ()
    from podcheck.crosscheck.compare import compare

    return compare(std, judged[key], answers, compilers, lambda: judged.shapes(key))


def _layout_mismatches(
    std: CxxStandard,
    facts: ClassFacts,
    judged: Judgements,
    answers: tuple[Answers, ...],
    compilers: Mapping[str, Compiler],
) -> tuple[LayoutMismatch, ...]:
    if not answers:
        return ()
    from podcheck.crosscheck.compare_layouts import compare_layouts

    classes = judged.program.classes
    result = compare_layouts(
        std, facts, classes, answers, compilers, lambda moved: judged.layout_shapes(facts.key, moved)
    )
    return result if result and not judged.holds_error(facts.key) else ()
