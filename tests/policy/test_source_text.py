"""Comments are found in any text, whatever else stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podcheck.policy.comments.class_heads import classes_for_comment
from podcheck.policy.comments.directives import directives
from podcheck.policy.comments.source_text import page_of
from podcheck.policy.comments.suppressions import suppressions
from tests.policy.running import found, report

PIECES = st.sampled_from(
    [
        b"//", b"/*", b"*/", b"\\", b"\n", b"\r\n", b'"', b"'", b'R"x(', b')x"', b"1'0", b"podcheck: ", b"require pod",
        b"ignore[requirement]", b"ignore-begin", b"NOLINT(podcheck-*)", b"NOLINTEND(podcheck)", b"struct A {};",
        b"#if 0", b"#endif", b"\xff\xfe", "\u202e\u00e4".encode(), b"\0", b"[", b"]", b",", b" -- ",
        b"size <= 3", b"requre x",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map(b"".join)


@given(TEXTS)
def test_nothing_moves_and_every_directive_has_its_place(text: bytes) -> None:
    page = page_of("a.cpp", text)
    if b"podcheck" not in text:
        assert page.remarks == ()
        return
    assert len(page.code) == len(text)
    assert page.code.count(b"\n") == text.count(b"\n")
    orders, problems = directives(page)
    for order in orders:
        offset = page.offset(order.place.line, order.place.column)
        assert text[offset:].startswith((b"podcheck", b"NOLINT")), (text, order)
        classes_for_comment(page, (), order.start, order.end)
        page.conditional(order.place.line)
    assert all(problem.location is not None and problem.location.line for problem in problems)
    suppressions(page, ())


@given(st.binary(max_size=200))
def test_any_bytes_will_do(text: bytes) -> None:
    directives(page_of("a.cpp", text + b"// podcheck: ignore"))


def test_a_large_file_takes_no_time_to_speak_of() -> None:
    text = b"struct A { int a; }; // podcheck: ignore\n" * 20_000 + b'"' * 100_000 + b"'" * 100_000 + b"/*" * 100_000
    page = page_of("a.cpp", text)
    assert len(directives(page)[0]) == 20_000
    nothing_behind = page_of("a.cpp", b"// podcheck: ignore-next-line\n" * 20_000)
    found_there = suppressions(nothing_behind, ())[0]
    assert len(found_there) == 20_000
    assert not any(nothing_behind.conditional(suppression.place.line) for suppression in found_there)


def test_words_in_other_encodings_hurt_nothing() -> None:
    text = "struct A\u00e4 { A\u00e4(); }; // \u202e\u00e4 podcheck: ignore[requirement] \u00fcber"
    assert found(text, require=["pod"]) == []
    latin = b"struct A { A(); }; // \xe4 podcheck: ignore[requirement]".decode("latin-1")
    assert found(latin, require=["pod"]) == []
    hostile = "struct A { A(); }; // podcheck: require pod -- \x1b[31m"
    assert "\x1b" in report(hostile).findings[0].message  # reports escape it: see tests/report
