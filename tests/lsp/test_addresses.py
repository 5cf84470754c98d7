"""A diagnostic leads to its code's page, once a release has said where the pages are."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from podcheck import addresses
from podcheck.lsp.conversion import to_diagnostic
from podcheck.lsp.messages import Question
from podcheck.lsp.uris import from_path
from podcheck.lsp.worker import FileWorker


@pytest.mark.parametrize(
    ("site", "page"),
    [
        ("https://example.org/docs/", "https://example.org/docs/rules/broken-contract/"),
        ("https://OWNER.github.io/podcheck", None),
    ],
)
def test_a_code_leads_to_its_page(site: str, page: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a file's process goes to its project
    monkeypatch.setattr(addresses, "SITE", site)
    text = "// podcheck: require pod\nstruct A { int i = 1; };\n"
    (diagnosis,) = FileWorker().analyse(Question("analyse", str(tmp_path / "a.cpp"), text)).diagnoses
    shown = to_diagnostic(diagnosis, from_path)
    assert shown.code == "broken-contract"
    assert shown.code_description == (types.CodeDescription(page) if page else None)
