"""`is_trivial`: [class.prop]/2, in C++26 [depr.meta.types]/2 (P3247R2).

CWG1363 and CWG1496 are applied in every dialect.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.functions import FunctionKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.declared import list_written
from podcheck.rules.special_members.eligible import candidates, loss
from podcheck.rules.special_members.overload_resolution import only_inherits_default
from podcheck.rules.traits.composed import make_composed_rule
from podcheck.rules.traits.trivially_copyable import trivially_copyable

_COPYABLE = """It is trivially copyable.

Why: the objects of a trivial class are just their bytes, from beginning to end.

Fix: See the reasons below: each names a function that is not trivial.
"""

copyable = rule("not-trivially-copyable", "[class.prop]/2")(
    make_composed_rule(trivially_copyable, "trivially copyable", _COPYABLE)
)


@rule("no-eligible-default-constructor", "[class.prop]/2")
def some_default_constructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It has an eligible default constructor: one that is there and not deleted (CWG1496).

    Why: an object of a trivial class can begin without code, so it needs a way to begin without arguments.

    Fix: Declare `T() = default;`, which another constructor suppresses. A const or reference member keeps it
    deleted: make it a plain member or a pointer.
    """
    constructors = candidates(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
    eligible = {candidate.eligible.value for candidate in constructors}
    if Truth.YES in eligible:
        return
    facts = program.classes[key]
    inherited = only_inherits_default(program, key)
    unsure = inherited or Truth.UNKNOWN in eligible
    reasons = tuple(reason for candidate in constructors for reason in candidate.eligible.reasons)
    if inherited:
        message = f"whether the constructor that '{facts.name}' inherits is a default constructor is unclear (CWG2799)"
    elif not constructors:
        message = f"'{facts.name}' has no default constructor"
    else:
        message = f"the default constructor of '{facts.name}' {'may be' if unsure else 'is'} {loss(constructors)}"
    yield Violation(message, facts.location, facts.name, reasons, open=unsure)


@rule("nontrivial-default-constructor", "[class.prop]/2")
def default_constructors_trivial(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Every eligible default constructor is trivial (CWG1363).

    Why: an object of a trivial class begins as raw memory; a constructor with code says that this is not enough.

    Fix: Write `T() = default;` on the first declaration, drop default member initializers, and set values where the
    object is made: `T t{};` gives zeros.
    """
    name = program.classes[key].name
    constructors = candidates(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
    hopeless = all(
        candidate.eligible.value is Truth.NO or candidate.trivial.value is Truth.NO for candidate in constructors
    )
    for candidate in constructors:
        if candidate.eligible.value is not Truth.NO and candidate.trivial.value is not Truth.YES:
            unsure = not hopeless and Truth.UNKNOWN in (candidate.eligible.value, candidate.trivial.value)
            verb = "may be" if unsure else "is"
            message = f"the default constructor of '{name}' {verb} non-trivial"
            yield Violation(
                message, candidate.location, name, candidate.trivial.reasons or candidate.eligible.reasons, open=unsure
            )


@rule("unspecified", "[class.default.ctor]/1")
def no_template_default_constructor(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Nothing is left open: whether a constructor template that needs no argument is a default constructor is unclear
    (CWG1630).

    Clang counts it, GCC does not: [class.default.ctor] says "constructor", [special] "function".

    Why: nothing is guessed: if the text has two readings, or leaves a choice to the compiler, the answer is "?".

    Fix: Declare a default constructor that is no template.
    """
    facts = program.classes[key]
    for function in list_written(facts):
        if function.satisfied is False:
            continue  # it can't be called without arguments, so that it is none by any reading
        if function.template and function.kind is FunctionKind.OTHER_CONSTRUCTOR and function.arguments[0] == 0:
            message = f"whether the constructor template of '{facts.name}' is a default constructor is unclear"
            yield Violation(message, function.location, facts.name, open=True)


RULES = (
    copyable,
    some_default_constructor,
    default_constructors_trivial,
    no_template_default_constructor,
)


@query
def trivial_class(program: EvaluationContext, key: Key) -> Decision:
    """Return whether it is trivially copyable, and starts without code."""
    return judge(RULES, program, key)
