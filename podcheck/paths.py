"""How files are called: what the system says that they are, and one spelling for each."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

from podcheck.expressions import is_found

_BROKEN_LINE = re.compile(r"([{;]) *\n *")
_PLACE = re.compile(r"(\((?:anonymous|unnamed|lambda)\b[^()]{0,20}? at )(.{1,4200}?)(:\d+:\d+\))", re.DOTALL)
"""What libclang calls a class without a name: `(unnamed struct at FILE:LINE:COLUMN)`."""

LIBRARIES = ("/usr/include/", "/usr/local/include/", "/usr/lib/")
"""Where headers lie that are nobody's project."""

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


def spell_file(path: str) -> str:
    """Return the file's one spelling, by whatever path it was reached.

    That is its real path, from the working directory on where the file lies below that. What lies elsewhere, and is
    reached by a link below the working directory, keeps the way through that link: it is the one that people know.
    """
    return _spell(path, os.getcwd())


def resolve_file(path: str) -> str:
    """Return the file's real path, from the working directory on where it lies below that: the same in each run."""
    return _resolve(path, os.getcwd())


def identify_file(path: str) -> str:
    """Return the same for two paths exactly where the system says that they lead to one file, within one run.

    So do hard links, which libclang takes for one file as well when it comes upon both; what is no file is its path.
    """
    return _identify(path, os.getcwd())


def forget_files() -> None:
    """Ask the system anew which file is which: a run begins."""
    for known in (_spell, _resolve, _identify, _is_matched, tidy):
        known.cache_clear()


def is_matched(pattern: str | None, file: str, root: str = "") -> bool:
    """Whether the regular expression fits the file's spelling, its path from the project's root on, or the whole path.

    Raises ConfigError where that takes too long.
    """
    return pattern is not None and file != "" and _is_matched(pattern, file, root, os.getcwd())


def respell_places(text: str) -> str:
    """Return the text with the files by their spelling in which unnamed classes stand, as libclang names these; a
    lambda-expression in it on one line.
    """
    text = _on_one_line(text)
    return _PLACE.sub(lambda match: f"{match[1]}{spell_file(match[2])}{match[3]}", text) if " at " in text else text


def shorten_places(text: str) -> str:
    """Return the text with the names alone of the files in which unnamed classes stand, as libclang names these; a
    lambda-expression in it on one line.
    """
    text = _on_one_line(text)

    def shorten(match: re.Match[str]) -> str:
        return f"{match[1]}{_FOLDERS.sub('', spell_file(match[2]))}{match[3]}"

    return _PLACE.sub(shorten, text) if " at " in text else text


def _on_one_line(text: str) -> str:
    """Return the text without the line breaks that libclang puts into the body of a lambda-expression."""
    return _BROKEN_LINE.sub(r"\1 ", text).replace("{ }", "{}") if "\n" in text else text


def without_places(text: str) -> str:
    """Return the text without the places in which unnamed classes stand."""
    return _PLACE.sub(lambda match: f"{match[1].removesuffix(' at ')})", text) if " at " in text else text


@functools.lru_cache(maxsize=65_536)
def _is_matched(pattern: str, file: str, root: str, here: str) -> bool:
    shown = _spell(file, here).removeprefix("./")
    names = dict.fromkeys((shown, os.path.join(here, shown)))
    for path in (os.path.join(here, shown), os.path.join(here, _resolve(file, here))) if root else ():
        if path.startswith(f"{root.rstrip('/')}/"):
            names[path[len(root.rstrip("/")) + 1 :]] = None
    return any(is_found(pattern, name) for name in names)


@functools.lru_cache(maxsize=65_536)
def _identify(path: str, here: str) -> str:
    try:
        status = os.stat(os.path.join(here, path))
    except (OSError, ValueError):
        return _resolve(path, here)
    return f"{status.st_dev}:{status.st_ino}"


@functools.lru_cache(maxsize=65_536)
def _resolve(path: str, here: str) -> str:
    if not path or "\0" in path:
        return path
    return _from(here, os.path.realpath(os.path.join(here, path)))


@functools.lru_cache(maxsize=65_536)
def _spell(path: str, here: str) -> str:
    real = _resolve(path, here)
    if not real.startswith("/") or "\0" in path:
        return real
    plain = tidy(os.path.join(here, path))
    return real if plain == real else _by_link(plain, here) or real


def _by_link(plain: str, here: str) -> str | None:
    """Return the path from the last of its folders that lies in the working directory, which a link there leaves."""
    steps = plain.split("/")[1:]
    for count in range(len(steps) - 1, 0, -1):
        folder = os.path.realpath(f"/{'/'.join(steps[:count])}")
        if folder == here or folder.startswith(f"{here}/"):
            return _from(here, "/".join((folder, *steps[count:])))
    return None


def _from(here: str, path: str) -> str:
    """Return the path as it is from that folder on, where it lies below that and that is not the root of everything."""
    below = here != "/" and path.startswith(f"{here}/")
    inner = path[len(here) + 1 :] if below else path
    return f"./{inner}" if inner.startswith("-") else inner


@functools.lru_cache(maxsize=16_384)
def tidy(path: str) -> str:
    """Return a path without the detours (`./`, `//`, `folder/..`) that includes and search paths leave in it.

    `..` behind a symbolic link is no step back: what stands before it is resolved where the path is absolute, and stays
    where it is not. A name that would pass for an option keeps its `./`.
    """
    if "/." not in path and "//" not in path and not path.startswith("./"):
        return path
    root = "/" if path.startswith("/") else ""
    steps: list[str] = []
    for step in path.split("/"):
        if step in ("", ".") or (step == ".." and root and not steps):
            continue
        if step != ".." or not steps or steps[-1] == "..":
            steps.append(step)
        elif not os.path.islink(before := root + "/".join(steps)):
            steps.pop()
        elif root:
            steps = os.path.realpath(before + "/..").split("/")[1:]
        else:
            steps.append(step)
    plain = root + "/".join(steps)
    return f"./{plain}" if plain.startswith("-") else plain or "."


def place_of(file: str) -> Path:
    """Return the file's absolute path, without links among its folders: by it a compile database's items are found."""
    folder, name = os.path.split(os.path.abspath(file))
    return Path(os.path.realpath(folder), name)
