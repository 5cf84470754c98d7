"""The language server as an editor sees it: each thing that it shows, on the real server."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import editor

pytestmark = pytest.mark.asyncio

MESSAGE = """\
#include <cstring>
#include <string>
struct Part { std::string s; };
// podcheck: require trivially_copyable
struct Message { int a; Part p; };
"""


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
