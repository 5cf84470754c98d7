"""The words of cl and clang-cl in GCC's style: what of them changes what a class is, or where headers are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_VALUED = {"I": "-I", "D": "-D", "U": "-U", "FI": "-include", "imsvc": "-isystem", "external:I": "-isystem"}
"""Take a value, behind them or joined to them."""

_PLAIN = {
    "EHsc": "-fcxx-exceptions",
    "GR": "-frtti",
    "GR-": "-fno-rtti",
    "J": "-funsigned-char",
    "Zc:char8_t": "-fchar8_t",
    "Zc:char8_t-": "-fno-char8_t",
    "Zc:alignedNew-": "-fno-aligned-allocation",
    "Zc:sizedDealloc-": "-fno-sized-deallocation",
    "openmp": "-fopenmp",
}
_SKIPPED = frozenset({"Fo", "Fe", "Fd", "Fp", "Fa", "Fi", "link", "o"})
"""Take the next word with them where none is joined."""

_LATEST = {"c++latest": "c++23", "c++23preview": "c++23"}
DEFAULT_DIALECT = "c++14"
_PACK = re.compile(r"Zp(\d+)")


def gnu_words(words: Sequence[str]) -> list[str]:
    """Return the words that count, translated; `-` may stand for `/` in all of them, and GCC's own pass as they are."""
    made = _those_that_count(words)
    if not _has_dialect(made):
        made.insert(0, f"-std={DEFAULT_DIALECT}")
    return made


def says_dialect(words: Sequence[str]) -> bool:
    """Whether one of cl's words says which dialect it is."""
    return _has_dialect(_those_that_count(words))


def _has_dialect(words: Sequence[str]) -> bool:
    return any(word.startswith("-std=") for word in words)


def _those_that_count(words: Sequence[str]) -> list[str]:
    made: list[str] = []
    rest = iter(words)
    for word in rest:
        name = word[1:]
        if word[:1] not in ("/", "-"):
            continue
        if name.lower() == "link":
            break
        made += _translate(word, name, rest)
    return made


def _translate(word: str, name: str, rest: Iterator[str]) -> list[str]:
    if name.startswith("std:"):
        std = name[4:]
        return [f"-std={_LATEST.get(std, std)}"]
    if name.startswith("clang:"):
        return [name[6:]]
    if name in _PLAIN:
        return [_PLAIN[name]]
    if pack := _PACK.fullmatch(name):
        return [f"-fpack-struct={pack[1]}"]
    if name in _SKIPPED:
        next(rest, None)
        return []
    if word.startswith(("-isystem", "-include", "-imacros", "-m", "-f", "--", "-Xclang", "-target", "-std")):
        separate = word in ("-isystem", "-include", "-imacros", "-Xclang", "-target")
        return [word, next(rest, "")] if separate else [word]
    flag = next((text for text in sorted(_VALUED, key=len, reverse=True) if name.startswith(text)), None)
    if flag is None:
        return []
    value = name[len(flag) :] or next(rest, "")
    return [_VALUED[flag], value]
