"""What is not there skips a test and says so, but fails it in continuous integration."""

from __future__ import annotations

import pytest

from tests.needs import NEEDS, is_there, require


@pytest.fixture(autouse=True)
def without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODCHECK_TESTS_HIDE", "boost,git")
    monkeypatch.delenv("CI", raising=False)


def test_a_test_is_skipped_for_what_is_not_there() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"^needs git \(Debian: git\) and Boost's headers \(Debian: "):
        require("git", "boost")


def test_in_continuous_integration_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs git"):
        require("git")


def test_what_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "there", (lambda: True, "nothing"))
    monkeypatch.setitem(NEEDS, "gone", (lambda: False, "something"))
    require("there")
    assert [is_there(name) for name in ("there", "gone", "git")] == [True, False, False]


@pytest.mark.parametrize("program", ["git", "chromium"])
def test_a_program_is_looked_for_on_the_path(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert not is_there(program)
