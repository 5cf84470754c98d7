"""`is_polymorphic`, `is_abstract`, `is_final`: the reason for a "no" is that something is not there."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.model.type_refs import Key
from podcheck.rules.engine import Decision, EvaluationContext, Violation, judge, query, rule
from podcheck.rules.special_members.virtual import prospective, virtual_function
from podcheck.rules.subobjects import direct_bases, is_undetermined


@rule("no-virtual-function", "[class.virtual]/1")
def some_virtual_function(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """It declares or inherits a virtual function; a virtual base alone is not enough.

    Why: `dynamic_cast` and `typeid` find an object's own type by its virtual functions.

    Fix: Make a function virtual: `virtual ~T() = default;` where objects are deleted by a pointer to the base.
    """
    violation = virtual_function(program, key)
    if violation is None or violation.open:
        facts = program.classes[key]
        message = f"'{facts.name}' neither declares nor inherits a virtual function"
        yield Violation(message, facts.location, facts.name, open=violation is not None)


@rule("no-pure-virtual-function", "[class.abstract]/2")
def some_pure_function(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """Some virtual function is pure, and not overridden.

    This is asked of libclang, which resolves overriders.

    Why: a class with a pure function is abstract: no object of exactly that class can be made.

    Fix: Write `= 0` after the declaration of a virtual function; use the destructor if no other can be pure.
    """
    facts = program.classes[key]
    pure = [function for function in facts.virtual_functions if function.pure]
    unclear = [function for function in pure if prospective(program, key, function)]
    if len(pure) > len(unclear) or (facts.abstract and not unclear):
        return
    unsure = bool(unclear) or any(is_undetermined(program, base) for base in direct_bases(program, key))
    message = f"'{facts.name}' has no pure virtual function left to override"
    yield Violation(message, facts.location, facts.name, open=unsure)


@rule("not-declared-final", "[class.pre]/5")
def declared_final(program: EvaluationContext, key: Key) -> Iterator[Violation]:
    """The class is marked `final`; a final function or destructor is not enough.

    Why: the trait says whether one may derive from the class, as generic code does so that an empty one takes no bytes.

    Fix: Write `final` after the class's name.
    """
    facts = program.classes[key]
    if not facts.final:
        yield Violation(f"'{facts.name}' is not declared final", facts.location, facts.name)


@query
def polymorphic(program: EvaluationContext, key: Key) -> Decision:
    """Return whether it has a virtual function."""
    return judge((some_virtual_function,), program, key)


@query
def abstract(program: EvaluationContext, key: Key) -> Decision:
    """Return whether only classes derived from it can be constructed."""
    return judge((some_pure_function,), program, key)


@query
def final(program: EvaluationContext, key: Key) -> Decision:
    """Return whether nothing may derive from it."""
    return judge((declared_final,), program, key)
