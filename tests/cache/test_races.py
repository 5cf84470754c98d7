"""What changes while it is read is not kept: not even where all is as it was by the time that it would be."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from podcheck.cache import Contents, UnitFactsCache
from podcheck.extract import extract_batch
from podcheck.extract.parse.own_folders import own_folders
from podcheck.model.packets import pack
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
from tests.analysis.two_folders import WAIT

Step = Callable[[Path], object]


def _move(*names: tuple[str, str]) -> Step:
    def step(folder: Path) -> None:
        for name, to in names:
            (folder / name).rename(folder / to)

    return step


def _lead(to: str) -> Step:
    def step(folder: Path) -> None:
        (folder / "link").unlink()
        (folder / "link").symlink_to(to)

    return step


def _write(name: str) -> Step:
    return lambda folder: (folder / name).write_text("struct X { X(); };\n")


RACES: dict[str, tuple[Step, Step]] = {
    "a folder is another one": (_move(("i", "l"), ("k", "i")), _move(("i", "k"), ("l", "i"))),
    "a header is another one": (
        _move(("i/x.hpp", "l"), ("k/x.hpp", "i/x.hpp")),
        _move(("i/x.hpp", "k/x.hpp"), ("l", "i/x.hpp")),
    ),
    "a header is there": (_move(("k/x.hpp", "first/x.hpp")), _move(("first/x.hpp", "k/x.hpp"))),
    "a header is not there": (_move(("i/x.hpp", "l")), _move(("l", "i/x.hpp"))),
    "a file that is asked for is there": (_write("src/asked.hpp"), lambda folder: (folder / "src/asked.hpp").unlink()),
    "a link leads elsewhere": (_lead("k"), _lead("i")),
    "the folder with all of it is another one": (
        _move(("src", "other"), ("twin", "src")),
        _move(("src", "twin"), ("other", "src")),
    ),
}
SOURCE = '#include <x.hpp>\n#include "z.hpp"\n#if __has_include("asked.hpp")\n#endif\nstruct A { X x; };\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A source whose header is found in the third of its folders; there are others to put in their places."""
    for name in ("first", "i", "k", "src", "twin"):
        (tmp_path / name).mkdir()
    (tmp_path / "i" / "x.hpp").write_text("struct X { int a; };\n")
    (tmp_path / "k" / "x.hpp").write_text("struct X { X(); };\n")
    for name in ("src", "twin"):
        (tmp_path / name / "a.cpp").write_text(SOURCE)
        (tmp_path / name / "z.hpp").write_text("" if name == "src" else "struct Z { };\n")
    (tmp_path / "link").symlink_to("i")
    time.sleep(WAIT)
    return tmp_path


def is_kept(folder: Path, there: Step, back: Step) -> bool:
    """Whether facts are, that were read when the one step was done, and were to be kept after the other."""
    places = [str(folder / name) for name in ("first", "link", "i", "k")]
    unit = Unit(str(folder / "src" / "a.cpp"), CxxStandard.CXX20, tuple(f"-I{place}" for place in places))
    contents = Contents()
    contents.watch([str(folder / "src"), *places])
    with closing(UnitFactsCache(folder / "cache", "1", own_folders, contents=contents)) as cache:
        there(folder)
        facts = extract_batch([unit])
        back(folder)
        cache.put([unit], pack(facts))
    with closing(UnitFactsCache(folder / "cache", "1", own_folders)) as cache:
        return unit in cache.get([unit])


def test_what_does_not_change_is_kept(folder: Path) -> None:
    assert is_kept(folder, lambda _: None, lambda _: None)


def test_a_file_nearby_is_nobodys_business(folder: Path) -> None:
    assert is_kept(folder, lambda _: (folder / "report.json").write_text(""), lambda _: None)


@pytest.mark.parametrize(("there", "back"), RACES.values(), ids=RACES)
def test_what_was_another_meanwhile_is_not_kept(folder: Path, there: Step, back: Step) -> None:
    assert not is_kept(folder, there, back)


@pytest.mark.parametrize(("there", "back"), RACES.values(), ids=RACES)
def test_nor_is_what_becomes_another(folder: Path, there: Step, back: Step) -> None:
    assert not is_kept(folder, lambda _: None, there)
    back(folder)
