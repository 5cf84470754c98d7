"""The language server as an editor sees it: each thing that it shows, on the real server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editor

pytestmark = pytest.mark.asyncio

MESSAGE = """\
#include <cstring>
#include <string>
struct Part { std::string s; };
// podcheck: require trivially_copyable
struct Message { int a; Part p; };
"""

AUTOMATIC = types.CodeActionContext([], trigger_kind=types.CodeActionTriggerKind.Automatic)
"""The cursor has moved."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "message.cpp"
    path.write_text(MESSAGE)
    return path


async def test_a_finding_leads_down_to_its_root(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        (finding,) = await ed.diagnostics(file)
    assert (finding.code, finding.source, finding.severity) == (
        "broken-contract", "podcheck", types.DiagnosticSeverity.Error,
    )  # fmt: skip
    assert (finding.range.start, finding.range.end) == (types.Position(2, 26), types.Position(2, 27))
    assert finding.message.startswith("'Message' is not trivially_copyable")
    assert finding.code_description is None
    related = finding.related_information or ()
    assert related[0].location.uri == file.as_uri()
    assert any("basic_string.h" in each.location.uri and "user-provided" in each.message for each in related)


async def test_each_reason_of_a_use_is_found_too(tmp_path: Path) -> None:
    file = tmp_path / "use.cpp"
    file.write_text(MESSAGE.replace("// podcheck: require trivially_copyable\n", "") + (
        "void f(Message& m, const char* b) { std::memcpy(&m, b, sizeof m); }\n"
    ))  # fmt: skip
    async with editor(tmp_path) as ed:
        ed.open(file)
        (finding,) = await ed.diagnostics(file)
    assert (finding.code, finding.range.start.line) == ("raw-copy", 4)


async def test_what_could_not_be_analysed_is_said_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "wrong.hpp").write_text("struct Wrong { int i }\n")
    file = tmp_path / "main.cpp"
    file.write_text('#include "wrong.hpp"\nstruct Fine { int i; };\nint x = nowhere;\n')
    async with editor(tmp_path) as ed:
        ed.open(file)
        output = await ed.diagnostics(file)
    assert {each.code for each in output} == {"not-analysed"}
    own = next(each for each in output if "nowhere" in each.message)
    assert (own.range.start, own.range.end) == (types.Position(2, 8), types.Position(2, 15))
    other = next(each for each in output if "wrong.hpp:1:" in each.message)
    assert other.range.start == types.Position(0, 0)
    (related,) = other.related_information or ()
    assert related.location.uri == (tmp_path / "wrong.hpp").as_uri()


async def test_columns_are_utf_16(tmp_path: Path) -> None:
    file = tmp_path / "wide.cpp"
    text = "struct A { ~A(); };\n/* \N{GRINNING FACE}\N{LATIN SMALL LETTER E WITH ACUTE} */ struct B { int i; A a; };  "
    text += "// podcheck: require trivially_copyable\n"
    file.write_text(text)
    async with editor(tmp_path) as ed:
        ed.open(file)
        (finding,) = await ed.diagnostics(file)
        assert "struct" in await ed.hover(file, "B { int")
    places = [finding.range.start, *(each.location.range.start for each in finding.related_information or ())]
    assert types.Position(1, len("/* ## \N{LATIN SMALL LETTER E WITH ACUTE}*/ struct ")) in places


async def test_a_comment_from_the_editor_accepts_the_finding(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        actions = await ed.actions(file, "s; };", AUTOMATIC)
        (accept,) = [action for action in actions if action.title.startswith("Accept")]
        assert accept.kind == types.CodeActionKind.QuickFix
        assert [each.code for each in accept.diagnostics or ()] == ["broken-contract"]
        ed.change(file, ed.apply(file, accept.edit))
        assert await ed.diagnostics(file) == []


async def test_what_holds_today_can_be_required(tmp_path: Path) -> None:
    file = tmp_path / "wire.cpp"
    file.write_text("namespace wire {\n  struct Header { int a; char b; };\n}\n")
    async with editor(tmp_path) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        (action,) = await ed.actions(file, "Header")
        text = ed.apply(file, action.edit)
        assert text == file.read_text().replace("  struct", "  // podcheck: require pod\n  struct")
        ed.change(file, text)
        assert await ed.diagnostics(file) == []
        assert not [each for each in await ed.actions(file, "Header") if "equire" in each.title]
        ed.change(file, text.replace("char b", "char& b"))
        (finding,) = await ed.diagnostics(file)
    assert finding.code == "broken-contract"


async def test_a_fix_that_was_tried_does_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "copy.cpp"
    file.write_text("// podcheck: require trivially_copyable\nstruct Copied {\n  int i;\n  ~Copied() {}\n};\n")
    async with editor(tmp_path) as ed:
        ed.open(file)
        assert [each.code for each in await ed.diagnostics(file)] == ["broken-contract"]
        automatic = await ed.actions(file, "Copied", AUTOMATIC)
        assert not [each for each in automatic if "trivially copyable" in each.title]
        actions = await ed.actions(file, "Copied", types.CodeActionContext([], [types.CodeActionKind.QuickFix]))
        fix = next(action for action in actions if "trivially copyable" in action.title)
        ed.change(file, ed.apply(file, fix.edit))
        assert await ed.diagnostics(file) == []


async def test_a_class_is_told_where_the_mouse_is(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        text = await ed.hover(file, "Message")
        assert await ed.hover(file, "a;") == ""
        part = await ed.hover(file, "Part p")
    lines = text.splitlines()
    assert lines[:3] == [
        "```text", "struct Message", "trivially copyable: no, standard-layout: yes, trivial: no, POD: no",
    ]  # fmt: skip
    assert lines[3].startswith("first cause: ")
    assert "40 bytes, aligned to 8, 4 bytes of padding (10%)" in lines[4]
    assert any("aaaa....bbbb" in line for line in lines)
    assert lines[-1] == "```"
    assert part.splitlines()[1] == "struct Part"


async def test_hostile_names_are_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "`](command:x) <img>.cpp"
    file.write_text('struct A { const char* s = R"(```\n[x](command:evil))"; };\nauto l = [] { struct B { A a; }; };\n')
    async with editor(tmp_path) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        text = await ed.hover(file, "A {")
    assert text.startswith("```")
    assert text.endswith(text.partition("text\n")[0])
    assert "\n```" not in text[3:-4] or text.startswith("````")


async def test_lines_and_hints_are_shown_where_they_are_switched_on(tmp_path: Path) -> None:
    file = tmp_path / "layout.cpp"
    file.write_text("struct Padded {\n  char c;\n  int i;  // behind\n  short s : 3;\n};\n")
    whole = types.Range(types.Position(0, 0), types.Position(9, 0))
    for options in ({}, {"codeLens": True, "inlayHints": True}):
        async with editor(tmp_path, options=options) as ed:
            ed.open(file)
            await ed.diagnostics(file)
            identifier = types.TextDocumentIdentifier(file.as_uri())
            lenses = await ed.client.text_document_code_lens_async(types.CodeLensParams(identifier))
            hints = await ed.client.text_document_inlay_hint_async(types.InlayHintParams(identifier, whole))
            assert ed.refreshed == ({"lenses", "hints"} if options else set())
        if not options:
            assert not lenses
            assert not hints
    (lens,) = lenses or ()
    assert lens.command is not None
    assert lens.command.title.startswith("12 bytes, ")
    assert lens.command.command == "podcheck.layout"
    reported = [(hint.position.line, hint.position.character, hint.label) for hint in hints or ()]
    assert reported[:3] == [(1, 7, "@0"), (1, 9, "3 bytes of padding"), (2, 6, "@4")]


async def test_the_layout_is_a_picture(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)

        async def draw(command: str, which: object) -> dict[str, str]:
            params = types.ExecuteCommandParams(command, [file.as_uri(), which])
            result = await ed.client.workspace_execute_command_async(params)
            assert isinstance(result, dict)
            return result

        drawn = await draw("podcheck.layout", "Message")
        assert drawn["svg"].startswith("<svg")
        assert "no class with that name" in (await draw("podcheck.layout", "Massage"))["reason"]
        assert await draw("podcheck.layoutAt", ed.place(file, "Message {")) == drawn
        assert "no class is there" in (await draw("podcheck.layoutAt", types.Position(0, 0)))["reason"]


async def test_the_configuration_and_the_database_count(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    file = tmp_path / "src" / "a.cpp"
    file.write_text("#ifdef WIDE\nstruct A { virtual void f(); };\n#else\nstruct A { int i; };\n#endif\n")
    database = json.dumps(
        [{"directory": str(tmp_path), "file": "src/a.cpp", "arguments": ["c++", "-DWIDE", "-c", "src/a.cpp"]}]
    )
    async with editor(tmp_path) as ed:
        ed.open(file)
        assert await ed.diagnostics(file) == []
        (watched,) = ed.registered
        assert isinstance(watched.register_options, dict)
        patterns = [each["globPattern"] for each in watched.register_options["watchers"]]
        assert {"**/podcheck.toml", "**/compile_commands.json", "**/*.hpp"} <= set(patterns)
        for path, text, expected in (
            (tmp_path / "podcheck.toml", 'require = ["standard_layout"]\n', []),
            (tmp_path / "compile_commands.json", database, ["requirement"]),
            (tmp_path / "podcheck.toml", 'require = ["standart_layout"]\n', ["not-analysed"]),
            (tmp_path / "podcheck.toml", "", []),
        ):
            path.write_text(text)
            before = ed.count(file)
            ed.client.workspace_did_change_watched_files(
                types.DidChangeWatchedFilesParams([types.FileEvent(path.as_uri(), types.FileChangeType.Changed)])
            )
            output = await ed.next_news(file, before)
            assert [each.code for each in output] == expected, path
            if expected == ["not-analysed"]:
                assert "podcheck.toml:1" in output[0].message


async def test_two_projects_have_each_their_own_settings(tmp_path: Path) -> None:
    for name, traits in (("one", "trivially_copyable"), ("two", "standard_layout")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "podcheck.toml").write_text(f'require = ["{traits}"]\n')
        (tmp_path / name / "a.cpp").write_text("struct A { ~A(); };\nstruct B { int i; private: int j; };\n")
    first, two = tmp_path / "one" / "a.cpp", tmp_path / "two" / "a.cpp"
    async with editor(tmp_path / "one", tmp_path / "two") as ed:
        ed.open(first)
        ed.open(two)
        assert [each.range.start.line for each in await ed.diagnostics(first)] == [0]
        assert [each.range.start.line for each in await ed.diagnostics(two)] == [1]


async def test_the_text_of_headers_counts_before_it_is_saved(tmp_path: Path) -> None:
    (tmp_path / "include").mkdir()
    header, file = tmp_path / "include" / "part.hpp", tmp_path / "whole.cpp"
    header.write_text("#pragma once\nstruct Part { int i; };\n")
    file.write_text(
        '#include "include/../include/part.hpp"\n// podcheck: require trivially_copyable\nstruct Whole { Part p; };\n'
    )
    async with editor(tmp_path) as ed:
        ed.open(header)
        ed.open(file)
        assert await ed.diagnostics(file) == []
        await prefixes_are_made(ed)
        for text, codes in (
            ("~Part();", ["broken-contract"]),
            ("int j;", []),
            ("Part(const Part&);", ["broken-contract"]),
        ):
            before = ed.count(file)
            ed.change(header, f"#pragma once\nstruct Part {{ {text} }};\n")
            assert [each.code for each in await ed.next_news(file, before)] == codes
        before = ed.count(file)
        ed.close(header)
        assert await ed.next_news(file, before) == []
        ed.open(header)
        ed.change(header, "#pragma once\nstruct Part { virtual ~Part(); };\n")
        await ed.diagnostics(header)
        before = ed.count(file)
        ed.save(header)
        assert [each.code for each in await ed.next_news(file, before)] == ["broken-contract"]
        assert ed.published[header.as_uri()]


async def prefixes_are_made(ed: Editor) -> None:
    """Wait until nothing is precompiled any more, of two files at least."""
    reports = ed.client.progress_reports
    while len(reports) < 1 or not all(
        any(isinstance(each, types.WorkDoneProgressEnd) for each in some) for some in reports.values()
    ):
        await asyncio.sleep(0.05)


async def test_precompiling_the_headers_is_shown(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        await prefixes_are_made(ed)
        ((begun, _),) = ed.client.progress_reports.values()
        ed.change(file, MESSAGE + "struct More { Message m; };\n")
        assert len(await ed.diagnostics(file)) == 1
    assert isinstance(begun, types.WorkDoneProgressBegin)
    assert begun.title == "podcheck: precompiling the headers of message.cpp"


async def test_a_closed_file_has_no_diagnostics(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        assert await ed.diagnostics(file)
        before = ed.count(file)
        ed.close(file)
        assert await ed.next_news(file, before) == []
        assert await ed.hover(file, "Message") == ""
