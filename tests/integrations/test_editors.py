"""Editors without a language client read what `podcheck check -q` prints, as docs/integrations/editors.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER, find_program, search_path

PAGE = (REPOSITORY / "docs" / "integrations" / "editors.md").read_text()

SOURCE = """\
#include <cstring>
#include <string>

struct Packet { int id; std::string text; };

void send(char* wire, const Packet& packet) {
    std::memcpy(wire, &packet, sizeof packet);
}
int x = nowhere;
"""
PLACES = [["packet.cpp", 9, 9], ["packet.cpp", 7, 5]]
"""Of what could not be analysed, and of the finding."""

LIST = """\
let places = filter(getqflist(), 'v:val.valid')
call writefile([json_encode(map(places, '[bufname(v:val.bufnr), v:val.lnum, v:val.col]'))], 'list')
call writefile([bufname('%')], 'shown')
qall!
"""

NEXT = """\
(find-file "packet.cpp")
(setq buffer (compile "podcheck check -q packet.cpp"))
(while (get-buffer-process buffer) (accept-process-output nil 0.1))
(condition-case nil
    (while t
      (next-error)
      (with-current-buffer (window-buffer)
        (princ (format "at %s %d %d\\n" (buffer-name) (line-number-at-pos) (1+ (current-column))))))
  (user-error nil))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "packet.cpp").write_text(SOURCE)
    return tmp_path


def run_editor(words: list[str], folder: Path) -> str:
    """Run an editor in the folder, with the podcheck of these tests on its path; return what it prints."""
    run = subprocess.run(
        words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=HANGS_AFTER,
        check=False,
        env={**os.environ, "PATH": search_path(), "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")},
    )  # fmt: skip
    return run.stdout


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["vim", "-N", "-u", "NONE", "-i", "NONE", "-es"], marks=pytest.mark.needs("vim"), id="vim"),
        pytest.param(["nvim", "--clean", "--headless"], marks=pytest.mark.needs("nvim"), id="neovim"),
    ],
)
def test_vims_make_jumps_to_what_is_found(words: list[str], folder: Path) -> None:
    (block,) = re.findall(r"^```vim\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (folder / "make.vim").write_text(block.replace(":make", ":silent make") + LIST)
    run_editor([find_program(words[0]) or "", *words[1:], "packet.cpp", "-S", "make.vim"], folder)
    assert json.loads((folder / "list").read_text()) == PLACES
    assert (folder / "shown").read_text().strip() == "packet.cpp"


@pytest.mark.needs("emacs")
def test_emacs_next_error_goes_from_finding_to_finding(folder: Path) -> None:
    assert "`M-x compile`, then `podcheck check -q packet.cpp`; `next-error`" in PAGE
    (folder / "next.el").write_text(NEXT)
    printed = run_editor([find_program("emacs") or "", "--batch", "--no-init-file", "--load", "next.el"], folder)
    places = [line.split()[1:] for line in printed.splitlines() if line.startswith("at ")]
    assert [[name, int(line), int(column)] for name, line, column in places] == PLACES
