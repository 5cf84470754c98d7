"""The questions podcheck answers, the three answers there are, and the dialects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, IntEnum

from msgspec import Struct

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
        """Whether `parse` takes the text."""
        return _to_plain(text) in {trait.value for trait in cls}

    @classmethod
    def parse(cls, text: str) -> Trait:
        """Return the trait that `standard_layout`, `is_pod` or `std::is_trivial_v` names.

        Raises ConfigError, which names the nearest.
        """
        if not cls.known(text):
            known = [trait.value for trait in cls]
            raise ConfigError(f"unknown trait {text!r}", advice(_to_plain(text), known))
        return cls(_to_plain(text))

    @property
    def phrase(self) -> str:
        """What a class is that has it, to stand behind "is" or "is not"."""
        return _WORDS[self].phrase

    @property
    def adjective(self) -> str:
        """The same without article and noun, for lists: `trivially copyable`, `standard-layout`, `POD`."""
        return self.phrase.removeprefix("a ").removeprefix("an ").removesuffix(" class")

    @property
    def builtin(self) -> str:
        """The expression of a compiler's answer for a class `T`, in its builtins and the probes' own macros.

        Empty where no compiler can be asked.
        """
        return _WORDS[self].builtin

    @property
    def std_name(self) -> str:
        """Its template in `<type_traits>`, without `std::`: `is_pod`, `has_unique_object_representations`."""
        return _WORDS[self].std_name or f"is_{self.value}"

    @property
    def feature_macro(self) -> str:
        """The macro of a library that has the template; empty where every library of the dialect has it."""
        return _WORDS[self].feature_macro

    def is_in_library(self, std: CxxStandard) -> bool:
        """Whether the dialect's `<type_traits>` has the template, and does not deprecate it."""
        since = _WORDS[self].since
        return since is not None and since <= std <= _WORDS[self].until

    @property
    def predicate(self) -> str:
        """What stands behind "is" or "is not" where the trait's name must be there too.

        The name itself, where it is an adjective, else the phrase, and the name behind it unless the phrase has it.
        """
        if self.phrase.replace(" ", "_").replace("-", "_") == self.value:
            return self.value
        return self.phrase if self.value in self.phrase.lower() else f"{self.phrase} ({self.value})"


def _to_plain(text: str) -> str:
    return text.strip().lower().replace("-", "_").removeprefix("std::").removeprefix("is_").removesuffix("_v")


MAIN_TRAITS = (Trait.TRIVIAL, Trait.TRIVIALLY_COPYABLE, Trait.STANDARD_LAYOUT, Trait.POD)
"""The four that the table shows and that `std::` templates cross-check."""


class Truth(Enum):
    """An answer."""

    YES = True
    NO = False
    UNKNOWN = None
    """It depends on a template parameter, the standard leaves it open, or the class could not be analysed."""

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with Truth.YES, NO or UNKNOWN")

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Return the Truth of a JSON `true`, `false` or `null`."""
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
        """Return the dialect that `c++17`, `gnu++2a` or `C++20` names. Raises ConfigError on anything else."""
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


class _Words(Struct, frozen=True):
    """How a trait is called elsewhere; the properties of `Trait` with the same names say the rest."""

    phrase: str
    builtin: str
    std_name: str = ""
    since: CxxStandard | None = CxxStandard.CXX11
    """The first dialect that has the template; None where there is none."""
    until: CxxStandard = CxxStandard.CXX26
    """The last dialect that does not deprecate it."""
    feature_macro: str = ""


_WORDS: Mapping[Trait, _Words] = {
    Trait.TRIVIAL: _Words("trivial", "__is_trivial(T)", until=CxxStandard.CXX23),
    Trait.TRIVIALLY_COPYABLE: _Words("trivially copyable", "__is_trivially_copyable(T)"),
    Trait.STANDARD_LAYOUT: _Words("standard-layout", "__is_standard_layout(T)"),
    Trait.POD: _Words("a POD class", "__is_pod(T)", until=CxxStandard.CXX17),
    Trait.AGGREGATE: _Words("an aggregate", "__is_aggregate(T)", since=CxxStandard.CXX17),
    Trait.EMPTY: _Words("empty", "__is_empty(T)"),
    Trait.POLYMORPHIC: _Words("polymorphic", "__is_polymorphic(T)"),
    Trait.ABSTRACT: _Words("abstract", "__is_abstract(T)"),
    Trait.FINAL: _Words("final", "__is_final(T)", since=CxxStandard.CXX14),
    Trait.TRIVIALLY_DEFAULT_CONSTRUCTIBLE: _Words("trivially default constructible", "__is_trivially_constructible(T)"),
    Trait.TRIVIALLY_COPY_CONSTRUCTIBLE: _Words(
        "trivially copy constructible", "__is_trivially_constructible(T, const T&)"
    ),
    # T stands for an xvalue here, and T&& does not exist in C++98
    Trait.TRIVIALLY_MOVE_CONSTRUCTIBLE: _Words("trivially move constructible", "__is_trivially_constructible(T, T)"),
    Trait.TRIVIALLY_COPY_ASSIGNABLE: _Words("trivially copy assignable", "__is_trivially_assignable(T&, const T&)"),
    Trait.TRIVIALLY_MOVE_ASSIGNABLE: _Words("trivially move assignable", "__is_trivially_assignable(T&, T)"),
    Trait.TRIVIALLY_DESTRUCTIBLE: _Words("trivially destructible", "podcheck_trivially_destructible(T)"),
    Trait.HAS_UNIQUE_OBJECT_REPRESENTATIONS: _Words(
        "a class with unique object representations",
        "__has_unique_object_representations(T)",
        std_name="has_unique_object_representations",
        since=CxxStandard.CXX17,
    ),
    Trait.IMPLICIT_LIFETIME: _Words(
        "an implicit-lifetime class",
        "podcheck_implicit_lifetime(T)",
        since=CxxStandard.CXX23,
        feature_macro="__cpp_lib_is_implicit_lifetime",
    ),
}
