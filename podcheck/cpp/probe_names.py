"""What the probes of extraction and cross-check share, so that a class's `spelling` means the same in both."""

from __future__ import annotations

PLAIN_NAME = "podcheck_plain"
"""The template that PLAIN defines."""

PLAIN = """\
template<class podcheck_C> struct podcheck_plain { typedef podcheck_C type; };
template<class podcheck_C> struct podcheck_plain<const podcheck_C> : podcheck_plain<podcheck_C> { };
template<class podcheck_C> struct podcheck_plain<volatile podcheck_C> : podcheck_plain<podcheck_C> { };
template<class podcheck_C> struct podcheck_plain<const volatile podcheck_C> : podcheck_plain<podcheck_C> { };
template<class podcheck_C> struct podcheck_plain<podcheck_C&> : podcheck_plain<podcheck_C> { };
template<class podcheck_C, __SIZE_TYPE__ podcheck_N>
struct podcheck_plain<podcheck_C[podcheck_N]> : podcheck_plain<podcheck_C> { };
template<class podcheck_C, __SIZE_TYPE__ podcheck_N>
struct podcheck_plain<const podcheck_C[podcheck_N]> : podcheck_plain<podcheck_C> { };
"""
"""`podcheck_plain<T>::type` is T without reference, array extents and cv-qualifiers.

An unnamed class is spelled `podcheck_plain<decltype(variable)>::type`.
"""

LIBRARY_VERSION = "podcheck_library_version"
"""What the C++ library calls its version, behind LIBRARY; the macro is not defined where there is none."""

LIBRARY_CONSTANT = "podcheck_library"

LIBRARY = f"""\
#if defined(__GLIBCXX__)
#define {LIBRARY_VERSION} __GLIBCXX__
#elif defined(_LIBCPP_VERSION)
#define {LIBRARY_VERSION} _LIBCPP_VERSION
#endif
"""

PLAIN_KEYWORDS = "".join(
    f"#undef {word}\n"
    for word in (
        *("bool", "class", "const", "decltype", "default", "enum", "extern", "int", "long", "operator", "public"),
        *("short", "sizeof", "static", "struct", "template", "typedef", "typename", "union", "unsigned", "volatile"),
    )
)
"""Stands between a unit and what is written behind it, which the unit's macros must not change."""

ASKED = "podcheck_asked"
"""What the names begin with that stand behind a unit to ask about one type. A class that one of these holds as member
or base is reported, wherever it is defined."""

ASKED_TYPE = f"{ASKED}_type"
ASKED_BY_MEMBER = f"{ASKED}_by_member"
ASKED_BY_BASE = f"{ASKED}_by_base"
"""It has the type as its base: what an abstract class can be, and no member."""
