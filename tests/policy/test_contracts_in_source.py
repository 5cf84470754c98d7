"""Contracts that stand in comments and annotations: which class each is about, and what breaks it."""

from __future__ import annotations

import pytest

from tests.policy.running import complaints, found, report

BROKEN = "broken-contract"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("// podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="above"),
        pytest.param("// podcheck: require pod\nstruct A { int a; };", [], id="kept"),
        pytest.param("struct A { A(); }; // podcheck: require pod", [(1, "A")], id="behind"),
        pytest.param("struct A { // podcheck: require pod\nA(); };", [(2, "A")], id="behind the brace"),
        pytest.param("struct A {\nA();\n}; // podcheck: require pod", [(2, "A")], id="behind the end"),
        pytest.param(
            "typedef struct { int a; int& b;\n} A; // podcheck: require pod", [(1, "A")], id="behind a typedef"
        ),
        pytest.param("struct /* podcheck: require pod */ A { A(); };", [(1, "A")], id="inside the head"),
        pytest.param("/* podcheck: require pod */ struct A { A(); };", [(1, "A")], id="a block before it"),
        pytest.param("/*\n * podcheck: require pod\n */\nstruct A { A(); };", [(4, "A")], id="a block above it"),
        pytest.param("//! podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="a documentation comment"),
        pytest.param("// of the wire. podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="within a comment"),
        pytest.param("// // podcheck: require pod\nstruct A { A(); };", [], id="commented out"),
        pytest.param("//// podcheck: require pod\nstruct A { A(); };", [], id="commented out without a blank"),
        pytest.param("struct A { A(); }; // // podcheck: require pod", [], id="commented out behind code"),
        pytest.param(
            "// struct B { B(); }; // podcheck: require pod\nstruct A { A(); };",
            [],
            id="of a class that is commented out",
        ),
        pytest.param(
            "/*\nstruct B { B(); }; // podcheck: require pod\n*/\nstruct A { A(); };", [], id="in a block of old code"
        ),
        pytest.param("/* // podcheck: require pod */ struct A { A(); };", [], id="in a block that comments it out"),
        pytest.param("// /* podcheck: require pod */\nstruct A { A(); };", [], id="a block that is commented out"),
        pytest.param("struct A { A(); }; // the wire's // podcheck: require pod", [(1, "A")], id="behind a remark"),
        pytest.param("/// podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="three slashes"),
        pytest.param("/** podcheck: require pod */\nstruct A { A(); };", [(2, "A")], id="two stars"),
        pytest.param("// see https://a.b/c: podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="an address"),
        pytest.param("// for inc/*.h. podcheck: require pod\nstruct A { A(); };", [(2, "A")], id="a pattern of files"),
        pytest.param("// Write `podcheck: require pod` here.\nstruct A { A(); };", [], id="between backticks"),
        pytest.param("// the words 'podcheck: require pod'\nstruct A { A(); };", [], id="between quotes"),
        pytest.param(
            "struct A { A(); }; // podcheck: require pod // podcheck: forbid polymorphic", [(1, "A")], id="two in a row"
        ),
        pytest.param('#define T "// podcheck: require pod"\nstruct A { A(); };', [], id="in a macro's string"),
        pytest.param(
            "// podcheck: require pod\n\n// more\n#pragma pack(1)\nstruct A { A(); };", [(5, "A")], id="above more"
        ),
        pytest.param(
            "struct A { A(); }; struct B { B(); }; // podcheck: require pod", [(1, "A"), (1, "B")], id="both of a line"
        ),
        pytest.param(
            "struct A { A(); }; /* podcheck: require pod */ struct B { B(); };", [(1, "B")], id="between: the next"
        ),
        pytest.param(
            "struct A { struct B { B(); }; B b; }; // podcheck: require pod", [(1, "A")], id="not the nested one"
        ),
        pytest.param("struct A {\n// podcheck: require pod\nstruct B { B(); }; };", [(3, "A::B")], id="nested"),
        pytest.param("void f() {\n// podcheck: require pod\nstruct L { L() {} }; }", [(3, "f()::L")], id="local"),
        pytest.param("namespace n { class A { A(); }; } // podcheck: require pod", [(1, "n::A")], id="in a namespace"),
        pytest.param('const char* s = "// podcheck: require pod";\nstruct A { A(); };', [], id="in a string"),
        pytest.param('auto s = R"x(\n// podcheck: require pod\n)x"; struct A { A(); };', [], id="in a raw string"),
        pytest.param(
            "int n = 1'000; // '\nstruct A { A(); }; // podcheck: require pod", [(2, "A")], id="digit separators"
        ),
        pytest.param("// a \\\n podcheck: require pod\nstruct A { A(); };", [(3, "A")], id="a continued comment"),
        pytest.param("#define M struct A { A(); };\nM // podcheck: require pod", [(2, "A")], id="made by a macro"),
        pytest.param("// podcheck: require pod\nunion U { int a; float b; ~U(); };", [(2, "U")], id="a union"),
        pytest.param("struct A { virtual void f(); }; // podcheck: forbid polymorphic", [(1, "A")], id="forbidden"),
        pytest.param("struct A { void f(); }; // podcheck: forbid polymorphic", [], id="forbidden, and it is not"),
        pytest.param("struct A { A(); }; // podcheck: std=c++11", [], id="not ours"),
        pytest.param("struct A { A(); }; // http://podcheck: require pod", [], id="not a word of its own"),
        pytest.param(
            "struct A { int a; }; // podcheck: require is_pod, std::is_trivial_v -- by memcpy", [], id="other names"
        ),
    ],
)
def test_which_class_a_comment_is_about(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == [(line, BROKEN, name) for line, name in expected]


def test_each_instance_of_a_template_must_keep_its_contract() -> None:
    text = """
        // podcheck: require trivially_copyable
        template<class T>
        struct Box { T t; };
        struct Text { Text(); Text(const Text&); };
        Box<int> fine; Box<Text> bad;
    """
    assert found(text) == [(5, BROKEN, "Box<Text>")]


def test_a_template_that_no_argument_saves_breaks_its_contract_itself() -> None:
    text = "template<class T> struct V { virtual void f(); T t; }; // podcheck: require standard_layout"
    assert found(text) == [(1, BROKEN, "V<T>")]


@pytest.mark.parametrize(
    "head",
    [
        'struct [[clang::annotate("podcheck:require pod")]]',
        'struct __attribute__((annotate("podcheck: require pod -- for C")))',
        'class P("re" "quire pod")',
    ],
)
def test_annotations(head: str) -> None:
    macro = '#define P(what) [[clang::annotate("podcheck:" what)]]\n'
    assert found(f"{macro}{head} A {{\n A(); }};") == [(3, BROKEN, "A")]
    assert found(f"{macro}{head} A {{\n int a; }};") == []


def test_annotations_of_a_template_hold_for_its_instances() -> None:
    text = (
        'template<class T> struct [[clang::annotate("podcheck:require pod")]] B { T t; };\nstruct X { X(); };\nB<X> b;'
    )
    assert found(text) == [(2, BROKEN, "B<X>")]


def test_the_place_is_the_line_that_did_it_and_the_class_and_contract_are_related() -> None:
    inner = "struct Inner {\n  ~Inner();\n};\n"
    text = f"{inner}// podcheck: require trivially_copyable -- goes to the GPU\nstruct Outer {{\n  Inner in;\n}};"
    (finding,) = report(text).findings
    assert (finding.location.line, finding.location.column) == (2, 3)
    assert [(related.message, related.location.line) for related in finding.related] == [
        ("'Outer' is defined here", 5),
        ("the contract", 4),
    ]
    assert finding.message == "'Outer' is not trivially_copyable, which unit.cpp:4 requires: goes to the GPU"
    assert [reason.code for reason in finding.reasons] == ["nontrivial-destructor"]


def test_in_a_header_of_others_the_place_is_the_own_line_that_leads_there() -> None:
    text = "#include <string>\n// podcheck: require trivially_copyable\nstruct A {\n  int id;\n  std::string name; };"
    (finding,) = report(text).findings
    assert (finding.location.file, finding.location.line, finding.location.column) == ("unit.cpp", 5, 15)


@pytest.mark.parametrize(
    ("comment", "message", "advice"),
    [
        ("podcheck: requre pod", "'podcheck: requre' means nothing", "Did you mean 'podcheck: require'?"),
        ("podcheck: forbids pod", "'podcheck: forbids' means nothing", "Did you mean 'podcheck: forbid'?"),
        ("podcheck: require pdo", "unknown trait 'pdo'", "Did you mean pod?"),
        ("podcheck: require standard_layuot", "unknown trait 'standard_layuot'", "Did you mean standard_layout?"),
        ("podcheck: require no_pading", "unknown trait 'no_pading'", "Did you mean no_padding?"),
        ("podcheck: require", "'podcheck: require' names nothing", "Write `podcheck: require trivially_copyable`."),
        ("podcheck: require pod trivial", "'pod trivial' is not a trait", "Put commas"),
        ("podcheck: require sise <= 4", "unknown measure 'sise'", "Did you mean size?"),
        ("podcheck: require size => 4", "unknown relation '=>' in 'size => 4'", "It is one of =="),
        ("podcheck: require size <= big", "'big' is not a number of bytes", "Write `size <= 64`."),
        ("podcheck: require size", "'size' without a number", "Write `size <= 64`"),
        ("podcheck: forbid size <= 4", "'size <= 4' can't be forbidden", "Require the opposite"),
        ("podcheck: ignore[broken-contrat]", "unknown code 'broken-contrat'", "Did you mean broken-contract?"),
        ("podcheck: ignore[]", "'[]' names no code", "Write `podcheck: ignore[code]`"),
        ("NOLINT(podcheck-requirment)", "unknown code 'requirment'", "Did you mean requirement?"),
        ("podcheck: ignore-begin[requirement]", "'ignore-begin' without its 'ignore-end'", "Write ignore-end"),
        ("podcheck: ignore-end", "'ignore-end' without its 'ignore-begin'", "Both name"),
    ],
)
def test_what_can_not_be_understood_is_an_error_with_the_nearest(comment: str, message: str, advice: str) -> None:
    text = f"\nstruct A {{ int a; }}; // {comment}\n"
    ((line, said, hint),) = complaints(text)
    assert (line, said) == (2, message)
    assert hint.startswith(advice)
    assert report(text).exit_status == 2


def test_an_annotation_that_can_not_be_understood_is_an_error() -> None:
    ((line, message, advice),) = complaints('struct [[clang::annotate("podcheck:require pdo")]] A {};')
    assert (line, message, advice) == (1, "unknown trait 'pdo'", "Did you mean pod?")
    ((line, message, advice),) = complaints('struct [[clang::annotate("podcheck:requre pod")]] A {};')
    assert (line, message, advice) == (1, "'podcheck:requre' means nothing in an annotation", "Did you mean require?")


def test_a_contract_about_no_class_is_a_finding_but_a_note_where_the_preprocessor_may_have_taken_the_class() -> None:
    assert found("int x; // podcheck: require pod") == [(1, "unmatched-contract", "")]
    assert found("struct A; // podcheck: require pod\nstruct A { A(); };") == [(1, "unmatched-contract", "")]
    guarded = "#ifndef U\n#define U\n// podcheck: require pod\nint x;\n#endif\n"
    assert found(guarded) == [(3, "unmatched-contract", "")]
    conditional = "#ifdef WINDOWS\nstruct A { A(); }; // podcheck: require pod\n#endif\n"
    assert found(conditional) == []
    assert complaints(conditional) == [(2, "this contract applies to no class of the file as it was compiled", "")]


@pytest.mark.parametrize(
    ("asked", "broken"),
    [
        ("size == 16", False),
        ("size <= 16", False),
        ("size < 16", True),
        ("size >= 17", True),
        ("size > 8", False),
        ("align == 8", False),
        ("align >= 16", True),
        ("alignment <= 4", True),
    ],
)
def test_sizes_and_alignments(asked: str, broken: bool) -> None:
    text = f"struct A {{ char c; double d; }}; // podcheck: require {asked}"
    assert found(text) == ([(1, "broken-layout-contract", "A")] if broken else [])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("offsetof(none) == 4", "'A' has no member 'none', nor has a base of it"),
        ("offsetof(b) == 4", "'A' has 'b' at 0"),
        ("offsetof(b) == 0", ""),
        ("offsetof(bits) >= 4", "'A' has 'bits' as a bit-field, which has no offset"),
        ("offsetof(a) == 4", ""),
        ("offsetof(inner) < 12", "'A' has 'inner' at 12"),
    ],
)
def test_an_offset_that_is_asked_of_what_has_none_is_said_to_be(asked: str, message: str) -> None:
    text = f"""\
struct B {{ int b; }};
struct A : B {{ int a; unsigned bits : 3; union {{ int inner; }}; }}; // podcheck: require {asked}
"""
    expected = [f"{message}; unit.cpp:2 requires {asked}"] if message else []
    assert [finding.message for finding in report(text).findings] == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("offset(first) == 1", ""),
        ("offset(second) == 8", ""),
        ("offset(second) == 4", "'Derived' has 'second' at 8"),
        ("offset(deep) == 12", ""),
        ("offset(inner) == 20", ""),
        ("offset(own) == 28", ""),
        ("offset(hidden) == 32", ""),
        ("offset(flag) == 0", "'Derived' has 'flag' of its base 'Second' as a bit-field, which has no offset"),
        ("offset(both) == 0", "'Derived' has 'both' in 'First' and 'Second', so that the name is ambiguous"),
        ("offset(twice) == 0", "'Derived' has 'twice' in 'Twice' more than once, so that the name is ambiguous"),
    ],
)
def test_an_inherited_member_has_the_offset_that_it_has_in_the_complete_object(asked: str, message: str) -> None:
    text = f"""\
struct Twice {{ char twice; }};
struct First : Twice {{ char first; int both; }};
struct Deepest {{ int second; int deep; int hidden; }};
struct Middle : Deepest {{ union {{ int inner; float other; }}; }};
struct Second : Twice {{ char both; unsigned flag : 3; }};
struct Derived : First, Middle, Second {{ int own; int hidden; }}; // podcheck: require {asked}
"""
    expected = [f"{message}; unit.cpp:6 requires {asked.replace('offset(', 'offsetof(')}"] if message else []
    assert [finding.message for finding in report(text).findings] == expected


def test_a_member_of_a_virtual_base_has_no_offset_and_the_base_is_named() -> None:
    text = """\
struct V { int v; int w; };
struct M : virtual V { int w; };
struct D : M { int d; }; // podcheck: require {}
"""
    why = "'D' has 'v' in its virtual base 'V', whose place depends on the complete object, so that it has no offset"
    (finding,) = report(text.replace("{}", "offset(v) == 16")).findings
    assert finding.message == f"{why}; unit.cpp:3 requires offsetof(v) == 16"
    assert found(text.replace("{}", "offset(w) == 8, offset(d) == 12")) == []


def test_requirements_of_the_command_line_are_contracts_for_all_classes() -> None:
    text = "struct A { A(); };\nstruct B { int b; };"
    assert found(text, require=["pod"]) == [(1, "requirement", "A")]


def test_what_a_template_needs_is_no_contract_of_its_own() -> None:
    text = 'template<class T> struct [[clang::annotate("podcheck:needs trivially_copyable")]] Queue { T t; };'
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ("char c; int i;", ["3 bytes of padding after 'c'"]),
        ("int i; char c;", ["3 bytes of padding at the end of 'A'"]),
        ("In in;", ["1 byte of padding at the end of 'In'"]),
        ("int a : 3; int : 29;", ["29 bits of padding after 'a'"]),
        ("virtual void f(); int x;", ["4 bytes of padding at the end of 'A'"]),
        ("float f; int i; char c[8];", []),
        ("int a : 3; int b : 29;", []),
    ],
)
def test_padding_is_named_where_it_is(members: str, why: list[str]) -> None:
    made = report(f"struct In {{ short s; char c; }};\nstruct A {{ {members} }}; // podcheck: require no_padding")
    assert [reason.message for finding in made.findings for reason in finding.reasons] == why
    assert [finding.code for finding in made.findings] == ["broken-layout-contract"] * bool(why)


def test_a_template_s_own_size_is_not_asked_for_but_its_instances_are() -> None:
    text = "template<class T> struct B { T t; }; // podcheck: require size <= 4, no_padding\nB<int> i; B<long> l;"
    assert found(text) == [(1, "broken-layout-contract", "B<long>")]
    assert [finding.message for finding in report(text).findings] == [
        "'B<long>' is 8 bytes; unit.cpp:1 requires size <= 4"
    ]


def test_a_member_that_is_not_looked_for_to_the_end_is_not_said_to_be_missing() -> None:
    text = """\
template<int N, int K> struct Deep : Deep<N - 1, 0>, Deep<N - 1, 1> {};
template<int K> struct Deep<0, K> { char c; };
struct Last { int last; };
struct Many : Deep<12, 0>, Last {};  // podcheck: require offsetof(last) == 8192
"""
    (finding,) = report(text).findings
    assert finding.message.startswith("'Many' has more than 5000 bases, in which 'last' is not looked for; ")
