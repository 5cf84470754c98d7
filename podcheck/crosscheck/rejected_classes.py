"""Classes that a compiler does not accept: what it says of them, and of those that contain them, is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcheck.model.facts import ClassFacts, Origin
from podcheck.model.type_refs import Key

_ERROR = re.compile(r"^(?P<file>.*?):(?P<line>\d{1,9}):(?:\d+:)? (?:fatal )?error: (?P<message>.*)$")
_EXPANSION = re.compile(r"^(?P<file>.*?):(?P<line>\d{1,9}):(?:\d+:)? note: in (?:expansion of|definition of) macro ")
"""GCC's word on where the macro stands in whose definition the error is."""
_PLACE = re.compile(r"^(?P<place>.*?:\d+:\d+): (?P<note>note: )?")
_EXPLAINED = " is implicitly deleted because the default definition "
_LIBRARY = re.compile(r"(?:^|/)(?:c\+\+|libcxx)/")
_FEW_WORDS = 120
_PROBE = "podcheck_"
"""A complaint about a probe that stands in the source, behind a local class."""


def find_rejected(classes: Sequence[ClassFacts], file: str, complaints: str, *, context_first: bool) -> dict[int, str]:
    """Return by index what the compiler complains of within the class, or within one that it contains.

    `complaints`: what the compiler printed. `context_first`: as GCC does, it says before the error rather than behind
    it of which template's instance it speaks.
    """
    lines: dict[int, list[int]] = {}
    for index, class_facts in enumerate(classes):
        if class_facts.location.file == file:
            for line in range(class_facts.location.line, max(class_facts.end.line, class_facts.location.line) + 1):
                lines.setdefault(line, []).append(index)
    result: dict[int, str] = {}
    for at, message, context in _errors(complaints, file, context_first):
        concerned = lines.get(at, ())
        instances = {index for index in concerned if _named_in(context, classes[index])}
        for index in concerned:
            if classes[index].origin is not Origin.INSTANTIATED or not instances or index in instances:
                result.setdefault(index, message[:_FEW_WORDS])
    return _with_holders(classes, result) if result else result


def of_the_library(classes: Sequence[ClassFacts]) -> dict[int, str]:
    """Return by index the classes of the C++ library, and those that contain one, with the file it is in."""
    result = {
        index: class_facts.location.file
        for index, class_facts in enumerate(classes)
        if _LIBRARY.search(class_facts.location.file)
    }
    return _with_holders(classes, result)


def _errors(complaints: str, file: str, context_first: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the line and message of each error in the file, with what else is said about it.

    Why a function is deleted GCC says as errors too, which are no errors of the class that it speaks of.
    """
    block: list[str] = []
    error: re.Match[str] | None = None
    explained: set[str] = set()
    message = ""
    for line in complaints.splitlines():
        match = _ERROR.match(line)
        place = _PLACE.match(line)
        if place is not None and place["note"] and _EXPLAINED in line[place.end() :]:
            explained.add(place["place"])
        if match is not None and ((place is not None and place["place"] in explained) or _PROBE in line):
            continue
        if match is not None and context_first:
            message = match["message"]
            if match["file"] == file:
                yield int(match["line"]), message, "\n".join([*block, line])
            block = []
            continue
        if context_first and message and (use := _EXPANSION.match(line)) and use["file"] == file:
            yield int(use["line"]), message, line
        if match is not None:
            if error is not None and error["file"] == file:
                yield int(error["line"]), error["message"], "\n".join(block)
            error, block = match, []
        block.append(line)
    if error is not None and error["file"] == file:
        yield int(error["line"]), error["message"], "\n".join(block)


def _named_in(context: str, facts: ClassFacts) -> bool:
    """Whether the context speaks of this instance of a template."""
    name = facts.name.replace(" ", "")
    return facts.origin is Origin.INSTANTIATED and name in context.replace(" ", "")


def _with_holders(classes: Sequence[ClassFacts], rejected: dict[int, str]) -> dict[int, str]:
    """Return the classes found, and all that have one of them as base or member, or are nested in one."""
    holders: dict[Key, list[int]] = {}
    for index, class_facts in enumerate(classes):
        for key in (*dict.fromkeys(class_facts.part_keys), class_facts.parent):
            if key is not None:
                holders.setdefault(key, []).append(index)
    queue = list(rejected)
    while queue:
        index = queue.pop()
        for holder in holders.get(classes[index].key, ()):
            if holder not in rejected:
                rejected[holder] = rejected[index]
                queue.append(holder)
    return rejected
