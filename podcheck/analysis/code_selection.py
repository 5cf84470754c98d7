"""Which findings `--select` and `--ignore` mean: by code, by a code's first words, by family."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

FAMILIES = ("uses", "contracts", "compilers", "comments")
"""What a family's name may be; `uses` are the codes of places that need a trait."""

_CODES = {
    "contracts": ("requirement", "broken-contract", "broken-layout-contract", "unmatched-contract"),
    "compilers": ("unexplained-mismatch",),
    "comments": ("unused-suppression",),
}


def is_chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether findings with the code count: the more exact of what fits decides, and `ignore` between equals.

    `raw` with `raw-copy` ignored are all raw ones but that; `raw-copy` with `raw` ignored is that one.
    """
    chosen = max((exactness(name, code) for name in select), default=0) if select else 1
    return chosen > max((exactness(name, code) for name in ignore), default=0)


def exactness(name: str, code: str) -> int:
    """Return 0 where the name does not mean the code, 1 for its family, and more the more of the code it says."""
    if name == code:
        return len(code) + 2
    if code.startswith(f"{name}-"):
        return len(name) + 2
    return 1 if code in _codes_of(name) else 0


@cache
def _codes_of(family: str) -> frozenset[str]:
    if family != "uses":
        return frozenset(_CODES.get(family, ()))
    from podcheck.rules.docs.finding_codes import USES

    return frozenset(need.code for need in USES)
