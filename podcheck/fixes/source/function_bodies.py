"""Whether a special member function's body does what `= default` would do: no more, no less."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from podcheck.fixes.source.tokens import Text
from podcheck.model.facts import ClassFacts
from podcheck.model.functions import FunctionKind
from podcheck.model.subobjects import Field

_COPIES = frozenset({FunctionKind.COPY_CONSTRUCTOR, FunctionKind.MOVE_CONSTRUCTOR})
_ASSIGNMENTS = frozenset({FunctionKind.COPY_ASSIGNMENT, FunctionKind.MOVE_ASSIGNMENT})
_MOVE = (b"std", b"::", b"move", b"(")


class FunctionDefinition(Struct, frozen=True):
    """A function's definition, by the numbers of tokens."""

    text: Text
    first: int
    """Its first token."""

    parameters: int
    """The bracket that opens its parameters."""

    tail: int
    """The first token behind the declarator."""

    body: int | None
    """The brace that opens its body; None where there is `= default`."""

    last: int
    """Its last token."""


def definition(text: Text, first: int, name: int, last: int) -> FunctionDefinition | None:
    """Return the definition in a declaration; None where there is none (`;` or `= delete`)."""
    number = name
    while number <= last and text.tokens[number].text != b"(":
        number += 1
    if number > last or number not in text.matches:
        return None
    parameters = number
    number = text.matches[number] + 1
    while number <= last and text.tokens[number].text not in (b"{", b":", b"=", b";", b"try"):
        number = text.past(number)
    if number > last or text.tokens[number].text in (b";", b"try"):
        return None
    if text.tokens[number].text == b"=":
        default = text.words(number + 1, number + 2) == [b"default"]
        return FunctionDefinition(text, first, parameters, number, None, last) if default else None
    body = number if text.tokens[number].text == b"{" else _body_behind(text, number + 1, last)
    return None if body is None else FunctionDefinition(text, first, parameters, number, body, last)


def _body_behind(text: Text, number: int, last: int) -> int | None:
    """Return the brace that opens the body behind a list of initializers."""
    while number <= last:
        word = text.tokens[number].text
        before = text.tokens[number - 1].text
        if word == b"{" and before in (b")", b"}", b"..."):
            return number
        number = text.past(number)
    return None


def does_the_same(each_definition: FunctionDefinition, kind: FunctionKind, facts: ClassFacts) -> bool:
    """Whether the definition does what the implicit function would; False where that can't be seen at once."""
    if each_definition.body is None:
        return True
    tokens = each_definition.text
    inside = tokens.words(each_definition.body + 1, tokens.matches[each_definition.body])
    initializers = tokens.words(each_definition.tail + 1, each_definition.body)
    if kind in (FunctionKind.DEFAULT_CONSTRUCTOR, FunctionKind.DESTRUCTOR):
        return not inside and not initializers
    parameter = parameter_name(each_definition)
    wanted = _parts(facts)
    if wanted is None:
        return False
    bounds = _bounds(tokens, facts)
    inside = _without_copied_bytes(_without_loops(inside, parameter, bounds), parameter, bounds, facts)
    if kind in _COPIES:
        if initializers:
            copied, assigned = _initializer_sources(initializers, parameter), _assign(inside, parameter)
            if copied is None or assigned is None:
                return False
            return not copied & assigned and copied | assigned == wanted
        return _assign(inside, parameter) == wanted or (bool(wanted) and _copies_bytes(inside, parameter))
    if kind in _ASSIGNMENTS:
        statements = _without_guard(inside, parameter)
        returns = statements[-4:] == [b"return", b"*", b"this", b";"]
        if not returns and b"return" in statements:
            return False
        rest = statements[:-4] if returns else statements  # one that returns nothing
        return _assign(rest, parameter) == wanted or (bool(wanted) and _copies_bytes(rest, parameter))
    return False


def parameter_name(each_definition: FunctionDefinition) -> bytes:
    """Return the name of the one parameter; empty where it has none."""
    words = each_definition.text.tokens[
        each_definition.parameters + 1 : each_definition.text.matches[each_definition.parameters]
    ]
    names = [token.text for token in words if token.kind == "word"]
    last = words[-1].kind if words else ""
    return names[-1] if last == "word" and len(names) > 1 else b""


def _parts(facts: ClassFacts) -> set[bytes] | None:
    """Return the names of bases and members; None where one has none."""
    fields = [field for field in facts.fields if not field.unnamed_bit_field]
    if any(field.anonymous for field in fields):
        return None
    bases = (base.type.spelling.partition("<")[0].rpartition("::")[2] for base in facts.bases)
    return {name.encode() for name in (*bases, *(field.name for field in fields))}


def _initializer_sources(words: list[bytes], parameter: bytes) -> set[bytes] | None:
    """Return what `a(o.a), Base(o), b{std::move(o.b)}` copies from the parameter; None if it does anything else."""
    result: set[bytes] = set()
    rest = list(words)
    while rest:
        name = rest.pop(0)
        if rest[:1] == [b"::"]:
            rest.pop(0)
            continue
        closing = {b"(": b")", b"{": b"}"}.get(rest[0] if rest else b"")
        if closing is None:
            return None
        rest.pop(0)
        moved = tuple(rest[:4]) == _MOVE
        if moved:
            rest = rest[4:]
        source = [parameter, b".", name] if rest[1:2] == [b"."] else [parameter]
        end = [*source, *([b")"] if moved else []), closing]
        if not parameter or rest[: len(end)] != end or name in result:
            return None
        rest = rest[len(end) :]
        result.add(name)
        if rest and rest.pop(0) != b",":
            return None
    return result


def _assign(words: list[bytes], parameter: bytes) -> set[bytes] | None:
    """Return what `a = o.a; this->b = std::move(o.b); Base::operator=(o);` copies; None if it does anything else."""
    result: set[bytes] = set()
    rest = list(words)
    while rest:
        end = rest.index(b";") if b";" in rest else -1
        if end < 0 or not parameter:
            return None
        statement, rest = rest[:end], rest[end + 1 :]
        if statement[:2] == [b"this", b"->"]:
            statement = statement[2:]
        name = statement[0] if statement else b""
        plain = [name, b"=", parameter, b".", name]
        moved = [name, b"=", *_MOVE, parameter, b".", name, b")"]
        base = [name, b"::", b"operator", b"=", b"(", parameter, b")"]
        if name in result or statement not in (plain, moved, base):
            return None
        result.add(name)
    return result


def _bounds(text: Text, facts: ClassFacts) -> dict[bytes, set[bytes]]:
    """Return how the number of elements of each one-dimensional array may be written: as the member is declared."""
    result: dict[bytes, set[bytes]] = {}
    for field in facts.fields:
        if len(field.type.extents) != 1:
            continue
        names = {str(field.type.extents[0]).encode()} if field.type.extents[0] is not None else set()
        offset = text.offset(field.location) if field.location.file == text.file else None
        number = text.at(offset) if offset is not None else None
        if number is not None and text.words(number + 1, number + 2) == [b"["]:
            names.add(b" ".join(text.words(number + 2, text.matches.get(number + 1, number + 2))))
        result[field.name.encode()] = names
    return result


def _without_loops(words: list[bytes], parameter: bytes, bounds: Mapping[bytes, set[bytes]]) -> list[bytes]:
    """Return the statements with `a = o.a;` for each `for (int i = 0; i < N; ++i) a[i] = o.a[i];` over all of `a`."""
    result: list[bytes] = []
    rest = list(words)
    while rest:
        loop = _loop(rest) if rest[:2] == [b"for", b"("] else None
        if loop is None:
            result.append(rest.pop(0))
            continue
        index, bound, body, rest = loop
        copied = _copied_elements(body, parameter, index)
        if copied is None or not all(bound in bounds.get(name, ()) for name in copied):
            return words
        result += [word for name in copied for word in (name, b"=", parameter, b".", name, b";")]
    return result


def _loop(words: list[bytes]) -> tuple[bytes, bytes, list[bytes], list[bytes]] | None:
    """Return of a loop over all indices from 0: the index, the bound, what it does, and what follows it."""
    if b")" not in words or b"=" not in words:
        return None
    start, end = words.index(b"="), words.index(b")")
    index = words[start - 1]
    head = words[start + 1 : end]
    first = next((number for number, word in enumerate(head) if word in (b"<", b"!=")), None)
    if first is None:
        return None
    behind = head[first + 1 :]
    if head[:first] not in ([b"0", b";", index], [b"0u", b";", index]) or b";" not in behind:
        return None
    bound, step = behind[: behind.index(b";")], behind[behind.index(b";") + 1 :]
    if not bound or step not in ([b"++", index], [index, b"++"], [index, b"+=", b"1"]):
        return None
    rest = words[end + 1 :]
    closing = b"}" if rest[:1] == [b"{"] else b";"
    if closing not in rest:
        return None
    until = rest.index(closing)
    body = rest[1:until] if closing == b"}" else rest[: until + 1]
    return index, b" ".join(bound), body, rest[until + 1 :]


def _copied_elements(words: list[bytes], parameter: bytes, index: bytes) -> list[bytes] | None:
    """Return the members of which the statements copy the element at the index; None if they do anything else."""
    result: list[bytes] = []
    rest = list(words)
    while rest:
        if rest[:2] == [b"this", b"->"]:
            rest = rest[2:]
        name = rest[0] if rest else b""
        element = [b"[", index, b"]"]
        statement = [name, *element, b"=", parameter, b".", name, *element, b";"]
        if not parameter or rest[: len(statement)] != statement or name in result:
            return None
        rest = rest[len(statement) :]
        result.append(name)
    return result


def _without_copied_bytes(
    words: list[bytes], parameter: bytes, bounds: Mapping[bytes, set[bytes]], facts: ClassFacts
) -> list[bytes]:
    """The statements with `a = o.a;` for each `memcpy(a, o.a, sizeof a);` that copies all of a member."""
    result: list[bytes] = []
    rest = list(words)
    while rest:
        end = rest.index(b";") + 1 if b";" in rest else len(rest)
        statement, rest = rest[:end], rest[end:]
        name = _member_of_memcpy(statement, parameter, bounds, facts)
        result += [name, b"=", parameter, b".", name, b";"] if name else statement
    return result


def _member_of_memcpy(
    statement: list[bytes], parameter: bytes, bounds: Mapping[bytes, set[bytes]], facts: ClassFacts
) -> bytes:
    """The member whose bytes the statement copies, all of them; empty where it does anything else.

    Without `&` the member is an array: of a pointer that would copy what it leads to.
    """
    plain = b" ".join(statement).replace(b"this -> ", b"").removeprefix(b"std :: ")
    for field in facts.fields:
        name = field.name.encode()
        other = parameter + b" . " + name
        is_array = bool(field.type.extents)
        starts = [b"memcpy ( & %b , & %b , " % (name, other)]
        starts += [b"memcpy ( %b , %b , " % (name, other)] if is_array else []
        if not parameter or not any(plain.startswith(start) for start in starts):
            continue
        size = plain[len(next(start for start in starts if plain.startswith(start))) :]
        if size.removesuffix(b" ) ;") in _sizes_of(name, other, field, bounds):
            return name
    return b""


def _sizes_of(name: bytes, other: bytes, field: Field, bounds: Mapping[bytes, set[bytes]]) -> set[bytes]:
    """How the size of all of a member may be written."""
    whole = {text for item in (name, other) for text in (b"sizeof " + item, b"sizeof ( %b )" % item)}
    element = field.type.spelling.partition("[")[0].strip().encode()
    each = {b"sizeof ( %b )" % item for item in (element, name + b" [ 0 ]", b"* " + name)}
    products = (
        {b"%b * %b" % (bound, size), b"%b * %b" % (size, bound)} for bound in bounds.get(name, ()) for size in each
    )
    return whole.union(*products)


def _copies_bytes(words: list[bytes], parameter: bytes) -> bool:
    """Whether it is `memcpy(this, &o, sizeof(*this));`, which is what a trivial function does."""
    if words[:2] == [b"std", b"::"]:
        words = words[2:]
    start = [b"memcpy", b"(", b"this", b",", b"&", parameter, b",", b"sizeof"]
    ends = ([b"*", b"this", b")", b";"], [b"(", b"*", b"this", b")", b")", b";"])
    return bool(parameter) and words[: len(start)] == start and words[len(start) :] in ends


def _without_guard(words: list[bytes], parameter: bytes) -> list[bytes]:
    """Return the statements without a check for self-assignment, which the implicit operator needs as little."""
    for left, right in (([b"this"], [b"&", parameter]), ([b"&", parameter], [b"this"])):
        same = [b"if", b"(", *left, b"==", *right, b")", b"return", b"*", b"this", b";"]
        if words[: len(same)] == same:
            return words[len(same) :]
        other = [b"if", b"(", *left, b"!=", *right, b")"]
        if words[: len(other)] == other:
            inner = words[len(other) :]
            if inner[:1] == [b"{"] and b"}" in inner:
                end = inner.index(b"}")
                return [*inner[1:end], *inner[end + 1 :]]
            return inner
    return words
