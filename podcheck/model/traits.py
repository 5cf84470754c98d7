"""The questions podcheck answers, the three answers there are, and the dialects."""

from __future__ import annotations

import re
from enum import Enum, IntEnum

from podcheck.errors import ConfigError
from podcheck.suggest import advice


class Trait(Enum):
    """A class property, spelled as in `<type_traits>` without `is_`; listed in the order of reports."""

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, each time

    TRIVIAL = "trivial"
    TRIVIALLY_COPYABLE = "trivially_copyable"
    STANDARD_LAYOUT = "standard_layout"
    POD = "pod"
    AGGREGATE = "aggregate"
    EMPTY = "empty"
    POLYMORPHIC = "polymorphic"
    ABSTRACT = "abstract"
    FINAL = "final"
    TRIVIALLY_DEFAULT_CONSTRUCTIBLE = "trivially_default_constructible"
    TRIVIALLY_COPY_CONSTRUCTIBLE = "trivially_copy_constructible"
    TRIVIALLY_MOVE_CONSTRUCTIBLE = "trivially_move_constructible"
    TRIVIALLY_COPY_ASSIGNABLE = "trivially_copy_assignable"
    TRIVIALLY_MOVE_ASSIGNABLE = "trivially_move_assignable"
    TRIVIALLY_DESTRUCTIBLE = "trivially_destructible"
    HAS_UNIQUE_OBJECT_REPRESENTATIONS = "has_unique_object_representations"
    IMPLICIT_LIFETIME = "implicit_lifetime"

    @classmethod
    def known(cls, text: str) -> bool:
        """Whether `parse` takes it."""
        return _to_plain(text) in {trait.value for trait in cls}

    @classmethod
    def parse(cls, text: str) -> Trait:
        """Read `standard_layout`, `is_pod`, `std::is_trivial_v`. Raises ConfigError, which names the nearest."""
        if not cls.known(text):
            known = [trait.value for trait in cls]
            raise ConfigError(f"unknown trait {text!r}", advice(_to_plain(text), known))
        return cls(_to_plain(text))


def _to_plain(text: str) -> str:
    return text.strip().lower().replace("-", "_").removeprefix("std::").removeprefix("is_").removesuffix("_v")


MAIN_TRAITS = (Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT, Trait.POD)
"""The four that the table shows and that `std::` templates cross-check."""


class Truth(Enum):
    """YES, NO, or UNKNOWN: it depends on a template parameter, or the standard leaves it open."""

    YES = True
    NO = False
    UNKNOWN = None

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with Truth.YES, NO or UNKNOWN")

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """The Truth that stands for a JSON `true`, `false` or `null`."""
        return cls(value)


_SPELLINGS = {
    "98": 1998, "03": 1998, "11": 2011, "0x": 2011, "14": 2014, "1y": 2014, "17": 2017, "1z": 2017,
    "20": 2020, "2a": 2020, "23": 2023, "2b": 2023, "26": 2026, "2c": 2026,
}  # fmt: skip


class CxxStandard(IntEnum):
    """A dialect, ordered by age; the value is the year of publication (C++03 counts as C++98)."""

    CXX98 = 1998
    CXX11 = 2011
    CXX14 = 2014
    CXX17 = 2017
    CXX20 = 2020
    CXX23 = 2023
    CXX26 = 2026

    @classmethod
    def parse(cls, text: str) -> CxxStandard:
        """Read `c++17`, `gnu++2a`, `C++20`. Raises ConfigError on anything else."""
        match = re.fullmatch(r"(?:c|gnu)\+\+(\w\w)", text.strip().lower())
        if match is None or match[1] not in _SPELLINGS:
            known = ", ".join(standard.spelling for standard in cls)
            raise ConfigError(f"unknown C++ dialect {text!r}", f"podcheck knows {known}.")
        return cls(_SPELLINGS[match[1]])

    @property
    def spelling(self) -> str:
        """As every report prints it: `c++17`."""
        return f"c++{self.value % 100:02}"

    @property
    def flag_value(self) -> str:
        """What `-std=` takes in the oldest compiler that has the dialect: `c++2b` for C++23."""
        return {2023: "c++2b", 2026: "c++2c"}.get(self.value, self.spelling)
