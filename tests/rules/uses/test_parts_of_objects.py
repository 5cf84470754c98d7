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


DISTANCES = [
    ("(char*)&s - (char*)this", []),
    ("(long)&this->s - (long)this", []),
    ("(char*)&b - (char*)this + sizeof(b)", []),
    ("((char*)&s - (char*)this) * 1", []),
    ("((char*)&s - (char*)this) * 4", ["bytes-out"]),
    ("&b - &a", ["bytes-out"]),
    ("(char*)&c - (char*)this", ["bytes-out"]),
    ("(char*)&s - (char*)&a + sizeof(s)", ["bytes-out"]),
    ("(char*)&s - (char*)&other.a", ["bytes-out"]),
]


@pytest.mark.parametrize(("size", "codes"), DISTANCES)
def test_a_size_may_be_the_distance_of_a_member(size: str, codes: list[str]) -> None:
    head = f"{CLASSES}#include <fstream>\nstruct T {{ int a; int b; std::string s; int c;"
    for statements in (f"f.write((char*)this, {size});", f"long n = {size}; f.write((char*)this, n);"):
        text = f"{head} void put(std::ostream& f, T& other) {{ {statements} }} }};"
        assert [finding.code for finding in findings(text)] == codes


def test_a_distance_that_is_changed_or_inherited_is_not_known() -> None:
    put = "void put(std::ostream& f) {{ long n = (char*)&s - (char*)this; {} f.write((char*)this, n); }}"
    base = "#include <fstream>\nstruct T { int a; std::string s; virtual ~T(); };"
    changed = put.format("n += 32;")
    text = f"{CLASSES}#include <fstream>\nstruct T {{ int a; std::string s; int c; {changed} }};"
    assert [finding.code for finding in findings(text)] == ["bytes-out"]
    text = f"{CLASSES}{base} struct D : T {{ {put.format('')} }};"
    assert [finding.code for finding in findings(text)] == ["bytes-out"]


SIZES = [
    ("const sockaddr& from, sockaddr_storage& to", "memcpy(&to, &from, sizeof(sockaddr_in6))", 0),
    ("", "sockaddr_storage s; memset(&s, 0, sizeof(sockaddr_in))", 0),
    ("const sockaddr_in6& from", "sockaddr to; memcpy(&to, &from, sizeof(sockaddr_in6))", 1),
    ("const Plain& from", "Long to; memcpy(&to, &from, sizeof(Long))", 1),
    ("", "Plain from; Long to; memcpy(&to, &from, sizeof(Long))", 1),
    ("", "Long to; memset(&to, 0, sizeof(Plain))", 1),
]


@pytest.mark.parametrize(("parameters", "statements", "count"), SIZES)
def test_the_size_of_another_class_is_a_mistake_where_it_can_not_be_meant(
    parameters: str, statements: str, count: int
) -> None:
    text = f"{CLASSES}#include <netinet/in.h>\nstruct Long {{ long l[4]; }};\nvoid f({parameters}) {{ {statements}; }}"
    assert [finding.code for finding in findings(text)] == ["sizeof-other-class"] * count


ALLOCATIONS = [
    ("T* p = new (::operator new(sizeof(T) + n)) T(3);", 0),
    ("T* p = make(malloc(sizeof(T)), n);", 0),
    ("T* p = static_cast<T*>((malloc(sizeof(T))));", 1),
    ("T* p = (T*)::operator new(sizeof(T));", 1),
]


@pytest.mark.parametrize(("declaration", "count"), ALLOCATIONS)
def test_storage_that_something_is_made_of_is_no_storage(declaration: str, count: int) -> None:
    text = f"""{CLASSES}#include <cstdlib>
#include <new>
struct T {{ explicit T(int); T(const T&); ~T(); int a; }};
T* make(void*, int);
T* f(int n) {{ {declaration} p->a = n; return p; }}"""
    result = findings(text)
    assert [finding.code for finding in result] == ["storage-not-constructed"] * count
    assert all("new (p) T(...)" in finding.message for finding in result), "it has no default constructor"


def test_a_constructor_that_clears_members_sets_nothing_but_zeros() -> None:
    part = "struct Part {{ int a; int b[3]; Part() {{ memset(&a, {}, sizeof(a)); std::memset(b, 0, sizeof b); }} }};"
    whole = "struct T { bool is = false; Part part; }; void f(T* t) { memset((void*)t, 0, sizeof(*t)); }"
    assert findings(f"{CLASSES}{part.format('0')} {whole}") == ()
    assert [finding.code for finding in findings(f"{CLASSES}{part.format('1')} {whole}")] == [
        "raw-fill-skips-constructor"
    ]


EVENTS = """#include <cstring>
struct Kinds { int code; int size; char kind; };
struct Started { int code; int size; char kind; double length; };
struct Other { int code; double size; char kind; double length; };
struct Renamed { unsigned code; int size; char kind; double length; };
"""


@pytest.mark.parametrize(
    ("name", "count"), [("Started", 0), ("Other", 1), ("Renamed", 1)], ids=["its first members", "others", "unsigned"]
)
def test_a_struct_of_the_object_s_first_members_measures_these(name: str, count: int) -> None:
    text = f"{EVENTS}void f({name} event) {{ memset(&event, 255, sizeof(Kinds)); }}\n"
    assert [found.code for found in findings(text)] == ["sizeof-other-class"] * count


@pytest.mark.parametrize(
    ("members", "count"),
    [
        ("unsigned char data[16]; unsigned long word;", 0),
        ("unsigned long word; char data[8];", 0),
        ("unsigned char data[15]; unsigned long word;", 1),
        ("unsigned short data[8]; unsigned long word;", 1),
    ],
)
def test_a_union_of_all_its_bytes_is_compared(members: str, count: int) -> None:
    same = "bool same(const U& a, const U& b) { return memcmp(&a, &b, sizeof a) == 0; }"
    assert len(findings(f"#include <cstring>\nunion U {{ {members} }};\n{same}")) == count
