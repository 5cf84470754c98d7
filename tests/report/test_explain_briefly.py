"""`explain` on a screen, the whole of it behind `-v`, and for programs."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from podcheck.report.explain.brief import places_of_change
from podcheck.report.text.terminal import shorten_around
from tests.cli.running import podcheck

SOURCE = """\
#include <string>
struct Message {
    std::string note;
    int id;
};
template<class T> struct Box { T content; };
struct Plain { int x; };
struct Virtual { virtual void f(); };
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.cpp").write_text(SOURCE)
    return tmp_path


@pytest.mark.parametrize("name", ["Message", "Plain", "Virtual", "Box"])
@pytest.mark.parametrize("width", ["80", "120"])
def test_it_fits_a_screen(folder: Path, name: str, width: str) -> None:
    done = podcheck("explain", name, "a.cpp", "--no-cross-check", cwd=folder, COLUMNS=width)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) < 40


def test_the_verdict_is_in_plain_words_and_the_cause_at_the_users_line(folder: Path) -> None:
    done = podcheck("explain", "Message", "a.cpp", "--no-cross-check", cwd=folder, COLUMNS="120")
    lines = done.stdout.splitlines()
    first = lines[lines.index("") + 1]
    assert first.startswith("trivially copyable: no, since member 'note' of type 'std::string' has a non-trivial")
    assert "standard-layout: yes" in lines
    assert "trivial: no, since 'Message' is not trivially copyable" in lines
    assert "1. a.cpp:3:17: member 'note' of type 'std::string' has a non-trivial copy constructor" in lines
    assert "   3 | std::string note;" in lines
    assert any(line.startswith("not safe with: memcpy, memmove; ") for line in lines)


def test_a_template_says_on_what_it_depends(folder: Path) -> None:
    done = podcheck("explain", "Box", "a.cpp", "--no-cross-check", cwd=folder)
    assert "trivially copyable: if and only if T is" in done.stdout.splitlines()


def test_the_rest_stands_behind_v(folder: Path) -> None:
    brief = podcheck("explain", "Message", "a.cpp", "--no-cross-check", "--no-fixes", cwd=folder)
    whole = podcheck("explain", "Message", "a.cpp", "--no-cross-check", "--no-fixes", "-v", cwd=folder)
    assert "special member" not in brief.stdout.replace("every trait and special member", "")
    assert "special member       declared" in whole.stdout
    assert len(whole.stdout.splitlines()) > 100


def test_programs_get_it_as_json(folder: Path) -> None:
    done = podcheck("explain", "Message", "a.cpp", "--no-cross-check", "--format", "json", cwd=folder)
    document = json.loads(done.stdout)
    schema = json.loads(files("podcheck.report.explain").joinpath("explain.schema.json").read_text())
    Draft202012Validator(schema).validate(document)
    (message,) = document["classes"]
    assert message["traits"]["trivially_copyable"]["value"] is False
    assert message["root_causes"][0]["entry"]["location"] == {"file": "a.cpp", "line": 3, "column": 17}
    assert message["fixes"][0]["diff"].count("char note[32]") == 1
    assert {purpose["name"]: purpose["value"] for purpose in message["purposes"]}["memcpy, memmove"] is False
    refused = podcheck("explain", "Message", "a.cpp", "--format", "json", "--near", cwd=folder)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_a_rule_for_programs() -> None:
    document = json.loads(podcheck("rule", "mixed-access", "--format", "json").stdout)
    (rule,) = document["rules"]
    assert (document["schema"], rule["code"], rule["traits"]) == (
        "podcheck-rules/1",
        "mixed-access",
        ["standard_layout"],
    )
    assert rule["clauses"][0]["clause"] == "[class.prop]/3.3"
    every = json.loads(podcheck("rule", "--format", "json").stdout)["rules"]
    assert len(every) == len({rule["code"] for rule in every}) > 100


def test_the_lines_of_a_fix_show_what_it_changes() -> None:
    """Both had their ends alone, with the change left out between them."""
    lines = [
        "-struct S { " + "int a; " * 12 + "S(S&) {} };",
        "+struct S { " + "int a; " * 12 + "S(S&) = default; };",
        "+ x",
    ]
    places = places_of_change(lines)
    shown = [shorten_around(line, place, 40) for line, place in zip(lines, places, strict=True)]
    assert shown == ["-… a; S(S&) {} };", "+… a; S(S&) = default; };", "+ x"]
    long = "-" + "x" * 100
    assert shorten_around(long, 0, 20) == "-" + "x" * 18 + "…"
    assert shorten_around(long, 50, 20) == "-…" + "x" * 17 + "…"
    assert shorten_around(long, 50, 20, unicode=False) == "-..." + "x" * 13 + "..."
