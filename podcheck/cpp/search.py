"""Where a compiler looks for headers, read off its arguments (the list as clang has it), and off what it prints."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from msgspec import Struct

from podcheck.model.codec import Fact


class _OptionGroup(IntEnum):
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


class Folder(Fact, frozen=True):
    """One folder of the list."""

    path: str
    is_framework: bool = False
    """It holds `Name.framework` folders, which hold headers."""


class SearchList(Struct, frozen=True):
    """Where `#include` looks for headers."""

    quoted: tuple[Folder, ...] = ()
    """Folders for names in quotes alone, after that of the text; `angled` comes behind."""

    angled: tuple[Folder, ...] = ()
    """Folders for all names."""

    forced: tuple[str, ...] = ()
    """Names that the arguments include, looked for as in quotes."""

    others: tuple[str, ...] = ()
    """Paths that the remaining arguments could name."""

    is_sure: bool = True
    """The arguments have nothing that leads elsewhere."""

    @property
    def folders(self) -> tuple[str, ...]:
        """Return the paths of all folders, in order."""
        return tuple(folder.path for folder in (*self.quoted, *self.angled))


_FOLDERS = {
    "-I": _OptionGroup.USER,
    "-F": _OptionGroup.USER,
    "--include-directory": _OptionGroup.USER,
    "/I": _OptionGroup.USER,
    "-iquote": _OptionGroup.QUOTED,
    "-isystem": _OptionGroup.SYSTEM,
    "-iwithsysroot": _OptionGroup.SYSTEM,
    "-iframework": _OptionGroup.FRAMEWORKS,
    "-iframeworkwithsysroot": _OptionGroup.FRAMEWORKS,
    "-cxx-isystem": _OptionGroup.CXX,
    "-stdlib++-isystem": _OptionGroup.INTERNAL,
    "-internal-isystem": _OptionGroup.INTERNAL,
    "-internal-externc-isystem": _OptionGroup.INTERNAL,
    "-imsvc": _OptionGroup.SYSTEM,
    "-external:I": _OptionGroup.SYSTEM,
    "/external:I": _OptionGroup.SYSTEM,
    "-isystem-after": _OptionGroup.INTERNAL,
    "-idirafter": _OptionGroup.AFTER,
    "--include-directory-after": _OptionGroup.AFTER,
    "--embed-dir": _OptionGroup.AFTER,
}
"""By option, where the folder behind it or joined to it goes."""

_PREFIXED = {
    "-iwithprefixbefore": _OptionGroup.USER_PREFIXED,
    "--include-with-prefix-before": _OptionGroup.USER_PREFIXED,
    "-iwithprefix": _OptionGroup.AFTER_PREFIXED,
    "--include-with-prefix-after": _OptionGroup.AFTER_PREFIXED,
    "--include-with-prefix": _OptionGroup.AFTER_PREFIXED,
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

    folders: list[tuple[_OptionGroup, Folder]] = field(default_factory=list)
    """The folders, each with its part of the list."""

    forced: list[str] = field(default_factory=list)
    """Names that are included before the text."""

    others: list[str] = field(default_factory=list)
    """What the remaining arguments could name."""

    sysroot: str = ""
    prefix: str = ""
    """What `-iprefix` said last."""

    is_sure: bool = True
    """Nothing so far leads elsewhere."""


def search_list(arguments: Sequence[str]) -> SearchList:
    """Return the list that the arguments and CPATH, CPLUS_INCLUDE_PATH make, without the compiler's own folders."""
    words = list(_plain_words(arguments))
    taken = _Taken()
    for option, value in _options(words):
        if option in _SYSROOT:
            taken.sysroot = value
    for option, value in _options(words):
        _take(option, value, taken)
    for name, group in (("CPATH", _OptionGroup.USER), ("CPLUS_INCLUDE_PATH", _OptionGroup.CXX)):
        if os.environ.get(name):
            taken.folders += [(group, Folder(folder or ".")) for folder in os.environ[name].split(os.pathsep)]
    ordered = sorted(taken.folders, key=lambda item: item[0])
    quoted = (folder for group, folder in ordered if group == _OptionGroup.QUOTED)
    angled = [(folder, group >= _OptionGroup.SYSTEM) for group, folder in ordered if group != _OptionGroup.QUOTED]
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


_IGNORED = re.compile(r"ignoring (?:nonexistent|duplicate) directory \"(.*)\"")
_LIST_BEGINS, _LIST_ENDS = '#include "..." search starts here:', "End of search list."
_OF_FRAMEWORKS, _MAP = " (framework directory)", " (headermap)"
_FORCING = re.compile(r"[\s\"'](?:-include|-imacros|-ivfsoverlay|-fmodule|-fprebuilt|@)")

CLANGS_OWN = ("__clang_cuda_runtime_wrapper.h", "__clang_hip_runtime_wrapper.h")
"""What clang includes first of all, for CUDA and HIP."""


def printed_folders(printed: str) -> tuple[Folder, ...] | None:
    """Return the folders that a compiler says it searches, or would if they were there (`-v`).

    None where it says nothing of them, or reads something else than what it finds there: it is a wrapper, or has a
    configuration file, which includes files or overlays the file system.
    """
    folders: dict[Folder, None] = {}
    rest: list[str] = []
    is_list = has_list = False
    for line in printed.splitlines():
        ignored = _IGNORED.fullmatch(line)
        if ignored is not None:
            folders[Folder(ignored[1])] = None
        elif line in (_LIST_BEGINS, _LIST_ENDS):
            is_list = line == _LIST_BEGINS
            has_list = has_list or is_list
        elif not is_list:
            rest.append(line)
        elif line.startswith(" "):
            folders[Folder(line[1:].removesuffix(_OF_FRAMEWORKS), line.endswith(_OF_FRAMEWORKS))] = None
    output = "\n".join(rest)
    if not has_list or is_list or _FORCING.search(output) or any(folder.path.endswith(_MAP) for folder in folders):
        return None
    return tuple(folders)


_WITHOUT_A_SAY = re.compile(
    r"-[DUIWOF].*|-g(?!cc)[\w-]*|-[wx]|-pthread|-trigraphs|-undef|-pedantic.*|-ansi|--?std=.*|-m(?:no-)?(?:ms-bitfields|mmx|sse\w*(?:\.\d)?"
    r"|avx[\w.-]*|fma4?|bmi2?|f16c|lzcnt|popcnt|aes|pclmul)"
    r"|-f(?!open|modul|experimental|sanitize|profile|no-openmp)[\w-]+|-f(?:pack-struct|template-depth|constexpr-\w+)=\d+"
)
_TAKES_ANOTHER = ("-D", "-U", "-I", "-F")


def deciding_words(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return those of the arguments on which a compiler's own folders may depend: a target, a sysroot."""
    kept: list[str] = []
    rest = iter(arguments)
    for word in rest:
        option = next((option for option in _ALL if word.startswith(option)), None)
        if word in _TAKES_ANOTHER or (option is not None and option not in _SYSROOT):
            if word in _TAKES_ANOTHER or word == option:
                next(rest, None)
        elif (option in _SYSROOT and word == option) or word == "-x":
            kept += (word, next(rest, ""))
        elif not _WITHOUT_A_SAY.fullmatch(word):
            kept.append(word)
    return tuple(kept)


_RECORDABLE = re.compile(
    r"-[DUWO].*|-g(?!cc)[\w-]*|-[wx]|-x(?:c\+\+|cuda|hip)|c\+\+|cuda|hip|-pthread|-trigraphs|-undef|-pedantic[\w-]*|-ansi|--?std=.*"
    r"|-nostdinc(?:\+\+)?|-nostdlibinc|-stdlib=[\w+-]+|--?target=[\w.+-]+|-m[\w.-]+|-m(?:arch|cpu|tune)=[\w.+-]+"
    r"|-m(?:fpu|abi|float-abi)=[\w.+-]+|-f(?!modul|prebuilt|plugin|pass-plugin|apinotes|ms-compat|build-session)[\w-]+"
    r"|-f(?:pack-struct|template-depth|constexpr-\w+|clang-abi-compat|sanitize|exec-charset|input-charset)=[\w.,-]+"
    r"|--(?:gcc-toolchain|gcc-install-dir|cuda-path|cuda-gpu-arch|offload-arch|cuda-host-only)(?:=.*)?|--cuda-host-only"
    r"|-nogpu(?:inc|lib)|-nocuda(?:inc|lib)"
)


def unrecordable_word(arguments: Sequence[str]) -> str:
    """Return the first argument of which it is not known what it makes a compiler read; "" where there is none."""
    words = list(_plain_words(arguments))
    if not search_list(arguments).is_sure:
        pairs = [(option, value) for option, value in _options(words) if _ELSEWHERE.fullmatch(option + value)]
        return next((option + value for option, value in pairs), _PRECOMPILED)
    rest = iter(words)
    for word in rest:
        if word in _TAKES_ANOTHER:
            next(rest, None)
            continue
        option = next((option for option in _ALL if word.startswith(option)), None)
        if option is not None:
            if word == option:
                next(rest, None)
        elif not _RECORDABLE.fullmatch(word):
            return word
    return ""
