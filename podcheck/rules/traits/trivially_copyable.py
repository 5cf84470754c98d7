"""`is_trivially_copyable`: [class.prop]/1 with CWG1734, P0848R3 and CWG2595 applied in every dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.model.verdicts import Reason
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.declared import COPY_FUNCTIONS, NOUNS
from podcheck.rules.special_members.destructor import destructor_rules
from podcheck.rules.special_members.eligible import candidates, loss
from podcheck.rules.subobjects import class_type, direct_parts


@rule("no-eligible-copy-or-move", "[class.prop]/1.1")
def some_eligible_copy(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Some copy or move constructor or assignment operator is eligible: not deleted, and its constraints satisfied
    (CWG1734).

    The compilers g++ and clang++ still say yes where all are deleted, as for `std::atomic<int>`.

    Why: a class that deletes every copy and move function forbids copies; copying the bytes would still make one.

    Fix: Write `= default` for one of them in place of `= delete`; if the compiler deletes them, see below which
    base or member is in the way.
    """
    copies = [candidate for kind in COPY_FUNCTIONS for candidate in candidates(program, key, kind)]
    eligible = {candidate.eligible.value for candidate in copies}
    if Truth.YES in eligible:
        return
    facts = program.classes[key]
    reasons = tuple(reason for candidate in copies for reason in candidate.eligible.reasons)
    unsure = Truth.UNKNOWN in eligible
    message = f"every copy and move function of '{facts.name}' {'may be' if unsure else 'is'} {loss(copies)}"
    yield Violation(message, facts.location, facts.name, reasons, open=unsure)


_ELIGIBLE_TRIVIAL = """Each eligible {noun} is trivial.

Why: copying the bytes of an object must do all that its {noun} does; one with code does more.

Fix: Write `= default` on its first declaration, or leave it out. See below whether a base or member has code for it:
remove that one, or hold it by pointer.
"""


def _eligible_ones_trivial(kind: FunctionKind) -> Callable[[EvaluationContext, Key], Iterator[Violation]]:
    def violations(program: EvaluationContext, key: Key) -> Iterator[Violation]:
        name = program.classes[key].name
        hopeless = _none_trivial(program, key)
        for candidate in candidates(program, key, kind):
            if candidate.eligible.value is Truth.NO or candidate.trivial.value is Truth.YES:
                continue
            unsure = not hopeless and Truth.UNKNOWN in (candidate.eligible.value, candidate.trivial.value)
            verb = "may be" if unsure else "is"
            message = f"the {candidate.noun} of '{name}' {verb} non-trivial"
            reasons = candidate.trivial.reasons or candidate.eligible.reasons
            yield Violation(message, candidate.location, name, reasons, open=unsure)

    violations.__doc__ = _ELIGIBLE_TRIVIAL.format(noun=NOUNS[kind])
    return violations


def _none_trivial(program: EvaluationContext, key: Key) -> bool:
    """Whether no copy function is trivial, whichever turns out to be eligible; that none is eligible is no better."""
    copies = [candidate for kind in COPY_FUNCTIONS for candidate in candidates(program, key, kind)]
    return all(candidate.eligible.value is Truth.NO or candidate.trivial.value is Truth.NO for candidate in copies)


RULES = (
    some_eligible_copy,
    *(
        rule(f"nontrivial-{kind.value.replace('_', '-')}", "[class.prop]/1.2")(_eligible_ones_trivial(kind))
        for kind in COPY_FUNCTIONS
    ),
    *destructor_rules("[class.prop]/1.3"),
)
"""The order of [class.prop]/1."""


def _closure(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Nothing is left open: whether a closure type is trivially copyable or standard-layout, and what members it has,
    is left to the implementation.

    Fix: Write a struct with an `operator()` instead of the lambda-expression.
    """
    facts = program.classes[key]
    if facts.closure:
        message = "whether a closure type has this property is left to the implementation"
        yield Violation(message, facts.location, facts.name, open=True)


def _held_closure(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """No base or member is of a closure type, at any depth: what is open for it is open for the class that contains it.

    Fix: Write a struct with an `operator()` instead of the lambda-expression.
    """
    for part in direct_parts(program, key):
        held = class_type(program, part)
        if held is not None and holds_closure(program, held.key):
            message = f"{part.label} {'is of' if held.closure else 'holds'} a closure type"
            yield Violation(message, part.location, part.name, _left_open(program, held.key), open=True)


@query
def holds_closure(program: EvaluationContext, key: Key) -> bool:
    """Whether it is a closure type, or a base or member is one, down to the last."""
    held = (class_type(program, part) for part in direct_parts(program, key))
    return program.classes[key].closure or any(
        class_facts is not None and holds_closure(program, class_facts.key) for class_facts in held
    )


@query
def _left_open(program: EvaluationContext, key: Key) -> tuple[Reason, ...]:
    return judge(LEFT_OPEN, program, key).reasons


left_open_for_closures = rule("unspecified", "[expr.prim.lambda.closure]/2")(_closure)
left_open_for_held_closures = rule("unspecified", "[expr.prim.lambda.closure]/2")(_held_closure)
LEFT_OPEN = (left_open_for_closures, left_open_for_held_closures)


@query
def trivially_copyable(program: EvaluationContext, key: Key) -> Decision:
    """Return whether the bytes of an object may be copied."""
    return judge((*RULES, *LEFT_OPEN), program, key)
