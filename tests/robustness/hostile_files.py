"""Files with names of bytes that are no text and sources cut to pieces, and what holds for every report on them."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from xml.etree import ElementTree as ET

from podcheck.report import FORMATS

_PIECES = b":: ##[x] \x1b[2J \n \r \t \xff \xe2\x80\xae <b> ]]> & ' \" ` | %0A % $(x) ; * - . a \\ {{x}} @x #1"
_WORDS = 'struct class union template < > { } ( ) ; : , int a S virtual = default delete & ~ # " \' /* */ R"( requires'

HOW = ("--require", "pod", "--no-cross-check", "--no-cache")


def write_files(folder: Path, dice: random.Random, count: int) -> list[str]:
    """Write so many files; return their names."""
    pieces, words = _PIECES.split(b" "), _WORDS.split()
    names: list[str] = []
    for number in range(count):
        name = b"%d" % number + b"".join(dice.choice(pieces) for _ in range(dice.randrange(8))) + b".cpp"
        text = f"struct S{number} {{ S{number}(const S{number}&); int a; }};\n" + " ".join(
            dice.choice(words) for _ in range(dice.randrange(60) * dice.randrange(2))
        )
        names.append(os.fsdecode(name))
        (folder / names[-1]).write_text(text)
    return names


def report_options(folder: Path) -> list[str]:
    """Return the options that have a report of every format written there."""
    return [f"--report={format_}={folder / f'report.{format_}'}" for format_ in FORMATS]


def is_printable(shown: str) -> bool:
    """Whether what was printed gives no order to a terminal."""
    return all(char.isprintable() or char == "\n" for char in shown)


def wrong_reports(folder: Path) -> list[str]:
    """Return the formats whose reports are not what their readers take."""
    return [format_ for format_ in FORMATS if not _is_sound(format_, folder / f"report.{format_}")]


def _is_sound(format_: str, file: Path) -> bool:
    try:
        text = file.read_text("utf-8")
        if format_ in ("json", "json2", "sarif", "gitlab", "rdjson"):
            content = json.loads(text)
            if format_.startswith("json") and not content["schema"].startswith("podcheck-report/"):
                return False
        elif format_ in ("junit", "checkstyle"):
            ET.fromstring(text)
    except (OSError, ValueError, KeyError, TypeError, ET.ParseError):
        return False
    return "\x1b" not in text or format_ == "github"  # which tells a path as it is
