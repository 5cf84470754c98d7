"""A C++ header that asserts what holds today: the compiler then says when a class loses a trait.

Only what both podcheck and every compiler asked say yes to is asserted, so that the header compiles with each of them;
what is left out is said in a comment, with the defect report behind it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from podcheck.cpp.probe_names import PLAIN_NAME
from podcheck.model.facts import Origin, RecordKind
from podcheck.model.measured import LayoutMismatch, LayoutPart
from podcheck.model.results import Record
from podcheck.model.subobjects import Access, Field
from podcheck.model.traits import CxxStandard, Trait, Truth

_BITS = 8


class Wanted(Struct, frozen=True):
    """What to assert."""

    includes: Sequence[str]
    """Paths as the header writes them."""

    behind: str = ""
    """The source that must include the header; empty where none must."""

    traits: Sequence[Trait] = tuple(Trait)
    """The traits to assert."""

    layout: bool = False
    """Size, alignment and offsets are asserted too."""


def asserts(records: Iterable[Record], wanted: Wanted) -> str:
    """Return the header's text, ending in a newline; the classes in the order of the records, each once."""
    asserted = _deduplicate(records)
    std = asserted[0].std if asserted else CxxStandard.CXX20
    body = [line for record in asserted for line in ("", *_class(record, wanted, std))]
    return "\n".join([*_top(asserted, wanted, std, body), *body, "", "#endif", ""])


def _deduplicate(records: Iterable[Record]) -> list[Record]:
    result: dict[str, Record] = {}
    for record in records:
        if record.facts.origin is not Origin.TEMPLATE and not record.facts.anonymous and not record.facts.closure:
            result.setdefault(record.facts.name, record)
    return list(result.values())


def _top(records: Sequence[Record], wanted: Wanted, std: CxxStandard, body: Sequence[str]) -> Iterator[str]:
    digest = hashlib.sha256("\n".join((*wanted.includes, *body)).encode("utf-8", "backslashreplace")).hexdigest()
    compilers = dict.fromkeys(answer.compiler for record in records for answer in record.answers)
    yield f"// What holds of these classes as {std.spelling}, by the C++ standard"
    yield f"// and by {_comment(', '.join(compilers))}." if compilers else "// (not cross-checked with any compiler)."
    yield "// Made by `podcheck asserts`; regenerate it after an intended change."
    if wanted.layout and records:
        yield f"// Sizes, alignments and offsets are those of {_comment(records[0].target)}."
    left_out = [trait.value for trait in wanted.traits if not trait.is_in_library(std)]
    if left_out:
        yield f"// Not in <type_traits>, or deprecated, as {std.spelling}: {', '.join(left_out)}."
    guard = f"PODCHECK_ASSERTS_{digest[:12].upper()}"
    yield from (f"#ifndef {guard}", f"#define {guard}")
    if wanted.behind:
        yield f"// Include it at the end of {_comment(wanted.behind)}, which defines the classes."
    yield from ("#include <cstddef>", "#include <type_traits>")
    yield from (f'#include "{include}"' for include in wanted.includes)


def _class(record: Record, wanted: Wanted, std: CxxStandard) -> Iterator[str]:
    why = _explain_missing(record, std)
    if why:
        yield f"// {_comment(record.facts.name)}: not asserted, {_comment(why)}"
        return
    yield f"// {_comment(record.facts.name)}"
    for trait in wanted.traits:
        yield from _trait(record, trait, std)
    if wanted.layout:
        yield from _layout(record, str(record.facts.spelling))


def _explain_missing(record: Record, std: CxxStandard) -> str:
    facts = record.facts
    if not facts.complete:
        return "its definition has an error"
    if facts.in_place or facts.local:
        return "a local class"
    if facts.spelling is None or PLAIN_NAME in facts.spelling or not facts.spelling.isprintable():
        return "it can't be named"
    if facts.hidden:
        return "it is private, or its name needs one that is"
    if record.std is not std:
        return f"it was analysed as {record.std.spelling}"
    silent = next((answer for answer in record.answers if not answer.traits), None)
    return f"{silent.compiler} gave no answer: {silent.note}" if silent is not None else ""


def _trait(record: Record, trait: Trait, std: CxxStandard) -> Iterator[str]:
    """Yield the assertion of a trait that everyone says yes to; where they differ, a comment."""
    holds = record.judgement.verdicts[trait].value is Truth.YES
    differing = [mismatch for mismatch in record.mismatches if mismatch.trait is trait]
    if not trait.is_in_library(std):
        return
    if differing:
        who = " and ".join(dict.fromkeys(mismatch.compiler for mismatch in differing))
        say = "say" if len(differing) > 1 else "says"
        known = (
            ", ".join(dict.fromkeys(mismatch.known for mismatch in differing if mismatch.known))
            or "nothing known explains it"
        )
        ours, theirs = ("yes", "no") if holds else ("no", "yes")
        whose = f"{ours} by the standard, {_comment(who)} {say} {theirs}"
        yield f"// std::{trait.std_name}: left out, {whose} ({_comment(known)})"
    elif holds:
        condition = f"std::{trait.std_name}< {record.facts.spelling} >::value"
        line = _assert(condition, f"{record.facts.name} lost {trait.value}")
        macro = trait.feature_macro
        yield from (f"#ifdef {macro}", line, "#endif") if macro else (line,)


def _layout(record: Record, name: str) -> Iterator[str]:
    facts = record.facts
    refuted = {(mismatch.part, mismatch.name): mismatch for mismatch in record.layout_mismatches}
    differing: list[str] = []
    if not (record.answers and all(answer.layout is not None for answer in record.answers)):
        differing += [f"{mismatch.compiler} differs on {mismatch.trait.value}" for mismatch in record.mismatches]
        differing += ["it is packed"] * facts.packed
    if record.judgement.verdicts[Trait.POLYMORPHIC].value is Truth.UNKNOWN:
        differing.append("the standard leaves open whether it is polymorphic")
    if differing:
        why = differing[0]
        yield f"// size and alignment: left out, {_comment(why)}, and compilers may lay it out differently"
        return
    if facts.size is not None and facts.align is not None:
        size = _assert(f"sizeof({name}) == {facts.size}", f"{facts.name} has another size")
        align = _assert(f"alignof({name}) == {facts.align}", f"{facts.name} has another alignment")
        yield _unless(refuted.get((LayoutPart.SIZE, "")), size)
        yield _unless(refuted.get((LayoutPart.ALIGN, "")), align)
    if record.judgement.verdicts[Trait.STANDARD_LAYOUT].value is not Truth.YES:
        return
    fields = [field for field in facts.fields if _has_offset(field)] if facts.kind is not RecordKind.UNION else []
    if fields and "," in name:
        digest = hashlib.sha256(name.encode()).hexdigest()[:12]
        yield f"typedef {name} podcheck_asserted_{digest};"
        name = f"podcheck_asserted_{digest}"
    for field in fields:
        offset = (field.offset or 0) // _BITS
        line = _assert(f"offsetof({name}, {field.name}) == {offset}", f"{facts.name}::{field.name} has another offset")
        yield _unless(refuted.get((LayoutPart.MEMBER, field.name)), line)


def _unless(refuted: LayoutMismatch | None, line: str) -> str:
    """Return the assertion, or a comment where a compiler refutes it."""
    if refuted is None:
        return line
    why = f"{refuted.value} with {refuted.compiler}, {refuted.podcheck} by podcheck"
    return f"// {_comment(refuted.subject)}: left out, {_comment(why)} ({_comment(refuted.known or 'unexplained')})"


def _has_offset(field: Field) -> bool:
    return (
        field.access is Access.PUBLIC
        and bool(field.name)
        and field.name.isprintable()
        and field.bit_width is None
        and field.offset is not None
        and field.offset % _BITS == 0
    )


def _assert(condition: str, message: str) -> str:
    return f'static_assert({condition}, "{_text(message)}");'


def _text(words: str) -> str:
    """Return the words as a string literal may have them; `??` would be a trigraph."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"').replace("??", "?\\?")
    return "".join(char if char.isprintable() else "?" for char in plain)


def _comment(words: str) -> str:
    """Return the words on one line, which no backslash continues."""
    plain = "".join(char if char.isprintable() else "?" for char in words)
    return plain.rstrip("\\").replace("??/", "? ?/")
