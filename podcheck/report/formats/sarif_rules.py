"""What a SARIF viewer shows of a rule: the page of each code that stands in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from podcheck.addresses import rule_address
from podcheck.model.verdicts import RuleInfo
from podcheck.report.rules.markdown import rule_markdown

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"

_MOST_TAGS = 10
"""GitHub shows ten tags of a rule."""


def descriptors(codes: Iterable[str], rules: Mapping[str, RuleInfo]) -> tuple[dict[str, Json], ...]:
    """Return a `reportingDescriptor` for each code, those given in their order, then the others that have a page."""
    all_codes = dict.fromkeys((*codes, *sorted(rules)))
    return tuple(_descriptor(code, rules.get(code)) for code in all_codes)


def _descriptor(code: str, page: RuleInfo | None) -> dict[str, Json]:
    if page is None:
        return {"id": code, "shortDescription": {"text": code.replace("-", " ")}}
    return {
        "id": code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.what or page.title},
        "help": {"text": page.page or page.title, "markdown": rule_markdown(page)},
        **({"helpUri": address} if (address := rule_address(code)) else {}),
        "properties": {"tags": ["C++", *(trait.value for trait in page.traits)][:_MOST_TAGS], "precision": "very-high"},
    }
