"""Code that never runs: a branch whose condition libclang knows, as instances of templates have many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind

from podcheck.extract.libclang.cursors import byte_range, is_expression
from podcheck.extract.libclang.typed_calls import evaluate_integer, kind_id

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
        where = byte_range(cursor)
        if where is None:
            return False
        self._place()
        file, offset, _ = where
        return any(
            _never(branch, offset) for of, start, end, branch in self.placed if start <= offset < end and of == file
        )

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
    return left_out is not None and left_out.extent.start.offset <= offset < left_out.extent.end.offset


def _parts(branch: Cursor) -> Iterator[Cursor]:
    """Yield the condition, what is done if it holds, and what else; an `if` may have an initialisation before."""
    children = list(branch.get_children())
    expressions = [index for index, child in enumerate(children) if is_expression(child)]
    start = expressions[0] if expressions and kind_id(branch) == _IF else 0
    yield from children[start:]
