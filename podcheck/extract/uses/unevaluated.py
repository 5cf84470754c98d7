"""Code that is never run since only its type or size is asked for: `sizeof f(x)`, `noexcept(f(x))`, `decltype(f(x))`.

See [expr.context]/1; what `typeid` is given may be run, and is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import FUNCTION_IDS, descend, expression_identity, last_expression
from podcheck.extract.libclang.typed_calls import kind_id, share_unit
from podcheck.extract.uses.aliases import TYPE_CASTS

_EXPRESSIONS = TYPE_CASTS | {
    CursorKind.CALL_EXPR.value,
    CursorKind.CXX_NEW_EXPR.value,
    CursorKind.BINARY_OPERATOR.value,
    CursorKind.UNARY_OPERATOR.value,
}
_ALIASES = frozenset({CursorKind.TYPE_ALIAS_DECL.value, CursorKind.TYPEDEF_DECL.value})
_VARIABLES = frozenset({CursorKind.VAR_DECL.value, CursorKind.FIELD_DECL.value, CursorKind.PARM_DECL.value})
_CONSTRUCTOR = CursorKind.CONSTRUCTOR.value
OPERATORS = (CursorKind.CXX_UNARY_EXPR, CursorKind.REQUIRES_EXPR)
"""The kinds of what has such an operand: sizeof, alignof, noexcept; requires."""


@dataclass(slots=True)
class Unevaluated:
    """The expressions met so far that are not evaluated, by libclang's pointers."""

    known: set[int] = field(default_factory=set)

    def add_operand(self, operator: Cursor) -> None:
        """Remember what stands in the operand; a walk meets the operator before that."""
        descend(operator, lambda expression, _parent: self.known.add(expression_identity(expression)), _EXPRESSIONS)

    def holds(self, expression: Cursor, parent: Cursor) -> bool:
        """Whether the expression, of which that is the parent in the walk, is not evaluated."""
        if kind_id(expression) not in _EXPRESSIONS:
            return False
        if expression_identity(expression) in self.known:
            return True
        if _is_of_type(expression, parent):
            self.add_operand(expression)
            return True
        return False


def _is_of_type(expression: Cursor, parent: Cursor) -> bool:
    """Whether it stands in the type of a declaration, not in its initializer."""
    kind = kind_id(parent)
    if kind in _VARIABLES:
        share_unit(parent, expression)
        return expression_identity(last_expression(parent) or expression) != expression_identity(expression)
    return kind in _ALIASES or (kind in FUNCTION_IDS and kind != _CONSTRUCTOR)
