"""Frozen dataclasses to JSON and back, by their fields' types: how facts cross processes and lie in the cache.

A dataclass is the array of its fields, an enumerator its value, a tuple an array, a mapping an array of pairs. What
does not fit the types is refused, so nothing but plain data ever comes out of a file or another process. `schema` is
a text that changes when a field does: what was written by another version is told by it.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeAlias, TypeVar, Union, cast

Value = TypeVar("Value")
Hint: TypeAlias = Any
"""A type, or what stands for one in an annotation."""

Data: TypeAlias = Any
Coder = Callable[[Data], Data]
_PLAIN = (str, int, bool, float)


class WireError(ValueError):
    """The data is not of the type that it should be."""


def encode(kind: Hint, value: object) -> object:
    """What `json.dumps` takes."""
    code: Coder = _encoder(kind)
    return code(value)


def decode(kind: type[Value], data: object) -> Value:
    """The value that was encoded. Raises WireError."""
    try:
        code: Coder = _decoder(cast(Hint, kind))
        value: Value = code(data)
    except (TypeError, ValueError, KeyError, RecursionError) as error:
        raise WireError(f"no {kind.__name__}: {error}") from error
    return value


def schema(kind: Hint) -> str:
    """The type spelled out, with the names of all fields and enumerators in it."""
    seen: dict[str, str] = {}
    _describe(kind, seen)
    return "\n".join(f"{name}: {text}" for name, text in seen.items())


def _describe(kind: Hint, seen: dict[str, str]) -> str:
    if isinstance(kind, type) and kind.__name__ not in seen:
        if dataclasses.is_dataclass(kind):
            seen[kind.__name__] = ""
            hints = _hints(kind)
            seen[kind.__name__] = ", ".join(f"{name} {_describe(hint, seen)}" for name, hint in hints.items())
        elif issubclass(kind, Enum):
            seen[kind.__name__] = ", ".join(f"{one.name}={one.value!r}" for one in kind)
    for inner in typing.get_args(kind):
        _describe(inner, seen)
    return str(kind if typing.get_args(kind) else getattr(kind, "__name__", kind))


def _hints(kind: type) -> dict[str, Any]:
    every = typing.get_type_hints(kind)
    return {one.name: every[one.name] for one in dataclasses.fields(kind) if one.init}


def _same(value: Data) -> Data:
    return value


@functools.cache
def _encoder(kind: Hint) -> Coder:
    origin: Data = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if kind in _PLAIN or kind is type(None):
        return _same
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_encoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return operator.attrgetter("_value_")  # what `value` gives, which is a property in Python
    if origin in (Union, types.UnionType):
        inner = _encoder(_optional(kind, arguments))
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, frozenset):
        if origin is frozenset or arguments[1:] == (...,):
            one = _encoder(arguments[0])
            ordered: Coder = sorted if origin is frozenset else _same
            return lambda value: [one(item) for item in ordered(value)]
        several = [_encoder(item) for item in arguments]
        return lambda value: [code(item) for code, item in zip(several, value, strict=True)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = _encoder(arguments[0]), _encoder(arguments[1])
        return lambda value: [[key(name), item(content)] for name, content in value.items()]
    raise TypeError(f"no way to write a {kind}")


def _dataclass_encoder(kind: Hint) -> Coder:
    """Most fields are plain: what is not is written at its place."""
    codes = [_encoder(hint) for hint in _hints(kind).values()]
    coded = [(at, code) for at, code in enumerate(codes) if code is not _same]
    taken = operator.attrgetter(*_hints(kind))

    def write(value: Data) -> Data:
        found = list(taken(value)) if len(codes) > 1 else [taken(value)]
        for at, code in coded:
            found[at] = code(found[at])
        return found

    return write


@functools.cache
def _decoder(kind: Hint) -> Coder:
    origin: Data = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if kind in _PLAIN or kind is type(None):
        return functools.partial(_checked, kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {one.value: one for one in kind}.__getitem__
    if origin in (Union, types.UnionType):
        inner = _decoder(_optional(kind, arguments))
        return lambda data: None if data is None else inner(data)
    if origin in (tuple, frozenset):
        if origin is frozenset or arguments[1:] == (...,):
            one = _decoder(arguments[0])
            return lambda data: origin([one(item) for item in _array(data)])
        several = [_decoder(item) for item in arguments]
        return lambda data: tuple([code(item) for code, item in zip(several, _array(data), strict=True)])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = _decoder(arguments[0]), _decoder(arguments[1])
        return lambda data: {key(name): item(content) for name, content in _array(data)}
    raise TypeError(f"no way to read a {kind}")


def _dataclass_decoder(kind: Hint) -> Coder:
    hints = list(_hints(kind).values())
    plain = [(at, hint) for at, hint in enumerate(hints) if hint in _PLAIN]
    coded = [(at, _decoder(hint)) for at, hint in enumerate(hints) if hint not in _PLAIN]

    def read(data: Data) -> Data:
        values = list(_array(data))
        if len(values) != len(hints):
            raise WireError(f"{len(values)} fields of a {kind.__name__}, which has {len(hints)}")
        for at, hint in plain:
            if type(values[at]) is not hint:
                raise WireError(f"{values[at]!r:.50} is no {hint.__name__}")
        for at, code in coded:
            values[at] = code(values[at])
        return kind(*values)

    return read


def _optional(kind: Hint, arguments: tuple[Any, ...]) -> Data:
    rest = [one for one in arguments if one is not type(None)]
    if len(rest) != 1:
        raise TypeError(f"no way to tell the members of {kind} apart")
    return rest[0]


def _checked(kind: type, data: Data) -> Data:
    if type(data) is not kind:
        raise WireError(f"{data!r:.50} is no {kind.__name__}")
    return data


def _array(data: Data) -> list[Any]:
    if type(data) is not list:
        raise WireError(f"{data!r:.50} is no array")
    return data
