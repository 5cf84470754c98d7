"""Columns lead to the name whatever stands before it: bytes that are no UTF-8, a mark, astral characters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from podcheck.extract.libclang import library
from podcheck.fixes.source.positions import position
from podcheck.lsp.messages import Span
from podcheck.lsp.positions import Positions, cut_units
from podcheck.model.problems import Location
from tests.cli.running import podcheck

CLASS = b"struct A { /* %b */ virtual void found(); }; // podcheck: require pod"
BEFORE = {
    "ASCII": b"/* e */ ",
    "UTF-8": "/* é */ ".encode(),
    "Latin-1": b"/* caf\xe9 \xfc\xdf */ ",
    "astral": "/* 😀🧪 */ ".encode(),
    "a broken sequence": b"/* \xf0\x9f \xe2\x82 \xff\xfe */ ",
    "both": b"/* \xc3\xa9 \xe9 */ ",
    "tabs": "\t/* é */\t".encode(),
    "signs that end lines elsewhere": "/* \u2028 \x0b \x0c \x85 */ ".encode(),
    "a byte order mark": b"\xef\xbb\xbf",
    "a mark, and more": b"\xef\xbb\xbf/* \xe9 */ ",
    "CRLF before": "/* é */\r\n/* é */ ".encode(),
    "a mark and CRLF": "\ufeff/* é */\r\n/* é */ ".encode(),
    "a form feed before": b"/* \x0c */\n\x0c/* \xe9 */ ",
}


def viewed(content: bytes) -> list[str]:
    """The lines as a viewer has them."""
    return re.split("\r\n|\n|\r", content.decode("utf-8", "replace").removeprefix("\ufeff"))


def written(tmp_path: Path, before: bytes) -> tuple[Path, bytes]:
    file = tmp_path / "a.cpp"
    content = before + CLASS % before[-8:].replace(b"/", b"").replace(b"*", b"").removeprefix(b"\xef\xbb\xbf") + b"\r\n"
    file.write_bytes(content)
    return file, content


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_sarif_and_rdjson(before: bytes, tmp_path: Path) -> None:
    file, content = written(tmp_path, before)
    other = tmp_path / "o.json"
    done = podcheck("check", str(file), "--no-cross-check", "--format", "sarif", "--report", f"rdjson={other}")
    (run,) = json.loads(done.stdout)["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    lines = viewed(content)
    results = run["results"]
    assert results
    for result in results:
        found = [place["physicalLocation"]["region"] for place in (*result["locations"], *result["relatedLocations"])]
        assert found
        for region in found:
            units = lines[region["startLine"] - 1].encode("utf-16-le")[2 * (region["startColumn"] - 1) :]
            assert re.match(r"found\(|A \{|podcheck: ", units.decode("utf-16-le")), region
    raw = re.split(b"\r\n|\n|\r", content)
    for diagnostic in json.loads(other.read_text())["diagnostics"]:
        start = diagnostic["location"]["range"]["start"]
        assert re.match(rb"found\(|A \{", raw[start["line"] - 1][start["column"] - 1 :])


@pytest.mark.parametrize(
    ("command", "before"),
    [
        *(("check", before) for before in BEFORE),
        *(("explain A", before) for before in ("Latin-1", "a mark, and more", "a form feed before")),
        ("explain A -v", "a mark and CRLF"),
    ],
)
def test_the_caret_stands_below_the_name(before: str, command: str, tmp_path: Path) -> None:
    file, _ = written(tmp_path, BEFORE[before])
    done = podcheck(*command.split(), str(file), "--no-cross-check", COLUMNS="200")
    lines = done.stdout.split("\n")
    carets = [number for number, line in enumerate(lines) if re.fullmatch(r"[ |]*\^~*", line)]
    assert carets
    for number in carets:
        shown = re.sub("[😀🧪]", "\\g<0>\0", lines[number - 1])  # each takes two columns
        assert shown[lines[number].index("^") :].startswith(("found()", "A {")), lines[number - 1 : number + 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_spans_in_editors(before: bytes, encoding: str, tmp_path: Path) -> None:
    library.load()
    file, content = written(tmp_path, before)
    offset = content.index(b"found")
    raw = re.split(b"\r\n|\n|\r", content[:offset])
    positions = Positions({}, encoding)
    span = positions.span(Location(str(file), len(raw), len(raw[-1]) + 1))
    line = viewed(content)[span.line]
    units = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    text = line.encode(units[0])[span.character * units[1] : span.end_character * units[1]]
    assert text.decode(units[0]) == "found"
    assert positions.span_of_bytes(str(file), offset, offset + 5) == span
    word, there = positions.word(str(file), Span(span.line, span.character + 1, span.line, span.character + 1))
    assert (word, there) == ("found", span)


def test_a_position_of_a_fix_does_not_count_the_mark() -> None:
    content = b"\xef\xbb\xbfint a\xe9;\n\xef\xbb\xbf b"
    assert position(content, content.index(b"a")).utf16_column == 5
    assert position(content, content.index(b";")).utf16_column == 7
    assert position(content, content.index(b" b") + 1).utf16_column == 3


def test_units_are_cut_between_characters() -> None:
    line = "a😀".encode() + b"\xe9\xf0\x9fb"
    assert [cut_units(line, units, "utf-16") for units in range(8)] == [0, 1, 1, 5, 6, 8, 9, 9]
    assert [cut_units(line, units, "utf-8") for units in (1, 4, 5, 7, 8, 11, 12)] == [1, 1, 5, 5, 6, 8, 9]
