"""The addresses of codes: none while they are placeholders, one in each format once a release has filled them in."""

from __future__ import annotations

import json

import pytest

from podcheck import addresses
from podcheck.addresses import rule_address
from podcheck.report.formats.rdjson import render_rdjson
from podcheck.report.formats.sarif import render_sarif
from podcheck.report.rules.json import rules_json
from podcheck.rules.docs.pages import page
from tests.report.team import INSIDE, TEAM


def test_a_placeholder_is_no_address() -> None:
    assert "OWNER" in addresses.SITE
    assert rule_address("mixed-access") is None
    assert "helpUri" not in render_sarif(TEAM, INSIDE)
    assert "OWNER" not in render_rdjson(TEAM, INSIDE)
    assert json.loads(rules_json([page("mixed-access")]))["rules"][0]["url"] is None


def test_a_code_has_its_address_in_each_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "SITE", "https://podcheck.example/")
    assert rule_address("mixed-access") == "https://podcheck.example/rules/mixed-access/"
    rules = json.loads(render_sarif(TEAM, INSIDE))["runs"][0]["tool"]["driver"]["rules"]
    helped = {rule["id"]: rule.get("helpUri") for rule in rules}
    assert helped["user-provided"] == "https://podcheck.example/rules/user-provided/"
    diagnostics = json.loads(render_rdjson(TEAM, INSIDE))["diagnostics"]
    assert any(item["code"].get("url", "").startswith("https://podcheck.example/rules/") for item in diagnostics)
