"""XML as every parser takes it: the library escapes markup, we what XML 1.0 can't hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from podcheck.report.text.terminal import visible

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (`Char`), and the carriage return, which a parser turns into a newline."""


def text(value: str) -> str:
    """Return `value` with each character that XML can't hold shown as C++ would write it (`\\x1b`)."""
    return _NO_XML.sub(lambda match: visible(match[0]), value)


def element(name: str, attributes: dict[str, str], body: str | None = None) -> ET.Element:
    """Return an element with escaped attributes and text."""
    made = ET.Element(name, {key: text(value) for key, value in attributes.items()})
    made.text = text(body) if body is not None else None
    return made


def document(root: ET.Element) -> str:
    """Return the whole document, indented, in ASCII (so any encoding will do), ending in a newline."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "us-ascii", xml_declaration=False).decode()}\n'
