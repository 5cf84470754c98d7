"""One file has one name, by whatever detours it is included or given."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from podcheck.model.paths import tidy
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


def test_a_header_is_reported_once_however_it_is_included(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "b" / "h.hpp").write_text("#pragma once\nstruct H { int* p; };\n")
    includes = {"a/a.cpp": "../b/h.hpp", "b/b.cpp": "./h.hpp", "b/c.cpp": "h.hpp", "b/d.cpp": ".././b//h.hpp"}
    for file, written in includes.items():
        (tmp_path / file).write_text(f'#include "{written}"\nstruct Of_{Path(file).stem} {{ H h; }};\n')
    done = podcheck("check", *includes, "--headers", "h.hpp", "--no-cross-check", "--format", "json", cwd=tmp_path)
    places = [(one["name"], one["location"]["file"]) for one in json.loads(done.stdout)["records"]]
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
