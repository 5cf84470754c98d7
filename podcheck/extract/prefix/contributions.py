"""What a header's declarations may change for files that do not include it: overloads, specialisations, and the like.

A declaration with a new name changes nothing for a file that does not name it, and that a file names it is seen
otherwise (see `fit`). What is left are additions to sets that lookups choose from, [over.match], [temp.spec],
[namespace.udir], and classes that are complete where they were only declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, TypeKind, conf

from podcheck.extract.cursors import CLASS_IDS, RECORD_IDS, descend, identity, is_invalid_kind, spot
from podcheck.extract.prefix.prefix import Contribution

_NAMESPACE = CursorKind.NAMESPACE.value
_SCOPES = frozenset({CursorKind.LINKAGE_SPEC.value, CursorKind.UNEXPOSED_DECL.value})
_FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL.value, CursorKind.FUNCTION_TEMPLATE.value})
_TEMPLATE = CursorKind.CLASS_TEMPLATE.value
_PARTIAL = CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION.value
_SPECIALISABLE = RECORD_IDS | {_PARTIAL, CursorKind.VAR_DECL.value}
_USING_DIRECTIVE = CursorKind.USING_DIRECTIVE.value
_USING = frozenset({CursorKind.USING_DECLARATION.value, CursorKind.NAMESPACE_ALIAS.value})
_PARAMETER = CursorKind.PARM_DECL.value
_CONCEPT = CursorKind.CONCEPT_DECL.value
_CONSTRUCTORS = frozenset({CursorKind.CONSTRUCTOR.value, CursorKind.FUNCTION_TEMPLATE.value})
_OVERLOADED = CursorKind.OVERLOADED_DECL_REF.value
_TYPE_REFERENCES = frozenset({CursorKind.TYPE_REF.value, CursorKind.TEMPLATE_REF.value})
TYPES = CLASS_IDS | {CursorKind.ENUM_DECL.value}
"""Kinds of declarations, by number, that may be repeated without a definition."""

_GUIDE = "<deduction guide for "
PREPROCESSING = frozenset(range(CursorKind.PREPROCESSING_DIRECTIVE.value, CursorKind.MODULE_IMPORT_DECL.value))
"""Numbers of the kinds of cursor that are no declarations."""

OPERATORS = "operator"
"""Stands among the calls of a file that has an expression in which any operator may be looked up."""


@dataclass(slots=True)
class Declarations:
    """What the files of a translation unit declare at namespace scope.

    `contributions`: by file. `names`: of classes, enumerations and class templates that are declared, by file.
    `concepts`: their names.
    """

    contributions: dict[str, list[Contribution]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)


def read_declarations(unit: Cursor, number_of: Callable[[str], int | None]) -> Declarations:
    """Return what the files of the unit declare; `number_of` says which number a file has."""
    result = Declarations()
    reader = _Reader(number_of)
    for scope, cursor in _at_namespace_scope(unit, ()):
        file = spot(cursor)[0]
        if not file:
            continue
        kind = cursor._kind_id
        name = cursor.spelling
        if kind in TYPES:
            result.names.setdefault(file, set()).add(name)
        elif kind == _CONCEPT:
            result.concepts.add(name)
        contribution = reader.read(cursor, name, scope)
        if contribution is not None:
            result.contributions.setdefault(file, []).append(contribution)
    return result


def _at_namespace_scope(parent: Cursor, scope: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Cursor]]:
    for child in parent.get_children():
        kind = child._kind_id
        if kind in PREPROCESSING:
            continue
        if kind == _NAMESPACE:
            name = child.spelling
            inner = (
                (*scope, name) if name.isidentifier() and not conf.lib.clang_Cursor_isInlineNamespace(child) else scope
            )
            yield from _at_namespace_scope(child, inner)
        elif kind in _SCOPES and not child.spelling:
            yield from _at_namespace_scope(child, scope)
        else:
            yield scope, child


@dataclass(slots=True)
class _Reader:
    number_of: Callable[[str], int | None]
    converting: dict[int, bool] = field(default_factory=dict)

    def read(self, cursor: Cursor, name: str, scope: tuple[str, ...]) -> Contribution | None:
        """Return what the declaration adds to a set that lookups choose from, if it does."""
        kind = cursor._kind_id
        if kind in _FUNCTIONS:
            return self._function(cursor, name, scope)
        if kind == _USING_DIRECTIVE:
            return Contribution("", "", scope, ())
        if kind in _USING:
            return Contribution("unqualified", name, scope, self._targets(cursor))
        if kind in _SPECIALISABLE:
            template = cursor.specialized_template
            if template is not None and not is_invalid_kind(template._kind_id):
                return Contribution("words", name, scope, self._tied_to(cursor, template))
        if kind in RECORD_IDS:
            return Contribution("queried", name, scope, ()) if cursor.is_definition() else None
        if kind == _TEMPLATE:
            if cursor.is_definition():
                return Contribution("queried", name, scope, ())
            return Contribution("words", name, scope, ()) if _has_default(cursor) else None
        if kind in _SCOPES:  # a variable template, or what libclang has no kind for
            return Contribution("words", name, scope, ())
        return None

    def _function(self, cursor: Cursor, name: str, scope: tuple[str, ...]) -> Contribution | None:
        if name.startswith(_GUIDE):
            return Contribution("words", name.removeprefix(_GUIDE).rstrip(">"), scope, ())
        if cursor.semantic_parent._kind_id in CLASS_IDS:
            return None  # a member that is defined outside of its class
        noticed = OPERATORS if name.startswith("operator") and not name.startswith('operator""') else name
        files: set[int] = set()
        types: set[str] = set()
        for child in cursor.get_children():
            if child._kind_id == _PARAMETER:
                self._add_types_of(child, files, types)
        return Contribution("calls", noticed, scope, tuple(sorted(files)), tuple(sorted(types)))

    def _add_types_of(self, parameter: Cursor, files: set[int], types: set[str]) -> None:
        """Add the files of the types that an argument must have: where nothing is converted, or can be."""
        kind = parameter.type
        pointee = kind.get_pointee()
        exact = kind.kind in (TypeKind.LVALUEREFERENCE, TypeKind.POINTER) and not pointee.is_const_qualified()

        def add(reference: Cursor, _parent: Cursor) -> None:
            referenced = reference.referenced
            if referenced is None or referenced._kind_id not in TYPES or (not exact and self._converts(referenced)):
                return
            number = self.number_of(spot(referenced)[0])
            if number is not None:
                files.add(number)
                types.add(referenced.spelling.removeprefix("basic_"))

        descend(parameter, add, _TYPE_REFERENCES)

    def _targets(self, using: Cursor) -> tuple[int, ...]:
        """Return the files of what a using-declaration names."""
        files: set[int] = set()
        for child in using.get_children():
            referenced = child.referenced
            several = [referenced] if referenced is not None else []
            if child._kind_id == _OVERLOADED:
                several = [
                    conf.lib.clang_getOverloadedDecl(child, at)
                    for at in range(conf.lib.clang_getNumOverloadedDecls(child))
                ]
            for declared in several:
                if declared is None or declared._kind_id == _NAMESPACE:
                    continue
                declared._tu = using._tu
                number = self.number_of(spot(declared)[0])
                if number is not None:
                    files.add(number)
        return tuple(sorted(files))

    def _tied_to(self, cursor: Cursor, template: Cursor) -> tuple[int, ...]:
        """Return the files of a specialisation's template and of the types among its arguments."""
        files: set[int] = set()
        number = self.number_of(spot(template)[0])
        if number is not None:
            files.add(number)
        for child in cursor.get_children():
            if child._kind_id not in _TYPE_REFERENCES:
                continue
            referenced = child.referenced
            number = self.number_of(spot(referenced)[0]) if referenced is not None else None
            if number is not None:
                files.add(number)
        return tuple(sorted(files))

    def _converts(self, record: Cursor) -> bool:
        """Whether a value of another type may become one of the class without being asked to, [class.conv.ctor]."""
        if record._kind_id not in RECORD_IDS:
            return False
        key = identity(record)
        if key not in self.converting:
            self.converting[key] = any(
                child._kind_id in _CONSTRUCTORS
                and conf.lib.clang_CXXConstructor_isConvertingConstructor(child)
                and not conf.lib.clang_CXXConstructor_isCopyConstructor(child)
                and not conf.lib.clang_CXXConstructor_isMoveConstructor(child)
                and _takes_one_argument(child)
                for child in record.get_children()
            )
        return self.converting[key]


def _takes_one_argument(function: Cursor) -> bool:
    parameters = [child for child in function.get_children() if child._kind_id == _PARAMETER]
    return bool(parameters) and (len(parameters) == 1 or _has_default(parameters[1]))


def _has_default(template: Cursor) -> bool:
    """Whether a parameter, or one of a class template that is declared, has a default argument."""
    return any(token.spelling in ("=", "...") for token in template.get_tokens())
