"""Files are replaced together or not at all."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcheck.errors import NotFixed
from podcheck.fixes.source.edits import apply, diff
from podcheck.fixes.source.tokens import Text
from podcheck.fixes.write_files import write
from podcheck.model.fixes import Edit


def test_nothing_is_written_where_one_of_two_can_not_be(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(b"1")
    bad.mkdir()
    before, after = {str(good): b"1", str(bad): b""}, {str(good): b"2", str(bad): b"2"}
    with pytest.raises(NotFixed, match="not a regular file"):
        write(before, after)
    assert good.read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "good"]


def test_the_first_is_put_back_where_the_second_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"1")
    real = os.replace

    def replace(source: str, target: str) -> None:
        if target == str(second):
            raise OSError(28, "No space left on device", target)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(NotFixed, match="No space left on device"):
        write({str(first): b"1", str(second): b"1"}, {str(first): b"2", str(second): b"2"})
    assert first.read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"new")
    with pytest.raises(NotFixed, match="changed meanwhile"):
        write({str(path): b"old"}, {str(path): b"fixed"})
    assert path.read_bytes() == b"new"


def test_edits_that_overlap_are_refused() -> None:
    assert apply({"a": b"abcdef"}, [Edit("a", 0, 3, b""), Edit("a", 2, 4, b"")]) is None
    assert apply({"a": b"abcdef"}, [Edit("a", 4, 9, b"")]) is None
    assert apply({}, [Edit("a", 0, 1, b"")]) is None
    assert apply({"a": b"abcdef"}, [Edit("a", 3, 4, b"X"), Edit("a", 0, 1, b""), Edit("a", 1, 1, b"Y")]) == {
        "a": b"YbcXef"
    }


def test_a_diff_of_a_file_without_a_last_newline() -> None:
    text = diff({"dir/a": b"x\ny"}, {"dir/a": b"x\nz\n"})
    assert text == "--- a/dir/a\n+++ b/dir/a\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n"


@given(st.binary(max_size=60))
def test_any_bytes_have_tokens_in_order(content: bytes) -> None:
    tokens = Text("a", content).tokens
    assert all(content[token.start : token.end] == token.text for token in tokens)
    assert all(token.end <= two.start for token, two in pairwise(tokens))


def test_tokens_know_comments_literals_and_directives() -> None:
    text = Text("a", b'a /* ; */ "x;\\"" R"q(;)" )q" \'{\' // }\\\n still\n  # define X {\\\n }\nb::c->d 1\'000')
    assert [token.text for token in text.tokens] == [
        b"a", b'"x;\\""', b'R"q(;)" )q"', b"'{'", b"# define X {\\\n }", b"b", b"::", b"c", b"->", b"d", b"1'000",
    ]  # fmt: skip
