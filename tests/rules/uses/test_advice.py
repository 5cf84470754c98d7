"""What a finding says to do can be done: it compiles, and frees nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from tests.rules.uses.test_findings import findings

CLASSES = """#include <cstring>
#include <new>
#include <string>
struct Frees { Frees(); ~Frees(); char* text; };
struct Copies { Copies(); ~Copies(); Copies& operator=(const Copies&); char* text; };
struct Holder { Frees frees; int a; };
struct Sized { Sized(int); Sized(const Sized&); int a; };
struct Kept { Kept() = default; Kept(const Kept&) = delete; Kept& operator=(const Kept&) = delete; int a; };
struct Base { virtual ~Base() {} virtual void act() = 0; int a; };
struct Drawn { virtual ~Drawn() {} virtual void draw(); int a; };
struct Point { Point(); Point(const Point&); int x; };
struct Named { std::string name; };
struct Empty { ~Empty() {} int a; };
struct Starting { Starting() : a(1) {} ~Starting() {} int a; };
struct Deep { Deep& operator=(const Deep&); char* text; };
struct Cell { virtual ~Cell(); Cell(const Cell&) = delete; Cell& operator=(const Cell&) = delete; int a; };
"""

ASSIGN = "Assign a new object instead."
GONE = ASSIGN[:-1] + "; or remove the empty destructor of 'Empty' (use.cpp:13): then its bytes will do."
ANEW = (
    "Construct a new object there, with a placement new, and destroy the old one first if it still owns what it holds."
)
PLACED = "Construct a new object there, with a placement new."
DEFAULT = "; or default the {} of 'T' (use.cpp:2), if {} every member as it is: then its bytes will do."
CLONED = "have a function of its class make the other object"
EITHER = (
    "Assign a new object; construct one there, with a placement new, where none lives yet or another one owns what it "
    "holds."
)
EMPTY = "Copy or move the objects themselves; or remove the empty destructor of '{}: then its bytes will do."
MEMBERS = "Set its members one by one, or give it a function that does."


@pytest.mark.parametrize(
    ("name", "pointer", "named"),
    [
        ("Frees", ANEW, ANEW),
        ("Holder", ANEW, ANEW),
        ("Copies", EITHER, ASSIGN),
        ("Named", EITHER, ASSIGN),
        ("Drawn", EITHER, ASSIGN),
        ("Empty", GONE, GONE),
        ("Starting", ASSIGN, ASSIGN),
        ("Point", ASSIGN, ASSIGN),
        ("Deep", PLACED, ASSIGN),
        ("Sized", MEMBERS, MEMBERS),
        ("Base", MEMBERS, None),
        ("Kept", PLACED, PLACED),
    ],
)
def test_an_object_whose_bytes_are_set(name: str, pointer: str, named: str | None) -> None:
    text = f"{CLASSES}void f({name}* p) {{ memset((void*)p, 0, sizeof *p); }}\n"
    text += f"extern {name} object;\nvoid g() {{ memset((void*)&object, 0, sizeof object); }}\n" if named else ""
    result = [finding.message for finding in findings(text) if finding.code == "raw-fill"]
    expected = [advice for advice in (pointer, named) if advice is not None]
    assert [message.partition("/3). ")[2] for message in result] == expected


def test_what_a_reference_refers_to_may_have_handed_on_what_it_holds() -> None:
    """libtorrent moves an object by its bytes, and clears the source: an assignment would free what was moved."""
    body = "memcpy((void*)&to, &from, sizeof to); memset((void*)&from, 0, sizeof from);"
    copied, cleared = findings(f"{CLASSES}void take(Named& to, Named& from) {{ {body} }}\n")
    assert (copied.fix, cleared.fix) == ("Copy or move the objects themselves.", EITHER)


def test_a_pair_of_the_librarys_may_be_assigned() -> None:
    text = "#include <utility>\nvoid f(std::pair<int, int>* p) { memmove((void*)p, p + 1, 8 * sizeof *p); }"
    (found,) = findings(f"{CLASSES}{text}\n")
    assert found.fix == "Copy or move the objects themselves."


def test_in_its_own_constructor_no_object_is_assigned() -> None:
    text = f"{CLASSES}struct Own {{ Named n; Own() {{ memset((void*)this, 0, sizeof *this); }} }};\n"
    (found,) = findings(text)
    assert found.message.endswith(" Give its members initializers, or set them one by one.")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Frees", "Give 'Frees' copy or move functions of its own, for its destructor, and use them."),
        ("Holder", "Give 'Frees' copy or move functions of its own, for its destructor, and use them."),
        ("Copies", "Copy the objects themselves, or swap them where the source is not needed any more."),
        ("Named", "Copy or move the objects themselves."),
        ("Empty", EMPTY.format("Empty' (use.cpp:13)")),
        ("Drawn", "Copy or move the objects themselves."),
        ("Kept", "It can't be copied or moved: hand on a pointer to it, or copy its members one by one."),
        (
            "Deep",
            "Copy-construct the objects there, with a placement new, where the assignment does more"
            + DEFAULT.format("copy assignment", "it copies").replace("'T' (use.cpp:2)", "'Deep' (use.cpp:15)"),
        ),
        ("Cell", f"It can't be copied or moved: hand on a pointer to it, or {CLONED}."),
    ],
)
def test_an_object_whose_bytes_are_copied(name: str, advice: str) -> None:
    text = f"{CLASSES}void f({name}* to, {name}* from) {{ memcpy((void*)to, from, sizeof *to); }}\n"
    (found,) = findings(text)
    assert found.message.partition("/3). ")[2] == advice


@pytest.mark.parametrize(
    "body", ["memcpy((void*)to, this, sizeof *this)", "memcpy((void*)this, to, sizeof *to)", "to->grow(this)"]
)
def test_an_object_that_a_member_function_of_its_own_copies(body: str) -> None:
    """bacula's hash table goes on walking the object, and frees what the copy holds."""
    text = f"{CLASSES}struct Own {{ ~Own() {{ delete[] at; }} int* at; void grow(Own* to) {{ {body}; }} }};\n"
    advice = ["Copy or swap the members that are meant, so that what 'Own' frees has one owner at a time."]
    assert [found.message.partition("/3). ")[2] for found in findings(text)] == advice * ("memcpy" in body)


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("{ /* nothing */ }", EMPTY.format("T' (t.h:2)")),
        ("{ free(a); }", "Give 'T' copy or move functions of its own, for its destructor, and use them."),
    ],
)
def test_a_destructor_that_the_file_itself_defines_is_read(
    body: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.h").write_text("#include <cstdlib>\nstruct T { char* a; T(); T(const T*); ~T(); };\n")
    copying = f"T::T(const T* o) {{ memcpy(this, o, sizeof *o); }}\nT::~T() {body}\n"
    Path("t.cpp").write_text(f'#include <cstring>\n#include "t.h"\n{copying}')
    Path("other.cpp").write_text('#include "t.h"\nT other;\n')
    report = podcheck.check("other.cpp", "t.cpp", cross_check=False)
    assert [found.message.partition("/3). ")[2] for found in report.findings] == [advice]


OWN = "Default that function, `= default`, or copy the members one by one."
OTHERS = "Copy or move the objects themselves"


@pytest.mark.parametrize(
    ("function", "advice"),
    [
        ("T& operator=(const T& o) { memcpy((void*)this, &o, sizeof o); return *this; }", OWN),
        ("T& operator=(T&& o) { memcpy((void*)this, &o, sizeof o); return *this; }", OWN),
        ("T(const T& o) { memcpy((void*)this, &o, sizeof o); }", OWN),
        ("T(T&& o) { memcpy((void*)this, &o, sizeof(T)); } T(); T(const T&); T& operator=(const T&);", OWN),
        (
            "void take(const T& o) { memcpy((void*)this, &o, sizeof o); } T(); T(const T&);",
            OTHERS + DEFAULT.format("copy constructor", "it copies"),
        ),
        (
            "T(); T(const T&); T& operator=(const T& o) { static T t; memcpy((void*)&t, &o, sizeof o); return *this; }",
            OTHERS + DEFAULT.format("copy constructor of 'T' (use.cpp:2) and copy assignment", "they copy"),
        ),
    ],
)
def test_a_copy_function_can_t_copy_the_object_itself(function: str, advice: str) -> None:
    (found,) = findings(f"#include <cstring>\nstruct T {{ int a; {function} }};\n")
    assert (found.code, found.message.partition("/3). ")[2]) == ("raw-copy", advice)


FROM = "Set its members one by one from the bytes"
BOTH = (
    "default the copy constructor of 'T' (use.cpp:3), if it copies every member as it is, and remove the empty "
    "destructor of 'T' (use.cpp:3)"
)
FROM_BYTES = [
    ("struct T { ~T() {} int a; };", "Remove the empty destructor of 'T' (use.cpp:3), and 'T' is trivially copyable."),
    (
        "struct V { ~V() {} int a; }; struct T { V v; };",
        "Remove the empty destructor of 'V' (use.cpp:3), and 'T' is trivially copyable.",
    ),
    (
        "struct V { ~V(); int a; }; struct T { V v; };",
        f"{FROM}; or remove the destructor of 'V' (use.cpp:3), if it is empty.",
    ),
    ("struct T { T(const T&); ~T() {} int a; };", f"{FROM}; or {BOTH}."),
    ("struct T { T(const T&); ~T(); int a; };", f"{FROM}."),
    ("struct T { T(const T&) = delete; T(T&&); int a; };", f"{FROM}."),
    ("struct T { virtual ~T() {} int a; };", f"{FROM}."),
]


@pytest.mark.parametrize(("classes", "advice"), FROM_BYTES)
@pytest.mark.parametrize("source", ["const char*", "const void*", "unsigned char*"])
def test_bytes_of_no_object_are_not_said_to_be_copied_as_objects(classes: str, advice: str, source: str) -> None:
    copy = f"void f(T* to, {source} from) {{ memcpy((void*)to, from, sizeof *to); }}\n"
    (found,) = findings(f"#include <cstring>\n\n{classes}\n{copy}")
    assert (found.code, found.message.partition("/3). ")[2]) == ("raw-copy", advice)


SUMS = """unsigned crc8(const unsigned char*, int);
void keep(const void*, unsigned long);
void f(Frees* frees, Drawn* drawn, Point* point, Empty* empty) {
"""
MEMBERWISE = "{} its members one by one, or a plain struct that holds them{}."
COPYING = "; or default the copy constructor of 'Point' (use.cpp:11), if it copies every member as it is"
ENDING = "; or remove the empty destructor of 'Empty' (use.cpp:13)"
ENOUGH = ": then its bytes will do"


@pytest.mark.parametrize(
    ("call", "advice"),
    [
        ("crc8((unsigned char*)frees, sizeof *frees)", MEMBERWISE.format("Hash", "")),
        ("crc8((unsigned char*)drawn, sizeof *drawn)", MEMBERWISE.format("Hash", "")),
        ("crc8((unsigned char*)point, sizeof *point)", MEMBERWISE.format("Hash", COPYING + ENOUGH)),
        ("keep(drawn, sizeof *drawn)", MEMBERWISE.format("Pass", "")),
        ("keep(empty, sizeof *empty)", MEMBERWISE.format("Pass", ENDING + ENOUGH)),
    ],
)
def test_a_function_of_bytes_is_given_what_it_can_take(call: str, advice: str) -> None:
    (found,) = findings(f"{CLASSES}{SUMS}{call}; }}\n")
    assert (found.code, found.message.partition("/3). ")[2]) == ("bytes-handed-over", advice)


@pytest.mark.parametrize(
    ("where", "advice"),
    [
        ("char* to", "Copy its members one by one, or copy-construct it there if it is to live there."),
        ("void* to", "Copy its members one by one, or copy-construct it there if it is to live there."),
        ("Named* to", "Copy or move the objects themselves."),
    ],
)
def test_bytes_that_an_object_is_copied_into_are_no_object(where: str, advice: str) -> None:
    text = f"{CLASSES}void f({where}, const Named& from) {{ memcpy((void*)to, &from, sizeof from); }}\n"
    (finding,) = findings(text)
    assert finding.message.partition("/3). ")[2] == advice


MOVED = [
    ("T(T&&); T(const T&);", "Move the objects into a new array; or default the move constructor of 'T' (use.cpp:2)"),
    ("T(T&&); T(const T&); virtual void f();", "Move the objects into a new array."),
    ("T(T&&); T(const T&); std::string text;", "Move the objects into a new array."),
    ("private: T(const T&); T& operator=(const T&);", "They can't be copied or moved"),
    ("~T() { delete[] own; } private: T(const T&);", "They can't be copied or moved"),
    ("~T() { delete[] own; }", "Give 'T' a move constructor"),
]


@pytest.mark.parametrize(("members", "advice"), MOVED)
def test_an_array_that_grows_moves_what_can_be_moved(members: str, advice: str) -> None:
    text = f"""#include <string>
struct T {{ char* own; {members} }};
T* grow(T* a, int n) {{ return (T*)realloc((void*)a, n * sizeof(T)); }}"""
    (found,) = findings(text)
    assert found.code == "raw-reallocate"
    assert found.fix.startswith(advice)


OTHER_CLASS = """#include <cstring>
struct Plain { unsigned words[4]; };
struct Wrapped { Wrapped(const Wrapped& other) : words() { words[0] = other.words[0]; } unsigned words[4]; };
"""


@pytest.mark.parametrize(
    ("function", "advice"),
    [
        ("void f(Plain* to, const Wrapped* from) { memcpy(to, from, 16); }", "Copy its members one by one"),
        ("void f(Wrapped* to, const Plain* from) { memcpy((void*)to, from, 16); }", "Copy its members one by one"),
        (
            "void f(Wrapped* to, const Wrapped* from) { memcpy((void*)to, from, 16); }",
            "Copy or move the objects themselves",
        ),
    ],
)
def test_an_object_of_another_class_is_not_copied_itself(function: str, advice: str) -> None:
    (found,) = findings(OTHER_CLASS + function)
    assert found.fix.startswith(f"{advice}; or default the copy constructor of 'Wrapped' (use.cpp:3)")


@pytest.mark.parametrize(
    ("size", "advice"),
    [
        ("n * sizeof(Named)", "Assign a new object to each element; construct one there"),
        ("4 * sizeof *p", "Assign a new object to each element; construct one there"),
        ("sizeof *p", "Assign a new object; construct one there"),
        ("n", "Assign a new object; construct one there"),
    ],
)
def test_each_element_of_an_array_gets_a_new_object(size: str, advice: str) -> None:
    (found,) = findings(f"{CLASSES}void f(Named* p, int n) {{ memset((void*)p, 0, {size}); }}\n")
    assert found.fix.startswith(advice)


SWAP = """void swap(Named& a, Named& b) {{
  char bytes[sizeof(Named)], others[sizeof(Named)];
  memcpy(bytes, &a, sizeof a);
  memcpy((void*)&a, &b, sizeof a);
  memcpy((void*)&b, {}, sizeof b);
}}
"""
THROUGH = [
    ("bytes", 3 * ["Copy or move the objects themselves."]),
    (
        "others",
        [
            "Copy its members one by one, or copy-construct it there if it is to live there.",
            "Copy or move the objects themselves.",
            "Set its members one by one from the bytes.",
        ],
    ),
]


@pytest.mark.parametrize(("source", "advice"), THROUGH)
def test_bytes_that_come_back_are_those_of_an_object(source: str, advice: list[str]) -> None:
    assert [found.fix for found in findings(CLASSES + SWAP.format(source))] == advice


TEMPLATES = """#include <cstdlib>
template<class T> T* grow(T* a, int n) { return (T*)realloc((void*)a, n * sizeof(T)); }
template<class T> void wipe(T* a, int n) { memset((void*)a, 0, n * sizeof(T)); }
template<class T> struct List { T* data; List(const List&); void clear() { memset((void*)this, 0, sizeof *this); } };
"""
ONE_BY_ONE = "one by one where their class is not trivially copyable"
ENDED = "remove the empty destructor of 'Empty' (use.cpp:13)"
LEFT_UNSET = "the members of 'Unset', which its constructor leaves unset"
DEFAULTED = (
    "default the copy constructor of 'Unset' (use.cpp:21), if it copies every member as it is: then its bytes will do"
)
IN_TEMPLATES = [
    ("grow(empty, n);", f"Move the objects into new memory {ONE_BY_ONE}; or {ENDED}: then its bytes will do."),
    ("wipe(named, n);", f"Construct new objects {ONE_BY_ONE}."),
    ("wipe(unset, n);", f"Construct new objects {ONE_BY_ONE}, with initializers for {LEFT_UNSET}; or {DEFAULTED}."),
]


@pytest.mark.parametrize(("call", "advice"), IN_TEMPLATES)
def test_a_template_is_told_what_does_for_any_class(call: str, advice: str) -> None:
    unset = "struct Unset { Unset() {} Unset(const Unset&); int a; };\n"
    calls = f"void f(Empty* empty, Named* named, Unset* unset, int n) {{ {call} }}\n"
    (found,) = findings(f"{CLASSES}{TEMPLATES}{unset}{calls}")
    assert found.fix == advice


@pytest.mark.parametrize(
    ("parameters", "hedged"),
    [("const Gap* a, const Gap* b", True), ("const Gap& a, const Gap& b", True), ("Gap a, Gap b", False)],
)
def test_objects_that_others_made_may_have_been_set_to_zero(parameters: str, hedged: bool) -> None:
    """As those of hyperscan are."""
    given = ("a", "b") if "*" in parameters else ("&a", "&b")
    compare = f"memcmp({given[0]}, {given[1]}, sizeof(Gap))"
    (found,) = findings(f"{CLASSES}struct Gap {{ char c; int i; }};\nint f({parameters}) {{ return {compare}; }}\n")
    assert found.fix.endswith(", unless all bytes of each object were set to zero first.") is hedged


def test_of_a_union_the_member_in_use_is_compared() -> None:
    """ucommon has addresses of two lengths in one; the shorter leaves bytes over."""
    text = "struct Host { union { short four; char six[16]; }; };\nint f(const Host& a, const Host& b) "
    (found,) = findings(f"{CLASSES}{text}{{ return memcmp(&a, &b, sizeof a); }}\n")
    assert found.code == "raw-compare-values"
    assert found.fix == (
        "Compare the member in use, unless all bytes of each object were set to zero before its member."
    )


def test_a_class_template_is_told_of_itself() -> None:
    (found,) = findings(f"{CLASSES}{TEMPLATES}void f(List<int>& l) {{ l.clear(); }}\n")
    assert "one by one where" not in found.fix
