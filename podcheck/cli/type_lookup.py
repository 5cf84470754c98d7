"""The class that a command's TYPE means: one that the file defines, or any type that it can name."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from podcheck.cpp.probe_names import ASKED, ASKED_BY_BASE, ASKED_BY_MEMBER, ASKED_TYPE, PLAIN_KEYWORDS
from podcheck.cpp.qualified_names import plain_parts
from podcheck.errors import ConfigError, TypeNotFound
from podcheck.files import read_bytes
from podcheck.model.facts import Origin
from podcheck.model.problems import Location
from podcheck.model.type_refs import TypeKind
from podcheck.paths import resolve_file, spell_file

if TYPE_CHECKING:
    from podcheck.model.problems import Problem
    from podcheck.model.results import Record, Report
    from podcheck.model.type_refs import TypeRef

NO_FILE = "podcheck-explain.cpp"
"""The name of a unit that holds nothing but `--include`s."""

_LONGEST = 4000
_WRITABLE = re.compile(r"[\w:<>,\s*&()\[\]+\-.]+")
_HEADER = re.compile(r"[\w./+\-]+")
_PAIRS = {")": "(", "]": "[", ">": "<"}
_NEAR = 10
_ALIKE = 0.5
"""Below this score a name is no misspelling of another."""

_FEW = 5


class TypeLookup(Struct, frozen=True):
    """What a TYPE means."""

    report: Report
    """The report on the file."""

    records: list[Record]
    """The classes that it may mean."""

    text: str | None = None
    """The text that they were found in; None: the file's own."""

    headers: str | None = None
    """The expression for the headers that they were found in; None where none were looked through."""


def look_up(
    type_: str,
    path: str,
    includes: Sequence[str],
    analyse: Callable[[str | None], Report],
    within: Callable[[str, bool], Report] | None = None,
) -> TypeLookup:
    """Return the records of that name, or of the class that the type denotes where the file can name it.

    `analyse`: the report on the path, or on that text in its place. `within`: that on the path and the headers that an
    expression is for, and whether the compilers are asked; without it no headers are looked through. Raises ConfigError
    for what is no type, and TypeNotFound for a type that is no class.
    """
    lines = text_of(includes)
    if path != NO_FILE:
        report = analyse(None)
        result = matching(report, type_)
        failed = not report.records and report.exit_status == 2
        if result or (failed and not (includes or "<" in type_)):
            return TypeLookup(report, result)
    text = _asking(type_, path, lines)
    if text is None:
        return TypeLookup(report, [])
    queried = analyse(text)
    if path != NO_FILE and re.fullmatch(r"[\w:]+", type_) and _cannot_be_named(queried, text):
        return _look_up_in_headers(type_, report, within) if within is not None else TypeLookup(report, [])
    if path == NO_FILE:
        report = replace(
            queried, problems=tuple(problem for problem in queried.problems if not _is_ours(problem, len(includes)))
        )
        if report.exit_status == 2:
            return TypeLookup(report, [], text)
    return TypeLookup(report, _denoted_classes(queried, type_, text), text)


def _look_up_in_headers(type_: str, report: Report, within: Callable[[str, bool], Report]) -> TypeLookup:
    """Return the records of that name in the unit's headers, those of the project before others."""
    result = matching(within(".*", False), type_)
    records = [record for record in result if record.own] or result
    if not records:
        return TypeLookup(report, [])
    files = dict.fromkeys(os.path.abspath(resolve_file(record.facts.location.file)) for record in records)
    expression = f"^(?:{'|'.join(map(re.escape, files))})$"
    again = within(expression, True)
    return TypeLookup(again, matching(again, type_), headers=expression)


def _is_ours(problem: Problem, includes: int) -> bool:
    """Whether it is about the question behind the includes."""
    place = problem.location
    return place is not None and place.file == spell_file(NO_FILE) and place.line > includes


def matching(report: Report, name: str) -> list[Record]:
    """Return the records of that name; if there are none, those that end in it, else the template of that name."""
    wanted = _compact(name)
    exact = [record for record in report.records if _compact(record.facts.name) == wanted]
    if exact:
        return exact
    ending = [record for record in report.records if _compact(record.facts.name).endswith("::" + wanted)]
    if ending or "<" in wanted:
        return ending
    patterns = [record for record in report.records if record.facts.origin is Origin.TEMPLATE]
    return [record for record in patterns if f"::{'::'.join(plain_parts(record.facts.name))}".endswith("::" + wanted)]


def _compact(name: str) -> str:
    """Return the name without spaces that do not matter: all but those between words."""
    return re.sub(r"\s*([<>,*&:()])\s*", r"\1", name.strip()).removeprefix("::")


def writable(type_: str) -> str:
    """Return the type on one line, if it can be nothing else than one type. Raises ConfigError."""
    words = " ".join(type_.split())
    advice = "TYPE is written as in C++: 'ns::Name', 'std::pair<int, float>', 'const Name[3]'."
    if len(words) > _LONGEST:
        raise ConfigError(f"the type has {len(words)} characters, more than {_LONGEST}", advice)
    if not _WRITABLE.fullmatch(words):
        strange = sorted({char for char in words if not _WRITABLE.fullmatch(char)})
        shown = ", ".join(repr(char) for char in strange) or "nothing"
        raise ConfigError(f"{type_!r} is not a type: it contains {shown}", advice)
    open_: list[str] = []
    for char in words.replace("->", "  "):
        if char in "([<":
            open_.append(char)
        elif char in _PAIRS and (not open_ or open_.pop() != _PAIRS[char]):
            raise ConfigError(f"{type_!r} is not a type: its {char!r} closes nothing", advice)
        elif char == "," and not open_:
            raise ConfigError(f"{type_!r} is more than one type", advice)
    if open_:
        raise ConfigError(f"{type_!r} is not a type: its {open_[-1]!r} is not closed", advice)
    return words


def _include(header: str) -> str:
    """Return `utility` as `<utility>`, `"wire.hpp"` as it is. Raises ConfigError for what is no header's name."""
    quoted = header.startswith('"') and header.endswith('"')
    name = header[1:-1] if len(header) > 2 and (quoted or (header[0], header[-1]) == ("<", ">")) else header
    if not _HEADER.fullmatch(name):
        raise ConfigError(f"--include {header!r} is not the name of a header", "Give it as in `--include utility`.")
    return f'"{name}"' if quoted else f"<{name}>"


def text_of(includes: Sequence[str]) -> str:
    """Return the include directives, one a line. Raises ConfigError for what is no header's name."""
    return "".join(f"#include {_include(include)}\n" for include in includes)


def with_includes(path: str, includes: Sequence[str]) -> str | None:
    """Return the file's text with the includes behind it; None where it has to be read as it is."""
    if not includes:
        return None
    text = _content(path)
    return None if text is None else text + text_of(includes)


def _content(path: str) -> str | None:
    """Return the file's text, ending in a newline; None where there is no such file."""
    if path == NO_FILE:
        return ""
    try:
        return read_bytes(path).decode("utf-8", "surrogateescape") + "\n"
    except OSError:
        return None


def _asking(type_: str, path: str, includes: str) -> str | None:
    """Return the file's text with the includes and a use of the type behind it; None where there is no such file."""
    written = writable(type_)
    text = _content(path)
    if text is None:
        return None
    return (
        f"{text}{includes}{PLAIN_KEYWORDS}"
        f"template<class T> struct {ASKED_TYPE} {{ typedef T type; }}; typedef {ASKED_TYPE}< {written} >::type "
        f"{ASKED_TYPE}_alias;\n"
        f"struct {ASKED_BY_MEMBER} {{ {ASKED_TYPE}_alias it; }};\n"
        f"struct {ASKED_BY_BASE} : {ASKED_TYPE}_alias {{ }};\n"
    )


def _denoted_classes(report: Report, type_: str, text: str) -> list[Record]:
    """Return the class that the type is, or that it is an array of. Raises TypeNotFound for any other type."""
    why = _cannot_be_named(report, text)
    if why:
        raise TypeNotFound(f"'{type_}' can't be named: {why}", _NAMES)
    refs: list[TypeRef] = []
    for record in report.records:
        if record.facts.name == ASKED_BY_MEMBER:
            refs += [field.type for field in record.facts.fields]
        elif record.facts.name == ASKED_BY_BASE:
            refs += [base.type for base in record.facts.bases]
    keys = {ref.record for ref in refs if ref.kind is TypeKind.CLASS}
    result = [record for record in report.records if record.facts.key in keys]
    kinds = [ref.kind.value.replace("-", " ") for ref in refs if ref.kind is not TypeKind.CLASS]
    if not result and kinds and not keys:
        advice = f"podcheck judges classes, structs and unions; this is of {kinds[0]} type."
        raise TypeNotFound(f"'{type_}' is not a class", advice)
    if not result:
        raise TypeNotFound(f"'{type_}' is not a class that is defined here", _NAMES)
    return result


def _cannot_be_named(report: Report, text: str) -> str:
    """Return what is wrong with the type itself, whose line is the last but two; empty where nothing is."""
    line = text.count("\n") - 2
    result = (
        problem.message
        for problem in report.problems
        if problem.fatal and problem.location and problem.location.line == line
    )
    return next(result, "")


_NAMES = "Give the header that declares it with --include, and its namespace; --near lists similar names."


def alike(report: Report, name: str) -> list[tuple[float, str, Location]]:
    """Return classes whose names are like the given one, the most alike first, with a score from 0 to 1."""
    wanted = _normalize_name(name)
    last = wanted.rpartition("::")[2]
    best: dict[str, tuple[float, Location]] = {}
    for record in report.records:
        if not record.facts.anonymous and not record.facts.name.startswith(ASKED):
            own = _normalize_name(record.facts.name)
            score = max(_score(wanted, own), 0.98 * _score(last, own.rpartition("::")[2]))
            if score >= _ALIKE and score > best.get(record.facts.name, (0.0,))[0]:
                best[record.facts.name] = (score, record.facts.location)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], len(item[0]), item[0]))
    return [(score, result, place) for result, (score, place) in ranked[:_NEAR]]


def _normalize_name(name: str) -> str:
    return _compact(name).partition("<")[0].lower()


def _score(text: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, text, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def nearest(report: Report, name: str) -> str:
    """Return a word on what there is instead."""
    near = [result for _, result, _ in alike(report, name)][:_FEW] or list(_names(report))[:_FEW]
    return f"It defines {', '.join(near)}." if near else "It defines no class at all."


def _names(report: Report) -> Iterable[str]:
    facts = (record.facts for record in report.records)
    return dict.fromkeys(fact.name for fact in facts if not fact.anonymous and not fact.name.startswith(ASKED))
