"""Constructors, assignment operators and destructors of a class."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TypeKind as Clang

from podcheck.extract.classes.constraints import clause_text
from podcheck.extract.classes.zeros import ConstructorText, read_constructor
from podcheck.extract.libclang.cursors import (
    CLASS_IDS,
    access,
    argument_types,
    declared_at,
    identity,
    template_of,
    text_of,
)
from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import (
    is_const_method,
    is_copy_assignment,
    is_copy_constructor,
    is_default_constructor,
    is_defaulted_method,
    is_deleted_method,
    is_explicit_method,
    is_move_assignment,
    is_move_constructor,
    is_pure_virtual_method,
    is_virtual_method,
    kind_id,
    ref_qualifier_id,
    template_kind_id,
)
from podcheck.model.functions import Function, FunctionKind, Parameter, RefKind, VirtualFunction
from podcheck.model.problems import Location

_REFERENCES = {0: RefKind.NONE, 1: RefKind.LVALUE, 2: RefKind.RVALUE}
_PARAMETERS = {Clang.LVALUEREFERENCE: RefKind.LVALUE, Clang.RVALUEREFERENCE: RefKind.RVALUE}
_ASSIGN = "operator="
_ASSIGNMENTS = (FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT)
_CONSTRUCTOR = CursorKind.CONSTRUCTOR.value
_DESTRUCTOR = CursorKind.DESTRUCTOR.value
_TEMPLATE = CursorKind.FUNCTION_TEMPLATE.value
_ALWAYS = frozenset({_CONSTRUCTOR, _DESTRUCTOR, _TEMPLATE})
_METHOD = CursorKind.CXX_METHOD.value
_TYPE_PARAMETER = re.compile(r"(?:const )?type-parameter-\d+-\d+")
_THIS = re.compile(rb"\s*this\b")
_DEFAULT_ARGUMENT = re.compile(rb"[^=!<>]=(?!=)")


@dataclass(slots=True)
class PatternCache:
    """What a function's text alone says, read once for all instances of the class template that it is a member of.

    The keys are the declarations' identities.
    """

    sources: SourceFiles
    places: dict[int, Location] = field(default_factory=dict)
    """Where the class declares it."""

    volatile: dict[int, bool] = field(default_factory=dict)
    """Whether its object is volatile."""

    explicit_objects: dict[int, bool] = field(default_factory=dict)
    """Whether it has an explicit object parameter."""

    clauses: dict[int, str] = field(default_factory=dict)
    """Its requires-clause; empty where there is none."""

    arguments: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    """The fewest and the most arguments; None means any number."""

    texts: dict[int, ConstructorText] = field(default_factory=dict)
    """What a default constructor's text does."""

    templates: dict[int, Function | None] = field(default_factory=dict)
    """Member templates, which each instance has as they are; None for what is no constructor or assignment."""


def read_function(method: Cursor, pattern: Cursor | None, shapes: PatternCache, *, written: bool) -> Function | None:
    """Return the function's facts; None for what is neither constructor, destructor nor assignment operator.

    `pattern` is the template's function, where the class is an instantiation: default arguments and requires-clauses
    are read off that. `written` is False for what libclang declared by itself.
    """
    if kind_id(method) != _TEMPLATE:
        kind = _kind(method)
        return None if kind is None else _function(method, kind, pattern or method, shapes, written)
    key = identity(method)
    if key not in shapes.templates:
        kind = _template_kind(method)
        result = None if kind is None else _function(method, kind, template_of(method) or method, shapes, written)
        shapes.templates[key] = result
    return shapes.templates[key]


def _function(method: Cursor, kind: FunctionKind, shape: Cursor, shapes: PatternCache, written: bool) -> Function:
    template = kind_id(method) == _TEMPLATE
    special = kind not in (FunctionKind.OTHER_CONSTRUCTOR, FunctionKind.OTHER_ASSIGNMENT)
    defaulted = is_defaulted_method(method)
    deleted = is_deleted_method(method)
    own = method.type.get_canonical()
    key = identity(shape)
    if key not in shapes.places:
        shapes.places[key] = declared_at(method)
        shapes.volatile[key] = _volatile_object(own)
        shapes.explicit_objects[key] = _has_explicit_object(shape, kind, shapes.sources)
    explicit_object = _object_parameter(own) if shapes.explicit_objects[key] else None
    if special and key not in shapes.clauses:
        shapes.clauses[key] = clause_text(shape, shapes.sources)
    if not special and key not in shapes.arguments:
        shapes.arguments[key] = _arguments(shape, _parameters(shape), shapes.sources, explicit_object is not None)
    may_be_empty = kind is FunctionKind.DEFAULT_CONSTRUCTOR and written and not deleted
    if may_be_empty and key not in shapes.texts:
        shapes.texts[key] = read_constructor(shape, shapes.sources)
    written_text = shapes.texts[key] if may_be_empty else ConstructorText()
    return Function(
        kind=kind,
        location=shapes.places[key],
        access=access(method),
        parameter=_parameter(own, kind) if special else _at_best(own) if template and explicit_object is None else None,
        defaulted=defaulted,
        deleted=deleted and not defaulted,
        deleted_later=deleted and not defaulted and not is_deleted_method(shape),
        compiler_deleted=deleted and defaulted,
        implicit=not written,
        template=template,
        constraint=shapes.clauses[key] if special else "",
        explicit=is_explicit_method(method),
        virtual=is_virtual_method(method),
        object_const=explicit_object.const if explicit_object else is_const_method(method),
        object_volatile=explicit_object.volatile if explicit_object else shapes.volatile[key],
        object_reference=explicit_object.reference if explicit_object else _REFERENCES[ref_qualifier_id(own)],
        explicit_object=explicit_object is not None,
        arguments=(0, 0) if special else shapes.arguments[key],
        empty=written_text.empty,
        zeros=written_text.zeros,
        value=written_text.value,
        elsewhere=written_text.elsewhere,
    )


def is_special(method: Cursor) -> bool:
    """Whether it is a constructor, destructor, assignment operator, or a template that may be one; quick."""
    number = kind_id(method)
    return number in _ALWAYS or (number == _METHOD and method.spelling == _ASSIGN)


def _template_kind(method: Cursor) -> FunctionKind | None:
    """Return the kind of a function template, which is never special; None for one that can't be a constructor or
    assignment.
    """
    if template_kind_id(method) == _CONSTRUCTOR:
        return FunctionKind.OTHER_CONSTRUCTOR
    return FunctionKind.OTHER_ASSIGNMENT if method.spelling == _ASSIGN else None


def _kind(method: Cursor) -> FunctionKind | None:
    number = kind_id(method)
    if number == _DESTRUCTOR:
        return FunctionKind.DESTRUCTOR
    if number == _CONSTRUCTOR:
        if is_default_constructor(method):
            return FunctionKind.DEFAULT_CONSTRUCTOR
        if is_copy_constructor(method):
            return FunctionKind.COPY_CONSTRUCTOR
        if is_move_constructor(method):
            return FunctionKind.MOVE_CONSTRUCTOR
        return FunctionKind.OTHER_CONSTRUCTOR
    if number != _METHOD or method.spelling != _ASSIGN:
        return None
    if is_copy_assignment(method):
        return FunctionKind.COPY_ASSIGNMENT
    if is_move_assignment(method):
        return FunctionKind.MOVE_ASSIGNMENT
    return FunctionKind.OTHER_ASSIGNMENT


def _parameter(own: Type, kind: FunctionKind) -> Parameter | None:
    """Return the parameter that takes the other object: the last of an operator (the first may be `this`)."""
    if kind in (FunctionKind.DEFAULT_CONSTRUCTOR, FunctionKind.DESTRUCTOR):
        return None
    types = argument_types(own)
    if not types:
        return None
    return _taking(types[-1 if kind in _ASSIGNMENTS else 0].get_canonical())


def _taking(taken: Type) -> Parameter:
    reference = _PARAMETERS.get(taken.kind, RefKind.NONE)
    if reference is RefKind.NONE:
        return Parameter(reference, const=False, volatile=False)
    inner = taken.get_pointee()
    return Parameter(reference, inner.is_const_qualified(), inner.is_volatile_qualified())


def _at_best(own: Type) -> Parameter | None:
    """Return how a template's first parameter takes an object of the class at best; None where it may take it in any
    way.

    `const T&` and `const X<U>&` can do no better than `const X&`, and lose a tie against it, but `T&&` and `T&` take it
    as it is. A pointer, array or function takes a conversion, so it does not do better either.
    """
    types = argument_types(own)
    if not types:
        return None
    taken = types[0].get_canonical()
    inner = taken.get_pointee() if taken.kind in _PARAMETERS else taken
    if inner.kind is not Clang.UNEXPOSED:
        return _taking(taken)
    taking = _taking(taken)
    if kind_id(inner.get_declaration()) in CLASS_IDS or inner.get_num_template_arguments() > 0:
        return taking
    deduced = bool(_TYPE_PARAMETER.fullmatch(inner.spelling))
    return taking if deduced and (taking.const or taking.reference is RefKind.NONE) else None


def _volatile_object(own: Type) -> bool:
    """Whether the object is volatile: libclang says const, not volatile, but the type's spelling ends with its
    qualifiers.
    """
    tail: str = own.spelling.rpartition(")")[2]
    return "volatile" in tail


def _has_explicit_object(method: Cursor, kind: FunctionKind, sources: SourceFiles) -> bool:
    """Whether its first parameter is an explicit object parameter (C++23).

    A copy or move assignment operator without one has one parameter; of others the text says so.
    """
    if method.spelling != _ASSIGN:
        return False
    parameters = _parameters(method)
    if kind in _ASSIGNMENTS:
        return len(parameters) > 1
    return bool(parameters) and _THIS.match(text_of(parameters[0], sources)) is not None


def _object_parameter(own: Type) -> Parameter:
    """Return how an explicit object parameter, the first one, takes the object."""
    return _taking(argument_types(own)[0].get_canonical())


def _parameters(method: Cursor) -> list[Cursor]:
    if method.kind is CursorKind.FUNCTION_TEMPLATE:
        return [child for child in method.get_children() if child.kind is CursorKind.PARM_DECL]
    return [argument for argument in method.get_arguments() if argument is not None]


def _arguments(
    method: Cursor, parameters: list[Cursor], sources: SourceFiles, explicit_object: bool
) -> tuple[int, int | None]:
    """Return the fewest and the most arguments; an explicit object parameter takes none of them."""
    if not parameters and method.kind is not CursorKind.CONSTRUCTOR:
        return (0, 0)
    fewest = most = 0
    own = method.type.get_canonical()
    unbounded = own.kind is Clang.FUNCTIONPROTO and own.is_function_variadic()
    for parameter in parameters[explicit_object:]:
        text = text_of(parameter, sources)
        if b"..." in text:
            unbounded = True
            continue
        most += 1
        if not _DEFAULT_ARGUMENT.search(text):
            fewest += 1
    return (fewest, None if unbounded else most)


def read_virtual(method: Cursor) -> VirtualFunction | None:
    """Return the function, if it is virtual (overriders without the keyword too)."""
    if not is_virtual_method(method):
        return None
    return VirtualFunction(method.spelling, declared_at(method), is_pure_virtual_method(method))
