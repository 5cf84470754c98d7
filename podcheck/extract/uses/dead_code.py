"""Code that never runs: a branch whose condition libclang knows, or that another branch shows to be for other classes.

Instances of templates have many of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import byte_range, descend, holds_offset, is_expression
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id, share_unit
from podcheck.extract.uses.aliases import TYPE_CASTS
from podcheck.extract.uses.callees import class_behind
from podcheck.model.type_refs import Key

_IF = CursorKind.IF_STMT.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_SHORT_CIRCUITS = ("&&", "||")


@dataclass(slots=True)
class Guards:
    """The branching statements seen so far."""

    branches: list[Cursor] = field(default_factory=list)
    """Those that were not looked at yet."""

    placed: list[tuple[str, int, int, Cursor]] = field(default_factory=list)
    """Those that were looked at, with their file and the byte offsets where they begin and end."""

    def add(self, branch: Cursor) -> None:
        """Remember the branch; it is only looked at if something of interest stands somewhere."""
        if kind_id(branch) != _BINARY or branch.spelling in _SHORT_CIRCUITS:
            self.branches.append(branch)

    def dead(self, cursor: Cursor) -> bool:
        """Whether the cursor stands in a branch that is never taken."""
        return any(_never(branch, offset) for branch, offset in self._around(cursor))

    def is_for_others(self, cursor: Cursor, record: Key) -> bool:
        """Whether the cursor stands in one branch, and the other casts to the class, which it takes by its name.

        So a template asks at run time which class it has: `if (type == STRING) *(std::string*)p = s; else memcpy(...)`.
        """
        others = (other for branch, offset in self._around(cursor) for other in _others(branch, offset))
        return any(_casts_to(other, record) for other in others)

    def _around(self, cursor: Cursor) -> Iterator[tuple[Cursor, int]]:
        """Yield the branching statements that the cursor stands in, each with the cursor's offset."""
        where = byte_range(cursor)
        if where is None:
            return
        self._place()
        file, offset, _ = where
        for of, start, end, branch in self.placed:
            if start <= offset < end and of == file:
                yield branch, offset

    def _place(self) -> None:
        for branch in self.branches:
            where = byte_range(branch)
            if where is not None:
                self.placed.append((*where, branch))
        self.branches.clear()


def _never(branch: Cursor, offset: int) -> bool:
    parts = list(_parts(branch))
    if len(parts) < 2:
        return False
    condition, taken, *other = parts
    known = evaluate_integer(condition)
    if known is None:
        return False
    if kind_id(branch) == _BINARY:
        left_out = taken if bool(known) == (branch.spelling == "||") else None
    else:
        left_out = taken if not known else (other[0] if other else None)
    return left_out is not None and holds_offset(left_out, offset)


def _others(branch: Cursor, offset: int) -> Iterator[Cursor]:
    """Yield what an `if` or a `?:` does in place of what stands at that offset."""
    if kind_id(branch) == _BINARY:
        return
    _, *done = _parts(branch)
    others = [part for part in done if not holds_offset(part, offset)]
    if len(done) == 2 and len(others) == 1:
        yield from others


def _casts_to(part: Cursor, record: Key) -> bool:
    """Whether there is a cast to the class, or to what points or refers to it."""
    found: list[bool] = []

    def visit(cast: Cursor, parent: Cursor) -> None:
        share_unit(parent, cast)
        behind = class_behind(cast.type)
        found.append(behind is not None and key_of(behind) == record)

    descend(part, visit, TYPE_CASTS)
    return any(found)


def _parts(branch: Cursor) -> Iterator[Cursor]:
    """Yield the condition, what is done if it holds, and what else; an `if` may have an initialisation before."""
    children = list(branch.get_children())
    expressions = [index for index, child in enumerate(children) if is_expression(child)]
    start = expressions[0] if expressions and kind_id(branch) == _IF else 0
    yield from children[start:]
