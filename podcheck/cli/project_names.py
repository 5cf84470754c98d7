"""Where in the project a type's name stands, for a command that is given no file."""

from __future__ import annotations

import difflib
import re

from podcheck.cli.progress import progress
from podcheck.config.settings import make_settings
from podcheck.discovery import compile_database
from podcheck.discovery.name_search import CandidateFile, find_definitions
from podcheck.errors import TypeNotFound
from podcheck.model.file_rules import FileRules

_NEAR = 5


def find_places(type_: str, build_dir: str | None, rules: FileRules | None) -> tuple[CandidateFile, ...]:
    """Return what to parse, the likeliest first. Raises TypeNotFound where no file has the name."""
    words = re.findall(r"\w+", type_.partition("<")[0])
    if not words:
        return ()
    compile_database.forget()
    with progress(None) as reported:
        inputs = make_settings((), build_dir=build_dir, file_rules=rules).inputs
        result = find_definitions(words[-1], inputs, reported)
    if not result.places:
        near = difflib.get_close_matches(words[-1], result.names, _NEAR)
        advice = f"Similar names: {', '.join(near)}." if near else "Name a file, or a header with --include."
        raise TypeNotFound(f"no file of this project has the name '{words[-1]}'", advice)
    return result.places
