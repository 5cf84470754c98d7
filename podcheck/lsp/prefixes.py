"""The headers that a file begins with, precompiled for it alone: what makes the answer to an edit quick."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from podcheck.extract.parse.own_folders import own_folders
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.unit_group import files_of, wanted_headers
from podcheck.lsp.messages import Question
from podcheck.model.units import CXX, Unit
from podcheck.workers import shared_prefixes
from podcheck.workers.shared_prefixes import PrefixPlace


class OpenPrefix:
    """What this process holds of the prefix, looked at again when something may have changed."""

    def __init__(self) -> None:
        self._place: PrefixPlace | None = None
        self._generation = -1
        self._state: tuple[object, ...] = ()
        self._session: PrefixSession | None = None

    def session(self, unit: Unit, question: Question, libclang: Path | None) -> PrefixSession | None:
        """Return what the unit may be parsed on top of; None where there is nothing yet, or it is no longer true."""
        if not question.cache or unit.language != CXX:
            return None
        place = _place(unit, question, libclang)
        if (place, question.generation) != (self._place, self._generation) or self._has_changed():
            shared_prefixes.close_session(place)
            self._session = shared_prefixes.open_session(place)
            self._place, self._generation = place, question.generation
            self._state = self._stamps()
        return self._session

    def choose_headers(self, unit: Unit, question: Question) -> str:
        """Return which headers should be precompiled; empty where these are."""
        if not question.cache or unit.language != CXX:
            return ""
        headers = wanted_headers(unit)
        known = {include.spelled for include in self._session.prefix.first} if self._session is not None else set()
        return "\n".join(headers) if any(header not in known for header in headers) else ""

    def _has_changed(self) -> bool:
        return self._state != self._stamps()

    def _stamps(self) -> tuple[object, ...]:
        if self._place is None:
            return ()
        described = shared_prefixes.folder_of(self._place).description_file(self._place.key)
        files = files_of(self._session.prefix) if self._session is not None else ()
        return tuple(_stamps((str(described), *files)))


def _stamps(files: Iterable[str]) -> Iterable[tuple[int, ...]]:
    for file in files:
        try:
            status = os.stat(file)
        except OSError:
            yield ()
            continue
        yield (status.st_mtime_ns, status.st_size, status.st_ino)


def make(unit: Unit, question: Question, libclang: Path | None) -> str:
    """Precompile the unit's headers; return why that was not done, else ""."""
    place = _place(unit, question, libclang)
    own = own_folders(unit.arguments, libclang)
    return shared_prefixes.make((unit,), libclang, place, own, must=True, at_least=1)


def _place(unit: Unit, question: Question, libclang: Path | None) -> PrefixPlace:
    return shared_prefixes.place_of(unit, libclang, question.cache, question.run, "editor", unit.file)
