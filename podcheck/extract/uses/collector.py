"""Finds the places where code relies on a trait of a class, during the one walk over the given files.

Calls are known by the function that they name, which is looked at once. What templates do is looked at in `instances`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import (
    FUNCTION_IDS,
    descend,
    identity,
    text_of,
)
from podcheck.extract.libclang.typed_calls import kind_id, share_unit
from podcheck.extract.uses import calls, language, vectors
from podcheck.extract.uses import raw_storage as storage
from podcheck.extract.uses.aliases import TYPE_CASTS
from podcheck.extract.uses.byte_casts import Casts, handed_over
from podcheck.extract.uses.callees import (
    Callee,
    Callees,
    by_value,
    class_behind,
    classes_of_arguments,
)
from podcheck.extract.uses.constructors import is_empty_here, read_definition
from podcheck.extract.uses.dead_code import Guards
from podcheck.extract.uses.instances import Instances
from podcheck.extract.uses.padding import leaves_storage_unset
from podcheck.extract.uses.raw_storage import Storage
from podcheck.extract.uses.sites import Sites
from podcheck.extract.uses.unevaluated import OPERATORS, Unevaluated
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import ConstructorDefinition, Operation

_CONSTRUCTOR = CursorKind.CONSTRUCTOR.value
_DESTRUCTOR = CursorKind.DESTRUCTOR.value
_LINKAGE = CursorKind.LINKAGE_SPEC.value
_FUNCTION = CursorKind.FUNCTION_DECL.value
_STATIC_CAST = CursorKind.CXX_STATIC_CAST_EXPR.value
_UNEXPOSED = CursorKind.UNEXPOSED_EXPR.value


@dataclass(slots=True)
class Collector:
    """What the walk has met; it holds cursors, so it lives as long as one parse.

    Keys are the identities of declarations.
    """

    sites: Sites
    callees: Callees
    casts: Casts = field(default_factory=Casts)
    functions: list[Cursor] = field(default_factory=list)
    """Those of the given files."""

    constructors: list[ConstructorDefinition] = field(default_factory=list)
    """The default constructors that the unit's own file defines outside their classes."""

    empty_destructors: set[Key] = field(default_factory=set)
    """The classes whose destructors it defines outside, with empty bodies."""

    instances: Instances = field(init=False)
    """What is made of templates."""

    storage: dict[int, Storage] = field(default_factory=dict)
    """The variables that lead to raw storage."""

    call: Cursor | None = None
    """The call that was met last."""

    unevaluated: Unevaluated = field(default_factory=Unevaluated)
    """What is never run."""

    def __post_init__(self) -> None:
        self.instances = Instances(self.sites, self.callees)

    def visit(self, cursor: Cursor, parent: Cursor) -> None:
        """Take a cursor of one of the KINDS."""
        if not self.unevaluated.holds(cursor, parent):
            _TAKE[kind_id(cursor)](self, cursor, parent)

    def settle(self) -> None:
        """Note what can only be decided now that a walk is over."""
        self.casts.settle(self.sites, self.callees)
        storage.settle(self.sites, self.callees, self.storage)
        self.sites.storage.clear()
        self.sites.guards = Guards()

    def finish(self) -> bool:
        """Walk what libclang has made of templates; return False where there is too much of it."""
        self.instances.take_members()
        while (instance := self.instances.enter_next()) is not None:
            descend(instance.function, self.visit, KINDS)
            self.settle()
            self.instances.take_members()
        self.instances.give_back()
        self.sites.keep_inside()
        return self.instances.all_walked


def _take_call(collector: Collector, call: Cursor, _parent: Cursor) -> None:
    collector.call = call
    callee = collector.callees.of(call)
    sites = collector.sites
    if callee is None:
        handed_over(sites, call)
        return
    _take_known(sites, call, callee)
    if callee.by_argument is not None:
        sites.objects(call, callee.by_argument, callee.name, list(classes_of_arguments(callee.cursor)))
    if callee.mapping:
        _take_mapping(collector, call)
    if callee.allocates or callee.zeroes:
        _take_allocation(collector, call, callee)
    if callee.traits:
        calls.read_annotated(sites, call, callee)
    if callee.parameters is not None:
        calls.through_ellipsis(sites, call, callee)
    if callee.ends:
        calls.destroyed_object(sites, call)
    if callee.hashes:
        calls.read_hashed(sites, call, callee)
    if callee.exchanges:
        calls.read_exchanged(sites, call, callee)
    if callee.instance:
        collector.instances.take(call, callee)


def _take_known(sites: Sites, call: Cursor, callee: Callee) -> None:
    """Take a call of a function that is known to work on bytes, by podcheck or by the configuration."""
    if callee.unfit:
        sites.tell_unfit(call, callee.name, callee.unfit)
    elif callee.signature is not None:
        calls.on_bytes(sites, call, callee.signature, callee.name)
    elif callee.vectored is not None:
        vectors.take_call(sites, call, callee.vectored, callee.name)
    elif callee.pipe is not None:
        calls.note_pipe(sites, call, callee.pipe)
    elif callee.forks:
        sites.forks = True


def _take_allocation(collector: Collector, call: Cursor, callee: Callee) -> None:
    if callee.allocates:
        storage.take_allocation(collector.sites, call, callee.name, collector.storage)
        collector.sites.storage.update(collector.storage)
    calls.note_storage(collector.sites, call, callee)


def _take_mapping(collector: Collector, call: Cursor) -> None:
    """Note that the variable that is initialised with it holds bytes from outside, unless the memory is new."""
    if calls.is_anonymous(collector.sites, call):
        return
    collector.casts.maps = True
    holder = collector.sites.variable
    if holder is not None and holder.extent.end.offset >= call.extent.end.offset:
        collector.sites.incoming.add(identity(holder))


def _take_function(collector: Collector, function: Cursor, parent: Cursor) -> None:
    collector.sites.enter(function)
    collector.functions.append(function)
    if kind_id(parent) == _LINKAGE and kind_id(function) == _FUNCTION:
        language.c_linkage(collector.sites, function)
    if kind_id(function) == _CONSTRUCTOR:
        defined = read_definition(function, collector.sites.sources)
        collector.constructors.extend([defined] if defined is not None else [])
    elif kind_id(function) == _DESTRUCTOR and is_empty_here(function, collector.sites.sources):
        collector.empty_destructors.add(key_of(function.semantic_parent))


def _take_type_reference(collector: Collector, reference: Cursor, parent: Cursor) -> None:
    if kind_id(parent) == _UNEXPOSED:
        share_unit(parent, reference)
        language.va_arg(collector.sites, parent)


def _take_member_reference(collector: Collector, reference: Cursor, parent: Cursor) -> None:
    if kind_id(parent) == _UNEXPOSED:
        share_unit(parent, reference)
        language.offset(collector.sites, reference, parent)


def _take_template(collector: Collector, reference: Cursor, parent: Cursor) -> None:
    share_unit(parent, reference)
    language.template(collector.sites, reference, parent)


def _take_overloaded(collector: Collector, function: Cursor, parent: Cursor) -> None:
    share_unit(parent, function)
    language.refused_cast(collector.sites, function, parent)


def _take_kernel(collector: Collector, attribute: Cursor, parent: Cursor) -> None:
    share_unit(parent, attribute)
    language.kernel(collector.sites, parent)


def _take_variable(collector: Collector, variable: Cursor, _parent: Cursor) -> None:
    collector.sites.variable = variable
    record = by_value(variable.type)
    if record is not None:
        collector.instances.take_owner(record, variable)
    vectors.take_variable(collector.sites, variable)


def _take_new(collector: Collector, expression: Cursor, _parent: Cursor) -> None:
    """Note that an object may stand again where one was destroyed."""
    sites = collector.sites
    sites.destroyed.clear()
    record = class_behind(expression.type)
    if record is None:
        return
    collector.instances.take_owner(record, expression)
    if leaves_storage_unset(text_of(expression, sites.sources)):
        sites.objects(expression, Operation.BEGIN_UNSET, "new", [record])


def _take_cast(collector: Collector, cast: Cursor, _parent: Cursor) -> None:
    collector.casts.found.append((cast, collector.call, frozenset(collector.sites.destroyed)))
    if kind_id(cast) != _STATIC_CAST:
        storage.take_cast(collector.sites, cast, collector.storage)
        collector.sites.storage.update(collector.storage)


def _take_operator(collector: Collector, operator: Cursor, _parent: Cursor) -> None:
    collector.unevaluated.add_operand(operator)


def _take_branch(collector: Collector, branch: Cursor, _parent: Cursor) -> None:
    collector.sites.guards.add(branch)


def _take_unary(collector: Collector, operator: Cursor, _parent: Cursor) -> None:
    language.offset_by_hand(collector.sites, operator)


def _take_binary(collector: Collector, operator: Cursor, _parent: Cursor) -> None:
    """Take `a && b`, which may be known in the instances of templates, and assignments."""
    if collector.sites.instance:
        collector.sites.guards.add(operator)
    if operator.spelling != "=":
        return
    vectors.take_assignment(collector.sites, operator)
    storage.take_assignment(collector.sites, operator, collector.callees, collector.storage)
    collector.sites.storage.update(collector.storage)


_TAKE: dict[int, Callable[[Collector, Cursor, Cursor], None]] = {
    CursorKind.CALL_EXPR.value: _take_call,
    CursorKind.CXX_NEW_EXPR.value: _take_new,
    CursorKind.IF_STMT.value: _take_branch,
    CursorKind.CONDITIONAL_OPERATOR.value: _take_branch,
    CursorKind.BINARY_OPERATOR.value: _take_binary,
    CursorKind.UNARY_OPERATOR.value: _take_unary,
    CursorKind.TYPE_REF.value: _take_type_reference,
    CursorKind.MEMBER_REF.value: _take_member_reference,
    CursorKind.TEMPLATE_REF.value: _take_template,
    CursorKind.OVERLOADED_DECL_REF.value: _take_overloaded,
    CursorKind.CUDAGLOBAL_ATTR.value: _take_kernel,
    CursorKind.VAR_DECL.value: _take_variable,
    **dict.fromkeys(TYPE_CASTS, _take_cast),
    **dict.fromkeys((kind.value for kind in OPERATORS), _take_operator),
    **dict.fromkeys(FUNCTION_IDS, _take_function),
}
KINDS = frozenset(_TAKE)
"""The numbers of the kinds of cursor that it wants to see."""
