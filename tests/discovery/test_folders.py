"""A folder that no compile database knows: its sources, and its headers as these see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import podcheck


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project that a plain makefile may build: its header needs what the source includes before it."""
    (tmp_path / "crc.h").write_text("struct Crc { uint32_t table[4]; };\n")
    (tmp_path / "main.cc").write_text('#include <stdint.h>\n#include "crc.h"\nstruct Main { Crc crc; };\n')
    return tmp_path


def names(folder: Path, *arguments: str) -> tuple[list[str], str]:
    """Return the names of the classes in the report, and what is said on standard error."""
    run = podcheck("check", ".", "--no-cross-check", "--format", "json", *arguments, cwd=folder)
    return [record["name"] for record in json.loads(run.stdout)["records"]], run.stderr


def test_headers_are_as_the_sources_see_them(folder: Path) -> None:
    assert names(folder) == (["Crc", "Main"], "")


def test_a_header_that_no_source_includes_is_read_by_itself(folder: Path) -> None:
    (folder / "alone.hpp").write_text("struct Alone {};\n")
    assert names(folder) == (["Alone", "Crc", "Main"], "")
    (folder / "lost.h").write_text("struct Lost { uint32_t table[4]; };\n")
    result, output = names(folder)
    assert result == ["Alone", "Lost", "Crc", "Main"]
    assert "lost.h:1:15: unknown type name 'uint32_t'" in output


def test_a_header_that_is_named_too_is_a_file_of_its_own(folder: Path) -> None:
    result, output = names(folder, "crc.h")
    assert "crc.h:1:14: unknown type name 'uint32_t'" in output
    assert sorted(result) == ["Crc", "Main"]


def test_what_is_left_out_of_a_folder_is_not_reported(folder: Path) -> None:
    (folder / "vendor").mkdir()
    (folder / "vendor" / "zip.h").write_text("struct Zip {};\n")
    (folder / "main.cc").write_text('#include <stdint.h>\n#include "crc.h"\n#include "vendor/zip.h"\n')
    assert names(folder) == (["Crc", "Zip"], "")
    (folder / "podcheck.toml").write_text('extend-exclude = ["vendor/"]\n')
    assert names(folder) == (["Crc"], "")


def test_headers_alone_are_read_by_themselves(folder: Path) -> None:
    (folder / "main.cc").unlink()
    (folder / "crc.h").write_text("struct Crc {};\n")
    assert names(folder) == (["Crc"], "")


def test_a_header_that_is_included_nowhere_after_all_is_read_by_itself(folder: Path) -> None:
    (folder / "main.cc").write_text('#ifdef OLD\n#include "crc.h"\n#endif\nstruct Main {};\n')
    (folder / "crc.h").write_text("struct Crc {};\n")
    assert names(folder) == (["Main", "Crc"], "")
