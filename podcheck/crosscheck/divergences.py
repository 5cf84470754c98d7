"""The catalogue of divergences: where a compiler is known to part from the standard, as data.

An entry says whose answer, in which versions and dialects, about which trait and in which direction, and
what the class must look like: a shape (`podcheck.rules.divergence_shapes` computes them) or, where podcheck says
no, the codes of its reasons. Measured with GCC 11 to 16 and Clang 13 to 19 and 21 to 23; a version that is not measured
is taken to be like the one before, unless a fix is known.
"""

from __future__ import annotations

from podcheck.crosscheck.affected_versions import AffectedVersions
from podcheck.model.traits import CxxStandard, Trait

GCC = "g++"
CLANG = "clang++"


class Divergence(AffectedVersions, frozen=True):
    """One family of compilers that differs from the standard for one cause."""

    number: str
    """The defect report, paper or bug that explains it; a clause where none is filed."""

    family: str
    traits: frozenset[Trait]
    """The traits that it answers otherwise."""

    podcheck: bool
    """The answer by the standard; the compiler's is the other one."""

    note: str
    shape: str = ""
    """What the class contains; empty: anything."""

    codes: frozenset[str] = frozenset()
    """What a reason of podcheck's "no" may be; empty: anything."""


_COPYABLE = frozenset({Trait.TRIVIALLY_COPYABLE})
_TRIVIAL = frozenset({Trait.TRIVIAL})
_LAYOUT = frozenset({Trait.STANDARD_LAYOUT})
_UNIQUE = frozenset({Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS})
_LIFETIME = frozenset({Trait.IMPLICIT_LIFETIME})
_DEFAULT = frozenset({Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE})
_DESTRUCTIBLE = frozenset({Trait.TRIVIALLY_DESTRUCTIBLE})
_COPY_CONSTRUCTIBLE = frozenset({Trait.TRIVIALLY_COPY_CONSTRUCTIBLE, Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE})
_ASSIGNABLE = frozenset({Trait.TRIVIALLY_COPY_ASSIGNABLE, Trait.TRIVIALLY_MOVE_ASSIGNABLE})
_USES = _DEFAULT | _COPY_CONSTRUCTIBLE | _ASSIGNABLE | _DESTRUCTIBLE

_NOTHING_ELIGIBLE = frozenset({"no-eligible-copy-or-move", "deleted-destructor"})
_NONTRIVIAL_ASSIGNMENT = frozenset({"nontrivial-copy-assignment", "nontrivial-move-assignment"})
_NONTRIVIAL_COPY = _NONTRIVIAL_ASSIGNMENT | {"nontrivial-copy-constructor", "nontrivial-move-constructor"}

# More special ones first: the first that fits is named.
CATALOGUE: tuple[Divergence, ...] = (
    # Constraints on special member functions
    Divergence(
        "P0848R3", CLANG, _COPYABLE | _TRIVIAL | _UNIQUE | _USES, True, "Clang has it since 16",
        shape="constrained-special-member", last=15, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", CLANG, _COPYABLE | _TRIVIAL | _UNIQUE | _USES, False, "Clang has it since 16",
        shape="constrained-special-member", last=15, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", CLANG, _COPYABLE, False, "assignments with different ref-qualifiers are of different kinds",
        shape="constrained-special-member", codes=_NONTRIVIAL_ASSIGNMENT,
        first=16, last=17, since=CxxStandard.CXX20,
    ),
    Divergence(
        "llvm#63352", CLANG, _COPYABLE, True, "an unsatisfied function is not eligible",
        shape="constrained-special-member", first=16, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _COPYABLE | _TRIVIAL | _UNIQUE, True,
        "an unsatisfied function is not eligible; GCC has it since 13",
        shape="constrained-special-member", last=12, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _DEFAULT | _COPY_CONSTRUCTIBLE | _ASSIGNABLE, False,
        "the more constrained function is selected, a deleted one",
        shape="constrained-special-member", codes=frozenset({"not-usable"}), since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _COPYABLE, False,
        "assignments with different ref-qualifiers are of different kinds; GCC has it since 16",
        shape="constrained-special-member", codes=_NONTRIVIAL_ASSIGNMENT, last=15, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _TRIVIAL, False, "an unsatisfied default constructor is not eligible",
        shape="constrained-special-member", codes=frozenset({"no-eligible-default-constructor"}),
        since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _TRIVIAL, True,
        "a default constructor with a default argument is of the same kind as a more constrained one, so not eligible",
        shape="constrained-default-constructors", first=15, since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", CLANG, _DEFAULT, False,
        "constraints only decide between equal parameters: with others it is ambiguous; Clang has it since 19",
        shape="constrained-default-constructors", codes=frozenset({"not-usable"}), first=18, last=18,
        since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _DESTRUCTIBLE, True, "another prospective destructor is virtual, not the selected one",
        shape="virtual-prospective-destructor", since=CxxStandard.CXX20,
    ),
    Divergence(
        "P0848R3", GCC, _UNIQUE, False,
        "a virtual destructor that is not selected is a virtual function, whose pointer has padding behind it",
        shape="virtual-prospective-destructor", codes=frozenset({"padding"}), since=CxxStandard.CXX20,
    ),
    *(
        Divergence(
            "P0848R3", GCC, traits, value, "a virtual assignment operator that is not eligible is a virtual function",
            shape="virtual-assignment-left-out", since=CxxStandard.CXX20,
        )
        for traits, value in (
            (frozenset({Trait.POLYMORPHIC}), True),
            (_LAYOUT | _LIFETIME | _DEFAULT | _COPY_CONSTRUCTIBLE | frozenset({Trait.EMPTY}), False),
        )
    ),
    # Unions with members that are not trivial
    *(
        Divergence(
            "P3074R7", family, _COPYABLE | _TRIVIAL | _UNIQUE | _LIFETIME | _USES - _ASSIGNABLE, True,
            "a union's default constructor and destructor are trivial whatever its members",
            shape="nontrivial-variant-member", last=last, since=CxxStandard.CXX26,
        )
        for family, last in ((GCC, 16), (CLANG, None))
    ),
    # Eligibility: deleted functions, and classes with nothing left
    *(
        Divergence(
            "CWG1734", family, _COPYABLE, False, "nothing eligible to copy or move with, or a deleted destructor",
            codes=_NOTHING_ELIGIBLE,
        )
        for family in (GCC, CLANG)
    ),
    *(
        Divergence(
            "CWG1496", family, _TRIVIAL, False, "no eligible default constructor; GCC has it since 15",
            codes=frozenset({"no-eligible-default-constructor"}), last=last,
        )
        for family, last in ((GCC, 14), (CLANG, None))
    ),
    Divergence(
        "CWG2605", CLANG, _LIFETIME, True, "a destructor that is not declared yet is not user-provided; Clang since 22",
        shape="implicit-destructor", last=21,
    ),
    Divergence(
        "CWG2605", CLANG, _LIFETIME, False, "a deleted constructor is not eligible; Clang has it since 22",
        codes=frozenset({"not-aggregate", "no-trivial-constructor", "nontrivial-destructor", "deleted-destructor"}),
        last=21,
    ),
    Divergence(
        "[class.default.ctor]/2", GCC, _DEFAULT | _TRIVIAL | _LIFETIME, False,
        "GCC 15 overlooks access once it was asked whether the class is trivial",
        shape="inaccessible-default-constructor", first=15,
    ),
    Divergence(
        "CWG1496", GCC, _TRIVIAL, True, "a deleted default constructor beside a trivial one is disregarded",
        shape="several-default-constructors", first=15,
    ),
    Divergence(
        "CWG1363", GCC, _TRIVIAL, False, "one of several default constructors is not trivial; GCC has it since 15",
        shape="several-default-constructors", codes=frozenset({"nontrivial-default-constructor"}), last=14,
    ),
    Divergence(
        "CWG1363", CLANG, frozenset({Trait.POD}), False, "__is_pod looks at the implicit triviality only",
        shape="several-default-constructors", codes=frozenset({"nontrivial-default-constructor"}),
    ),
    Divergence(
        "CWG1496", CLANG, _TRIVIAL, True, "a deleted default constructor beside a trivial one is disregarded",
        shape="several-default-constructors",
    ),
    Divergence(
        "CWG1630", CLANG, _TRIVIAL, True, "a template that needs an argument is not a default constructor",
        shape="unmatched-constructor-template",
    ),
    Divergence(
        "CWG2171", CLANG, _COPYABLE, True, "a copy function that takes X& may be trivial; Clang has it since 15",
        shape="unusual-copy-parameter", last=14,
    ),
    Divergence(
        "llvm#59624", CLANG, _COPYABLE, True, "a deleted function is not eligible, trivial or not (CWG1734)",
        shape="deleted-nontrivial-copy",
    ),
    Divergence(
        "PR98936", GCC, _COPYABLE, True,
        "a deleted function is not eligible, trivial or not (CWG1734)",
        shape="deleted-nontrivial-copy",
    ),
    # The function that overload resolution selects
    Divergence(
        "[class.copy.ctor]/11", GCC, _COPYABLE | _COPY_CONSTRUCTIBLE | _ASSIGNABLE | _LIFETIME, True,
        "the selected function is trivial; GCC keeps one bit for all overloads of a class",
        shape="nontrivial-copy-function",
    ),
    Divergence(
        "PR110938", GCC, _COPYABLE, False, "a template is selected to copy or move a base or member",
        shape="template-copy-selected", codes=_NONTRIVIAL_COPY,
    ),
    Divergence(
        "[class.copy.assign]/1", GCC, _COPYABLE | _TRIVIAL | _UNIQUE | _ASSIGNABLE, False,
        "what takes another object than an lvalue of the class explicitly is an assignment operator too",
        shape="explicit-object-assignment", codes=_NONTRIVIAL_ASSIGNMENT | {"nontrivial-selected"},
        first=14, since=CxxStandard.CXX23,
    ),
    *(
        Divergence(
            "CWG3070", family, _COPYABLE | _ASSIGNABLE, False,
            "the selected operator= is not a direct member of the base",
            shape="inherited-assignment", codes=_NONTRIVIAL_ASSIGNMENT | {"nontrivial-selected"},
            since=CxxStandard.CXX26,
        )
        for family in (GCC, CLANG)
    ),
    *(
        Divergence(
            "P0960R3", family, _COPY_CONSTRUCTIBLE, True,
            "where no constructor is viable, parentheses initialise an aggregate's first base from the whole",
            shape="first-base-from-whole", last=last, since=CxxStandard.CXX20,
        )
        for family, last in ((GCC, None), (CLANG, 15))
    ),
    Divergence(
        "[class.copy.assign]/7", CLANG, _ASSIGNABLE | _COPY_CONSTRUCTIBLE, False,
        "a const member of an anonymous union deletes the assignment, and may delete copying",
        shape="const-anonymous-union-member", codes=frozenset({"not-usable", "nontrivial-selected"}),
    ),
    Divergence(
        "[class.copy.assign]/7", CLANG, _COPY_CONSTRUCTIBLE | _ASSIGNABLE, False,
        "what deletes copying within a member of an anonymous struct or union; Clang has it since 22",
        shape="anonymous-member", last=21,
    ),
    Divergence(
        "CWG1402", CLANG, _COPY_CONSTRUCTIBLE | _ASSIGNABLE, True,
        "a move function that is deleted for a variant member is passed over, for one of an anonymous union too",
        shape="anonymous-union-in-union",
    ),
    Divergence(
        "[class.default.ctor]/2", GCC, _DEFAULT | _TRIVIAL | _LIFETIME, True,
        "only where all variant members are const is it deleted", shape="const-variant-member",
    ),
    Divergence(
        "CWG2394", GCC, _DEFAULT, True, "an unnamed bit-field needs no initializer; GCC has it since 12",
        shape="const-class-member", last=11,
    ),
    Divergence(
        "[class.default.ctor]/2", CLANG, _DEFAULT | _LIFETIME, False,
        "an anonymous union without members is not a variant member", shape="empty-anonymous-union",
    ),
    Divergence(
        "[dcl.init.general]/7", CLANG, _DEFAULT | _LIFETIME, False,
        "a mutable member without initializer is not exempt", shape="mutable-member",
    ),
    Divergence(
        "[dcl.init.general]/7", GCC, _DEFAULT | _TRIVIAL | _LIFETIME, False,
        "variant members of class type can be const too", shape="const-variant-member",
    ),
    Divergence(
        "[dcl.init.general]/7", GCC, _DEFAULT | _TRIVIAL | _LIFETIME, False,
        "a union without initializer is not const-default-constructible", shape="const-class-member",
    ),
    Divergence(
        "[dcl.init.general]/7", CLANG, _DEFAULT | _LIFETIME, False,
        "a union without initializer is not const-default-constructible; Clang has it since 21",
        shape="const-class-member", first=15, last=20,
    ),
    Divergence(
        "CWG2394", CLANG, _DEFAULT, True, "const-default-constructible; Clang has it since 15",
        shape="const-class-member", last=14,
    ),
    Divergence(
        "CWG1658", GCC, _DESTRUCTIBLE, True,
        "an abstract class does not construct its virtual bases; GCC: from C++14 on",
        shape="abstract-virtual-base", until=CxxStandard.CXX11,
    ),
    Divergence(
        "CWG1658", GCC, _DESTRUCTIBLE, True,
        "an abstract class does not construct its virtual bases; GCC: unless its destructor is defaulted by the user",
        shape="abstract-virtual-base-defaulted", since=CxxStandard.CXX14,
    ),
    Divergence(
        "CWG1658", GCC, _DESTRUCTIBLE | _COPY_CONSTRUCTIBLE, False,
        "an instance whose base can't be destroyed stays so where an abstract class has it as virtual base",
        shape="virtual-base-of-abstract", codes=frozenset({"deleted-destructor"}),
    ),
    Divergence(
        "PR99631", GCC, _DEFAULT | _ASSIGNABLE, True,
        "decltype of a template parameter is its type, not that of the const object behind it",
        shape="decltype-of-argument", since=CxxStandard.CXX20,
    ),
    Divergence(
        "[dcl.init.aggr]/1.1", GCC, frozenset({Trait.AGGREGATE}), True,
        "a using-declaration of an empty pack of bases inherits no constructor", shape="empty-inherited-pack",
    ),
    Divergence(
        "[class.copy]/11", GCC, _COPYABLE | _TRIVIAL | _UNIQUE, True,
        "C++98: an implicit assignment is trivial whether or not a const or reference member lets it be defined",
        shape="unassignable-member", until=CxxStandard.CXX98,
    ),
    # Layout
    Divergence(
        "P0840R2", GCC, _LAYOUT, False, "zero-size members are members, and M(S) has their types",
        shape="no-unique-address-member", codes=frozenset({"base-is-first-member"}),
    ),
    Divergence(
        "[depr.meta.types]/6", CLANG, frozenset({Trait.POD}), False,
        "a member that is not POD; Clang only looks at the class", codes=frozenset({"non-pod-member"}),
    ),
    Divergence(
        "[class.bit]/2", GCC, _LAYOUT, False, "an unnamed bit-field is not the first member",
        shape="unnamed-bit-field", codes=frozenset({"base-is-first-member"}),
    ),
    Divergence(
        "CWG1672", GCC, _LAYOUT, False, "M(S) is recursive: members of members, elements, union members (CWG2120)",
        codes=frozenset({"base-is-first-member"}),
    ),
    Divergence(
        "llvm#47741", CLANG, _LAYOUT, False, "M(S) has the inherited first member",
        shape="inherited-first-member", codes=frozenset({"base-is-first-member"}),
    ),
    Divergence(
        "CWG1881", GCC, _LAYOUT, False, "a bit-field of width zero counts; GCC has it since 12",
        shape="unnamed-bit-field", codes=frozenset({"data-in-several-classes"}), last=11,
    ),
    *(
        Divergence(
            "[class.prop]/3.6", GCC, _LAYOUT, False, "members without size count in indirect bases too",
            shape=shape, codes=frozenset({"data-in-several-classes"}),
        )
        for shape in ("no-unique-address-member", "unnamed-bit-field")
    ),
    Divergence(
        "[class.bit]/2", GCC, _LAYOUT | _LIFETIME | {Trait.AGGREGATE, Trait.POD}, True,
        "the access of an unnamed bit-field does not matter",
        shape="non-public-unnamed-bit-field",
    ),
    Divergence(
        "[class.copy.assign]/9", CLANG, _ASSIGNABLE | _COPYABLE, False,
        "of a const member another operator= is selected than the one that is trivial",
        shape="const-assigned-member", codes=_NONTRIVIAL_ASSIGNMENT | {"nontrivial-selected"},
    ),
    Divergence(
        "[class.copy.ctor]/11", CLANG, _COPY_CONSTRUCTIBLE | _COPYABLE | _TRIVIAL | _LIFETIME, False,
        "of a const member another constructor is selected than the one that is trivial; Clang has memcpy instead",
        shape="const-copied-member", first=15,
    ),
    Divergence(
        "PR98936", GCC, _LIFETIME | _COPY_CONSTRUCTIBLE | _ASSIGNABLE, True,
        "a deleted function does not make the others non-trivial",
        shape="deleted-nontrivial-copy",
    ),
    # Object representations
    Divergence(
        "PR97285", GCC, _UNIQUE, True, "an empty [[no_unique_address]] member has no bits",
        shape="no-unique-address-member",
    ),
    Divergence(
        "[intro.object]/8", CLANG, _UNIQUE, True, "a [[no_unique_address]] union without members has no bits",
        shape="empty-union-member",
    ),
    Divergence(
        "llvm#47066", CLANG, _UNIQUE, True, "an empty [[no_unique_address]] member has no bits; Clang has it since 14",
        shape="no-unique-address-member", last=13,
    ),
    Divergence(
        "llvm#47066", CLANG, _UNIQUE, True,
        "tail padding of a member that is not POD for layout; Clang has it since 14",
        shape="nontrivial-copy-function", last=13,
    ),
    Divergence(
        "[meta.unary.prop]/10", GCC, _UNIQUE, True, "an empty base has no bits, however often and wherever it is there",
        shape="late-empty-base", since=CxxStandard.CXX17,
    ),
    Divergence(
        "[class.bit]/2", GCC, _UNIQUE, False, "an unnamed bit-field is padding",
        shape="unnamed-bit-field", codes=frozenset({"unnamed-bit-field", "padding"}),
    ),
    *(
        Divergence(
            "[class.bit]/2", family, _UNIQUE, True,
            "in a union the bits of an unnamed bit-field are those of its members; Clang compares the size of its type",
            shape="unnamed-bit-field",
        )
        for family in (GCC, CLANG)
    ),
    Divergence(
        "llvm#61336", CLANG, _UNIQUE, False, "an unnamed bit-field is padding; Clang has it since 19",
        shape="unnamed-bit-field", codes=frozenset({"unnamed-bit-field", "padding"}), last=18,
    ),
    Divergence(
        "[meta.unary.prop]/10", CLANG, _UNIQUE, False,
        "bits beyond the width of a _BitInt are padding; Clang has it since 15",
        shape="narrow-integer", codes=frozenset({"padding", "non-unique-member"}), last=14,
    ),
    Divergence(
        "[meta.unary.prop]/10", CLANG, _UNIQUE, False, "bits that a bit-field leaves over in a union are padding",
        shape="union-bit-field", codes=frozenset({"padding", "non-unique-member"}),
    ),
    Divergence(
        "[meta.unary.prop]/10", CLANG, _UNIQUE, True,
        "the class itself must be trivially copyable; Clang asks it of a member's union too",
        shape="union-copied-by-code",
    ),
    Divergence(
        "[meta.unary.prop]/10", CLANG, _UNIQUE, True,
        "a vector or complex number of integers is just its elements; Clang does not look into them yet",
        shape="integer-vector",
    ),
    Divergence(
        "[meta.unary.prop]/10", CLANG, _UNIQUE, False, "a reference is not a subobject, so it has no value of its own",
        codes=frozenset({"reference-member"}),
    ),
)  # fmt: skip
