"""`podcheck lsp` on the command line: where what it needs is missing, it says how to install it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER

_WITHOUT = """\
import sys
sys.path.insert(0, {repository!r})
sys.modules[{missing!r}] = None
sys.argv = ["podcheck", "lsp"]
from podcheck.cli.main import main
main()
"""


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol"])
def test_what_is_missing_is_named(missing: str, tmp_path: Path) -> None:
    program = _WITHOUT.format(repository=str(REPOSITORY), missing=missing)
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env=dict(os.environ),
    )
    assert run.returncode == 2
    assert f"podcheck lsp needs the Python package {missing}" in run.stderr
    assert "pip install 'podcheck[lsp]'" in run.stderr
    assert "Traceback" not in run.stderr
