"""Where a probe of a local class can stand: behind the declaration that defines it, on the same line."""

from __future__ import annotations

from collections.abc import Iterable

from podcheck.cpp.lexer import LineIndex, blank
from podcheck.crosscheck.probe import probe_in_place
from podcheck.model.facts import ClassFacts

_OPEN, _CLOSE = b"([{", b")]}"


def with_probes_in_place(source: bytes, local: Iterable[tuple[int, ClassFacts]]) -> tuple[bytes, set[int]]:
    """Return the source with a probe behind each local class that has a place for one, and the indices of these."""
    code = blank(source)
    lines = LineIndex(source)
    wanted: list[tuple[int, int, str]] = []
    for index, facts in local:
        end = lines.offset(facts.end.line, facts.end.column)
        if facts.spelling is None or end is None:
            continue
        at = _end_of_statement(code, end)
        if at is not None:
            wanted.append((at, index, facts.spelling))
    text = source
    for at, index, spelling in sorted(wanted, reverse=True):
        text = text[:at] + probe_in_place(index, spelling).encode("utf-8", "surrogateescape") + text[at:]
    return text, {index for _, index, _ in wanted}


def _end_of_statement(code: bytes, start: int) -> int | None:
    """Return the offset behind the `;` that ends the declaration; None where a bracket closes before it."""
    depth = 0
    for at in range(start, len(code)):
        char = code[at : at + 1]
        if char in (b"#", b"\\"):
            return None
        if char in _OPEN and char:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
            if depth < 0:
                return None
        elif char == b";" and depth == 0:
            return at + 1
    return None
