"""The page of formats: those of `check`, and the JSON Schemas that are shipped."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path

import podcheck
from podcheck import files
from podcheck.model.report_formats import FORMAT_MODULES

_SCHEMAS = "*.schema.json"


def render_formats() -> str:
    """Return a table with each format of `check`, and what its module says that it is."""
    rows = [f"| `{name}` | {_first_sentence(module)} |" for name, module in FORMAT_MODULES.items()]
    return "\n".join(("| `--format` | what it is |", "| --- | --- |", *rows)) + "\n"


def render_schemas() -> str:
    """Return a table with each JSON Schema of the package."""
    (package,) = podcheck.__path__
    rows = []
    for path in sorted(Path(package).rglob(_SCHEMAS)):
        title = json.loads(files.read_bytes(path))["title"]
        rows.append(f"| `podcheck/{path.relative_to(package).as_posix()}` | {title} |")
    return "\n".join(("| file | what it describes |", "| --- | --- |", *rows)) + "\n"


def _first_sentence(module: str) -> str:
    text = inspect.cleandoc(importlib.import_module(module).__doc__ or "")
    return " ".join(text.split("\n\n")[0].split()).replace("|", r"\|")
