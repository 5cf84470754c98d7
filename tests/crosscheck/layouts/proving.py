"""One source's layouts by podcheck, beside Clang's dump and what g++ says of sizes and offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from podcheck.cpp.probe_names import PLAIN, PLAIN_KEYWORDS
from podcheck.crosscheck.compilers import Compiler, Family
from podcheck.extract import extract_unit
from podcheck.model.facts import ClassFacts, RecordKind, UnitFacts
from podcheck.model.traits import CxxStandard, Truth
from podcheck.model.type_refs import TypeKind
from podcheck.model.units import Headers, Unit
from podcheck.process import run
from podcheck.rules.abi.pod_for_layout import pod_for_layout, pod_of_gcc
from podcheck.rules.abi.sizes import is_empty, nonvirtual_size
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.rulebook import RULEBOOK
from tests.crosscheck.layouts.compilers import answers_of
from tests.crosscheck.layouts.dumps import Shape, differences, dumped, ours, plain
from tests.needs import HANGS_AFTER

_REFERENCES = (TypeKind.LVALUE_REFERENCE, TypeKind.RVALUE_REFERENCE)

_DERIVED = "template<class T> struct podcheck_derived : T { char podcheck_last; };"


@dataclass(slots=True)
class Tally:
    """What was compared, by the names of classes."""

    same: list[str] = field(default_factory=list)
    """Classes whose layout is the dump's."""

    missing: list[str] = field(default_factory=list)
    """Classes in which something could not be analysed."""

    unmatched: list[str] = field(default_factory=list)
    """Classes that the dump does not have."""

    differences: list[str] = field(default_factory=list)
    """What is not the same, in words."""

    asked: int = 0
    """How many questions g++ answered as podcheck does; clang++ is asked too about classes with attributes."""

    apart: list[str] = field(default_factory=list)
    """Where g++ and clang++ differ, and podcheck, which has Clang's facts, says what clang++ says."""


def compare(
    text: str,
    std: CxxStandard,
    compilers: Mapping[Family, Compiler],
    *,
    target: str = "",
    arguments: tuple[str, ...] = (),
    headers: str | None = None,
) -> Tally:
    """Return what was compared of every class of the text, or of the headers; g++ is asked where no target is named."""
    chosen = (*arguments, f"--target={target}") if target else arguments
    facts = extract_unit(Unit("layouts.cpp", std, chosen, Headers(headers) if headers is not None else None, text))
    program = EvaluationContext(facts, RULEBOOK)
    named = [class_facts for class_facts in facts.classes if _can_be_named(class_facts)]
    tally = Tally()
    clang = compilers.get(Family.CLANGXX)
    if clang is not None:
        _against_dump(tally, program, facts, _dump(clang, text, std, chosen, named))
        reported = [class_facts for class_facts in named if _may_be_dumped_early(class_facts)]
        if reported and (dialect := clang.supports(std)) is not None:
            _against_answers(tally, program, reported, [*clang.command, *chosen], dialect, text)
    gcc = compilers.get(Family.GXX)
    if gcc is not None and not target and (dialect := gcc.supports(std)) is not None:
        other = [*clang.command, *arguments] if clang is not None else None
        _against_answers(tally, program, named, [*gcc.command, *arguments], dialect, text, other)
    return tally


def _can_be_named(facts: ClassFacts) -> bool:
    known = facts.complete and facts.size is not None and not facts.dependent
    return known and facts.spelling is not None and not facts.local


def _may_be_dumped_early(facts: ClassFacts) -> bool:
    """Clang dumps a class at its closing brace, before the attributes behind it: these are asked about."""
    return facts.packed or facts.aligned


def _dump(clang: Compiler, text: str, std: CxxStandard, arguments: tuple[str, ...], named: list[ClassFacts]) -> str:
    """Clang's own layouts; the classes are named behind the text, so that they are laid out."""
    forms = (
        f"typedef {class_facts.spelling} dump_{at}; enum {{ dump_e{at} = sizeof(dump_{at}) }};"
        for at, class_facts in enumerate(named)
    )
    source = "\n".join((text, PLAIN_KEYWORDS + PLAIN, *forms)) + "\n"
    flags = ["-w", "-fsyntax-only", "-ferror-limit=0", "-Xclang", "-fdump-record-layouts-complete"]
    done = run(
        [*clang.command, f"-std={clang.supports(std)}", *flags, *arguments, "-x", "c++", "-"],
        stdin=source.encode(),
        timeout=HANGS_AFTER,
        output_limit=1 << 28,
    )
    return done.stdout


def _against_dump(tally: Tally, program: EvaluationContext, facts: UnitFacts, dump: str) -> None:
    theirs: dict[str, list[Shape]] = {}
    for name, shape in dumped(dump):
        theirs.setdefault(name, []).append(shape)
    for class_facts in facts.classes:
        if (
            class_facts.dependent
            or not class_facts.complete
            or class_facts.size is None
            or class_facts.anonymous
            or _may_be_dumped_early(class_facts)
        ):
            continue
        mine = ours(program, class_facts)
        result = theirs.get(plain(class_facts.name), [])
        if mine is None:
            tally.missing.append(class_facts.name)
        elif not result:
            tally.unmatched.append(class_facts.name)
        elif wrong := min((differences(shape, mine) for shape in result), key=len):
            tally.differences.append(f"{class_facts.name} ({class_facts.location}): {'; '.join(wrong)}")
        else:
            tally.same.append(class_facts.name)


def _against_answers(
    tally: Tally,
    program: EvaluationContext,
    named: list[ClassFacts],
    command: list[str],
    std: str,
    text: str,
    clang: list[str] | None = None,
) -> None:
    types = (f"typedef {class_facts.spelling} gcc_{at};" for at, class_facts in enumerate(named))
    source = "\n".join((text, PLAIN_KEYWORDS + PLAIN + _DERIVED, *types))
    queried = [
        (class_facts, question)
        for at, class_facts in enumerate(named)
        for question in _questions(program, class_facts, f"gcc_{at}")
    ]
    answers = answers_of(command, std, source, [question for _, question in queried])
    denied = [pair for pair, answer in zip(queried, answers, strict=True) if answer is False]
    tally.asked += answers.count(True)
    with_clang: list[bool | None] = [None] * len(denied)
    if denied and clang is not None:
        with_clang = answers_of(clang, std, source, [question for _, question in denied])
    for (class_facts, question), confirmed in zip(denied, with_clang, strict=True):
        reported = f"{class_facts.name} ({class_facts.location}): {command[0]} denies {question}"
        (tally.apart if confirmed else tally.differences).append(reported)


def _questions(program: EvaluationContext, facts: ClassFacts, name: str) -> Iterator[str]:
    """Size and alignment, the offset of each member that has one, and what a class that derives may reuse."""
    if ours(program, facts) is None:
        return
    yield f"sizeof({name}) == {facts.size}"
    yield f"alignof({name}) == {facts.align}"
    for member in facts.fields:
        simple = member.name and member.offset is not None and member.bit_width is None
        if simple and member.type.kind not in _REFERENCES:
            yield f"__builtin_offsetof({name}, {member.name}) == {(member.offset or 0) // 8}"
    size = nonvirtual_size(program, facts.key)
    derivable = not (facts.final or facts.kind is RecordKind.UNION or is_empty(program, facts.key))
    agreed = (
        pod_for_layout(program, facts.key).value is not Truth.YES or pod_of_gcc(program, facts.key).value is Truth.YES
    )
    if derivable and agreed and size and not facts.aligned:
        derived = f"__builtin_offsetof(podcheck_derived<{name}>, podcheck_last)"
        yield f"{derived} == {size}"
