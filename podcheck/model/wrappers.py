"""Functions of the user's that do what a known one does, maybe with their arguments in another order."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from podcheck.errors import ConfigError
from podcheck.model.codec import Fact
from podcheck.model.use_sites import FUNCTIONS, Operation, Signature
from podcheck.suggest import advice

_KEYS = ("like", "bytes", "to", "from", "size")
_MOST_ARGUMENTS = 64
_TO = frozenset({Operation.FILL, Operation.RECEIVE})
"""What a function that has one pointer writes over."""


class Wrapper(Fact, frozen=True):
    """A function of the user's that does what a known one does."""

    name: str
    """With its namespaces, without a leading `::`."""

    like: str
    """The known function."""

    signature: Signature
    """The arguments that say which bytes it works on."""


def read_wrapper(name: str, value: object) -> Wrapper:
    """Return the wrapper of a name and a value of the configuration.

    The value is the known function's name, or a table: `like` names it, `bytes` (or `to` and `from`, where it has
    both) and `size` give the numbers of the arguments, from 1. Raises ConfigError.
    """
    table = {"like": value} if isinstance(value, str) else value
    if not isinstance(table, Mapping) or "like" not in table:
        hint = 'Write "memcpy", or { like = "write", bytes = 1, size = 2 }.'
        raise ConfigError(f"{name}: a known function's name or a table with `like` is needed", hint)
    unknown = [key for key in table if key not in _KEYS]
    if unknown:
        raise ConfigError(f"{name}: unknown key {unknown[0]!r}", advice(str(unknown[0]), list(_KEYS)))
    like = table["like"]
    known = find_function(like) if isinstance(like, str) else None
    if known is None:
        hint = advice(str(like), list(FUNCTIONS), "Name a function such as memcpy, memset, memcmp or write.")
        raise ConfigError(f"{name}: podcheck does not know what {like!r} does", hint)
    signature = FUNCTIONS[known]
    numbers = {key: _read_number(name, key, table[key]) for key in _KEYS[1:] if key in table}
    return Wrapper(name.removeprefix("::"), known, _with_arguments(name, signature, numbers) if numbers else signature)


def find_function(name: str) -> str | None:
    """Return the known function of that name, `ostream::write` among them; None where there is none."""
    plain = name.removeprefix("::")
    for candidate in (plain, plain.removeprefix("std::"), f"std::{plain}", f"std::basic_{plain.removeprefix('std::')}"):
        if candidate in FUNCTIONS:
            return candidate
    return None


def _read_number(name: str, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_ARGUMENTS:
        raise ConfigError(f"{name}: {key} must be the number of an argument, from 1", "The first argument is 1.")
    return value - 1


def _with_arguments(name: str, signature: Signature, numbers: Mapping[str, int]) -> Signature:
    both = signature.source is not None and (signature.to is not None or signature.also is not None)
    if both and "bytes" in numbers:
        raise ConfigError(f"{name}: two arguments are bytes", "Say `to` and `from`, and `size`.")
    if not both and ("to" in numbers or "from" in numbers):
        raise ConfigError(f"{name}: one argument is bytes", "Say `bytes`, and `size`.")
    changed = replace(signature, element=None, filler=None, size=numbers.get("size"))
    if not both:
        place = numbers.get("bytes")
        if place is None:
            raise ConfigError(f"{name}: which argument is the bytes?", "Say `bytes = 1`, for the first.")
        is_written = signature.operation in _TO or signature.source is None
        return replace(changed, to=place) if is_written else replace(changed, source=place)
    if "to" not in numbers or "from" not in numbers:
        raise ConfigError(f"{name}: which arguments are the bytes?", "Say both `to` and `from`.")
    other = {"to": numbers["to"]} if signature.to is not None else {"also": numbers["to"]}
    return replace(changed, source=numbers["from"], **other)
