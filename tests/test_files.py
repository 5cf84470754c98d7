"""Reading what may be no file, and writing whole files or none."""

from __future__ import annotations

import os
import re
import socket
import stat
from pathlib import Path

import pytest

from podcheck.files import read_bytes, read_start, real, write
from tests.cli.running import REPOSITORY

FULL = Path("/dev/full")


def make(kind: str, path: Path) -> Path:
    """Put something that is no file in the path's place."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        here = os.getcwd()
        os.chdir(path.parent)  # a socket's path has a hundred characters at most
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        finally:
            os.chdir(here)
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    else:
        path.symlink_to(f"/dev/{kind}")
    return path


WHY = {
    "fifo": "it is a FIFO, not a file",
    "socket": "it is a socket, not a file",
    "folder": "Is a directory",
    "loop": "Too many levels of symbolic links",
    "zero": "it is a device, not a file",
    "random": "it is a device, not a file",
}
NO_FILES = tuple(WHY)


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    path = make(kind, tmp_path / "a")
    for read in (read_bytes, lambda path: read_start(path, 1)):
        with pytest.raises(OSError, match=re.escape(WHY[kind])) as caught:
            read(path)
        assert caught.value.strerror == WHY[kind]


def test_an_empty_file_by_another_name() -> None:
    assert read_bytes(os.devnull) == b""


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    for name in ("a\0b", "\ud800", "n" * 300, "n/" * 5000):
        with pytest.raises(OSError, match=r"."):
            read_bytes(tmp_path / name)
        with pytest.raises(OSError, match=r"."):
            write(tmp_path / name, b"")
        assert isinstance(real(tmp_path / name), Path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1001)
    assert len(read_bytes(tmp_path / "a", 1001)) == 1001
    with pytest.raises(OSError, match="larger than 0 MiB"):
        read_bytes(tmp_path / "a", 1000)
    assert read_start(tmp_path / "a", 5) == b"xxxxx"


def test_a_report_is_whole_or_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"before")
    target.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", fail)
        with pytest.raises(OSError, match="No space left"):
            write(target, b"after")
    assert (target.read_bytes(), os.listdir(tmp_path)) == (b"before", ["a"])
    write(target, b"after")
    assert (target.read_bytes(), os.listdir(tmp_path)) == (b"after", ["a"])
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder/a")
    write(tmp_path / "link", b"text")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "folder" / "a").read_bytes()) == (True, b"text")


def test_a_pipe_is_written_to_if_somebody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="nobody reads from it"):
        write(tmp_path / "pipe", b"text")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write(tmp_path / "pipe", b"text")
    assert os.read(reading, 100) == b"text"
    os.close(reading)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_device_that_is_full() -> None:
    with pytest.raises(OSError, match="No space left"):
        write(FULL, b"text")


def test_nothing_else_in_the_package_opens_files() -> None:
    """But for podcheck's own ones, and those of this process."""
    opening = re.compile(r"\.read_bytes\(\)|\.read_text\(|(?<![\w.])open\(|\.open\(")
    own = {
        "files.py",
        "temporary.py: read_text",  # /proc
        "time_limit.py: read_bytes",  # /proc
        "analysis/cached_run.py: read_bytes",  # podcheck's own code
        "cache/fingerprints.py: read_bytes",
        "report/formats/html/__init__.py: read_text",
        "rules/docs/examples/__init__.py: read_text",
        "discovery/repository_changes.py: open",  # by the descriptor that files.py has opened
        "cache/prefixes.py: open",
        "cli/streams.py: open",
        "git/repository.py: open",  # the git directory of podcheck's own
        "diff/trees.py: open",  # a tree of podcheck's own
        "lsp/documents.py: open",  # a document that the editor opens: its text comes with it
        "lsp/server.py: open",
    }
    result = {
        f"{file.relative_to(REPOSITORY / 'podcheck')}: {match[0].strip('.()')}"
        for file in (REPOSITORY / "podcheck").rglob("*.py")
        for match in opening.finditer(file.read_text())
        if "os.open" not in file.read_text()[match.start() - 3 : match.end()]
    }
    assert {text for text in result if text not in own and not text.startswith("files.py")} == set()
