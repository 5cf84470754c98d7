"""Facts to bytes and back: nothing is lost, nothing else gets in, and the same class is one object."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from enum import Enum
from typing import Any

import msgspec
import pytest
from msgspec import inspect
from msgspec.structs import replace

from podcheck.cache import compiler_output, run_outputs
from podcheck.model.codec import CodecError, Fact, decode, encode, schema
from podcheck.model.facts import ClassFacts, UnitFacts
from podcheck.model.functions import Function
from podcheck.model.packets import FactsPacket, FactsUnpacker, PackedUnit, pack
from podcheck.model.problems import Location, Problem
from podcheck.model.subobjects import Access, Field
from podcheck.model.traits import CxxStandard
from podcheck.model.type_refs import TypeKind, TypeRef
from podcheck.model.units import Headers, Unit
from podcheck.workers.worker import Task
from tests.extract.reading import unit_facts
from tests.robustness.scrambling import scrambled

SOURCE = """
#include <string>
#include <string.h>
template<class T> struct Box { T content; Box(const Box&) = default; Box() requires (sizeof(T) > 1); };
struct [[clang::annotate("by wire")]] Base { virtual ~Base() = 0; friend class Other; };
class Derived final : public virtual Base { int bits : 3; int : 0; Box<int> box[2][3]; union { int i; char c; }; };
struct Other { std::string text; Other& operator=(const Other&) = delete; };
void clear(Derived& derived) { memset(&derived, 0, sizeof derived); }
Box<long> named;
"""


@pytest.fixture(scope="module")
def facts() -> UnitFacts:
    """Facts of some classes, with a place that relies on a trait."""
    unit = Unit("test.cpp", CxxStandard.CXX20, headers=Headers("string$"), text=SOURCE, uses=True)
    result = unit_facts(SOURCE, headers="string$")
    return replace(result, unit=unit, reads=("test.cpp", "/usr/include/string"))


def unpacked(packet: FactsPacket) -> list[UnitFacts]:
    """What another process makes of it."""
    return FactsUnpacker().unpack(FactsPacket.from_bytes(packet.to_bytes()))


def test_facts_come_out_as_they_went_in(facts: UnitFacts) -> None:
    assert {"Derived", "Box<int>", "Box<long>"} <= {class_facts.name for class_facts in facts.classes}
    assert unpacked(pack([facts])) == [facts]
    assert decode(UnitFacts, encode(facts)) == facts


def test_a_class_that_units_share_is_packed_once_and_is_one_object(facts: UnitFacts) -> None:
    other = replace(
        facts,
        unit=replace(facts.unit, file="other.cpp"),
        classes=tuple([decode(ClassFacts, encode(class_facts)) for class_facts in facts.classes]),
    )
    packet = pack([facts, facts, other])
    assert len(packet.classes) == len(facts.classes)
    assert len(packet.paths) == 2
    unpacker = FactsUnpacker()
    (first, second, third), (fourth,) = unpacker.unpack(packet), unpacker.unpack(pack([facts]))
    assert [*map(id, first.classes)] == [*map(id, second.classes)] == [*map(id, third.classes)]
    assert [*map(id, first.classes)] == [*map(id, fourth.classes)]
    assert (first, second, third, fourth) == (facts, facts, other, facts)


def test_each_unit_has_its_own_marks_of_a_class_it_shares(facts: UnitFacts) -> None:
    first = facts.classes[0]
    marked = [replace(first, reported=reported, named=named) for reported in (False, True) for named in (False, True)]
    packet = pack([replace(facts, classes=(each,)) for each in marked])
    assert len(packet.classes) == 1
    assert [unit.classes for unit in unpacked(packet)] == [(each,) for each in marked]


@pytest.mark.parametrize("file", ["\udcff.cpp", "a\ud800b", "\udc80" * 300])
def test_file_names_that_are_no_utf_8_stay_what_they_are(file: str, facts: UnitFacts) -> None:
    place = Location(file, 1, 2)
    odd = replace(
        facts,
        unit=Unit(file, CxxStandard.CXX11, ("-I", file), Headers(file, file, (file,)), file, ((file, file),)),
        classes=tuple([replace(class_facts, location=place, end=place) for class_facts in facts.classes[:3]])
        + facts.classes[3:],
        problems=(Problem(file, place, file),),
        reads=(file, *facts.reads),
    )
    assert unpacked(pack([odd, facts])) == [odd, facts]
    task = Task((odd.unit,), file, seconds=0.5)
    assert Task.from_bytes(task.to_bytes()) == task


@pytest.mark.parametrize("number", [2**63, 2**64 - 1, 2**64, -(2**63) - 1, 10**40])
def test_numbers_of_any_size_stay_what_they_are(number: int) -> None:
    kind = TypeRef("char[]", TypeKind.INTEGRAL, extents=(number, None), size=number)
    field = Field("f", kind, Access.PRIVATE, Location("a.cpp"), number)
    assert decode(Field, encode(field)) == field


PLACE = ["a.cpp", 1, 2]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Location, None),
        (Location, []),
        (Location, {"file": "a.cpp"}),
        (Location, "a.cpp"),
        (Location, [1]),
        (Location, [None]),
        (Location, ["a.cpp", True]),
        (Location, ["a.cpp", 1.0]),
        (Location, ["a.cpp", float("nan")]),
        (Location, ["a.cpp", "1"]),
        (Location, ["a.cpp", 1, 2, 3]),
        (Problem, ["message", ["a.cpp", []]]),
        (Problem, ["message", PLACE, "", 1]),
        (TypeRef, ["int", "integer"]),
        (TypeRef, ["int", 0]),
        (TypeRef, ["int", "integral", None, False, False, [1, "2"]]),
        (TypeRef, ["int", "integral", None, False, False, 1]),
        (Function, ["destructor", PLACE, "public", None, *[False] * 5, "", None, *[False] * 4, "", False, [0]]),
        (Function, ["destructor", PLACE, "public", None, *[False] * 5, "", None, *[False] * 4, "", False, [0, 0, 0]]),
        (Unit, ["a.cpp", 2000]),
        (Unit, ["a.cpp", "CXX20"]),
    ],
)
def test_what_does_not_fit_the_types_is_refused(kind: type[Fact], data: object) -> None:
    with pytest.raises(CodecError, match=f"no {kind.__name__}"):
        decode(kind, msgspec.msgpack.encode(data))
    with pytest.raises(CodecError, match=f"no {kind.__name__}"):
        decode(kind, json.dumps(data).encode())


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Location, [b"a.cpp"]),
        (PackedUnit, [b"", [-1], []]),
        (PackedUnit, ["", [], []]),
        (PackedUnit, [b"", []]),
        (FactsPacket, [["text"], [], []]),
        (FactsPacket, [[], [], [[b"", [0.5], []]]]),
    ],
)
def test_bytes_are_bytes(kind: type[Fact], data: object) -> None:
    with pytest.raises(CodecError, match=f"no {kind.__name__}"):
        decode(kind, msgspec.msgpack.encode(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"[" * 100_000,
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"\x91\xa1\xff",
        b"\x91\xa1a\x00",
        b'["a"] ["b"]',
        b'["a", ' + b"9" * 10_000 + b"]",
        b'["\xff"]',
        b"\xc1",
        b"cposix\nsystem\n(S'true'\ntR.",
    ],
)
def test_what_is_no_data_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(Location, data)


@pytest.mark.parametrize(
    "data", [b"\x93\xdd\xff\xff\xff\xff", b"\x93\x90\x90\xdd\x7f\xff\xff\xff", b"\x93\x91\xc6\xff\xff\xff\xff"]
)
def test_sizes_that_are_only_claimed_take_no_memory(data: bytes) -> None:
    with pytest.raises(CodecError, match="truncated"):
        decode(FactsPacket, data)


@pytest.mark.parametrize(("marks", "reads"), [((4,), ()), ((), (1,))], ids=["class", "file"])
def test_what_a_unit_has_and_the_packet_lacks_is_told(
    marks: tuple[int, ...], reads: tuple[int, ...], facts: UnitFacts
) -> None:
    sound = pack([replace(facts, classes=facts.classes[:1], reads=("a.cpp",))])
    packet = replace(sound, units=(PackedUnit(sound.units[0].head, marks, reads),))
    with pytest.raises(CodecError, match="is missing"):
        FactsUnpacker().unpack(packet)


@pytest.mark.parametrize("file", ["a.cpp", "\udcff.cpp"], ids=["MessagePack", "JSON"])
def test_scrambled_packets_are_facts_or_refused(file: str, facts: UnitFacts) -> None:
    odd = replace(facts, problems=(Problem("no", Location(file)),), reads=(file,))
    sound = pack([odd, facts]).to_bytes()
    dice = random.Random(7)
    refused = 0
    for _ in range(300):
        try:
            result = FactsUnpacker().unpack(FactsPacket.from_bytes(scrambled(sound, dice)))
        except CodecError:
            refused += 1
        else:
            assert all(decode(UnitFacts, encode(each)) == each for each in result)
    assert 150 < refused <= 300


def kinds(kind: type[Fact] = Fact) -> Iterator[type[Fact]]:
    """All facts that there are."""
    for subclass in kind.__subclasses__():
        if subclass.__module__.startswith("podcheck."):
            yield subclass
            yield from kinds(subclass)


def is_plain(shape: inspect.Type) -> bool:
    """Numbers, texts, enumerators, facts, and tuples of these: no order that changes, and no way back to itself."""
    if isinstance(shape, inspect.StructType):
        return issubclass(shape.cls, Fact) and all(is_plain(field.type) for field in shape.fields)
    if isinstance(shape, inspect.UnionType):
        return len(shape.types) == 2 and shape.includes_none and all(map(is_plain, shape.types))
    if isinstance(shape, inspect.TupleType):
        return all(map(is_plain, shape.item_types))
    if isinstance(shape, inspect.VarTupleType):
        return is_plain(shape.item_type)
    plain = (inspect.StrType, inspect.BytesType, inspect.IntType, inspect.FloatType, inspect.BoolType)
    return isinstance(shape, (*plain, inspect.NoneType, inspect.EnumType))


def test_facts_are_plain_data() -> None:
    every = list(kinds())
    assert {UnitFacts, ClassFacts, FactsPacket, Task, run_outputs._Head, compiler_output._Row} <= set(every)
    for kind in every:
        config = kind.__struct_config__
        assert config.frozen
        assert config.array_like
        assert config.forbid_unknown_fields
        assert not config.gc
        assert is_plain(inspect.type_info(kind)), kind


class Colour(Enum):
    RED = "red"


class MoreColours(Enum):
    RED = "red"
    BLUE = "blue"


def made(name: str, kind: object, default: object) -> type[Fact]:
    """A type of facts that hold others with two fields."""
    inner: Any = msgspec.defstruct("Inner", [("first", int), (name, kind, default)], bases=(Fact,), frozen=True)
    outer: type[Fact] = msgspec.defstruct("Outer", [("inner", tuple[inner, ...])], bases=(Fact,), frozen=True)  # type: ignore[assignment]
    return outer


def test_the_schema_changes_with_names_types_defaults_and_enumerators() -> None:
    MoreColours.__name__ = "Colour"
    variants = [
        made("second", int, 0),
        made("other", int, 0),
        made("second", int, 1),
        made("second", str, ""),
        made("second", int | None, 0),
        made("second", tuple[int, ...], ()),
        made("second", tuple[int, int], (0, 0)),
        made("second", Colour | None, None),
        made("second", MoreColours | None, None),
    ]
    assert len({schema(kind) for kind in variants}) == len(variants)
    assert schema(made("second", int, 0)) == schema(made("second", int, 0))
    assert " at 0x" not in schema(UnitFacts)
    assert schema(UnitFacts).count("cls=<class 'podcheck.model.problems.Location'>") == 1
