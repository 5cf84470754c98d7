"""Text for terminals."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podcheck.report.text import columns, safe, shorten, shorten_name, wrap


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
