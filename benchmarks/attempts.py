"""Runs of podcheck in which something goes wrong, and how it is counted what became of them."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PODCHECK = [sys.executable, "-m", "podcheck"]
REPOSITORY = Path(__file__).parents[1]
UNITS = 16
HEADER = """\
#pragma once
#include <memory>
#include <string>
template<class T> struct Box { T value; std::unique_ptr<T> next; };
struct Base { std::string name; };
"""


@dataclass
class Count:
    """The attempts of one kind of attack."""

    tried: int = 0
    held: int = 0
    """How many ended as they must."""

    note: str = ""
    wrong: list[str] = field(default_factory=list)
    """What did not hold, in words."""

    def add(self, what: str = "", *, ended: bool, same: bool, times: int = 1) -> None:
        """Count attempts: podcheck ended as it promises, and what it said of the rest is as it was."""
        self.tried += times
        if ended and same:
            self.held += times
        else:
            self.wrong.append(f"{what}{'' if ended else ' (not ended as promised)'}{'' if same else ' (not the same)'}")


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    status: int
    records: str
    said: str
    printed: str = ""

    def __str__(self) -> str:
        return f"status {self.status}, {self.said[-300:]!r}"

    @property
    def as_promised(self) -> bool:
        return self.status in (0, 1, 2) and "Traceback" not in self.said and "internal error" not in self.said


def project(folder: Path) -> Path:
    """Sources with a header and a database."""
    folder.mkdir(parents=True)
    (folder / "common.hpp").write_text(HEADER)
    for number in range(UNITS):
        lines = [f'#include "common.hpp"\nnamespace n{number} {{']
        lines += [f"struct S{at} {{ int a; char b[{at + 1}]; }};" for at in range(8)]
        lines += ["struct D : Base { int d; };", f"inline Box<S{number % 8}>* box; }}"]
        (folder / f"u{number}.cpp").write_text("\n".join(lines) + "\n")
    database(folder, [f"u{number}.cpp" for number in range(UNITS)])
    return folder


def database(folder: Path, names: list[str]) -> None:
    items = [{"directory": str(folder), "file": name, "command": f"c++ -std=c++17 -c {name}"} for name in names]
    (folder / "compile_commands.json").write_text(json.dumps(items))


def command(folder: Path, cache: Path | None, crossed: str = "--compiler=g++") -> list[str]:
    place = ["--cache-dir", str(cache)] if cache is not None else ["--no-cache"]
    return [*PODCHECK, "check", "-p", str(folder), crossed, "-j", "2", "--format", "json", *place]


def started(
    words: list[str],
    before: list[str] | None = None,
    *,
    cwd: Path | None = None,
    user: int | None = None,
    variables: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Start a command. `before`: words in front of it; `user`: the id of who it is."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", **(variables or {})}
    return subprocess.Popen(
        [*(before or []), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        env=environment,
        cwd=cwd,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def finished(process: subprocess.Popen[str]) -> Done:
    output, printed = process.communicate(timeout=300)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return Done(process.returncode, json.dumps(json.loads(output)["records"]), printed, output)
    return Done(process.returncode, "", printed, output)


def run(folder: Path, cache: Path | None, before: list[str] | None = None) -> Done:
    return finished(started(command(folder, cache), before))
