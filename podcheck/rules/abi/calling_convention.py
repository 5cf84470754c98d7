"""Trivial for the purposes of calls (Itanium C++ ABI 1.1, 3.1.2.3), and whether there is room in registers.

An object of a class that is not is passed and returned in memory, by a hidden reference to it. One that is goes as a C
struct of the same layout does: in registers, as far as the platform has room for it there (`register_room`).
Clang's `[[clang::trivial_abi]]` makes a class pass as if its copies and destructor were trivial.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason
from podcheck.rules.abi.pod_for_layout import is_microsoft
from podcheck.rules.abi.register_room import room_in_registers
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.decisions import is_trivial
from podcheck.rules.special_members.declared import NOUNS, Special, specials
from podcheck.rules.special_members.eligible import Candidate, candidates, loss
from podcheck.rules.special_members.subobject_calls import selection_for
from podcheck.rules.special_members.virtual import virtual_base, virtual_function
from podcheck.rules.subobjects import Subobject, class_type, direct_bases, direct_parts, members

_CALLS = "Itanium C++ ABI 1.1"
_CONSTRUCTORS = (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)


@rule("unspecified", _CALLS)
def known_target(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """MSVC's calling conventions have rules of their own, which podcheck does not know."""
    if is_microsoft(program):
        facts = program.classes[key]
        yield Violation("not analysed for MSVC, whose rule is another", facts.location, facts.name, open=True)


@rule("no-eligible-copy-or-move", _CALLS)
def some_copy(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Not all of its copy and move constructors are deleted."""
    result = [candidate for kind in _CONSTRUCTORS for candidate in candidates(program, key, kind)]
    usable = {candidate.eligible.value for candidate in result}
    if Truth.YES not in usable:
        facts = program.classes[key]
        unsure = Truth.UNKNOWN in usable
        reasons = tuple(reason for candidate in result for reason in candidate.eligible.reasons)
        message = f"every copy and move constructor of '{facts.name}' {'may be' if unsure else 'is'} {loss(result)}"
        yield Violation(message, facts.location, facts.name, reasons, open=unsure)


@rule("nontrivial-copy-constructor", _CALLS)
def copies_trivial(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has no copy constructor that is not trivial."""
    yield from _not_trivial(program, key, FunctionKind.COPY_CONSTRUCTOR)


@rule("nontrivial-move-constructor", _CALLS)
def moves_trivial(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has no move constructor that is not trivial."""
    yield from _not_trivial(program, key, FunctionKind.MOVE_CONSTRUCTOR)


@rule("nontrivial-destructor", _CALLS)
def destructor_trivial(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has no destructor that is not trivial; a deleted one does no harm."""
    yield from _not_trivial(program, key, FunctionKind.DESTRUCTOR)


def _not_trivial(program: EvaluationContext, key: Key, kind: FunctionKind) -> Iterator[Violation]:
    name = program.classes[key].name
    for candidate in candidates(program, key, kind):
        decision = _for_calls(program, key, candidate)
        if candidate.eligible.value is Truth.NO or decision.value is Truth.YES:
            continue
        unsure = Truth.UNKNOWN in (candidate.eligible.value, decision.value)
        message = f"the {candidate.noun} of '{name}' {'may be' if unsure else 'is'} non-trivial"
        yield Violation(message, candidate.location, name, decision.reasons, open=unsure)


def _for_calls(program: EvaluationContext, key: Key, candidate: Candidate) -> Decision:
    """Return whether the function is trivial, where bases and members with `trivial_abi` count as trivial."""
    if candidate.trivial.value is Truth.YES or not _has_trivial_abi(program, key):
        return candidate.trivial
    special = next(
        (each for each in specials(program, key, candidate.kind) if each.location == candidate.location), None
    )
    return candidate.trivial if special is None else _forgive(program, special, candidate.trivial)


@query
def _special_for_calls(program: EvaluationContext, special: Special) -> Decision:
    return _forgive(program, special, is_trivial(program, special))


def _forgive(program: EvaluationContext, special: Special, decision: Decision) -> Decision:
    """Return the decision without the reasons about what is trivial for the purposes of calls."""
    if special.user_provided or decision.value is Truth.YES:
        return decision
    parts = direct_parts(program, special.owner)
    left = tuple(reason for reason in decision.reasons if not _is_forgiven(program, special, reason, parts))
    return Decision(decision.value if left else Truth.YES, left)


def _is_forgiven(program: EvaluationContext, special: Special, reason: Reason, parts: tuple[Subobject, ...]) -> bool:
    """Whether the reason is about a base or member that is trivial for the purposes of calls."""
    if reason.code not in ("nontrivial-base", "nontrivial-member"):
        return False
    part = next((part for part in parts if (part.name, part.location) == (reason.subject, reason.location)), None)
    facts = class_type(program, part) if part is not None else None
    if part is None or facts is None:
        return False
    if honours_trivial_abi(program, facts.key):
        return True
    chosen = selection_for(program, special, part, facts.key).special
    if chosen is None:
        return False
    of_triviality = {id(cause) for cause in is_trivial(program, chosen).reasons}
    return (
        of_triviality.issuperset(id(cause) for cause in reason.because)
        and _special_for_calls(program, chosen).value is Truth.YES
    )


@query
def _has_trivial_abi(program: EvaluationContext, key: Key) -> bool:
    """Whether the attribute stands somewhere in the class's bases and members."""
    inner = (class_type(program, part) for part in direct_parts(program, key))
    return any(
        class_facts.trivial_abi or _has_trivial_abi(program, class_facts.key)
        for class_facts in inner
        if class_facts is not None and class_facts.complete
    )


@query
def honours_trivial_abi(program: EvaluationContext, key: Key) -> bool:
    """Whether Clang heeds the attribute: nothing is virtual, some copy is left, bases and members are trivial for
    calls.
    """
    facts = program.classes[key]
    if not facts.trivial_abi or not facts.complete:
        return False
    if virtual_function(program, key) is not None or virtual_base(program, key) is not None:
        return False
    if judge((some_copy,), program, key).value is not Truth.YES:
        return False
    parts = (*direct_bases(program, key), *members(program, key))
    inner = (class_type(program, part) for part in parts)
    return all(
        trivial_for_calls(program, class_facts.key).value is Truth.YES
        for class_facts in inner
        if class_facts is not None
    )


RULES = (known_target, some_copy, copies_trivial, moves_trivial, destructor_trivial)


@query
def trivial_for_calls(program: EvaluationContext, key: Key) -> Decision:
    """Return whether an object is passed by value as a C struct would be."""
    unknown = judge((known_target,), program, key)
    if unknown.value is not Truth.YES:
        return unknown
    if honours_trivial_abi(program, key):
        return Decision(Truth.YES)
    return judge(RULES, program, key)


@query
def passed_in_registers(program: EvaluationContext, key: Key) -> Decision:
    """Return whether an object that is passed by value lies in registers."""
    trivial_ = trivial_for_calls(program, key)
    return room_in_registers(program, key) if trivial_.value is Truth.YES else trivial_


@rule("trivial-abi", _CALLS)
def no_attribute(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Copies, moves and destructor are trivial without the help of `trivial_abi`, which g++ does not know.

    Why: whether a function receives a register or an address is fixed when it is compiled, and both sides must agree.

    Fix: Don't pass such a class by value between code from different compilers, or drop the attribute.
    """
    facts = program.classes[key]
    if facts.trivial_abi or _has_trivial_abi(program, key):
        for kind in (*_CONSTRUCTORS, FunctionKind.DESTRUCTOR):
            for candidate in candidates(program, key, kind):
                if candidate.eligible.value is not Truth.NO and candidate.trivial.value is not Truth.YES:
                    message = f"g++ ignores trivial_abi, and the {NOUNS[kind]} of '{facts.name}' is non-trivial"
                    yield Violation(message, candidate.location, facts.name, candidate.trivial.reasons)
                    return


@rule("part-passed-otherwise", _CALLS)
def parts_alike(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Bases and members of a class that is trivial for calls are so too: compilers require it, the ABI does not.

    Why: a class whose copy constructor is trivial may contain one with a move constructor of its own. By the ABI's text
    it is passed like a C struct; g++ passes it by a hidden reference, Clang copies it on the stack
    (itanium-cxx-abi#138).

    Fix: Make all copy and move constructors of the part trivial, or pass the class by reference between code from
    different compilers.
    """
    facts = program.classes[key]
    for part in () if facts.trivial_abi else (*direct_bases(program, key), *members(program, key)):
        inner = class_type(program, part)
        if inner is None or not inner.complete:
            continue
        own = trivial_for_calls(program, inner.key)
        deeper = _are_parts_alike(program, inner.key) if own.value is Truth.YES else own
        if deeper.value is Truth.NO and not honours_trivial_abi(program, inner.key):
            message = (
                f"{part.label} is not trivial for calls, so that g++ passes the whole by a hidden reference, "
                "and Clang on the stack"
            )
            yield Violation(message, part.location, part.name, deeper.reasons)


@query
def _are_parts_alike(program: EvaluationContext, key: Key) -> Decision:
    return judge((parts_alike,), program, key)


def has_trivial_abi(program: EvaluationContext, key: Key) -> bool:
    """Whether the attribute stands at the class, or somewhere in its bases and members."""
    return program.classes[key].trivial_abi or _has_trivial_abi(program, key)


GCC_RULES = (no_attribute, parts_alike)


@query
def registers_of_gcc(program: EvaluationContext, key: Key) -> Decision:
    """Return whether g++ passes a class in registers too that is passed so."""
    return judge(GCC_RULES, program, key)
