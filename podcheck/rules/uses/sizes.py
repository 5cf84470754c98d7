"""The number of bytes that goes with an object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcheck.model.facts import RecordKind
from podcheck.model.type_refs import Key
from podcheck.rules.engine import EvaluationContext
from podcheck.rules.uses.object_bytes import is_related
from podcheck.rules.uses.requirement import Consequence, Subject, UnmetRequirement, declare_need, name_of

_ADDRESS = re.compile(r"sockaddr(?:_\w+)?")
"""The structs of <sys/socket.h> and its kin, each of which begins with the family that says which one it is."""


@declare_need("sizeof-pointer", "", Consequence.MISTAKE)
def measures_the_object(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The size passed with an object is not that of a pointer to it.

    Why: only the first bytes are used, or bytes after the object too.

    Fix: write `sizeof *p`.
    """
    sizeof = subject.site.sizeof
    if sizeof is not None and sizeof.pointer and sizeof.record == subject.key:
        size = program.classes[subject.key].size
        whole = f" of {size} bytes" if size is not None else ""
        message = (
            f"{subject.site.name} is given {sizeof.text}, the size of a pointer, for {name_of(program, subject)}{whole}"
        )
        yield UnmetRequirement(message, "Use the size of what it points to.")


@declare_need("sizeof-other-class", "", Consequence.MISTAKE)
def measures_the_same_class(program: EvaluationContext, subject: Subject) -> Iterator[UnmetRequirement]:
    """The size passed with an object is not larger, and not that of an unrelated class.

    Why: some bytes are missed, or bytes after the object are used too.

    Fix: use the `sizeof` of the object itself.

    A `sockaddr_storage` holds an address of any family, of which only its own bytes count, and a reference to
    `sockaddr` refers to any of them: of these nothing is said, nor of a struct whose members are the object's first.
    """
    site, handled = subject.site, subject.handled
    sizeof = site.sizeof
    if sizeof is None or sizeof.record is None or sizeof.pointer or not handled.single or site.size is None:
        return
    beyond = handled.extent is not None and handled.extent < site.size
    alike = handled.extent == site.size or any(
        is_related(program, sizeof.record, used_object.record)
        or _begins_with(program, used_object.record, sizeof.record)
        for used_object in site.handled
    )
    if alike and not beyond:
        return
    other = program.classes.get(sizeof.record)
    if other is not None and not (
        _are_addresses(program.classes[subject.key].name, other.name) and (handled.given or not beyond)
    ):
        name = name_of(program, subject)
        message = f"{site.name} is given {sizeof.text}, {site.size} bytes, for {name} of {handled.extent}"
        yield UnmetRequirement(message, "Use the sizeof of the object itself.")


def _begins_with(program: EvaluationContext, key: Key, other: Key) -> bool:
    """Whether the other struct's members are the object's first ones, as where all of a kind have one header."""
    whole, start = program.classes.get(key), program.classes.get(other)
    if whole is None or start is None or RecordKind.UNION in (whole.kind, start.kind) or whole.bases or start.bases:
        return False
    if not 0 < len(start.fields) <= len(whole.fields):
        return False
    return all(
        (mine.offset, mine.bit_width, mine.type.spelling, mine.type.record, mine.type.size)
        == (its.offset, its.bit_width, its.type.spelling, its.type.record, its.type.size)
        for mine, its in zip(whole.fields, start.fields, strict=False)
    )


def _are_addresses(*names: str) -> bool:
    return all(map(_ADDRESS.fullmatch, names))
