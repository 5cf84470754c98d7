"""Calls that rely on a trait: of functions that work on bytes, of those that an annotation marks, through `...`."""

from __future__ import annotations

from collections.abc import Callable

from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck.extract.libclang.cursors import identity, last_expression, text_of
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id
from podcheck.extract.uses.aliases import IMPLICIT, without_parentheses
from podcheck.extract.uses.byte_counts import count_bytes
from podcheck.extract.uses.callees import Callee, by_value, class_behind, classes_of_arguments
from podcheck.extract.uses.operands import (
    Measured,
    Operand,
    arguments,
    has_sizeof,
    operand,
    pointed_at,
    root,
    size_of,
)
from podcheck.extract.uses.padding import may_be_set_before
from podcheck.extract.uses.restored import find_restored
from podcheck.extract.uses.sites import Sites
from podcheck.extract.uses.values_given import find_numbers, find_set_anew
from podcheck.model.use_sites import WHOLE, ObjectRole, Operation, Signature, SizeOf, UsedObject

_CALL = CursorKind.CALL_EXPR.value
_NAME = CursorKind.DECL_REF_EXPR.value
_VARIABLE = CursorKind.VAR_DECL.value
_UNARY = CursorKind.UNARY_OPERATOR.value
_DEEPEST = 8
_COMPARING = (Operation.COMPARE, Operation.HASH)
_CROSSING = (Operation.SEND, Operation.RECEIVE)


def on_bytes(sites: Sites, call: Cursor, signature: Signature, name: str) -> None:
    """Note a call of a function that takes pointers to bytes, and how many; none of them is no use."""
    given = arguments(call)

    def at(index: int | None) -> Cursor | None:
        return given[index] if index is not None and index < len(given) else None

    def leads_to(index: int | None) -> Operand:
        argument = at(index)
        return operand(argument) if argument is not None else Operand()

    size, element = at(signature.size), at(signature.element)
    sizes = (size_of(item, sites.sources) for item in (size, element) if item is not None)
    measured = next((size for size in sizes if size is not None), None)
    handled: list[UsedObject] = []
    copies = False
    for index, role in (
        (signature.to, ObjectRole.TO),
        (signature.source, ObjectRole.FROM),
        (signature.also, ObjectRole.FROM),
    ):
        result = leads_to(index)
        if not _is_object(sites, signature, result, measured, element):
            continue
        if result.variable in sites.destroyed:
            continue
        if signature.operation is Operation.FILL and _is_filled_storage(sites, call, result):
            continue  # there is no object yet
        if result.unset and signature.operation is Operation.SEND:
            result = _without_claim(sites, call, result)
        assert result.record is not None
        handed = signature.operation in _COMPARING and _is_handed_before(sites, call, result)
        handled.append(sites.used_object(result.record, result, role, handed=handed))
        copies = copies or (role is ObjectRole.TO and result.this and sites.is_copying(result.record))
        if signature.operation is Operation.FILL and result.variable is not None:
            sites.cleared.add(result.variable)
    if not handled or (size is not None and evaluate_integer(size) == 0):
        return
    takes, sends = signature.operation is Operation.RECEIVE, signature.operation is Operation.SEND
    fills = signature.operation is Operation.FILL
    filled = at(signature.to) if fills else None
    before = len(sites.found)
    sites.add(
        call,
        signature.operation,
        name,
        handled,
        size=_product(size, element, sites.function),
        sizeof=state_size(sites, measured) if measured is not None else None,
        zeros=fills and _is_zero(at(signature.filler)),
        restored=tuple(sorted(list_restored(sites, call, filled))),
        set_anew=_list_given(sites, call, leads_to(signature.to), find_set_anew) if takes else (),
        numbers=_list_given(sites, call, leads_to(signature.source), find_numbers) if sends else (),
        copies=copies and signature.operation is Operation.COPY,
        from_bytes=signature.operation is Operation.COPY and _are_bytes(sites, at(signature.source), handled),
    )
    if len(sites.found) > before:
        _note_for_later(sites, signature, given, handled)


def _note_for_later(sites: Sites, signature: Signature, given: list[Cursor], handled: list[UsedObject]) -> None:
    """Note what further code may have to do with the use that was noted last."""
    target = given[signature.to] if signature.to is not None and signature.to < len(given) else None
    if signature.operation is Operation.COPY:
        _note_bytes(sites, target, handled)
    elif signature.operation is Operation.FILL and target is not None:
        _note_first_parameter(sites, target)
    elif signature.operation in _CROSSING and 1 in (signature.to, signature.source):
        note_descriptor(sites, given[0])


def note_descriptor(sites: Sites, descriptor: Cursor) -> None:
    """Note the variable that holds the descriptor of the use that was noted last."""
    variable = root(descriptor)
    if variable is not None:
        sites.descriptors[len(sites.found) - 1] = variable


def _is_object(
    sites: Sites, signature: Signature, result: Operand, measured: Measured | None, element: Cursor | None
) -> bool:
    """Whether the argument leads to an object of a class that the call is about; note one that gets other bytes."""
    if result.record is None or (signature.cast_only and not result.cast):
        if signature.operation is Operation.RECEIVE and result.variable is not None:
            sites.incoming.add(result.variable)
        return False
    if result.past and (measured is None or measured.pointer or measured.record != result.record):
        return False  # what stands behind an object need not be another one
    crosses = signature.operation in _CROSSING and not result.single
    return not (crosses and _is_measured_otherwise(element, result.record))


def _is_filled_storage(sites: Sites, call: Cursor, result: Operand) -> bool:
    """Whether raw storage is filled; note it."""
    if result.variable is None or result.variable not in sites.storage:
        return False
    sites.fills.setdefault(result.variable, []).append(call)
    sites.cleared.add(result.variable)
    return True


def _is_handed_before(sites: Sites, call: Cursor, result: Operand) -> bool:
    """Whether it is a variable that a call before is given."""
    return result.single and result.variable is not None and may_be_set_before(call, sites.function, result.variable)


def _without_claim(sites: Sites, call: Cursor, result: Operand) -> Operand:
    """Return the object, which nothing is known of where a call before may have set its bytes."""
    known = result.variable is not None and not may_be_set_before(call, sites.function, result.variable)
    return result if known else replace(result, unset=False)


def _is_measured_otherwise(element: Cursor | None, record: Cursor) -> bool:
    """Whether the size of an element is not known to have to do with the class: a pointer may lead to other elements.

    That is so of what is no constant and has no `sizeof`, nor a variable that such initialises, and of a number that is
    neither 1 nor a multiple of the class's size.
    """
    for _ in range(_DEEPEST):
        if element is None or has_sizeof(element):
            return False
        number, whole = evaluate_integer(element), record.type.get_size()
        if number is not None:
            return number > 1 and whole > 0 and number % whole != 0
        variable = without_parentheses(element)
        declared = variable.referenced if kind_id(variable) == _NAME else None
        element = last_expression(declared) if declared is not None and kind_id(declared) == _VARIABLE else None
        if element is None:
            return True
    return True


def _are_bytes(sites: Sites, source: Cursor | None, handled: list[UsedObject]) -> bool:
    """Whether what is copied is in no object of a class, and was not copied out of one like that which it goes to."""
    result = operand(source) if source is not None else None
    if result is None or result.record is not None:
        return False
    written = next((each.record for each in handled if each.role is ObjectRole.TO), None)
    return result.variable is None or written is None or not sites.is_copied_back(result.variable, written)


def _note_bytes(sites: Sites, target: Cursor | None, handled: list[UsedObject]) -> None:
    """Note the variable of bytes that an object was copied into."""
    result = operand(target) if target is not None else None
    if result is not None and result.record is None and result.variable is not None:
        for each in handled:
            sites.keep_bytes(result.variable, each.record)


def _note_first_parameter(sites: Sites, filled: Cursor) -> None:
    """Note that what was filled is what the callers of the template's instance give it first."""
    function = sites.function if sites.instance else None
    first = next(iter(arguments(function)), None) if function is not None else None
    if function is not None and first is not None and identity(first) == root(filled):
        sites.of_callers[len(sites.found) - 1] = identity(function)


def list_restored(sites: Sites, call: Cursor, argument: Cursor | None) -> frozenset[str]:
    """Return what the block gives back, right behind the call, of the object that the argument leads to.

    Of one that a constructor is at work on that is all: nothing was lost.
    """
    result = _referred(argument) if argument is not None else Operand()
    if result.record is not None and result.this and sites.is_made():
        return frozenset({WHOLE})
    return frozenset(_list_given(sites, call, result, find_restored))


def _referred(argument: Cursor) -> Operand:
    """Return the object that a pointer leads to, or that an argument for a reference is: `x`, `*p`, `*this`."""
    inner: Cursor | None = argument
    while inner is not None and kind_id(inner) in IMPLICIT:
        inner = last_expression(inner)
    if inner is None or pointed_at(inner.type) is not None:
        return operand(argument)
    pointer = last_expression(inner) if kind_id(inner) == _UNARY else None
    if pointer is not None and pointed_at(pointer.type) is not None:
        return operand(pointer)
    return Operand(record=by_value(inner.type), variable=root(inner) if kind_id(inner) == _NAME else None)


def _list_given(
    sites: Sites, call: Cursor, result: Operand, find: Callable[[Cursor, Cursor, int | None], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return what the function gives a value, as `find` says, of the objects that an argument leads to."""
    if sites.function is None or result.record is None or not (result.this or result.variable is not None):
        return ()
    return find(call, sites.function, None if result.this else result.variable)


def _is_zero(filler: Cursor | None) -> bool:
    return filler is None or evaluate_integer(filler) == 0


def state_size(sites: Sites, measured: Measured) -> SizeOf:
    """Return the operand of a `sizeof` as a use has it."""
    return SizeOf(
        sites.record(measured.record) if measured.record is not None else None, measured.pointer, measured.text
    )


def is_anonymous(sites: Sites, call: Cursor) -> bool:
    """Whether the flags of a mapping say that no file is behind it, so that its bytes are zero."""
    return any(b"MAP_ANON" in text_of(argument, sites.sources) for argument in arguments(call))


def note_storage(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Note how storage for objects of a class begins: as zeros, with its padding, `calloc(n, sizeof(T))`, or unset."""
    sizes = (size_of(argument, sites.sources) for argument in arguments(call))
    records = [size.record for size in sizes if size is not None and size.record is not None and not size.pointer]
    operation = Operation.BEGIN_AS_ZEROS if callee.zeroes else Operation.BEGIN_UNSET
    sites.objects(call, operation, callee.name, records[:1])


def note_pipe(sites: Sites, call: Cursor, number: int) -> None:
    """Note the variable, or the member, that holds the descriptors of a pipe."""
    given = arguments(call)
    variable = root(given[number]) if number < len(given) else None
    if variable is not None:
        sites.pipes.add(variable)


def destroyed_object(sites: Sites, call: Cursor) -> None:
    """Note `p->~C()`, `std::destroy_at(p)`, and an allocator's `destroy(a, p)`: until something is made there anew,
    there is no object.
    """
    of = next(iter(call.get_children()), None) if call.referenced.kind is CursorKind.DESTRUCTOR else None
    if of is not None:
        start = next(iter(of.get_children()), None)
    else:
        start = next((item for item in arguments(call) if pointed_at(item.type) is not None), None)
    variable = root(start) if start is not None else None
    if variable is not None:
        sites.destroyed.add(variable)


def _product(size: Cursor | None, element: Cursor | None, function: Cursor | None) -> int | None:
    count = count_bytes(size, function)
    if element is None or count is None:
        return count
    each = count_bytes(element, function)
    return count * each if each is not None else None


def read_annotated(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Note what an annotation asks for: of the template arguments, else of the parameters, or the marked ones."""
    given = arguments(call)
    if callee.marked:
        result = [class_behind(given[index].type) for index in callee.marked if index < len(given)]
    else:
        result = list(classes_of_arguments(callee.cursor)) or [class_behind(item.type) for item in given]
    handled = [UsedObject(ObjectRole.OBJECT, sites.record(item)) for item in result if item is not None]
    sites.add(call, Operation.NAMED, callee.name, handled, traits=callee.traits)


def through_ellipsis(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Note objects that are passed by value where there is no parameter."""
    rest = arguments(call)[callee.parameters or 0 :]
    result = [record for item in rest if (record := by_value(item.type)) is not None]
    if result and not callee.name.startswith("__builtin"):
        sites.objects(call, Operation.ELLIPSIS, callee.name, result)


def read_hashed(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Note `std::hash` of a string that was made of an object's bytes."""
    for argument in arguments(call)[1:]:
        cursor: Cursor | None = argument
        for _ in range(_DEEPEST):
            if cursor is None:
                break
            if kind_id(cursor) == _CALL:
                inner = [operand(argument) for argument in arguments(cursor)]
                result = [
                    sites.used_object(each_operand.record, each_operand, ObjectRole.FROM)
                    for each_operand in inner
                    if each_operand.record is not None and each_operand.cast
                ]
                if result:
                    sites.add(call, Operation.HASH, callee.name, result)
                    break
            cursor = next(iter(cursor.get_children()), None)


def read_exchanged(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Note `compare_exchange` of a std::atomic."""
    owner = callee.cursor.semantic_parent
    record = by_value(owner.type.get_template_argument_type(0)) if owner is not None else None
    if record is not None:
        sites.objects(call, Operation.EXCHANGE, callee.name, [record])
