"""Where the clauses, defect reports and papers that a text names can be read.

Clauses are linked in N4950, whose paragraphs podcheck counts: in the current draft they have moved on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_REFERENCE = re.compile(
    r"\[(?P<label>[a-z]+(?:\.[a-z]+)*)\](?:/(?P<paragraph>\d+(?:\.\d+)*))?"
    r"|\bCWG(?P<issue>\d+)\b|\b(?P<paper>[NP]\d{4}(?:R\d+)?)\b|(?P<abi>Itanium C\+\+ ABI(?: [\d.]+\d)?)"
)
_CODE = re.compile(r"(`[^`]*`)")

_UNLINKED = frozenset({"[class]/4", "[class.copy]/11"})
"""POD and trivial assignment in C++98, of which there is no page."""


def link(markdown: str) -> str:
    """Return the Markdown text with each reference as a link to it; what stands in backticks is left alone."""
    parts = _CODE.split(markdown)
    return "".join(part if part.startswith("`") else _REFERENCE.sub(_link, part) for part in parts)


def _link(match: re.Match[str]) -> str:
    url = _url(match)
    return f"[{match[0]}]({url})" if url else match[0]


def urls(text: str) -> Iterator[tuple[str, str]]:
    """Yield each reference that the text names, with its address, in their order."""
    for part in _CODE.split(text):
        if not part.startswith("`"):
            for match in _REFERENCE.finditer(part):
                if url := _url(match):
                    yield match[0], url


def _url(match: re.Match[str]) -> str:
    if match[0] in _UNLINKED:
        return ""
    if match["label"]:
        paragraph = f"#{match['paragraph']}" if match["paragraph"] else ""
        return f"https://timsong-cpp.github.io/cppwp/n4950/{match['label']}{paragraph}"
    if match["issue"]:
        return f"https://cplusplus.github.io/CWG/issues/{match['issue']}.html"
    if match["paper"]:
        return f"https://wg21.link/{match['paper']}"
    return "https://itanium-cxx-abi.github.io/cxx-abi/abi.html#POD"
