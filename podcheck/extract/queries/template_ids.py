"""Template-ids that stand in expressions: `sizeof(Box<int>)`, `std::is_pod_v<Box<int>>`, `new Box<int>`.

libclang shows the template's name there, not the type. So the text is read off the source, and libclang is asked what
it names, from the same namespace. What means nothing there, since it depends on a parameter or on a class's own names,
gives no class.
"""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.extract.libclang.source_files import SourceFiles
from podcheck.extract.libclang.typed_calls import kind_id

_QUALIFIER = re.compile(rb"(?:::\s*)?(?:[A-Za-z_]\w*\s*::\s*)*$")
_LONGEST = 2000
"""Bytes of a template-id that are looked at."""

_FIRST_EXPRESSION, _LAST_STATEMENT = 100, 350
_CLASS_TEMPLATES = frozenset({CursorKind.CLASS_TEMPLATE.value, CursorKind.TYPE_ALIAS_TEMPLATE_DECL.value})


class TemplateIdQuery(Struct, frozen=True):
    """A template-id."""

    scope: tuple[str, ...]
    """The namespaces that it stands in, outermost first."""

    text: str

    def question(self, name: str) -> str:
        """Return one line of C++ that makes a typedef of that name at global scope, and instantiates the class."""
        opened = "".join(f"namespace {text} {{ " for text in self.scope)
        path = "::".join(["", *self.scope, f"{name}_t"])
        inner = f"{opened}typedef {self.text} {name}_t;{' }' * len(self.scope)}"
        return f"{inner} typedef {path} {name}; enum {{ {name}_s = sizeof({name}) }};"


def in_expression(parent: Cursor) -> bool:
    """Whether what stands there is part of an expression, a statement or an assertion, not of a declaration."""
    number = kind_id(parent)
    return _FIRST_EXPRESSION <= number < _LAST_STATEMENT or number == CursorKind.STATIC_ASSERT.value


def template_id(reference: Cursor, sources: SourceFiles) -> str | None:
    """Return the template-id that a template's name begins; None where it only qualifies another name."""
    referenced = reference.referenced
    place = reference.location
    if referenced is None or kind_id(referenced) not in _CLASS_TEMPLATES or place.file is None:
        return None
    start = place.offset + len(reference.spelling.encode())
    behind = sources.slice(place.file.name, start, start + _LONGEST)
    end = _end_of_arguments(behind)
    if end is None or behind[end:].lstrip().startswith(b"::"):
        return None
    before = sources.content(place.file.name)[max(0, place.offset - _LONGEST) : place.offset]
    qualifier = _QUALIFIER.search(before)
    text = (qualifier[0] if qualifier else b"") + reference.spelling.encode() + behind[:end]
    return " ".join(text.decode("utf-8", "replace").split())


def _end_of_arguments(text: bytes) -> int | None:
    """Return the place just behind the `>` that closes the `<` with which the text begins; None where there is none."""
    if not text.lstrip().startswith(b"<"):
        return None
    angles = brackets = 0
    for at, byte in enumerate(text):
        char = bytes((byte,))
        if char in b"([{":
            brackets += 1
        elif char in b")]}":
            brackets -= 1
        elif brackets == 0 and char == b"<":
            angles += 1
        elif brackets == 0 and char == b">" and text[at - 1 : at] != b"-":
            angles -= 1
            if angles == 0:
                return at + 1
        if brackets < 0 or char == b";":
            return None
    return None
