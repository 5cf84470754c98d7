"""Facts to bytes and back, by their fields' types: how they cross processes and lie in the cache.

MessagePack, by msgspec: a fact is the array of its fields, an enumerator its value, a tuple an array; and JSON where
MessagePack can't hold a value, which are file names that are no UTF-8 and numbers of more than 64 bits. What does not
fit the types is refused, so nothing but plain data ever comes out of a file or another process.
"""

from __future__ import annotations

import functools
import json
from enum import Enum
from typing import TypeVar

import msgspec
import msgspec.inspect

Value = TypeVar("Value", bound="Fact")

_ENCODER = msgspec.msgpack.Encoder()
_JSON = b"["
"""What JSON begins with here, and MessagePack never: there it is the number 91, and a fact is an array."""


class CodecError(ValueError):
    """The data is not of the type that it should be."""


class Fact(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Plain data that the codec takes: numbers, texts, enumerators, other facts, and tuples of these.

    Such data can't lead back to itself, so the garbage collector need not look at it.
    """


def encode(value: Fact) -> bytes:
    """Return what `decode` reads; the same value gives the same bytes."""
    try:
        return _ENCODER.encode(value)
    except (UnicodeEncodeError, OverflowError):
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def decode(kind: type[Value], data: bytes) -> Value:
    """Return the value that was encoded. Raises CodecError."""
    try:
        if data.startswith(_JSON):
            return msgspec.convert(json.loads(data), kind)
        decoder: msgspec.msgpack.Decoder[Value] = _decoder(kind)
        return decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # text that is no UTF-8 is a ValueError
        raise CodecError(f"no {kind.__name__}: {error}") from error


def schema(kind: type[Fact]) -> str:
    """Return the type spelled out, with the names, types and defaults of all fields and with all enumerators."""
    return _spell(msgspec.inspect.type_info(kind), set())


@functools.cache
def _decoder(kind: type[Value]) -> msgspec.msgpack.Decoder[Value]:
    return msgspec.msgpack.Decoder(kind)


def _spell(part: object, met: set[object]) -> str:
    """Return a part of msgspec's description as text; the types in `met` were spelled out before, and only get their
    name.
    """
    if isinstance(part, tuple):
        return f"({', '.join([_spell(item, met) for item in part])})"
    if isinstance(part, type) and issubclass(part, Enum):
        return f"{part.__name__} {[(member.name, member.value) for member in part]}"
    if not isinstance(part, msgspec.Struct):
        return repr(part)
    if isinstance(part, msgspec.inspect.StructType):
        if part.cls in met:
            return part.cls.__name__
        met.add(part.cls)
    fields = [f"{name}={_spell(getattr(part, name), met)}" for name in part.__struct_fields__]
    return f"{type(part).__name__}({', '.join(fields)})"
