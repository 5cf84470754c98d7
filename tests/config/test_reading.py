"""Configuration files: what they may hold, and what is said of what they may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from podcheck.config import settings_for
from podcheck.config.file import read
from podcheck.config.toml_lines import line_of
from podcheck.errors import ConfigError
from podcheck.model.contracts import Authority, MeasureDemand, NoPadding, TraitDemand
from podcheck.model.traits import Trait

WHOLE = """
# all keys
std = "c++17"
compilers = ["g++-12", "x86_64-linux-gnu-g++", "all"]
cross-check = true
verdict = "both"
headers = "^include/"
require = ["pod", "is_empty"]
select = ["requirement"]
ignore = "unused-suppression"
baseline = "accepted.json"
build-dir = "build"
clang-args = ["-Iinclude", "-isystem", "third", "-DA=1", "-D", "B", "-fno-exceptions"]
jobs = 4
timeout = 2.5

[[contract]]
path = ["wire/**", "*.h"]
namespace = "wire"
name = "*Message"
attribute = "packed"
base = "Message"
require = ["trivially_copyable", "size <= 64", "align == 8", "no_padding"]
forbid = "polymorphic"
verdict = "compilers"
reason = "goes over
 the wire"
"""


def written(folder: Path, text: str, name: str = "podcheck.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_every_key(tmp_path: Path) -> None:
    settings = read(written(tmp_path, WHOLE.replace("over\n the", "over the")))
    folder = os.path.relpath(tmp_path)
    assert settings.options == {
        "std": "c++17",
        "compilers": ["g++-12", "x86_64-linux-gnu-g++", "all"],
        "cross_check": True,
        "verdict": "both",
        "headers": "^include/",
        "require": ["pod", "is_empty"],
        "select": ["requirement"],
        "ignore": ["unused-suppression"],
        "baseline": f"{folder}/accepted.json",
        "build_dir": f"{folder}/build",
        "clang_args": (
            f"-I{folder}/include", "-isystem", f"{folder}/third", "-DA=1", "-D", "B", "-fno-exceptions",
        ),
        "jobs": 4,
        "timeout": 2.5,
    }  # fmt: skip
    (contract,) = settings.contracts
    assert contract.demands[0] == TraitDemand(Trait.TRIVIALLY_COPYABLE)
    assert [str(demand) for demand in contract.demands if isinstance(demand, MeasureDemand)] == [
        "size <= 64",
        "align == 8",
    ]
    assert contract.demands[-2:] == (NoPadding(), TraitDemand(Trait.POLYMORPHIC, wanted=False))
    assert (contract.authority, contract.note) == (Authority.COMPILERS, "goes over the wire")
    assert contract.selector.paths == ("wire/**", "*.h")
    assert contract.place is not None
    assert contract.place.line == 17


def test_the_next_one_upwards_is_read_and_others_tables_do_not_matter(tmp_path: Path) -> None:
    written(tmp_path, '[tool.podcheck]\nstd = "c++14"\n[tool.other]\nstd = 3\n', "pyproject.toml")
    written(tmp_path / "a", "[tool.black]\nline-length = 100\n", "pyproject.toml")
    (tmp_path / "a" / "b").mkdir()
    settings = settings_for(tmp_path / "a" / "b")
    assert settings is not None
    assert settings.path == tmp_path / "pyproject.toml"
    assert settings.options == {"std": "c++14"}
    written(tmp_path / "a", 'std = "c++11"\n')
    nearer = settings_for(tmp_path / "a" / "b")
    assert nearer is not None
    assert nearer.options == {"std": "c++11"}


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ('stdd = "c++17"', 1, "unknown key 'stdd'", "Did you mean std?"),
        ('\n\ncompiler = ["g++"]', 3, "unknown key 'compiler'", "Did you mean compilers?"),
        ('std = "c++19"', 1, "unknown C++ dialect 'c++19'", "podcheck knows c++98"),
        ("std = 17", 1, "must be a string, not a number", "Write it in quotes"),
        ('require = ["podd"]', 1, "unknown trait 'podd'", "Did you mean pod?"),
        ('verdict = "standrad"', 1, "unknown verdict 'standrad'", "Did you mean standard?"),
        ('headers = "*"', 1, "is not a regular expression", ""),
        ("jobs = 1.5", 1, "must be a whole number, not 1.5", ""),
        ("jobs = true", 1, "must be a number above 0, not true or false", ""),
        ("timeout = -1", 1, "must be a number above 0, not -1", ""),
        ("timeout = nan", 1, "must be a number above 0, not nan", ""),
        ("cross-check = 1", 1, "must be true or false, not a number", ""),
        ("require = []", 1, "not an empty list", ""),
        ("require = [1]", 1, "must be a string, not a number", ""),
        ('compilers = ["./g++"]', 1, "'./g++' is not the plain name of a compiler", "A configuration file may name"),
        ('compilers = ["rm"]', 1, "'rm' is not the plain name of a compiler", "A configuration file may name"),
        ('clang-args = ["-fplugin=a.so"]', 1, "'-fplugin=a.so' is not allowed in", "Pass it on the command line"),
        ('clang-args = ["-Xclang", "-load"]', 1, "'-Xclang' is not allowed in", "Pass it on the command line"),
        ('clang-args = ["-wrapper", "sh"]', 1, "'-wrapper' is not allowed in", "Pass it on the command line"),
        ('clang-args = ["-B", "."]', 1, "'-B' is not allowed in", "Pass it on the command line"),
        ('clang-args = ["@file"]', 1, "'@file' is not allowed in", "Pass it on the command line"),
        ('clang-args = ["-DX\\n-fplugin=x"]', 1, "is not allowed in", "Pass it on the command line"),
        ('clang-args = ["-I"]', 1, "'-I' without a path", ""),
        ('contract = "x"', 1, "contract must be an array of tables", "Write [[contract]]"),
        ('[contract]\nname = "x"', 1, "contract must be an array of tables", "Write [[contract]]"),
        ('[[contract]]\nname = "x"', 1, "this contract requires nothing", "Write `require"),
        ('[[contract]]\nnmae = "x"', 2, "unknown key 'nmae' of a contract", "Did you mean name?"),
        (
            '[[contract]]\nrequire="pod"\n\n[[contract]]\nrequire = "podd"',
            5,
            "unknown trait 'podd'",
            "Did you mean pod?",
        ),
        ('[[contract]]\nrequire = ["size <= x"]', 2, "'x' is not a number of bytes", ""),
        ('[[contract]]\nforbid = ["no_padding"]', 2, "'no_padding' can't be forbidden", ""),
        ('[[contract]]\nrequire = "pod"\nname = []', 3, "not an empty list", ""),
        ('[[contract]]\nrequire = "pod"\nverdict = "all"', 3, "unknown verdict 'all'", "It is one of standard"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, what: str, hint: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read(path)
    assert caught.value.what.startswith(f"{os.path.relpath(path)}:{line}: ")
    assert what in caught.value.what
    assert caught.value.advice.startswith(hint)


@pytest.mark.parametrize(
    "content",
    [b"x = [", b"\xff\xfe", b"a = 1\na = 2", b"x = " + b"[" * 5000, b"#" * (2 << 20), b"x = " + b"9" * 9000],
)
def test_what_is_no_configuration_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "podcheck.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"podcheck\.toml: "):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read: No such file"):
        read(tmp_path / "none.toml")


def test_in_a_file_that_others_share_lines_are_counted_from_its_top(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.podcheck]\nstd = "c++17"\n[[tool.podcheck.contract]]\nrequire = ["pdo"]\n'
    with pytest.raises(ConfigError, match=r"pyproject\.toml:7: require: unknown trait 'pdo'"):
        read(written(tmp_path, text, "pyproject.toml"))


def test_lines_of_keys_in_any_notation() -> None:
    text = '"a" = 1\nb.c = 2\n[t]\n# k = 0\nk = [\n  1,\n]\n[[u]]\nx = 1\n[[u]]\nx = 2\n[u.v]\ny = 3\nw = {z = 1}\n'
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b", "c")) == 2
    assert line_of(text, ("t", "k")) == 5
    assert line_of(text, ("u", 1, "x")) == 11
    assert line_of(text, ("u", 0, "x")) == 9
    assert line_of(text, ("nowhere",)) == 1


@pytest.mark.parametrize(
    "file",
    [
        "../out.json",
        "/etc/out.json",
        ".git/config",
        "a/.hidden/out.json",
        ".envrc",
        "link/out.json",
        "a/../../out.json",
    ],
)
def test_reports_of_the_configuration_lie_below_its_folder(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(ConfigError) as caught:
        read(written(folder, f'std = "c++17"\nreport = ["json={file}"]\n'))
    shown = os.path.relpath(folder / "podcheck.toml")
    assert caught.value.what == (
        f"{shown}:2: report: {file!r} is outside the configuration's folder, or is hidden in it"
    )
    assert "--report" in caught.value.advice


def test_reports_of_the_configuration_are_meant_from_its_folder_on(tmp_path: Path) -> None:
    settings = read(written(tmp_path, 'report = ["json=out/a.json", "sarif=b=c.sarif"]\n'))
    folder = os.path.relpath(tmp_path)
    assert settings.options["reports"] == [f"json={folder}/out/a.json", f"sarif={folder}/b=c.sarif"]
    for text in ("json", "jsn=a", "json=", "=a"):
        with pytest.raises(ConfigError, match="is not NAME=FILE"):
            read(written(tmp_path, f'report = "{text}"\n'))
