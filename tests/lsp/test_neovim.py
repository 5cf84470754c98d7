"""A real editor: Neovim, without its windows, opens a file and prints the diagnostics that it got."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY
from tests.needs import HANGS_AFTER, find_program

SCRIPT = """\
local diagnostics = {}
local start = vim.lsp.start or function(config)
  local id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, id)
end
vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('FILE')))
vim.bo.filetype = 'cpp'
start({
  name = 'podcheck', cmd = {os.getenv('PYTHON'), '-m', 'podcheck', 'lsp'}, root_dir = os.getenv('FOLDER'),
})
local function count() return #vim.diagnostic.get(0) end
vim.wait(tonumber(os.getenv('PATIENCE')), function() return count() > 0 end, 50)
local first = vim.diagnostic.get(0)
vim.api.nvim_buf_set_lines(0, 0, 1, false, {'// nothing is required'})
vim.wait(tonumber(os.getenv('PATIENCE')), function() return count() == 0 end, 50)
local out = {}
for _, each in ipairs(first) do
  table.insert(out, {each.lnum, each.col, each.source, each.code or each.user_data.lsp.code, each.message})
end
io.stdout:write(vim.fn.json_encode({first = out, after = count()}), '\\n')
vim.cmd('qall!')
"""


@pytest.mark.needs("nvim")
def test_neovim_shows_what_is_found_and_follows_an_edit(tmp_path: Path) -> None:
    file, script = tmp_path / "wide.cpp", tmp_path / "script.lua"
    file.write_text("// podcheck: require pod\n/* \N{GRINNING FACE} */ struct Wide { int i = 1; };\n")
    script.write_text(SCRIPT)
    nvim = find_program("nvim")
    assert nvim is not None
    run = subprocess.run(
        [nvim, "--headless", "--clean", "-n", "-c", f"luafile {script}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
        env={
            **os.environ,
            "FILE": str(file),
            "FOLDER": str(tmp_path),
            "PATIENCE": str(int(HANGS_AFTER * 500)),
            "PYTHON": sys.executable,
            "PYTHONPATH": str(REPOSITORY),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
    )
    result = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
    ((line, column, source, code, message),) = result["first"]
    assert (line, column, source, code) == (1, len("/* ____ */ struct Wide { int "), "podcheck", "broken-contract")
    assert message.startswith("'Wide' is not a POD class")
    assert result["after"] == 0
