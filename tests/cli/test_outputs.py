"""What is written is not what is read, and what is printed gives no orders to a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import podcheck

TEXT = "struct A { int i; };\n"


@pytest.mark.parametrize(
    "words",
    [
        ("asserts", "a.hpp", "-o", "./a.hpp", "--no-cross-check"),
        ("asserts", ".", "-o", "a.hpp", "--no-cross-check"),
        ("asserts", "a.hpp", "-o", "link.hpp", "--no-cross-check"),
        ("check", "a.hpp", "--report", "json=a.hpp", "--no-cross-check"),
        ("baseline", "create", "a.hpp", "--force", "--baseline", "a.hpp", "--no-cross-check"),
    ],
    ids=" ".join,
)
def test_a_source_is_not_overwritten(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.hpp").write_text(TEXT)
    (tmp_path / "link.hpp").symlink_to("a.hpp")
    done = podcheck(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is also an input: it would be overwritten\n  Name another file to write.\n" in done.stderr
    assert (tmp_path / "a.hpp").read_text() == TEXT


def test_asserts_may_be_made_again_beside_what_they_are_about(tmp_path: Path) -> None:
    (tmp_path / "a.hpp").write_text(TEXT)
    for _ in range(2):
        assert podcheck("asserts", ".", "-o", "made.hpp", "--no-cross-check", cwd=tmp_path).returncode == 0
        assert '#include "a.hpp"' in (tmp_path / "made.hpp").read_text()


@pytest.mark.parametrize(
    ("words", "variable"),
    [
        (("cache", "info"), "PODCHECK_CACHE_DIR"),
        (("cache", "clear"), "PODCHECK_CACHE_DIR"),
        (("doctor",), "PODCHECK_LIBCLANG"),
    ],
)
def test_names_from_the_environment_are_no_orders(tmp_path: Path, words: tuple[str, ...], variable: str) -> None:
    done = podcheck(*words, cwd=tmp_path, **{variable: "a\x1b[2J"})
    assert "a\\x1b[2J" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
