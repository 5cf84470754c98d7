"""libclang's insides are touched in `podcheck/extract/libclang` alone; the rest calls its typed functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import podcheck

PACKAGE = Path(podcheck.__file__).parent
ROOM = PACKAGE / "extract" / "libclang"
PRIVATE_FIELDS = frozenset({"_kind_id", "_tu", "_fields_", "_CXString"})


def raw_touches(code: str) -> Iterator[int]:
    """Yield the line of each touch: the library's C functions, private fields, and what a cursor or type is made of."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Import(names=names) if any(alias.name.split(".")[0] == "ctypes" for alias in names):
                yield node.lineno
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "ctypes":
                yield node.lineno
            case ast.ImportFrom(module="clang.cindex", names=names) if any(
                alias.name in ("conf", "Config") or alias.name.startswith("_") for alias in names
            ):
                yield node.lineno
            case ast.Attribute(value=ast.Name(id="cindex"), attr="conf" | "Config"):
                yield node.lineno
            case ast.Attribute(attr=name) if name in PRIVATE_FIELDS:
                yield node.lineno
            case ast.Subscript(value=ast.Attribute(attr="data")):
                yield node.lineno


@pytest.mark.parametrize(
    "code",
    [
        "cursor._kind_id",
        "cursor._tu = other",
        "int(kind.data[0] or 0)",
        "from clang.cindex import Cursor, conf",
        "from clang import cindex\ncindex.conf.lib.clang_hashCursor(cursor)",
        "from ctypes import c_void_p",
        "import ctypes",
    ],
)
def test_a_raw_touch_is_seen(code: str) -> None:
    assert list(raw_touches(code))


def test_the_room_itself_has_raw_touches() -> None:
    assert any(list(raw_touches(path.read_text("utf-8"))) for path in ROOM.glob("*.py"))


def test_no_raw_touch_of_libclang_stands_outside_of_its_room() -> None:
    touches = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if ROOM not in path.parents
        for line in raw_touches(path.read_text("utf-8"))
    ]
    assert touches == []
