"""A run in this process, and what it says in a few lines: as the command line does it, cache and all."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from podcheck.analysis.cached_run import Rendering, run_or_replay
from podcheck.config.settings import make_settings
from podcheck.crosscheck.compilers import Family
from podcheck.model.results import Report
from podcheck.model.run_output import RunOutput
from tests.cache.scenarios import Scenario
from tests.needs import found_compilers


class Listener(logging.Handler):
    """Keeps what podcheck logs."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage())


@contextmanager
def surroundings(folder: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """Be in that folder, with these variables, for a while."""
    here, before = os.getcwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _clang() -> str:
    """Return the command of the clang++ that is there, which may have its version in its name."""
    return next(compiler.command[0] for compiler in found_compilers() if compiler.family is Family.CLANGXX)


def describe(report: Report) -> str:
    """Return what a report says, line by line."""
    lines = []
    for record in report.records:
        verdicts = {trait.value: verdict.value.name for trait, verdict in record.judgement.verdicts.items()}
        answers = [
            (answer.compiler, sorted((str(trait), value) for trait, value in answer.traits.items()), answer.note)
            for answer in record.answers
        ]
        lines.append(f"{record.facts.name} {record.facts.location} {verdicts} {answers}")
    lines += [f"{'!' * problem.fatal} {problem.message} {problem.location}" for problem in report.problems]
    return "\n".join(lines)


def spread(scenario: Scenario, folder: Path) -> list[str]:
    """Put sources like `a.cpp` beside it, and guard its headers: so many share them that these are precompiled."""
    text = (folder / "a.cpp").read_text()
    for letter in "bcde":
        (folder / f"{letter}.cpp").write_text(text.replace("struct A ", f"struct {letter.upper()} "))
    for name, content in scenario.files.items():
        if name.endswith(".hpp") and not content.startswith(("->", "=>")):
            (folder / name).write_text(f"#pragma once\n{content}")
    return [str(folder / f"{letter}.cpp") for letter in "abcde"]


def answer(
    scenario: Scenario,
    folder: Path,
    cache: Path | None,
    *,
    crossed: bool,
    second: bool,
    paths: Sequence[str] = (),
) -> tuple[str, list[str]]:
    """Return what a run says of the project, and what it logs. `paths`: of what is checked, where not of `a.cpp`."""
    compiler = scenario.compiler_in(folder)
    if compiler.startswith("clang++ "):
        compiler = compiler.replace("clang++", _clang(), 1)
    chosen = make_settings(
        paths or [str(folder / "a.cpp")],
        std=scenario.std,
        clang_args=scenario.flags_in(folder),
        cross_check=crossed,
        compilers=[compiler] if crossed else [],
        cache=str(cache) if cache is not None else None,
        jobs=2,
    )
    listener = Listener()
    logger = logging.getLogger("podcheck")
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    rendering = Rendering("scenarios", lambda: None, lambda report: RunOutput(0, describe(report)))
    try:
        with surroundings(folder, scenario.environment_in(folder, second=second)):
            return run_or_replay(chosen, rendering, lambda *_: None).output, listener.lines
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
