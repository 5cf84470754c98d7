"""What a shell can complete behind an option: names that are looked up only when a shell asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import click

from podcheck.model.traits import CxxStandard, Trait

Completer = Callable[[click.Context, click.Parameter, str], "list[str]"]


def complete_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the codes of reasons and findings that begin so."""
    del ctx
    from podcheck.rules.docs.pages import codes

    return _complete_last(incomplete, codes(), param)


def complete_traits(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the traits, and what else can be required, that begin so."""
    del ctx
    others = ("no_padding", "no_pointers") if param.name == "require" else ()
    return _complete_last(incomplete, (*(trait.value for trait in Trait), *others), param)


def complete_dialects(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the dialects that begin so."""
    del param
    every = ("all",) if ctx.info_name == "explain" else ()
    return [name for name in (*(std.spelling for std in CxxStandard), *every) if name.startswith(incomplete)]


COMPLETERS: Mapping[str, Completer] = {
    "std": complete_dialects,
    "require": complete_traits,
    "only": complete_traits,
    "select": complete_codes,
    "ignore": complete_codes,
    "code": complete_codes,
}
"""By the name of the parameter."""


def _complete_last(incomplete: str, names: Iterable[str], param: click.Parameter) -> list[str]:
    """Complete the last of several names with commas between them, where the parameter takes several."""
    before, comma, last = incomplete.rpartition(",") if param.multiple else ("", "", incomplete)
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]
