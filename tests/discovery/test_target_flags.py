"""Flags of a build on another target than the build's: what is not for that one is left out, and said once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from tests.cli.running import podcheck

FLAGS = "-fPIC -march=x86-64-v3 -msse4.2 -mfpmath=sse -fno-exceptions -DX -fsanitize=thread -pthread -m64"


def project(folder: Path, command: str) -> Path:
    (folder / "a.cpp").write_text("struct A { long l; char c; };\n#ifndef X\n#error no flags\n#endif\n")
    items = [{"directory": str(folder), "file": "a.cpp", "command": f"{command} -c a.cpp"}]
    (folder / "compile_commands.json").write_text(json.dumps(items))
    return folder / "a.cpp"


@pytest.mark.parametrize("target", ["windows", "windows-32", "mingw", "arm64", "arm32", "riscv64", "wasm", "macos"])
def test_a_builds_own_options_do_not_stop_another_target(tmp_path: Path, target: str) -> None:
    file = project(tmp_path, f"g++ {FLAGS}")
    done = podcheck("layout", "A", str(file), "--target", target)
    assert (done.returncode, "A" in done.stdout) == (0, True), done.stderr
    assert "-m64 of the compile database does not exist for" in done.stderr


def test_what_is_left_out_and_what_stays(tmp_path: Path) -> None:
    file = project(tmp_path, f"g++ {FLAGS}")
    (unit,), notes = units_of(make_settings([str(file)], clang_args=["--target=x86_64-pc-windows-msvc"]).inputs)
    assert unit.arguments == (
        "-march=x86-64-v3", "-msse4.2", "-fno-exceptions", "-DX", "-pthread", "--target=x86_64-pc-windows-msvc",
    )  # fmt: skip
    assert sorted(note.message for note in notes) == [
        f"{option} of the compile database does not exist for x86_64-pc-windows-msvc: dropped"
        for option in ("-fPIC", "-fsanitize=thread", "-m64")
    ]
    assert not any(note.fatal for note in notes)


def test_a_cross_builds_options_that_clang_lacks_are_left_out(tmp_path: Path) -> None:
    """GCC takes more names of processors than Clang does."""
    file = project(tmp_path, "riscv64-linux-gnu-g++ -DX -march=rv64gc_xnoextension -mabi=lp64d -mcmodel=medany")
    (unit,), notes = units_of(make_settings([str(file)]).inputs)
    assert unit.arguments == ("--target=riscv64-linux-gnu", "-DX", "-mabi=lp64d")
    assert [note.message for note in notes] == [
        "-march=rv64gc_xnoextension of the compile database does not exist for riscv64-linux-gnu: dropped"
    ]


def test_what_the_user_says_stays(tmp_path: Path) -> None:
    """It is his to fix."""
    file = project(tmp_path, "g++ -DX -fPIC")
    (unit,), _ = units_of(make_settings([str(file)], clang_args=["-fPIC", "-target", "x86_64-pc-windows-msvc"]).inputs)
    assert unit.arguments == ("-DX", "-fPIC", "-target", "x86_64-pc-windows-msvc")


def test_without_a_target_nothing_is_asked_of_libclang(tmp_path: Path) -> None:
    file = project(tmp_path, f"g++ {FLAGS}")
    (unit,), notes = units_of(make_settings([str(file)]).inputs)
    assert ("-fPIC" in unit.arguments, "-m64" in unit.arguments, notes) == (True, True, ())
