"""One class: from its cursor to its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, PrintingPolicy, conf

from podcheck.extract.cursors import (
    FUNCTIONS,
    PATTERNS,
    RECORDS,
    ancestors,
    invalid,
    methods,
    place,
    template_of,
)
from podcheck.extract.fields import anonymous_member, read_base, read_field
from podcheck.extract.functions import read_function, read_virtual
from podcheck.extract.keys import key_of
from podcheck.extract.names import in_place_name, probe_name, report_name
from podcheck.extract.source import Sources
from podcheck.model.facts import (
    Base,
    ClassFacts,
    Field,
    Function,
    FunctionKind,
    Key,
    Origin,
    RecordKind,
    VirtualFunction,
)
from podcheck.model.problems import Location

_METHOD_KINDS = frozenset({CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR, CursorKind.CXX_METHOD})
_METHOD_NUMBERS = frozenset(kind.value for kind in (*_METHOD_KINDS, CursorKind.CONVERSION_FUNCTION))
_KINDS = {"struct": RecordKind.STRUCT, "class": RecordKind.CLASS, "union": RecordKind.UNION}
_CURSOR_KINDS = {
    CursorKind.STRUCT_DECL: RecordKind.STRUCT,
    CursorKind.CLASS_DECL: RecordKind.CLASS,
    CursorKind.UNION_DECL: RecordKind.UNION,
}
_CAPTURES_NOTHING = re.compile(rb"\s*\[\s*\]")
_IDENTIFIER = re.compile(rb"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What only a template's own text tells about its instantiations: the children of its cursor."""

    children: tuple[Cursor, ...]
    fields: dict[tuple[int, int], Cursor]


@dataclass(slots=True)
class Reader:
    """Reads classes of one translation unit; patterns are visited once however many instantiations they have."""

    sources: Sources
    policy: PrintingPolicy
    wrong: list[tuple[str, int]]
    patterns: dict[str, Pattern] = field(default_factory=dict)
    reached: dict[Key, Cursor] = field(default_factory=dict)

    def read(
        self, record: Cursor, *, spelling: str | None = None, closure: Cursor | None = None
    ) -> ClassFacts:
        """The facts of one definition, `reported` and `named` left to the caller.

        `spelling`: how to name it where its own name does not do. `closure`: the lambda-expression.
        """
        template = template_of(record)
        parents = list(ancestors(record))
        dependent = record.kind in PATTERNS or any(
            parent.kind in PATTERNS or parent.kind is CursorKind.FUNCTION_TEMPLATE for parent in parents
        )
        local = any(parent.kind in FUNCTIONS for parent in parents)
        pattern = self.pattern(template) if template is not None else None
        instantiated = template is not None and not self._explicit(record, template)
        own = pattern if instantiated and pattern is not None else self.pattern(record)
        fields = self._fields(record, own, instantiated, dependent)
        functions, virtuals = self._functions(record, own, instantiated, dependent)
        size, align = (-1, -1) if dependent else (record.type.get_size(), record.type.get_align())
        enclosing = next((one for one in parents if one.kind in RECORDS or one.kind in PATTERNS), None)
        named = spelling or (in_place_name(record) if local else probe_name(record, self.policy))
        attributes = {child.kind for child in (*own.children, *record.get_children())}
        return ClassFacts(
            key=key_of(record),
            name=report_name(record),
            kind=self._kind(record),
            origin=_origin(record, dependent, instantiated),
            location=place(record),
            end=_end(record),
            size=size if size >= 0 else None,
            align=align if align >= 0 else None,
            bases=self._bases(record, own, dependent),
            fields=fields,
            functions=functions,
            virtual_functions=virtuals,
            inherited_constructors=self._using(record, own, constructors=True),
            inherited_assignments=self._using(record, own, constructors=False),
            friends=_friends(own),
            parent=key_of(enclosing) if enclosing is not None else None,
            template=template.get_usr() if template is not None else None,
            anonymous=bool(conf.lib.clang_Cursor_isAnonymousRecordDecl(record)),
            dependent=dependent,
            local=local,
            closure=closure is not None,
            captureless=closure is not None and self._captureless(closure),
            abstract=bool(conf.lib.clang_CXXRecord_isAbstract(record)),
            final=CursorKind.CXX_FINAL_ATTR in attributes,
            packed=CursorKind.PACKED_ATTR in attributes,
            aligned=CursorKind.ALIGNED_ATTR in attributes,
            trivial_abi=self._trivial_abi(own),
            spelling=named,
            complete=not invalid(record) and not self._has_error(record),
        )

    def pattern(self, record: Cursor) -> Pattern:
        """The children of a class or template, its fields by line and column."""
        key = key_of(record)
        if key not in self.patterns:
            children = tuple(record.get_children())
            fields: dict[tuple[int, int], Cursor] = {}
            for child in children:
                if child.kind is CursorKind.FIELD_DECL:
                    fields[child.location.line, child.location.column] = child
            self.patterns[key] = Pattern(children, fields)
        return self.patterns[key]

    def _kind(self, record: Cursor) -> RecordKind:
        if record.kind in _CURSOR_KINDS:
            return _CURSOR_KINDS[record.kind]
        inner = CursorKind.from_id(conf.lib.clang_getTemplateCursorKind(record))
        return _CURSOR_KINDS.get(inner, RecordKind.CLASS)

    def _explicit(self, record: Cursor, template: Cursor) -> bool:
        """An explicit specialisation: it has a place and a body of its own."""
        if record.location == template.location:
            return False
        extent = record.extent
        file = extent.start.file
        return file is not None and b"{" in self.sources.slice(
            file.name, extent.start.offset, extent.end.offset
        )

    def _fields(self, record: Cursor, own: Pattern, instantiated: bool, dependent: bool) -> tuple[Field, ...]:
        if dependent:
            found = []
            for child in own.children:
                if child.kind is CursorKind.FIELD_DECL:
                    found.append(read_field(child, None, self.sources, dependent=True, reached=self.reached))
                elif child.kind in RECORDS and conf.lib.clang_Cursor_isAnonymousRecordDecl(child):
                    found.append(anonymous_member(child, dependent=True, reached=self.reached))
            return tuple(found)
        return tuple(
            read_field(
                one,
                own.fields.get((one.location.line, one.location.column)) if instantiated else None,
                self.sources,
                dependent=False,
                reached=self.reached,
            )
            for one in record.type.get_fields()
        )

    def _bases(self, record: Cursor, own: Pattern, dependent: bool) -> tuple[Base, ...]:
        if dependent:
            bases = [child for child in own.children if child.kind is CursorKind.CXX_BASE_SPECIFIER]
        else:
            bases = list(record.type.get_bases())
        return tuple(read_base(base, record, dependent=dependent, reached=self.reached) for base in bases)

    def _functions(
        self, record: Cursor, own: Pattern, instantiated: bool, dependent: bool
    ) -> tuple[tuple[Function, ...], tuple[VirtualFunction, ...]]:
        functions: list[Function] = []
        virtuals: list[VirtualFunction] = []
        for method in self._methods(record, own, instantiated, dependent):
            written = (
                not instantiated
                or template_of(method) is not None
                or method.kind is CursorKind.FUNCTION_TEMPLATE
            )
            if method.kind is not CursorKind.FUNCTION_TEMPLATE and written:
                virtual = read_virtual(method)
                if virtual is not None:
                    virtuals.append(virtual)
            one = read_function(method, self.sources, written=written)
            if one is not None:
                functions.append(one)
        if not instantiated and not dependent and own_bases(own):
            functions += self._implicit_destructor(record, functions)
        return tuple(functions), tuple(virtuals)

    def _methods(self, record: Cursor, own: Pattern, instantiated: bool, dependent: bool) -> list[Cursor]:
        """Written ones from the class's text; of an instantiation the instantiated ones, with the text's templates."""
        if not instantiated or dependent:
            kinds = (*_METHOD_KINDS, CursorKind.FUNCTION_TEMPLATE, CursorKind.CONVERSION_FUNCTION)
            return [child for child in own.children if child.kind in kinds]
        templates = [child for child in own.children if child.kind is CursorKind.FUNCTION_TEMPLATE]
        return [*methods(record.type, _METHOD_NUMBERS), *templates]

    def _implicit_destructor(self, record: Cursor, functions: list[Function]) -> list[Function]:
        """Where a base's destructor is virtual, libclang has declared one, and knows whether it is deleted."""
        if any(one.kind is FunctionKind.DESTRUCTOR for one in functions):
            return []
        found = methods(record.type, frozenset({CursorKind.DESTRUCTOR.value}))
        read = (read_function(one, self.sources, written=False) for one in found)
        return [one for one in read if one is not None]

    def _using(self, record: Cursor, own: Pattern, *, constructors: bool) -> tuple[Location, ...]:
        found = []
        for child in own.children:
            if child.kind is CursorKind.USING_DECLARATION:
                if child.spelling == "operator=":
                    inherits = False
                elif self._names_constructor(child, own):
                    inherits = True
                else:
                    continue
                if inherits is constructors:
                    found.append(place(child))
        return tuple(found)

    def _names_constructor(self, using: Cursor, own: Pattern) -> bool:
        """`using B::B`: the name is the scope's own, or that of a base class ([class.qual]/2)."""
        extent = using.extent
        file = extent.start.file
        if file is None:
            return False
        text = self.sources.slice(file.name, extent.start.offset, extent.end.offset)
        while b"<" in text:
            shorter = re.sub(rb"<[^<>]*>", b"", text)
            if shorter == text:
                break
            text = shorter
        words = [word.decode() for word in _IDENTIFIER.findall(text) if word not in (b"using", b"typename")]
        if len(words) > 1 and words[-1] == words[-2]:
            return True
        bases = (child for child in own.children if child.kind is CursorKind.CXX_BASE_SPECIFIER)
        return bool(words) and any(base.type.get_declaration().spelling == words[-1] for base in bases)

    def _captureless(self, closure: Cursor) -> bool:
        extent = closure.extent
        file = extent.start.file
        return file is not None and bool(
            _CAPTURES_NOTHING.match(self.sources.slice(file.name, extent.start.offset, extent.end.offset))
        )

    def _trivial_abi(self, own: Pattern) -> bool:
        return any(
            child.kind is CursorKind.UNEXPOSED_ATTR
            and any("trivial_abi" in one.spelling for one in child.get_tokens())
            for child in own.children
        )

    def _has_error(self, record: Cursor) -> bool:
        extent = record.extent
        file = extent.start.file
        return file is not None and any(
            name == file.name and extent.start.offset <= offset < extent.end.offset
            for name, offset in self.wrong
        )


def own_bases(own: Pattern) -> bool:
    """The class has a base."""
    return any(child.kind is CursorKind.CXX_BASE_SPECIFIER for child in own.children)


def _origin(record: Cursor, dependent: bool, instantiated: bool) -> Origin:
    if dependent:
        return Origin.TEMPLATE
    return Origin.INSTANTIATED if instantiated else Origin.DECLARED


def _end(record: Cursor) -> Location:
    end = record.extent.end
    return Location(end.file.name if end.file else "", end.line, end.column)


def _friends(own: Pattern) -> tuple[str, ...]:
    """USRs of befriended classes and class templates."""
    found = []
    for child in own.children:
        if child.kind is CursorKind.FRIEND_DECL:
            for inner in child.get_children():
                if inner.kind in (CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF):
                    referenced = inner.referenced
                    if referenced is not None:
                        found.append(referenced.get_usr())
                elif inner.kind in RECORDS or inner.kind in PATTERNS:
                    found.append(inner.get_usr())
    return tuple(found)
