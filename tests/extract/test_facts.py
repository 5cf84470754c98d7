"""What is read off one class: bases, members, functions, attributes, layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.model.functions import FunctionKind, MemberOperation, RefKind
from podcheck.model.subobjects import Access
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import TypeKind
from tests.extract.reading import field, function, only, reported, unit_facts

KIND = FunctionKind


def test_bases() -> None:
    facts = only(
        "struct A { int a; }; struct B {}; struct C {}; class D : public A, virtual protected B, C { int d; };"
    )
    assert [(base.type.spelling, base.access, base.virtual) for base in facts.bases] == [
        ("A", Access.PUBLIC, False),
        ("B", Access.PROTECTED, True),
        ("C", Access.PRIVATE, False),
    ]
    assert facts.bases[0].offset is not None


def test_members_and_layout() -> None:
    facts = only(
        "struct A { int a; mutable char b; const int c = 1; volatile int* d; int e[2][3]; double& f; "
        "protected: bool g; };"
    )
    assert [member.name for member in facts.fields] == list("abcdefg")
    assert (facts.size, facts.align) == (64, 8)
    assert field(facts, "b").mutable
    assert field(facts, "b").offset == 32
    assert field(facts, "c").type.const
    assert field(facts, "c").has_initializer
    assert not field(facts, "a").has_initializer
    assert field(facts, "d").type.kind is TypeKind.POINTER
    assert field(facts, "e").type.extents == (2, 3)
    assert field(facts, "e").type.size == 24
    assert field(facts, "f").type.kind is TypeKind.LVALUE_REFERENCE
    assert field(facts, "g").access is Access.PROTECTED


def test_bit_fields() -> None:
    facts = only("struct A { int a : 3; int : 0; unsigned b : 5 = 1; };")
    assert [(member.name, member.bit_width, member.has_initializer) for member in facts.fields] == [
        ("a", 3, False),
        ("", 0, False),
        ("b", 5, True),
    ]
    assert facts.fields[1].unnamed_bit_field


INITIALISERS = {
    "equals": ("int a = 1;", True),
    "braces": ("int a{1};", True),
    "none": ("int a;", False),
    "an array bound": ("int a[sizeof(int) == 4 ? 1 : 2];", False),
    "an array with one": ("int a[2] = {};", True),
    "a width": ("int a : (2 == 2);", False),
    "a macro behind the name": ("int a INIT(0);", True),
    "a macro around it all": ("DECLARE(int, a);", True),
    "a macro around one without": ("PLAIN(int, a);", False),
    "a width by macro": ("int a : WIDTH;", False),
    "a width and a value by macro": ("int a : WIDTH INIT(0);", True),
    "an alignment": ("alignas(8) int a;", False),
    "a lambda": ("int (*a)(int) = [](int x) { return x; };", True),
}


@pytest.mark.parametrize(("text", "expected"), INITIALISERS.values(), ids=INITIALISERS)
def test_default_member_initializers(text: str, expected: bool) -> None:
    macros = "#define INIT(x) = x\n#define DECLARE(t, n) t n = 0\n#define PLAIN(t, n) t n\n#define WIDTH 3\n"
    assert field(reported(f"{macros}struct A {{ {text} }};")["A"], "a").has_initializer is expected


def test_an_instantiation_has_its_patterns_initializers_and_attributes() -> None:
    result = reported(
        "struct E {}; template<class T> struct A { T a = T(); [[no_unique_address]] T b; }; A<E>* x;",
    )
    facts = result["A<E>"]
    assert field(facts, "a").has_initializer
    assert field(facts, "b").no_unique_address
    assert not field(facts, "a").no_unique_address


def test_special_members() -> None:
    facts = only(
        "struct A { A() = default; explicit A(int); A(const A&) = delete; A(A&&); A& operator=(A&) &; "
        "A& operator=(const volatile A&&); private: virtual ~A(); };"
    )
    assert function(facts, KIND.DEFAULT_CONSTRUCTOR).defaulted
    assert function(facts, KIND.OTHER_CONSTRUCTOR).explicit
    assert function(facts, KIND.COPY_CONSTRUCTOR).deleted
    assert function(facts, KIND.MOVE_CONSTRUCTOR).user_provided
    copied = function(facts, KIND.COPY_ASSIGNMENT)
    assert str(copied.parameter) == "X&"
    assert copied.object_reference is RefKind.LVALUE
    assert str(function(facts, KIND.MOVE_ASSIGNMENT).parameter) == "const volatile X&&"
    destructor = function(facts, KIND.DESTRUCTOR)
    assert destructor.access is Access.PRIVATE
    assert destructor.virtual


def test_a_function_defaulted_outside_the_class_is_user_provided() -> None:
    facts = only("struct A { A(); }; A::A() = default;")
    assert function(facts, KIND.DEFAULT_CONSTRUCTOR).user_provided


def test_default_arguments_make_special_members() -> None:
    facts = only("struct A { A(int = 0, ...); A(const A&, int = 1); };")
    assert {each_function.kind for each_function in facts.functions} == {
        KIND.DEFAULT_CONSTRUCTOR,
        KIND.COPY_CONSTRUCTOR,
    }


def test_templates_are_never_special() -> None:
    facts = only("struct A { template<class T> A(const T&); template<class T> A& operator=(T&&); };")
    assert [
        (each_function.kind, each_function.template, each_function.arguments) for each_function in facts.functions
    ] == [
        (KIND.OTHER_CONSTRUCTOR, True, (1, 1)),
        (KIND.OTHER_ASSIGNMENT, True, (1, 1)),
    ]


def test_constraints_are_seen_in_instantiations() -> None:
    text = (
        "template<class T> struct A { A() requires (sizeof(T) > 1) = default; A() {} "
        "void requires_() {} A(const A&) = default; }; A<int>* x;"
    )
    facts = reported(text)["A<int>"]
    of_default = [
        each_function.constrained for each_function in facts.functions if each_function.kind is KIND.DEFAULT_CONSTRUCTOR
    ]
    assert of_default == [True, False]
    assert not function(facts, KIND.COPY_CONSTRUCTOR).constrained


def test_virtual_functions_and_abstractness() -> None:
    result = reported("struct A { virtual void f() = 0; }; struct B : A { void f() override; }; struct C : A {};")
    assert [(virtual_function.name, virtual_function.pure) for virtual_function in result["A"].virtual_functions] == [
        ("f", True)
    ]
    assert [(virtual_function.name, virtual_function.pure) for virtual_function in result["B"].virtual_functions] == [
        ("f", False)
    ]
    assert (result["A"].abstract, result["B"].abstract, result["C"].abstract) == (True, False, True)


def test_attributes() -> None:
    result = reported(
        "struct __attribute__((packed)) P { char a; int b; }; struct alignas(16) L { int a; }; struct F final {};"
        "struct [[clang::trivial_abi]] T { ~T(); }; struct N { int a; };"
    )
    flags = {
        name: (class_facts.packed, class_facts.aligned, class_facts.final, class_facts.trivial_abi)
        for name, class_facts in result.items()
    }
    assert flags == {
        "P": (True, False, False, False),
        "L": (False, True, False, False),
        "F": (False, False, True, False),
        "T": (False, False, False, True),
        "N": (False, False, False, False),
    }
    assert (result["P"].size, result["L"].align) == (5, 16)


def test_using_declarations_that_bring_functions() -> None:
    facts = only("struct A { A(int); }; struct B : A { using A::A; using A::operator=; };")
    assert len(facts.inherited_constructors) == 1
    assert len(facts.inherited_assignments) == 1


def test_libclang_is_asked_where_a_template_may_be_selected() -> None:
    queried = dict(only("struct A { template<class T> A(T&&); A(const A&) = default; int a; };").overload_answers)
    assert MemberOperation.MOVE in queried
    assert MemberOperation.COPY not in queried  # the copy constructor fits exactly


def test_nothing_is_asked_of_a_plain_class() -> None:
    assert only("struct A { A(); A(const A&); ~A(); int a; };").overload_answers == ()


def test_an_old_dialect_is_parsed_as_such() -> None:
    assert only("struct A { int a; } override;", CxxStandard.CXX98).name == "A"


def test_the_attribute_by_a_macro() -> None:
    text = (
        "#define MY_NO_UNIQUE_ADDRESS [[no_unique_address]]\n#define SHORT [[no_unique_address]]\n"
        "#define OTHER [[deprecated]]\n"
        "struct E {}; struct A { MY_NO_UNIQUE_ADDRESS E a; SHORT E b; OTHER E c; };"
    )
    assert [member.no_unique_address for member in reported(text)["A"].fields] == [True, True, False]


def test_an_attribute_that_a_macro_of_another_file_writes(tmp_path: Path) -> None:
    (tmp_path / "config.h").write_text("#define TIGHT [[no_unique_address]]\n#define MAYBE [[maybe_unused]]\n")
    text = '#include "config.h"\nstruct E {}; struct A { int i; TIGHT E a; MAYBE E b; };'
    facts = unit_facts(text, CxxStandard.CXX20, f"-I{tmp_path}")
    (result,) = (class_facts for class_facts in facts.classes if class_facts.name == "A")
    assert [member.no_unique_address for member in result.fields] == [False, True, False]


def test_members_that_a_macro_writes_have_initializers_only_where_it_writes_one() -> None:
    text = (
        "#define POINTER(result, name, arguments) result (*name) arguments;\n"
        "#define LIST(F) F(void, view, (int a, int b)) F(int, depth, (double))\n"
        "#define INNER struct { int a; } s; enum { e } m; int (*array)[3]; int started = 1; int braced{2};\n"
        "struct A { LIST(POINTER) INNER };"
    )
    result = {member.name: member.has_initializer for member in reported(text)["A"].fields}
    assert {name for name, has in result.items() if has} == {"started", "braced"}
    assert set(result) == {"view", "depth", "s", "m", "array", "started", "braced"}


@pytest.mark.parametrize("body_is_made", [False, True], ids=["named", "used"])
def test_a_function_of_an_instance_lies_where_its_class_declares_it(body_is_made: bool) -> None:
    """libclang has it at its definition as soon as somebody needs the body, which may be another file of a batch."""
    text = """
template<class T> struct Box {
  Box();
  ~Box();
  virtual void open();
  T* t;
};
template<class T> Box<T>::Box() : t(new T) {}
template<class T> Box<T>::~Box() { delete t; }
template<class T> void Box<T>::open() {}
extern Box<int>* there;
"""
    text += "Box<int> here; template struct Box<int>;\n" if body_is_made else ""
    facts = reported(text)["Box<int>"]
    assert [each_function.location.line for each_function in facts.functions if not each_function.implicit] == [3, 4]
    assert [virtual_function.location.line for virtual_function in facts.virtual_functions] == [5]
