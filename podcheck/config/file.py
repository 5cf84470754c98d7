"""The configuration file's keys and values, each checked, with the line where it stands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct, field

from podcheck.config.discovery import SHARED
from podcheck.config.option_table import FILE_RULES, KEYS, Option
from podcheck.config.toml_lines import line_of
from podcheck.config.values import VALUES, describe_kind, read_glob, read_text, read_texts
from podcheck.errors import ConfigError
from podcheck.files import read_bytes
from podcheck.model.contracts import Authority, Contract, Demand, Selector, demand
from podcheck.model.file_rules import FileRules
from podcheck.model.patterns import check_patterns
from podcheck.model.problems import Location
from podcheck.model.wrappers import read_wrapper
from podcheck.suggest import advice

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LARGEST = 1 << 20


class ConfigFile(Struct, frozen=True):
    """A configuration file, checked."""

    path: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    """By the names of the option table."""

    contracts: tuple[Contract, ...] = ()
    file_rules: FileRules = FileRules()
    source: Source | None = None
    """Its text."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys as the file spells them, by the names of the option table."""

    def find_line(self, name: str) -> int | None:
        """Return the line in which the option of that name stands; None where it does not."""
        key = self.keys.get(name)
        return self.source.place(key).line if self.source is not None and key is not None else None


class Source(Struct, frozen=True):
    """The text that is being read."""

    path: Path
    text: str
    prefix: tuple[str, ...]
    """The tables around all keys: `("tool", "podcheck")` in a file that others share, else none."""

    @property
    def shown(self) -> str:
        """Return the path as messages have it."""
        return os.path.relpath(self.path)

    def place(self, *keys: str | int) -> Location:
        """Return where the key stands."""
        return Location(self.shown, line_of(self.text, (*self.prefix, *keys)), 1)

    def refuse(self, keys: tuple[str | int, ...], what: str, hint: str = "") -> NoReturn:
        """Raise ConfigError about the key."""
        place = self.place(*keys)
        raise ConfigError(f"{place.file}:{place.line}: {what}", hint)


def read(path: Path) -> ConfigFile:
    """Return a configuration file, checked. Raises ConfigError, which names file and line."""
    shown = os.path.relpath(path)
    try:
        text = read_bytes(path, _LARGEST).decode("utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{shown}: can't be read: {error.strerror}", "Check the path and its permissions.") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{shown}: this is not TOML: {error}", "See https://toml.io for the syntax.") from None
    prefix = ("tool", "podcheck") if path.name == SHARED else ()
    for key in prefix:
        content = content.get(key, {}) if isinstance(content, dict) else {}
    source = Source(path, text, prefix)
    if not isinstance(content, dict):
        source.refuse((), "this is not a table", "Write [tool.podcheck] and its keys below.")
    options: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    contracts: tuple[Contract, ...] = ()
    keys: dict[str, str] = {}
    for written, value in content.items():
        key = written.replace("_", "-")
        option = KEYS.get(key)
        if option is None:
            source.refuse((written,), f"unknown key {written!r}", advice(key, KEYS))
        keys[option.name] = written
        if option.kind == "contracts":
            contracts = _contracts(source, written, value)
        elif option.kind == "uses" and not isinstance(value, bool):
            options["wrappers"] = _wrappers(source, value)
        else:
            (rules if option.name in FILE_RULES else options)[option.name] = _read_value(source, written, option, value)
    root = os.path.realpath(path.parent)
    return ConfigFile(path, options, contracts, FileRules(root, source.shown, **rules), source, keys)


def _read_value(source: Source, written: str, option: Option, value: object) -> object:
    if option.kind == "codes-by-file":
        return _per_file_ignores(source, written, value)
    read = VALUES[option.kind].read
    try:
        return value if read is None else read(value, source.path.parent)
    except ConfigError as error:
        source.refuse((written,), f"{written}: {error.what}", error.advice)


def _per_file_ignores(source: Source, written: str, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the table `[per-file-ignores]`: by pattern of files, the codes that don't count there."""
    if not isinstance(value, dict):
        hint = 'Write [per-file-ignores], and below it "tests/**" = ["raw-copy"].'
        source.refuse((written,), f"{written} must be a table, not {describe_kind(value)}", hint)
    rules = []
    for pattern, codes in value.items():
        try:
            check_patterns([pattern])
            rules.append((pattern, tuple(read_texts(codes, source.path.parent))))
        except ConfigError as error:
            source.refuse((written, pattern), f"{written}: {pattern}: {error.what}", error.advice)
    return tuple(rules)


_SELECTING = {"path": "paths", "namespace": "namespaces", "name": "names", "attribute": "attributes", "base": "bases"}
_OF_CONTRACT = (*_SELECTING, "require", "forbid", "verdict", "reason")


def _wrappers(source: Source, value: object) -> dict[str, object]:
    """Return the table `[uses]`: the user's own functions, each with the one that it is like."""
    if not isinstance(value, dict):
        hint = 'Write [uses], and below it my_memcpy = "memcpy".'
        source.refuse(("uses",), f"uses must be true, false or a table, not {describe_kind(value)}", hint)
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
                selecting[_SELECTING[key]] = tuple(read_glob(text, folder) for text in read_texts(value, folder))
            elif key in ("require", "forbid"):
                demands += (demand(text, wanted=key == "require") for text in read_texts(value, folder))
            elif key == "verdict":
                authority = Authority.parse(read_text(value, folder))
            elif key == "reason":
                note = " ".join(read_text(value, folder).split())
            else:
                source.refuse(where, f"unknown key {key!r} of a contract", advice(key, _OF_CONTRACT, "It has {}."))
        except ConfigError as error:
            if error.what.startswith(f"{source.shown}:"):
                raise
            source.refuse(where, f"{key}: {error.what}", error.advice)
    if not demands:
        hint = 'Write `require = ["trivially_copyable"]` or `forbid = [...]`.'
        source.refuse((array, number), "this contract requires nothing", hint)
    selector = Selector(str(folder), **selecting)
    return Contract(tuple(demands), source.place(array, number), selector, authority, note)
