"""One file has one name, by whatever detours and links it is included or given."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from podcheck.paths import (
    identify_file,
    is_matched,
    resolve_file,
    respell_places,
    shorten_places,
    spell_file,
    tidy,
    without_places,
)
from tests.cli.running import podcheck

PLAIN = {
    "a.cpp": "a.cpp",
    "./a.cpp": "a.cpp",
    ".//.///a.cpp": "a.cpp",
    "a/../b/./c//d.hpp": "b/c/d.hpp",
    "../x/../y.hpp": "../y.hpp",
    "../../x.hpp": "../../x.hpp",
    "/a/../b.hpp": "/b.hpp",
    "/../b.hpp": "/b.hpp",
    "./-x.cpp": "./-x.cpp",
    "a/../-x.cpp": "./-x.cpp",
    ".hidden/x.hpp": ".hidden/x.hpp",
    "a/..": ".",
    "": "",
}


@pytest.mark.parametrize(("path", "name"), PLAIN.items())
def test_detours_are_left_out(path: str, name: str) -> None:
    assert tidy(path) == name


@pytest.mark.parametrize("absolute", [False, True])
def test_it_is_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absolute: bool) -> None:
    """Two folders, a link from one into the depth of the other, and random ways through them."""
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "link").symlink_to(tmp_path / "a" / "deep", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    dice = random.Random(5)
    tried = 0
    for _ in range(3000):
        steps = [dice.choice(("a", "b", "deep", "link", "..", ".", "")) for _ in range(dice.randrange(1, 8))]
        path = os.path.join(tmp_path if absolute else ".", *filter(None, steps), "")
        if os.path.isdir(path):
            tried += 1
            assert os.path.samefile(path, tidy(path))
            assert tidy(tidy(path)) == tidy(path)
    assert tried > 100


def test_all_ways_to_a_file_are_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random ways through folders and links to four files: what is the same file has the same name, and no other."""
    here, away = tmp_path / "here", tmp_path / "away"
    for folder in (here / "a" / "deep", here / "b", away / "lib"):
        folder.mkdir(parents=True)
    files = [here / "a" / "x.hpp", here / "b" / "x.hpp", here / "a" / "deep" / "y.hpp", away / "x.hpp"]
    for file in files:
        file.write_text(str(file))
    (here / "b" / "link").symlink_to(here / "a" / "deep", target_is_directory=True)
    (here / "b" / "y.hpp").symlink_to("../a/x.hpp")
    (here / "back").symlink_to(here, target_is_directory=True)
    monkeypatch.chdir(here)
    dice = random.Random(7)
    tried: set[str] = set()
    names: dict[str, set[str]] = {}
    for _ in range(10_000):
        steps = [
            dice.choice(("a", "b", "deep", "link", "back", "..", ".", "../away")) for _ in range(dice.randrange(6))
        ]
        path = os.path.join(dice.choice((".", str(here), "")), *steps, dice.choice(("x.hpp", "y.hpp")))
        if os.path.isfile(path):
            tried.add(path)
            names.setdefault(os.path.realpath(path), set()).add(spell_file(path))
            assert os.path.samefile(path, spell_file(path))
            assert spell_file(spell_file(path)) == spell_file(path) == resolve_file(path)
    assert len(tried) > 100
    inner = [os.path.relpath(file, here) for file in files[:3]]
    assert names == {**{str(here / name): {name} for name in inner}, str(files[3]): {str(files[3])}}


def test_a_file_elsewhere_keeps_the_link_that_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a farm of links, or where a build has links to what it fetched; it is the same file for all that."""
    here, away = tmp_path / "here", tmp_path / "away"
    (here / "deep").mkdir(parents=True)
    (away / "lib").mkdir(parents=True)
    (away / "lib" / "x.hpp").touch()
    (here / "external").symlink_to(away, target_is_directory=True)
    (here / "deep" / "x.hpp").symlink_to(away / "lib" / "x.hpp")
    (tmp_path / "other").symlink_to(here, target_is_directory=True)
    monkeypatch.chdir(here)
    expected = {
        "external/lib/x.hpp": "external/lib/x.hpp",
        "deep/../external/./lib/x.hpp": "external/lib/x.hpp",
        str(tmp_path / "other" / "external" / "lib" / "x.hpp"): "external/lib/x.hpp",
        "deep/x.hpp": "deep/x.hpp",
        "../away/lib/x.hpp": str(away / "lib" / "x.hpp"),
    }
    assert {path: spell_file(path) for path in expected} == expected
    assert {resolve_file(path) for path in expected} == {str(away / "lib" / "x.hpp")}
    assert len({identify_file(path) for path in expected}) == 1


def test_hard_links_are_one_file_of_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.hpp").touch()
    (tmp_path / "b.hpp").hardlink_to(tmp_path / "a.hpp")
    monkeypatch.chdir(tmp_path)
    assert [spell_file(f"./{name}") for name in ("a.hpp", "b.hpp")] == ["a.hpp", "b.hpp"]
    assert identify_file("a.hpp") == identify_file("b.hpp")
    assert identify_file("c.hpp") == "c.hpp"


def test_names_that_are_no_files_and_odd_working_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop.cpp").symlink_to("loop.cpp")
    (tmp_path / "-x.cpp").touch()
    assert [spell_file(name) for name in ("", "a\0b", "missing.cpp", "loop.cpp", str(tmp_path / "-x.cpp"))] == [
        "", "a\0b", "missing.cpp", "loop.cpp", "./-x.cpp",
    ]  # fmt: skip
    monkeypatch.chdir("/")
    assert spell_file("usr/include/../bin") == os.path.realpath("/usr/bin")


def test_a_regular_expression_is_about_the_name_shown_or_the_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inc").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "inc" / "x.hpp").touch()
    monkeypatch.chdir(tmp_path)
    for path in ("inc/x.hpp", "src/../inc/x.hpp", str(tmp_path / "src" / ".." / "inc" / "x.hpp")):
        assert is_matched("^inc/", path)
        assert is_matched(f"^{tmp_path}/inc/", path)
        assert not is_matched("src", path)
    assert not is_matched(None, "inc/x.hpp")
    assert not is_matched(".", "")


@pytest.mark.parametrize("folder", ["inc", "a (b", "x at y", "q)"])
def test_the_place_of_an_unnamed_class(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "h.hpp").touch()
    monkeypatch.chdir(tmp_path)
    text = "Pair<(lambda at {0}:3:5), S::(anonymous union at {0}:14:2)> &"
    spelled = text.format(tmp_path / folder / ".." / folder / "h.hpp")
    assert without_places(spelled) == "Pair<(lambda), S::(anonymous union)> &"
    assert respell_places(spelled) == text.format(f"{folder}/h.hpp")
    assert shorten_places(spelled) == text.format("h.hpp")
    assert respell_places("f at (x) at y:1:2)") == "f at (x) at y:1:2)"


def test_a_header_is_reported_once_however_it_is_included(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "b" / "h.hpp").write_text("#pragma once\nstruct H { int* p; };\n")
    includes = {"a/a.cpp": "../b/h.hpp", "b/b.cpp": "./h.hpp", "b/c.cpp": "h.hpp", "b/d.cpp": ".././b//h.hpp"}
    for file, written in includes.items():
        (tmp_path / file).write_text(f'#include "{written}"\nstruct Of_{Path(file).stem} {{ H h; }};\n')
    done = podcheck("check", *includes, "--headers", "h.hpp", "--no-cross-check", "--format", "json", cwd=tmp_path)
    places = [(item["name"], item["location"]["file"]) for item in json.loads(done.stdout)["records"]]
    assert sorted(places) == [("H", "b/h.hpp"), *((f"Of_{Path(file).stem}", file) for file in includes)]


@pytest.mark.parametrize("given", ["./src/../src/a.cpp", ".//src/a.cpp", "src/./a.cpp"])
def test_a_local_class_is_probed_however_the_file_is_given(tmp_path: Path, given: str) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.cpp").write_text("void f() { struct Local { int x; }; }\n")
    done = podcheck("check", given, "--format", "json", cwd=tmp_path)
    (record,) = json.loads(done.stdout)["records"]
    assert record["location"]["file"] == "src/a.cpp"
    assert record["compilers"]
    assert not record["not_probed"]


def test_an_error_names_the_header_as_reports_do(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "h.hpp").write_text("struct Sound { int x; };\nMissing m;\n")
    (tmp_path / "src" / "a.cpp").write_text('#include "../inc/./h.hpp"\n')
    done = podcheck("check", "src/a.cpp", "--no-cross-check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("podcheck: inc/h.hpp:2:1: unknown type name 'Missing'")
