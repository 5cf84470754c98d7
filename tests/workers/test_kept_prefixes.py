"""The precompiled headers that are kept: used again while they are true, and as good as not there otherwise."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from podcheck.cache import Contents
from podcheck.cache.prefixes import PrefixFolder
from podcheck.extract.parse.own_folders import own_folders
from podcheck.model.facts import UnitFacts
from podcheck.model.settings import ExtractOptions
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from podcheck.workers import shared_prefixes
from podcheck.workers.pool import analyse
from podcheck.workers.shared_prefixes import KeptPrefixes

SHARED = "#pragma once\n#include <string>\nstruct Shared { std::string s; };\n"


@pytest.fixture(autouse=True)
def nothing_open() -> None:
    shared_prefixes._OPEN.clear()


@pytest.fixture
def units(tmp_path: Path) -> list[Unit]:
    """Six sources of one header, older than the run by enough to be trusted."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "shared.hpp").write_text(SHARED)
    for number in range(6):
        (source / f"{number}.cpp").write_text(f'#include "shared.hpp"\nstruct C{number} {{ Shared s; }};\n')
    for path in source.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    time.sleep(0.3)  # what was made just before a run may have been changed while it was read: it is not kept
    return [Unit(str(source / f"{number}.cpp"), CxxStandard.CXX17) for number in range(6)]


def run(units: list[Unit], folder: Path) -> list[UnitFacts]:
    shared_prefixes._OPEN.clear()
    options = ExtractOptions(2 if len(units) > 1 else 1)
    return list(analyse(units, options, None, lambda *_: None, KeptPrefixes(folder, own_folders)))


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pch"))


def names(facts: UnitFacts) -> set[str]:
    return {record.name for record in facts.classes if record.location.file.endswith(("pp", "hpp"))}


def test_one_file_is_put_on_top_of_what_an_earlier_run_has_kept(units: list[Unit], tmp_path: Path) -> None:
    folder = tmp_path / "prefixes"
    assert {facts.misfit for facts in run(units, folder)} == {""}
    (made,) = kept(folder)
    stamp = made.stat().st_ino
    Path(units[0].file).write_text('#include "shared.hpp"\nstruct Changed { Shared s; int i; };\n')
    (facts,) = run(units[:1], folder)
    assert (facts.misfit, "Changed" in names(facts)) == ("", True)
    assert kept(folder)[0].stat().st_ino == stamp
    assert folder.stat().st_mode & 0o077 == 0


def test_a_single_file_does_not_make_one(units: list[Unit], tmp_path: Path) -> None:
    (facts,) = run(units[:1], tmp_path / "prefixes")
    assert facts.misfit is None
    assert not (tmp_path / "prefixes").exists()


def _change_a_header(folder: Path) -> None:
    folder.parent.joinpath("src", "shared.hpp").write_text(SHARED.replace("Shared {", "Shared { virtual ~Shared();"))


def _touch_a_header(folder: Path) -> None:
    """libclang knows a header with `#pragma once` again by its time: it would be read twice."""
    os.utime(folder.parent / "src" / "shared.hpp", (1_100_000_000, 1_100_000_000))


def _scramble(folder: Path) -> None:
    (made,) = kept(folder)
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 0xFF
    made.write_bytes(data)


def _cut_short(folder: Path) -> None:
    (made,) = kept(folder)
    made.write_bytes(made.read_bytes()[:1000])


def _let_others_write(folder: Path) -> None:
    kept(folder)[0].chmod(0o666)


def _put_a_link(folder: Path) -> None:
    (made,) = kept(folder)
    shutil.copy(made, folder.parent / "copy.pch")
    made.unlink()
    made.symlink_to(folder.parent / "copy.pch")


def _open_the_folder(folder: Path) -> None:
    folder.chmod(0o777)


def _take_away_the_text(folder: Path) -> None:
    kept(folder)[0].with_suffix(".pch.hpp").unlink()


CHANGES: dict[str, Callable[[Path], None]] = {
    "a header is another one": _change_a_header,
    "a header was touched": _touch_a_header,
    "a byte is another one": _scramble,
    "it is cut short": _cut_short,
    "others may write it": _let_others_write,
    "a link is in its place": _put_a_link,
    "others may write the folder": _open_the_folder,
    "a part is gone": _take_away_the_text,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_as_podcheck_made_it_is_not_loaded(
    change: Callable[[Path], None], units: list[Unit], tmp_path: Path
) -> None:
    folder = tmp_path / "prefixes"
    run(units, folder)
    change(folder)
    (facts,) = run(units[:1], folder)
    assert facts.misfit is None
    assert not facts.problems
    assert {"C0", "Shared"} <= names(facts)


def test_the_oldest_go_first_when_there_is_too_much(tmp_path: Path) -> None:
    folder = PrefixFolder(tmp_path / "prefixes", largest=2500)
    for number, key in enumerate(("a", "b", "c")):
        made = folder.begin()
        assert made is not None
        made.write_bytes(b"x" * 1000)
        made.with_name(f"{made.name}.hpp").write_bytes(b"")
        assert folder.write(key, made, b"", (), (), Contents())
        os.utime(folder.place / f"{key}.prefix", (number, number))
    assert [folder.has(key) for key in "abc"] == [False, True, True]
