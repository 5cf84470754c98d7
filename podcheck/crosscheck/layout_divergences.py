"""The catalogue of layouts: where g++ and Clang lay a class out otherwise, as data.

podcheck's layouts are those of the libclang that it reads the source with. An entry says which compiler has other
numbers, in which versions and dialects, what the class must hold (`rules.layout_divergence_shapes`), and who follows
the ABI. Measured with GCC 11 and 12, and Clang 13 to 16, 19 and 22.
"""

from __future__ import annotations

from podcheck.crosscheck.affected_versions import AffectedVersions
from podcheck.crosscheck.divergences import CLANG, GCC
from podcheck.model.traits import CxxStandard


class LayoutDivergence(AffectedVersions, frozen=True):
    """One family of compilers whose layout is not libclang's, for one cause."""

    number: str
    """The bug; a clause of the ABI where none is filed."""

    family: str
    shape: str
    """What the class contains."""

    note: str
    alignment_alone: bool = False
    """Sizes and offsets are the same."""


LAYOUT_CATALOGUE: tuple[LayoutDivergence, ...] = (
    LayoutDivergence(
        "llvm#50766", GCC, "overlapping-member-in-pod",
        "a class with potentially overlapping members is not POD for layout (Itanium C++ ABI 1.1): g++ puts members "
        "into the padding at its end, Clang does not",
    ),
    LayoutDivergence(
        "PR120012", GCC, "declared-constructor-in-pod",
        "a constructor that is defaulted or deleted does not change the layout; to g++ before 16 it does since C++20",
        last=15, since=CxxStandard.CXX20,
    ),
    LayoutDivergence(
        "PR120012", GCC, "explicit-constructor-in-pod",
        "nor does an explicit one that is defaulted; for g++ it does before C++20",
        until=CxxStandard.CXX17,
    ),
    LayoutDivergence(
        "llvm#46056", CLANG, "declared-function-in-pod",
        "a function that is defaulted or deleted where it is declared does not change the layout; Clang has it since "
        "16",
        last=15,
    ),
    LayoutDivergence(
        "PR103681", GCC, "initializer-in-pod",
        "a class with default member initializers is not POD for layout, though an aggregate since C++14; GCC has it "
        "since 12",
        last=11, since=CxxStandard.CXX14,
    ),
    LayoutDivergence(
        "[class.bit]/2", GCC, "non-public-bit-field-in-pod",
        "an unnamed bit-field is not a member, so its access does not matter to POD for layout; to g++ it does",
    ),
    LayoutDivergence(
        "[dcl.ref]/4", GCC, "packed-reference",
        "how a reference is stored is unspecified: g++ does not pack one, Clang does",
    ),
    LayoutDivergence(
        "[dcl.typedef]/4", GCC, "named-by-typedef",
        "an alignment after a typedef's name belongs to that name; g++ gives it to a class that has no other name",
    ),
    LayoutDivergence(
        "[class.bit]/1", GCC, "overlapping-wide-bit-field",
        "the bits of a bit-field beyond those of its type belong to it (Itanium C++ ABI 2.4); g++ puts what follows a "
        "member that may overlap over them",
    ),
    LayoutDivergence(
        "[intro.object]/9", GCC, "qualified-empty-member",
        "const and volatile make no other type of an empty class, so that two of it may not share an address; with g++ "
        "they do",
    ),
    LayoutDivergence(
        "P0848R3", GCC, "virtual-assignment-left-out",
        "a virtual assignment operator that is not eligible is a virtual function; g++ adds no pointer for it",
        since=CxxStandard.CXX20,
    ),
    LayoutDivergence(
        "P0848R3", GCC, "virtual-prospective-destructor",
        "a virtual destructor that is not selected is a virtual function; g++ adds no pointer for one behind the "
        "selected one",
        since=CxxStandard.CXX20,
    ),
    LayoutDivergence(
        "Itanium C++ ABI 1.1", GCC, "wide-nearly-empty-base",
        "a class with a virtual pointer and no other data is nearly empty, however wide an empty base of it is: as a "
        "virtual base it shares its pointer in g++; in Clang it does not",
    ),
    LayoutDivergence(
        "llvm#62358", GCC, "packed-non-pod-member",
        "g++ packs no member that is not POD for layout; Clang asks C++11's POD there, and packs arrays",
    ),
    LayoutDivergence(
        "llvm#62358", CLANG, "packed-non-pod-member",
        "a packed class does not pack members that are no PODs; Clang has it since 16",
        last=15,
    ),
    LayoutDivergence(
        "[dcl.attr.nouniqueaddr]/2", GCC, "packed-empty-member",
        "the attribute lets an empty member share an address, no more: g++ does not pack such a member, and the whole "
        "class has its alignment; Clang packs it",
    ),
    LayoutDivergence(
        "[basic.align]/2", GCC, "wide-vector-member",
        "alignof is about complete objects: g++ gives at most what the machine's registers have, 16 without -mavx, "
        "and lays members out by the vector's own alignment all the same; Clang gives the vector's",
        alignment_alone=True,
    ),
)  # fmt: skip
