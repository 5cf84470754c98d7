"""`podcheck lsp`: a language server for editors."""

from __future__ import annotations

import click

from podcheck.cache import folder
from podcheck.cli.config_options import table_options
from podcheck.errors import PodcheckError

_INSTALL = "Install what it needs: pip install 'podcheck[lsp]'"


@click.command()
@table_options("lsp")
@click.option(
    "--stdio", is_flag=True, help="Use standard input and output. It always does; some editors pass this option."
)
def lsp(cache_dir: str | None, stdio: bool) -> None:
    """Serve an editor by the Language Server Protocol, on standard input and output: an editor starts it.

    Findings as diagnostics while you type; a class's traits, first cause, size and padding on hover; fixes, each tried
    in memory. Flags, contracts and suppressions are those of `check`, with the podcheck.toml and the compile database
    next to each file. It needs the extra podcheck[lsp].

    \b
    Example, for Neovim 0.11:
      vim.lsp.config('podcheck', {cmd = {'podcheck', 'lsp'}, filetypes = {'cpp'}})
      vim.lsp.enable('podcheck')
    """
    del stdio
    try:
        from podcheck.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise PodcheckError(f"podcheck lsp needs the Python package {error.name}, which is missing", _INSTALL) from None
    serve(folder(cache_dir))
