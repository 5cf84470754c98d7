"""Whether a unit that was parsed on top of a prefix is what it would be alone.

A prefix holds headers that the unit does not include. What is asked here is whether any of these had a say: by a macro,
by a declaration that something refers to, by an addition to a set that lookups choose from, or by the order in which
headers were read. Whatever is not sure counts as a say; then the unit is parsed again, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from podcheck.extract.prefix.local_files import LocalFiles, Reading
from podcheck.extract.prefix.macros import find_inner
from podcheck.extract.prefix.mentions import Mentions, is_noticed
from podcheck.extract.prefix.prefix import PrefixFile
from podcheck.extract.prefix.prefix_index import PrefixIndex
from podcheck.extract.prefix.source_text import count_words, read_source_text, read_words

_WORD = re.compile(rb"[A-Za-z_]\w*")


class Misfit(Enum):
    """Why a unit is parsed alone."""

    COUNTER = "it uses __COUNTER__, __BASE_FILE__ or __INCLUDE_LEVEL__, or is a module"
    ERROR = "it has an error"
    AGAIN = "it includes a header without an include guard again"
    MACRO = "a macro of a header that it does not include may matter"
    OWN_MACRO = "it defines a macro in front of a header that mentions it"
    LATE = "it includes a shared header after declarations, or after a header that is not shared"
    NAME = "it refers to a declaration of a header that it does not include"
    LOOKUP = "an overload, specialisation or using-directive of a header that it does not include may matter"
    ORDER = "it includes headers in another order, which may matter"
    CLASS = "one of its classes is in a header that it does not include"
    REFUSED = "libclang could not parse it on top of the prefix"


def find_misfit(index: PrefixIndex, reading: Reading) -> Misfit | None:
    """Return why the unit can't be taken as it was parsed; None where nothing outside its reach had a say."""
    own = read_source_text(reading.text)
    if own.counts:
        return Misfit.COUNTER
    local = LocalFiles.read(index, reading, own)
    if local.again:
        return Misfit.AGAIN
    reached = 0
    for number in local.order.places:
        reached |= 1 << number
    files = index.prefix.files
    inside = [files[number] for number in local.order.places]  # in this order
    if any(text.counts for text in local.texts):
        return Misfit.COUNTER
    outside = [file for number, file in enumerate(files) if not reached >> number & 1]
    return (
        _find_own_effect(index, local)
        or _find_macro(index, reading, local, inside, outside, reached)
        or _find_name(index, reading, local, inside, reached)
        or _find_lookup(_read_mentions(index, reading, local, inside), outside, reached)
        or _find_order(index, local, reached)
    )


def _find_own_effect(index: PrefixIndex, local: LocalFiles) -> Misfit | None:
    """Look for what stands in the unit's own files in front of a header that it has from the prefix."""
    own = local.texts[0]
    others = [macro for text in local.texts[1:] for macro in text.macros]
    if local.late:
        return Misfit.LATE
    for text, line, number in local.brought:
        if min(text.first_pragma, text.first_code) < line:
            return Misfit.LATE
        before = [macro for macro, lines in own.macros.items() if lines[0] < line or text is not own]
        if (before or others) and _mentions(index, number, (*before, *others)):
            return Misfit.OWN_MACRO
    return None


def _mentions(index: PrefixIndex, start: int, macros: Iterable[bytes]) -> bool:
    """Whether the text of the file, or of one that it includes, has one of these words outside of comments."""
    wanted = frozenset(macros)
    reach = index.reach_of(start)
    for number in range(len(index.prefix.files)):
        if reach >> number & 1 and (result := wanted & read_words(index.text_of(number))):
            words = count_words(index.text_of(number))
            if any(word in words for word in result):
                return True
    return False


def _find_macro(
    index: PrefixIndex,
    reading: Reading,
    local: LocalFiles,
    inside: Sequence[PrefixFile],
    outside: Sequence[PrefixFile],
    reached: int,
) -> Misfit | None:
    """Look for macros that a file outside the unit's reach defines, or takes away."""
    for file in reading.macro_files:
        number = index.number_of(file)
        if number is not None and not reached >> number & 1:
            return Misfit.MACRO
    if any(not reached >> number & 1 for file in inside for number in index.trusted_less(file, file.macros_of)):
        return Misfit.MACRO
    gone = {name for file in outside for name in file.undefines}
    outer = {name for file in outside for name in file.defines}
    inner = {name for file in inside for name in file.defines}
    gone -= outer - inner
    if gone & local.words("words").union(*(file.words for file in inside if file.user)):
        return Misfit.MACRO
    # What stands within a macro is used where that is used, which libclang does not say
    foreign = outer - inner
    if any(find_inner(content, index.prefix.macro_bodies) & foreign for content in local.contents):
        return Misfit.MACRO
    for number in local.order.places:
        for name in index.prefix.files[number].inner & foreign:
            if any(name in index.prefix.files[other].defines for other in range(number)):
                return Misfit.MACRO
    return None


def _find_name(
    index: PrefixIndex, reading: Reading, local: LocalFiles, inside: Sequence[PrefixFile], reached: int
) -> Misfit | None:
    """Look for references to declarations of files outside the unit's reach.

    One to a class that is declared within reach as well, though first or defined outside, is none.
    """
    declared: set[str] | None = None
    for file, name, usr in reading.referenced:
        number = index.number_of(file)
        if number is None or reached >> number & 1:
            continue
        if any(reached >> other & 1 for other in index.prefix.redeclared.get(usr, ())):
            continue  # another file declares it too
        if declared is None:
            declared = local.words("declared").union(*(each.declared for each in inside))
        if usr or name not in declared:
            return Misfit.NAME
    place = local.order.places
    for number in place:
        for other, name in index.prefix.files[number].leans_on:
            if name:
                if not any(name in file.declared for file in inside[: place[number]]):
                    return Misfit.NAME
            elif not reached >> other & 1:
                return Misfit.NAME
    return None


def _read_mentions(index: PrefixIndex, reading: Reading, local: LocalFiles, inside: Sequence[PrefixFile]) -> Mentions:
    user = [file for file in inside if file.user]

    def gather(kind: str) -> set[str]:
        return local.words(kind).union(*(getattr(file, kind) for file in user))

    unqualified = local.words("unqualified")
    named = {
        (name, number)
        for file, name, _ in reading.referenced
        if name in unqualified and (number := index.number_of(file)) is not None
    }
    numbers = {index.number_of(file) for file, _, _ in reading.referenced}
    concepts = index.concept_arguments
    queried = gather("queried")
    if concepts is not None:
        for match in concepts.finditer(reading.text):
            queried |= {word.decode() for word in _WORD.findall(match[1])}
    return Mentions(
        words=gather("words"),
        own_words=local.words("words"),
        words_of={
            number: index.prefix.files[number].words for number in local.order.places if index.prefix.files[number].user
        },
        calls=gather("calls"),
        unevaluated=gather("unevaluated"),
        functions={each.name for file in inside for each in file.contributions if each.noticed_by == "calls"},
        named=named.union(*(file.named for file in user)),
        unqualified=gather("unqualified"),
        qualified=gather("qualified"),
        namespaces=gather("namespaces"),
        queried=queried,
        declared=gather("declared").union(*(file.declared for file in inside)),
        defined=local.words("declared").union(
            each.name for file in inside for each in file.contributions if each.noticed_by == "queried"
        ),
        refers_to={number for number in numbers if number is not None}.union(*(file.refers_to for file in user)),
    )


def _find_lookup(mentions: Mentions, outside: Sequence[PrefixFile], reached: int) -> Misfit | None:
    """Look for additions of files outside the unit's reach to sets that something within it may choose from."""
    for file in outside:
        for contribution in file.contributions:
            if (
                is_noticed(contribution, file, mentions)
                and all(reached >> number & 1 for number in contribution.tied_to)
                and not any(reached >> number & 1 for number in contribution.also_in)
            ):
                return Misfit.LOOKUP
    return None


def _find_order(index: PrefixIndex, local: LocalFiles, reached: int) -> Misfit | None:
    """Look for headers that the unit reads in another order, where one sets what the other mentions."""
    place = local.order.places
    for setter, reader in index.prefix.reads_after:
        if reached >> setter & 1 and reached >> reader & 1 and place[setter] < place[reader]:
            return Misfit.ORDER
    for number in place:
        file = index.prefix.files[number]
        leans = [other for other, name in file.leans_on if not name]
        for earlier in index.trusted_less(file, (*file.macros_of, *leans)):
            if not index.is_before(earlier, number, local.order):
                return Misfit.ORDER
    return None
