"""What a header's declarations may change for files that do not include it: overloads, specialisations, and the like.

A declaration with a new name changes nothing for a file that does not name it, and that a file names it is seen
otherwise (see `fit`). What is left are additions to sets that lookups choose from, [over.match], [temp.spec],
[namespace.udir], and classes that are complete where they were only declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, TypeKind

from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    RECORD_IDS,
    ancestors,
    descend,
    identity,
    is_invalid_kind,
    raw_location,
)
from podcheck.extract.libclang.typed_calls import (
    is_converting_constructor,
    is_copy_constructor,
    is_inline_namespace,
    is_move_constructor,
    kind_id,
    overloads_of,
    share_unit,
)
from podcheck.extract.prefix.prefix import Contribution

_NAMESPACE = CursorKind.NAMESPACE.value
_SCOPES = frozenset({CursorKind.LINKAGE_SPEC.value, CursorKind.UNEXPOSED_DECL.value})
_FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL.value, CursorKind.FUNCTION_TEMPLATE.value})
_TEMPLATE = CursorKind.CLASS_TEMPLATE.value
_PARTIAL = CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION.value
_SPECIALISABLE = RECORD_IDS | {_PARTIAL, CursorKind.VAR_DECL.value}
_USING_DIRECTIVE = CursorKind.USING_DIRECTIVE.value
_USING = CursorKind.USING_DECLARATION.value
_ALIAS = CursorKind.NAMESPACE_ALIAS.value
_PARAMETER = CursorKind.PARM_DECL.value
_CONCEPT = CursorKind.CONCEPT_DECL.value
_CONSTRUCTORS = frozenset({CursorKind.CONSTRUCTOR.value, CursorKind.FUNCTION_TEMPLATE.value})
_OVERLOADED = CursorKind.OVERLOADED_DECL_REF.value
_VALUE_REFERENCE = CursorKind.DECL_REF_EXPR.value
_TYPE_REFERENCES = frozenset({CursorKind.TYPE_REF.value, CursorKind.TEMPLATE_REF.value})
TYPES = CLASS_IDS | {CursorKind.ENUM_DECL.value}
"""Kinds of declarations, by number, that may be repeated without a definition."""

_GUIDE = "<deduction guide for "
PREPROCESSING = frozenset(range(CursorKind.PREPROCESSING_DIRECTIVE.value, CursorKind.MODULE_IMPORT_DECL.value))
"""Numbers of the kinds of cursor that are no declarations."""


@dataclass(slots=True)
class Declarations:
    """What the files of a translation unit declare at namespace scope."""

    contributions: dict[int, list[Contribution]] = field(default_factory=dict)
    """By the file's number."""

    names: dict[int, set[str]] = field(default_factory=dict)
    """The classes, enumerations and class templates that a file declares or defines, by the file's number."""

    concepts: set[str] = field(default_factory=set)
    """Their names."""

    global_types: set[str] = field(default_factory=set)
    """Names of classes and enumerations of the global namespace that no other namespace has."""

    places: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The numbers of the files that declare what is no type, where there are several, by the identity of its first
    declaration.
    """

    redeclared: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The same by its USR."""


def read_declarations(unit: Cursor, number_of: Callable[[str], int | None]) -> Declarations:
    """Return what the files of the unit declare; `number_of` gives the number of a file."""
    result = Declarations()
    declared = list(_at_namespace_scope(unit, ()))
    _find_redeclared((cursor for _, cursor in declared), number_of, result)
    reader = _ContributionReader(number_of, result.places)
    inner: set[str] = set()
    for scope, cursor in declared:
        file = number_of(raw_location(cursor)[0])
        if file is None:
            continue
        kind = kind_id(cursor)
        name = cursor.spelling
        if kind in TYPES:
            result.names.setdefault(file, set()).add(name)
            if scope:
                inner.add(name)
            else:
                result.global_types.add(name)
        elif kind == _CONCEPT:
            result.concepts.add(name)
        contribution = reader.read(cursor, name, scope)
        if contribution is not None:
            result.contributions.setdefault(file, []).append(contribution)
    result.global_types -= inner
    return result


def _find_redeclared(cursors: Iterable[Cursor], number_of: Callable[[str], int | None], result: Declarations) -> None:
    """Note what is no type and is declared by several files."""
    places: dict[int, dict[int, None]] = {}
    usrs: dict[int, str] = {}
    for cursor in cursors:
        if kind_id(cursor) in TYPES:
            continue
        number = number_of(raw_location(cursor)[0])
        if number is None:
            continue
        key = identity(cursor.canonical)
        files = places.setdefault(key, {})
        files[number] = None
        if len(files) > 1 and key not in usrs:
            usrs[key] = cursor.get_usr()
    result.places = {key: tuple(files) for key, files in places.items() if len(files) > 1}
    result.redeclared = {usr: result.places[key] for key, usr in usrs.items() if usr}


def _at_namespace_scope(parent: Cursor, scope: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Cursor]]:
    for child in parent.get_children():
        kind = kind_id(child)
        if kind in PREPROCESSING:
            continue
        if kind == _NAMESPACE:
            name = child.spelling
            inner = (*scope, name) if name.isidentifier() and not is_inline_namespace(child) else scope
            yield from _at_namespace_scope(child, inner)
        elif kind in _SCOPES and not child.spelling:
            yield from _at_namespace_scope(child, scope)
        else:
            yield scope, child


@dataclass(slots=True)
class _ContributionReader:
    """Reads what declarations add to sets that lookups choose from."""

    number_of: Callable[[str], int | None]
    """Gives the number of a file; None for one that has none."""

    places: dict[int, tuple[int, ...]]
    """As in `Declarations`."""

    converting: dict[int, bool] = field(default_factory=dict)
    """Whether values of other types convert to a class, by its identity."""

    def read(self, cursor: Cursor, name: str, scope: tuple[str, ...]) -> Contribution | None:
        """Return what the declaration adds to a set that lookups choose from, if it does."""
        kind = kind_id(cursor)
        if name.startswith(_GUIDE):  # of whatever kind libclang takes it for
            return Contribution("guided", name.removeprefix(_GUIDE).rstrip(">"), scope, ())
        if kind in _FUNCTIONS:
            return self._function(cursor, name, scope)
        if kind == _USING_DIRECTIVE:
            return Contribution("", "", scope, ())
        if kind == _USING:
            targets = list(_targets(cursor, scope))
            numbers = {self.number_of(raw_location(target)[0]) for target in targets}
            known = all(kind_id(target) in _FUNCTIONS for target in targets)  # libclang says who refers to one
            files = tuple(sorted(number for number in numbers if number is not None))
            return Contribution("named" if known else "unqualified", name, scope, files)
        if kind == _ALIAS:
            return Contribution("words", name, scope, ())
        if kind in _SPECIALISABLE:
            template = cursor.specialized_template
            if template is not None and not is_invalid_kind(kind_id(template)):
                files, words = self._read_specialisation(cursor, template)
                return Contribution("specialised", name, scope, files, words)
        if kind in RECORD_IDS:
            return Contribution("queried", name, scope, ()) if cursor.is_definition() else None
        if kind == _TEMPLATE:
            if cursor.is_definition():
                return Contribution("queried", name, scope, ())
            return Contribution("words", name, scope, ()) if _has_default_argument(cursor) else None
        if kind in _SCOPES:  # a variable template, or what libclang has no kind for
            return Contribution("words", name, scope, ())
        return None

    def _function(self, cursor: Cursor, name: str, scope: tuple[str, ...]) -> Contribution | None:
        if kind_id(cursor.semantic_parent) in CLASS_IDS:
            return None  # a member that is defined outside of its class
        files: set[int] = set()
        types: set[str] = set()
        parameters = [child for child in cursor.get_children() if kind_id(child) == _PARAMETER]
        for parameter in parameters:
            self._add_types_of(parameter, files, types)
        others = self.places.get(identity(cursor.canonical), ())
        if others and any(map(_has_default, parameters)):
            others = ()
        return Contribution("calls", name, scope, tuple(sorted(files)), tuple(sorted(types)), others)

    def _add_types_of(self, parameter: Cursor, files: set[int], types: set[str]) -> None:
        """Add the files of the types that an argument must have: where nothing is converted, or can be."""
        kind = parameter.type
        pointee = kind.get_pointee()
        exact = kind.kind in (TypeKind.LVALUEREFERENCE, TypeKind.POINTER) and not pointee.is_const_qualified()

        def add(reference: Cursor, _parent: Cursor) -> None:
            referenced = reference.referenced
            if referenced is None or kind_id(referenced) not in TYPES or (not exact and self._converts(referenced)):
                return
            number = self.number_of(raw_location(referenced)[0])
            if number is not None:
                files.add(number)
                types.add(referenced.spelling.removeprefix("basic_"))

        descend(parameter, add, _TYPE_REFERENCES)

    def _read_specialisation(self, cursor: Cursor, template: Cursor) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Return the files of its template and of what its arguments name, and the names of the values among these."""
        files: set[int] = set()
        words: set[str] = set()
        number = self.number_of(raw_location(template)[0])
        if number is not None:
            files.add(number)
        for child in cursor.get_children():
            if kind_id(child) == _VALUE_REFERENCE:
                words.add(child.spelling)
            elif kind_id(child) not in _TYPE_REFERENCES:
                continue
            referenced = child.referenced
            number = self.number_of(raw_location(referenced)[0]) if referenced is not None else None
            if number is not None:
                files.add(number)
        return tuple(sorted(files)), tuple(sorted(words))

    def _converts(self, record: Cursor) -> bool:
        """Whether a value of another type may become one of the class implicitly, [class.conv.ctor]."""
        if kind_id(record) not in RECORD_IDS:
            return False
        key = identity(record)
        if key not in self.converting:
            self.converting[key] = any(
                kind_id(child) in _CONSTRUCTORS
                and is_converting_constructor(child)
                and not is_copy_constructor(child)
                and not is_move_constructor(child)
                and _takes_one_argument(child)
                for child in record.get_children()
            )
        return self.converting[key]


def _targets(using: Cursor, scope: tuple[str, ...]) -> Iterator[Cursor]:
    """Yield what a using-declaration brings into the scope."""
    for child in using.get_children():
        referenced = child.referenced
        several = [referenced] if referenced is not None else []
        if kind_id(child) == _OVERLOADED:
            several = overloads_of(child)
        for declared in several:
            if declared is None or kind_id(declared) == _NAMESPACE:
                continue
            share_unit(declared, using)
            if _scope_of(declared) != scope:  # else it is there anyhow
                yield declared


def _scope_of(declared: Cursor) -> tuple[str, ...]:
    """Return the names of the namespaces around a declaration, without inline ones."""
    return tuple(
        parent.spelling
        for parent in reversed(list(ancestors(declared)))
        if kind_id(parent) == _NAMESPACE and not is_inline_namespace(parent)
    )


def _takes_one_argument(function: Cursor) -> bool:
    parameters = [child for child in function.get_children() if kind_id(child) == _PARAMETER]
    return bool(parameters) and (len(parameters) == 1 or _has_default(parameters[1]))


def _has_default(parameter: Cursor) -> bool:
    """Whether no argument is needed for the parameter: it has a default, or is a pack."""
    return any(token.spelling in ("=", "...") for token in parameter.get_tokens())


def _has_default_argument(template: Cursor) -> bool:
    """Whether a parameter of a class template that is declared has a default argument."""
    return any(token.spelling == "=" for token in template.get_tokens())
