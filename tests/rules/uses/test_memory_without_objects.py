"""Memory in which no object is, or none any more: what is said of it, and of what is said nothing."""

from __future__ import annotations

import pytest

from tests.rules.uses.test_findings import findings

HEAD = """#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
struct Item { int id; std::string name; int count; };
struct Holder { Item item; };
using Items = std::allocator<Item>;
using Traits = std::allocator_traits<Items>;
void init(Item*);
void take(std::string*);
void give(void*, std::size_t);
void deallocate(unsigned char*, std::size_t);
void* reserve(std::size_t, std::size_t);
"""

MEMBERS = [
    ('p->id = 1; p->name = "x";', ["storage-not-constructed"]),
    ('p->name.assign("x");', ["storage-not-constructed"]),
    ('memset((void*)p, 0, sizeof *p); p->name = "x";', ["storage-not-constructed"]),
    ("p->id = 1;", []),
    ('new (p) Item; p->name = "x";', []),
    ('new (&p->name) std::string; p->name = "x";', []),
    ('init(p); p->name = "x";', []),
    ('take(&p->name); p->name = "x";', []),
    ('std::construct_at(&p->name); p->name = "x";', []),
]


@pytest.mark.parametrize(("statements", "codes"), MEMBERS)
def test_a_member_of_an_aggregate_in_storage_must_be_made(statements: str, codes: list[str]) -> None:
    text = f"{HEAD}Item* f() {{ Item* p = (Item*)malloc(sizeof(Item)); {statements} return p; }}"
    result = findings(text)
    assert [finding.code for finding in result] == codes
    assert all(
        "member 'name' of 'Item'" in finding.message and "new (p) Item{}" in finding.message for finding in result
    )


def test_the_size_of_what_a_pointer_leads_to_makes_nothing_there() -> None:
    text = f'{HEAD}void f() {{ Item* p = (Item*)malloc(sizeof *p); p->name = "x"; }}'
    assert [finding.code for finding in findings(text)] == ["storage-not-constructed"]


def test_a_member_of_a_member_must_be_made_too() -> None:
    text = f'{HEAD}void f() {{ Holder* p = (Holder*)malloc(sizeof(Holder)); p->item.name = "x"; }}'
    (found,) = findings(text)
    assert "member 'name' of 'Holder'" in found.message


HANDED = [
    ("void f(Item* p) { give(p, sizeof *p); }", 1),
    ("void f(Item* p) { give(p, sizeof *p); p->~Item(); }", 1),
    ("void f(Item* p) { p->~Item(); give(p, sizeof *p); }", 0),
    ("void f(Item* p) { std::destroy_at(p); give((char*)p, sizeof *p); }", 0),
    ("void f(Item* p, Items a) { Traits::destroy(a, p); give((void*)p, sizeof *p); }", 0),
    ("void f(Item* p) { deallocate((unsigned char*)p, sizeof *p); }", 0),
    ("void f() { Item* p = (Item*)reserve(3, sizeof(Item)); give(p + 1, sizeof(Item)); }", 0),
    ("void f() { Item* p; p = (Item*)reserve(3, sizeof(Item)); p->id = 1; give(p, sizeof(Item)); }", 1),
    ("void f(Item* q) { Item* p = (Item*)reserve(3, sizeof(Item)); p = q; give(p, sizeof(Item)); }", 1),
]


@pytest.mark.parametrize(("function", "count"), HANDED)
def test_bytes_are_handed_over_only_where_an_object_may_be(function: str, count: int) -> None:
    assert [finding.code for finding in findings(HEAD + function)] == ["bytes-handed-over"] * count


BEHIND = [("4096 - sizeof(T)", 0), ("4 * sizeof(T)", 1), ("sizeof(T)", 1)]


@pytest.mark.parametrize(("size", "count"), BEHIND)
def test_what_is_behind_an_object_is_one_only_by_its_size(size: str, count: int) -> None:
    text = f"{HEAD}struct T {{ std::string s; void clear() {{ memset((void*)(this + 1), 0, {size}); }} }};"
    assert [finding.code for finding in findings(text)] == ["raw-fill"] * count


ADVICE = [
    ("Never() = delete;", "", "Give it a default constructor, and construct it there"),
    ("Never(const Never&) = delete;", "Never();", "Set its members one by one"),
    ("Never(const Never&) = delete; Never() {}", "", "Assign a new object; construct one there"),
]


@pytest.mark.parametrize(("public", "private", "advice"), ADVICE)
def test_who_sets_bytes_is_told_of_a_constructor_that_there_is(public: str, private: str, advice: str) -> None:
    members = f"{public} std::string s; private: {private}"
    text = f"{HEAD}struct Never {{ {members} }}; void f(Never* p) {{ memset((void*)p, 0, sizeof *p); }}"
    (found,) = findings(text)
    assert found.code == "raw-fill"
    assert advice in found.message


def test_a_constructor_that_sets_nothing_resets_nothing() -> None:
    text = f"{HEAD}struct T {{ T() {{}} T(const T&); int a; }}; void f(T* p) {{ memset((void*)p, 0, sizeof *p); }}"
    (found,) = findings(text)
    assert "Set its members one by one" in found.message
    (found,) = findings(text.replace("T() {}", "T() : a(0) {}"))
    assert "Assign a new object" in found.message


@pytest.mark.parametrize(("declared", "count"), [("Item items[9];", 1), ("extern Item* items;", 0)])
def test_what_is_moved_within_an_array_is_of_it_however_it_is_counted(declared: str, count: int) -> None:
    move = (
        "void f(int i, int k) { std::size_t n = k * sizeof(int); memmove((void*)(items + i + 1), items + i + 2, n); }"
    )
    assert len(findings(f"{HEAD}{declared}\n{move}")) == count
