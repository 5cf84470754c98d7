"""A parse that halts at the unit's end to be looked at, and goes on with the C++ that the listener answers with.

libclang's indexing interface reports the names that a unit's own file uses while the parser still stands behind them.
So a name of ours is put behind the unit's last line: when it is reported, every class of the unit is complete,
and cursors work. What the listener wants to have parsed next goes into a file that the line behind includes, and so on.
Asking thus costs the parsing of the questions, where it would else take a precompiled preamble, whose making costs
half a parse, and a parse on top of it for each round.

libclang parses no function bodies in system headers. All headers count as such where nobody asks what the functions of
the project's own do.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from ctypes import byref, c_char_p, c_void_p, cast, sizeof
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from clang import cindex
from clang.cindex import Cursor, TranslationUnit

from podcheck import temporary
from podcheck.cpp.probe_names import LIBRARY, LIBRARY_CONSTANT, LIBRARY_VERSION, PLAIN_KEYWORDS
from podcheck.extract.libclang.binding import resource_folder
from podcheck.extract.libclang.include_graph import ON_INCLUSION, IncludeGraph
from podcheck.extract.libclang.indexing import ON_DIAGNOSTICS, ON_REFERENCE, Callbacks, EntityReference, OpenUnit
from podcheck.extract.libclang.overlay import write_overlay
from podcheck.files import read_bytes
from podcheck.paths import LIBRARIES

if TYPE_CHECKING:
    from ctypes import _Pointer

Listener = Callable[[TranslationUnit, str], str]
"""Called with the unit and the name of the file that holds what it answered last; "" ends the conversation."""

EndListener = Callable[[TranslationUnit], None]
"""Called with the unit when its parse is over."""

_MOST_ROUNDS = 8
_SKIP_BODIES = 0x10
"""CXIndexOpt_SkipParsedBodiesInSession: bodies in system headers are skipped always."""

_IMPLICIT_INSTANCES = 0x4
"""CXIndexOpt_IndexImplicitTemplateInstantiations; without it libclang leaves their bodies out as in a prefix header."""

_OURS = re.compile(r"podcheck_[0-9a-f]{16}")
ALL_SYSTEM = "--system-header-prefix="
"""Has all headers count as system headers."""

_KEEP_GOING = 0x200
_RECORD_MACROS = 0x01
_SERIALIZABLE = 0x01 | 0x02 | 0x10 | _KEEP_GOING
"""CXTranslationUnit: detailed preprocessing record, incomplete, for serialization."""

PREFIX_FILE = "/podcheck-prefix/headers.hpp"
"""What a prefix calls its own file: in a folder that does not exist, so that no header is found beside it."""

PREFIX_TEXT = ".hpp"
"""Behind the path of a prefix that of its text."""

_ON_TOP = ("-Xclang", "-fno-validate-pch", "-include-pch")
"""libclang does not look itself whether options are as they were: it writes down another setting of the inliner than
it indexes with. podcheck looks (`podcheck.cache.prefixes`)."""


class _Round:
    """What happens at the names of ours: an error in the listener must not pass through libclang."""

    def __init__(
        self, index: cindex.Index, name: bytes, folder: Path, listener: Listener, at_end: EndListener | None = None
    ) -> None:
        self.index = index
        self.name = name
        self.folder = folder
        self.listener = listener
        self.at_end = at_end
        self.unit: OpenUnit | None = None
        """The unit, once the parser stands at its end."""

        self.error: BaseException | None = None
        """What the listener raised."""

        self.number = 0
        """The number of the next answer."""

        self.over = False
        """Whether the listener is not called any more."""

        self.referenced: dict[int, Cursor] = {}
        """The declarations that the unit's own file refers to, by identity."""

    def heard(self, _client: object, pointer: _Pointer[EntityReference]) -> None:
        reference = pointer.contents
        if self.over or not reference.entity:
            return
        entity = reference.entity.contents
        if entity.name != self.name:
            if self.unit is None:
                declaration = entity.cursor
                key = declaration.data[0]
                if key not in self.referenced:
                    self.referenced[key] = Cursor.from_buffer_copy(declaration)
            return
        try:
            self.over = not self._answer(reference)
        except BaseException as error:  # noqa: BLE001  raised again behind the parse
            self.error = error
            self.over = True

    def hear_end(self, _client: object, _diagnostics: object, _reserved: object) -> None:
        """The parse is over, and libclang still holds all that it needs: it hands over the diagnostics."""
        if self.at_end is None or self.unit is None or self.error is not None:
            return
        try:
            self.at_end(self.unit)
        except BaseException as error:  # noqa: BLE001  raised again behind the parse
            self.error = error

    def _answer(self, reference: EntityReference) -> bool:
        if self.unit is None:
            self.unit = OpenUnit(cast(reference.cursor.data[2], cindex.c_object_p), self.index)
            self.unit.referenced = list(self.referenced.values())
        answer = self.listener(self.unit, self.file(self.number))
        self.number += 1
        if answer:
            Path(self.file(self.number)).write_text(answer, "utf-8", "surrogateescape")
        return bool(answer)

    def file(self, number: int) -> str:
        """Return the path of the answer of that number."""
        return str(self.folder / f"{self.name.decode()}_{number}")


def is_behind_the_unit(name: str) -> bool:
    """Whether the class of that name is the one that stands behind every unit."""
    return bool(_OURS.fullmatch(name))


def converse(
    path: str,
    text: bytes,
    arguments: Sequence[str],
    listener: Listener,
    included: IncludeGraph,
    others: Mapping[str, bytes] | None = None,
    *,
    instances: bool = False,
    bodies: bool = False,
    prefix: str | None = None,
    whole: bool = False,
    at_end: EndListener | None = None,
) -> OpenUnit | None:
    """Parse the text as that file and talk with the listener at its end; return the unit, or None where libclang
    refuses.

    The listener is not called where the unit ends within an open bracket or `#if`. What is included is noted in
    `included`, but for the listener's answers. `others` says what further files have in them. `instances`: when the
    parse is over, the bodies of the instances of function templates are there whose own are parsed. `bodies`: those of
    functions in the project's headers are. `prefix`: a precompiled header to parse it on top of; the unit's top-level
    declarations are then those behind it, unless it is wanted `whole`. `at_end` is called when the parse is over, if
    the listener was: on top of a prefix cursors must not be used later, for what libclang then loads of the prefix it
    hands to its parser's callbacks, which lie on a stack that is gone.
    """
    index = cindex.Index.create(excludeDecls=prefix is not None and not whole)
    name = f"podcheck_{secrets.token_hex(8)}"
    with temporary.folder() as place:
        folder = Path(place)
        included.ours = place
        talk = _Round(index, name.encode(), folder, listener, at_end)
        contents = {path: text + _ends(name), **(others or {})}
        if prefix is not None:
            contents[PREFIX_FILE] = read_bytes(f"{prefix}{PREFIX_TEXT}")  # libclang wants it to be there
        overlay = write_overlay(folder, contents)
        ours = (
            *(as_libraries(arguments) if bodies else [ALL_SYSTEM]),
            "-iquote",
            str(folder),
            "-ivfsoverlay",
            str(overlay),
        )
        on_top = (*_ON_TOP, prefix) if prefix is not None else ()
        options = _KEEP_GOING | (_RECORD_MACROS if prefix is not None else 0)
        words = (*arguments, *ours, *on_top)
        result, pointer = _parse(index, path, words, talk, included, instances, options)
    if result or not pointer:
        if talk.error is not None:
            raise talk.error
        return None
    unit = talk.unit or OpenUnit(pointer, index)
    if talk.error is not None:
        unit.close()
        raise talk.error
    return unit


def as_libraries(arguments: Sequence[str]) -> list[str]:
    """Return the words that make libraries' folders that `-I` names system folders, so that their functions stay
    unread.
    """
    joined = [word.removeprefix("-I") for word in arguments if word.startswith("-I") and word != "-I"]
    parted = [folder for word, folder in pairwise(arguments) if word == "-I"]
    folders = (folder for folder in (*joined, *parted) if folder.startswith(LIBRARIES))
    return [word for folder in dict.fromkeys(folders) for word in ("-isystem", folder)]


def parse_for_serialization(path: str, arguments: Sequence[str]) -> tuple[OpenUnit, IncludeGraph] | None:
    """Parse a header so that it can be saved and units be parsed on top of it; None where libclang refuses."""
    index = cindex.Index.create()
    graph = IncludeGraph()
    silent = _Round(index, b"", Path(), lambda _unit, _file: "")
    result, pointer = _parse(index, path, arguments, silent, graph, False, _SERIALIZABLE)
    if result or not pointer:
        return None
    return OpenUnit(pointer, index), graph


def _ends(name: str) -> bytes:
    """Return what stands behind the unit; the padding keeps the parser from looking ahead for a file that is not there.

    A copy of the file that it or a header of it includes has the same end, but that is not the end of the unit.
    """
    lines = [
        "\n#if __INCLUDE_LEVEL__ == 0",
        f"{PLAIN_KEYWORDS}{LIBRARY}#ifdef {LIBRARY_VERSION}",
        f"enum {{ {LIBRARY_CONSTANT} = {LIBRARY_VERSION} }};",
        "#endif",
        f"struct {name};",
    ]
    for number in range(1, _MOST_ROUNDS + 1):
        lines += [
            f"extern {name} *{name}_at_{number}; typedef int {name}_padding;",
            f'#if __has_include("{name}_{number}")',
            f'#include "{name}_{number}"',
            "#endif",
        ]
    return "\n".join([*lines, "#endif"]).encode() + b"\n"


def _parse(
    index: cindex.Index,
    path: str,
    arguments: Sequence[str],
    talk: _Round,
    graph: IncludeGraph,
    instances: bool,
    unit_options: int,
) -> tuple[int, cindex.c_object_p]:
    library = cindex.conf.lib
    heard = ON_REFERENCE(talk.heard)
    noted = ON_INCLUSION(graph.note)
    ended = ON_DIAGNOSTICS(talk.hear_end)
    callbacks = Callbacks(
        reference=cast(heard, c_void_p), included=cast(noted, c_void_p), diagnostic=cast(ended, c_void_p)
    )
    words = [word.encode("utf-8", "surrogateescape") for word in (*arguments, *resources(arguments))]
    file = path.encode("utf-8", "surrogateescape")
    pointer = cindex.c_object_p()
    options = _SKIP_BODIES | (_IMPLICIT_INSTANCES if instances else 0)
    action = library.clang_IndexAction_create(index)
    try:
        result = library.clang_indexSourceFile(
            action, None, byref(callbacks), sizeof(callbacks), options, file,
            (c_char_p * len(words))(*words), len(words), None, 0, byref(pointer), unit_options,
        )  # fmt: skip
    finally:
        library.clang_IndexAction_dispose(action)
    return result, pointer


def resources(arguments: Sequence[str]) -> list[str]:
    """Return the arguments for clang's own headers, which libclang does not find from where a Python package has it."""
    folder = resource_folder()
    return ["-resource-dir", folder] if folder and "-resource-dir" not in arguments else []
