"""A probe of a local class stands behind the declaration that defines it, whatever its text looks like."""

from __future__ import annotations

import pytest

from podcheck.crosscheck.local_probes import with_probes_in_place
from tests.extract.reading import reported


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("void f() { struct Local { int i; };", " }"),
        ("void f() { int a = 1'0; struct Local { int i; };", " int b = 2'0; }"),
        ("void f() { struct Local { int i = 1'0; };", " int b = 2'0; }"),
        ("void f() { int a = 0x1'F'F; struct Local { int i; } local[1'0];", " char c = 'c'; }"),
        ('void f() { auto a = u8R"(\')"; struct Local { int i; };', " char c = 'c'; }"),
        ("void f() { struct Local { int i; } /* ; // */ local;", " }"),
        ("void f() { // it's \\\n struct No { int i; };\nstruct Local { int i; };", " char c = 'c'; }"),
    ],
)
def test_a_local_class_gets_its_probe(before: str, behind: str) -> None:
    local = next(facts for name, facts in reported(before + behind).items() if name.endswith("Local"))
    probed, placed = with_probes_in_place((before + behind).encode(), [(7, local)])
    assert placed == {7}
    assert probed.startswith(before.encode())
    assert probed.endswith(behind.encode())
    assert len(probed) > len(before + behind)
