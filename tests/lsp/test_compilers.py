"""What the compilers say is shown once a file is saved, and not as one types."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editor

pytestmark = [pytest.mark.asyncio, pytest.mark.needs("g++")]

FIXED = "struct Fixed { int i; Fixed(Fixed&&) = delete; };\n"
"""No copy or move is left: g++ and clang++ call it trivially copyable all the same."""

BROKEN = "// podcheck: require standard_layout\nstruct B { int i; private: int j; };\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fixed.cpp"
    path.write_text(FIXED)
    return path


async def save(ed: Editor, path: Path, *, answers: int) -> list[types.Diagnostic]:
    """Save the file; return what is said once the server has said so many things of it."""
    before = ed.count(path)
    ed.save(path)
    for number in range(answers):
        await ed.next_news(path, before + number)
    return list(ed.published[path.as_uri()][-1].diagnostics)


async def test_a_save_has_the_compilers_asked(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        assert await ed.diagnostics(file) == []
        output = await save(ed, file, answers=2)
        hint = next(each for each in output if "g++" in each.message)
        assert (hint.code, hint.severity) == ("CWG1734", types.DiagnosticSeverity.Hint)
        assert hint.range.start == types.Position(0, len("struct "))
        assert "says yes, podcheck no, a known difference (CWG1734)" in hint.message
        assert hint.code_description == types.CodeDescription("https://cplusplus.github.io/CWG/issues/1734.html")
        ed.change(file, FIXED + BROKEN)
        assert [each.code for each in await ed.diagnostics(file)] == ["broken-contract"]
        assert {each.code for each in await save(ed, file, answers=2)} == {"broken-contract", "CWG1734"}


@pytest.mark.parametrize("switch", ["the editor", "the configuration"])
async def test_it_can_be_switched_off(file: Path, switch: str) -> None:
    if switch == "the configuration":
        (file.parent / "podcheck.toml").write_text("cross-check = false\n")
    options = {"crossCheckOnSave": False} if switch == "the editor" else None
    async with editor(file.parent, options=options) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        assert await save(ed, file, answers=1) == []
        assert "struct Fixed" in await ed.hover(file, "Fixed {")
        before = ed.count(file)
        ed.change(file, FIXED + "// more\n")
        assert await ed.next_news(file, before) == []
        assert ed.count(file) == before + 1


async def test_an_edit_ends_it(file: Path) -> None:
    async with editor(file.parent) as ed:
        ed.open(file)
        await ed.diagnostics(file)
        await save(ed, file, answers=1)
        for number in range(3):
            ed.change(file, f"{FIXED}struct S{number} {{}};\n")
            assert await ed.diagnostics(file) == []
        versions = [each.version for each in ed.published[file.as_uri()]]
        assert versions == sorted(versions, key=lambda version: version or 0)
        assert not [each for each in ed.published[file.as_uri()] if each.version != 1 and each.diagnostics]


async def test_what_only_the_editor_has_is_no_matter_for_compilers(file: Path) -> None:
    header = file.parent / "part.hpp"
    header.write_text("#pragma once\nstruct Part { int i; };\n")
    file.write_text('#include "part.hpp"\n' + FIXED)
    async with editor(file.parent) as ed:
        ed.open(header)
        ed.open(file)
        await ed.diagnostics(header)
        await ed.diagnostics(file)
        before = ed.count(file)
        ed.change(header, "#pragma once\nstruct Part { int i, j; };\n")
        await ed.next_news(file, before)
        assert await save(ed, file, answers=1) == []
        before = ed.count(file)
        ed.save(header)
        await ed.next_news(file, before)
        output = await ed.next_news(file, before + 1)
        assert {each.code for each in output} == {"CWG1734"}


async def test_other_ends_of_lines_are_no_change(file: Path) -> None:
    header = file.parent / "part.hpp"
    header.write_bytes(b"#pragma once\r\nstruct Part { int i; };\r\n")
    async with editor(file.parent) as ed:
        ed.open(header, "#pragma once\nstruct Part { int i; };\n")
        ed.open(file)
        await ed.diagnostics(header)
        await ed.diagnostics(file)
        assert {each.code for each in await save(ed, file, answers=2)} == {"CWG1734"}
