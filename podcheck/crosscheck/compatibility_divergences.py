"""The catalogue of layout-compatibility: where a compiler's `std::is_layout_compatible` is not the standard's, as data.

Measured with GCC 12, Clang 19 and Clang 22; GCC's sources have done the same since.
"""

from __future__ import annotations

from podcheck.crosscheck.affected_versions import AffectedVersions
from podcheck.crosscheck.divergences import CLANG, GCC


class CompatibilityDivergence(AffectedVersions, frozen=True):
    """One family of compilers that compares two classes by another rule."""

    number: str
    """The defect report; a clause where there is none."""

    family: str
    rule: str
    """The rule that it has instead: one of `podcheck.rules.abi.layout_compatible.OTHER_RULES`."""

    note: str


COMPATIBILITY_CATALOGUE: tuple[CompatibilityDivergence, ...] = (
    CompatibilityDivergence(
        "CWG2759", GCC, "overlapping-in-both",
        "the first member with [[no_unique_address]] ends the common initial sequence; for g++ it goes on where both "
        "members have it, as N4950 had it",
    ),
    CompatibilityDivergence(
        "[class.mem.general]/24", GCC, "same-size",
        "the members decide, for unions too ([class.mem.general]/25): g++ also compares the sizes of the classes",
    ),
    CompatibilityDivergence(
        "CWG2583", CLANG, "own-alignment",
        "members must be aligned alike, whether by alignas, by their types or by packing: Clang compares only what "
        "alignas says at the member, even where it changes nothing",
    ),
)  # fmt: skip
