"""What the values of the configuration file must be: what reads each, and its JSON Schema."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from podcheck.config.allowed_arguments import clang_arguments, compiler_name
from podcheck.config.option_table import ValueKind
from podcheck.errors import ConfigError
from podcheck.expressions import MOST_CHARACTERS, check_expression
from podcheck.files import is_within, real
from podcheck.model.contracts import Authority, demand
from podcheck.model.patterns import check_patterns
from podcheck.model.report_formats import FORMAT_MODULES, SEVERITIES
from podcheck.model.traits import CxxStandard
from podcheck.suggest import advice

Reader = Callable[[object, Path], object]
"""Of a value and the configuration's folder: what the value means. Raises ConfigError for one that means nothing."""

Schema = Mapping[str, Any]


def read_text(value: object, folder: Path) -> str:
    del folder
    if not isinstance(value, str) or not value:
        raise ConfigError(f"must be a string, not {describe_kind(value)}", 'Write it in quotes: "...".')
    if "\0" in value:
        raise ConfigError("must not hold a NUL character, which no file or program can be given")
    return value


def read_texts(value: object, folder: Path) -> list[str]:
    """Return a list of strings; a single text is a list of one."""
    if isinstance(value, str) and value:
        return [read_text(value, folder)]
    if not isinstance(value, list) or not value:
        raise ConfigError(
            f"must be a list of strings, not {describe_kind(value)}", 'Write it in brackets: ["...", "..."].'
        )
    return [read_text(item, folder) for item in value]


def describe_kind(value: object) -> str:
    if value in ("", []):
        return "an empty string" if value == "" else "an empty list"
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a text", dict: "a table", list: "a list"}
    return kinds.get(type(value), "a date")


def _read_switch(value: object, folder: Path) -> bool:
    del folder
    if not isinstance(value, bool):
        raise ConfigError(f"must be true or false, not {describe_kind(value)}")
    return value


def _read_seconds(value: object, folder: Path) -> float:
    del folder
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e9:
        raise ConfigError(
            f"must be a number above 0, not {value if type(value) in (int, float) else describe_kind(value)}"
        )
    return value


def _read_count(value: object, folder: Path) -> int:
    number = _read_seconds(value, folder)
    if not isinstance(number, int):
        raise ConfigError(f"must be a whole number, not {number}")
    return number


def _read_file(value: object, folder: Path) -> str:
    return os.path.relpath(folder / read_text(value, folder))


def _read_own_file(value: object, folder: Path) -> str:
    """Return a file below the configuration's folder: one that is written, too, must not be any of the machine's."""
    file = _read_file(value, folder)
    if not is_within(folder / str(value), folder):
        advice = f"Put it there, or drop this setting and use the command line: --baseline {shlex.quote(file)}"
        raise ConfigError(f"{value!r} is outside the configuration's folder", advice)
    return file


def _read_reports(value: object, folder: Path) -> list[str]:
    """Return NAME=FILE each. Every run writes the files: none may be one of a hidden folder's, such as git's."""
    return [_read_report(text, folder) for text in read_texts(value, folder)]


def _read_report(text: str, folder: Path) -> str:
    name, equals, file = text.partition("=")
    if not equals or not file or name not in FORMAT_MODULES:
        raise ConfigError(f"{text!r} is not NAME=FILE", f"NAME is one of {', '.join(FORMAT_MODULES)}.")
    target, top = real(folder / file), real(folder)
    if not target.is_relative_to(top) or any(part.startswith(".") for part in target.relative_to(top).parts):
        advice = f"Put it there, or use the command line: --report {shlex.quote(text)}"
        raise ConfigError(f"{file!r} is outside the configuration's folder, or is hidden in it", advice)
    return f"{name}={os.path.relpath(folder / file)}"


def _read_expression(value: object, folder: Path) -> str:
    text = read_text(value, folder)
    check_expression(text)
    return text


def read_glob(value: object, folder: Path) -> str:
    text = read_text(value, folder)
    if len(text) > MOST_CHARACTERS:
        raise ConfigError(f"a pattern of {len(text)} characters is more than {MOST_CHARACTERS}")
    return text


def _read_patterns(value: object, folder: Path) -> tuple[str, ...]:
    patterns = () if value == [] else tuple(read_texts(value, folder))
    check_patterns(patterns)
    return patterns


def _checked_by(parse: Callable[[str], object]) -> Callable[[object, Path], str]:
    def check(value: object, folder: Path) -> str:
        text = read_text(value, folder)
        parse(text)
        return text

    return check


def _each_checked_by(parse: Callable[[str], object]) -> Callable[[object, Path], list[str]]:
    def check(value: object, folder: Path) -> list[str]:
        texts = read_texts(value, folder)
        for text in texts:
            parse(text)
        return texts

    return check


def _read_arguments(value: object, folder: Path) -> tuple[str, ...]:
    return clang_arguments(read_texts(value, folder), folder)


def _read_format(value: object, folder: Path) -> str:
    name = read_text(value, folder)
    if name not in FORMAT_MODULES:
        raise ConfigError(f"there is no format {name!r}", advice(name, FORMAT_MODULES))
    return name


def _read_severity(value: object, folder: Path) -> str:
    severity = read_text(value, folder)
    if severity not in SEVERITIES:
        raise ConfigError(f"there is no severity {severity!r}", f"It is one of {', '.join(SEVERITIES)}.")
    return severity


class Value(Struct, frozen=True):
    """What a value must be."""

    words: str
    """In words, for a reader."""

    schema: Schema
    """The same as JSON Schema, as far as that can say it."""

    read: Reader | None = None
    """What reads it; None: it holds keys of its own, and `file` reads those."""


_NOT_EMPTY: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"oneOf": [_NOT_EMPTY, {"type": "array", "items": _NOT_EMPTY, "minItems": 1}]}
_REPORT: Schema = {"type": "string", "pattern": f"^({'|'.join(FORMAT_MODULES)})=."}
_REPORTS: Schema = {"oneOf": [_REPORT, {"type": "array", "items": _REPORT, "minItems": 1}]}
_PATTERNS: Schema = {"oneOf": [_NOT_EMPTY, {"type": "array", "items": _NOT_EMPTY}]}
_POSITIVE: Schema = {"exclusiveMinimum": 0, "exclusiveMaximum": 1_000_000_000}
_VERDICT: Schema = {"enum": [authority.value for authority in Authority]}
_NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 64}
_WRAPPER: Schema = {
    "oneOf": [
        _NOT_EMPTY,
        {
            "type": "object",
            "properties": {"like": _NOT_EMPTY, **dict.fromkeys(("bytes", "size", "to", "from"), _NUMBER)},
            "required": ["like"],
            "additionalProperties": False,
        },
    ]
}
_CONTRACT: Schema = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("path", "namespace", "name", "attribute", "base", "require", "forbid"), _TEXTS),
        "verdict": _VERDICT,
        "reason": _NOT_EMPTY,
    },
    "anyOf": [{"required": ["require"]}, {"required": ["forbid"]}],
    "additionalProperties": False,
}

VALUES: Mapping[ValueKind, Value] = {
    "dialect": Value("text", _NOT_EMPTY, _checked_by(CxxStandard.parse)),
    "expression": Value("text", _NOT_EMPTY, _read_expression),
    "file": Value("path", _NOT_EMPTY, _read_file),
    "own-file": Value("path below this file's folder", _NOT_EMPTY, _read_own_file),
    "switch": Value("true, false", {"type": "boolean"}, _read_switch),
    "compilers": Value("list of strings", _TEXTS, _each_checked_by(compiler_name)),
    "count": Value("whole number", {"type": "integer", **_POSITIVE}, _read_count),
    "seconds": Value("number", {"type": "number", **_POSITIVE}, _read_seconds),
    "arguments": Value("list of strings", _TEXTS, _read_arguments),
    "patterns": Value("list of strings", _PATTERNS, _read_patterns),
    "demands": Value("list of strings", _TEXTS, _each_checked_by(demand)),
    "verdict": Value("text", _VERDICT, _checked_by(Authority.parse)),
    "severity": Value("text", {"enum": list(SEVERITIES)}, _read_severity),
    "texts": Value("list of strings", _TEXTS, read_texts),
    "format": Value("text", {"enum": list(FORMAT_MODULES)}, _read_format),
    "reports": Value("list of strings", _REPORTS, _read_reports),
    "uses": Value(
        "true, false, table",
        {"oneOf": [{"type": "boolean"}, {"type": "object", "additionalProperties": _WRAPPER}]},
    ),
    "codes-by-file": Value("table", {"type": "object", "additionalProperties": _TEXTS}),
    "contracts": Value("array of tables", {"type": "array", "items": _CONTRACT}),
}
"""By kind."""
