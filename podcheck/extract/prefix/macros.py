"""What the macros of a prefix's files are made of, which file uses whose, and where the order of files decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from clang.cindex import CursorKind

from podcheck.extract.libclang.cursors import identity, raw_location
from podcheck.extract.libclang.indexing import OpenUnit
from podcheck.extract.libclang.typed_calls import kind_id
from podcheck.extract.prefix.prefix import PrefixFile
from podcheck.extract.prefix.source_text import count_words_outside_macros, decode_words, read_definitions, read_words

_CALLED = re.compile(rb"([A-Za-z_]\w*)\s*\(")
_MACRO_DEFINITION = CursorKind.MACRO_DEFINITION.value
_MACRO_USE = CursorKind.MACRO_INSTANTIATION.value


def read_macros(
    unit: OpenUnit, number_of: Callable[[str], int | None]
) -> tuple[dict[int, set[str]], dict[int, set[int]], set[str]]:
    """Return the macros that each file defines, the files whose macros it used, and the macros that no file defines."""
    defines: dict[int, set[str]] = {}
    used: dict[int, set[int]] = {}
    predefined: set[str] = set()
    places: dict[int, int | None] = {}
    for cursor in unit.cursor.get_children():
        kind = kind_id(cursor)
        if kind == _MACRO_DEFINITION:
            number = number_of(raw_location(cursor)[0])
            if number is None:
                predefined.add(cursor.spelling)
            else:
                defines.setdefault(number, set()).add(cursor.spelling)
        elif kind == _MACRO_USE:
            user = number_of(raw_location(cursor)[0])
            definition = cursor.referenced
            if user is None or definition is None:
                continue
            key = identity(definition)
            if key not in places:
                places[key] = number_of(raw_location(definition)[0])
            place = places[key]
            if place is not None and place != user:
                used.setdefault(user, set()).add(place)
    return defines, used, predefined


def read_bodies(files: Sequence[PrefixFile], texts: Sequence[bytes]) -> dict[str, frozenset[str]]:
    """Return by macro the other macros in its replacement: libclang does not say that they are used where it is.

    Of two macros of system headers none counts: they are made to be included in any order.
    """
    defined = frozenset[str]().union(*(file.defines for file in files))
    own = frozenset[str]().union(*(file.defines for file in files if file.user))
    with_parameters = _find_with_parameters(files, texts)
    bodies: dict[str, frozenset[str]] = {}
    for file, text in zip(files, texts, strict=True):
        wanted = defined if file.user else own
        if not file.user and wanted.isdisjoint(file.words):
            continue
        for macro, several in read_definitions(text).items():
            (name,) = decode_words([macro])
            words = set(decode_words(word for body in several for word in read_words(body)))
            called = set(decode_words(word for body in several for word in _CALLED.findall(body)))
            inner = wanted & ((words - with_parameters) | called) - {name}
            if inner:
                bodies[name] = bodies.get(name, frozenset()) | inner
    return bodies


def _find_with_parameters(files: Sequence[PrefixFile], texts: Sequence[bytes]) -> set[str]:
    """Return the macros of the project's headers that are only replaced in front of a bracket, [cpp.replace]."""
    definitions = [read_definitions(text) for file, text in zip(files, texts, strict=True) if file.user]
    macros = {macro for several in definitions for macro in several}
    return set(
        decode_words(
            macro
            for macro in macros
            if all(body.startswith(macro + b"(") for several in definitions for body in several.get(macro, ()) if body)
        )
    )


def find_inner(text: bytes, bodies: Mapping[str, AbstractSet[str]]) -> set[str]:
    """Return the macros within those that the text uses, however deep; one that it only defines is not used."""
    definitions = read_definitions(text)
    used = (
        macro for macro, count in count_words_outside_macros(text).items() if count > len(definitions.get(macro, ()))
    )
    result: set[str] = set()
    stack = [word for word in decode_words(used) if word in bodies]
    while stack:
        for inner in bodies.get(stack.pop(), ()):
            if inner not in result:
                result.add(inner)
                stack.append(inner)
    return result


def find_reads_after(
    files: Sequence[PrefixFile],
    texts: Sequence[bytes],
    reach: Sequence[set[int]],
    bodies: Mapping[str, AbstractSet[str]],
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of a file that sets macros and one in front of it that mentions one; see `Prefix`."""
    setters: dict[str, list[int]] = {}
    for number, file in enumerate(files):
        for name in file.defines | file.undefines:
            setters.setdefault(name, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for reader, file in enumerate(files):
        inner = find_inner(texts[reader], bodies) if file.user else set()
        for name in (file.words | inner) & setters.keys():
            for setter in setters[name]:
                if setter < reader or setter in reach[reader] or not (file.user or files[setter].user):
                    continue
                if name in inner or _reads(texts[reader], name.encode("utf-8", "surrogateescape"), texts[setter]):
                    pairs.add((setter, reader))
    return tuple(sorted(pairs))


def _reads(text: bytes, macro: bytes, setter: bytes) -> bool:
    """Whether the text mentions the macro, but for definitions that are the same in the setter, and within others."""
    definitions = read_definitions(text).get(macro, ())
    again = len(definitions) if set(definitions) == set(read_definitions(setter).get(macro, ())) else 0
    return count_words_outside_macros(text)[macro] > again
