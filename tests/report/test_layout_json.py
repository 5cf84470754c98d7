"""`layout --format json` is what its schema says, hostile names included."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import podcheck
from podcheck.model.layout import Order
from podcheck.report.layout.json import layout_json
from tests.report.rich import HOSTILE, PROBLEM
from tests.report.test_layout_svg import rich

SCHEMA = json.loads((Path(podcheck.__file__).parent / "report" / "layout" / "layout.schema.json").read_text())
EVERYTHING = """
struct E {}; struct V { virtual ~V(); int v; }; struct A { A(const A&); private: int a; char b; };
struct S : E, A, virtual V { [[no_unique_address]] E e; union { int i; char c; }; unsigned x : 3; A some[2]; int& r; };
"""


def test_the_schema_is_one_and_a_rich_document_fits() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    order = Order(("char c;",), 8, rich(), ("note",))
    text = layout_json([rich(HOSTILE)], [PROBLEM], order, podcheck="1", libclang="22")
    assert text.isascii()
    reported = json.loads(text)
    jsonschema.validate(reported, SCHEMA)
    assert reported["layouts"][0]["name"] == HOSTILE
    assert reported["better_order"]["saved"] == 8


def test_every_class_of_a_source_fits() -> None:
    report = podcheck.check("test.cpp", text=EVERYTHING, cross_check=False)
    layouts = [record.layout for record in report.records if record.layout is not None]
    assert len(layouts) == 5
    jsonschema.validate(json.loads(layout_json(layouts, (), None, podcheck="1", libclang="22")), SCHEMA)
