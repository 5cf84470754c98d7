"""The configuration file's keys and values, each checked, with the line where it stands."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct, field

from podcheck.config.allowed_arguments import clang_arguments, compiler_name
from podcheck.config.discovery import SHARED
from podcheck.config.toml_lines import line_of
from podcheck.errors import ConfigError
from podcheck.expressions import MOST_CHARACTERS, check_expression
from podcheck.files import is_within, read_bytes
from podcheck.model.contracts import Authority, Contract, Demand, Selector, demand
from podcheck.model.file_rules import FileRules
from podcheck.model.patterns import check_patterns
from podcheck.model.problems import Location
from podcheck.model.traits import CxxStandard
from podcheck.model.wrappers import read_wrapper
from podcheck.suggest import advice

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LARGEST = 1 << 20


class ConfigFile(Struct, frozen=True):
    """A configuration file, checked. `options`: by the names of `podcheck.config.settings.make`'s parameters."""

    path: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    contracts: tuple[Contract, ...] = ()
    file_rules: FileRules = FileRules()


class Source(Struct, frozen=True):
    """The text that is being read; `prefix`: `("tool", "podcheck")` in a file that others share."""

    path: Path
    text: str
    prefix: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The path as messages have it."""
        return os.path.relpath(self.path)

    def place(self, *keys: str | int) -> Location:
        """Where the key stands."""
        return Location(self.shown, line_of(self.text, (*self.prefix, *keys)), 1)

    def refuse(self, keys: tuple[str | int, ...], what: str, hint: str = "") -> NoReturn:
        """Raise ConfigError about the key."""
        place = self.place(*keys)
        raise ConfigError(f"{place.file}:{place.line}: {what}", hint)


def read(path: Path) -> ConfigFile:
    """Read and check a configuration file. Raises ConfigError, which names file and line."""
    shown = os.path.relpath(path)
    try:
        text = read_bytes(path, _LARGEST).decode("utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{shown}: can't be read: {error.strerror}", "Check the path and its permissions.") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{shown}: this is not TOML: {error}", "https://toml.io says how it is written.") from None
    prefix = ("tool", "podcheck") if path.name == SHARED else ()
    for key in prefix:
        content = content.get(key, {}) if isinstance(content, dict) else {}
    source = Source(path, text, prefix)
    if not isinstance(content, dict):
        source.refuse((), "this is no table", "Write [tool.podcheck] and its keys below.")
    options: dict[str, Any] = {}
    content = dict(content)
    if isinstance(content.get("uses"), bool):
        options["uses"] = content.pop("uses")
    contracts: tuple[Contract, ...] = ()
    rules: dict[str, Any] = {}
    for written, value in content.items():
        key = written.replace("_", "-")
        if key == "contract":
            contracts = _contracts(source, written, value)
        elif key == "uses":
            options["wrappers"] = _wrappers(source, value)
        elif key == "per-file-ignores":
            rules["per_file_ignores"] = _per_file_ignores(source, written, value)
        elif key in _OPTIONS or key in _OF_FILES:
            name, check = _OPTIONS[key] if key in _OPTIONS else (_OF_FILES[key], _patterns)
            try:
                (options if key in _OPTIONS else rules)[name] = check(value, path.parent)
            except ConfigError as error:
                source.refuse((written,), f"{written}: {error.what}", error.advice)
        else:
            known = [*_OPTIONS, *_OF_FILES, "contract", "uses", "per-file-ignores"]
            source.refuse((written,), f"unknown key {written!r}", advice(key, known))
    root = os.path.realpath(path.parent)
    return ConfigFile(path, options, contracts, FileRules(root, source.shown, **rules))


def _text(value: object, folder: Path) -> str:
    del folder
    if not isinstance(value, str) or not value:
        raise ConfigError(f"must be a text, not {_kind(value)}", 'Write it in quotes: "...".')
    if "\0" in value:
        raise ConfigError("must not hold a NUL character, which no file or program can be given")
    return value


def _texts(value: object, folder: Path) -> list[str]:
    """A list of texts; a single text is a list of one."""
    if isinstance(value, str) and value:
        return [_text(value, folder)]
    if not isinstance(value, list) or not value:
        raise ConfigError(f"must be a list of texts, not {_kind(value)}", 'Write it in brackets: ["...", "..."].')
    return [_text(item, folder) for item in value]


def _kind(value: object) -> str:
    if value in ("", []):
        return "an empty text" if value == "" else "an empty list"
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a text", dict: "a table", list: "a list"}
    return kinds.get(type(value), "a date")


def _boolean(value: object, folder: Path) -> bool:
    del folder
    if not isinstance(value, bool):
        raise ConfigError(f"must be true or false, not {_kind(value)}")
    return value


def _positive(value: object, folder: Path) -> float:
    del folder
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e9:
        raise ConfigError(f"must be a number above 0, not {value if type(value) in (int, float) else _kind(value)}")
    return value


def _whole(value: object, folder: Path) -> int:
    number = _positive(value, folder)
    if not isinstance(number, int):
        raise ConfigError(f"must be a whole number, not {number}")
    return number


def _file(value: object, folder: Path) -> str:
    return os.path.relpath(folder / _text(value, folder))


def _own_file(value: object, folder: Path) -> str:
    """A file below the configuration's folder: one that is written, too, must not be any of the machine's."""
    file = _file(value, folder)
    if not is_within(folder / str(value), folder):
        advice = f"Keep it there, or leave this out and give it on the command line: --baseline {shlex.quote(file)}"
        raise ConfigError(f"{value!r} leads out of the configuration's folder", advice)
    return file


def _pattern(value: object, folder: Path) -> str:
    text = _text(value, folder)
    check_expression(text)
    return text


def _glob(value: object, folder: Path) -> str:
    text = _text(value, folder)
    if len(text) > MOST_CHARACTERS:
        raise ConfigError(f"a pattern of {len(text)} characters is more than {MOST_CHARACTERS}")
    return text


def _patterns(value: object, folder: Path) -> tuple[str, ...]:
    patterns = () if value == [] else tuple(_texts(value, folder))
    check_patterns(patterns)
    return patterns


def _per_file_ignores(source: Source, written: str, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read the table `[per-file-ignores]`: by pattern of files, the codes that don't count there."""
    if not isinstance(value, dict):
        hint = 'Write [per-file-ignores], and below it "tests/**" = ["raw-copy"].'
        source.refuse((written,), f"{written} must be a table, not {_kind(value)}", hint)
    rules = []
    for pattern, codes in value.items():
        try:
            check_patterns([pattern])
            rules.append((pattern, tuple(_texts(codes, source.path.parent))))
        except ConfigError as error:
            source.refuse((written, pattern), f"{written}: {pattern}: {error.what}", error.advice)
    return tuple(rules)


def _parse(parse: Callable[[str], object]) -> Callable[[object, Path], str]:
    def check(value: object, folder: Path) -> str:
        text = _text(value, folder)
        parse(text)
        return text

    return check


def _each(parse: Callable[[str], object]) -> Callable[[object, Path], list[str]]:
    def check(value: object, folder: Path) -> list[str]:
        texts = _texts(value, folder)
        for text in texts:
            parse(text)
        return texts

    return check


_OPTIONS: Mapping[str, tuple[str, Callable[[object, Path], object]]] = {
    "std": ("std", _parse(CxxStandard.parse)),
    "compilers": ("compilers", _each(compiler_name)),
    "cross-check": ("cross_check", _boolean),
    "verdict": ("verdict", _parse(Authority.parse)),
    "headers": ("headers", _pattern),
    "require": ("require", _each(demand)),
    "select": ("select", _texts),
    "ignore": ("ignore", _texts),
    "baseline": ("baseline", _own_file),
    "build-dir": ("build_dir", _file),
    "clang-args": ("clang_args", lambda value, folder: clang_arguments(_texts(value, folder), folder)),
    "jobs": ("jobs", _whole),
    "timeout": ("timeout", _positive),
}
"""By the key in the file: the parameter of `podcheck.config.settings.make`, and what checks the value."""

_OF_FILES = {"exclude": "exclude", "extend-exclude": "extend_exclude"}
"""By the key in the file: the field of `FileRules`."""

_SELECTING = {"path": "paths", "namespace": "namespaces", "name": "names", "attribute": "attributes", "base": "bases"}
_OF_CONTRACT = (*_SELECTING, "require", "forbid", "verdict", "reason")


def _wrappers(source: Source, value: object) -> dict[str, object]:
    """The table `[uses]`: the user's own functions, each with the one that it is like."""
    if not isinstance(value, dict):
        hint = 'Write [uses], and below it my_memcpy = "memcpy".'
        source.refuse(("uses",), f"uses must be true, false or a table, not {_kind(value)}", hint)
    for name, like in value.items():
        try:
            read_wrapper(name, like)
        except ConfigError as error:
            source.refuse(("uses", name), error.what, error.advice)
    return dict(value)


def _contracts(source: Source, key: str, value: object) -> tuple[Contract, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        source.refuse((key,), f"{key} must be an array of tables", "Write [[contract]] above each.")
    return tuple(_contract(source, key, number, item) for number, item in enumerate(value))


def _contract(source: Source, array: str, number: int, table: Mapping[str, object]) -> Contract:
    folder = source.path.parent
    selecting: dict[str, tuple[str, ...]] = {}
    demands: list[Demand] = []
    authority: Authority | None = None
    note = ""
    for key, value in table.items():
        where = (array, number, key)
        try:
            if key in _SELECTING:
                selecting[_SELECTING[key]] = tuple(_glob(text, folder) for text in _texts(value, folder))
            elif key in ("require", "forbid"):
                demands += (demand(text, wanted=key == "require") for text in _texts(value, folder))
            elif key == "verdict":
                authority = Authority.parse(_text(value, folder))
            elif key == "reason":
                note = " ".join(_text(value, folder).split())
            else:
                source.refuse(where, f"unknown key {key!r} of a contract", advice(key, _OF_CONTRACT, "It has {}."))
        except ConfigError as error:
            if error.what.startswith(f"{source.shown}:"):
                raise
            source.refuse(where, f"{key}: {error.what}", error.advice)
    if not demands:
        hint = 'Write `require = ["trivially_copyable"]` or `forbid = [...]`.'
        source.refuse((array, number), "this contract asks for nothing", hint)
    selector = Selector(str(folder), **selecting)
    return Contract(tuple(demands), source.place(array, number), selector, authority, note)
