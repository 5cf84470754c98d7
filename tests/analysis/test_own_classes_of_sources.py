"""Two sources that each have a class of one name: what a template makes of them are two classes too."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck import Trait, Truth

TEMPLATES = "template<class T> struct Held { T value; };\ntemplate<class T> struct Twice { Held<T> one, other; };\n"
PLAIN = '#include "held.hpp"\nstruct Item { int a; };\nstruct OfPlain { Twice<Item> items; };\n'
CODE = '#include "held.hpp"\nstruct Item { Item(const Item&); int a; };\nstruct OfCode { Twice<Item> items; };\n'


@pytest.mark.parametrize("names", [("plain.cpp", "code.cpp"), ("code.cpp", "plain.cpp")])
def test_each_instance_is_told(tmp_path: Path, names: tuple[str, str]) -> None:
    (tmp_path / "held.hpp").write_text(TEMPLATES)
    (tmp_path / "plain.cpp").write_text(PLAIN)
    (tmp_path / "code.cpp").write_text(CODE)
    report = podcheck.check(*(str(tmp_path / name) for name in names), cross_check=False)
    for name in ("Item", "Held<Item>", "Twice<Item>"):
        values = [
            record.judgement.verdicts[Trait.TRIVIALLY_COPYABLE].value
            for record in report.records
            if record.facts.name == name
        ]
        assert sorted(values, key=str) == sorted((Truth.YES, Truth.NO), key=str), name


def test_one_class_of_a_header_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "held.hpp").write_text(TEMPLATES + "struct Item { int a; };\n")
    for name in ("one.cpp", "other.cpp"):
        (tmp_path / name).write_text('#include "held.hpp"\nTwice<Item> items;\n')
    report = podcheck.check(str(tmp_path / "one.cpp"), str(tmp_path / "other.cpp"), cross_check=False)
    instances = sorted(record.facts.name for record in report.records if record.facts.name.endswith("<Item>"))
    assert instances == ["Held<Item>", "Twice<Item>"]
