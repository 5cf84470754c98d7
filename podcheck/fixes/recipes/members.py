"""Recipes for data members: initializers, references, const, and types of the library that have code of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from podcheck.cpp.qualified_names import split_arguments
from podcheck.fixes.proposals import Proposal, RootCause, UserSources
from podcheck.fixes.source.class_text import ClassText, Declaration
from podcheck.fixes.source.edits import removed_token
from podcheck.model.facts import ClassFacts
from podcheck.model.fixes import Edit, Effort
from podcheck.model.problems import Location
from podcheck.model.subobjects import Field

_EXAMPLE_TEXT = 32
_EXAMPLE_COUNT = 16
_SPECIFIERS = frozenset({b"mutable", b"static", b"inline", b"constexpr", b"alignas", b"typename", b"[", b"const"})


class Declared(Struct, frozen=True):
    """A member with its declaration."""

    written: ClassText
    """The text of its class."""

    facts: ClassFacts
    """Its class."""

    field: Field
    declaration: Declaration
    name: int
    """The number of the token of its name."""

    alone: bool
    """It is the only member in the declaration."""

    @property
    def end(self) -> int:
        """Return the number of the token behind its array extents or width."""
        text = self.written.text
        number = self.name + 1
        while text.tokens[number].text == b"[":
            number = text.past(number)
        return number


def member_at(sources: UserSources, place: Location) -> Declared | None:
    """Return the member that is declared at that place, in a file of the user's."""
    owner = sources.owner(place)
    field = next((field for field in owner.fields if field.location == place), None) if owner is not None else None
    return _find_declarations(sources, owner, field) if owner is not None and field is not None else None


def _find_declarations(sources: UserSources, owner: ClassFacts, field: Field) -> Declared | None:
    written = sources.class_text(owner)
    declaration = written.at(field.location) if written is not None else None
    name = written.token_at(field.location) if written is not None else None
    if written is None or declaration is None or name is None:
        return None
    if written.text.tokens[name].text != field.name.encode():
        return None
    places = [written.token_at(field.location) for field in owner.fields]
    inside = [place for place in places if place is not None and declaration.first <= place <= declaration.last]
    return Declared(written, owner, field, declaration, name, len(inside) == 1)


def initializers(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield the class without default member initializers."""
    owner = sources.owner(fault.reason.location)
    if owner is None:
        return
    result = [_find_declarations(sources, owner, field) for field in owner.fields if field.has_initializer]
    edits = [_without_initializer(declared) for declared in result if declared is not None]
    if edits and None not in edits and len(edits) == len(result):
        names = ", ".join(f"'{field.name}'" for field in owner.fields if field.has_initializer)
        yield Proposal(
            f"drop the initializers of {names} in '{owner.name}'",
            Effort.SMALL,
            tuple(edit for edit in edits if edit is not None),
            ("they then start uninitialised, unless the object is made with {}",),
        )


def _without_initializer(declared: Declared) -> Edit | None:
    text = declared.written.text
    number = declared.end
    if text.tokens[number].text == b":":
        while text.tokens[number].text not in (b"=", b"{", b",", b";"):
            number = text.past(number)
    if text.tokens[number].text not in (b"=", b"{"):
        return None
    end = number
    angles = 0
    while text.tokens[end].text != b";" and (text.tokens[end].text != b"," or angles > 0):
        angles += (text.tokens[end].text == b"<") - (text.tokens[end].text == b">")
        end = text.past(end)
    return Edit(text.file, text.tokens[number - 1].end, text.tokens[end].start, b"")


def constants(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield the class without const members: what may not change can be private, or const where the object is."""
    declared = member_at(sources, fault.reason.location)
    if declared is None or not declared.field.type.const:
        return
    text = declared.written.text
    numbers = [at for at in range(declared.declaration.first, declared.name) if text.tokens[at].text == b"const"]
    if numbers:
        title = f"member '{declared.field.name}' of '{declared.facts.name}' without const"
        note = "protect it from changes in another way: private, or a const object"
        yield Proposal(title, Effort.SMALL, (removed_token(text, numbers[-1]),), (note,))


def references(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield a pointer in place of a reference; uses within the class follow, uses elsewhere are the programmer's."""
    declared = member_at(sources, fault.reason.location)
    if declared is None or not declared.alone:
        return
    text = declared.written.text
    sign = declared.name - 1
    if text.tokens[sign].text != b"&":
        return
    token = text.tokens[sign]
    edits = [Edit(text.file, token.start, token.end, b"*"), *_dereference(declared)]
    title = f"a pointer in place of the reference '{declared.field.name}' in '{declared.facts.name}'"
    note = f"'{declared.field.name}' becomes '*{declared.field.name}', and may be null"
    yield Proposal(title, Effort.DESIGN, tuple(edits), (note,))


def _dereference(declared: Declared) -> Iterator[Edit]:
    """Yield edits: `r(x)` to `r(&x)` where constructors initialise it, `r` to `(*r)` in the class's bodies."""
    text = declared.written.text
    name = text.tokens[declared.name].text
    for number in range(declared.written.opening + 1, declared.written.closing):
        token = text.tokens[number]
        if token.text != name or number == declared.name:
            continue
        before, after = text.tokens[number - 1].text, text.tokens[number + 1].text
        if before in (b":", b",") and after in (b"(", b"{") and _in_initializers(declared, number):
            yield Edit(text.file, text.tokens[number + 1].end, text.tokens[number + 1].end, b"&")
        elif before not in (b".", b"->", b"::") and _in_body(declared, number):
            yield Edit(text.file, token.start, token.end, b"(*" + name + b")")


def _around(declared: Declared, number: int) -> Declaration | None:
    return next((d for d in declared.written.declarations if d.first <= number <= d.last), None)


def _in_initializers(declared: Declared, number: int) -> bool:
    """Whether it stands between a constructor's parameters and its body."""
    around = _around(declared, number)
    if around is None:
        return False
    words = declared.written.text.words(around.first, number)
    return b")" in words and b":" in words[words.index(b")") :] and not _in_body(declared, number)


def _in_body(declared: Declared, number: int) -> bool:
    around = _around(declared, number)
    if around is None:
        return False
    text = declared.written.text
    at = around.first
    while at <= around.last:
        behind = text.past(at)
        if text.tokens[at].text == b"{" and at < number < behind:
            return text.tokens[at - 1].text in (b")", b"const", b"noexcept", b"override", b"}")
        at = behind
    return False


class TypeReplacement(Struct, frozen=True):
    """What stands in for a type in a declaration."""

    before: str
    """What stands before the member's name."""

    behind: str
    """What stands behind the name and its extents."""

    title: str
    """What it is, for people."""

    note: str
    """What the programmer must mind."""


def library_types(sources: UserSources, fault: RootCause) -> Iterator[Proposal]:
    """Yield something plain in place of a library's class, where the chain enters the library."""
    for reason in reversed(fault.chain):
        declared = member_at(sources, reason.location)
        if declared is not None:
            yield from _propose_plain(declared)
            return


def _propose_plain(declared: Declared) -> Iterator[Proposal]:
    text = declared.written.text
    first = declared.declaration.first
    if not declared.alone or not text.words(first, declared.name):
        return
    while text.tokens[first].text == b"mutable":
        first += 1
    if {*text.words(first, declared.name)} & _SPECIFIERS:
        return
    spelled = text.content[text.tokens[first].start : text.tokens[declared.name - 1].end].decode("utf-8", "replace")
    name, arguments = split_arguments(" ".join(spelled.split()))
    result = _replacement(name, arguments) if "std::" in declared.field.type.spelling else None
    if result is None or (result.behind.startswith(")") and declared.field.type.extents):
        return
    behind = text.tokens[declared.end - 1].end
    edits = [Edit(text.file, text.tokens[first].start, text.tokens[declared.name].start, result.before.encode())]
    if result.behind:
        edits.append(Edit(text.file, behind, behind, result.behind.encode()))
    title = f"{result.title} in place of the {name} '{declared.field.name}' in '{declared.facts.name}'"
    yield Proposal(title, Effort.DESIGN, tuple(edits), (result.note,))


def _replacement(name: str, arguments: tuple[str, ...]) -> TypeReplacement | None:
    """Return what stands in for a class of the library; None where nothing does."""
    make = _REPLACEMENTS.get(name.removeprefix("::").removeprefix("std::"))
    return None if make is None else make(arguments)


def _around_type(written: str) -> tuple[str, str]:
    """Return what stands before and behind a name that is declared with that type, or with what stands in for it."""
    result = _replacement(*split_arguments(written)) if written.startswith(("std::", "::std::")) else None
    return (f"{written} ", "") if result is None else (result.before, result.behind)


Make = Callable[[tuple[str, ...]], TypeReplacement | None]


def _text(char: str) -> Make:
    def make(_arguments: tuple[str, ...]) -> TypeReplacement:
        note = f"the {_EXAMPLE_TEXT} is an example: truncate or reject longer text"
        return TypeReplacement(f"{char} ", f"[{_EXAMPLE_TEXT}]", f"an array of {char}", note)

    return make


def _elements(arguments: tuple[str, ...]) -> TypeReplacement | None:
    if not arguments:
        return None
    note = f"the {_EXAMPLE_COUNT} is an example; count the elements in use in another member"
    before, behind = _around_type(arguments[0])
    title = f"an array of {arguments[0]}" if before == f"{arguments[0]} " else "an array of plain elements"
    return TypeReplacement(before, f"[{_EXAMPLE_COUNT}]{behind}", title, note)


def _struct(names: Callable[[int], str], kind: str) -> Make:
    def make(arguments: tuple[str, ...]) -> TypeReplacement | None:
        if not arguments or any("&" in argument or "(" in argument or "[" in argument for argument in arguments):
            return None
        parts = [_around_type(argument) for argument in arguments]
        members = " ".join(f"{before}{names(at)}{behind};" for at, (before, behind) in enumerate(parts))
        return TypeReplacement(f"struct {{ {members} }} ", "", "a struct of its own", f"it is no {kind} any more")

    return make


def _pointer(arguments: tuple[str, ...]) -> TypeReplacement | None:
    if len(arguments) != 1 or "[" in arguments[0]:
        return None
    note = "something else must then own and delete what it points to"
    return TypeReplacement(f"{arguments[0]} *", "", "a plain pointer", note)


def _value(arguments: tuple[str, ...]) -> TypeReplacement | None:
    note = "std::atomic_ref (C++20) makes each access atomic"
    return TypeReplacement(f"{arguments[0]} ", "", f"a plain {arguments[0]}", note) if arguments else None


def _function(arguments: tuple[str, ...]) -> TypeReplacement | None:
    match = re.fullmatch(r"(.*?)\s*(\([^()]*\))", arguments[0]) if arguments else None
    if match is None:
        return None
    return TypeReplacement(f"{match[1]} (*", f"){match[2]}", "a function pointer", "it can hold no captures")


_REPLACEMENTS: dict[str, Make] = {
    "string": _text("char"),
    "wstring": _text("wchar_t"),
    "u8string": _text("char8_t"),
    "u16string": _text("char16_t"),
    "u32string": _text("char32_t"),
    "vector": _elements,
    "deque": _elements,
    "list": _elements,
    "pair": _struct(lambda at: ("first", "second")[at], "std::pair"),
    "tuple": _struct(lambda at: f"element{at}", "std::tuple"),
    "unique_ptr": _pointer,
    "shared_ptr": _pointer,
    "function": _function,
    "atomic": _value,
}
"""By the template's name in `std`; what is not here has nothing plain that stands in for it."""
