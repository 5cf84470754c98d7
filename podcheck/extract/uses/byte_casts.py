"""Casts between objects and bytes, whose meaning what stands elsewhere decides: looked at when a walk is over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clang.cindex import Cursor
from clang.cindex import TypeKind as Clang

from podcheck.extract.libclang.cursors import argument_types
from podcheck.extract.libclang.typed_calls import address_of_statement, argument_count
from podcheck.extract.uses.callees import Callees, by_value
from podcheck.extract.uses.calls import is_anonymous
from podcheck.extract.uses.operands import Operand, arguments, operand, pointed_at, size_of
from podcheck.extract.uses.raw_storage import holds_fresh_memory
from podcheck.extract.uses.sites import Sites
from podcheck.model.use_sites import ObjectRole, Operation

_PAIR = 2
_TAKES_NO_BYTES = re.compile(
    r"(?i)free|delete|dealloc|release|^(?:munmap|mlock|munlock|madvise|msync|mprotect|align)$|^__[amt]san_|(?:^|_)m?(?:un)?lock(?:_|$)"
)


@dataclass(slots=True)
class Casts:
    """The casts of a walk."""

    found: list[tuple[Cursor, Cursor | None, frozenset[int]]] = field(default_factory=list)
    """Each cast with the call that was met last before it, and the variables whose objects had been destroyed."""

    maps: bool = False
    """Whether bytes are mapped into memory."""

    def settle(self, sites: Sites, callees: Callees) -> None:
        """Note the casts that are uses, and forget them all."""
        looked: set[int] = set()
        for cast, call, destroyed in self.found:
            if sites.incoming or self.maps:
                _read_view(sites, callees, cast)
            if call is not None and address_of_statement(call) not in looked and _to_bytes(cast):
                looked.add(address_of_statement(call))
                _handed_over(sites, callees, call, destroyed)
        self.found.clear()


def _read_view(sites: Sites, callees: Callees, cast: Cursor) -> None:
    """Note bytes from outside that are taken for an object."""
    pointee = pointed_at(cast.type)
    if pointee is None or pointee.kind is not Clang.RECORD:
        return
    inner = list(cast.get_children())[-1:]
    if not inner or pointed_at(inner[0].type) is None:
        return  # a number that came from outside is an address, not bytes
    source = operand(inner[0])
    called = callees.of(source.call) if source.call is not None else None
    mapped = source.call is not None and called is not None and called.mapping and not is_anonymous(sites, source.call)
    record = by_value(pointee)
    if record is not None and source.record is None and (mapped or source.variable in sites.incoming):
        name = called.name if called is not None and mapped else "a cast"
        sites.objects(cast, Operation.VIEW, name, [record])


def _handed_over(sites: Sites, callees: Callees, call: Cursor, destroyed: frozenset[int]) -> None:
    """Note an object whose bytes a cast in the call hands over, with the size of the class beside it."""
    given = arguments(call)
    callee = callees.of(call)
    if len(given) < _PAIR or (callee is not None and (callee.signature is not None or callee.hashes)):
        return
    if _TAKES_NO_BYTES.search(call.spelling):
        return
    for argument in given:
        result = operand(argument)
        if result.record is None or not result.cast or result.variable in destroyed:
            continue
        for other in given:
            measured = size_of(other, sites.sources) if other is not argument else None
            if measured is not None and not measured.pointer and measured.record == result.record:
                _note_handed_over(sites, call, result.record, result)
                return


def handed_over(sites: Sites, call: Cursor) -> None:
    """Note an object whose address becomes a `void *` implicitly, with the size of its class beside it.

    It is for functions of which nothing is known; one that frees memory, or only looks at where it is, takes no bytes.
    """
    count = argument_count(call)
    if count < _PAIR or _TAKES_NO_BYTES.search(call.spelling):
        return
    given = arguments(call)
    measures = [size_of(item, sites.sources) for item in given]
    if not any(measures):
        return
    called = call.referenced
    kind = called.type.get_canonical() if called is not None else None
    if kind is None or kind.kind is not Clang.FUNCTIONPROTO:
        return  # a variable that is called
    for argument, parameter in zip(given, argument_types(kind), strict=False):
        if parameter.kind is not Clang.POINTER or parameter.get_pointee().kind is not Clang.VOID:
            continue
        result = operand(argument)
        if result.record is None or result.cast or result.variable in sites.destroyed:
            continue
        if any(measure is not None and not measure.pointer and measure.record == result.record for measure in measures):
            _note_handed_over(sites, call, result.record, result)
            return


def _note_handed_over(sites: Sites, call: Cursor, record: Cursor, result: Operand) -> None:
    """Note the object of that class, unless no object need be there."""
    if not holds_fresh_memory(sites.function, result.variable):
        handled = sites.used_object(record, result, ObjectRole.FROM)
        sites.add(call, Operation.HAND_OVER, call.spelling, [handled])


def _to_bytes(cast: Cursor) -> bool:
    """Whether it makes a pointer to what is no class."""
    pointee = pointed_at(cast.type)
    return pointee is not None and pointee.kind is not Clang.RECORD
