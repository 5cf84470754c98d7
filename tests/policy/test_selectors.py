"""Which classes a configured contract is for, from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.model.contracts import Selector
from podcheck.policy.contracts.selectors import in_paths

CODE = """
namespace wire {
struct Message { virtual void f(); };
namespace detail { struct Login : Message {}; template<class T> struct Box { T t; virtual void f(); }; }
struct Near : detail::Login {};
}
struct [[clang::annotate("wire")]] Marked { virtual void f(); };
struct Last final { virtual void f(); };
wire::detail::Box<int> box;
"""


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ('name = "wire::Message"', ["wire::Message"]),
        ('name = "Message"', ["wire::Message"]),
        ('name = "::wire::*"', ["wire::Message", "Login", "Box<T>", "wire::Near", "Box<int>"]),
        ('name = "*::Login"', ["Login"]),
        ('name = "Box"', ["Box<T>", "Box<int>"]),
        ('name = "*Box<int>"', ["Box<int>"]),
        ('name = "message"', []),
        ('namespace = "wire"', ["wire::Message", "Login", "Box<T>", "wire::Near", "Box<int>"]),
        ('namespace = "wire::detail"', ["Login", "Box<T>", "Box<int>"]),
        ('namespace = "wir"', []),
        ('namespace = "*::detail"', ["Login", "Box<T>", "Box<int>"]),
        ('base = "Message"', ["Login", "wire::Near"]),
        ('base = "wire::Message"', ["Login", "wire::Near"]),
        ('base = "wire::detail::*"', ["wire::Near"]),
        ('base = "Near"', []),
        ('attribute = "wire"', ["Marked"]),
        ('attribute = "final"', ["Last"]),
        ('attribute = ["final", "wire"]', ["Marked", "Last"]),
        ('name = ["Near", "Last"]', ["wire::Near", "Last"]),
        ('namespace = "wire"\nname = "Near"', ["wire::Near"]),
        ('path = "unit.cpp"\nname = "Near"', ["wire::Near"]),
        ('path = "src/**"', []),
        ("", ["wire::Message", "Login", "Box<T>", "wire::Near", "Marked", "Last", "Box<int>"]),
    ],
)
def test_which_classes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, names: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("podcheck.toml").write_text(f'[[contract]]\n{keys}\nforbid = "polymorphic"\n')
    report = podcheck.check("unit.cpp", text=CODE, cross_check=False, configuration="podcheck.toml")
    assert [finding.record.replace("wire::detail::", "") for finding in report.findings] == names


@pytest.mark.parametrize(
    ("pattern", "file", "fits"),
    [
        ("wire/**", "wire/a.hpp", True),
        ("wire/**", "wire/deep/a.hpp", True),
        ("wire", "wire/deep/a.hpp", True),
        ("wire/", "wire/a.hpp", True),
        ("./wire/*.hpp", "wire/a.hpp", True),
        ("wire/*.hpp", "wire/deep/a.hpp", False),
        ("wire", "wireless/a.hpp", False),
        ("**/wire/*", "src/wire/a.hpp", True),
        ("**/wire/*", "wire/a.hpp", True),
        ("*.hpp", "a.hpp", True),
        ("*.hpp", "a.hppx", False),
        ("**/*.hpp", "x/y/a.hpp", True),
        ("a?.hpp", "ab.hpp", True),
        ("a.hpp", "axhpp", False),
    ],
)
def test_path_globs(tmp_path: Path, pattern: str, file: str, fits: bool) -> None:
    assert in_paths(Selector(str(tmp_path), paths=(pattern,)), str(tmp_path / file)) is fits
