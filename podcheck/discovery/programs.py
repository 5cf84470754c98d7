"""Which programs a source belongs to, by what its build says: the one-definition rule holds within each of them.

A target is known by the folder that its object files lie in: CMake's `CMakeFiles/NAME.dir/`, Meson's `NAME.p/`. Which
targets are linked into one program, CMake's File API knows, where somebody asked for it: IDEs do, and whoever makes the
empty file `.cmake/api/v1/query/codemodel-v2` in the build's folder before CMake runs. Nothing there is run.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from podcheck.files import read_bytes
from podcheck.model.problems import Location, Problem

_CONFIGURATION = re.compile(r"-DCMAKE_INTDIR=\\?\"?(?P<name>[\w.+-]+)")
"""What CMake defines for each source of a build that has several configurations side by side."""

_VERSION = re.compile(r"(?<=\.so)(?:\.\d+)+$|(?:\.\d+)+(?=\.dylib$)")
_REPLY = Path(".cmake", "api", "v1", "reply")
_BUILD = "CMakeCache.txt"
"""What the folder of a CMake build holds."""

_LARGEST = 64 * 1024 * 1024
_MOST_TARGETS = 20_000
_MADE = frozenset({"EXECUTABLE", "SHARED_LIBRARY", "MODULE_LIBRARY", "STATIC_LIBRARY", "OBJECT_LIBRARY"})
_OBJECTS = "OBJECT_LIBRARY"
_ADVICE = "Configure the build again; meanwhile each target counts as a program of its own."

Json: TypeAlias = Any
Programs: TypeAlias = Mapping[str, tuple[str, ...]]
"""By a target's label those of the targets that it is linked into, itself among them."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is made of some sources."""

    name: str
    folder: str
    """The folder that the folder of its object files lies in."""

    configuration: str = ""
    """Of a build with several configurations, the one; else empty."""

    @property
    def label(self) -> str:
        """Return the name, and behind it what differs for targets of that name in other builds or configurations."""
        place = f"{self.folder}\0{self.configuration}".encode("utf-8", "surrogateescape")
        return f"{self.name}@{blake2b(place, digest_size=4).hexdigest()}"


def find_target(output: str, directory: str, words: Sequence[str]) -> Target | None:
    """Return the target that the object file is for; None where its path doesn't say.

    `directory`: where the compiler is run. `words`: its arguments.
    """
    name, above = _folder_of(output.split("/"))
    if not name or "\0" in output:
        return None
    result = (_CONFIGURATION.match(word) for word in words)
    configuration = next((match["name"] for match in result if match is not None), "")
    return Target(name, _real_folder(os.path.join(directory, above)), configuration)


def _folder_of(steps: Sequence[str]) -> tuple[str, str]:
    """Return the target's name, and the path above its folder for objects; no name where it is none."""
    for at, step in enumerate(steps[1:-1], 1):
        if steps[at - 1] == "CMakeFiles" and step.endswith(".dir"):
            return step.removesuffix(".dir"), "/".join((*steps[: at - 1], ""))
    if len(steps) > 1 and steps[-2].endswith(".p"):
        return steps[-2].removesuffix(".p"), "/".join((*steps[:-2], ""))
    return "", ""


def find_programs(targets: Iterable[Target]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the labels of the programs that these targets are part of, and what is wrong with the File API's reply."""
    labels: dict[str, None] = {}
    problems: dict[Problem, None] = {}
    for target in targets:
        build = _build_of(target.folder)
        linked = _read(build, _newest(build)) if build is not None else {}
        if isinstance(linked, Problem):
            problems[linked] = None
            linked = {}
        labels |= dict.fromkeys((target.label, *linked.get(target.label, ())))
    return tuple(sorted(labels)), tuple(problems)


def forget_builds() -> None:
    """Have builds looked for anew: a run begins."""
    _build_of.cache_clear()
    _newest.cache_clear()


_real_folder = functools.lru_cache(maxsize=4096)(os.path.realpath)


@functools.lru_cache(maxsize=4096)
def _build_of(folder: str) -> Path | None:
    """Return the folder of the CMake build that the folder lies in."""
    return next((parent for parent in (Path(folder), *Path(folder).parents) if os.path.isfile(parent / _BUILD)), None)


@functools.lru_cache(maxsize=64)
def _newest(build: Path) -> str:
    """Return the name of the reply's index that counts: the last one by its name."""
    try:
        return max((path.name for path in (build / _REPLY).glob("index-*.json")), default="")
    except OSError:
        return ""


@functools.lru_cache(maxsize=64)
def _read(build: Path, index: str) -> Programs | Problem:
    """Return what the reply says of each target; `index` is another one after each time that CMake has run."""
    if not index:
        return {}
    folder = build / _REPLY
    try:
        start = _load(folder, index)
        several = bool(start["cmake"]["generator"]["multiConfig"])
        models = [item["jsonFile"] for item in start["objects"] if item["kind"] == "codemodel"]
        result: dict[str, tuple[str, ...]] = {}
        for model in models[:1]:
            for configuration in _load(folder, model)["configurations"]:
                name = configuration["name"] if several else ""
                listed = configuration["targets"][:_MOST_TARGETS]
                made = [_part(_load(folder, item["jsonFile"]), build, name) for item in listed]
                result |= _programs([part for part in made if part is not None])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reported = f"CMake's File API reply can't be used: {type(error).__name__}: {error}"
        return Problem(reported, Location(str(folder / index)), _ADVICE, fatal=False)
    return result


def _load(folder: Path, name: str) -> Json:
    """Return what one file of the reply holds. Raises OSError, ValueError."""
    if os.path.basename(name) != name:
        raise ValueError(f"{name!r} is not a file name")
    path = folder / name
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"{name} is larger than 64 MiB")
    try:
        return json.loads(read_bytes(path))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Part:
    """A target as CMake describes it."""

    id: str
    label: str
    kind: str
    """CMake's word for what it is, such as `EXECUTABLE`."""

    makes: frozenset[str]
    """Absolute paths of the files that it makes."""

    takes: frozenset[str]
    """Absolute paths of the files that it is linked with."""

    depends: tuple[str, ...]
    """Ids of the targets that it needs."""


def _part(target: Json, build: Path, configuration: str) -> _Part | None:
    """Return one target; None for one that makes nothing to be linked."""
    if target["type"] not in _MADE:
        return None
    folder = os.path.join(build, target["paths"]["build"])
    fragments = target.get("link", {}).get("commandFragments", ())
    words = [
        str(word) for fragment in fragments if fragment["role"] == "libraries" for word in fragment["fragment"].split()
    ]
    # With Make they are meant from the target's own folder, with Ninja from the build's
    takes = (_absolute_path(start, word.strip('"')) for word in words for start in (folder, str(build)))
    return _Part(
        str(target["id"]),
        Target(str(target["name"]), _real_folder(folder), configuration).label,
        target["type"],
        frozenset(_absolute_path(str(build), item["path"]) for item in target.get("artifacts", ())),
        frozenset(takes),
        tuple(str(item["id"]) for item in target.get("dependencies", ())),
    )


def _absolute_path(folder: str, file: str) -> str:
    """Return the file's absolute path; of a shared library without the version, with which it is linked alone."""
    return _VERSION.sub("", os.path.normpath(os.path.join(folder, file)))


def _programs(parts: Sequence[_Part]) -> Programs:
    makers = {file: part for part in parts for file in part.makes if part.kind != _OBJECTS}
    by_id = {part.id: part for part in parts}
    result: dict[str, list[str]] = {}
    for whole in parts:
        for part in _walk_linked(whole, makers, by_id):
            result.setdefault(part.label, []).append(whole.label)
    return {label: tuple(sorted(wholes)) for label, wholes in result.items()}


def _walk_linked(whole: _Part, makers: Mapping[str, _Part], by_id: Mapping[str, _Part]) -> Iterator[_Part]:
    """Yield the target and all that it is linked with: libraries by their files, object libraries by being needed."""
    seen = {whole.id: whole}
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        yield part
        libraries = (makers[file] for file in part.takes if file in makers)
        objects = (by_id[depend] for depend in part.depends if depend in by_id and by_id[depend].kind == _OBJECTS)
        for other in (*libraries, *objects):
            if other.id not in seen:
                seen[other.id] = other
                waiting.append(other)
