"""The configuration file: `podcheck.toml`, or `[tool.podcheck]` in `pyproject.toml`, the next one upwards.

`option_table` has every option of a run once, `settings` makes the settings of a run. `discovery` looks for the file,
`file` reads each key, `values` says what its value must be, `schema` says so to editors, `documentation` to readers,
`toml_lines` says where a key stands, `allowed_arguments` which compiler arguments it may hold: a file of someone
else's must not be able to have a program run or a library loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcheck.config.option_table import DEFAULTS

if TYPE_CHECKING:
    from podcheck.config.file import ConfigFile


def settings_for(folder: Path, named: str | None = None) -> ConfigFile | None:
    """Return the settings of the named file, else of the next configuration upwards; None where there is none.

    Raises ConfigError, which names file and line.
    """
    from podcheck.config.discovery import find
    from podcheck.config.file import read

    path = Path(named) if named is not None else find(folder)
    return read(path) if path is not None else None


def overlaid(named: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was chosen, the file's value where that is the default of the option table, and its contracts."""
    from podcheck.config.file import read

    settings = read(Path(named))
    unset = {name for name, value in chosen.items() if value in (DEFAULTS.get(name), None, (), [])}
    filled = {name: settings.options.get(name, value) if name in unset else value for name, value in chosen.items()}
    return {**filled, "contracts": settings.contracts, "file_rules": settings.file_rules}
