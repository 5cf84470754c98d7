"""`--format` and `--report` for the tools around a repository, from outside."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.cli.running import podcheck
from tests.report.runner import commands

SOURCE = """\
struct Text { Text(const Text&); };
struct Header {
    int version;
    Text title;
};
"""


def test_every_format_names_the_file_from_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "lib, %" / "src"
    folder.mkdir(parents=True)
    (folder / "wire.hpp").write_text(SOURCE)
    written = {name: folder / f"out.{name}" for name in ("gitlab", "sarif", "junit", "checkstyle", "rdjson")}
    reports = [f"--report={name}={file}" for name, file in written.items()]
    done = podcheck(
        "check", "wire.hpp", "--require", "trivially_copyable", "--no-cross-check", "--format", "github", *reports,
        cwd=folder, GITHUB_WORKSPACE="", CI_PROJECT_DIR="/elsewhere",
    )  # fmt: skip
    assert done.returncode == 1
    path = "lib, %/src/wire.hpp"
    first, second = commands(done.stdout)
    assert {first.place[0], second.place[0]} == {path}
    assert "'Text' is not trivially_copyable" in first.data
    assert "'Header' is not trivially_copyable" in second.data
    assert "member 'title' of type 'Text'" in second.data
    assert {item["location"]["path"] for item in json.loads(written["gitlab"].read_text())} == {path}
    (run,) = json.loads(written["sarif"].read_text())["runs"]
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"].endswith(f"/{tmp_path.name}/")
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "lib%2C%20%25/src/wire.hpp"
    rules = {item["id"]: item for item in run["tool"]["driver"]["rules"]}
    assert "help" in rules["requirement"]
    assert "help" in rules["user-provided"]
    assert {item["location"]["path"] for item in json.loads(written["rdjson"].read_text())["diagnostics"]} == {path}
    (suite,) = ET.parse(written["junit"]).getroot()
    assert (suite.get("name"), suite.get("failures")) == (path, "2")
    (file,) = ET.parse(written["checkstyle"]).getroot()
    assert file.get("name") == path


def test_the_workspace_of_the_service_is_the_root(tmp_path: Path) -> None:
    folder = tmp_path / "checkout" / "src"
    folder.mkdir(parents=True)
    (folder / "a.cpp").write_text("#include <nothere>\n")
    done = podcheck(
        "check", "a.cpp", "--no-cross-check", "--format", "github", cwd=folder,
        GITHUB_WORKSPACE=str(tmp_path / "checkout"),
    )  # fmt: skip
    assert done.returncode == 2
    (only,) = commands(done.stdout)
    assert (only.name, *only.place) == ("error", "src/a.cpp", 1)
    assert only.data.startswith("'nothere' file not found\n")


def test_columns_behind_other_letters_are_in_the_unit_of_each_format(tmp_path: Path) -> None:
    """An é is two bytes and one unit of UTF-16, an emoji four bytes and two units."""
    lines = [
        "#include <cstring>",
        "/* é🙂 */ struct Text { /* é🙂 */ Text(const Text& other) : value(other.value) {} int value; };",
        "struct Message { /* é🙂 */ Text title; };",
        "void send(Message& to, const Message& from) {",
        "    /* é🙂 */ std::memcpy(&to, &from, sizeof to);",
        "}",
    ]
    (tmp_path / "wire.cpp").write_text("\n".join(lines) + "\n", encoding="utf-8")
    reports = [f"--report={name}={tmp_path / name}" for name in ("rdjson", "checkstyle")]
    done = podcheck(
        "check", "wire.cpp", "--no-cross-check", "--format", "sarif", "--with-fixes", *reports, cwd=tmp_path
    )
    assert done.returncode == 1, done.stderr
    (run,) = json.loads(done.stdout)["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    (result,) = run["results"]
    (flow, *_) = result["codeFlows"]
    places = [*result["locations"], *(step["location"] for step in flow["threadFlows"][0]["locations"])]
    regions = [place["physicalLocation"]["region"] for place in places]
    assert [in_units(lines, region).partition("(")[0].split(" ")[0] for region in regions] == [
        "std::memcpy", "Message", "title;", "Text",
    ]  # fmt: skip
    (change,) = result["fixes"][0]["artifactChanges"]
    assert "".join(in_units(lines, region["deletedRegion"], whole=False) for region in change["replacements"])
    (diagnostic,) = json.loads((tmp_path / "rdjson").read_text())["diagnostics"]
    start = diagnostic["location"]["range"]["start"]
    assert in_bytes(lines, start).startswith("std::memcpy"), "rdjson's columns are bytes of UTF-8"
    (error,) = ET.parse(tmp_path / "checkstyle").getroot().iter("error")
    place = {"line": int(error.attrib["line"]), "column": int(error.attrib["column"])}
    assert in_bytes(lines, place).startswith("std::memcpy"), "as the compilers' own"


def in_units(lines: list[str], region: dict[str, int], *, whole: bool = True) -> str:
    """Return what is in the region, by units of UTF-16; or from its start on."""
    text = lines[region["startLine"] - 1].encode("utf-16-le")
    end = None if whole else 2 * (region["endColumn"] - 1)
    return text[2 * (region["startColumn"] - 1) : end].decode("utf-16-le")


def in_bytes(lines: list[str], start: dict[str, int]) -> str:
    return lines[start["line"] - 1].encode()[start["column"] - 1 :].decode()
