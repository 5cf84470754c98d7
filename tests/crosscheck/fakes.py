"""Programs that claim to be g++ 12 and then misbehave."""

from __future__ import annotations

from pathlib import Path

from tests.needs import HANGS_AFTER

_CLAIM = """#!/bin/sh
case "$*" in *-dM*) echo '#define __GNUC__ 12'; echo '#define __GNUC_MINOR__ 9'; exit 0;; esac
"""

HANGS = _CLAIM + f"sleep {HANGS_AFTER}\n"
CRASHES = _CLAIM + "kill -SEGV $$\n"
RUBBISH = _CLAIM + "head -c 3000 /dev/urandom >&2\nexit 1\n"
SILENT = _CLAIM + "exit 0\n"
FLOODS = _CLAIM + 'yes "podcheck_R<1, 5>" >&2\n'
INTERNAL_ERROR = _CLAIM + 'echo "x.cpp:1:1: internal compiler error: in foo, at bar.cc:1" >&2\nexit 4\n'
NO_COMPILER = "#!/bin/sh\necho hello\n"
FAILS = "#!/bin/sh\necho 'no licence' >&2\nexit 3\n"


def program(folder: Path, name: str, text: str) -> str:
    """An executable script of that name; its path."""
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return str(path)
