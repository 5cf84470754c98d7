"""A seeded set of 200 small sources, half of them near-misses, and how many of their uses podcheck finds."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from uses_kinds import KINDS

VARIANTS = 2
"""Of each kind: of the place that is a fault, and of the near-miss."""

_WORDS = [
    "Actor",
    "Ledger",
    "Packet",
    "Queue",
    "Ticket",
    "Vessel",
    "Widget",
    "Zone",
    "Cursor",
    "Field",
    "Marker",
    "Record",
    "Signal",
    "Track",
    "Vertex",
    "Window",
]
_VERBS = [
    "apply",
    "build",
    "close",
    "drain",
    "enter",
    "flush",
    "gather",
    "handle",
    "insert",
    "join",
    "keep",
    "load",
    "merge",
    "note",
    "open",
    "push",
]
_THINGS = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "item",
    "part",
    "piece",
    "what",
    "which",
    "first",
    "other",
    "next",
    "last",
    "mine",
    "yours",
    "ours",
]
_FINDS = re.compile(r"// finds: ([\w-]+(?:, [\w-]+)*)$")
_FILE = re.compile(r"^//// (\S+)\n", re.MULTILINE)

_OWNERS = (
    "struct OWNER { OWNER(); OWNER(const OWNER&); ~OWNER(); int id; char* text; };",
    "class OWNER { public: OWNER(); ~OWNER(); int id; private: long* table; };",
    "struct OWNER { OWNER(); OWNER(OWNER&&); OWNER& operator=(const OWNER&); ~OWNER(); long weight; int id; };",
    "struct OWNERText { OWNERText(); ~OWNERText(); char* t; }; struct OWNER { OWNER(); int id; OWNERText text; };",
)
_PLAINS = (
    "struct PLAIN { int id; int width; };",
    "struct PLAIN { unsigned id; short low, high; };",
    "struct PLAIN { int id; int number[3]; };",
)
_PADDED = (
    "struct PADDED { char kind; int id; };",
    "struct PADDED { int id; short low; };",
    "struct PADDED { long all; int id; };",
)
_LINKED = ("struct LINKED { LINKED* next; long id; };", "struct LINKED { long id; const char* text; };")
_SHAPES = ("struct SHAPE { virtual ~SHAPE(); int id; };", "struct SHAPE { virtual int area() const; int id; };")
_CLASSES = {"OWNER": _OWNERS, "PLAIN": _PLAINS, "PADDED": _PADDED, "LINKED": _LINKED, "SHAPE": _SHAPES}


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its headers."""

    kind: str
    near: bool
    """Nothing is wrong in it, though it looks like what is."""

    files: dict[str, str]
    """Texts by name."""

    expected: frozenset[tuple[str, int, str]]
    """File, line and code of each finding."""


def make_sources(seed: int) -> Iterator[Source]:
    """Yield the set, the same for the same seed."""
    chance = random.Random(seed)
    for kind, texts in KINDS.items():
        for _ in range(VARIANTS):
            for near, text in enumerate(texts):
                yield _make(kind, bool(near), text, chance)


def _make(kind: str, near: bool, text: str, chance: random.Random) -> Source:
    classes = [chance.choice(shapes) for word, shapes in _CLASSES.items() if re.search(rf"\b{word}\b", text)]
    names = dict(zip(_CLASSES, chance.sample(_WORDS, len(_CLASSES)), strict=True))
    names["FUNC"] = chance.choice(_VERBS)
    names["VAR"], names["OTHER"] = chance.sample(_THINGS, 2)
    main, *rest = _FILE.split(text)
    blank = "\n" * chance.randrange(3)
    files = {"main.cpp": "\n".join([*classes, blank]) + main, **dict(zip(rest[::2], rest[1::2], strict=True))}
    for name, value in names.items():
        files = {file: re.sub(rf"\b{name}(?=\b|Text)", value, content) for file, content in files.items()}
    expected = {
        (file, number, code)
        for file, content in files.items()
        for number, line in enumerate(content.splitlines(), 1)
        if (match := _FINDS.search(line))
        for code in match[1].split(", ")
    }
    return Source(kind, near, files, frozenset(expected))


def find_in(source: Source, folder: Path, *options: str) -> set[tuple[str, int, str]]:
    """Return what podcheck finds in it: file, line and code. Ends the run where it can't read it."""
    for name, content in source.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    config = ["--config", "podcheck.toml"] if "podcheck.toml" in source.files else ["--no-config"]
    words = [
        sys.executable,
        "-m",
        "podcheck",
        "check",
        "main.cpp",
        "--no-cross-check",
        "--no-cache",
        "--format",
        "json",
    ]
    done = subprocess.run(
        [*words, *config, *options, "--", "-Iinclude"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"{source.kind}: podcheck ended with {done.returncode}\n{done.stderr}\n{source.files['main.cpp']}")
    report = json.loads(done.stdout)
    return {(item["location"]["file"], item["location"]["line"], item["code"]) for item in report["findings"]}


def measure(seed: int, *options: str) -> None:
    """Print what is missed and what is found beside that, recall and precision."""
    expected = right = result = count = 0
    for source in make_sources(seed):
        with tempfile.TemporaryDirectory() as place:
            reported = find_in(source, Path(place), *options)
        count += 1
        expected, right, result = (
            expected + len(source.expected),
            right + len(reported & source.expected),
            result + len(reported),
        )
        for what, places in (("missed", source.expected - reported), ("false", reported - source.expected)):
            for file, line, code in sorted(places):
                text = source.files.get(file, "").splitlines()[line - 1 : line]
                print(f"{what}: {source.kind}{' (near)' if source.near else ''}: {file}:{line}: {code}: {text}")
    print(f"{count} sources, {expected} places, {result} found, {right} of them expected")
    print(f"recall {right / expected:.3f}, precision {right / result if result else 1:.3f}")
