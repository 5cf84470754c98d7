"""Where a compiler looks for headers, read off its arguments: the list as clang has it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from msgspec import Struct


class _Group(IntEnum):
    """The parts of the list, in order; within each the order of the arguments counts."""

    QUOTED = 0
    USER = 1
    USER_PREFIXED = 2
    SYSTEM = 3
    FRAMEWORKS = 4
    CXX = 5
    INTERNAL = 6
    AFTER_PREFIXED = 7
    AFTER = 8


class Folder(Struct, frozen=True):
    """One folder of the list. `is_framework`: it holds `Name.framework`, which hold headers."""

    path: str
    is_framework: bool = False


class SearchList(Struct, frozen=True):
    """Where `#include` looks. A name in quotes: beside its text, `quoted`, `angled`; one in brackets: `angled` alone.

    `forced`: names that the arguments include, as quoted ones; `others`: what the remaining arguments could name.
    `is_sure`: the arguments have nothing that leads elsewhere.
    """

    quoted: tuple[Folder, ...] = ()
    angled: tuple[Folder, ...] = ()
    forced: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_sure: bool = True

    @property
    def folders(self) -> tuple[str, ...]:
        """All of them, in order."""
        return tuple(folder.path for folder in (*self.quoted, *self.angled))


_FOLDERS = {
    "-I": _Group.USER,
    "-F": _Group.USER,
    "--include-directory": _Group.USER,
    "/I": _Group.USER,
    "-iquote": _Group.QUOTED,
    "-isystem": _Group.SYSTEM,
    "-iwithsysroot": _Group.SYSTEM,
    "-iframework": _Group.FRAMEWORKS,
    "-iframeworkwithsysroot": _Group.FRAMEWORKS,
    "-cxx-isystem": _Group.CXX,
    "-stdlib++-isystem": _Group.INTERNAL,
    "-internal-isystem": _Group.INTERNAL,
    "-internal-externc-isystem": _Group.INTERNAL,
    "-imsvc": _Group.SYSTEM,
    "-external:I": _Group.SYSTEM,
    "/external:I": _Group.SYSTEM,
    "-isystem-after": _Group.INTERNAL,
    "-idirafter": _Group.AFTER,
    "--include-directory-after": _Group.AFTER,
    "--embed-dir": _Group.AFTER,
}
"""By option, where the folder behind it or joined to it goes."""

_PREFIXED = {
    "-iwithprefixbefore": _Group.USER_PREFIXED,
    "--include-with-prefix-before": _Group.USER_PREFIXED,
    "-iwithprefix": _Group.AFTER_PREFIXED,
    "--include-with-prefix-after": _Group.AFTER_PREFIXED,
    "--include-with-prefix": _Group.AFTER_PREFIXED,
}
"""The same, behind what `-iprefix` says."""

_FRAMEWORKS = ("-F", "-iframework", "-iframeworkwithsysroot")
_PREFIX = ("-iprefix", "--include-prefix")
_SYSROOT = ("--sysroot", "-isysroot")
_FORCED = ("-include", "--include", "-imacros", "--imacros")
_PRECOMPILED = "-include-pch"
_ALL = sorted((*_FOLDERS, *_PREFIXED, *_PREFIX, *_SYSROOT, *_FORCED, _PRECOMPILED), key=len, reverse=True)
_ELSEWHERE = re.compile(
    r"@.*|-I-|--config.*|-ivfsoverlay.*|-working-directory.*|--working-directory.*|-fmodule.*|-fms-compat.*|.*\.hmap"
    r"|--?target=.*(?:msvc|windows|win32).*|-fbuild-session.*|-fprebuilt.*|-iapinotes.*"
)
_HEADER_IN_MACRO = re.compile(r"[<\"']([^<>\"']+)[>\"']")


@dataclass(slots=True)
class _Taken:
    """What the arguments say, in the order in which they do."""

    folders: list[tuple[_Group, Folder]] = field(default_factory=list)
    forced: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    sysroot: str = ""
    prefix: str = ""
    is_sure: bool = True


def search_list(arguments: Sequence[str]) -> SearchList:
    """Return the list that the arguments and CPATH, CPLUS_INCLUDE_PATH make, without the compiler's own folders."""
    words = list(_plain_words(arguments))
    taken = _Taken()
    for option, value in _options(words):
        if option in _SYSROOT:
            taken.sysroot = value
    for option, value in _options(words):
        _take(option, value, taken)
    for name, group in (("CPATH", _Group.USER), ("CPLUS_INCLUDE_PATH", _Group.CXX)):
        if os.environ.get(name):
            taken.folders += [(group, Folder(folder or ".")) for folder in os.environ[name].split(os.pathsep)]
    ordered = sorted(taken.folders, key=lambda item: item[0])
    quoted = (folder for group, folder in ordered if group == _Group.QUOTED)
    angled = [(folder, group >= _Group.SYSTEM) for group, folder in ordered if group != _Group.QUOTED]
    return SearchList(
        tuple(dict.fromkeys(quoted)),
        tuple(_without_repetitions(angled)),
        tuple(taken.forced),
        tuple(taken.others),
        taken.is_sure,
    )


def _plain_words(arguments: Iterable[str]) -> Iterator[str]:
    """Yield the words, those that are handed on to the preprocessor among them."""
    for word in arguments:
        if word.startswith("-Wp,"):
            yield from word.split(",")[1:]
        elif word not in ("-Xclang", "-Xpreprocessor"):
            yield word


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each option that has to do with headers, with its value; "" and the word for any other word."""
    rest = iter(words)
    for word in rest:
        option = next((option for option in _ALL if word.startswith(option)), None)
        if option is None:
            yield "", word
            continue
        value = word[len(option) :]
        if option.startswith("--"):
            value = value.removeprefix("=")
        yield option, value or next(rest, "")


def _take(option: str, value: str, taken: _Taken) -> None:
    taken.is_sure &= _ELSEWHERE.fullmatch(option + value) is None
    if option in _FOLDERS:
        if value.startswith(("=", "$SYSROOT")):
            value = taken.sysroot + value.removeprefix("=").removeprefix("$SYSROOT")
        elif option.endswith("withsysroot"):
            value = taken.sysroot + value
        taken.folders.append((_FOLDERS[option], Folder(value, option in _FRAMEWORKS)))
    elif option in _PREFIXED:
        taken.folders.append((_PREFIXED[option], Folder(taken.prefix + value)))
    elif option in _PREFIX:
        taken.prefix = value
    elif option in _FORCED:
        taken.forced.append(value)
    elif option == _PRECOMPILED:
        taken.others.append(value)
        taken.is_sure = False
    elif not option:
        taken.others += dict.fromkeys((value, value.removeprefix("@"), *re.split("[=,]", value)[1:]))
        if value.startswith("-D") or (value and value[0] not in "-/"):
            taken.forced += _HEADER_IN_MACRO.findall(value)


def _without_repetitions(folders: Sequence[tuple[Folder, bool]]) -> Iterator[Folder]:
    """Yield each folder where clang keeps it: the first time, but the first as a system's where it is one of these."""
    of_system: dict[tuple[str, bool], bool] = {}
    for folder, is_system in folders:
        key = os.path.realpath(folder.path), folder.is_framework
        of_system[key] = of_system.get(key, False) or is_system
    seen = set()
    for folder, is_system in folders:
        key = os.path.realpath(folder.path), folder.is_framework
        if key not in seen and is_system == of_system[key]:
            seen.add(key)
            yield folder
