"""Paths to units."""

from __future__ import annotations

import os
from pathlib import Path

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from podcheck.model.traits import CxxStandard


def test_each_file_once_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b.cpp", "a.hpp", "c.txt", "d.CC", "e.cc"):
        (tmp_path / name).write_text("struct A {};")
    units, problems = units_of(make_settings([str(tmp_path / "e.cc"), str(tmp_path)]).inputs)
    assert [os.path.basename(unit.file) for unit in units] == ["e.cc", "a.hpp", "b.cpp"]
    assert problems == ()
    assert {unit.std for unit in units} == {CxxStandard.CXX20}


def test_a_link_that_leads_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct A {};")
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(units_of(make_settings([str(tmp_path)]).inputs)[0]) == 1


def test_a_named_file_may_have_any_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.inc").write_text("struct A {};")
    assert len(units_of(make_settings([str(tmp_path / "a.inc")]).inputs)[0]) == 1
