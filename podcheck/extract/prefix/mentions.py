"""What a unit's own files and the headers that it reaches mention, and which additions to lookups they may notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from podcheck.extract.prefix.prefix import Contribution, PrefixFile


@dataclass(slots=True)
class Mentions:
    """The words of the unit's own files and of the project's headers that it reaches, by kind.

    Fields that are named as in `FileSynopsis` are what they are there.
    """

    words: set[str]
    calls: set[str]
    unevaluated: set[str]
    functions: set[str]
    """The functions that are declared within reach."""

    named: set[tuple[str, int]]
    """What the files refer to without a qualifier, with its file."""

    unqualified: set[str]
    qualified: set[str]
    namespaces: set[str]
    queried: set[str]
    declared: set[str]
    """The classes and enumerations that are declared within reach."""

    defined: set[str]
    """The classes and enumerations that may be complete."""

    refers_to: set[int]
    """The files that they refer to."""

    own_words: set[str]
    """The words of the unit's own files."""

    words_of: dict[int, frozenset[str]]
    """The words of the headers, by the file's number."""

    def has_outside(self, files: Iterable[int], word: str) -> bool:
        """Whether the word occurs in another file than these of the prefix."""
        others = self.words_of.keys() - set(files)
        return word in self.own_words or any(word in self.words_of[number] for number in others)


def is_noticed(contribution: Contribution, file: PrefixFile, mentions: Mentions) -> bool:
    """Whether something that is mentioned may be looked up among what the file adds to."""
    if not mentions.words.issuperset(contribution.scope):
        return False
    return _NOTICING[contribution.noticed_by](contribution, file, mentions)


def _by_word(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    return contribution.name in mentions.words


def _by_call(contribution: Contribution, file: PrefixFile, mentions: Mentions) -> bool:
    """Whether an overload is noticed, [over.match]: one of that name, declared in reach, may be replaced anywhere."""
    if not file.user and not mentions.words.issuperset(contribution.types):
        return False
    is_declared = contribution.name in mentions.functions
    return _is_called(contribution, mentions.calls if is_declared else mentions.unevaluated)


def _by_question(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    """Whether it is noticed that a class is complete where it was only declared."""
    return contribution.name in mentions.queried and contribution.name in mentions.declared


def _by_template(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    """Whether a specialisation is noticed. Unless its template is defined, a unit can only name one that it sees."""
    name = contribution.name
    if name not in mentions.words:
        return False
    return name in mentions.defined or all(
        mentions.has_outside(contribution.tied_to, word) for word in contribution.types
    )


def _by_guide(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    """Whether a deduction guide is noticed: its template has to be declared, [over.match.class.deduct]."""
    return contribution.name in mentions.words and contribution.name in mentions.declared


def _by_type_name(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    """Whether a using-declaration of a type is noticed."""
    return _may_look_into(contribution, mentions) and contribution.name in mentions.unqualified


def _by_function_name(contribution: Contribution, _file: PrefixFile, mentions: Mentions) -> bool:
    """Whether a using-declaration of functions is noticed: who chose one of these refers to it."""
    if not _may_look_into(contribution, mentions):
        return False
    if any((contribution.name, number) in mentions.named for number in contribution.tied_to):
        return True
    return _is_called(contribution, mentions.calls) and not mentions.refers_to.isdisjoint(contribution.tied_to)


def _by_all(_contribution: Contribution, file: PrefixFile, _mentions: Mentions) -> bool:
    """Whether a using-directive is noticed, [namespace.udir]."""
    return file.user


_NOTICING: dict[str, Callable[[Contribution, PrefixFile, Mentions], bool]] = {
    "words": _by_word,
    "calls": _by_call,
    "queried": _by_question,
    "specialised": _by_template,
    "guided": _by_guide,
    "unqualified": _by_type_name,
    "named": _by_function_name,
    "": _by_all,
}


def _may_look_into(contribution: Contribution, mentions: Mentions) -> bool:
    """Whether names are looked up in the namespace of a using-declaration: by a qualifier, or from within."""
    scope = contribution.scope
    return not scope or contribution.name in mentions.qualified or scope[-1] in mentions.namespaces


def _is_called(contribution: Contribution, calls: AbstractSet[str]) -> bool:
    """Whether one of the calls may be of the declaration; `n::f` is never one of the global namespace."""
    return contribution.name in calls or (bool(contribution.scope) and f"::{contribution.name}" in calls)
