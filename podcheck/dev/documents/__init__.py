"""The parts of docs/ that are made from the program, each between two marks of its page, and the pages that are whole.

`documents` says what must stand in which file; `python -m podcheck.dev write-docs` writes it, and a test fails where a
file has something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from podcheck import files
from podcheck.config.documentation import render_keys
from podcheck.config.schema import FILE, render_schema
from podcheck.dev.documents.commands import render_commands
from podcheck.dev.documents.divergences import (
    render_compatibility_divergences,
    render_divergences,
    render_layout_divergences,
)
from podcheck.dev.documents.formats import render_formats, render_schemas
from podcheck.dev.documents.man_page import render_man_page
from podcheck.dev.documents.traits import render_traits
from podcheck.errors import ConfigError
from podcheck.report.rules.markdown import pages
from podcheck.rules.docs.pages import codes, page

PARTS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "docs/reference/commands.md": {"commands": render_commands},
    "docs/reference/configuration.md": {"configuration keys": render_keys},
    "docs/reference/traits.md": {"traits": render_traits},
    "docs/reference/formats.md": {"formats": render_formats, "schemas": render_schemas},
    "docs/where-compilers-differ.md": {
        "divergences": render_divergences,
        "layout divergences": render_layout_divergences,
        "compatibility divergences": render_compatibility_divergences,
    },
}
"""By page, what stands between `<!-- NAME -->` and `<!-- end of NAME -->`."""


def documents(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each file that is made, from the tree's root on, and its text. Raises ConfigError."""
    yield f"podcheck/config/{FILE.name}", render_schema()
    yield "man/podcheck.1", render_man_page()
    for name, text in pages(tuple(map(page, codes()))):
        yield f"docs/rules/{name}", text
    for path, parts in PARTS.items():
        yield path, _with_parts(root, path, parts)


def write_documents(root: Path) -> tuple[str, ...]:
    """Write what is not there as it must be into podcheck's source tree, and return the paths. Raises ConfigError."""
    written = []
    for path, text in documents(root):
        content = text.encode("utf-8")
        try:
            if not (root / path).is_file() or files.read_bytes(root / path) != content:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                files.write(root / path, content)
                written.append(path)
        except OSError as error:
            raise ConfigError(f"{error.filename}: {error.strerror}", "Run it in a clone of podcheck.") from None
    return tuple(written)


def _with_parts(root: Path, path: str, parts: Mapping[str, Callable[[], str]]) -> str:
    try:
        text = files.read_bytes(root / path).decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{error.filename}: {error.strerror}", "Run it in a clone of podcheck.") from None
    for name, render in parts.items():
        text = with_part(text, path, name, render())
    return text


def with_part(text: str, path: str, name: str, part: str) -> str:
    """Return the page with what is made between its two marks. Raises ConfigError where it does not have them once."""
    pattern = rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->\n)"
    text, count = re.subn(pattern, lambda _: f"\n{part}\n", text, flags=re.DOTALL)
    if count != 1:
        raise ConfigError(
            f"{path} has no lines `<!-- {name} -->` and `<!-- end of {name} -->`", "Put both back, once each."
        )
    return text
