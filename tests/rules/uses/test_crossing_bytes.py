"""Bytes that leave the process or come from outside: what is known of their padding, their size, and where they go."""

from __future__ import annotations

import pytest

from tests.rules.uses.test_findings import findings

CLASSES = """#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>
struct Padded { char kind; int length; };
struct Made { Made() : kind(1) {} char kind; int length; };
struct Zeroed { Zeroed() { memset((void*)this, 0, sizeof *this); } char kind; int length; };
struct Elsewhere { Elsewhere(); char kind; int length; };
struct Linked { Linked* next; long value; };
Padded make();
void set(Padded&);
void set(Padded*);
"""
PADDING = "bytes-out-padding"
FIRST = "Set all its bytes first, or write its members one by one."
UNLESS = "Write its members one by one, unless all its bytes were set where it is made."


def codes(text: str, **options: object) -> list[str]:
    """Of the findings in the text, behind the classes."""
    return [finding.code for finding in findings(CLASSES + text, **options)]


SEEN = [
    ("Padded p; p.kind = 1; write(fd, &p, sizeof p);", FIRST),
    ("Padded p = {1, 2}; write(fd, &p, sizeof p);", FIRST),
    ("Padded p[2]; write(fd, p, sizeof p);", FIRST),
    ("Made p; write(fd, &p, sizeof p);", FIRST),
    ("Padded p, q; set(q); write(fd, &p, sizeof p);", FIRST),
    ("Padded p; write(fd, &p, sizeof p); set(p);", FIRST),
    ("Padded* p = (Padded*)malloc(sizeof *p); p->kind = 1; write(fd, p, sizeof *p);", UNLESS),
    ("Padded* p = new Padded; write(fd, p, sizeof *p);", UNLESS),
    ("Padded* p = new Padded[2]; write(fd, p, 2 * sizeof *p);", UNLESS),
]


@pytest.mark.parametrize(("body", "advice"), SEEN)
def test_padding_is_told_where_what_makes_the_object_is_seen(body: str, advice: str) -> None:
    (found,) = findings(f"{CLASSES}void f(int fd) {{ {body} }}")
    assert (found.code, found.severity, found.message.partition("/4). ")[2]) == (PADDING, "note", advice)


UNKNOWN = [
    "static Padded p; write(fd, &p, sizeof p);",
    "extern Padded global; write(fd, &global, sizeof global);",
    "Padded p = Padded(); write(fd, &p, sizeof p);",
    "Padded p{}; write(fd, &p, sizeof p);",
    "Padded p = make(); write(fd, &p, sizeof p);",
    "Padded p; memset(&p, 0, sizeof p); p.kind = 1; write(fd, &p, sizeof p);",
    "Padded p; set(p); write(fd, &p, sizeof p);",
    "Padded p; set(&p); write(fd, &p, sizeof p);",
    "Padded p; p = make(); write(fd, &p, sizeof p);",
    "Padded p; read(fd, &p, sizeof p); write(fd, &p, sizeof p);",
    "Zeroed p; write(fd, &p, sizeof p);",
    "Elsewhere p; write(fd, &p, sizeof p);",
    "Padded* p = (Padded*)calloc(1, sizeof *p); write(fd, p, sizeof *p);",
    "Padded* p = new Padded(); write(fd, p, sizeof *p);",
]


@pytest.mark.parametrize("body", UNKNOWN)
def test_padding_that_was_or_may_have_been_set_is_not_told(body: str) -> None:
    assert codes(f"void f(int fd) {{ {body} }}") == []


def test_nothing_is_known_of_what_a_pointer_leads_to_that_another_file_makes() -> None:
    assert codes("struct H { Padded p; Padded* q; void f(int fd) { write(fd, &p, 8); write(fd, q, 8); } };") == []
    assert (
        codes("void f(int fd, const Padded* p, Padded q) { write(fd, p, sizeof *p); write(fd, &q, sizeof q); }") == []
    )
    made = "void g(Padded*& p) { p = (Padded*)malloc(sizeof(Padded)); }"
    assert codes(f"void f(int fd, const Padded* p) {{ write(fd, p, sizeof *p); }} {made}") == [PADDING]


def test_of_a_parameter_that_is_a_reference_the_advice_has_a_condition() -> None:
    (found,) = findings(f"{CLASSES}void f(int fd, const Padded& p) {{ write(fd, &p, sizeof p); }}")
    assert (found.code, found.severity) == (PADDING, "note")
    assert found.message.endswith(UNLESS)
    assert codes("void f(int fd, const Zeroed& p) { write(fd, &p, sizeof p); }") == []


def test_advice_on_a_pointer_claims_nothing_of_what_it_points_to() -> None:
    text = "void f(int fd, Linked* l) { write(fd, l, sizeof *l); read(fd, l, sizeof *l); }"
    out, back = findings(CLASSES + text)
    assert "member 'next' is a pointer" in out.message
    assert (
        "Write the other members, or a struct without it, or with a std::uintptr_t where its number is wanted: an"
        in out.message
    )
    assert (
        "Read into a struct without it, or with a std::uintptr_t where its number is wanted, or set it anew before"
        in back.message
    )


POINTING = "struct Pair { Linked first, second; char* text; void load(FILE* f); };\n"
ANEW = [
    ("fread(p, sizeof *p, 1, f); p->first.next = p->second.next = 0; if (p->text) { p->text = 0; }", None),
    ("fread(p, sizeof *p, 1, f); p->first = Linked(); p->second = Linked(); p->text = 0;", None),
    ("Pair a[2]; fread(a, sizeof a, 1, f); for (auto& x : a) x.text = 0;", "first.next"),
    ("Pair a[2]; fread(a, sizeof a, 1, f); a[0].first = a[0].second = Linked(); a[0].text = 0;", None),
    ("fread(p, sizeof *p, 1, f); p->first = Linked(); p->text = 0;", "second.next"),
    ("fread(p, sizeof *p, 1, f); p->first = p->second = Linked(); *p->text = 0;", "text"),
    ("fread(p, sizeof *p, 1, f); p->first = p->second = Linked(); p->text[0] = 0;", "text"),
    ("fread(p, sizeof *p, 1, f); q->first = q->second = Linked(); q->text = 0;", "first.next"),
    ("p->first = p->second = Linked(); p->text = 0; fread(p, sizeof *p, 1, f);", "first.next"),
    ("fread(p, 32, 1, f); p->first = p->second = Linked();", None),
]


@pytest.mark.parametrize(("body", "member"), ANEW)
def test_a_pointer_that_was_read_is_told_unless_it_is_set_anew(body: str, member: str | None) -> None:
    result = findings(f"{CLASSES}{POINTING}void f(FILE* f, Pair* p, Pair* q) {{ {body} }}")
    assert [found.code for found in result] == (["bytes-in-pointer"] if member else [])
    assert all(f"whose member '{member}' is a pointer" in found.message for found in result)


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ("fread(this, sizeof *this, 1, f); first = second = Linked(); text = 0;", None),
        ("fread(this, sizeof *this, 1, f); this->first = this->second = Linked(); (*this).text = 0;", None),
        ("fread(this, sizeof *this, 1, f); first = Linked();", "second.next"),
    ],
)
def test_a_pointer_is_written_where_reading_sets_it_anew(body: str, member: str | None) -> None:
    save = "void save(FILE* f, const Pair& p) { fwrite(&p, sizeof p, 1, f); }\n"
    result = findings(f"{CLASSES}{POINTING}void Pair::load(FILE* f) {{ {body} }}\n{save}")
    assert [found.code for found in result] == (["bytes-in-pointer", "bytes-out-pointer"] if member else [])
    assert all(f"whose member '{member}' is a pointer" in found.message for found in result)


OFFSETS = [
    ("Linked l; l.next = 0; fwrite(&l, sizeof l, 1, f);", False),
    ("Linked l; l.next = (Linked*)offset; fwrite(&l, sizeof l, 1, f);", False),
    (
        "Linked l; l.next = nullptr; if (offset) l.next = reinterpret_cast<Linked*>(offset + 8); fwrite(&l, 16, 1, f);",
        False,
    ),
    ("Linked l; l.next = offset ? (Linked*)offset : NULL; fwrite(&l, sizeof l, 1, f);", False),
    (
        "Pair a[2]; for (Pair* p = a;;) a[0].first.next = a[0].second.next = 0, a[1].text = 0, fwrite(a, 80, 1, f);",
        False,
    ),
    ("Linked l; l.next = offset ? p : NULL; fwrite(&l, sizeof l, 1, f);", True),
    ("Linked l; l.next = (Linked*)(void*)p; fwrite(&l, sizeof l, 1, f);", True),
    ("Linked l; l.next = p; if (offset) l.next = 0; fwrite(&l, sizeof l, 1, f);", True),
    ("Linked l; l.next = p; fwrite(&l, sizeof l, 1, f); l.next = 0;", True),
    ("Linked l; p->next = 0; fwrite(&l, sizeof l, 1, f);", True),
]


@pytest.mark.parametrize(("body", "told"), OFFSETS)
def test_a_pointer_that_is_given_null_or_an_integer_before_is_no_address(body: str, told: bool) -> None:
    """polyml writes the image of a variable into an object file, whose pointers are offsets there."""
    text = f"{CLASSES}{POINTING}void f(FILE* f, Linked* p, unsigned long offset) {{ {body} }}"
    assert ("bytes-out-pointer" in [found.code for found in findings(text)]) is told


def test_where_one_reader_leaves_a_pointer_it_is_told_of_the_writer_too() -> None:
    save = "void save(FILE* f, const Pair& p) { fwrite(&p, sizeof p, 1, f); }\n"
    one = "void a(FILE* f, Pair* p) { fread(p, sizeof *p, 1, f); p->first = p->second = Linked(); p->text = 0; }\n"
    other = one.replace("a(", "b(").replace("p->text = 0;", "")
    result = codes(POINTING + one + other + save)
    assert result == ["bytes-in-pointer", "bytes-out-pointer"]


SEND = "void send(const Linked& l) { write(fds[1], &l, sizeof l); }\n"
TAKE = "void take(Linked* l) { read(fds[0], l, sizeof *l); }\n"
OPEN = "bool open() { return pipe(fds) == 0; }\n"
BOTH = ["bytes-out-pointer", "bytes-in-pointer"]


def test_bytes_in_a_pipe_of_the_same_file_stay_in_the_process() -> None:
    assert codes("int fds[2];" + SEND + TAKE + OPEN) == []
    assert codes("struct Fifo { int fds[2]; " + SEND + TAKE + OPEN + "};") == []
    assert codes("int fds[2];" + SEND + TAKE + OPEN.replace("pipe(fds)", "pipe2(fds, 0)")) == []


def test_bytes_in_another_pipe_or_where_a_process_is_begun_leave_it() -> None:
    assert codes("int fds[2];" + SEND + TAKE) == BOTH
    assert codes("int fds[2], others[2];" + SEND + TAKE + OPEN.replace("fds", "others")) == BOTH
    assert codes("int fds[2];" + SEND + TAKE + OPEN + "int child() { return fork(); }") == BOTH


def test_an_object_of_no_copyable_class_is_told_in_a_pipe_too() -> None:
    owner = "struct Owner { Owner(const Owner&); int a; }; int fds[2];\n"
    assert codes(owner + "void f(const Owner& o) { write(fds[1], &o, 4); }\n" + OPEN) == ["bytes-out"]


ELEMENTS = [
    ("size_t n = sizeof(Linked); fwrite(l, n, 1, f);", ["bytes-out-pointer"]),
    ("fwrite(l, sizeof(Linked), count, f);", ["bytes-out-pointer"]),
    ("fwrite(l, 16, count, f);", ["bytes-out-pointer"]),
    ("Linked x; size_t n = sizeof x; fwrite(&x, n, 1, f);", ["bytes-out-pointer"]),
    ("fwrite(l, 1, count, f);", ["bytes-out-pointer"]),
    ("fwrite(l, count, 2, f);", []),
    ("int n = sizes[count]; fwrite(l, n, 2, f);", []),
    ("fwrite(l, 2, count, f);", []),
    ("fread(l, count, 2, f);", []),
]


@pytest.mark.parametrize(("body", "expected"), ELEMENTS)
def test_elements_of_another_size_are_no_objects_of_the_class(body: str, expected: list[str]) -> None:
    assert codes(f"extern int sizes[4]; void f(FILE* f, Linked* l, int count) {{ {body} }}") == expected


READ = "void load(FILE* f, size_t n) {{ char* bytes = (char*){}(n); fread(bytes, 1, n, f); {} }}\n"
VIEW = "void* view(size_t n) {{ return (Linked*){}(n); }}\n"


@pytest.mark.parametrize("declared", ["extern void* (*get)(size_t);", "void* get(size_t);"])
def test_what_a_function_returns_is_not_the_function(declared: str) -> None:
    assert codes(declared + READ.format("get", "") + VIEW.format("get")) == []
    assert codes(declared + READ.format("get", "(void)(Linked*)bytes;")) == ["bytes-in-pointer"]


def test_a_union_has_one_member_in_use() -> None:
    union = "union Address { Padded padded; short number; char name[10]; };\n"
    compare = "bool same(const Address& a, const Address& b) { return memcmp(&a, &b, sizeof a) == 0; }"
    (found,) = findings(CLASSES + union + compare)
    assert found.code == "raw-compare-padding"
    assert found.message.partition("/4). ")[2].startswith("Compare the member in use, unless all bytes of each object")
    (found,) = findings(CLASSES + union + "void f(int fd, const Address& a) { write(fd, &a, sizeof a); }")
    assert found.message.endswith("Write the member in use, unless all its bytes were set where it is made.")


def test_padding_of_a_class_whose_constructor_sets_all_bytes_is_compared() -> None:
    text = "struct T { T(); char c; int i; bool same(const T& o) { return memcmp(this, &o, sizeof o) == 0; } };\n"
    assert codes(text + "T::T() { memset((void*)this, 0, sizeof *this); }") == []
    assert codes(text + "T::T() { c = 0; i = 0; }") == ["raw-compare-padding"]
