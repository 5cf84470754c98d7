"""Terminal colours, all in one place: a style is asked for by what it means."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from podcheck.model.traits import Truth


class Style(Enum):
    """What a piece of text means; the value is its SGR parameter."""

    YES = "32"
    NO = "31"
    UNKNOWN = "33"
    ALARM = "1;31"
    HEADING = "1"
    FAINT = "2"


ANSWERS: Mapping[Truth, tuple[str, Style]] = {
    Truth.YES: ("yes", Style.YES),
    Truth.NO: ("no", Style.NO),
    Truth.UNKNOWN: ("?", Style.UNKNOWN),
}
"""What is written for an answer, and in which style."""


def paint(text: str, style: Style, color: bool) -> str:
    """Return `text` in `style`; unchanged where there is no colour or nothing to colour."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if color and text else text
