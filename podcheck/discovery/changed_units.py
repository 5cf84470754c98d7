"""Which units a change touches: those whose own file, or one that they include, may be another one now.

Includes are read off the text, without a preprocessor, and followed as clang looks for them. What isn't sure counts:
a change to any file that is called like one that is included, wherever it is; a folder or link on the way that is
another one; what a macro spells.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from podcheck.cpp.includes import Mention, find_mentions
from podcheck.cpp.search import Folder, SearchList, search_list
from podcheck.discovery import compile_database
from podcheck.discovery.repository_changes import Changes
from podcheck.files import read_bytes
from podcheck.model.units import SOURCES, Unit

_CONFIGURATION = ("podcheck.toml", ".podcheck.toml", "pyproject.toml", compile_database.NAME)
"""Files that bear on every unit."""

_MOST_LINKS = 40
_DEEPEST = 100
"""Folders in one name."""


class Includes:
    """What files include; each is read once."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._root = changes.root
        self._named: dict[str, list[str]] = {}
        """The names of what is there or differs, by the file's own name in small letters."""

        for name in (*changes.names, *(changes.differing - changes.names)):
            self._named.setdefault(os.path.basename(name).casefold(), []).append(name)
        self._everything = any(self._is_any_changed(name) for name in _CONFIGURATION)
        """A file that bears on every unit is changed."""

        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._ways: dict[str, tuple[str, bool]] = {}
        """What `_way` returned, by path."""

        self._searches: dict[tuple[str, ...], SearchList] = {}
        self._untouched: dict[SearchList, set[str]] = {}
        """Files that are known to reach no change, by the list of folders."""

    def touch(self, unit: Unit, read: Iterable[str] = ()) -> bool:
        """Whether the change may bear on the unit.

        `read`: further files on which it depends.
        """
        search = self._search(unit.arguments)
        others = (*read, *search.others)
        return self._everything or any(map(self._is_changed_file, others)) or self._reaches_change(unit, search)

    def bear_on_flags(self, header: str) -> bool:
        """Whether another source than before may lend the header flags: a changed one includes it, or is gone."""
        sources = (name for name in self._changes.names if os.path.splitext(name)[1] in SOURCES)
        for name in filter(self._changes.is_changed, sources):
            path = os.path.join(self._root, name)
            names = {_last_part(mention.name) for mention in self._read(path)}
            if not os.path.isfile(path) or not names.isdisjoint(("", os.path.basename(header).casefold())):
                return True
        return False

    def _reaches_change(self, unit: Unit, search: SearchList) -> bool:
        untouched = self._untouched.setdefault(search, set())
        here = os.path.join(os.getcwd(), "")
        folder, name = os.path.split(os.path.join(here, unit.path))
        start = os.path.join(self._way(folder)[0], name)
        if self._way(start)[1] or self._way(folder)[1]:
            return True
        queue = [start]
        mentions = [(here, Mention(name, quoted=True)) for name in search.forced]
        if unit.text is not None:
            queue, mentions = (
                [],
                [*mentions, *((start, mention) for mention in _mentions(unit.text.encode("utf-8", "surrogateescape")))],
            )
        seen = set(queue)
        while queue or mentions:
            if not mentions:
                file = queue.pop()
                mentions = [(file, mention) for mention in self._read(file)]
                continue
            result = self._look_for(*mentions.pop(), search)
            if result is None:
                return True
            new = [file for file in result if file not in seen and file not in untouched]
            seen.update(new)
            queue += new
        untouched |= seen
        return False

    def _look_for(self, file: str, mention: Mention, search: SearchList) -> list[str] | None:
        """Return the files that the mention may mean; None where it may be one that is changed."""
        if not mention.name or mention.name.count("/") > _DEEPEST or self._is_any_changed(_last_part(mention.name)):
            return None
        result: list[str] = []
        is_link = os.path.islink(file)
        for place in self._places(file, mention, search):
            folder, name = os.path.split(place)
            path = os.path.join(self._way(folder)[0], name)
            real, changed = self._way(place)
            if changed:
                return None
            if os.path.isfile(real):
                result.append(path)
                if search.is_sure and not (mention.later or (mention.quoted and is_link)):
                    return result
        if not (result and search.is_sure):
            result += self._ending_like(mention.name)
        return result

    def _places(self, file: str, mention: Mention, search: SearchList) -> Iterator[str]:
        """Yield the paths at which the file may be, in order; of a link, beside it and beside what it leads to."""
        beside = dict.fromkeys((os.path.dirname(file), os.path.dirname(self._way(file)[0])))
        folders: Sequence[Folder] = search.angled
        if mention.quoted or mention.later:  # `#include_next` goes on behind where the file was found
            folders = (*map(Folder, beside), *search.quoted, *search.angled)
        for folder in folders:
            path = os.path.join(os.getcwd(), folder.path)
            if folder.is_framework:
                first, _, rest = mention.name.partition("/")
                yield os.path.join(path, f"{first}.framework", "Headers", rest)
                yield os.path.join(path, f"{first}.framework", "PrivateHeaders", rest)
            else:
                yield os.path.join(path, mention.name)

    def _ending_like(self, name: str) -> list[str]:
        """Return the repository's files whose paths end like the name: other rules than ours may find one."""
        parts = [part for part in name.split("/") if part not in ("", ".", "..")]
        like = self._named.get(_last_part(name), ())
        paths = (os.path.join(self._root, text) for text in like if text.split("/")[-len(parts) :] == parts)
        return [path for path in paths if os.path.isfile(path)]

    def _way(self, path: str, links: int = _MOST_LINKS) -> tuple[str, bool]:
        """Return the absolute path without links, and whether it, or a folder or link on the way to it, is changed."""
        known = self._ways.get(path)
        if known is None:
            known = self._ways[path] = self._walk(path, links)
        return known

    def _walk(self, path: str, links: int) -> tuple[str, bool]:
        folder, name = os.path.split(path)
        if folder == path:
            return "/", False
        above, changed = self._way(folder, links)
        if name in ("", ".", ".."):
            return os.path.dirname(above) if name == ".." else above, changed
        place = os.path.join(above, name)
        if place.startswith(f"{self._root}/"):
            changed = changed or self._changes.is_changed(place[len(self._root) + 1 :])
        if not os.path.islink(place):
            return place, changed
        if not links:
            return place, True
        real, further = self._way(os.path.join(above, os.readlink(place)), links - 1)
        return real, changed or further

    def _is_any_changed(self, name: str) -> bool:
        """Whether a file of that name is changed, wherever it is, and in capitals or not."""
        return any(map(self._changes.is_changed, self._named.get(name.casefold(), ())))

    def _is_changed_file(self, path: str) -> bool:
        real, changed = self._way(os.path.join(os.getcwd(), path))
        return changed and (not os.path.isdir(real))

    def _search(self, arguments: tuple[str, ...]) -> SearchList:
        if arguments not in self._searches:
            self._searches[arguments] = search_list(arguments)
        return self._searches[arguments]

    def _read(self, file: str) -> tuple[Mention, ...]:
        """Return what the file mentions; of one that can't be read that could be anything, of none it is nothing."""
        if file not in self._mentions:
            try:
                self._mentions[file] = _mentions(read_bytes(file))
            except FileNotFoundError:
                self._mentions[file] = ()
            except OSError:
                self._mentions[file] = (Mention(""),)
        return self._mentions[file]


def _mentions(text: bytes) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(find_mentions(text)))


def _last_part(name: str) -> str:
    """Return the file's own name, in small letters, whatever separates the folders."""
    return re.split(r"[/\\]", name)[-1].casefold()
