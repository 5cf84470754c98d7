"""What is known of a precompiled prefix: its files, who includes whom, and what each file may change for others."""

from __future__ import annotations

import msgspec

from podcheck.extract.libclang.include_graph import quote_header


class IncludeDirective(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One `#include`: its line, the file that it brings (its number; None: not found), and the name as written."""

    line: int
    file: int | None
    name: str
    angled: bool

    @property
    def spelled(self) -> str:
        """The name with what is around it."""
        return quote_header(self.name, angled=self.angled)


class Contribution(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file adds to a set that lookups choose from: an overload, a specialisation, a using-directive ...

    `noticed_by`: how a file notices it (see `mentions`), mostly in which of its sets of words `name` has to be.
    `scope`: the names of the namespaces around it. `tied_to`: the files that declare the types it is about; who does
    not see all of these can't choose it. `types`: the names of these. `also_in`: the files that declare the same
    function, where there are several; who sees one of these has it anyhow.
    """

    noticed_by: str
    name: str
    scope: tuple[str, ...]
    tied_to: tuple[int, ...]
    types: tuple[str, ...] = ()
    also_in: tuple[int, ...] = ()


class PrefixFile(msgspec.Struct, frozen=True, array_like=True):
    """One file that the prefix read.

    `user`: it is the project's, not a system header. `guarded`: it is read once, however often it is included.
    `skipped`: the first and the last line of what stands behind conditions that do not hold. `defines`: the macros that
    it defines, as far as its conditions hold. `undefines`: those that it may undefine. `macros_of`: the files whose
    macros it used. `refers_to`: those whose declarations its own refer to. Of both, `leans_on` has those that it does
    not include, with the name of the class or enumeration, else "". `declared`: the classes and enumerations that it
    declares. `words`, `calls`, `unevaluated`, `queried`, `unqualified`, `qualified`, `namespaces`: of the words that
    matter, those in its text, but for what is skipped; `named`: what its declarations refer to without a qualifier,
    with the file of that. `inner`: the macros within those that it uses.
    """

    name: str
    user: bool
    guarded: bool
    skipped: tuple[tuple[int, int], ...]
    directives: tuple[IncludeDirective, ...]
    defines: frozenset[str]
    undefines: frozenset[str]
    macros_of: tuple[int, ...]
    refers_to: tuple[int, ...]
    leans_on: tuple[tuple[int, str], ...]
    declared: frozenset[str]
    contributions: tuple[Contribution, ...]
    words: frozenset[str]
    calls: frozenset[str]
    unevaluated: frozenset[str]
    named: frozenset[tuple[str, int]]
    queried: frozenset[str]
    unqualified: frozenset[str]
    qualified: frozenset[str]
    namespaces: frozenset[str]
    inner: frozenset[str] = frozenset()


class Prefix(msgspec.Struct, frozen=True):
    """A precompiled header that units of one set of flags may be parsed on top of.

    `path`: the file that libclang loads. `first`: the directives of its own text. `concepts`: the names of all
    concepts. `forced`: those that the arguments' `-include` stand for. `files`: all that it read, in the order in which
    they were entered. `reads_after`: pairs of files of which the first defines macros that the second mentions without
    including it, and comes behind it. `redeclared`: by libclang's USR, the files that declare the same function,
    variable or type alias, where there are several. `macro_bodies`: by macro the others in what it stands for.
    """

    path: str
    first: tuple[IncludeDirective, ...]
    forced: tuple[IncludeDirective, ...]
    files: tuple[PrefixFile, ...]
    reads_after: tuple[tuple[int, int], ...]
    concepts: frozenset[str]
    redeclared: dict[str, tuple[int, ...]]
    macro_bodies: dict[str, frozenset[str]]
