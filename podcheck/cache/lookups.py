"""Which paths decide what a compiler reads: every one at which it may have looked for a file that a text names.

All of them count, there or not, whichever comes first: so no order has to be known. What a text names is read off it
without a preprocessor, rather too much than too little. What can't be read off is not kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from podcheck.cache.fingerprints import Contents
from podcheck.cpp.includes import How, Mention, find_mentions
from podcheck.cpp.lookups import candidates, handed_on, has_date, is_in_framework, names_handed, names_within
from podcheck.cpp.search import CLANGS_OWN, Folder, SearchList, search_list, unrecordable_word
from podcheck.files import read_bytes

_ALWAYS = "stdc-predef.h"
"""What compilers include before all else, where the C library has it."""


class Unrecordable(Exception):
    """What decides on what a compiler reads can't be written down; the text says what that is."""


class Lookups:
    """The paths that decide what the units of a run read; each text is looked through once."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        """What there is at each path."""

        self._mentions: dict[str, tuple[Mention, ...] | str] = {}
        self._searches: dict[tuple[str, ...], SearchList] = {}
        self._known: dict[tuple[str, tuple[Folder, ...]], tuple[str, ...]] = {}
        self._handed: dict[tuple[str, bytes], tuple[str, ...]] = {}

    def paths(
        self, files: Sequence[str], arguments: Sequence[str], own: Sequence[Folder] | None, text: bytes = b""
    ) -> tuple[str, ...]:
        """Return the files, and the paths at which others were looked for. Raises Unrecordable.

        `own`: the compiler's own folders, which it searches besides those of the arguments; None: they are not known.
        `text`: what it read besides the files, from the working directory.
        """
        word = unrecordable_word(arguments)
        if word or own is None:
            raise Unrecordable(f"what {word or 'the compiler'} makes of other files is not known")
        if has_date("\n".join(arguments).encode("utf-8", "surrogateescape")):
            raise Unrecordable("an argument depends on the time")
        search = self._search(tuple(arguments))
        folders = tuple(dict.fromkeys((*search.quoted, *search.angled, *own)))
        result = dict.fromkeys(files)
        result |= dict.fromkeys(self._contents.first_missing(folder.path) for folder in folders)
        for file in files:
            if is_in_framework(file):
                raise Unrecordable(f"{file} is in a framework")
            result |= dict.fromkeys(self._paths_of(file, folders))
        mentions = _recordable_mentions(text, "the text around it")
        result |= dict.fromkeys(self._paths_for(mentions, "", folders))
        forced = (*search.forced, *(CLANGS_OWN if "-x" in arguments else ()))
        for folder in dict.fromkeys(("", os.path.dirname(files[0]) if files else "")):
            result |= dict.fromkeys(self._paths_named(forced, folder, folders))
        result |= dict.fromkeys(self._paths_for([Mention(_ALWAYS)], "", folders))
        result |= dict.fromkeys(self._files_of_macro_names(files, text, mentions, folders))
        return tuple(result)

    def _search(self, arguments: tuple[str, ...]) -> SearchList:
        if arguments not in self._searches:
            self._searches[arguments] = search_list(arguments)
        return self._searches[arguments]

    def _paths_of(self, file: str, folders: tuple[Folder, ...]) -> tuple[str, ...]:
        key = file, folders
        if key not in self._known:
            self._known[key] = self._paths_for(self._mentions_of(file), os.path.dirname(file), folders)
        return self._known[key]

    def _paths_for(self, mentions: Iterable[Mention], beside: str, folders: Sequence[Folder]) -> tuple[str, ...]:
        """Return the paths for what a text in that folder names, as far as it spells the names."""
        result: dict[str, None] = {}
        for mention in mentions:
            own = beside if mention.quoted or mention.later else None
            if mention.name:
                result |= dict.fromkeys(map(self._contents.first_missing, candidates(mention.name, own, folders)))
        return tuple(result)

    def _paths_named(self, names: Iterable[str], beside: str, folders: Sequence[Folder]) -> tuple[str, ...]:
        """Return the same for names that stand in quotes, as far as anybody knows."""
        return self._paths_for([Mention(name, quoted=True) for name in names], beside, folders)

    def _mentions_of(self, file: str) -> tuple[Mention, ...]:
        if file not in self._mentions:
            try:
                self._mentions[file] = _recordable_mentions(self._read(file), file)
            except Unrecordable as reason:
                self._mentions[file] = str(reason)
        mentions = self._mentions[file]
        if isinstance(mentions, str):
            raise Unrecordable(mentions)
        return mentions

    def _files_of_macro_names(
        self, files: Sequence[str], text: bytes, mentions: Sequence[Mention], folders: Sequence[Folder]
    ) -> tuple[str, ...]:
        """Return the paths for names that macros spell: what they include is among the files, by a part of its path."""
        result: dict[str, None] = {}
        texts = [(file, self._mentions_of(file)) for file in files]
        spelling = [(os.path.dirname(file), each) for file, each in (*texts, ("", mentions)) if _spells(each)]
        if any(mention.how is How.INCLUDED for _, each in spelling for mention in each if not mention.name):
            places = [folder.path for folder in folders] + [folder for folder, _ in spelling if folder]
            for beside in dict.fromkeys(folder for folder, _ in spelling):
                result |= dict.fromkeys(self._paths_named(names_within(files, places), beside, folders))
        asking = [file for file, each in texts if _asks_by_macro(each)]
        macros = {macro for file in asking for macro in handed_on(self._read(file))}
        macros |= set(handed_on(text)) if _asks_by_macro(mentions) else set()
        for macro in macros:
            handed = [(file, self._names_handed(file, macro)) for file in files]
            for file, names in (*handed, ("", _plain_names("the text around it", text, macro))):
                result |= dict.fromkeys(self._paths_named(names, os.path.dirname(file), folders))
        return tuple(result)

    def _names_handed(self, file: str, macro: bytes) -> tuple[str, ...]:
        key = file, macro
        if key not in self._handed:
            self._handed[key] = _plain_names(file, self._read(file), macro)
        return self._handed[key]

    @staticmethod
    def _read(file: str) -> bytes:
        try:
            return read_bytes(file)
        except OSError as error:
            raise Unrecordable(f"{file} can't be read any more: {error.strerror}") from None


def _recordable_mentions(text: bytes, file: str) -> tuple[Mention, ...]:
    """Return what the text names. Raises Unrecordable where that could be anything."""
    if has_date(text):
        raise Unrecordable(f"{file} has __DATE__, __TIME__ or __TIMESTAMP__, or pieces of these")
    mentions = list(find_mentions(text))
    if any(mention.how is How.OTHERWISE for mention in mentions):
        raise Unrecordable(f"{file} imports a module, or gives a header another name")
    spelled = [mention.how for mention in mentions if not mention.name]
    if How.EMBEDDED in spelled or spelled.count(How.ASKED) > len(handed_on(text)):
        raise Unrecordable(f"{file} includes, asks for or embeds a file whose name comes from a macro")
    return tuple(dict.fromkeys(mentions))


def _plain_names(file: str, text: bytes, macro: bytes) -> tuple[str, ...]:
    """Return what the text hands to the macro. Raises Unrecordable where that isn't plain."""
    names = tuple(names_handed(text, macro))
    if "" in names:
        raise Unrecordable(f"{file} includes or asks for a file whose name comes from a macro")
    return names


def _asks_by_macro(mentions: Iterable[Mention]) -> bool:
    return any(not mention.name and mention.how is How.ASKED for mention in mentions)


def _spells(mentions: Iterable[Mention]) -> bool:
    return any(not mention.name for mention in mentions)
