"""What is asked of a class, of which classes, and where it is written."""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from podcheck.errors import ConfigError
from podcheck.model.problems import Location
from podcheck.model.targets import SHORT, triple
from podcheck.model.traits import Trait
from podcheck.suggest import advice

RELATIONS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_SURE = 0.75
_PIECE = re.compile(r"[(),]|[^(),]+")
_MEASURE = re.compile(r"([a-z_]+)\s*([=<>!]+)\s*(\S+)")


class Authority(Enum):
    """Whose answers count."""

    STANDARD = "standard"
    """The standard's."""

    COMPILERS = "compilers"
    """Those of every compiler asked."""

    BOTH = "both"
    """The standard's and those of every compiler asked."""

    @classmethod
    def parse(cls, text: str) -> Authority:
        """Return the authority of that name. Raises ConfigError."""
        try:
            return cls(text)
        except ValueError:
            known = [cl.value for cl in cls]
            raise ConfigError(f"unknown verdict {text!r}", advice(text, known, "It is one of {}.")) from None


class Measure(Enum):
    SIZE = "size"
    ALIGN = "align"


class TraitDemand(Struct, frozen=True):
    """The class must have the trait, or must not."""

    trait: Trait
    wanted: bool = True
    """False where the class must not have the trait."""

    def __str__(self) -> str:
        return self.trait.value


class MeasureDemand(Struct, frozen=True):
    """A relation to a number of bytes: `size <= 64`."""

    measure: Measure
    relation: str
    """A key of `RELATIONS`."""

    number: int
    """In bytes."""

    def __str__(self) -> str:
        return f"{self.measure.value} {self.relation} {self.number}"

    def holds(self, value: int) -> bool:
        """Whether a size or alignment of that many bytes meets the demand."""
        return RELATIONS[self.relation](value, self.number)


class OffsetDemand(Struct, frozen=True):
    """A relation to the number of bytes before a member: `offsetof(length) == 4`."""

    member: str
    relation: str
    """A key of `RELATIONS`."""

    number: int
    """In bytes."""

    def __str__(self) -> str:
        return f"offsetof({self.member}) {self.relation} {self.number}"

    def holds(self, value: int) -> bool:
        """Whether an offset of that many bytes meets the demand."""
        return RELATIONS[self.relation](value, self.number)


class NoPointers(Struct, frozen=True):
    """Nothing in an object of the class points, however deep: no pointer, no reference, nothing the compiler adds."""

    def __str__(self) -> str:
        return "no_pointers"


class SameLayout(Struct, frozen=True):
    """Size, alignment and the offset of each member and base are the same on these targets as here."""

    targets: tuple[str, ...]
    """LLVM triples."""

    names: tuple[str, ...]
    """The targets as the user wrote them."""

    def __str__(self) -> str:
        return f"same_layout({', '.join(self.names)})"


class NoPadding(Struct, frozen=True):
    """No bit of an object of the class is padding, members and bases included."""

    def __str__(self) -> str:
        return "no_padding"


Demand: TypeAlias = "TraitDemand | MeasureDemand | OffsetDemand | NoPadding | NoPointers | SameLayout"

_OFFSET = re.compile(r"(?:offsetof|offset) ?\( ?([A-Za-z_$][\w$]{0,200}) ?\) ?([=<>!]+) ?(\S+)")

_PLAIN: Mapping[str, NoPadding | NoPointers] = {"no_padding": NoPadding(), "no_pointers": NoPointers()}
_SAME = "same_layout"


def demand(text: str, *, wanted: bool = True) -> Demand:
    """Return the demand that a text says: `trivially_copyable`, `size <= 64`, `offsetof(m) == 4`, `no_padding` or
    `same_layout(linux-32)`.

    With `wanted` false it says what must not be. Raises ConfigError, which names the nearest that exists.
    """
    words = " ".join(text.split())
    match = _MEASURE.fullmatch(words)
    offset = _OFFSET.fullmatch(words)
    layout: Demand | None = _measure(words, match) if match else _offset(words, offset) if offset else None
    name, bracket, rest = words.partition("(")
    name = name.strip().replace("-", "_")
    if not bracket and name in _PLAIN:
        layout = _PLAIN[name]
    elif name == _SAME:
        layout = _same_layout(rest if bracket else "")
    if layout is not None:
        if not wanted:
            raise ConfigError(f"{str(layout)!r} can't be forbidden", "Require the opposite; `forbid` takes traits.")
        return layout
    if words in ("size", "align", "alignment"):
        raise ConfigError(f"{words!r} without a number", "Write `size <= 64` or `align == 8`, in bytes.")
    try:
        return TraitDemand(Trait.parse(words), wanted)
    except ConfigError as error:
        first = words.partition(" ")[0]
        if first != words and Trait.known(first):
            hint = "Put commas between traits, and ` -- ` before a remark."
            raise ConfigError(f"{words!r} is not a trait", hint) from None
        for near in difflib.get_close_matches(name, [*_PLAIN, _SAME], 1, _SURE):
            raise ConfigError(error.what, f"Did you mean {near}?") from None
        raise


def split_demands(text: str) -> list[str]:
    """Return the demands that commas separate; a comma within brackets separates nothing."""
    parts = [""]
    depth = 0
    for piece in _PIECE.findall(text):
        depth = max(0, depth + (piece == "(") - (piece == ")"))
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _same_layout(text: str) -> SameLayout:
    """Return the demand whose text behind the opening bracket is given. Raises ConfigError."""
    hint = f"Write `same_layout(windows, linux-32)`. Short names: {', '.join(SHORT)}; or an LLVM triple."
    if not text.endswith(")"):
        raise ConfigError("'same_layout' without targets in parentheses", hint)
    names = tuple(name.strip() for name in text[:-1].split(",") if name.strip())
    if not names:
        raise ConfigError("'same_layout()' names no target", hint)
    return SameLayout(tuple(triple(name, "same_layout:") for name in names), names)


def _measure(words: str, match: re.Match[str]) -> MeasureDemand:
    name, relation, number = match.groups()
    measures = {**{measure.value: measure for measure in Measure}, "alignment": Measure.ALIGN, "sizeof": Measure.SIZE}
    measures["alignof"] = Measure.ALIGN
    if name not in measures:
        raise ConfigError(f"unknown measure {name!r}", advice(name, measures, "podcheck measures size and align."))
    return MeasureDemand(measures[name], *_relation(words, name, relation, number))


def _offset(words: str, match: re.Match[str]) -> OffsetDemand:
    member, relation, number = match.groups()
    return OffsetDemand(member, *_relation(words, f"offsetof({member})", relation, number))


def _relation(words: str, name: str, relation: str, number: str) -> tuple[str, int]:
    if relation not in RELATIONS:
        hint = f"Write `{name} == {number}`." if relation == "=" else f"It is one of {', '.join(RELATIONS)}."
        raise ConfigError(f"unknown relation {relation!r} in {words!r}", hint)
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        raise ConfigError(f"{number!r} is not a number of bytes", f"Write `{name} {relation} 64`.")
    return relation, int(number)


class Selector(Struct, frozen=True):
    """Which classes a contract is for: those that match one pattern of each kind; a kind without patterns does not
    matter.

    A pattern of `names` or `bases` is a glob on the qualified name, on that without template arguments, or on its last
    part.
    """

    root: str = ""
    """The folder of the configuration."""

    paths: tuple[str, ...] = ()
    """Globs on the class's file, relative to `root`."""

    namespaces: tuple[str, ...] = ()
    """Globs on the namespace or class that the class is in."""

    names: tuple[str, ...] = ()
    """Globs on the class's name."""

    attributes: tuple[str, ...] = ()
    """The text of an annotation, or `final`, `packed`, `aligned`, `trivial_abi`."""

    bases: tuple[str, ...] = ()
    """Globs on the names of its bases."""


class Contract(Struct, frozen=True):
    """What is demanded of the classes that a selector picks."""

    demands: tuple[Demand, ...]
    place: Location | None = None
    """Where it is written; None for one of the command line."""

    selector: Selector = Selector()
    authority: Authority | None = None
    """Whose answers decide; None means what the run says."""

    note: str = ""
    """Why it is there, in the words of whoever wrote it."""

    code: str = "broken-contract"
    """The code of the findings where a class lacks a trait."""
