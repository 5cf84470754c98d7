"""Code that never runs: a branch whose condition libclang knows, or that another branch shows to be for other classes.

Instances of templates have many of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind

from podcheck.extract.classes.keys import key_of
from podcheck.extract.libclang.cursors import byte_range, descend, is_expression
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id, share_unit
from podcheck.extract.uses.callees import class_behind
from podcheck.model.type_refs import Key

_IF = CursorKind.IF_STMT.value
_BINARY = CursorKind.BINARY_OPERATOR.value
_SHORT_CIRCUITS = ("&&", "||")
_CASTS = frozenset(
    kind.value
    for kind in (
        CursorKind.CSTYLE_CAST_EXPR,
        CursorKind.CXX_REINTERPRET_CAST_EXPR,
        CursorKind.CXX_STATIC_CAST_EXPR,
    )
)


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
        where = byte_range(cursor)
        if where is None:
            return False
        self._place()
        file, offset, _ = where
        return any(
            _never(branch, offset) for of, start, end, branch in self.placed if start <= offset < end and of == file
        )

    def is_for_others(self, cursor: Cursor, record: Key) -> bool:
        """Whether the cursor stands in one branch, and the other casts to the class, which it takes by its name.

        So a template asks at run time which class it has: `if (type == STRING) *(std::string*)p = s; else memcpy(...)`.
        """
        where = byte_range(cursor)
        if where is None:
            return False
        self._place()
        file, offset, _ = where
        around = (branch for of, start, end, branch in self.placed if start <= offset < end and of == file)
        return any(_casts_to(other, record) for branch in around for other in _others(branch, offset))

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
    return left_out is not None and _is_within(offset, left_out)


def _others(branch: Cursor, offset: int) -> Iterator[Cursor]:
    """Yield what an `if` or a `?:` does in place of what stands at that offset."""
    if kind_id(branch) == _BINARY:
        return
    _, *done = _parts(branch)
    if len(done) == 2 and any(_is_within(offset, part) for part in done):
        yield from (part for part in done if not _is_within(offset, part))


def _is_within(offset: int, part: Cursor) -> bool:
    return bool(part.extent.start.offset <= offset < part.extent.end.offset)


def _casts_to(part: Cursor, record: Key) -> bool:
    """Whether there is a cast to the class, or to what points or refers to it."""
    found: list[bool] = []

    def visit(cast: Cursor, parent: Cursor) -> None:
        share_unit(parent, cast)
        behind = class_behind(cast.type)
        found.append(behind is not None and key_of(behind) == record)

    descend(part, visit, _CASTS)
    return any(found)


def _parts(branch: Cursor) -> Iterator[Cursor]:
    """Yield the condition, what is done if it holds, and what else; an `if` may have an initialisation before."""
    children = list(branch.get_children())
    expressions = [index for index, child in enumerate(children) if is_expression(child)]
    start = expressions[0] if expressions and kind_id(branch) == _IF else 0
    yield from children[start:]
