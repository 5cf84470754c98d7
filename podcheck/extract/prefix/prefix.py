"""What is known of a precompiled prefix: its files, who includes whom, and what each file may change for others."""

from __future__ import annotations

import msgspec

from podcheck.extract.libclang.include_graph import quote_header


class IncludeDirective(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One `#include`."""

    line: int
    """1-based."""

    file: int | None
    """The number of the file that it brings; None where that was not found."""

    name: str
    """As written."""

    angled: bool
    """Whether the name is in angle brackets."""

    @property
    def spelled(self) -> str:
        """The name with what is around it: `<vector>` or `"a.hpp"`."""
        return quote_header(self.name, angled=self.angled)


class Contribution(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file adds to a set that lookups choose from: an overload, a specialisation, a using-directive ..."""

    noticed_by: str
    """How a file notices it (see `mentions`), mostly in which of its sets of words `name` has to be."""

    name: str
    """What lookups find it by."""

    scope: tuple[str, ...]
    """The names of the namespaces around it."""

    tied_to: tuple[int, ...]
    """The files that declare the types it is about; who does not see all of these can't choose it."""

    types: tuple[str, ...] = ()
    """The names of these types."""

    also_in: tuple[int, ...] = ()
    """The files that declare the same function, where there are several; who sees one of these has it anyhow."""


class PrefixFile(msgspec.Struct, frozen=True, array_like=True):
    """One file that the prefix read.

    Sets of words have only those of its text that matter, without what is skipped; `FileSynopsis` says what each is.
    """

    name: str
    user: bool
    """Whether it is the project's, not a system header."""

    guarded: bool
    """Whether it is read once, however often it is included."""

    skipped: tuple[tuple[int, int], ...]
    """The first and the last line, 1-based, of each part behind a condition that does not hold."""

    directives: tuple[IncludeDirective, ...]
    defines: frozenset[str]
    """The macros that it defines, as far as its conditions hold."""

    undefines: frozenset[str]
    """The macros that it may undefine."""

    macros_of: tuple[int, ...]
    """The files whose macros it used."""

    refers_to: tuple[int, ...]
    """The files whose declarations its own refer to."""

    leans_on: tuple[tuple[int, str], ...]
    """Those of `macros_of` and `refers_to` that it does not include, with the name of the class or enumeration, else
    "".
    """

    declared: frozenset[str]
    """The classes and enumerations that it declares."""

    contributions: tuple[Contribution, ...]
    """What it adds to sets that lookups choose from."""

    words: frozenset[str]
    calls: frozenset[str]
    unevaluated: frozenset[str]
    named: frozenset[tuple[str, int]]
    """What its declarations refer to without a qualifier, with the file of that."""

    queried: frozenset[str]
    unqualified: frozenset[str]
    qualified: frozenset[str]
    namespaces: frozenset[str]
    inner: frozenset[str] = frozenset()
    """The macros within those that it uses."""


class Prefix(msgspec.Struct, frozen=True):
    """A precompiled header that units of one set of flags may be parsed on top of."""

    path: str
    """The file that libclang loads."""

    first: tuple[IncludeDirective, ...]
    """The directives of its own text."""

    forced: tuple[IncludeDirective, ...]
    """The directives that the arguments' `-include` are."""

    files: tuple[PrefixFile, ...]
    """All that it read, in the order in which they were entered."""

    reads_after: tuple[tuple[int, int], ...]
    """Pairs of files of which the first defines macros that the second mentions without including it, and comes behind
    it.
    """

    concepts: frozenset[str]
    """The names of all concepts."""

    redeclared: dict[str, tuple[int, ...]]
    """The files that declare the same function, variable or type alias, where there are several, by libclang's USR."""

    macro_bodies: dict[str, frozenset[str]]
    """The other macros that each macro's replacement contains."""
