"""A unit and the modules that it imports as one text, for compilers."""

from __future__ import annotations

import os
import re

from podcheck.cpp.imports import FOLDER, REFUSED, Followed, follow
from podcheck.model.units import Unit
from podcheck.paths import spell_file

_OURS = re.compile(rb'^#include "' + FOLDER.encode() + rb'/(with_)?(\d{1,6})\.hpp"', re.MULTILINE)
_QUOTED = re.compile(rb'^([ \t]*#[ \t]*include[ \t]*")([^"\n]+)"', re.MULTILINE)
_REFUSED_LINE = re.compile(rb"^" + REFUSED + rb"\d+", re.MULTILINE)
_BEHIND = b'\n# 1 "podcheck-behind"\n'


def in_one_text(unit: Unit, text: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the text with what the unit imports standing in it, for compilers, and the arguments for that.

    The text is the unit's, perhaps with something more on its lines.
    """
    followed = follow(unit, text)
    if followed is None:
        return text, unit.arguments
    plain = followed.text
    entered: set[int] = set()
    pieces: list[bytes] = []
    at = 0
    for match in _OURS.finditer(plain):
        order = [number for number in followed.orders.get(int(match[2]), ()) if number not in entered]
        entered.update(order)
        line = plain.count(b"\n", 0, match.start()) + 1
        back = f'\n# {line} "'.encode() + _escape(unit.file) + b'"\n'
        pieces += [plain[at : match.start()], *(_enter(number, followed) for number in order), back]
        at = match.end()
    return _REFUSED_LINE.sub(b"", b"".join([*pieces, plain[at:]])), followed.arguments


def _enter(number: int, followed: Followed) -> bytes:
    """Return the text of one module, with the macros of others hidden."""
    wrapper = followed.files[f"{FOLDER}/{number}.hpp"].removeprefix(b"#pragma once\n")
    path = followed.sources.get(number)
    if path is None:
        return _BEHIND + wrapper
    before, _, behind = wrapper.partition(b'#include "' + os.fsencode(path) + b'"\n')
    plain = _with_whole_names(followed.files[path], os.path.dirname(path))
    return b"".join([_BEHIND, before, b'# 1 "', _escape(spell_file(path)), b'"\n', plain, _BEHIND, behind])


def _with_whole_names(text: bytes, folder: str) -> bytes:
    """Return the text with the whole path of each header that is included in quotes and lies in the folder."""

    def whole(match: re.Match[bytes]) -> bytes:
        path = os.path.join(folder, os.fsdecode(match[2]))
        return match[1] + os.fsencode(path) + b'"' if os.path.isfile(path) else match[0]

    return _QUOTED.sub(whole, text)


def _escape(file: str) -> bytes:
    return file.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").encode("utf-8", "surrogateescape")
