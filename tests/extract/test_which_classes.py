"""Every class of a file is found, wherever it stands, and every instantiation that the file names."""

from __future__ import annotations

import pytest

from podcheck.model.facts import Origin, RecordKind
from tests.extract.reading import reported, unit_facts

WHERE = {
    "in a namespace": ("namespace n { struct A {}; }", "n::A"),
    "in an inline namespace": ("namespace n { inline namespace v1 { struct A {}; } }", "n::A"),
    "in an unnamed namespace": ("namespace { struct A {}; }", "(anonymous namespace)::A"),
    "in a class, private": ("class Outer { struct A {}; };", "Outer::A"),
    "in extern C": ('extern "C" { struct A { int a; }; }', "A"),
    "local to a function": ("void f() { struct A {}; }", "f()::A"),
    "local to a member function": ("struct S { void f() { struct A {}; } };", "S::f()::A"),
    "unnamed with a typedef name": ("typedef struct { int a; } A;", "A"),
    "a union": ("union A { int a; };", "A"),
    "an explicit specialisation": ("template<class T> struct A; template<> struct A<int> {};", "A<int>"),
    "final": ("struct A final {};", "A"),
}


@pytest.mark.parametrize(("text", "name"), WHERE.values(), ids=WHERE)
def test_a_class_is_found(text: str, name: str) -> None:
    facts = reported(text)[name]
    assert facts.origin is Origin.DECLARED
    assert facts.complete


IN_EXPRESSIONS = {
    "in sizeof": "int a = sizeof(Box<int>);",
    "in an assertion": 'static_assert(sizeof(Box<int>) == 4, "");',
    "as an argument of another template": 'static_assert(__is_class(Same<Box<int>>::type), "");',
    "in new": "void f() { delete new Box<int>; }",
    "in a cast": "void* f(void* p) { return static_cast<Box<int>*>(p); }",
    "as a temporary": "int f() { return Box<int>{1}.a; }",
    "in a default argument": "int f(int a = sizeof(Box<int>));",
    "in a lambda": "auto f = [] { return Box<int>{2}; };",
    "from a namespace": "namespace n { template<class T> struct Own {}; int a = sizeof(Box<int>) + sizeof(Own<int>); }",
    "as an explicit template argument of a function": "template<class T> int g(); int a = g<Box<int>>();",
}


@pytest.mark.parametrize("text", IN_EXPRESSIONS.values(), ids=IN_EXPRESSIONS)
def test_an_instantiation_that_an_expression_names_is_found(text: str) -> None:
    before = "template<class T> struct Box { T a; }; template<class T> struct Same { typedef T type; };\n"
    assert reported(before + text)["Box<int>"].origin is Origin.INSTANTIATED


def test_what_means_nothing_outside_its_function_gives_no_class() -> None:
    text = "template<class T> struct Box { T a; }; template<class U> int f() { struct L {}; return sizeof(Box<U>); }"
    assert [name for name in reported(text) if name.startswith("Box<") and name != "Box<T>"] == []


NAMED = {
    "by a variable": "Box<int> b;",
    "by a pointer": "Box<int>* b;",
    "by an alias": "using B = Box<int>;",
    "by a typedef": "typedef Box<int> B;",
    "by a base": "struct D : Box<int> {};",
    "by a member": "struct D { Box<int> b; };",
    "by a parameter": "void f(const Box<int>&);",
    "by a result": "Box<int> f();",
    "by a template argument": "Box<Box<int>>* b;",
    "by a member function of a class": "struct D { void f(Box<int>); };",
    "by a local variable": "void f() { Box<int> b; }",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_an_instantiation_is_found_when_it_is_named(text: str) -> None:
    facts = reported("template<class T> struct Box { T a; };\n" + text)["Box<int>"]
    assert facts.origin is Origin.INSTANTIATED
    assert facts.size == 4
    assert [field.name for field in facts.fields] == ["a"]


def test_instantiations_are_followed_by_base_and_member() -> None:
    result = reported(
        "template<class T> struct A { T a; }; template<class T> struct B : A<T*> {}; "
        "template<class T> struct C { B<T> b; }; C<int>* c;"
    )
    assert {"C<int>", "B<int>", "A<int *>"} <= set(result)


def test_a_template_is_reported_as_a_pattern() -> None:
    result = reported("template<class T> struct A { T a; }; template<class T> struct A<T*> { T* a; };")
    assert {name: class_facts.origin for name, class_facts in result.items()} == {
        "A<T>": Origin.TEMPLATE,
        "A<T *>": Origin.TEMPLATE,
    }


def test_unnamed_classes_are_found_and_named_by_their_place() -> None:
    result = reported("struct A { struct { int a; } m; union { int b; }; }; struct { int c; } variable;")
    (member,) = (
        class_facts for class_facts in result.values() if class_facts.spelling and "A::m" in class_facts.spelling
    )
    assert "unnamed struct at test.cpp:1:12" in member.name
    (variable,) = (
        class_facts for class_facts in result.values() if class_facts.spelling and "variable" in class_facts.spelling
    )
    assert variable.location.column == 54
    (union,) = (class_facts for class_facts in result.values() if class_facts.kind is RecordKind.UNION)
    assert union.anonymous


def test_closure_types_are_found() -> None:
    result = reported("auto f = [](int a) { return a; }; int g(int x) { return [x]() { return x; }(); }")
    closures = [class_facts for class_facts in result.values() if class_facts.closure]
    assert [closure.captureless for closure in closures] == [True, False]


def test_headers_are_left_out_unless_they_match() -> None:
    text = "#include <utility>\nstruct A {};"
    without = {class_facts.name for class_facts in unit_facts(text).classes if class_facts.reported}
    with_them = {
        class_facts.name
        for class_facts in unit_facts(text, headers=r"bits/stl_pair\.h").classes
        if class_facts.reported
    }
    assert without == {"A"}
    assert "A" in with_them
    assert any(name.startswith("std::pair<") for name in with_them)


def test_std_pair_of_a_string_is_followed_to_its_ground() -> None:
    result = reported("#include <string>\n#include <utility>\nstd::pair<int, std::string> p;")
    assert any("basic_string" in name for name in result)
    assert "std::allocator<char>" in result


def test_a_class_that_is_only_declared_is_not_reported() -> None:
    assert reported("struct A; A* a; template<class T> struct B; B<int>* b;") == {}


def test_what_is_named_but_can_not_be_instantiated_is_said() -> None:
    text = "template<class T> struct A { typename T::type a; };\nA<int>* a;\nstruct Good { int b; };"
    result = unit_facts(text)
    assert "Good" in {class_facts.name for class_facts in result.classes}
    (note,) = result.problems
    assert "can't be instantiated" in note.message
    assert not note.fatal


def test_a_class_with_an_error_is_not_complete_and_the_others_are() -> None:
    result = unit_facts("struct A { Unknown u; };\nstruct B { int b; };\nstruct C { union { A a; int b; }; };")
    complete = {class_facts.name: class_facts.complete for class_facts in result.classes if not class_facts.anonymous}
    assert complete["A"] is False
    assert complete["B"] is True
    (error,) = [problem for problem in result.problems if problem.fatal]
    assert (error.location and error.location.line) == 1


def test_an_instance_with_a_private_class_is_made() -> None:
    text = "template<class T> struct Box { T t; }; class Outer { struct Inner { int a; }; Box<Inner>* b; };"
    assert reported(text)["Box<Outer::Inner>"].size == 4
    assert unit_facts(text).problems == ()


NESTED_IN_INSTANCES = {
    "at global scope": ("template<class T> struct B { struct N { T t; }; }; B<int>::N n;", "B<int>::N"),
    "in a namespace": ("namespace n { template<class T> struct B { struct N {}; }; B<int>::N i; }", "n::B<int>::N"),
    "deeper": (
        "template<class T> struct B { template<class U> struct I { struct D { U u; }; }; }; B<int>::I<char>::D d;",
        "B<int>::I<char>::D",
    ),
    "of a class of a namespace": (
        "namespace n { struct A {}; } template<class T> struct B { struct N { T t; }; }; B<n::A>::N n1;",
        "B<n::A>::N",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NESTED_IN_INSTANCES.values(), ids=NESTED_IN_INSTANCES)
def test_a_class_nested_in_an_instance_is_called_by_the_instance(text: str, name: str) -> None:
    assert name in reported(text)


UNNAMED_ARGUMENTS = {
    "closures": ("auto a = [] {}; auto b = [n = 1] { return n; };", "Box<decltype(a)>", "Box<decltype(b)>", (1, 4)),
    "deeper": (
        "auto a = [] {}; auto b = [n = 1] { return n; };", "Box<Box<decltype(a)>>", "Box<Box<decltype(b)>>", (1, 4),
    ),
    "nested in such an instance": (
        "auto a = [] {}; auto b = [n = 1] { return n; };", "Box<decltype(a)>::In", "Box<decltype(b)>::In", (1, 4),
    ),
    "in another order": (
        "auto a = [] {}; auto b = [n = 1] { return n; };",
        "Both<decltype(a), decltype(b)>", "Both<decltype(b), decltype(a)>", (8, 8),
    ),
    "by their values": ("", "Value<[] {}>", "Value<[](int) {}>", (1, 1)),
    "functions of them": (
        "auto a = [] {}; auto b = [n = 1] { return n; };",
        "Pointer<void(decltype(a))>", "Pointer<void(decltype(b))>", (8, 8),
    ),
    "unnamed classes": ("struct { int i; } a; struct { long l; } b;", "Box<decltype(a)>", "Box<decltype(b)>", (4, 8)),
}  # fmt: skip


@pytest.mark.parametrize(("before", "first", "second", "sizes"), UNNAMED_ARGUMENTS.values(), ids=UNNAMED_ARGUMENTS)
def test_instances_with_arguments_without_a_name_are_not_taken_for_each_other(
    before: str, first: str, second: str, sizes: tuple[int, int]
) -> None:
    text = f"""\
template<class T> struct Box {{ T t; struct In {{ T u; }}; }};
template<class T, class U> struct Both {{ T t; U u; }};
template<auto V> struct Value {{ decltype(V) v; }};
template<class T> struct Pointer {{ T* p; }};
{before}
struct First {{ {first} m; }};
struct Second {{ {second} m; }};
"""
    facts = unit_facts(text)
    assert facts.problems == ()
    by_key = {class_facts.key: class_facts for class_facts in facts.classes}
    assert len(by_key) == len(facts.classes)
    holders = [class_facts for class_facts in facts.classes if class_facts.name in ("First", "Second")]
    members = [by_key[str(holder.fields[0].type.record)] for holder in holders]
    assert members[0].key != members[1].key
    assert (members[0].size, members[1].size) == sizes
    assert not any("\n" in class_facts.name for class_facts in facts.classes)


def test_local_classes_of_one_name_make_different_instances() -> None:
    text = """\
template<class T> struct Box { T t; };
auto f() {
    { struct L { int a; }; struct M { Box<L> b; }; static M m; (void)m; }
    { struct L { long a; }; struct N { Box<L> b; Box<L*> c; }; return N(); }
}
"""
    facts = unit_facts(text)
    assert {class_facts.size for class_facts in facts.classes if class_facts.name == "Box<L>"} == {4, 8}


def test_a_name_that_begins_as_an_unnamed_class_is_spelled_in_a_usr_is_a_name() -> None:
    text = "struct Same { int a; }; template<class T> struct Box { T t; }; struct Holder { Box<Same> box; };"
    assert {class_facts.key for class_facts in unit_facts(text).classes if class_facts.name == "Same"} == {"c:@S@Same"}


def test_instances_by_values_of_classes_of_one_name_are_not_taken_for_each_other() -> None:
    text = """\
namespace lib { struct Size { int w; }; template<auto V> struct Of { decltype(V) v; }; }
namespace other { struct Size { long w; }; }
struct First { lib::Of<lib::Size{1}> m; };
struct Second { lib::Of<other::Size{1}> m; };
namespace other { struct Third { lib::Of<Size{2}> m; }; }
"""
    facts = unit_facts(text)
    sizes = {class_facts.name: class_facts.size for class_facts in facts.classes if "{" in class_facts.name}
    assert sizes == {"lib::Of<lib::Size{1}>": 4, "lib::Of<other::Size{1}>": 8, "lib::Of<other::Size{2}>": 8}


QUALIFIED_FUNCTIONS = ("int()", "int() const", "int() volatile", "int() &", "int() &&", "int() noexcept")


def test_instances_by_function_types_that_differ_in_their_qualifiers_are_not_taken_for_each_other() -> None:
    text = "template<class> struct Of { struct In { int i; }; };\n" + "".join(
        f"template<> struct Of<{kind}> {{ char c[{size}]; struct In {{ char c[{size}]; }}; }};\n"
        f"struct Holds{size} {{ Of<{kind}> m; }};\n"
        for size, kind in enumerate(QUALIFIED_FUNCTIONS, 1)
    )
    facts = reported(text)
    assert [facts[f"Holds{size}"].size for size in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    nested = [facts[f"Of<{name}>::In"].size for name in ("int ()", "int () const", "int () &", "int () noexcept")]
    assert nested == [1, 2, 4, 6]


def test_instances_by_pointers_to_functions_that_differ_in_noexcept_are_not_taken_for_each_other() -> None:
    text = """\
template<class T> struct Of { char c[sizeof(T) * 0 + 1]; };
template<> struct Of<void (*)() noexcept> { char c[2]; };
struct First { Of<void (*)()> m; };
struct Second { Of<void (*)() noexcept> m; };
"""
    facts = reported(text)
    assert (facts["First"].size, facts["Second"].size) == (1, 2)


def test_partial_specialisations_that_differ_in_qualifiers_or_constraints_are_each_found() -> None:
    text = """\
template<class> struct Of;
template<class R> struct Of<R()> { R a; };
template<class R> struct Of<R() const> { R a, b; };
template<class T> requires (sizeof(T) == 1) struct Of<T*> { T a; struct In { T a; }; };
template<class T> requires (sizeof(T) == 2) struct Of<T*> { T a; struct In { T a; }; };
"""
    facts = unit_facts(text)
    places = {
        (class_facts.location.line, class_facts.location.column)
        for class_facts in facts.classes
        if class_facts.origin is Origin.TEMPLATE
    }
    assert places == {(2, 26), (3, 26), (4, 52), (4, 73), (5, 52), (5, 73)}


def test_a_local_class_of_a_friend_that_a_template_defines_is_a_pattern() -> None:
    text = """\
template<class T> struct Outer {
    struct In { friend auto first(In) { struct First { T t; }; return First(); } };
    friend auto second(Outer) { struct Second { T t; }; return Second(); }
};
struct Plain { friend auto third(Plain) { struct Third { int i; }; return Third(); } };
struct User { decltype(first(Outer<int>::In())) f; decltype(second(Outer<int>())) s; };
"""
    origins: dict[str, set[Origin]] = {}
    for class_facts in unit_facts(text).classes:
        origins.setdefault(class_facts.name, set()).add(class_facts.origin)
    assert Origin.TEMPLATE in origins["first()::First"]
    assert Origin.TEMPLATE in origins["second()::Second"]
    assert origins["third()::Third"] == {Origin.DECLARED}
