"""What is kept of a run does not answer for a source that means something else by now."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from podcheck.cache import clear
from tests.analysis.two_folders import WAIT
from tests.cache.running import answer, spread
from tests.cache.scenarios import RACES, SCENARIOS, Scenario
from tests.needs import require

REPEATED = "and so is what it said"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: scenarios lie in folders of their own."""
    return tmp_path_factory.mktemp("cache")


def _is_repeated(logged: list[str]) -> bool:
    return any(REPEATED in line for line in logged)


NOT_KEPT = {
    "one that a macro names appears",
    "one whose name is put together appears",
    "a link that leads nowhere gets its target",
    "one in a search folder that a link lacked",
    "one by a link that leads nowhere",
    "bytes that a macro names change",
    "an overlay changes",
    "what an overlay leads to changes",
    "the time in a text is another",
    "the date is another",
    "a date that is put together is another",
}
"""What these depend on can't be told: nothing of them is kept."""

NOT_ASKED_ONCE = {
    "one of --sysroot and =",
    "one of a sysroot's own",
    "-imacros changes",
    "-imacros brings another",
    "-imacros asks for one",
    "what a wrapper includes changes",
    "what a --config file includes changes",
    "an argument of the compiler's includes a file",
}
"""Of these it can't be told what a compiler reads, or it fails."""


def _check(scenario: Scenario, place: Path, cache: Path, *, crossed: bool) -> None:
    folder = place / "b"
    scenario.lay_out(folder)
    time.sleep(WAIT)
    first, logged = answer(scenario, folder, cache, crossed=crossed, second=False)
    assert not _is_repeated(logged)
    if scenario not in RACES:
        again, logged_again = answer(scenario, folder, cache, crossed=crossed, second=False)
        assert again == first
        unkept = scenario.name in NOT_KEPT or (crossed and scenario.name in NOT_ASKED_ONCE)
        assert _is_repeated(logged_again) is not unkept
        assert unkept is (any("not cached" in line for line in logged) or "! " in first)
    scenario.change(folder)
    second, logged = answer(scenario, folder, cache, crossed=crossed, second=True)
    fresh, _ = answer(scenario, folder, None, crossed=crossed, second=True)
    assert second == fresh
    assert not _is_repeated(logged)
    assert first != fresh, "the change changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize(
    "scenario", [scenario for scenario in SCENARIOS if not scenario.alone], ids=lambda item: item.name
)
def test_facts_of_what_was_are_not_facts(scenario: Scenario, tmp_path: Path, cache: Path) -> None:
    _check(scenario, tmp_path, cache, crossed=False)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item.name)
def test_compilers_are_asked_about_what_is(scenario: Scenario, tmp_path: Path, cache: Path) -> None:
    require("clang++" if scenario.compiler.startswith("clang++") else "g++")
    _check(scenario, tmp_path, cache, crossed=True)


KEPT = (
    "a header comes into a folder before",
    "one of CPATH",
    "one in a new folder",
    "one that a header asks for appears",
    "a header changes",
    "one that goes",
    "a header of a header changes",
    "a link leads to another folder",
    "a folder is swapped for another",
    "one that becomes a folder",
)


@pytest.mark.parametrize(
    "scenario", [scenario for scenario in SCENARIOS if scenario.name in KEPT], ids=lambda item: item.name
)
def test_a_kept_prefix_of_what_was_is_not_put_beneath(scenario: Scenario, tmp_path: Path) -> None:
    """The facts of the first run are taken away: what it has precompiled is left."""
    folder, cache = tmp_path / "b", tmp_path / "cache"
    scenario.lay_out(folder)
    paths = spread(scenario, folder)
    time.sleep(WAIT)
    first, logged = answer(scenario, folder, cache, crossed=False, second=False, paths=paths)
    assert f"{len(paths)} of {len(paths)} files were parsed on top of the headers that they share" in logged
    assert not any("not cached" in line for line in logged)
    assert clear(cache) > 0
    again, logged = answer(scenario, folder, cache, crossed=False, second=False, paths=paths[:1])
    assert "1 of 1 files were parsed on top of the headers that they share" in logged
    assert again in first
    assert clear(cache) > 0
    scenario.change(folder)
    second, _ = answer(scenario, folder, cache, crossed=False, second=True, paths=paths)
    fresh, _ = answer(scenario, folder, None, crossed=False, second=True, paths=paths)
    assert second == fresh != first


def test_unrecordable_sources_are_not_kept_and_that_is_said(tmp_path: Path, cache: Path) -> None:
    for scenario in SCENARIOS:
        if scenario.name in UNKEPT:
            folder = tmp_path / scenario.name.replace(" ", "_") / "b"
            scenario.lay_out(folder)
            time.sleep(WAIT)
            _, logged = answer(scenario, folder, cache, crossed=False, second=False)
            assert [line for line in logged if line.startswith("not cached: ")], scenario.name
            assert UNKEPT[scenario.name] in "".join(logged)


UNKEPT = {
    "the date is another": "__DATE__",
    "one whose name is put together appears": "comes from a macro",
    "bytes that a macro names change": "comes from a macro",
    "an overlay changes": "-ivfsoverlay",
}
