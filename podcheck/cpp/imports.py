"""What a unit imports, put in the place of its imports: the text of each module's interface as plain C++.

libclang writes no named module's compiled form (what it saves is no module, and it refuses that), and one of the build
is for the compiler that made it, and nobody checks it. So a module is followed by its source: an import becomes the
`#include` of a file of ours, in which no macro of the importer is seen and from which none comes back, as it is with
modules. What a module does not export is seen too; that makes no class another one, and where two such names clash, it
is not followed. `import std;` stands for the headers of the C++ library, and the import of a header for its include.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from podcheck.cpp.lexer import without_comments
from podcheck.cpp.modules import Import, has_imports, modules_named, read_module, with_imports
from podcheck.files import read_bytes
from podcheck.model.problems import Location, Problem
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Module, Unit
from podcheck.paths import spell_file

FOLDER = "/podcheck-modules"
"""The files of ours: in a folder that does not exist, so that no header is found beside them. `N.hpp` has the text of
one module, `with_N.hpp` before it those of all that it needs: however long the chain, includes are not nested by it."""

STANDARD = frozenset({"std", "std.compat"})
_OURS = re.compile(rb'^#include "' + FOLDER.encode() + rb'/(with_)?(\d{1,6})\.hpp"', re.MULTILINE)
_MACRO = re.compile(rb"^[ \t]*#[ \t]*(?:define|undef)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_QUOTED = re.compile(rb'^([ \t]*#[ \t]*include[ \t]*")([^"\n]+)"', re.MULTILINE)
_DEFINITION = re.compile(r"([A-Za-z_]\w*)(\([^()\n]*\))?(?:=([^\n]*))?")
_CIRCLE_ADVICE = "Modules must not import each other: no compiler builds that."
_CLASH = re.compile(
    r"redefinition|redeclaration|differ only in their return type|is ambiguous|does not match previous declaration"
    r"|ambiguous partial specializations"
)
"""What libclang says where two declarations of a name can't both be."""

CLASH_ADVICE = "Give one of them another name: unlike compilers, podcheck reads a file and its modules as one text."
_NAME = re.compile(rb"[A-Za-z_]\w*")
_REFUSED = b"#error podcheck can't follow import "
_REFUSAL = re.compile(_REFUSED.decode().removeprefix("#error ") + r"(\d{1,6})")
_REFUSED_LINE = re.compile(rb"^" + _REFUSED + rb"\d+", re.MULTILINE)
_BEHIND = b'\n# 1 "podcheck-behind"\n'
_UNNAMEABLE = re.compile(r'["\\\n\r]')

_HEADERS = """
algorithm any array atomic barrier bit bitset charconv chrono compare complex concepts condition_variable contracts
coroutine debugging deque exception execution expected filesystem flat_map flat_set format forward_list fstream
functional future generator hazard_pointer initializer_list inplace_vector iomanip ios iosfwd iostream istream iterator
latch limits linalg list locale map mdspan memory memory_resource mutex new numbers numeric optional ostream print queue
random ranges ratio rcu regex scoped_allocator semaphore set shared_mutex simd source_location span spanstream sstream
stack stacktrace stdexcept stdfloat stop_token streambuf string string_view syncstream system_error text_encoding thread
tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio
cstdlib cstring ctime cuchar cwchar cwctype
"""
_C_HEADERS = """
ctype.h errno.h fenv.h float.h inttypes.h limits.h locale.h math.h setjmp.h signal.h stdarg.h stddef.h stdint.h stdio.h
stdlib.h string.h time.h uchar.h wchar.h wctype.h
"""


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
            lines[first] = _REFUSED + str(len(self.problems) - 1).encode()
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
            return _REFUSED + str(len(self.problems) - 1).encode()
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
                self.files[f"{FOLDER}/{number}.hpp"] = _library(name)

    def _wrapper(self, module: Module, own: Sequence[str]) -> bytes:
        """Return the text that includes the module's, without the macros of those who import it."""
        theirs = dict(_definitions(module.arguments))
        hidden = list(dict.fromkeys([*own, *dict(_definitions(self.unit.arguments)), *theirs]))
        lines = ["#pragma once"]
        for name in hidden:
            lines += [f'#pragma push_macro("{name}")', f"#undef {name}"]
        lines += [f"#define {definition}" for definition in theirs.values() if definition]
        lines.append(f'#include "{os.path.realpath(module.file)}"')
        lines += [f'#pragma pop_macro("{name}")' for name in hidden]
        return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")

    def more_folders(self) -> Iterator[str]:
        """Yield the words for the folders of the modules that the unit does not name itself."""
        own = set(_folders(self.unit.arguments))
        theirs = dict.fromkeys(folder for module in self.unit.modules for folder in _folders(module.arguments))
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


@functools.cache
def _library(name: str) -> bytes:
    """Return the text that includes what the standard's module has."""
    headers = (_HEADERS + (_C_HEADERS if name == "std.compat" else "")).split()
    lines = [f"#if __has_include(<{header}>)\n#include <{header}>\n#endif\n" for header in headers]
    return "".join(["#pragma once\n", *lines]).encode()


def _macros(texts: Iterable[bytes]) -> dict[str, None]:
    """Return the macros that the texts define themselves."""
    plain = (without_comments(text) for text in texts)
    return dict.fromkeys(match[1].decode() for text in plain for match in _MACRO.finditer(text))


def _definitions(arguments: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield the macros of the arguments, each with what stands behind `#define`; nothing: it is undefined."""
    for word in arguments:
        match = _DEFINITION.fullmatch(word[2:]) if word.startswith(("-D", "-U")) else None
        if match is not None:
            value = "1" if match[3] is None else match[3]
            yield match[1], f"{match[1]}{match[2] or ''} {value}" if word.startswith("-D") else ""


_WITH_FOLDER = ("-isystem", "-iquote", "-idirafter", "-iframework", "-cxx-isystem", "-stdlib++-isystem")


def _folders(arguments: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Yield the words that name one folder."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_FOLDER:
            yield word, next(words, "")
        elif word.startswith(("-I", "-F", *_WITH_FOLDER)):
            yield (word,)


_IDLE = re.compile(
    r"-f(?:pic|PIC|pie|PIE)|-pthread|-f(?:no-)?(?:fast-math|openmp|builtin|threadsafe-statics)|-fsanitize=.*"
    r"|-ftemplate-depth=.*|-fconstexpr-(?:depth|steps)=.*"
)
"""What may differ between a library and who uses it: no class is another one by it."""


def importable_arguments(arguments: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those that a module may have of its own (macros and folders), and the others that bear on a class."""
    own: list[str] = []
    others: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in _WITH_FOLDER:
            own += [word, next(words, "")]
        elif not _IDLE.fullmatch(word):
            (own if word.startswith(("-D", "-U", "-I", "-F", *_WITH_FOLDER)) else others).append(word)
    return tuple(own), tuple(others)


def can_be_included(file: str) -> bool:
    """Whether an `#include` can say the file's name."""
    return not _UNNAMEABLE.search(file)


def in_one_text(unit: Unit, text: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the text with what the unit imports standing in it, for compilers, and the arguments for that.

    The text is the unit's, perhaps with something more on its lines.
    """
    followed = follow(unit, text)
    if followed is None:
        return text, unit.arguments
    plain = followed.text
    entered: set[int] = set()
    pieces: list[bytes] = []
    at = 0
    for match in _OURS.finditer(plain):
        order = [number for number in followed.orders.get(int(match[2]), ()) if number not in entered]
        entered.update(order)
        line = plain.count(b"\n", 0, match.start()) + 1
        back = f'\n# {line} "'.encode() + _escape(unit.file) + b'"\n'
        pieces += [plain[at : match.start()], *(_enter(number, followed) for number in order), back]
        at = match.end()
    return _REFUSED_LINE.sub(b"", b"".join([*pieces, plain[at:]])), followed.arguments


def _enter(number: int, followed: Followed) -> bytes:
    """Return the text of one module, with the macros of others hidden."""
    wrapper = followed.files[f"{FOLDER}/{number}.hpp"].removeprefix(b"#pragma once\n")
    path = followed.sources.get(number)
    if path is None:
        return _BEHIND + wrapper
    before, _, behind = wrapper.partition(b'#include "' + os.fsencode(path) + b'"\n')
    plain = _with_whole_names(followed.files[path], os.path.dirname(path))
    return b"".join([_BEHIND, before, b'# 1 "', _escape(spell_file(path)), b'"\n', plain, _BEHIND, behind])


def _with_whole_names(text: bytes, folder: str) -> bytes:
    """Return the text with the whole path of each header that is included in quotes and lies in the folder."""

    def whole(match: re.Match[bytes]) -> bytes:
        path = os.path.join(folder, os.fsdecode(match[2]))
        return match[1] + os.fsencode(path) + b'"' if os.path.isfile(path) else match[0]

    return _QUOTED.sub(whole, text)


def _escape(file: str) -> bytes:
    return file.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").encode("utf-8", "surrogateescape")
