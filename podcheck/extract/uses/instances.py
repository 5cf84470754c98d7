"""What a unit makes of templates: the body of one shows what it does in its instances alone.

Those that are called are walked when libclang, at the unit's end, has made their bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind
from msgspec.structs import replace

from podcheck.extract.libclang.cursors import (
    FUNCTION_IDS,
    RECORD_IDS,
    argument_types,
    identity,
    location_of,
    methods,
    template_of,
    text_of,
)
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.uses import calls, language
from podcheck.extract.uses.callees import (
    Callee,
    Callees,
    by_value,
    class_behind,
    classes_of_arguments,
    instance_name,
    is_of_project,
)
from podcheck.extract.uses.operands import arguments
from podcheck.extract.uses.sites import Sites
from podcheck.model.problems import Location

_BODY = CursorKind.COMPOUND_STMT.value
_WORD = re.compile(rb"[A-Za-z_]\w*")
_MOST = 20_000
_MOST_OF_HEADERS = 2_000


@dataclass(frozen=True, slots=True)
class Instance:
    """A function that was made from a template."""

    function: Cursor
    origin: Location
    """Where the given files first call for it."""

    of_class: bool = False
    """Whether that is where they first name the class that it is a member of."""


@dataclass(slots=True)
class Instances:
    """The instances of a unit; it holds cursors, so it lives as long as one parse.

    Keys are the identities of declarations.
    """

    sites: Sites
    callees: Callees
    waiting: dict[int, Instance] = field(default_factory=dict)
    """Those whose bodies are still to be walked."""

    walked: set[int] = field(default_factory=set)
    """Those that were."""

    of_headers: int = 0
    """The number of instances of headers' templates."""

    owners: dict[int, tuple[Cursor, Location] | None] = field(default_factory=dict)
    """Instances of class templates, each with where it was met first, None once looked into; those of their members
    that were made are looked into too.
    """

    restored: dict[int, frozenset[str]] = field(default_factory=dict)
    """What all callers of an instance give back of the object whose address they give it first."""

    handling: dict[int, bool] = field(default_factory=dict)
    """Whether the text of a template names what handles bytes."""

    @property
    def all_walked(self) -> bool:
        """Whether none is left."""
        return not self.waiting

    def take(self, call: Cursor, callee: Callee) -> None:
        """Note an instance and its classes: once its body is there, libclang can't be asked about them."""
        instance = callee.cursor
        key = identity(instance)
        if callee.kernel:
            language.kernel(self.sites, instance, call)
        if self._may_handle_bytes(instance):
            behind = calls.list_restored(self.sites, call, next(iter(arguments(call)), None))
            self.restored[key] = self.restored.get(key, behind) & behind
        if key in self.walked or key in self.waiting:
            return
        if callee.of_header:
            if self.of_headers >= _MOST_OF_HEADERS:
                return
            self.of_headers += 1
        self.waiting[key] = Instance(instance, self._origin(call), self.sites.of_class)
        owner = instance.semantic_parent
        if owner is not None and kind_id(owner) in RECORD_IDS:
            self.take_owner(owner, call)
        for record in classes_of_arguments(instance):
            self.sites.record(record)
        if self._may_handle_bytes(instance):
            for record in map(class_behind, argument_types(instance.type.get_canonical())):
                if record is not None:
                    self.sites.record(record)

    def take_owner(self, record: Cursor, at: Cursor) -> None:
        """Note an instance of a class template of the project, or a class within one, and the classes in its
        arguments.
        """
        key = identity(record)
        if key in self.owners:
            return
        template = template_of(record)
        if template is None or not is_of_project(template):
            self.owners[key] = None
            return
        self.owners[key] = (record, self._origin(at))
        kind = record.type.get_canonical()
        for index in range(max(0, kind.get_num_template_arguments())):
            argument = by_value(kind.get_template_argument_type(index))
            if argument is not None:
                self.sites.record(argument)

    def take_members(self) -> None:
        """Add the members of class templates' instances that have a body by now: destructors, which nobody calls."""
        for key, owner in self.owners.items():
            if owner is None:
                continue
            self.owners[key] = None
            record, origin = owner
            for method in methods(record.type, FUNCTION_IDS):
                place = identity(method)
                if place in self.walked or place in self.waiting or template_of(method) is None:
                    continue
                if any(kind_id(child) == _BODY for child in method.get_children()):
                    self.waiting[place] = Instance(method, origin, of_class=True)

    def enter_next(self) -> Instance | None:
        """Return the next one to walk, of which the uses found from now on are; None where none is left, or too many
        were walked.
        """
        if not self.waiting or len(self.walked) >= _MOST:
            return None
        key = next(iter(self.waiting))
        instance = self.waiting.pop(key)
        self.walked.add(key)
        self.sites.instance = instance_name(instance.function)
        self.sites.origin = instance.origin
        self.sites.of_class = instance.of_class
        self.sites.enter(instance.function)
        return instance

    def give_back(self) -> None:
        """Add to uses in instances what all their callers give back."""
        sites = self.sites
        for number, instance in sites.of_callers.items():
            given = self.restored.get(instance, frozenset()) | set(sites.found[number].restored)
            sites.found[number] = replace(sites.found[number], restored=tuple(sorted(given)))
        sites.of_callers.clear()

    def _may_handle_bytes(self, instance: Cursor) -> bool:
        """Whether the template's text names what makes a use of its parameters; it may, where its body is not there.

        To read the classes of all parameters of all instances costs more than the uses of them are worth.
        """
        template = template_of(instance)
        key = identity(template) if template is not None else 0
        if template is None or key in self.handling:
            return self.handling.get(key, True)
        text = text_of(template, self.sites.sources)
        handles = b"{" not in text or not set(_WORD.findall(text)).isdisjoint(self.callees.words)
        self.handling[key] = handles
        return handles

    def _origin(self, cursor: Cursor) -> Location:
        """Return where the given files ask for it: within an instance that is where they ask for that."""
        return self.sites.origin if self.sites.origin is not None else location_of(cursor)
