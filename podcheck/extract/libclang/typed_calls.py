"""Typed functions over what the binding keeps to itself: libclang's C functions, and private fields of its objects.

The rest of `extract` calls these; it touches neither `conf.lib` nor a field with an underscore (a test looks for it).
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from clang.cindex import Cursor, File, SourceLocation, TranslationUnit, Type, conf

_INTEGER = 1
"""CXEval_Int."""

kind_id: Callable[[Cursor], int] = attrgetter("_kind_id")
"""Return the number of the cursor's kind, for questions that are asked often: `Cursor.kind` looks up an enumerator.

It is called a hundred thousand times for a unit, so it is no function of Python's, which would cost a frame each time.
"""

translation_unit_of: Callable[[Cursor], TranslationUnit] = attrgetter("_tu")
"""Return the unit that the cursor is known to be of."""


def share_unit(cursor: Cursor, other: Cursor) -> None:
    """Note that the cursor is of the other's unit: one that a callback was given does not know its own."""
    cursor._tu = other._tu


def set_unit(cursor: Cursor, unit: TranslationUnit) -> None:
    """Note which unit the cursor is of."""
    cursor._tu = unit


def address_of_type(kind: Type) -> int:
    """Return a number that is the same for the same type, as long as the unit lives."""
    return int(kind.data[0] or 0)


def address_of_statement(expression: Cursor) -> int:
    """Return a number that is the same for the same expression, as long as the unit lives."""
    return int(expression.data[1] or 0)


def referenced_by(cursor: Cursor) -> Cursor | None:
    """Return what the cursor refers to, without a unit: see `share_unit`."""
    return conf.lib.clang_getCursorReferenced(cursor)


def template_kind_id(template: Cursor) -> int:
    """Return the number of the kind that instances of the template have."""
    return int(conf.lib.clang_getTemplateCursorKind(template))


def has_attributes(declaration: Cursor) -> bool:
    """Whether any attribute stands at the declaration."""
    return bool(conf.lib.clang_Cursor_hasAttrs(declaration))


def is_inline_namespace(namespace: Cursor) -> bool:
    """Whether it is an inline namespace."""
    return bool(conf.lib.clang_Cursor_isInlineNamespace(namespace))


def is_abstract_record(record: Cursor) -> bool:
    """Whether the class has a pure virtual function that nothing overrides."""
    return bool(conf.lib.clang_CXXRecord_isAbstract(record))


def is_anonymous_record(record: Cursor) -> bool:
    """Whether it is an anonymous union, or struct: its members are those of the class around it."""
    return bool(conf.lib.clang_Cursor_isAnonymousRecordDecl(record))


def is_virtual_base(base: Cursor) -> bool:
    """Whether a base specifier says `virtual`."""
    return bool(conf.lib.clang_isVirtualBase(base))


def is_bit_field(field: Cursor) -> bool:
    """Whether a width stands behind the member."""
    return bool(conf.lib.clang_Cursor_isBitField(field))


def bit_width(field: Cursor) -> int | None:
    """Return the width of a bit-field in bits, -1 where it depends on a template parameter; None: it is not one."""
    return int(conf.lib.clang_getFieldDeclBitWidth(field)) if is_bit_field(field) else None


def is_mutable_field(field: Cursor) -> bool:
    """Whether the member is `mutable`."""
    return bool(conf.lib.clang_CXXField_isMutable(field))


def is_default_constructor(constructor: Cursor) -> bool:
    """Whether it can be called without arguments."""
    return bool(conf.lib.clang_CXXConstructor_isDefaultConstructor(constructor))


def is_copy_constructor(constructor: Cursor) -> bool:
    """Whether it is a copy constructor."""
    return bool(conf.lib.clang_CXXConstructor_isCopyConstructor(constructor))


def is_move_constructor(constructor: Cursor) -> bool:
    """Whether it is a move constructor."""
    return bool(conf.lib.clang_CXXConstructor_isMoveConstructor(constructor))


def is_converting_constructor(constructor: Cursor) -> bool:
    """Whether it is not `explicit`."""
    return bool(conf.lib.clang_CXXConstructor_isConvertingConstructor(constructor))


def is_copy_assignment(method: Cursor) -> bool:
    """Whether it is a copy assignment operator."""
    return bool(conf.lib.clang_CXXMethod_isCopyAssignmentOperator(method))


def is_move_assignment(method: Cursor) -> bool:
    """Whether it is a move assignment operator."""
    return bool(conf.lib.clang_CXXMethod_isMoveAssignmentOperator(method))


def is_defaulted_method(method: Cursor) -> bool:
    """Whether it is defaulted, implicitly too."""
    return bool(conf.lib.clang_CXXMethod_isDefaulted(method))


def is_deleted_method(method: Cursor) -> bool:
    """Whether it is deleted, by the compiler too."""
    return bool(conf.lib.clang_CXXMethod_isDeleted(method))


def is_explicit_method(method: Cursor) -> bool:
    """Whether a constructor or conversion is `explicit`."""
    return bool(conf.lib.clang_CXXMethod_isExplicit(method))


def is_const_method(method: Cursor) -> bool:
    """Whether its object is const."""
    return bool(conf.lib.clang_CXXMethod_isConst(method))


def is_virtual_method(method: Cursor) -> bool:
    """Whether it is virtual, by what it overrides too."""
    return bool(conf.lib.clang_CXXMethod_isVirtual(method))


def is_pure_virtual_method(method: Cursor) -> bool:
    """Whether `= 0` stands behind it."""
    return bool(conf.lib.clang_CXXMethod_isPureVirtual(method))


def ref_qualifier_id(function: Type) -> int:
    """Return 0 for a function type without a ref-qualifier, 1 for `&`, 2 for `&&`."""
    return int(conf.lib.clang_Type_getCXXRefQualifier(function))


def unqualified_spelling(kind: Type) -> str:
    """Return the type without const, volatile and `__restrict` of its own, or of its elements; what it points to keeps
    its own.
    """
    return str(conf.lib.clang_getUnqualifiedType(kind).spelling)


def is_variadic(function: Cursor) -> bool:
    """Whether its parameters end with an ellipsis."""
    return bool(conf.lib.clang_Cursor_isVariadic(function))


def argument_count(function_or_call: Cursor) -> int:
    """Return how many parameters a function has, or arguments a call; -1 for what has none by its kind."""
    return int(conf.lib.clang_Cursor_getNumArguments(function_or_call))


def argument_at(function_or_call: Cursor, index: int) -> Cursor:
    """Return the parameter or argument of that number, from 0."""
    argument = conf.lib.clang_Cursor_getArgument(function_or_call, index)
    share_unit(argument, function_or_call)
    return argument


def overloads_of(reference: Cursor) -> list[Cursor | None]:
    """Return the declarations that an overloaded name may be, without a unit: see `share_unit`."""
    library = conf.lib
    return [
        library.clang_getOverloadedDecl(reference, index)
        for index in range(library.clang_getNumOverloadedDecls(reference))
    ]


def is_in_system_header(location: SourceLocation) -> bool:
    """Whether the location is in a file that the compiler takes for the system's."""
    return bool(conf.lib.clang_Location_isInSystemHeader(location))


def has_include_guard(unit: TranslationUnit, file: File) -> bool:
    """Whether a guard keeps the file's text from being read twice."""
    return bool(conf.lib.clang_isFileMultipleIncludeGuarded(unit, file))


def evaluate_integer(expression: Cursor) -> int | None:
    """Return what an integral expression evaluates to, where that is known before the program runs."""
    result = conf.lib.clang_Cursor_Evaluate(expression)
    if not result:
        return None
    try:
        if conf.lib.clang_EvalResult_getKind(result) != _INTEGER:
            return None
        return int(conf.lib.clang_EvalResult_getAsLongLong(result))
    finally:
        conf.lib.clang_EvalResult_dispose(result)
