"""The settings that a file of an editor is analysed with: those that `check` has where its project begins."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from podcheck.config import discovery
from podcheck.config.file import ConfigFile, read
from podcheck.config.settings import make_settings
from podcheck.discovery import compile_database
from podcheck.discovery.scan import Scan
from podcheck.discovery.units import scan_paths
from podcheck.lsp.messages import Question
from podcheck.model.contracts import Authority
from podcheck.model.settings import Settings

_OF_OUTPUT = ("format_", "reports", "jobs")
"""Options of the configuration that say nothing of one file in an editor."""


@dataclass(frozen=True, slots=True)
class Project:
    """What is known of a file's project."""

    key: tuple[object, ...]
    """What the settings depend on, as it was when they were read."""

    settings: Settings
    scan: Scan
    database: Path | None
    """The compile database; None where there is none."""

    database_state: tuple[object, ...]
    """What the database was like when it was read."""

    can_cross_check: bool
    """The compilers are not asked with these settings, and the configuration has nothing against it."""

    def settings_with(self, text: str) -> Settings:
        """Return the settings for another text of the file."""
        return replace(self.settings, inputs=replace(self.settings.inputs, text=text))

    def scan_with(self, question: Question) -> Scan:
        """Return the unit with the texts that the editor has."""
        units = (replace(unit, text=question.text, others=question.others) for unit in self.scan.units)
        return replace(self.scan, units=tuple(units))


def open_project(question: Question, known: Project | None) -> Project:
    """Return the file's project, what is known of it where that still holds; its folder is the working directory then.

    Raises PodcheckError where the configuration can't be used.
    """
    folder = Path(question.file).parent
    configuration = discovery.find(folder)
    root = configuration.parent if configuration is not None else Path(question.folder or folder)
    os.chdir(root if root.is_dir() else "/")
    lines = tuple(line for line in question.text.splitlines() if line.lstrip().startswith("#"))
    key = (question.generation, question.cross_check, _state(configuration), hash(lines))
    if known is not None and known.key == key and known.database_state == _state(known.database):
        return known
    options = read(configuration) if configuration is not None else None
    settings = _settings(question, options)
    scan = scan_paths(replace(settings.inputs, text=question.text))
    database = compile_database.find(settings.inputs.build_dir, Path(question.file))
    can_cross_check = not settings.crosscheck.enabled and (options is None or options.options.get("cross_check", True))
    return Project(key, settings, scan, database, _state(database), bool(can_cross_check))


def _settings(question: Question, configuration: ConfigFile | None) -> Settings:
    """Return the settings; the compilers are asked where the question or a contract wants that."""
    options: dict[str, Any] = dict(configuration.options) if configuration is not None else {}
    contracts = configuration.contracts if configuration is not None else ()
    queried = {contract.authority for contract in contracts} | {Authority.parse(options.get("verdict", "standard"))}
    is_wanted = question.cross_check or not queried <= {None, Authority.STANDARD}
    options["cross_check"] = is_wanted and options.get("cross_check", True)
    options["file_rules"] = configuration.file_rules if configuration is not None else None
    chosen = {name: value for name, value in options.items() if name not in _OF_OUTPUT}
    return make_settings((question.file,), **chosen, contracts=contracts)


def _state(path: Path | None) -> tuple[object, ...]:
    """Return what tells a file's content from an earlier one, as far as the system says it."""
    if path is None:
        return ()
    try:
        status = os.stat(path)
    except OSError:
        return (str(path),)
    return (str(path), status.st_mtime_ns, status.st_size, status.st_ino)
