"""One class: from its cursor to its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, PrintingPolicy

from podcheck.extract.classes.class_body import (
    ALIGNED,
    ANNOTATION,
    FIELD,
    FINAL,
    OTHER_ATTRIBUTE,
    PACKED,
    Body,
    find_friends,
    find_inherited,
    read_body,
)
from podcheck.extract.classes.constraints import Question, bare_call_of, clause_of
from podcheck.extract.classes.fields import anonymous_member, is_within_bounds, read_base, read_field, virtual_offsets
from podcheck.extract.classes.functions import PatternCache, is_special, read_function, read_virtual
from podcheck.extract.classes.keys import key_of
from podcheck.extract.classes.names import in_place_name, is_hidden, probe_name, report_name
from podcheck.extract.classes.type_refs import type_ref
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    FUNCTION_IDS,
    PATTERN_IDS,
    RECORD_IDS,
    ancestors,
    byte_range,
    in_template,
    invalid,
    location_of,
    methods,
    raw_location,
    template_of,
    text_of,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import is_abstract_record, is_anonymous_record, kind_id, template_kind_id
from podcheck.model.facts import Annotation, ClassFacts, Origin, RecordKind
from podcheck.model.functions import Function, FunctionKind, VirtualFunction
from podcheck.model.problems import Location
from podcheck.model.subobjects import Base, Field
from podcheck.model.type_refs import Key, TypeRef
from podcheck.paths import spell_file

_METHOD_NUMBERS = frozenset(
    kind.value
    for kind in (
        CursorKind.CONSTRUCTOR,
        CursorKind.DESTRUCTOR,
        CursorKind.CXX_METHOD,
        CursorKind.CONVERSION_FUNCTION,
    )
)
_TEMPLATE = CursorKind.FUNCTION_TEMPLATE.value
_KINDS = {"struct": RecordKind.STRUCT, "class": RecordKind.CLASS, "union": RecordKind.UNION}
_CURSOR_KINDS = {
    CursorKind.STRUCT_DECL: RecordKind.STRUCT,
    CursorKind.CLASS_DECL: RecordKind.CLASS,
    CursorKind.UNION_DECL: RecordKind.UNION,
}
_CLOSURE = re.compile(r"\(lambda at ")
_CAPTURES_NOTHING = re.compile(rb"\s*\[\s*\]")
_INTRODUCER = 4096
"""In so many bytes a lambda-introducer without captures ends, whatever comment is in it."""

_GLOBAL = re.compile(r"(?:^|\()::")
"""A spelling with the name of something at namespace scope."""


@dataclass(slots=True)
class Reader:
    """Reads classes of one translation unit; patterns are visited once however many instantiations they have."""

    sources: SourceFiles
    policy: PrintingPolicy
    """How libclang spells names for probes."""

    wrong: list[tuple[str, int]]
    """The files and byte offsets of errors that leave libclang with another class than the written one."""

    bodies: dict[str, Body] = field(default_factory=dict)
    reached: dict[Key, Cursor] = field(default_factory=dict)
    """Classes that those read name as bases and members."""

    clauses: dict[Key, dict[int, Question]] = field(default_factory=dict)
    """The requires-clauses of instances, and the constructor templates, that libclang must be asked about, by the
    number of the function.
    """

    hidden: dict[int, bool] = field(default_factory=dict)
    """As `is_hidden` takes it."""

    shapes: PatternCache = field(init=False)
    """What functions' texts say, read once for all instances."""

    constrained: dict[Key, tuple[Key, ...]] = field(default_factory=dict)
    """The classes among the template arguments of instances with a constrained function."""

    weights: dict[Key, int] = field(default_factory=dict)
    """The number of members that each class has within it."""

    def __post_init__(self) -> None:
        self.shapes = PatternCache(self.sources)

    def read(self, record: Cursor, *, spelling: str | None = None, closure: Cursor | None = None) -> ClassFacts:
        """Return the facts of one definition; `reported` and `named` are left to the caller.

        `spelling` is how to name it where its own name does not do, `closure` the lambda-expression, which libclang
        does not show in an instantiation.
        """
        template = template_of(record)
        parents = list(ancestors(record))
        dependent = kind_id(record) in PATTERN_IDS or any(in_template(parent) for parent in parents)
        local = any(kind_id(parent) in FUNCTION_IDS for parent in parents)
        instantiated = template is not None and not self._explicit(record, template)
        own = self.body(template if instantiated and template is not None else record)
        fields, is_placed = self._fields(record, own, instantiated, dependent)
        bases = self._bases(record, own, dependent)
        functions, virtuals = self._functions(record, own, template if instantiated else None, dependent)
        size, align = (-1, -1) if dependent else (record.type.get_size(), record.type.get_align())
        enclosing = next((parent for parent in parents if kind_id(parent) in CLASS_IDS), None)
        named = spelling or (in_place_name(record) if local else probe_name(record, self.policy))
        is_closure = closure is not None or _CLOSURE.match(record.spelling) is not None
        inherited = find_inherited(own, len(bases), self.sources)
        attributes = {*own.attributes}
        if instantiated:
            attributes |= {kind_id(child) for child in record.get_children()}
        return ClassFacts(
            key=key_of(record),
            name=report_name(record),
            kind=self._kind(record),
            origin=_origin(dependent, instantiated),
            location=location_of(record),
            end=_end(closure or record),
            size=size if size >= 0 else None,
            align=align if align >= 0 else None,
            bases=bases,
            fields=fields,
            functions=functions,
            virtual_functions=virtuals,
            inherited_constructors=inherited.constructors,
            inherited_assignments=inherited.assignments,
            inherits_from_empty_pack=inherited.from_empty_pack,
            friends=find_friends(own),
            parent=key_of(enclosing) if enclosing is not None else None,
            template=key_of(template_of(template) or template) if template is not None else None,
            anonymous=is_anonymous_record(record),
            dependent=dependent,
            local=local,
            closure=is_closure,
            captureless=is_closure and self._captureless(record),
            abstract=is_abstract_record(record),
            final=FINAL in attributes,
            packed=PACKED in attributes,
            aligned=ALIGNED in attributes,
            trivial_abi=self._trivial_abi(own),
            spelling=named,
            in_place=local and not (spelling is not None and _GLOBAL.search(spelling)),
            unplaced=not is_placed,
            complete=not (invalid(record) or own.broken or self._has_error(record)),
            begin=_begin(template if instantiated and template is not None else record),
            annotations=tuple(
                Annotation(attribute.spelling, location_of(attribute))
                for attribute in own.attributes.get(ANNOTATION, ())
            ),
            hidden=is_hidden(record, self.hidden),
            virtual_offsets=virtual_offsets(record) if any(base.virtual for base in bases) and not dependent else (),
        )

    def outline(self, pattern: Cursor) -> ClassFacts:
        """Return the facts of a template's pattern, without following it to the classes that it names."""
        reached, self.reached = self.reached, {}
        try:
            return self.read(pattern)
        finally:
            self.reached = reached

    def body(self, record: Cursor) -> Body:
        """Return the sorted children of a class or template, read once."""
        key = key_of(record)
        if key not in self.bodies:
            self.bodies[key] = read_body(record)
        return self.bodies[key]

    def _kind(self, record: Cursor) -> RecordKind:
        if record.kind in _CURSOR_KINDS:
            return _CURSOR_KINDS[record.kind]
        inner = CursorKind.from_id(template_kind_id(record))
        return _CURSOR_KINDS.get(inner, RecordKind.CLASS)

    def _explicit(self, record: Cursor, template: Cursor) -> bool:
        """Whether it is an explicit specialisation: it has a place and a body of its own."""
        if record.location == template.location:
            return False
        return b"{" in text_of(record, self.sources)

    def _fields(self, record: Cursor, own: Body, instantiated: bool, dependent: bool) -> tuple[tuple[Field, ...], bool]:
        """Return the members, and whether libclang could be asked where they lie, which it is not of a pattern."""
        if dependent:
            return tuple(
                read_field(child, None, self.sources, self._type_ref(child, dependent=True), is_placed=False)
                if kind_id(child) == FIELD
                else anonymous_member(child, dependent=True, reached=self.reached)
                for child in own.members
            ), True
        fields = list(record.type.get_fields())
        kinds = [self._type_ref(item, dependent=False) for item in fields]
        is_placed = is_within_bounds(key_of(record), kinds, self.reached, self.weights)
        return tuple(
            read_field(
                item,
                own.fields.get(raw_location(item)[1:3]) if instantiated else None,
                self.sources,
                kind,
                is_placed=is_placed,
            )
            for item, kind in zip(fields, kinds, strict=True)
        ), is_placed

    def _type_ref(self, field: Cursor, *, dependent: bool) -> TypeRef:
        return type_ref(field.type, dependent=dependent, reached=self.reached)

    def _bases(self, record: Cursor, own: Body, dependent: bool) -> tuple[Base, ...]:
        bases = own.bases if dependent else tuple(record.type.get_bases())
        return tuple(read_base(base, record, self.sources, dependent=dependent, reached=self.reached) for base in bases)

    def _functions(
        self, record: Cursor, own: Body, pattern: Cursor | None, dependent: bool
    ) -> tuple[tuple[Function, ...], tuple[VirtualFunction, ...]]:
        instantiated = pattern is not None
        functions: list[Function] = []
        virtuals: list[VirtualFunction] = []
        bare_templates: dict[int, Cursor] = {}
        for method in self._methods(record, own, instantiated, dependent):
            template = kind_id(method) == _TEMPLATE
            virtual = None if template else read_virtual(method)
            special = is_special(method)
            if virtual is None and not special:
                continue
            shape = None if template else template_of(method)
            written = not instantiated or template or shape is not None
            if virtual is not None and written:
                virtuals.append(virtual)
            if not special:
                continue
            function = read_function(method, shape, self.shapes, written=written)
            if function is None:
                continue
            if function.constrained and pattern is not None:
                self.constrained[key_of(record)] = _arguments(record)
                clause = clause_of(shape or method, pattern, self.sources)
                if clause is not None:
                    self.clauses.setdefault(key_of(record), {})[len(functions)] = clause
            functions.append(function)
            if template and not dependent:
                bare_templates[len(functions) - 1] = method
        self._ask_about_templates(record, pattern or record, own, functions, bare_templates)
        if not instantiated and not dependent and own.bases:
            functions += self._implicit_destructor(record, functions)
        return tuple(functions), tuple(virtuals)

    def _ask_about_templates(
        self, record: Cursor, pattern: Cursor, own: Body, functions: list[Function], templates: Mapping[int, Cursor]
    ) -> None:
        """Note the constructor templates that may do without arguments, where the class has a default constructor too.

        Where it has none, it is the templates alone that libclang is asked about in another way.
        """
        if own.bases or not any(function.kind is FunctionKind.DEFAULT_CONSTRUCTOR for function in functions):
            return
        for number, method in templates.items():
            function = functions[number]
            if function.kind is FunctionKind.OTHER_CONSTRUCTOR and function.arguments[0] == 0:
                question = bare_call_of(template_of(method) or method, pattern, self.sources)
                if question is not None:
                    self.clauses.setdefault(key_of(record), {})[number] = question

    def _methods(self, record: Cursor, own: Body, instantiated: bool, dependent: bool) -> list[Cursor]:
        """Return the written functions of the class's text; of an instantiation the instantiated ones and the text's
        templates.
        """
        if not instantiated or dependent:
            return list(own.functions)
        return [*methods(record.type, _METHOD_NUMBERS), *own.templates]

    def _implicit_destructor(self, record: Cursor, functions: list[Function]) -> list[Function]:
        """Return the destructor that libclang declared where a base's is virtual; it knows whether that is deleted."""
        if any(function.kind is FunctionKind.DESTRUCTOR for function in functions):
            return []
        result = methods(record.type, frozenset({CursorKind.DESTRUCTOR.value}))
        read = (read_function(item, None, self.shapes, written=False) for item in result)
        return [function for function in read if function is not None]

    def _captureless(self, record: Cursor) -> bool:
        file, start, _ = byte_range(record) or ("", 0, 0)
        text = self.sources.slice(file, start, start + _INTRODUCER) if file else b""
        return _CAPTURES_NOTHING.match(text) is not None

    def _trivial_abi(self, own: Body) -> bool:
        result = own.attributes.get(OTHER_ATTRIBUTE, ())
        return any("trivial_abi" in token.spelling for child in result for token in child.get_tokens())

    def _has_error(self, record: Cursor) -> bool:
        where = byte_range(record) if self.wrong else None
        return where is not None and any(
            name == where[0] and where[1] <= offset < where[2] for name, offset in self.wrong
        )


def _origin(dependent: bool, instantiated: bool) -> Origin:
    if dependent:
        return Origin.TEMPLATE
    return Origin.INSTANTIATED if instantiated else Origin.DECLARED


def _end(record: Cursor) -> Location:
    end = record.extent.end
    return Location(spell_file(end.file.name) if end.file else "", end.line, end.column)


def _begin(record: Cursor) -> Location:
    start = record.extent.start
    return Location(spell_file(start.file.name) if start.file else "", start.line, start.column)


def _arguments(record: Cursor) -> tuple[Key, ...]:
    """Return the classes that an instance's template arguments are."""
    kind = record.type
    types = (kind.get_template_argument_type(at) for at in range(kind.get_num_template_arguments()))
    declared = [type_.get_canonical().get_declaration() for type_ in types]
    return tuple(key_of(item) for item in declared if kind_id(item) in RECORD_IDS)
