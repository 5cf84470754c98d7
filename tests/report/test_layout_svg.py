"""The picture of a layout is well-formed, stands alone, and shows hostile names as text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from podcheck.model.layout import AbiFact, Layout, ObjectPart, PartKind
from podcheck.model.traits import Truth
from podcheck.report.layout.svg import layout_svg
from tests.report.rich import COPY, HERE, HOSTILE

_SVG = "{http://www.w3.org/2000/svg}"


FACTS = (AbiFact("passed_in_registers", Truth.NO, (COPY,)), AbiFact("pod_for_layout", Truth.YES, (), (COPY,)))


def rich(name: str = "wire::Header") -> Layout:
    """A layout by hand, with a part of each kind."""
    inner = (ObjectPart(PartKind.MEMBER, "x", "int", 64, 32), ObjectPart(PartKind.PADDING, "", "", 96, 32, tail=True))
    parts = (
        ObjectPart(PartKind.POINTER, "vptr", "", 0, 64),
        ObjectPart(PartKind.BASE, "Base", "Base", 64, 64, HERE, inner),
        ObjectPart(PartKind.MEMBER, name, f"{name} *", 120, 64),
        ObjectPart(PartKind.BIT_FIELD, "flag", "unsigned int", 192, 3),
        ObjectPart(PartKind.PADDING, "", "", 195, 61, tail=True),
        ObjectPart(PartKind.VIRTUAL_BASE, "V<int>", "V<int>", None, None),
    )
    return Layout(
        name,
        "struct",
        HERE,
        "c++20",
        "x86_64-unknown-linux-gnu",
        32,
        8,
        parts,
        None,
        25,
        FACTS,
        ("virtual base 'V<int>'",),
    )


def test_it_is_well_formed_and_alone() -> None:
    svg = layout_svg(rich(), cache_line=16)
    root = ET.fromstring(svg)
    assert root.tag == f"{_SVG}svg"
    assert root.get("role") == "img"
    texts = [element.text for element in root.iter(f"{_SVG}text")]
    for word in ("struct wire::Header", "vptr", "24:0", "padding at the end", "not analysed: virtual base 'V<int>'"):
        assert word in texts
    assert "\N{BLACK DIAMOND}" in "".join(text or "" for text in texts)
    for outside in ("http://", "https://", "url(", "@import", "href", "<script"):
        assert outside not in svg.replace("http://www.w3.org/2000/svg", "")


def test_hostile_names_are_text() -> None:
    svg = layout_svg(rich(HOSTILE + "</svg><script>alert(1)</script>"))
    root = ET.fromstring(svg)
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} == {
        "svg",
        "title",
        "style",
        "rect",
        "line",
        "text",
        "g",
    }
    assert "\x1b" not in svg
    assert "\u202e" not in svg


def test_many_parts_are_cut_and_that_is_said() -> None:
    parts = tuple(ObjectPart(PartKind.MEMBER, f"m{at}", "char", at * 8, 8) for at in range(1000))
    svg = layout_svg(Layout("Big", "struct", HERE, "c++20", "t", 1000, 1, parts, 0))
    assert "and 600 more" in svg
    assert len(svg) < 400_000
