"""Shapes of special member functions on which compilers are known to part from the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcheck.model.functions import SPECIAL_MEMBERS, FunctionKind, RefKind
from podcheck.model.traits import Truth
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.special_members.decisions import is_not_deleted, is_trivial
from podcheck.rules.special_members.declared import ASSIGNMENTS, COPY_FUNCTIONS, Special, list_written, specials
from podcheck.rules.special_members.overload_resolution import ResolutionKind
from podcheck.rules.special_members.subobject_calls import selection_for, subobject_call
from podcheck.rules.subobjects import Subobject, class_type, direct_parts, is_undetermined, members

Shape = Callable[[EvaluationContext, Key], Iterator[bool]]
"""Yields whether a class has it, several times where there are several ways to; then one will do."""


def _copies(program: EvaluationContext, key: Key) -> Iterator[Special]:
    for kind in COPY_FUNCTIONS:
        yield from specials(program, key, kind)


def _deleted_nontrivial_copy(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a copy or move function is deleted, and would not be trivial for one base or member, or at all.

    libclang is not asked which function a deleted one would select, so it may not be known.
    """
    for special in _copies(program, key):
        if is_not_deleted(program, special).value is Truth.NO and special.parameter is not None:
            yield is_trivial(program, special).value is Truth.NO or _is_mismatched(program, special)
            yield special.parameter.reference is RefKind.NONE
            for part in direct_parts(program, key):
                outcome = subobject_call(program, special, part)
                yield (outcome.usable, outcome.trivial) != (Truth.YES, Truth.YES)


def _is_mismatched(program: EvaluationContext, special: Special) -> bool:
    return any(reason.code == "mismatched-default" for reason in is_not_deleted(program, special).reasons)


def _nontrivial_copy_function(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether two functions copy or move in the same way, and only one of them is trivial."""
    for assigns in (False, True):
        values = {
            is_trivial(program, copy).value
            for copy in _copies(program, key)
            if (copy.kind in ASSIGNMENTS) is assigns and is_not_deleted(program, copy).value is not Truth.NO
        }
        yield Truth.YES in values and Truth.NO in values


def _several_of_const_member(assigns: bool) -> Shape:
    def fits(program: EvaluationContext, key: Key) -> Iterator[bool]:
        """Yield whether a const member's class has several assignment operators, or several constructors that copy or
        move it.

        It may have one only, and a template be selected in its place.
        """
        for member in members(program, key):
            inner = class_type(program, member)
            if member.type.const and inner is not None:
                yield sum((copy.kind in ASSIGNMENTS) is assigns for copy in _copies(program, inner.key)) > 1
                for special in _copies(program, key):
                    yield (special.kind in ASSIGNMENTS) is assigns and _selects_template(program, special, member)

    return fits


def _template_copy_selected(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a template of a base or member takes part in copying it, and what is selected is not trivial."""
    for special in _copies(program, key):
        for part in direct_parts(program, key):
            yield _selects_template(program, special, part)


def _selects_template(program: EvaluationContext, special: Special, part: Subobject) -> bool:
    """Whether a template takes part in what `special` selects for the part, and that is not trivial."""
    facts = class_type(program, part)
    if facts is None or is_undetermined(program, part):
        return False
    chosen = selection_for(program, special, part, facts.key)
    templates = any(function.template for function in list_written(facts))
    return (
        templates and chosen.kind is ResolutionKind.ASKED and subobject_call(program, special, part).trivial is Truth.NO
    )


def _several_default_constructors(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield len(specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)) > 1


def _constrained_default_constructors(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether there are several default constructors, of which one is constrained."""
    constructors = specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR)
    yield len(constructors) > 1 and any(special.constrained for special in constructors)


def _unmatched_constructor_template(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a constructor template needs no argument, and still can't be called without any."""
    for function in list_written(program.classes[key]):
        yield function.template and function.satisfied is False


def _first_base_from_whole(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether neither a copy nor a move constructor takes an rvalue, and there is a base."""
    viable = any(
        copy.parameter is not None and (copy.parameter.const or copy.kind is FunctionKind.MOVE_CONSTRUCTOR)
        for copy in _copies(program, key)
        if copy.kind in (FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR)
    )
    yield bool(program.classes[key].bases) and not viable


def _explicit_object_assignment(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an assignment operator's explicit object parameter is no lvalue of the class without qualifiers."""
    for function in list_written(program.classes[key]):
        qualified = function.object_const or function.object_volatile
        other = qualified or function.object_reference is not RefKind.LVALUE
        yield function.kind in ASSIGNMENTS and function.explicit_object and other


def _inaccessible_default_constructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for special in specials(program, key, FunctionKind.DEFAULT_CONSTRUCTOR):
        decision = is_not_deleted(program, special)
        yield any(inner.code == "inaccessible-function" for top in decision.reasons for inner in top.because)


def _virtual_assignment_left_out(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether an assignment operator is virtual, and another whose constraints are satisfied goes before it."""
    for kind in ASSIGNMENTS:
        result = specials(program, key, kind)
        if any(special.constrained and special.satisfied for special in result):
            yield from (special.function is not None and special.function.virtual for special in result)


def _implicit_destructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for special in specials(program, key, FunctionKind.DESTRUCTOR):
        yield special.function is None


def _constrained_special_member(program: EvaluationContext, key: Key) -> Iterator[bool]:
    for kind in SPECIAL_MEMBERS:
        yield from (special.constrained for special in specials(program, key, kind))


def _virtual_prospective_destructor(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether one of several destructors is virtual."""
    functions = [special.function for special in specials(program, key, FunctionKind.DESTRUCTOR)]
    yield len(functions) > 1 and any(function is not None and function.virtual for function in functions)


def _unusual_copy_parameter(program: EvaluationContext, key: Key) -> Iterator[bool]:
    """Yield whether a copy function that is not user-provided takes `X&` or `volatile X&`, or a move function `const
    X&&`.
    """
    for special in _copies(program, key):
        given = special.parameter
        if given is not None and not special.user_provided:
            lvalue = given.reference is RefKind.LVALUE
            yield given.volatile or given.const != lvalue


def _inherited_assignment(program: EvaluationContext, key: Key) -> Iterator[bool]:
    yield bool(program.classes[key].inherited_assignments)


SPECIAL_MEMBER_SHAPES: dict[str, Shape] = {
    "deleted-nontrivial-copy": _deleted_nontrivial_copy,
    "nontrivial-copy-function": _nontrivial_copy_function,
    "const-assigned-member": _several_of_const_member(assigns=True),
    "const-copied-member": _several_of_const_member(assigns=False),
    "template-copy-selected": _template_copy_selected,
    "several-default-constructors": _several_default_constructors,
    "constrained-default-constructors": _constrained_default_constructors,
    "unmatched-constructor-template": _unmatched_constructor_template,
    "first-base-from-whole": _first_base_from_whole,
    "explicit-object-assignment": _explicit_object_assignment,
    "inaccessible-default-constructor": _inaccessible_default_constructor,
    "virtual-assignment-left-out": _virtual_assignment_left_out,
    "implicit-destructor": _implicit_destructor,
    "constrained-special-member": _constrained_special_member,
    "virtual-prospective-destructor": _virtual_prospective_destructor,
    "unusual-copy-parameter": _unusual_copy_parameter,
    "inherited-assignment": _inherited_assignment,
}
