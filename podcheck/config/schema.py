"""The JSON Schema of the configuration file, made from the option table: editors complete and check the file by it.

`podcheck.schema.json` beside this file is what it makes (`python -m podcheck.dev write-docs`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from podcheck.config.option_table import KEYS, Option
from podcheck.config.values import VALUES

FILE = Path(__file__).with_name("podcheck.schema.json")


def configuration_schema() -> dict[str, Any]:
    """Return the schema. A key may be spelt with underscores too."""
    properties: dict[str, Any] = {}
    for key, option in KEYS.items():
        for spelling in dict.fromkeys((key, key.replace("-", "_"))):
            properties[spelling] = _property_of(option)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "podcheck.toml",
        "description": "Settings of podcheck. Options on the command line override them.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def render_schema() -> str:
    """Return the schema's text."""
    return json.dumps(configuration_schema(), indent=2) + "\n"


def _property_of(option: Option) -> dict[str, Any]:
    return {"description": option.meaning_in_file, **VALUES[option.kind].schema}
