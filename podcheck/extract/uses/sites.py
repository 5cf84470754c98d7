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
from podcheck.extract.libclang.typed_calls import (
    is_copy_assignment,
    is_copy_constructor,
    is_move_assignment,
    is_move_constructor,
    kind_id,
)
from podcheck.extract.uses.dead_code import Guards
from podcheck.extract.uses.library_macros import LibraryMacros
from podcheck.extract.uses.operands import Operand
from podcheck.model.problems import Location
from podcheck.model.type_refs import Key
from podcheck.model.use_sites import CallSite, ObjectRole, Operation, SizeOf, UsedObject

if TYPE_CHECKING:
    from podcheck.extract.uses.vectors import Piece

_COPIERS = (is_copy_assignment, is_move_assignment, is_copy_constructor, is_move_constructor)
_MAKERS = frozenset({CursorKind.CONSTRUCTOR.value, CursorKind.DESTRUCTOR.value})


@dataclass(slots=True)
class Sites:
    """The uses of a walk so far, with what is known of variables; it holds cursors, so it lives as long as one parse.

    Variables are known by the identity of their declaration.
    """

    sources: SourceFiles
    macros: LibraryMacros
    found: list[CallSite] = field(default_factory=list)
    """The uses, in the order of the walk."""

    records: dict[Key, Cursor] = field(default_factory=dict)
    """The classes that the uses are about."""

    incoming: set[int] = field(default_factory=set)
    """Variables that hold bytes from outside."""

    cleared: set[int] = field(default_factory=set)
    """Variables whose bytes were set."""

    kept_in: dict[int, tuple[Key, int]] = field(default_factory=dict)
    """Variables of bytes that an object was copied into, in this function, up to here: with its class, and the number
    of the use in `found`.
    """

    destroyed: set[int] = field(default_factory=set)
    """Variables whose objects were destroyed, in this function, up to here."""

    storage: set[int] = field(default_factory=set)
    """Variables that lead to raw storage."""

    fills: dict[int, list[Cursor]] = field(default_factory=dict)
    """The calls that set the bytes of such storage."""

    of_callers: dict[int, int] = field(default_factory=dict)
    """The uses of `found`, by their numbers, that are about the object whose address a template's instance is given
    first, with the instance: its callers may give values back.
    """

    vectors: dict[int, list[Piece]] = field(default_factory=dict)
    """What the `iovec`s of a variable lead to."""

    vector_of: dict[int, int] = field(default_factory=dict)
    """The `iovec`s that a message has."""

    descriptors: dict[int, int] = field(default_factory=dict)
    """The variables that hold the descriptors of uses of `found`, by the numbers of these."""

    pipes: set[int] = field(default_factory=set)
    """Variables that hold the descriptors of a pipe."""

    forks: bool = False
    """Whether another process is begun."""

    templates: dict[int, tuple[bool, tuple[str, ...]]] = field(default_factory=dict)
    """Whether a template is std::atomic, and what its annotations name."""

    guards: Guards = field(default_factory=Guards)
    """What decides whether the walked code runs at all."""

    function: Cursor | None = None
    """The function that the walk is in."""

    variable: Cursor | None = None
    """The variable that was declared last."""

    instance: str = ""
    """The name of the template instance that the walk is in; empty where it is in none."""

    origin: Location | None = None
    """Where the given files first call for that instance."""

    of_class: bool = False
    """Whether that is where they first name the class that it is a member of."""

    def enter(self, function: Cursor) -> None:
        """Note that the walk is in that function from now on, and forget what is known of another's variables."""
        self.function = function
        self.destroyed.clear()
        self.kept_in.clear()
        self.vectors.clear()
        self.vector_of.clear()

    def record(self, record: Cursor) -> Key:
        """Return the class's key, and note that it must be read."""
        key = key_of(record)
        self.records.setdefault(key, record)
        return key

    def used_object(self, record: Cursor, operand: Operand, role: ObjectRole, *, handed: bool = False) -> UsedObject:
        """Return the object of that class that an argument leads to."""
        own = operand.this and self.is_made()
        cleared = operand.zeroed or (operand.variable is not None and operand.variable in self.cleared)
        within = operand.within if role is ObjectRole.TO else None
        whole = self.record(within.whole) if within is not None else ""
        part = within.part if within is not None else ""
        known = (operand.single, own, cleared, operand.extent, whole, part)
        return UsedObject(
            role,
            self.record(record),
            *known,
            unset=operand.unset,
            given=operand.given,
            handed=handed,
            this=operand.this,
        )

    def is_made(self) -> bool:
        """Whether the object of the function that the walk is in is being made, or ended, there."""
        return self.function is not None and self._is_making(self.function)

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

    def is_copying(self, record: Cursor) -> bool:
        """Whether the walk is in a copy or move function of the class."""
        function = self.function
        if function is None or not any(is_copier(function) for is_copier in _COPIERS):
            return False
        owner = function.semantic_parent
        return owner is not None and key_of(owner) == key_of(record)

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
        restored: tuple[str, ...] = (),
        set_anew: tuple[str, ...] = (),
        numbers: tuple[str, ...] = (),
        copies: bool = False,
        from_bytes: bool = False,
    ) -> None:
        """Note a use, unless it is in code that never runs."""
        if handled and not self._is_left_out(cursor, handled):
            place = location_of(cursor)
            known = (size, sizeof, traits, self.instance)
            site = CallSite(
                operation,
                name,
                place,
                tuple(handled),
                *known,
                zeros=zeros,
                restored=restored,
                set_anew=set_anew,
                numbers=numbers,
                copies=copies,
                from_bytes=from_bytes,
            )
            if self.origin is not None:
                site = replace(site, origin=self.origin, of_class=self.of_class)
            self.found.append(site)

    def _is_left_out(self, cursor: Cursor, handled: list[UsedObject]) -> bool:
        """Whether the place never runs, in this instance of a template only for other classes, or is of a library."""
        if self.guards.dead(cursor) or self.macros.have_written(cursor, self.sources):
            return True
        return bool(self.instance) and any(self.guards.is_for_others(cursor, used.record) for used in handled)

    def keep_bytes(self, variable: int, record: Key) -> None:
        """Note that the use that was noted last copies an object of that class into a variable of bytes."""
        self.kept_in[variable] = record, len(self.found) - 1

    def is_copied_back(self, variable: int, record: Key) -> bool:
        """Whether the variable holds the bytes of an object of that class; note that they are copied back."""
        known, number = self.kept_in.get(variable, ("", -1))
        if known != record:
            return False
        self.found[number] = replace(self.found[number], copied_back=True)
        return True

    def keep_inside(self) -> None:
        """Mark the uses of descriptors of a pipe that the file makes, where no process is begun that may share it."""
        for number, variable in self.descriptors.items():
            if variable in self.pipes and not self.forks:
                self.found[number] = replace(self.found[number], stays=True)
        self.descriptors.clear()

    def tell_unfit(self, call: Cursor, name: str, why: str) -> None:
        """Note a call of a function that can't be what the configuration says."""
        self.found.append(CallSite(Operation.UNFIT, name, location_of(call), (), why=why))

    def objects(self, cursor: Cursor, operation: Operation, name: str, records: list[Cursor]) -> None:
        """Note a use of objects of these classes of which nothing else is to be known."""
        handled = [UsedObject(ObjectRole.OBJECT, self.record(record)) for record in records]
        self.add(cursor, operation, name, handled)

    def member_of_storage(self, member: Cursor, source: str, whole: Cursor, record: Cursor) -> None:
        """Note that a member, of the other class, is used as an object in storage that the named function gave."""
        handled = UsedObject(ObjectRole.OBJECT, self.record(record), whole=self.record(whole), part=member.spelling)
        self.add(member, Operation.USE_STORAGE, source, [handled])
