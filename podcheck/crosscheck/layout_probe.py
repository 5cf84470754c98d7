"""Probes for layouts: size and alignment beside the traits, and the offsets of members and bases.

A name in an explicit instantiation is not subject to access control, so that private members can be asked about; an
error in one of these lines concerns none of the other answers. Bit-fields and virtual bases have no `offsetof`. Where
the compiler builds for another machine than the one that the layouts are of, it is asked about none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from podcheck.model.facts import ClassFacts
from podcheck.model.layout import BITS
from podcheck.model.measured import MeasuredLayout
from podcheck.model.subobjects import Access, Base, Field
from podcheck.model.type_refs import Key

LAYOUT_FILE = "podcheck-layout"
"""The file name of which compilers complain in these probes; what they say there is about no class."""

_MOST_PARTS = 200
"""Members of one class that are asked about; a line with more takes compilers long."""

_MOST_BASES = 2000
_NOT_ASKED = "podcheck_not_asked"
_MEMBERS, _BASES = 0, 1
_OFFSETS = re.compile(rf"podcheck_L<(\d{{1,9}}), ?([01])((?:, ?\d{{1,20}}[uUlL]*){{1,{_MOST_PARTS}}})>")
_SIZES = re.compile(r"podcheck_R<(\d{1,9}), ?\d{1,20}[uUlL]*, ?(\d{1,20})[uUlL]*, ?(\d{1,20})[uUlL]*>")
_NUMBER = re.compile(r"\d+")

_ARCHITECTURES = (
    ("x86_64", "__x86_64__"), ("i[3-6]86", "__i386__"), ("aarch64|arm64", "__aarch64__"), ("arm|thumb", "__arm__"),
    ("riscv", "__riscv"), ("wasm", "__wasm__"), ("powerpc|ppc", "__powerpc__"), ("s390x", "__s390x__"),
    ("mips", "__mips__"), ("loongarch", "__loongarch__"), ("sparc", "__sparc__"),
)  # fmt: skip
"""What begins a target's name, and what compilers for it define."""

PREAMBLE = f"""\
#if defined(__cpp_decltype)
#define podcheck_alignof(C) alignof(C)
#else
#define podcheck_alignof(C) __alignof__(C)
#endif
#define {_NOT_ASKED} (~(__SIZE_TYPE__)0)
template<int, int, __SIZE_TYPE__...> struct podcheck_L;
template<int podcheck_i, int podcheck_k, __SIZE_TYPE__... podcheck_V> struct podcheck_M {{
enum {{ value = sizeof(podcheck_L<podcheck_i, podcheck_k, podcheck_V...>) }};
}};
#if defined(__clang__)
#define podcheck_distance(D, B) ((char*)(B*)(D*)0x10000 - (char*)0x10000)
#define podcheck_base(D, B) (__builtin_constant_p(podcheck_distance(D, B)) ? podcheck_distance(D, B) : -1)
#define podcheck_base_of(D, B, m) podcheck_base(D, B)
#else
#define podcheck_base(D, B) {_NOT_ASKED}
#define podcheck_base_of(D, B, m) (__builtin_offsetof(D, B::m) - __builtin_offsetof(B, m))
#endif
"""
"""Clang folds the way from a derived class to its base; g++ only where a member of the base can be reached."""


def sizes_for(target: str, pointer: int | None) -> str:
    """Return the text that prints sizes where the compiler builds for this machine, and zeros elsewhere."""
    macro = next((macro for start, macro in _ARCHITECTURES if re.match(start, target)), None)
    systems = (
        ("windows" in target, "_WIN32"), ("windows-msvc" in target, "_MSC_VER"), ("apple" in target, "__APPLE__"),
    )  # fmt: skip
    conditions = [f"{'' if wanted else '!'}defined({name})" for wanted, name in systems]
    here = " && ".join([f"defined({macro})", *conditions]) if macro is not None and pointer is not None else "0"
    same = f"(sizeof(void*) == {pointer or 0})"
    return f"""\
#if {here}
#define podcheck_size_of(C) ({same} ? sizeof(C) : 0)
#define podcheck_align_of(C) ({same} ? podcheck_alignof(C) : 0)
#else
#define podcheck_size_of(C) 0
#define podcheck_align_of(C) 0
#endif
"""


class OffsetQuestions(Struct, frozen=True):
    """The members and bases of one class whose offsets are asked for, in order."""

    members: tuple[str, ...] = ()
    """Their names."""

    bases: tuple[tuple[Base, ClassFacts], ...] = ()
    """Direct bases, each with its class."""

    is_public: bool = False
    """No name in the questions is private or protected."""


def offset_questions(facts: ClassFacts, classes: Mapping[Key, ClassFacts]) -> OffsetQuestions:
    """Return the questions about a class; of a local one, whose probe stands in its function, none."""
    if facts.in_place:
        return OffsetQuestions()
    members = tuple(name for name, _ in member_offsets(facts, classes))[:_MOST_PARTS]
    seen = list(islice(_base_keys(facts, classes), _MOST_BASES + 1))
    bases = tuple(
        (base, inner)
        for base in facts.bases
        if not base.virtual and base.offset is not None and seen.count(base.type.record or "") == 1
        if len(seen) <= _MOST_BASES
        for inner in [classes.get(base.type.record or "")]
        if inner is not None and inner.spelling is not None and not inner.in_place
    )
    written = [field.access for field in facts.fields] + [base.access for base in facts.bases]
    written += [field.access for _, inner in bases for field in inner.fields]
    is_public = not any(inner.hidden for _, inner in bases) and set(written) <= {Access.PUBLIC}
    return OffsetQuestions(members, bases[:_MOST_PARTS], is_public)


def member_offsets(facts: ClassFacts, classes: Mapping[Key, ClassFacts], start: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the members that have an `offsetof` with podcheck's in bits, those of anonymous unions and structs too."""
    for field in facts.fields:
        if field.offset is None:
            continue
        inner = classes.get(field.type.record or "")
        if field.anonymous and inner is not None:
            yield from member_offsets(inner, classes, start + field.offset)
        elif _has_offset(field):
            yield field.name, start + field.offset


def _has_offset(member: Field) -> bool:
    return bool(member.name) and member.bit_width is None and (member.offset or 0) % BITS == 0


def _base_keys(facts: ClassFacts, classes: Mapping[Key, ClassFacts], depth: int = 0) -> Iterator[Key]:
    """Yield the classes of all bases, as often as they are there."""
    for base in facts.bases:
        key = base.type.record or ""
        yield key
        inner = classes.get(key)
        if inner is not None and depth < _MOST_PARTS:
            yield from _base_keys(inner, classes, depth + 1)


def offset_probes(questions: Mapping[int, OffsetQuestions]) -> str:
    """Return the text behind all other probes, which gave each class its `podcheck_T`. By the class's index."""
    lines = [f'# 1 "{LAYOUT_FILE}"\n']
    for index, queried in questions.items():
        name = f"podcheck_T{index}"
        if queried.members:
            offsets = ", ".join(f"__builtin_offsetof({name}, {member})" for member in queried.members)
            lines.append(_line(index, _MEMBERS, offsets, is_public=queried.is_public))
        if queried.bases:
            names = [f"{name}_{at}" for at in range(len(queried.bases))]
            lines += [
                f"typedef {inner.spelling} {own};\n" for own, (_, inner) in zip(names, queried.bases, strict=True)
            ]
            distances = ", ".join(
                _distance(name, own, base, inner) for own, (base, inner) in zip(names, queried.bases, strict=True)
            )
            lines.append(_line(index, _BASES, distances, is_public=queried.is_public))
    return "".join(lines) if len(lines) > 1 else ""


def _line(index: int, kind: int, values: str, *, is_public: bool) -> str:
    """Return what makes a compiler print the values: where nothing is hidden, without an instance, which is cheaper."""
    if is_public:
        return f"enum {{ podcheck_{index}_{kind} = sizeof(podcheck_L<{index}, {kind}, {values}>) }};\n"
    return f"template struct podcheck_M<{index}, {kind}, {values}>;\n"


def _distance(name: str, own: str, base: Base, inner: ClassFacts) -> str:
    reached = next((field.name for field in inner.fields if _has_offset(field) and not field.anonymous), None)
    if base.access is Access.PUBLIC and reached is not None:
        return f"podcheck_base_of({name}, {own}, {reached})"
    return f"podcheck_base({name}, {own})"


def read_layouts(printed: str, questions: Mapping[int, OffsetQuestions]) -> dict[int, MeasuredLayout]:
    """Return the layouts that a compiler printed, by the class's index."""
    offsets: dict[tuple[int, int], Sequence[int]] = {}
    for match in _OFFSETS.finditer(printed):
        offsets[int(match[1]), int(match[2])] = [int(number) for number in _NUMBER.findall(match[3])]
    layouts = {}
    for match in _SIZES.finditer(printed):
        index, size, align = int(match[1]), int(match[2]), int(match[3])
        if size and align:
            queried = questions.get(index, OffsetQuestions())
            members = _by_name(queried.members, offsets.get((index, _MEMBERS)))
            bases = _by_name([base.type.spelling for base, _ in queried.bases], offsets.get((index, _BASES)))
            layouts[index] = MeasuredLayout(size, align, members, bases)
    return layouts


def _by_name(names: Iterable[str], values: Sequence[int] | None) -> dict[str, int]:
    """Return what was said of each, without those that the compiler was not asked about."""
    names = list(names)
    if values is None or len(values) != len(names):
        return {}
    return {name: value for name, value in zip(names, values, strict=True) if value < 1 << 31}
