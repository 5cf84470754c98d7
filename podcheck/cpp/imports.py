"""What a unit imports, put in the place of its imports: the text of each module's interface as plain C++.

libclang writes no named module's compiled form (what it saves is no module, and it refuses that), and one of the build
is for the compiler that made it, and nobody checks it. So a module is followed by its source: an import becomes the
`#include` of a file of ours, in which no macro of the importer is seen and from which none comes back, as it is with
modules. What a module does not export is seen too; that makes no class another one, and where two such names clash, it
is not followed. `import std;` stands for the headers of the C++ library, and the import of a header for its include.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from podcheck.cpp.lexer import without_comments
from podcheck.cpp.module_arguments import list_definitions, list_folders
from podcheck.cpp.modules import Import, has_imports, modules_named, read_module, with_imports
from podcheck.cpp.standard_modules import STANDARD, include_all_of
from podcheck.files import read_bytes
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Module, Unit
from podcheck.paths import spell_file

FOLDER = "/podcheck-modules"
"""The files of ours: in a folder that does not exist, so that no header is found beside them. `N.hpp` has the text of
one module, `with_N.hpp` before it those of all that it needs: however long the chain, includes are not nested by it."""
_MACRO = re.compile(rb"^[ \t]*#[ \t]*(?:define|undef)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_CIRCLE_ADVICE = "Modules must not import each other: no compiler builds that."
_CLASH = re.compile(
    r"redefinition|redeclaration|differ only in their return type|is ambiguous|does not match previous declaration"
    r"|ambiguous partial specializations"
)
"""What libclang says where two declarations of a name can't both be."""

CLASH_ADVICE = "Give one of them another name: unlike compilers, podcheck reads a file and its modules as one text."
_NAME = re.compile(rb"[A-Za-z_]\w*")
REFUSED = b"#error podcheck can't follow import "
"""Stands in place of an import that can't be followed, its number behind it."""

_REFUSAL = re.compile(REFUSED.decode().removeprefix("#error ") + r"(\d{1,6})")


class Followed(Struct, frozen=True):
    """A unit's text with what it imports in place."""

    text: bytes
    files: Mapping[str, bytes]
    """The files that the text needs, by path, with their texts."""

    arguments: tuple[str, ...]
    """The unit's arguments, then the folders in which the modules' headers are looked for."""

    refused: tuple[Problem, ...]
    """Problems of the imports that could not be followed; libclang says which of them no `#if` leaves out."""

    orders: Mapping[int, Sequence[int]]
    """By the number of a module, the numbers of all modules that it needs, itself last."""

    sources: Mapping[int, str]
    """By the number of a module, the path of its text."""


def is_ours(file: str) -> bool:
    """Whether the file is one of ours, with the text of a module."""
    return file.startswith(f"{FOLDER}/")


def follow(
    unit: Unit, text: bytes, more: Mapping[str, bytes] = {}, unread: Mapping[str, Mapping[int, str]] = {}
) -> Followed | None:
    """Return the unit's text with what it imports; None where it imports nothing.

    `more`: headers of the unit that import something, with their texts. `unread`: by file and line the names of what
    libclang knows to be imported there, by a macro for instance.
    """
    if unit.std < CxxStandard.CXX20 or not (has_imports(text) or more or unread):
        return None
    following = _ImportWalk(unit)
    plain = following.without(following.rewrite(text, unit.file), unit.file, unread.get(unit.file, {}))
    if plain == text and not more:
        return None
    for file, content in more.items():
        shown = spell_file(file)
        following.files[file] = following.without(following.rewrite(content, shown), shown, unread.get(shown, {}))
    following.make_files([text, *more.values()])
    arguments = (*unit.arguments, *following.more_folders())
    return Followed(plain, following.files, arguments, tuple(following.problems), following.orders, following.sources)


class _ImportWalk:
    """What was followed of a unit's imports so far; the files are made at the end."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.file = os.path.realpath(unit.path)
        """The real path of the unit's own file."""

        self.others = {os.path.realpath(file): content for file, content in unit.others}
        """By real path, the texts of files that the editor has otherwise than the disk."""

        self.known = {module.name: module for module in unit.modules}
        """The unit's modules by name."""

        self.names = [*sorted(STANDARD - set(self.known)), *self.known]
        self.numbers = {name: number for number, name in enumerate(self.names)}
        """The number of each module by its name: its index in `names`."""

        self.texts: dict[str, bytes] = {}
        """The texts of modules by name, as they are read."""

        self.files: dict[str, bytes] = {}
        """The files that the text needs, by path, with their texts."""

        self.problems: list[Problem] = []
        self.orders: dict[int, list[int]] = {}
        """By the number of a module, the numbers of all that it needs, itself last; noted when an import is met."""

        self.sources: dict[int, str] = {}
        """By the number of a module, the path of its text."""

    def rewrite(self, text: bytes, file: str) -> bytes:
        """Return the text with an include of all that each import needs in its place."""

        def replacement(imported: Import) -> bytes:
            name = imported.name
            if not imported.header and self._can_follow(name):
                number = self.numbers[name]
                self.orders.setdefault(number, [self.numbers[needed] for needed in self._order(name)])
                return f'#include "{FOLDER}/with_{number}.hpp"'.encode()
            return self._in_place_of(imported, file)

        return with_imports(text, replacement)

    def without(self, text: bytes, file: str, unread: Mapping[int, str]) -> bytes:
        """Return the text without the lines that import something of which nothing is known."""
        lines = text.split(b"\n")
        for number, name in unread.items():
            first = last = min(number, len(lines)) - 1
            while first > 0 and _goes_on(lines[first - 1]):
                first -= 1
            while last + 1 < len(lines) and _goes_on(lines[last]):
                last += 1
            lines[first : last + 1] = [b""] * (last + 1 - first)
            reason = "the name is not written there, or not known"
            self.problems.append(_not_followed(Module(name, reason=reason), Import(name, number), file))
            lines[first] = REFUSED + str(len(self.problems) - 1).encode()
        return b"\n".join(lines)

    def _rewrite_module(self, name: str, file: str) -> bytes:
        """Return the module's text; what it needs stands before it already."""
        return with_imports(self.texts[name], lambda imported: self._in_place_of(imported, file), importable_part=True)

    def _in_place_of(self, imported: Import, file: str) -> bytes:
        if imported.header:
            return f"#include {imported.name}".encode("utf-8", "surrogateescape")
        if not self._can_follow(imported.name):
            module = self.known.get(imported.name, Module(imported.name))
            self.problems.append(_not_followed(module, imported, file))
            return REFUSED + str(len(self.problems) - 1).encode()
        return b""

    def _can_follow(self, name: str) -> bool:
        """Whether there is a text to follow the import by, which is read then."""
        module = self.known.get(name)
        if module is None or module.reason:
            return module is None and name in STANDARD
        if os.path.realpath(module.file) == self.file:
            self.known[name] = Module(name, reason="it is this file's own", advice=_CIRCLE_ADVICE)
            return False
        if name not in self.texts:
            try:
                other = self.others.get(os.path.realpath(module.file))
                content = other.encode("utf-8", "surrogateescape") if other is not None else read_bytes(module.file)
            except OSError as error:
                self.known[name] = Module(name, reason=f"{module.file} can't be read: {error.strerror}")
                return False
            self.texts[name] = content
        return True

    def _order(self, name: str) -> list[str]:
        """Return the modules that this one needs, each behind all that it needs itself."""
        order: dict[str, None] = {}
        seen = {name}
        stack = [(name, self._modules_to_follow(name))]
        while stack:
            current, needed = stack[-1]
            following = next(needed, None)
            if following is None:
                order[current] = None
                stack.pop()
            elif following not in seen:
                seen.add(following)
                stack.append((following, self._modules_to_follow(following)))
        return list(order)

    def _modules_to_follow(self, name: str) -> Iterator[str]:
        imports = read_module(self.texts[name]).imports if name in self.texts else ()
        return (needed for needed in modules_named(imports) if self._can_follow(needed))

    def make_files(self, texts: Iterable[bytes]) -> None:
        """Make the files that the text needs."""
        own = tuple(_macros((*texts, *self.texts.values())))
        for number, order in self.orders.items():
            lines = [f'#include "{FOLDER}/{each}.hpp"\n' for each in order]
            self.files[f"{FOLDER}/with_{number}.hpp"] = "".join(["#pragma once\n", *lines]).encode()
        for number in sorted({each for order in self.orders.values() for each in order}):
            name = self.names[number]
            if name in self.known:
                path = os.path.realpath(self.known[name].file)
                self.sources[number] = path
                self.files[f"{FOLDER}/{number}.hpp"] = self._wrapper(self.known[name], own)
                self.files[path] = self._rewrite_module(name, spell_file(path))
            else:
                self.files[f"{FOLDER}/{number}.hpp"] = include_all_of(name)

    def _wrapper(self, module: Module, own: Sequence[str]) -> bytes:
        """Return the text that includes the module's, without the macros of those who import it."""
        theirs = dict(list_definitions(module.arguments))
        hidden = list(dict.fromkeys([*own, *dict(list_definitions(self.unit.arguments)), *theirs]))
        lines = ["#pragma once"]
        for name in hidden:
            lines += [f'#pragma push_macro("{name}")', f"#undef {name}"]
        lines += [f"#define {definition}" for definition in theirs.values() if definition]
        lines.append(f'#include "{os.path.realpath(module.file)}"')
        lines += [f'#pragma pop_macro("{name}")' for name in hidden]
        return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")

    def more_folders(self) -> Iterator[str]:
        """Yield the words for the folders of the modules that the unit does not name itself."""
        own = set(list_folders(self.unit.arguments))
        theirs = dict.fromkeys(folder for module in self.unit.modules for folder in list_folders(module.arguments))
        yield from (word for folder in theirs if folder not in own for word in folder)


def _goes_on(line: bytes) -> bool:
    """Whether the next line belongs to this one."""
    return line.rstrip(b"\r").endswith(b"\\")


def refusals(followed: Followed, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of the imports that count and could not be followed, and the others among the problems."""
    refused: list[Problem] = []
    others: list[Problem] = []
    for problem in problems:
        match = _REFUSAL.fullmatch(problem.message)
        if match is not None and int(match[1]) < len(followed.refused):
            refused.append(followed.refused[int(match[1])])
        else:
            others.append(problem)
    return tuple(dict.fromkeys(refused)), tuple(others)


def find_clashes(unit: Unit, followed: Followed, problems: Iterable[Problem]) -> dict[str, str]:
    """Return the modules that can't be read beside the others, each with the reason.

    A name that a module keeps to itself may be another one elsewhere, and their texts stand in one here.
    """
    files = {path: name for name, path in _names_of(unit, followed)}
    result: dict[str, str] = {}
    for problem in problems:
        if problem.location is None or not _CLASH.search(problem.message):
            continue
        path = os.path.realpath(problem.location.file)
        text = followed.text if problem.location.file == unit.file else followed.files.get(path, b"")
        name = _name_at(text, problem.location)
        word = re.compile(rb"\b" + re.escape(name) + rb"\b")
        having = [module for file, module in files.items() if name and word.search(followed.files[file])]
        clashing = [files[path]] if path in files and len(having) > 1 else having if path not in files else []
        for module in clashing:
            result[module] = f"its {name.decode()!r} can't be told apart from that of this file or of another module"
    return result


def _name_at(text: bytes, place: Location) -> bytes:
    """Return the name that stands there."""
    line = next(iter(text.split(b"\n")[place.line - 1 : place.line]), b"")
    match = _NAME.match(line, max(0, place.column - 1))
    return match[0] if match is not None else b""


def _names_of(unit: Unit, followed: Followed) -> Iterator[tuple[str, str]]:
    """Yield the modules that are followed, each with the path of its text."""
    paths = set(followed.sources.values())
    for module in unit.modules:
        if not module.reason and (path := os.path.realpath(module.file)) in paths:
            yield module.name, path


def _not_followed(module: Module, imported: Import, file: str) -> Problem:
    reason = module.reason or "it is not known which file exports it"
    verb = "implements" if imported.implied else "imports"
    what = f"{verb} module '{module.name}', which could not be read: {reason}; what depends on it is not analysed"
    advice = module.advice or (
        f"Name the file with `export module {module.name};` as well, or a build with -p whose database has it."
    )
    return Problem(what, Location(file, imported.line, 1), advice)


def _macros(texts: Iterable[bytes]) -> dict[str, None]:
    """Return the macros that the texts define themselves."""
    plain = (without_comments(text) for text in texts)
    return dict.fromkeys(match[1].decode() for text in plain for match in _MACRO.finditer(text))
