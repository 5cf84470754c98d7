"""What is made from the option table and kept in the tree: the configuration's JSON Schema, and the README's keys."""

from __future__ import annotations

import re
from pathlib import Path

from podcheck import files
from podcheck.config.documentation import render_keys
from podcheck.config.schema import FILE, render_schema
from podcheck.errors import ConfigError

_KEYS = re.compile(r"(?<=<!-- configuration keys -->\n)(?:\|.*\n)*")


def write_option_documents(root: Path) -> tuple[str, ...]:
    """Write them into podcheck's source tree, and return their paths. Raises ConfigError."""
    schema = Path("podcheck", "config", FILE.name)
    readme = root / "README.md"
    try:
        text = files.read_bytes(readme).decode("utf-8")
        files.write(root / schema, render_schema().encode("ascii"))
        files.write(readme, with_keys(text).encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{error.filename}: {error.strerror}", "Run it in a clone of podcheck.") from None
    return str(schema), readme.name


def with_keys(readme: str) -> str:
    """Return the README with the keys that there are. Raises ConfigError where it has no place for them."""
    text, count = _KEYS.subn(lambda _: render_keys(), readme)
    if count != 1:
        raise ConfigError("README.md has no line `<!-- configuration keys -->`", "Put it back above the table of keys.")
    return text
