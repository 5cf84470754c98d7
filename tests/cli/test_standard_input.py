"""`check --stdin-filename`: the text that an editor has is checked as that file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, podcheck
from tests.needs import HANGS_AFTER


def check(text: bytes, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "podcheck", "check", "--no-cross-check", *arguments],
        input=text,
        cwd=cwd,
        capture_output=True,
        timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def test_flags_contracts_and_headers_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "podcheck.toml").write_text('require = ["pod"]\n')
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "part.hpp").write_text("struct Part { int i = 1; };\n")
    (tmp_path / "src" / "a.cpp").write_text("not even C++\n")
    run = check(b'#include "part.hpp"\nstruct A { Part p; };\n', "--stdin-filename", "src/a.cpp", "-q", cwd=tmp_path)
    assert run.returncode == 1
    assert b"src/part.hpp:1:19: error: 'A' is not a POD class" in run.stderr


@pytest.mark.parametrize("text", [b"", b"// \xff\xfe\r\nstruct A { int i; };"], ids=["nothing", "no UTF-8"])
def test_any_text_will_do_and_the_file_need_not_be_there(text: bytes, tmp_path: Path) -> None:
    run = check(text, "--stdin-filename", "new.cpp", cwd=tmp_path)
    assert (run.returncode, b"Traceback" in run.stderr) == (0, False)
    assert (b"new.cpp:2" in run.stdout) == bool(text)


def test_it_goes_with_no_other_file(tmp_path: Path) -> None:
    run = podcheck("check", "b.cpp", "--stdin-filename", "a.cpp", cwd=tmp_path)
    assert run.returncode == 2
    assert "--stdin-filename names the only file" in run.stderr


def test_the_kept_headers_are_used(tmp_path: Path) -> None:
    """What a run over the project has precompiled serves the editor's text as well."""
    for number in range(6):
        (tmp_path / f"s{number}.cpp").write_text(f"#include <vector>\nstruct S{number} {{ std::vector<int> v; }};\n")
    environment = ("--cache-dir", str(tmp_path / "cache"))
    assert check(b"", ".", *environment, cwd=tmp_path).returncode == 0
    text = b"#include <vector>\nstruct S { std::vector<char> v; };\n"
    run = check(text, "--stdin-filename", "s1.cpp", "-v", *environment, cwd=tmp_path)
    assert run.returncode == 0
    assert b"1 of 1 files were parsed on top of the headers that they share" in run.stderr


def test_what_is_shown_of_the_source_is_that_text(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("// as it was\n// as it was\n")
    text = b"struct A { ~A(); };  // podcheck: require trivial\n"
    run = check(text, "--stdin-filename", "./a.cpp", cwd=tmp_path)
    assert run.returncode == 1
    assert b"1 | struct A { ~A(); };" in run.stdout
