"""The uses found in a unit so far, and the classes that they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import CLASS_IDS, location_of, text_of
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses.dead_code import Guards
from podcheck.extract.uses.operands import Operand
from podcheck.model.facts import Key
from podcheck.model.problems import Location
from podcheck.model.use_sites import CallSite, ObjectRole, Operation, SizeOf, UsedObject

if TYPE_CHECKING:
    from podcheck.extract.uses.vectors import Piece

_MAKERS = frozenset({CursorKind.CONSTRUCTOR.value, CursorKind.DESTRUCTOR.value})


@dataclass(slots=True)
class Sites:
    """Cursors, so it lives as long as one parse.

    `found`: in the order of the walk. `records`: the classes. `incoming`: variables that hold bytes from outside;
    `cleared`: those whose bytes were set; `destroyed`: those whose objects were, in this function; `storage`: those
    that lead to raw storage, and `fills` where its bytes are set; `vectors`: what `iovec`s lead to, `vector_of`: which
    of them a message has. `templates`: whether
    one is std::atomic, and what its annotations name. `guards`: what decides whether the walked code runs at all.
    `function`: the one that the walk is in, `variable`: the last that was declared, `instance`: the template instance's
    name, `origin`: where the given files first call for that.
    """

    sources: SourceFiles
    found: list[CallSite] = field(default_factory=list)
    records: dict[Key, Cursor] = field(default_factory=dict)
    incoming: set[int] = field(default_factory=set)
    cleared: set[int] = field(default_factory=set)
    destroyed: set[int] = field(default_factory=set)
    storage: set[int] = field(default_factory=set)
    fills: dict[int, list[Cursor]] = field(default_factory=dict)
    vectors: dict[int, list[Piece]] = field(default_factory=dict)
    vector_of: dict[int, int] = field(default_factory=dict)
    templates: dict[int, tuple[bool, tuple[str, ...]]] = field(default_factory=dict)
    guards: Guards = field(default_factory=Guards)
    function: Cursor | None = None
    variable: Cursor | None = None
    instance: str = ""
    origin: Location | None = None

    def record(self, record: Cursor) -> Key:
        """The class's key; it will be read."""
        key = key_of(record)
        self.records.setdefault(key, record)
        return key

    def used_object(self, record: Cursor, found: Operand, role: ObjectRole) -> UsedObject:
        """The object of that class that an argument leads to."""
        own = found.this and self.function is not None and self._is_making(self.function)
        cleared = found.zeroed or (found.variable is not None and found.variable in self.cleared)
        within = found.within if role is ObjectRole.TO else None
        whole = self.record(within.whole) if within is not None else ""
        part = within.part if within is not None else ""
        return UsedObject(role, self.record(record), found.single, own, cleared, found.extent, whole, part)

    def _is_making(self, function: Cursor) -> bool:
        """Whether it is a constructor or destructor, or a member function that a constructor of its class calls."""
        if kind_id(function) in _MAKERS:
            return True
        owner = function.semantic_parent
        if owner is None or kind_id(owner) not in CLASS_IDS:
            return False
        call = re.compile(rb"(?<![\w.>:])" + re.escape(function.spelling.encode()) + rb"\s*\(")
        makers = (child for child in owner.get_children() if kind_id(child) == CursorKind.CONSTRUCTOR.value)
        bodies = (text_of(maker.get_definition() or maker, self.sources) for maker in makers)
        return any(call.search(body) for body in bodies)

    def add(
        self,
        cursor: Cursor,
        operation: Operation,
        name: str,
        handled: list[UsedObject],
        *,
        size: int | None = None,
        sizeof: SizeOf | None = None,
        traits: tuple[str, ...] = (),
        zeros: bool = False,
    ) -> None:
        """Take note of a use, unless it is in code that never runs."""
        if handled and not self.guards.dead(cursor):
            place = location_of(cursor)
            site = CallSite(operation, name, place, tuple(handled), size, sizeof, traits, self.instance, zeros=zeros)
            self.found.append(replace(site, origin=self.origin) if self.origin is not None else site)

    def tell_unfit(self, call: Cursor, name: str, why: str) -> None:
        """Take note of a call of a function that can't be what the configuration says."""
        self.found.append(CallSite(Operation.UNFIT, name, location_of(call), (), why=why))

    def objects(self, cursor: Cursor, operation: Operation, name: str, records: list[Cursor]) -> None:
        """The same of objects of which nothing else is to be known."""
        handled = [UsedObject(ObjectRole.OBJECT, self.record(record)) for record in records]
        self.add(cursor, operation, name, handled)
