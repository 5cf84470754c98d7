"""What a class may be used for: each purpose with the traits that it needs, and yes or no."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.results import Record
from podcheck.model.traits import CxxStandard, Trait, Truth

_COPIES = (
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE,
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE,
    Trait.TRIVIALLY_COPY_ASSIGNABLE,
    Trait.TRIVIALLY_MOVE_ASSIGNABLE,
)


class Purpose(Struct, frozen=True):
    """Something that people do with objects of a class."""

    name: str
    needs: str
    """The traits that decide, or words where no trait alone does."""

    clause: str
    """Where that is said."""

    value: Truth
    """UNKNOWN where it depends on a template parameter."""

    note: str = ""
    """What else there is to know, or why not."""


def purposes(record: Record) -> tuple[Purpose, ...]:
    """Return what the class may be used for, in the order in which people ask."""
    bit_cast = _by(record, "std::bit_cast", "[bit.cast]/1", Trait.TRIVIALLY_COPYABLE)
    return (
        _by(record, "memcpy, memmove", "[basic.types.general]/3", Trait.TRIVIALLY_COPYABLE),
        *((bit_cast,) if record.std >= CxxStandard.CXX20 else ()),
        *((_atomic(record),) if record.std >= CxxStandard.CXX11 else ()),
        _offsetof(record),
        _by(record, "the same struct in C", "[class.prop]", Trait.STANDARD_LAYOUT, Trait.TRIVIAL),
        _in_registers(record),
        _by(record, "bytes from malloc, mmap, recv", "[intro.object]/11", Trait.IMPLICIT_LIFETIME),
        _by(record, "memcmp, hashing its bytes", "[meta.unary.prop]/11", Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS),
    )


def _value(record: Record, *traits: Trait) -> Truth:
    values = {record.judgement.verdicts[trait].value for trait in traits}
    if Truth.NO in values:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.YES


def _by(record: Record, name: str, clause: str, *traits: Trait) -> Purpose:
    missing = [trait for trait in traits if record.judgement.verdicts[trait].value is Truth.NO]
    note = f"not {', not '.join(trait.value for trait in missing)}" if len(traits) > 1 and missing else ""
    return Purpose(name, ", ".join(trait.value for trait in traits), clause, _value(record, *traits), note)


def _atomic(record: Record) -> Purpose:
    """Return `std::atomic` as a purpose.

    [atomics.types.generic.general]/1: trivially copyable, and each way to copy and move it is there.
    """
    value = _value(record, Trait.TRIVIALLY_COPYABLE, *_COPIES)
    note = ""
    if value is Truth.NO and _value(record, Trait.TRIVIALLY_COPYABLE) is not Truth.NO:
        missing = [trait.value for trait in _COPIES if record.judgement.verdicts[trait].value is Truth.NO]
        note = f"not {', not '.join(missing)}"
    needs = "trivially_copyable, and copied and moved by public functions"
    return Purpose("std::atomic<T>", needs, "[atomics.types.generic.general]/1", value, note)


def _offsetof(record: Record) -> Purpose:
    value = _value(record, Trait.STANDARD_LAYOUT)
    note = "conditionally-supported: g++ and clang++ support it, with a warning" if value is Truth.NO else ""
    return Purpose("offsetof", Trait.STANDARD_LAYOUT.value, "[support.types.layout]/1", value, note)


def _in_registers(record: Record) -> Purpose:
    """Return the ABI's fact of the class's layout, which `layout` shows too."""
    name, needs, clause = "passing and returning in registers", "trivial for calls", "Itanium C++ ABI 3.1.2.3"
    layout = record.layout
    facts = {fact.name: fact for fact in layout.facts} if layout is not None else {}
    fact = facts.get("passed_in_registers")
    if fact is None:
        return Purpose(name, needs, clause, Truth.UNKNOWN)
    if fact.value is not Truth.YES:
        reasons = fact.reasons[0].message if fact.reasons else ""
        return Purpose(name, needs, clause, fact.value, reasons)
    return Purpose(name, needs, clause, Truth.YES, fact.differs[0].message if fact.differs else "")
