"""Classes to C++ text that makes a compiler print its answers about them.

The answers about a class are folded into one number, and that number into the name of an incomplete type:
the diagnostic about `sizeof(podcheck_R<4, 1234>)` prints it. One diagnostic per class, no object file, and it works
in a source with errors. Access control stays on, since it decides the `trivially_*` traits; naming a private
class is an error on its own line, after which both compilers go on with the class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from podcheck.cpp.probe_names import LIBRARY, LIBRARY_VERSION, PLAIN_KEYWORDS
from podcheck.crosscheck.layout_probe import PREAMBLE as LAYOUT_PREAMBLE
from podcheck.model.traits import MAIN_TRAITS, CxxStandard, Trait

BITS: tuple[Trait, ...] = tuple(trait for trait in Trait if trait.builtin)
"""The trait of each bit of an answer, lowest first."""

RECORD_BIT = len(BITS)
"""Set if the name denoted a class at all: after an error a compiler may go on with `int`."""

LIFETIME_KNOWN_BIT = RECORD_BIT + 1
"""Set if the compiler has a builtin for implicit_lifetime."""

PROBE_FILE = "podcheck-probe"
"""The file name of which compilers complain in the probes behind the source."""


def _shift(expression: str, trait: Trait) -> str:
    return f"(unsigned({expression}) << {BITS.index(trait)})"


def _by_builtin(trait: Trait) -> str:
    return _shift(re.sub(r"\bT\b", "podcheck_C", trait.builtin), trait)


_OTHERS = " | ".join(
    (
        *(_by_builtin(trait) for trait in BITS if trait not in MAIN_TRAITS),
        f"(unsigned(__is_class(podcheck_C) || __is_union(podcheck_C)) << {RECORD_BIT})",
        f"(unsigned(podcheck_knows_lifetime) << {LIFETIME_KNOWN_BIT})",
    )
)
_MAIN_BUILTIN = " | ".join(_by_builtin(trait) for trait in MAIN_TRAITS)
_MAIN_STD = " | ".join(_shift(f"std::{trait.std_name}<podcheck_C>::value", trait) for trait in MAIN_TRAITS)
"""Where there is a `<type_traits>` its templates are asked."""

PREAMBLE = f"""\
template<int, unsigned, __SIZE_TYPE__ = 0, __SIZE_TYPE__ = 0> struct podcheck_R;
#if defined(__clang__)
#define podcheck_trivially_destructible(C) __is_trivially_destructible(C)
#else
template<class podcheck_C> podcheck_C& podcheck_object();
template<int> struct podcheck_size;
template<class podcheck_C>
char podcheck_destroy(podcheck_size<sizeof(podcheck_object<podcheck_C>().~podcheck_C(), 0)>*);
template<class> long podcheck_destroy(...);
#define podcheck_trivially_destructible(C) (__has_trivial_destructor(C) && sizeof(podcheck_destroy<C>(0)) == 1)
#endif
#if defined(__has_builtin)
#if __has_builtin(__builtin_is_implicit_lifetime)
#define podcheck_knows_lifetime 1
#define podcheck_implicit_lifetime(C) __builtin_is_implicit_lifetime(C)
#endif
#endif
#ifndef podcheck_knows_lifetime
#define podcheck_knows_lifetime 0
#define podcheck_implicit_lifetime(C) 0
#endif
#define podcheck_others(podcheck_C) ({_OTHERS})
#define podcheck_main(podcheck_C) ({_MAIN_BUILTIN})
{LAYOUT_PREAMBLE}"""
"""What every probe needs. GCC's `__has_trivial_destructor` asks neither for access nor for deletedness."""

_STD_MASK = f"""\
#if defined(__has_include)
#if __has_include(<type_traits>)
#include <type_traits>
#define podcheck_std(podcheck_C) ({_MAIN_STD})
#endif
#endif
#ifndef podcheck_std
#define podcheck_std podcheck_main
#endif
template<class podcheck_C> struct podcheck_mask {{
static const unsigned value = podcheck_std(podcheck_C) | podcheck_others(podcheck_C);
}};
"""


def library_probe(index: int) -> str:
    """Return the text that makes a compiler print its C++ library's version as the answer for this index."""
    return f"{LIBRARY}#ifdef {LIBRARY_VERSION}\n{_enumerator(index, f'unsigned({LIBRARY_VERSION})')}\n#endif\n"


def probes(spellings: Iterable[tuple[int, str]], std: CxxStandard) -> tuple[str, dict[int, int]]:
    """Return the text behind the source, and the index of the class that each of its naming lines is about.

    `spellings` are pairs of the class's index and its name. Lines are of `PROBE_FILE`, 1-based.
    """
    modern = std >= CxxStandard.CXX11
    text = [PLAIN_KEYWORDS, *((_STD_MASK,) if modern else ()), f'# 1 "{PROBE_FILE}"\n']
    naming: dict[int, int] = {}
    for index, spelling in spellings:
        naming[2 * len(naming) + 1] = index
        name = f"podcheck_T{index}"
        mask = f"podcheck_mask<{name}>::value" if modern else f"podcheck_main({name}) | podcheck_others({name})"
        text.append(
            f"typedef {spelling} {name};\n{_enumerator(index, f'{mask}, {_measures(_without_typedef(name))}')}\n"
        )
    return "".join(text), naming


def probe_in_place(index: int, spelling: str) -> str:
    """Return the probe of a local class, to stand in its own function: by builtins alone, on one line."""
    name = f"podcheck_T{index}"
    mask = f"podcheck_main({name}) | podcheck_others({name})"
    return f" typedef {spelling} {name}; {_enumerator(index, f'{mask}, {_measures(name)}')} "


def _without_typedef(name: str) -> str:
    """Return the type itself: a typedef may be aligned otherwise than the class that it names."""
    return f"podcheck_plain<{name}>::type"


def _measures(name: str) -> str:
    return f"podcheck_size_of({name}), podcheck_align_of({name})"


def _enumerator(index: int, mask: str) -> str:
    return f"enum {{ podcheck_{index} = sizeof(podcheck_R<{index}, {mask}>) }};"
