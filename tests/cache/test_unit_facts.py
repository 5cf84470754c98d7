"""Facts from one run to the next: only true ones, and never a run that fails for it."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from podcheck import cache
from podcheck.cache import FILE_NAME, Contents, UnitFactsCache
from podcheck.cache.database import LARGEST
from podcheck.cache.database import open_database as open_base
from podcheck.extract import extract_batch
from podcheck.extract.parse.own_folders import own_folders
from podcheck.model.facts import UnitFacts
from podcheck.model.packets import pack
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from tests.analysis.two_folders import WAIT, flags, project
from tests.robustness.scrambling import scrambled


@contextmanager
def opened(place: Path, largest: int = LARGEST) -> Iterator[UnitFactsCache]:
    contents = Contents()
    contents.watch([str(place.parent / "src")])
    with closing(UnitFactsCache(place, "1", own_folders, largest, contents)) as first:
        yield first


@pytest.fixture
def units(tmp_path: Path) -> list[Unit]:
    sources = {
        "a.cpp": "#include <leaf.hpp>\nstruct A { Leaf l; };",
        "b.cpp": "struct B { int b; };",
        "c.cpp": "#include <leaf.hpp>\nstruct C : Leaf { };",
    }
    source = project(tmp_path, sources)
    time.sleep(WAIT)
    return [Unit(str(source / name), CxxStandard.CXX20, flags(source)) for name in sources]


def filled(place: Path, units: Sequence[Unit]) -> list[UnitFacts]:
    with opened(place) as first:
        result = extract_batch(units)
        first.put(units, pack(result))
        return result


def known(place: Path, units: Sequence[Unit]) -> dict[str, UnitFacts]:
    with opened(place) as first:
        return {Path(unit.file).name: facts for unit, facts in first.get(units).items()}


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path, units: list[Unit]) -> None:
    assert known(tmp_path / "cache", units) == {}
    result = filled(tmp_path / "cache", units)
    assert list(known(tmp_path / "cache", units).values()) == result
    assert cache.info(tmp_path / "cache").units == 3
    assert cache.clear(tmp_path / "cache") > 0
    assert known(tmp_path / "cache", units) == {}


def test_a_changed_header_costs_those_that_include_it(tmp_path: Path, units: list[Unit]) -> None:
    filled(tmp_path / "cache", units)
    leaf = tmp_path / "src" / "second" / "leaf.hpp"
    status = leaf.stat()
    leaf.write_text("#pragma once\nstruct Leaf { int b; };\n")
    os.utime(leaf, ns=(status.st_atime_ns, status.st_mtime_ns))  # the same size and time: it is the content that counts
    assert list(known(tmp_path / "cache", units)) == ["b.cpp"]
    leaf.write_text("#pragma once\nstruct Leaf { int a; };\n")
    assert list(known(tmp_path / "cache", units)) == ["a.cpp", "b.cpp", "c.cpp"]


def test_a_header_that_would_come_first_now_counts(tmp_path: Path, units: list[Unit]) -> None:
    filled(tmp_path / "cache", units)
    (tmp_path / "src" / "first" / "leaf.hpp").write_text("struct Leaf { virtual ~Leaf(); };\n")
    assert list(known(tmp_path / "cache", units)) == ["b.cpp"]


def test_other_flags_and_other_versions_are_other_facts(tmp_path: Path, units: list[Unit]) -> None:
    filled(tmp_path / "cache", units)
    other = [Unit(unit.file, CxxStandard.CXX17, unit.arguments) for unit in units]
    assert known(tmp_path / "cache", other) == {}
    with closing(UnitFactsCache(tmp_path / "cache", "2", own_folders)) as newer:
        assert newer.get(units) == {}


def test_a_file_that_is_written_meanwhile_is_not_trusted(tmp_path: Path, units: list[Unit]) -> None:
    with opened(tmp_path / "cache") as first:
        result = extract_batch(units)
        (tmp_path / "src" / "second" / "leaf.hpp").write_text("#pragma once\nstruct Leaf { char other; };\n")
        first.put(units, pack(result))
    assert list(known(tmp_path / "cache", units)) == ["b.cpp"]


def test_a_clock_that_is_set_back_meanwhile_keeps_everything_out(
    tmp_path: Path, units: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "cache") as first:
        result = extract_batch(units)
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now - 3600)
        first.put(units, pack(result))
    assert known(tmp_path / "cache", units) == {}


def test_a_unit_with_errors_is_analysed_again(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("Missing m; struct A { };")
    time.sleep(WAIT)
    units = [Unit(str(tmp_path / "a.cpp"), CxxStandard.CXX20)]
    filled(tmp_path / "cache", units)
    assert known(tmp_path / "cache", units) == {}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path, units: list[Unit], content: bytes) -> None:
    place = tmp_path / "cache"
    place.mkdir()
    (place / FILE_NAME).write_bytes(content)
    result = filled(place, units)
    assert list(known(place, units).values()) == result


def test_scrambled_and_truncated_caches_give_true_facts_or_none(tmp_path: Path, units: list[Unit]) -> None:
    result = dict(zip(("a.cpp", "b.cpp", "c.cpp"), filled(tmp_path / "cache", units), strict=True))
    sound = (tmp_path / "cache" / FILE_NAME).read_bytes()
    dice = random.Random(7)
    for _ in range(60):
        place = tmp_path / "scrambled"
        cache.clear(place)
        place.mkdir(exist_ok=True)
        (place / FILE_NAME).write_bytes(scrambled(sound, dice))
        for name, facts in known(place, units).items():
            assert facts == result[name]


def test_a_cache_that_cannot_be_made_or_is_locked_or_full_is_none(tmp_path: Path, units: list[Unit]) -> None:
    (tmp_path / "file").write_text("not a folder")
    filled(tmp_path / "file" / "below", units)
    assert known(tmp_path / "file" / "below", units) == {}
    filled(tmp_path / "cache", units)
    with opened(tmp_path / "cache", largest=1) as tiny:
        assert tiny.get(units) == {}
    result = filled(tmp_path / "locked", units)
    with closing(sqlite3.connect(tmp_path / "locked" / FILE_NAME)) as other:
        other.execute("BEGIN EXCLUSIVE")
        filled(tmp_path / "locked", units)
        other.rollback()
    assert list(known(tmp_path / "locked", units).values()) == result


def test_two_runs_may_write_at_once(tmp_path: Path, units: list[Unit]) -> None:
    result = pack(extract_batch(units))
    with opened(tmp_path / "cache") as first, opened(tmp_path / "cache") as two:
        first.put(units, result)
        two.put(units, result)
        assert len(two.get(units)) == len(first.get(units)) == 3


@pytest.mark.parametrize("text", ["template<class T> struct Box { T t; };\nBox<int>* box;\n", "struct A { int a; };\n"])
def test_a_file_about_which_libclang_was_asked_is_known_in_the_next_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "alone.cpp").write_text(text)
    time.sleep(WAIT)
    unit = Unit(str(tmp_path / "alone.cpp"), CxxStandard.CXX20)
    (facts,) = filled(tmp_path / "cache", [unit])
    assert facts.reads[0] == unit.file
    assert not any("podcheck" in Path(file).name for file in facts.reads)
    assert known(tmp_path / "cache", [unit]) == {"alone.cpp": facts}


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no owners of files")
def test_the_cache_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may write there may have put answers there."""
    place = tmp_path / "cache"
    base = open_base(place, LARGEST)
    assert base is not None
    base.close()
    place.chmod(0o777)
    monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid + 1)
    assert open_base(place, LARGEST) is None
