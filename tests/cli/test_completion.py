"""What a shell gets that asks how a word goes on."""

from __future__ import annotations

import pytest

from tests.cli.running import podcheck


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("rule mixed", ["mixed-access"]),
        ("check --require trivial,st", ["trivial,standard_layout"]),
        ("check --std c++2", ["c++20", "c++23", "c++26"]),
        ("explain --std a", ["all"]),
        ("check --ignore raw-co", ["raw-copy", "raw-compare-padding", "raw-compare-values"]),
        ("asserts --only st", ["standard_layout"]),
        ("check --format sar", ["sarif"]),
    ],
)
def test_a_shell_completes(words: str, completed: list[str]) -> None:
    count = str(len(words.split()))
    done = podcheck(COMP_WORDS=f"podcheck {words}", COMP_CWORD=count, _PODCHECK_COMPLETE="bash_complete")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"plain,{word}" for word in completed]
