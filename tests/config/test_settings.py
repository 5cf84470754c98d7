"""The settings of a run, checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.errors import ConfigError
from podcheck.model.traits import CxxStandard, Trait


@pytest.mark.parametrize(
    ("name", "trait"),
    [
        ("pod", Trait.POD),
        ("is_trivial", Trait.TRIVIAL),
        ("std::is_standard_layout_v", Trait.STANDARD_LAYOUT),
        ("trivially-copyable", Trait.TRIVIALLY_COPYABLE),
        (" Empty ", Trait.EMPTY),
    ],
)
def test_traits_by_any_of_their_names(name: str, trait: Trait) -> None:
    assert Trait.parse(name) is trait


def test_lists_may_be_joined_by_commas() -> None:
    policy = make_settings(["a"], require=["pod,trivial", "final"]).policy
    assert policy.require == (Trait.POD, Trait.TRIVIAL, Trait.FINAL)


@pytest.mark.parametrize(
    ("value", "std"),
    [
        ("c++98", "CXX98"),
        ("c++03", "CXX98"),
        ("gnu++17", "CXX17"),
        ("c++2b", "CXX23"),
        ("C++20", "CXX20"),
        ("c++2c", "CXX26"),
    ],
)
def test_dialects(value: str, std: str) -> None:
    assert make_settings(["a"], std=value).inputs.std is CxxStandard[std]


def test_a_std_among_the_arguments_counts_where_no_option_names_one() -> None:
    inputs = make_settings(["a"], clang_args=["-DA", "-std=c++11", "-std=c++14"]).inputs
    assert inputs.std is CxxStandard.CXX14
    assert inputs.clang_args == ("-DA",)
    assert make_settings(["a"], std="c++17", clang_args=["-std=c++11"]).inputs.std is CxxStandard.CXX17


def test_nonsense_is_refused_with_the_nearest_that_makes_sense() -> None:
    with pytest.raises(ConfigError) as caught:
        make_settings(["a"], require=["standard_layuot"])
    assert caught.value.advice == "Did you mean standard_layout?"
    with pytest.raises(ConfigError, match="unknown C"):
        make_settings(["a"], std="c++19")
    with pytest.raises(ConfigError, match="--jobs"):
        make_settings(["a"], jobs=0)
    for seconds in (0.0, -1.0, float("nan"), float("inf"), 1e300):
        with pytest.raises(ConfigError, match="--timeout must be a number of seconds above 0"):
            make_settings(["a"], timeout=seconds)
    with pytest.raises(ConfigError, match="--headers"):
        make_settings(["a"], headers="*")


def test_what_several_parts_need_is_in_each() -> None:
    made = make_settings(["a"], libclang="libclang.so", timeout=3, baseline="accepted.json")
    assert made.inputs.libclang == made.extract.libclang == Path("libclang.so")
    assert made.extract.timeout == made.crosscheck.timeout == 3
    assert made.inputs.baseline == made.policy.baseline == Path("accepted.json")


def test_nothing_is_kept_of_units_that_are_parsed_alone_or_come_from_elsewhere() -> None:
    assert make_settings(["a"], cache="kept").keeps
    assert not make_settings(["a"]).keeps
    assert not make_settings(["a"], cache="kept", isolate=True).keeps
    assert not make_settings(["a"], cache="kept", text="").keeps
