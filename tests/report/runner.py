"""How GitHub's runner reads a step's output (ActionCommand.cs of actions/runner), to read annotations back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_KNOWN = frozenset({"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands"})


@dataclass(frozen=True, slots=True)
class Command:
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str

    @property
    def place(self) -> tuple[str, int]:
        """File and line."""
        return self.properties.get("file", ""), int(self.properties.get("line", "0"))


def commands(output: str) -> Iterator[Command]:
    """The commands among the lines; .NET ends a line at LF, CR or both."""
    for line in output.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        command = _read(line.lstrip())
        if command is not None:
            yield command


def _read(line: str) -> Command | None:
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    info, _, data = line[2:].partition("::")
    name, _, rest = info.partition(" ")
    if name not in _KNOWN:
        return None
    properties = {}
    for part in rest.strip().split(","):
        key, _, value = part.partition("=")
        if key and value:
            properties[key.lower()] = _back(value, _PROPERTY)
    return Command(name, properties, _back(data, _DATA))


def _back(text: str, codes: tuple[tuple[str, str], ...]) -> str:
    for code, char in codes:
        text = text.replace(code, char)
    return text
