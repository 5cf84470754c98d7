"""Bytes of a base, or of the first members alone: what is not touched does not count."""

from __future__ import annotations

import pytest

from tests.rules.uses.test_findings import findings

CLASSES = """#include <cstddef>
#include <cstring>
#include <string>
struct Plain { int a, b; };
struct Loose { Loose() {} int a; char c; };
struct Ported { int a = 0; int port = 80; };
struct Counted { Counted() {} Counted(const Counted&); int a; };
"""

BASES = [
    ("struct D : Plain {{ std::string s; {} }};", "Plain", []),
    ("struct D : Loose {{ std::string s; {} }};", "Loose", []),
    ("struct D : Loose {{ char tail; ~D(); {} }};", "Loose", ["raw-write-over-neighbour"]),
    ("struct D : Counted {{ {} }};", "Counted", ["raw-fill"]),
    ("struct First {{ std::string s; }}; struct D : First, Plain {{ {} }};", "Plain", ["raw-fill"]),
    ("struct D : Plain {{ virtual void act(); {} }};", "Plain", ["raw-fill"]),
    ("struct D : Ported {{ std::string s; {} }};", "Ported", ["raw-fill-skips-constructor"]),
    ("struct M : Plain {{ }}; struct D : M {{ std::string s; {} }};", "Plain", []),
    ("struct D : Plain {{ std::string s; {} }};", "D", ["raw-fill"]),
]


@pytest.mark.parametrize(("classes", "measured", "codes"), BASES)
def test_the_size_of_a_base_means_the_base(classes: str, measured: str, codes: list[str]) -> None:
    reset = f"void reset() {{ memset((void*)this, 0, sizeof({measured})); }}"
    assert [finding.code for finding in findings(CLASSES + classes.format(reset))] == codes


def test_a_base_is_copied_as_a_base() -> None:
    take = "void take(const D& o) { memcpy((void*)this, &o, sizeof(Plain)); }"
    assert findings(f"{CLASSES}struct D : Plain {{ std::string s; {take} }};") == ()
    (found,) = findings(f"{CLASSES}struct D : Plain {{ std::string s; {take.replace('sizeof(Plain)', 'sizeof(D)')} }};")
    assert (found.code, found.record) == ("raw-copy", "D")


FILLS = [
    ("int a, b; std::string s;", "sizeof(T) - sizeof(s)", []),
    ("int a, b; std::string s;", "offsetof(T, s)", []),
    ("int a, b; std::string s[2];", "offsetof(T, s)", []),
    ("Plain p; std::string s; int c;", "offsetof(T, s)", []),
    ("int a; std::string s; int c;", "sizeof(T) - sizeof(c)", ["raw-fill"]),
    ("int a; std::string s; int c;", "offsetof(T, c)", ["raw-fill"]),
    ("int a, b; std::string s;", "sizeof(T)", ["raw-fill"]),
    ("virtual void act(); int a, b; std::string s;", "offsetof(T, s)", ["raw-fill"]),
    ("Counted c; int a;", "offsetof(T, a)", ["raw-fill"]),
    ("int a = 0; int port = 80;", "offsetof(T, port)", []),
    ("int port = 80; int a = 0;", "offsetof(T, a)", ["raw-fill-skips-constructor"]),
    ("int a; Ported p;", "offsetof(T, p)", []),
    ("int a; int port; T() : a(0), port(80) {}", "offsetof(T, port)", []),
    ("int a; int port; T() : a(7), port(0) {}", "offsetof(T, port)", ["raw-fill-skips-constructor"]),
]


@pytest.mark.parametrize(("members", "size", "codes"), FILLS)
def test_of_the_first_bytes_only_their_members_count(members: str, size: str, codes: list[str]) -> None:
    text = f"{CLASSES}struct T {{ {members} void reset() {{ memset((void*)this, 0, {size}); }} }};"
    result = [finding.code for finding in findings(text) if finding.code != "offsetof-not-standard-layout"]
    assert result == codes


def test_the_size_of_another_class_means_no_part() -> None:
    text = f"{CLASSES}struct T {{ int a, b; std::string s; }};\nvoid f(T* t) {{ memset((void*)t, 0, sizeof(Plain)); }}"
    assert [finding.code for finding in findings(text)] == ["raw-fill"]
