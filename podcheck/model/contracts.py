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
from podcheck.model.nearest import advice
from podcheck.model.problems import Location
from podcheck.model.traits import Trait

RELATIONS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_SURE = 0.75
_MEASURE = re.compile(r"([a-z_]+)\s*([=<>!]+)\s*(\S+)")


class Authority(Enum):
    """Whose answers count: the standard's, those of every compiler asked, or all of these."""

    STANDARD = "standard"
    COMPILERS = "compilers"
    BOTH = "both"

    @classmethod
    def parse(cls, text: str) -> Authority:
        """Raises ConfigError."""
        try:
            return cls(text)
        except ValueError:
            known = [one.value for one in cls]
            raise ConfigError(f"unknown verdict {text!r}", advice(text, known, "It is one of {}.")) from None


class Measure(Enum):
    SIZE = "size"
    ALIGN = "align"


class TraitDemand(Struct, frozen=True):
    """The class must have the trait, or must not."""

    trait: Trait
    wanted: bool = True

    def __str__(self) -> str:
        return self.trait.value


class MeasureDemand(Struct, frozen=True):
    """`size <= 64`: a relation to a number of bytes."""

    measure: Measure
    relation: str
    number: int

    def __str__(self) -> str:
        return f"{self.measure.value} {self.relation} {self.number}"

    def holds(self, value: int) -> bool:
        """Whether so many bytes are what is asked for."""
        return RELATIONS[self.relation](value, self.number)


class NoPadding(Struct, frozen=True):
    """No bit of an object of the class is padding, members and bases included."""

    def __str__(self) -> str:
        return "no_padding"


Demand: TypeAlias = "TraitDemand | MeasureDemand | NoPadding"


def demand(text: str, *, wanted: bool = True) -> Demand:
    """Read `trivially_copyable`, `size <= 64`, `align == 8` or `no_padding`; not `wanted`: what a class must not be.

    Raises ConfigError, which names the nearest that exists.
    """
    words = " ".join(text.split())
    match = _MEASURE.fullmatch(words)
    layout: Demand | None = _measure(words, match) if match else None
    if words.replace("-", "_") == "no_padding":
        layout = NoPadding()
    if layout is not None:
        if not wanted:
            raise ConfigError(f"{str(layout)!r} can't be forbidden", "Require the contrary; `forbid` takes traits.")
        return layout
    if words in ("size", "align", "alignment"):
        raise ConfigError(f"{words!r} without a number", "Write `size <= 64` or `align == 8`, in bytes.")
    try:
        return TraitDemand(Trait.parse(words), wanted)
    except ConfigError as error:
        first = words.partition(" ")[0]
        if first != words and Trait.known(first):
            hint = "Put commas between traits, and ` -- ` before a remark."
            raise ConfigError(f"{words!r} is no trait", hint) from None
        if "no_padding" in difflib.get_close_matches(words.replace("-", "_"), ["no_padding"], 1, _SURE):
            raise ConfigError(error.what, "Did you mean no_padding?") from None
        raise


def _measure(words: str, match: re.Match[str]) -> MeasureDemand:
    name, relation, number = match.groups()
    measures = {**{one.value: one for one in Measure}, "alignment": Measure.ALIGN, "sizeof": Measure.SIZE}
    measures["alignof"] = Measure.ALIGN
    if name not in measures:
        raise ConfigError(f"unknown measure {name!r}", advice(name, measures, "podcheck measures size and align."))
    if relation not in RELATIONS:
        raise ConfigError(f"unknown relation {relation!r} in {words!r}", f"It is one of {', '.join(RELATIONS)}.")
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        raise ConfigError(f"{number!r} is no number of bytes", f"Write `{name} {relation} 64`.")
    return MeasureDemand(measures[name], relation, int(number))


class Selector(Struct, frozen=True):
    """Which classes a contract is for: those that fit one pattern of each kind; no pattern: that kind does not matter.

    `paths` are globs on the class's file, relative to `root`, the folder of the configuration. `names` and `bases` are
    globs on qualified names, on those without template arguments, or on their last part; `namespaces` on what the class
    is in. `attributes`: the text of an annotation, or `final`, `packed`, `aligned`, `trivial_abi`.
    """

    root: str = ""
    paths: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


class Contract(Struct, frozen=True):
    """What is asked of the classes that `selector` picks.

    `place`: where it is written; None: on the command line. `authority`: None: the run's. `note`: why, in the words of
    who wrote it. `code`: of the findings where a class lacks a trait.
    """

    demands: tuple[Demand, ...]
    place: Location | None = None
    selector: Selector = Selector()
    authority: Authority | None = None
    note: str = ""
    code: str = "broken-contract"
