"""Text for terminals."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podcheck.report.text.terminal import columns, fold_names, safe, shorten, shorten_name, wrap


@pytest.mark.parametrize(
    ("name", "width", "short"),
    [
        ("std::vector<int>", 20, "std::vector<int>"),
        ("std::vector<std::pair<int, char>>", 24, "std::vector<\u2026>"),
        ("std::vector<std::pair<int, char>>", 27, "std::vector<std::pair<\u2026>>"),
        ("a_very_long_name_without_arguments", 11, "a_ver\u2026ments"),
    ],
)
def test_names_lose_their_inner_arguments_first(name: str, width: int, short: str) -> None:
    assert shorten_name(name, width) == short


@given(st.text(), st.integers(4, 60))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert columns(shorten(safe(text), width)) <= width


@example("\u1715\U0001dab0", 12)  # a mark that takes a column only behind another character
@given(st.text(), st.integers(12, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = list(wrap(safe(text), width, "    "))
    assert all(columns(line) <= width for line in lines)
    assert "".join(line[4:] for line in lines).replace(" ", "") == safe(text).replace(" ", "")


@given(st.text())
def test_safe_text_is_on_one_line_and_printable(text: str) -> None:
    shown = safe(text)
    assert shown.isprintable()
    assert safe(text, unicode=False).isascii()


@given(st.text(st.sampled_from("ab<>, \u6f22e\u0301")), st.integers(-3, 30), st.integers(0, 40))
def test_wrapping_ends_and_loses_nothing(words: str, width: int, indent: int) -> None:
    lines = list(wrap(words, width, " " * indent))
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(columns(line) <= max(width, indent + 8) for line in lines)


@given(st.text(st.sampled_from("ab<>:, \u6f22")), st.integers(1, 30))
def test_a_name_is_shortened_to_its_width(name: str, width: int) -> None:
    assert columns(shorten_name(name, width)) <= width


def test_a_long_name_takes_no_longer_than_its_length() -> None:
    deep = "P<" * 50_000 + "a" + ">" * 50_000
    assert columns(shorten_name(deep, 20)) <= 20
    marks = "e" + "\u0301" * 100_000
    assert sum(map(len, wrap(marks, 8))) == len(marks)


def test_names_are_told_apart_by_what_a_narrow_column_leaves_out_of_them() -> None:
    arguments = [f"{kind}, wire::{order}_endian" for kind in ("unsigned short", "long") for order in ("big", "little")]
    names = [f"library::Endian<{each}>" for each in arguments]
    alone = "library::Endian<unsigned long long, wire::big_endian>"
    folded = fold_names([*names, "Plain"], [21] * 5)
    assert len(set(folded)) == 5
    assert all(columns(line) <= 21 for text in folded for line in text.split("\n"))
    assert fold_names([alone], [21]) == ["library::Endian<\u2026>"]
    assert fold_names([alone, alone], [21, 21]) == ["library::Endian<\u2026>"] * 2, "one name needs no telling apart"


@given(st.lists(st.text(), max_size=6), st.integers(8, 40))
def test_folded_names_fit(names: list[str], width: int) -> None:
    for text in fold_names([safe(name) for name in names], [width] * len(names)):
        assert all(columns(line) <= width for line in text.split("\n"))
