"""What a prefix is, file by file: what decides which units it fits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from msgspec.structs import replace

from podcheck.extract.libclang.include_graph import is_system, list_entered
from podcheck.extract.libclang.skipped_ranges import blank_lines, find_skipped_lines
from podcheck.extract.prefix.contributions import Declarations, read_declarations
from podcheck.extract.prefix.macros import find_inner, find_reads_after, read_bodies, read_macros
from podcheck.extract.prefix.parsed_headers import ParsedHeaders, is_guarded, reachable_files
from podcheck.extract.prefix.prefix import IncludeDirective, Prefix, PrefixFile
from podcheck.extract.prefix.references import read_references
from podcheck.extract.prefix.source_text import (
    FileSynopsis,
    decode_words,
    match_concept_arguments,
    read_or_nothing,
    read_source_text,
    read_undefined,
    read_words,
)
from podcheck.paths import identify_file

_NOTHING = read_source_text(b"")


@dataclass(frozen=True, slots=True)
class _HeaderFiles:
    """The files of the headers, numbered in the order in which they were entered first."""

    parse: ParsedHeaders
    files: Sequence[str]
    numbers: Mapping[str, int]
    """The number of each file by its name."""

    reach: Sequence[set[int]]
    """The files that each includes, itself too."""

    user: Sequence[bool]
    """Whether each is the project's, not a system header."""

    skipped: Sequence[tuple[tuple[int, int], ...]]
    """The first and the last line of each part behind a condition that does not hold."""

    compiled: Sequence[bytes]
    """What each holds, without what is skipped."""

    texts: Sequence[FileSynopsis]
    """What each does; nothing of a system header."""

    @classmethod
    def read(cls, parse: ParsedHeaders) -> _HeaderFiles:
        """Read the files that the parse entered."""
        files = list(list_entered(parse.edges, parse.root))[1:]  # without what was made up to include them
        numbers = {file: number for number, file in enumerate(files)}
        reach = [{numbers[name] for name in reachable_files(parse.edges, file) if name in numbers} for file in files]
        user = [not is_system(file) for file in files]
        lines = find_skipped_lines(parse.unit)
        skipped = [lines.get(identify_file(file), ()) for file in files]
        compiled = [blank_lines(read_or_nothing(file), part) for file, part in zip(files, skipped, strict=True)]
        texts = [read_source_text(text) if own else _NOTHING for text, own in zip(compiled, user, strict=True)]
        return cls(parse, files, numbers, reach, user, skipped, compiled, texts)

    def number_of(self, file: str) -> int | None:
        """Return the number of the file, by whatever name it goes; None where it was not entered."""
        return self.numbers.get(self.parse.names.name_of(file)) if file else None

    def directives_of(self, name: str) -> tuple[IncludeDirective, ...]:
        """Return the directives of the file of that name; of "" those that the arguments' `-include` are."""
        return tuple(
            IncludeDirective(edge.line, self.numbers.get(edge.file) if edge.file else None, edge.name, edge.angled)
            for edge in self.parse.edges.get(name, ())
            if edge.file != os.devnull
        )


def describe(parse: ParsedHeaders, path: str) -> Prefix:
    """Return what decides which units fit on these headers, precompiled as that file."""
    headers = _HeaderFiles.read(parse)
    declarations = read_declarations(parse.unit.cursor, headers.number_of)
    defines, macros_of, predefined = read_macros(parse.unit, headers.number_of)
    defined = predefined.union(*defines.values())
    declared = [_declared_types(number, text, declarations) for number, text in enumerate(headers.texts)]
    refers, named, leans = read_references(
        parse.unit, headers.number_of, headers.user, headers.reach, declared, declarations.places
    )
    using = {
        each.name for several in declarations.contributions.values() for each in several if each.noticed_by == "named"
    }
    vocabulary = _vocabulary(declarations, defined)
    concepts = match_concept_arguments(declarations.concepts)
    described: list[PrefixFile] = []
    for number, file in enumerate(headers.files):
        text, compiled, user = headers.texts[number], headers.compiled[number], headers.user[number]
        concept_words = _words_of_concepts(compiled, concepts) if concepts is not None and user else ()
        undefined = text.undefined if user else read_undefined(compiled)
        described.append(
            PrefixFile(
                name=file,
                user=user,
                guarded=is_guarded(parse.unit, file),
                skipped=headers.skipped[number],
                directives=headers.directives_of(file),
                defines=frozenset(defines.get(number, ())),
                undefines=frozenset(decode_words(undefined)) & defined,
                macros_of=tuple(sorted(macros_of.get(number, set()) - headers.reach[number])),
                refers_to=tuple(sorted(refers.get(number, ()))),
                leans_on=tuple(sorted(leans.get(number, ()))),
                declared=declared[number],
                contributions=tuple(dict.fromkeys(declarations.contributions.get(number, ()))),
                words=_keep(text.words if user else read_words(compiled), vocabulary),
                calls=_keep(text.calls, vocabulary),
                unevaluated=_keep(text.unevaluated, vocabulary),
                named=_unqualified_references(named.get(number, ()), text, using),
                queried=_keep((*text.queried, *concept_words), vocabulary),
                unqualified=_keep(text.unqualified, vocabulary),
                qualified=_keep(text.qualified, vocabulary),
                namespaces=_keep(text.namespaces, vocabulary),
            )
        )
    return _with_macros(
        Prefix(
            path=path,
            first=headers.directives_of(parse.root),
            forced=headers.directives_of(""),
            files=tuple(described),
            reads_after=(),
            concepts=frozenset(name for name in declarations.concepts if name.isidentifier()),
            redeclared=declarations.redeclared,
            macro_bodies={},
        ),
        headers,
    )


def _with_macros(prefix: Prefix, headers: _HeaderFiles) -> Prefix:
    """Return the prefix with what its macros contain, and with the files that mention macros of others before them."""
    bodies = read_bodies(prefix.files, headers.compiled)
    files = tuple(
        replace(file, inner=frozenset(find_inner(text, bodies) if file.user else ()))
        for file, text in zip(prefix.files, headers.compiled, strict=True)
    )
    reads_after = find_reads_after(files, headers.compiled, headers.reach, bodies)
    return replace(prefix, files=files, reads_after=reads_after, macro_bodies=bodies)


def _keep(words: Iterable[bytes], vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(decode_words(words)) & vocabulary


def _unqualified_references(
    named: Iterable[tuple[str, int]], text: FileSynopsis, using: AbstractSet[str]
) -> frozenset[tuple[str, int]]:
    """Return those of a file's references that may be found by a using-declaration."""
    words = using & frozenset(decode_words(text.unqualified))
    return frozenset(pair for pair in named if pair[0] in words)


def _words_of_concepts(text: bytes, concepts: re.Pattern[bytes]) -> Iterator[bytes]:
    for match in concepts.finditer(text):
        yield from re.findall(rb"[A-Za-z_]\w*", match[1])


def _vocabulary(declarations: Declarations, defined: Iterable[str]) -> frozenset[str]:
    """Return the words of which it must be known which files have them."""
    words = {*defined}
    for contributions in declarations.contributions.values():
        for each in contributions:
            words |= {each.name, f"::{each.name}", *each.scope, *each.types}
    return frozenset(words)


def _declared_types(number: int, text: FileSynopsis, declarations: Declarations) -> frozenset[str]:
    """Return the names of the classes and enumerations that a file declares, as friends and in passing too."""
    names = declarations.names.get(number, set())
    passing = declarations.global_types.intersection(decode_words(text.passing))
    return frozenset(names.union(decode_words(text.declared), passing))
