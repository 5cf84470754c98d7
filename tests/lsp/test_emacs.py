"""A real editor: Emacs with eglot, without its windows, opens a file and prints the diagnostics that it got."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER, find_program, search_path

PAGE = REPOSITORY / "docs" / "editors.md"

SCRIPT = """\
(require 'eglot)
(require 'json)
(find-file (getenv "FILE"))
(call-interactively #'eglot)
(setq deadline (+ (float-time) (string-to-number (getenv "PATIENCE"))))
(defun wait-until (condition)
  (while (and (not (funcall condition)) (< (float-time) deadline))
    (flymake-start)
    (accept-process-output nil 0.1)))
(defun describe (each)
  (save-excursion
    (goto-char (flymake-diagnostic-beg each))
    (list (line-number-at-pos) (- (point) (line-beginning-position))
          (format "%s" (flymake-diagnostic-type each)) (flymake-diagnostic-text each))))
(wait-until #'flymake-diagnostics)
(setq before (mapcar #'describe (flymake-diagnostics)))
(goto-char (point-min))
(kill-line)
(insert "// nothing is required")
(save-buffer)
(wait-until (lambda () (not (flymake-diagnostics))))
(princ (concat (json-encode `((before . ,(vconcat before)) (after . ,(length (flymake-diagnostics))))) "\\n"))
(eglot-shutdown (eglot-current-server))
"""


@pytest.mark.needs("emacs")
def test_emacs_shows_what_the_server_says(tmp_path: Path) -> None:
    file, script = tmp_path / "wide.cpp", tmp_path / "script.el"
    file.write_text("// podcheck: require pod\n/* \N{GRINNING FACE} */ struct Wide { int i = 1; };\n")
    (setup,) = re.findall(r"^```elisp\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    script.write_text(setup + SCRIPT)
    emacs = find_program("emacs")
    assert emacs is not None
    run = subprocess.run(
        [emacs, "--batch", "--no-init-file", "--load", str(script)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "FILE": str(file),
            "PATIENCE": str(int(HANGS_AFTER / 2)),
            "PATH": search_path(),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
    )
    assert run.returncode == 0, run.stderr
    shown = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
    ((line, column, kind, text),) = shown["before"]
    assert (line, column, kind) == (2, len("/* _ */ struct Wide { int "), "eglot-error")
    assert "broken-contract" in text
    assert "'Wide' is not a POD class" in text
    assert shown["after"] == 0
