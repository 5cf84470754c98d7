"""A constructor that another file defines: the files of a run say together whether setting the bytes loses a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podcheck
from tests.builds import write_database, write_files
from tests.cli.running import podcheck as command

HEADER = """#pragma once
enum Kind { NONE, SOME };
#define NOTHING 0
struct Time { Time(); int minute, second, frame; };
struct Disk { Time times[2]; int tracks; };
struct Config { Config(); int port; };
struct Cleared { Cleared(); int a; };
struct Named { Named(); Kind kind; int more; };
struct Default { Default(); int a; };
struct Unread { Unread(); int a; };
struct Server { Unread first; Config config; };
struct Ports { Ports(int port = 80); int port; };
struct Unplain { Unplain(); int a[4]; };
"""
USES = """#include "types.h"
#include <cstring>
void f({0}& object) {{
  memset(&object, {1}, sizeof object);
}}
"""
BODIES = """#include "types.h"
#include <cstring>
Time::Time() { minute = second = frame = 0; }
Config::Config() { port = 80; }
Cleared::Cleared() { memset( this, 0, sizeof(Cleared) ); }
Named::Named() : kind(NONE) { more = NOTHING; }
Default::Default() = default;
Ports::Ports(int number) : port(number) {}
Unplain::Unplain() { for (int& each : a) each = 1; }
"""


def messages(folder: Path, *files: str) -> list[str]:
    """Of the findings in these files of the folder, or in all of its sources."""
    paths = files or [str(path) for path in sorted(folder.glob("*.cpp"))]
    report = podcheck.check(*paths, cross_check=False)
    assert [problem for problem in report.problems if problem.fatal] == []
    return [finding.message.partition(" (portability")[0] for finding in report.findings]


SKIPS = "memset sets the bytes of '{0}', whose default constructor"


@pytest.mark.parametrize(
    ("name", "byte", "said"),
    [
        ("Time", 0, None),
        ("Disk", 0, None),
        ("Cleared", 0, None),
        ("Named", 0, None),
        ("Default", 1, None),
        ("Time", 1, " does more"),
        ("Config", 0, " does more: `port = 80` is lost"),
        ("Server", 0, " does more: `port = 80` of 'Config' is lost"),
        ("Ports", 0, " does more: `port(80)` is lost"),
        ("Unplain", 0, " does more"),
        ("Unread", 0, ", which another file defines, may do more"),
    ],
)
def test_another_file_says_what_is_lost(
    name: str, byte: int, said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"types.h": HEADER, "uses.cpp": USES.format(name, byte), "bodies.cpp": BODIES})
    monkeypatch.chdir(tmp_path)
    expected = [] if said is None else [SKIPS.format(name) + said]
    assert messages(tmp_path, "uses.cpp", "bodies.cpp") == expected
    assert messages(tmp_path, "bodies.cpp", "uses.cpp") == expected
    (tmp_path / "bodies.cpp").unlink()
    assert messages(tmp_path, "uses.cpp") == [SKIPS.format(name) + ", which another file defines, may do more"]


def test_a_value_that_this_file_sees_is_lost_whatever_others_define(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "#pragma once\nstruct Time { Time(); int minute; };\nstruct Disk { Time time; int tracks = 99; };\n"
    write_files(tmp_path, {"types.h": header, "uses.cpp": USES.format("Disk", 0)})
    monkeypatch.chdir(tmp_path)
    assert messages(tmp_path) == [SKIPS.format("Disk") + " does more: the initial value of 'tracks' is lost"]


def test_the_file_itself_may_define_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = USES.format("Config", 0) + "Config::Config() : port(0) {}\n"
    write_files(tmp_path, {"types.h": HEADER, "uses.cpp": text})
    monkeypatch.chdir(tmp_path)
    assert messages(tmp_path) == []
    (tmp_path / "uses.cpp").write_text(text.replace("port(0)", "port(8)"))
    assert messages(tmp_path) == [SKIPS.format("Config") + " does more: `port(8)` is lost"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("one", "two"), " does more: `port = 80` is lost"),
        (("two", "one"), None),
        (("one", "one"), " does more: `port = 80` is lost"),
        (("three", "two"), " does more: `port = 80` is lost"),
    ],
    ids=["of its own program", "of its other program", "two in one program", "of none of its programs"],
)
def test_a_program_has_its_own_definition(
    flags: tuple[str, str], said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The use is in `one`; where none of its program's files has the constructor, none of all may lose a value."""
    write_files(
        tmp_path,
        {
            "types.h": HEADER,
            "uses.cpp": USES.format("Config", 0),
            "real.cpp": '#include "types.h"\nConfig::Config() { port = 80; }\n',
            "stub.cpp": '#include "types.h"\nConfig::Config() : port(0) {}\n',
        },
    )
    programs = {"uses.cpp": "one", "real.cpp": flags[0], "stub.cpp": flags[1]}
    write_database(tmp_path, {file: f"-o CMakeFiles/{name}.dir/{file}.o" for file, name in programs.items()})
    monkeypatch.chdir(tmp_path)
    assert messages(tmp_path) == ([] if said is None else [SKIPS.format("Config") + said])


def test_a_class_of_the_same_name_in_another_file_is_another_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "struct Config { Config(); int port; };\nConfig::Config() : port(0) {}\n"
    write_files(tmp_path, {"types.h": HEADER, "uses.cpp": USES.format("Config", 0), "other.cpp": other})
    monkeypatch.chdir(tmp_path)
    assert messages(tmp_path) == [SKIPS.format("Config") + ", which another file defines, may do more"]


def test_however_the_files_are_read_the_outcome_is_one(tmp_path: Path) -> None:
    names = ("Time", "Config", "Server", "Unread", "Cleared", "Named")
    uses = {f"use{name}.cpp": USES.format(name, 0) for name in names}
    write_files(tmp_path, {"types.h": HEADER, "bodies.cpp": BODIES, **uses})
    words = ("check", *sorted(uses), "bodies.cpp", "--no-cross-check", "--no-config", "--format", "json")
    cached = ("--cache-dir", str(tmp_path / "cache"))
    outcomes = []
    for more in (("-j1", *cached), ("-j1", *cached), ("-j2", "--no-cache"), ("-j1", "--no-cache", "--isolate")):
        done = command(*words, *more, cwd=tmp_path)
        outcomes.append([(item["message"], item["fingerprint"]) for item in json.loads(done.stdout)["findings"]])
    (tmp_path / "useTime.cpp").write_text(USES.format("Time", 0) + "// one file is read again\n")
    done = command(*words, "-j1", *cached, cwd=tmp_path)
    outcomes.append([(item["message"], item["fingerprint"]) for item in json.loads(done.stdout)["findings"]])
    assert [len(outcome) for outcome in outcomes] == [3] * 5
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_the_fingerprint_is_that_of_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"types.h": HEADER, "uses.cpp": USES.format("Config", 0), "bodies.cpp": BODIES})
    monkeypatch.chdir(tmp_path)
    decided = podcheck.check("uses.cpp", "bodies.cpp", cross_check=False).findings
    (tmp_path / "bodies.cpp").unlink()
    alone = podcheck.check("uses.cpp", cross_check=False).findings
    assert [finding.message for finding in alone] != [finding.message for finding in decided]
    assert [finding.fingerprint for finding in alone] == [finding.fingerprint for finding in decided]
