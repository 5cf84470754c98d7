"""Functions of a project's own that are named like those of <cstring>."""

from __future__ import annotations

import pytest

from tests.rules.uses.test_findings import findings

CLASSES = """#include <cstddef>
struct Owner { Owner(); Owner(const Owner&); ~Owner(); char* text; };
struct Padded { char kind; int length; };
"""
KNOWN = [
    ("void bmemset(void*, int, size_t);", "bmemset(o, 0, sizeof *o);", "raw-fill"),
    ("void my_memset(void*, unsigned char, unsigned);", "my_memset(o, 0, sizeof *o);", "raw-fill"),
    ("namespace lib { void MemZero(void*, size_t); }", "lib::MemZero(o, sizeof *o);", "raw-fill"),
    ("struct Lib { static void* memcpy(void*, const void*, size_t); };", "Lib::memcpy(o, q, sizeof *o);", "raw-copy"),
    ("int memcpy_s(void*, size_t, const void*, size_t);", "memcpy_s(o, 8, q, sizeof *o);", "raw-copy"),
    ("int fast_memcmp(const void*, const void*, size_t);", "fast_memcmp(p, p + 1, sizeof *p);", "raw-compare-padding"),
    ("void SDL_memset(void*, int, size_t);", "SDL_memset(p, 0, sizeof *p);", None),
    ("void bmemset(void*, int, size_t);", "bmemset(o->text, 0, 8);", None),
    (
        "struct Lib; void lib_memcpy(Lib*, const void*, size_t);",
        "lib_memcpy(nullptr, q, sizeof *q);",
        "bytes-handed-over",
    ),
    ("void log_memset(void*, int);", "log_memset(o, sizeof *o);", "bytes-handed-over"),
    ("void count_memcpys(const void*, size_t);", "count_memcpys(o, sizeof *o);", "bytes-handed-over"),
]


@pytest.mark.parametrize(("declared", "call", "code"), KNOWN)
def test_what_they_do_is_known_by_their_names_and_parameters(declared: str, call: str, code: str | None) -> None:
    text = f"{CLASSES}{declared}\nvoid f(Owner* o, const Owner* q, Padded* p) {{ {call} }}\n"
    assert [found.code for found in findings(text)] == ([code] if code else [])


def test_of_a_member_function_the_object_is_no_argument() -> None:
    member = "struct Heap { void memset(void*, int, size_t); };"
    (found,) = findings(f"{CLASSES}{member}\nvoid f(Heap& heap, Owner* o) {{ heap.memset(o, 0, sizeof *o); }}\n")
    assert found.code == "raw-fill"
