"""The table of options: what is made from it, the command line and the configuration file, has what it says."""

from __future__ import annotations

import inspect
import json
import sys
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import jsonschema
import pytest
from msgspec import structs

import podcheck as api
from podcheck.cli.main import podcheck
from podcheck.config import overlaid
from podcheck.config.documentation import render_commented_file
from podcheck.config.file import read
from podcheck.config.option_table import DEFAULTS, FILE_RULES, KEYS, OPTIONS, Option, ValueKind, options_of
from podcheck.config.schema import FILE, configuration_schema, render_schema
from podcheck.config.settings import make_settings
from podcheck.config.values import VALUES
from podcheck.dev.documents.commands import subcommands
from podcheck.errors import ConfigError
from podcheck.model.file_rules import FileRules
from podcheck.model.settings import ExtractOptions
from tests.config.test_reading import WHOLE

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = {option.name: option for option in OPTIONS}
NOT_OPTIONS = {"paths", "command", "apart", "cache", "text", "file_rules", "wrappers", "configuration"}
"""Parameters that no option gives, or that several do."""


def commands(group: click.Group = podcheck) -> Iterator[tuple[str, click.Command]]:
    """Yield each command by the name that the table has for it: those of a group share its name."""
    for name, command in subcommands(group):
        if isinstance(command, click.Group):
            yield from ((name, below) for _, below in commands(command))
        else:
            yield name, command


@pytest.mark.parametrize("function", [make_settings, api.check], ids=["make_settings", "podcheck.check"])
def test_parameters_have_the_defaults_of_the_table(function: Callable[..., object]) -> None:
    parameters = inspect.signature(function).parameters
    assert set(parameters) - NOT_OPTIONS <= set(TABLE)
    for name in set(parameters) - NOT_OPTIONS:
        assert parameters[name].default == TABLE[name].default, name


def test_what_workers_go_by_begins_with_the_defaults_of_the_table() -> None:
    defaults = structs.asdict(ExtractOptions())
    assert defaults.pop("apart") is False
    assert defaults == {name: DEFAULTS[name] for name in defaults}


@pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[1].name) for pair in commands()])
def test_a_command_has_the_options_that_the_table_has_for_it(name: str, command: click.Command) -> None:
    given = {param.name: param for param in command.params if isinstance(param, click.Option)}
    for option in options_of(name):
        if (name, option.name) == ("baseline", "baseline"):
            continue
        flags = [flag for text in option.flags for flag in text.split("/") if flag.startswith("-")]
        param = given[option.name]
        assert [*param.opts, *param.secondary_opts] == flags
        assert (param.help, param.metavar, param.hidden) == (option.help_in(name), option.metavar, option.hidden)
        assert param.multiple == option.multiple
        if option.choices:
            assert isinstance(param.type, click.Choice)
            assert tuple(param.type.choices) == option.choices
    own = {
        "baseline": {"baseline"},
        "layout": {"format_"},
        "compare": {"format_"},
        "diff": {"format_", "fail_on"},
        "explain": {"format_"},
        "rule": {"format_"},
    }
    others = set(TABLE) - {option.name for option in options_of(name)} - own.get(name, set())
    assert not others & set(given)


def test_the_cores_of_the_machine_are_what_check_alone_begins_with() -> None:
    jobs = {name: param.default for name, command in commands() for param in command.params if param.name == "jobs"}
    assert callable(jobs.pop("check"))
    assert set(jobs.values()) == {DEFAULTS["jobs"]}


def test_names_flags_and_keys_are_each_once() -> None:
    assert len(TABLE) == len(OPTIONS)
    assert len(KEYS) == sum(option.key is not None for option in OPTIONS)
    for name, command in commands():
        flags = [flag for param in command.params for flag in (*param.opts, *param.secondary_opts)]
        assert len(set(flags)) == len(flags), name


def test_every_kind_of_value_is_one_of_a_key_and_is_known() -> None:
    kinds = set(typing.get_args(ValueKind))
    assert set(VALUES) == kinds == {option.kind for option in KEYS.values()}
    assert {option.name for option in KEYS.values()} - FILE_RULES - {"format_", "reports", "fail_on"} <= set(
        inspect.signature(make_settings).parameters
    )
    assert set(structs.asdict(FileRules())) >= FILE_RULES


def write(folder: Path, text: str) -> Path:
    (folder / "podcheck.toml").write_text(text)
    return folder / "podcheck.toml"


@pytest.mark.parametrize("option", KEYS.values(), ids=list(KEYS))
def test_the_example_of_a_key_is_read(option: Option, tmp_path: Path) -> None:
    settings = read(write(tmp_path, option.example))
    assert option.example.startswith(f"{option.key} = ")
    rules = structs.asdict(settings.file_rules)
    plain = structs.asdict(FileRules(rules["root"], rules["origin"]))
    changed = {*settings.options, *(name for name in rules if rules[name] != plain[name])}
    changed |= {"contracts"} if settings.contracts else set()
    assert changed == {"wrappers" if option.name == "uses" else option.name}


def test_the_commented_file_says_nothing_and_uncommented_everything(tmp_path: Path) -> None:
    text = render_commented_file()
    nothing = read(write(tmp_path, text))
    assert (nothing.options, nothing.contracts, nothing.file_rules.exclude) == ({}, (), None)
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    whole = read(write(tmp_path, "\n".join(line.removeprefix("#") for line in lines)))
    keys = {option.name for option in KEYS.values()}
    assert {*whole.options, "contracts", "uses", *FILE_RULES} == {*keys, "wrappers"}
    assert max(map(len, text.splitlines())) <= 100


def test_a_file_fills_in_what_has_the_tables_default(tmp_path: Path) -> None:
    file = write(tmp_path, 'jobs = 3\ntimeout = 5\nverdict = "both"\ncross-check = false\nheaders = "x"\n')
    chosen = {"jobs": 1, "timeout": 60.0, "verdict": "standard", "cross_check": True, "headers": None}
    filled = overlaid(str(file), chosen)
    assert {name: filled[name] for name in chosen} == {
        "jobs": 3, "timeout": 5, "verdict": "both", "cross_check": False, "headers": "x",
    }  # fmt: skip
    assert overlaid(str(file), {**chosen, "jobs": 2})["jobs"] == 2


def test_the_schema_that_is_shipped_is_what_the_table_makes() -> None:
    assert FILE.read_text(encoding="ascii") == render_schema(), "python -m podcheck.dev write-docs"
    jsonschema.Draft7Validator.check_schema(configuration_schema())


VALUES_OF_ALL_KINDS = (
    "true", "false",
    "0", "1", "-3", "4.5", "1e9", '""', '"x"', '"c++17"', '"both"', '"json"', '"g++"', '"pod"', '"-Ix"',
    "[]", '["x"]', '["g++-12"]', '["pod", "size <= 4"]', "[1]", '[""]', "{}", '{ memcpy2 = "memcpy" }',
    '{ put = { like = "write", bytes = 1, size = 2 } }', '{ put = { like = "write", byte = 1 } }', '{ "a/" = ["x"] }',
    '{ "a/" = [] }', '[{ require = "pod" }]', '[{ reason = "x" }]', '[{ forbid = ["empty"], verdict = "both" }]',
    '[{ require = "pod", pth = "x" }]', '"json=a.json"', '["sarif=x.sarif"]', '["nope=x"]', "1979-05-27",
)  # fmt: skip


@pytest.mark.parametrize("key", [*KEYS, "clang_args", "per_file_ignores", "stdd"])
def test_the_schema_takes_what_podcheck_takes(key: str, tmp_path: Path) -> None:
    """What podcheck refuses the schema refuses too, but for what it means: names of traits, flags, expressions."""
    validator = jsonschema.Draft7Validator(configuration_schema())
    kinds = (
        "cross-check",
        "verdict",
        "format",
        "report",
        "timeout",
        "select",
        "ignore",
        "exclude",
        "extend-exclude",
        "contract",
    )
    for value in VALUES_OF_ALL_KINDS:
        file = write(tmp_path, f"{key} = {value}\n")
        try:
            read(file)
            is_taken = True
        except ConfigError:
            is_taken = False
        is_valid = validator.is_valid(_plain(file))
        assert is_valid or not is_taken, value
        if key in (*kinds, "stdd"):
            assert is_valid == is_taken, value


def test_the_schema_takes_a_whole_configuration(tmp_path: Path) -> None:
    for text in (WHOLE.replace("over\n the", "over the"), render_commented_file()):
        jsonschema.validate(_plain(write(tmp_path, text)), json.loads(FILE.read_text(encoding="ascii")))


def _plain(file: Path) -> dict[str, object]:
    content: dict[str, object] = tomllib.loads(file.read_text())
    return content
