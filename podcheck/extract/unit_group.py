"""Units of the same flags, parsed on top of a prefix that is made for them, or kept from an earlier run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from podcheck import temporary
from podcheck.extract import query_session
from podcheck.extract.libclang import library
from podcheck.extract.parse import parse
from podcheck.extract.prefix.build import NoPrefix, build_prefix
from podcheck.extract.prefix.forecast import may_fit
from podcheck.extract.prefix.header_choice import choose_headers
from podcheck.extract.prefix.headers import HeaderReading
from podcheck.extract.prefix.prefix import Prefix
from podcheck.extract.prefix.prefix_index import PrefixIndex
from podcheck.extract.prefix.session import PrefixSession
from podcheck.extract.unit import extract
from podcheck.model.facts import UnitFacts
from podcheck.model.units import Headers, Unit
from podcheck.model.wrappers import Wrapper


def make_prefix(units: Sequence[Unit], path: Path, libclang: Path | None, *, at_least: int = 1) -> Prefix | NoPrefix:
    """Precompile what these units of the same flags include first into that file, if so many of them may fit; return
    it.
    """
    library.load(libclang)
    texts = _read_texts(units)
    readable = [unit for unit in units if unit.file in texts]
    headers = choose_headers(readable, texts)
    if not headers:
        return NoPrefix.NO_HEADERS
    return build_prefix(units[0], headers, path, lambda prefix: may_fit(PrefixIndex(prefix), readable, texts, at_least))


def _read_texts(units: Sequence[Unit]) -> dict[str, bytes]:
    """Return what the units' files hold, of those that can be read."""
    return {unit.file: text for unit in units if isinstance(text := parse.read(unit), bytes)}


def wanted_headers(unit: Unit) -> tuple[str, ...]:
    """Return the headers that the unit includes first and a prefix may have, as a file elsewhere includes them."""
    texts = _read_texts([unit])
    return choose_headers([unit], texts) if texts else ()


def lacks(prefix: Prefix, units: Sequence[Unit]) -> float:
    """Return which part of the headers that the units include first the prefix does not have, from 0 to 1."""
    texts = _read_texts(units)
    wanted = choose_headers([unit for unit in units if unit.file in texts], texts)
    known = {include.spelled for include in prefix.first}
    return sum(header not in known for header in wanted) / len(wanted) if wanted else 0.0


class _Described(msgspec.Struct):
    """A prefix, and what its headers hold for reports with some options."""

    prefix: Prefix
    options: tuple[Headers | None, bool, tuple[Wrapper, ...]] | None = None
    """The headers, whether to look for uses, and the wrappers; None where nothing was read."""

    reading: HeaderReading | None = None
    """None where nothing was read, or that failed."""


def describe(prefix: Prefix, unit: Unit) -> bytes:
    """Return what is known of the prefix, and what a report with the unit's options needs of its headers, in bytes."""
    if unit.headers is None:
        return msgspec.msgpack.encode(_Described(prefix))
    reading = query_session.read_headers(unit, PrefixSession(prefix))
    try:
        return msgspec.msgpack.encode(_Described(prefix, (unit.headers, unit.uses, unit.wrappers), reading))
    except UnicodeError:  # the name of a file that is not UTF-8
        return msgspec.msgpack.encode(_Described(prefix))


def open_prefix(description: bytes, path: Path) -> PrefixSession | None:
    """Return a session on a prefix that lies in that file; None where the description is not of one."""
    try:
        described = msgspec.msgpack.decode(description, type=_Described)
    except (msgspec.MsgspecError, ValueError):
        return None
    session = PrefixSession(msgspec.structs.replace(described.prefix, path=str(path)))
    if described.options is not None:
        session.add_reading(described.options, described.reading)
    return session


def files_of(prefix: Prefix) -> tuple[str, ...]:
    """Return the files that the prefix is made of."""
    return tuple(file.name for file in prefix.files)


def extract_batch(units: Sequence[Unit], libclang: Path | None) -> list[UnitFacts]:
    """Return the facts of each unit: see `podcheck.extract.extract_batch`."""
    library.load(libclang)
    groups: dict[tuple[object, ...], list[Unit]] = {}
    for unit in units:
        if unit.is_shareable:
            groups.setdefault(unit.flags, []).append(unit)
    result: dict[Unit, UnitFacts] = {}
    for group in groups.values():
        if len(group) < 2:
            continue
        with temporary.folder() as folder:
            prefix = make_prefix(group, Path(folder) / "prefix.pch", libclang)
            session = PrefixSession(prefix) if isinstance(prefix, Prefix) else None
            for unit in group:
                result[unit] = extract(unit, libclang, session)
    return [result[unit] if unit in result else extract(unit, libclang) for unit in units]
