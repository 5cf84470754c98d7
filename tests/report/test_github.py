"""Annotations of GitHub Actions: read back as its runner does, ranked, and never more than it shows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from podcheck.model.problems import Location
from podcheck.report.formats.github import SHOWN, render_github
from podcheck.report.options import Options
from podcheck.report.text.terminal import visible
from tests.report.rich import EMPTY
from tests.report.runner import commands
from tests.report.team import AWKWARD, HOSTILE_NAME, INSIDE, REQUIREMENT, TEAM


def test_each_reads_back_to_its_file_line_and_text() -> None:
    read = list(commands(render_github(TEAM, INSIDE)))
    assert [(command.name, *command.place) for command in read] == [
        ("error", "project/src/wire.cpp", 4),
        ("error", "project/src/other.cpp", 1),
        ("error", "", 0),
        ("warning", "project/src/wire.cpp", 4),
        ("warning", "", 0),
        ("notice", f"project/{AWKWARD}", 7),
        ("notice", "", 0),
    ]
    assert read[0].properties["col"] == "16"
    assert read[0].properties["title"] == "podcheck requirement"
    message, *why = read[0].data.split("\n")
    assert message == "'wire::Header' is not trivial, which is required"
    copied = (
        "because member 'text' of type 'wire::Text<char>' has a non-trivial copy constructor: the copy constructor of "
    )
    root = (
        "'wire::Text<char, std::allocator<char>>' is user-provided [class.copy.ctor]/11 (project/include/text.hpp:40)"
    )
    assert why == [copied + root, "'wire::Header' is defined here (project/src/wire.cpp:3)"]
    assert read[5].data.startswith(f"'{visible(HOSTILE_NAME)}' is pod: podcheck says yes\n")
    assert "\x1b" not in render_github(TEAM, INSIDE)


def test_nothing_to_say_is_nothing() -> None:
    assert render_github(EMPTY, INSIDE) == ""


@settings(max_examples=100)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("\n:,%=[]#; "), min_size=1)
)
def test_any_name_reads_back(text: str) -> None:
    file = f"{text}/x"
    finding = replace(REQUIREMENT, message=f"'{text}'", location=Location(file, 3, 1), reasons=(), related=())
    (read,) = commands(render_github(replace(EMPTY, findings=(finding,)), Options(root="/repo", folder="/repo")))
    assert read.data == f"'{visible(text)}'"
    assert read.place[1] == 3
    if not text.startswith((".", "/")) and "/./" not in file and "//" not in file and "/../" not in file:
        assert read.place[0] == file


def test_no_more_than_github_shows_and_the_rest_is_counted() -> None:
    busy = [replace(REQUIREMENT, location=Location("busy.cpp", line, 1)) for line in range(1, 31)]
    quiet = [replace(REQUIREMENT, location=Location(f"quiet{n}.cpp", 1, 1)) for n in range(4)]
    notes = [replace(finding, severity="note") for finding in busy]
    report = replace(TEAM, findings=(*busy, *quiet, *notes))
    read = list(commands(render_github(report, Options())))
    errors = [command for command in read if command.name == "error"]
    notices = [command for command in read if command.name == "notice"]
    assert [command.name for command in read if command not in errors + notices] == ["group", "endgroup"]
    assert len(errors) == len(notices) == SHOWN
    assert {error.place[0] for error in errors} == {
        "",
        "busy.cpp",
        "src/other.cpp",
        *(f"quiet{n}.cpp" for n in range(4)),
    }
    assert notices[-1].data.startswith("26 more errors and 22 more notes than GitHub shows, in busy.cpp")
    logged = [line for line in render_github(report, Options()).splitlines() if line.startswith("podcheck: ")]
    assert len(logged) == 26 + 22
    assert logged[0] == "podcheck: busy.cpp:5:1: error: requirement: 'wire::Header' is not trivial, which is required"


def test_the_log_has_no_other_commands() -> None:
    hostile = replace(REQUIREMENT, location=Location("::error::", 1, 1), message="\n::add-mask::x\r##[group]y")
    lines = render_github(replace(TEAM, findings=(hostile,) * 30, problems=()), Options()).splitlines()
    logged = [line for line in lines if line.startswith("podcheck: ")]
    assert len(logged) == 20
    assert list(commands("\n".join(logged))) == []
    assert not any("##[" in line for line in logged)


def test_the_first_reasons_are_told_and_the_others_counted() -> None:
    (cause,) = REQUIREMENT.reasons[0].because
    five = tuple(replace(cause, message=f"reason {number}", because=()) for number in range(5))
    (read,) = commands(
        render_github(replace(EMPTY, findings=(replace(REQUIREMENT, reasons=five, related=()),)), INSIDE)
    )
    why = [line.partition(" [")[0] for line in read.data.splitlines()[1:]]
    assert why == ["because reason 0", "because reason 1", "because reason 2", "and 2 more reasons"]
