"""The page of traits: what a class must be to have one, in each dialect, from the conditions of the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from podcheck.model.traits import CxxStandard, Trait
from podcheck.model.verdicts import RuleClause
from podcheck.report.reasons.references import link
from podcheck.rules.docs.pages import codes, page

_ALTERNATIVES = {Trait.IMPLICIT_LIFETIME.value: ("[class.prop]/9.1", "[class.prop]/9.2")}
"""Of a trait for which one of several lists of conditions is enough: the clause of each list."""


class _Condition(Struct, frozen=True):
    code: str
    clause: RuleClause


def render_traits() -> str:
    """Return a section for each trait, and one for each term that conditions of others are made of."""
    conditions = tuple(_Condition(code, clause) for code in codes() for clause in page(code).clauses)
    by_trait = (_trait(trait, _asked_by(trait.value, conditions)) for trait in Trait)
    names = dict.fromkeys(name for each in conditions for name in each.clause.asked_by)
    terms = [name for name in names if name.startswith(("trivial ", "deleted "))]
    by_term = (f"### {_term(name)}\n\n{_definitions(name, _asked_by(name, conditions))}" for name in terms)
    return "\n".join((*by_trait, "## Special members\n", _ABOUT_TERMS, *by_term))


_ABOUT_TERMS = """\
What the traits above ask of constructors, assignment operators and the destructor. The conditions apply to a function
that is implicit or defaulted; one that is deleted by the user is deleted, one that is user-provided is not trivial.
"""


def _trait(trait: Trait, conditions: Sequence[_Condition]) -> str:
    since = [std for std in CxxStandard if trait.is_in_library(std)]
    library = f"`std::{trait.std_name}`"
    if not since:
        library = f"no template of its own in the dialects that podcheck knows; podcheck's name is `{trait.value}`"
    elif since[-1] is not max(CxxStandard):
        library += f" (from {since[0].spelling} on, deprecated after {since[-1].spelling})"
    else:
        library += f" (from {since[0].spelling} on)"
    builtin = f"`{trait.builtin}`" if trait.builtin.startswith("__") else "an expression of several builtins"
    about = f"The class is {trait.phrase}. In the library: {library}. Compilers are asked {builtin}."
    return f"## `{trait.value}`\n\n{about}\n\n{_definitions(trait.value, conditions)}"


def _asked_by(name: str, conditions: Sequence[_Condition]) -> tuple[_Condition, ...]:
    return tuple(each for each in conditions if name in each.clause.asked_by)


def _definitions(name: str, conditions: Sequence[_Condition]) -> str:
    """Return the conditions under the dialects in which they are the same."""

    def holding(std: CxxStandard) -> tuple[_Condition, ...]:
        return tuple(each for each in conditions if each.clause.since <= std <= each.clause.until)

    parts = [(list(stds), those) for those, stds in groupby(CxxStandard, holding)]
    return "\n".join(f"{_dialects(stds)}: {_list(name, those)}" for stds, those in parts if those)


def _list(name: str, conditions: Sequence[_Condition]) -> str:
    many = name.startswith("deleted ")
    if name not in _ALTERNATIVES:
        intro = "**it is not deleted if each of these holds**" if many else "**all of these hold**"
        return f"{intro}\n\n{_items(conditions)}\n"
    lists = [tuple(each for each in conditions if each.clause.clause == clause) for clause in _ALTERNATIVES[name]]
    others = tuple(each for each in conditions if each.clause.clause not in _ALTERNATIVES[name])
    joined = "\n**or all of these**\n\n".join(f"{_items(each)}\n" for each in lists)
    return f"**all of these hold**\n\n{joined}" + (f"\n**and in both cases**\n\n{_items(others)}\n" if others else "")


def _items(conditions: Sequence[_Condition]) -> str:
    return "\n".join(
        f"- {link(each.clause.condition)} {link(each.clause.clause)} [`{each.code}`](../rules/{each.code}.md)"
        for each in sorted(conditions, key=lambda each: _order(each.clause.clause))
    )


def _order(clause: str) -> tuple[str, tuple[int, ...]]:
    """Return what sorts clauses as the standard has them: by label, then by the numbers of the paragraph."""
    label, _, paragraph = clause.partition("/")
    return label, tuple(int(number) for number in re.findall(r"\d+", paragraph))


def _dialects(stds: Sequence[CxxStandard]) -> str:
    first, last = stds[0].spelling.upper(), stds[-1].spelling.upper()
    return f"In {first}" if first == last else f"{first} to {last}"


def _term(name: str) -> str:
    return name[0].upper() + name[1:]
