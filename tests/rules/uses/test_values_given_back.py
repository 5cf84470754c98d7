"""Values that the statements right behind a memset give back are not lost."""

from __future__ import annotations

import pytest

from tests.rules.uses.test_findings import findings

CLASSES = """#include <cstring>
struct Inner { int v = 8; void reset(); };
struct T {
  int a = 0; int port = 80;
  void reset(); void show(); int get() const;
  void own() { memset(this, 0, sizeof *this); %s }
};
struct U { int a, b; U() : a(7), b(0) {} };
struct V { int a, b; V() { for (a = 0; a < 3; ++a) b = a; } };
struct W { T t; int x; };
void use(T&);
"""
FUNCTION = "void f(T& t, T* p, T& other, U& u, V& v, W* w, bool yes) {{ {} }}\n"

GIVEN = [
    "memset(&t, 0, sizeof t); t.port = 80;",
    "memset(&t, 0, sizeof t); t.a = 1; other.a = 2; t.port = 80;",
    "memset(p, 0, sizeof *p); p->port = 80;",
    "memset(p, 0, sizeof *p); (*p).port = 80;",
    "memset(p, 0, sizeof *p); *p = T();",
    "memset(p, 0, sizeof *p); *p = other;",
    "memset(p, 0, sizeof *p); p->reset();",
    "if (yes) { memset(p, 0, sizeof *p); p->reset(); }",
    "memset(&u, 0, sizeof u); u.a = 7;",
    "memset(&v, 0, sizeof v); v = V();",
    "memset(w, 0, sizeof *w); w->t = T();",
    "memset(w, 0, sizeof *w); w->t.reset();",
    "memset(&w->t, 0, sizeof w->t); w->t.port = 80;",
    "memset(&p[2], 0, sizeof *p); p[2].port = 80;",
    "memset(p + 2, 0, 2 * sizeof *p); for (int i = 2; i < 4; ++i) p[i].port = 80;",
    "memset(p, 0, 2 * sizeof *p); for (int i = 0; i < 2; ++i) { p[i].port = 80; }",
]
LOST = [
    "memset(&t, 0, sizeof t); other.port = 80;",
    "memset(&t, 0, sizeof t); t.a = 80;",
    "memset(&t, 0, sizeof t); use(t); t.port = 80;",
    "memset(&t, 0, sizeof t); if (yes) t.port = 80;",
    "memset(&t, 0, sizeof t); t.show();",
    "memset(&t, 0, sizeof t); other.reset();",
    "t.port = 80; memset(&t, 0, sizeof t);",
    "if (yes) { memset(&t, 0, sizeof t); } t.port = 80;",
    "if (yes) memset(&t, 0, sizeof t); t.port = 80;",
    "memset(&u, 0, sizeof u); u.b = 7;",
    "memset(&v, 0, sizeof v); v.a = 7; ",
    "memset(w, 0, sizeof *w); w->x = 80;",
    "memset(p, 0, 2 * sizeof *p); for (int i = 0; i < 2; ++i) p[i].a = 80;",
    "memset(p, 0, 2 * sizeof *p); for (int i = 0; i < 2; ++i) { if (yes) p[i].port = 80; }",
    "memset(p, 0, 2 * sizeof *p); for (int i = 0; i < 2; ++i) { use(p[i]); p[i].port = 80; }",
]


@pytest.mark.parametrize(("statements", "count"), [*((text, 0) for text in GIVEN), *((text, 1) for text in LOST)])
def test_what_stands_right_behind(statements: str, count: int) -> None:
    text = CLASSES % "port = 80;" + FUNCTION.format(statements)
    assert [finding.code for finding in findings(text)] == ["raw-fill-skips-constructor"] * count


@pytest.mark.parametrize(
    ("statement", "count"),
    [("port = 80;", 0), ("this->port = 80;", 0), ("reset();", 0), ("*this = T();", 0), ("a = 80;", 1), ("show();", 1)],
)
def test_in_a_member_function(statement: str, count: int) -> None:
    assert len(findings(CLASSES % statement)) == count


TEMPLATE = """template<class T> void clear(T* object) { memset((void*)object, 0, sizeof *object); }
template<class T> void wipe(T& object) { memset((void*)&object, 0, sizeof object); }
template<class T> void clear_second(int, T* object) { memset((void*)object, 0, sizeof *object); }
struct Both { Inner a, b; void reset(); };
"""


@pytest.mark.parametrize(
    ("functions", "count"),
    [
        ("void Both::reset() { clear(this); a.reset(); b.reset(); }", 0),
        ("void f(Both& x) { clear(&x); x = Both(); } void g(Both* y) { clear(y); *y = Both(); }", 0),
        ("void Both::reset() { clear(this); a.reset(); }", 1),
        ("void Both::reset() { clear(this); a.reset(); b.reset(); } void f(Both& x) { clear(&x); }", 1),
        ("void f(Both& x) { clear(&x); } void Both::reset() { clear(this); a.reset(); b.reset(); }", 1),
        ("void f(Both& x) { clear_second(1, &x); x = Both(); }", 1),
        ("void f(Both& x) { wipe(x); x = Both(); } void g(Both* y) { wipe(*y); *y = Both(); }", 0),
        ("void Both::reset() { wipe(*this); a.reset(); b.reset(); }", 0),
        ("void Both::reset() { wipe(*this); a.reset(); }", 1),
        ("void f(Both& x) { wipe(x); }", 1),
    ],
)
def test_all_callers_of_a_template_may_give_them_back(functions: str, count: int) -> None:
    text = CLASSES % "port = 80;" + TEMPLATE + functions
    assert [finding.record for finding in findings(text)] == ["Both"] * count


@pytest.mark.parametrize("cleared", ["wipe(*this)", "clear(this)"])
def test_an_object_that_its_constructor_hands_to_a_template_is_being_made(cleared: str) -> None:
    """As those of JUCE's chunks of sound files are; a function that no constructor calls does not make one."""
    made = f"struct Chunk {{ Chunk(int n) {{ {cleared}; size = n; }} int size, more; void again(); }};\n"
    used = f"void Chunk::again() {{ {cleared}; }}\n"
    text = CLASSES % "port = 80;" + TEMPLATE + made
    assert not findings(text)
    assert [finding.record for finding in findings(text + used)] == ["Chunk"]
