"""What a compiler's test asserts about traits, read from its text, and the text with each type given a name.

A claim is one trait of some types that an assertion wants true or false: `static_assert(!__is_pod(S))`, a call of a
function template of the file's own that holds such (`test_is_pod<S>()`), the file's macros expanded. What is not of
that form makes no claim, and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from podcheck.cpp.lexer import LineIndex, TokenKind, join_lines, tokens

ALIAS = "podcheck_type"
"""What the names begin with that stand for types in the changed text."""

_MARK = "podcheck_body"
_ASSERTIONS = frozenset({"static_assert", "_Static_assert", "assert"})
_ERROR = re.compile(rb"-error(?:-re)?(?:@([-+]\d+))?|dg-bogus")
"""How tests mark the lines of errors, of other lines as well."""

_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})
_CHECKERS = frozenset({"test_category", "test_property"})
_DIRECTIVE = re.compile(rb"(?m)^[ \t]*#(?:[^\n]*\\\r?\n)*[^\n]*$")
_DEFINE = re.compile(rb"(?m)^[ \t]*#[ \t]*define[ \t]+(\w+)\(([\w, \t.]*)\)(.*)$")
_OPEN, _CLOSED = frozenset({"(", "[", "{"}), frozenset({")", "]", "}"})

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a trait of types is `value`.

    `trait`: as `<type_traits>` has it without `is_`. `types`: the words of each. `offset`: where the assertion begins;
    `body`: the number of the function's body that holds it, where a call is what makes it.
    """

    trait: str
    types: tuple[Words, ...]
    value: bool
    offset: int = 0
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Those of one file. `text`: its own, with an alias of each type before each assertion.

    `unread`: how many assertions name a trait and are of no form that is understood.
    """

    claims: tuple[Claim, ...]
    lines: tuple[int, ...]
    unread: int
    text: bytes

    def line(self, number: int) -> int:
        """Return the line of the assertion."""
        return self.lines[number]

    def aliases(self, number: int) -> list[str]:
        """Return the names of the types of the claim of that number."""
        return [f"{ALIAS}_{number}_{at}" for at in range(len(self.claims[number].types))]

    def marker(self, number: int) -> str | None:
        """Return the name that must be declared for the claim to be one: a body may be left out by `#if`."""
        body = self.claims[number].body
        return None if body is None else f"{_MARK}_{body}"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Macro:
    parameters: Words
    body: Words


@dataclass(frozen=True, slots=True)
class _Body:
    """A function template's: its parameters and the claims in it."""

    parameters: Words
    claims: tuple[Claim, ...]
    start: int
    end: int


def read_claims(source: bytes, traits: frozenset[str]) -> Claims:
    """Return what the text asserts about those traits, named as in `<type_traits>` without `is_`."""
    macros = _macros(source)
    code = _DIRECTIVE.sub(lambda match: re.sub(rb"[^\n]", b" ", match[0]), source)
    words = [
        _Word(code[token.start : token.end].decode("utf-8", "replace"), token.start)
        for token in tokens(code)
        if token.kind is not TokenKind.COMMENT
    ]
    expected_errors = _lines_with_errors(source)
    bodies = _bodies(words, macros, traits)
    claims: list[Claim] = []
    unread = 0
    for at, word in enumerate(words):
        if source.count(b"\n", 0, word.start) in expected_errors or not _begins_statement(words, at):
            continue
        if any(body.start <= at < body.end for body in _flat(bodies)):
            continue
        condition = _assertion_at(words, at, macros)
        if condition is not None:
            result = [replace(claim, offset=word.start) for claim in _claims_of(condition, traits)]
            unread += not result and any(_plain(text) in traits for text in condition)
            claims += result
        claims += _claims_of_call(words, at, bodies)
    lines = LineIndex(source)
    numbers = tuple(lines.line(claim.offset) for claim in claims)
    return Claims(tuple(claims), numbers, unread, _with_aliases(source, claims))


def _lines_with_errors(source: bytes) -> frozenset[int]:
    """Return the lines, from 0, in which the test expects an error."""
    result = set()
    for number, line in enumerate(source.split(b"\n")):
        result |= {number + int(match[1] or b"0") for match in _ERROR.finditer(line)}
    return frozenset(result)


def _macros(source: bytes) -> dict[str, _Macro]:
    """Return the function-like macros of the text that have one definition."""
    result: dict[str, _Macro] = {}
    twice = set()
    for match in _DEFINE.finditer(join_lines(source)):
        name = match[1].decode()
        twice |= {name} & result.keys()
        body = [match[3][token.start : token.end].decode("utf-8", "replace") for token in tokens(match[3])]
        result[name] = _Macro(tuple(word.strip() for word in match[2].decode().split(",")), tuple(body))
    return {name: macro for name, macro in result.items() if name not in twice}


def _expand(words: Sequence[str], macros: Mapping[str, _Macro], within: frozenset[str] = frozenset()) -> list[str]:
    result: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        macro = macros.get(word) if word not in within and words[at + 1 : at + 2] == ["("] else None
        end = _closing(words, at + 1) if macro is not None else None
        if macro is None or end is None:
            result.append(word)
            at += 1
            continue
        given = _split(words[at + 2 : end], ",", angles=False)
        values = dict(zip(macro.parameters, given, strict=False))
        if macro.parameters[-1:] == ("...",):
            values["__VA_ARGS__"] = list(words[at + 2 : end])
        body = [inner for part in macro.body for inner in values.get(part, [part])]
        result += _expand(body, macros, within | {word})
        at = end + 1
    return result


def _closing(words: Sequence[str], start: int) -> int | None:
    """Return where the bracket closes that opens at `start`."""
    depth = 0
    for at in range(start, len(words)):
        depth += (words[at] in _OPEN) - (words[at] in _CLOSED)
        if depth == 0:
            return at
    return None


def _split(words: Sequence[str], separator: str, *, angles: bool = True) -> list[list[str]]:
    """Return the parts between separators that stand in no bracket."""
    parts: list[list[str]] = [[]]
    depth = inner = 0
    for at, word in enumerate(words):
        depth += (word in _OPEN) - (word in _CLOSED)
        if angles:
            if word == "<" and at and re.fullmatch(r"[A-Za-z_]\w*", words[at - 1]):
                inner += 1
            elif word in (">", ">>") and inner:
                inner = max(0, inner - len(word))
        if word == separator and depth == 0 and inner == 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _begins_statement(words: Sequence[_Word], at: int) -> bool:
    return at == 0 or words[at - 1].text in (";", "{", "}")


def _assertion_at(words: Sequence[_Word], at: int, macros: Mapping[str, _Macro]) -> list[str] | None:
    """Return the condition of the assertion that begins there; None where there is none."""
    if at + 1 >= len(words) or words[at + 1].text != "(" or words[at].text not in _ASSERTIONS | macros.keys():
        return None
    rest = [word.text for word in words[at : at + 4000]]
    end = _closing(rest, 1)
    if end is None:
        return None
    expanded = _expand(rest[: end + 1], macros)
    if expanded[:1] and expanded[0] in _ASSERTIONS and len(expanded) > 2:
        last = _closing(expanded, 1)
        return _split(expanded[2:last], ",")[0]
    return None


def _bodies(
    words: Sequence[_Word], macros: Mapping[str, _Macro], traits: frozenset[str]
) -> dict[tuple[str, int], list[_Body]]:
    """Return the function templates `template<class T> void name() { ... }` by name and number of parameters."""
    result: dict[tuple[str, int], list[_Body]] = {}
    texts = [word.text for word in words]
    for at, word in enumerate(texts):
        if word != "template" or texts[at + 1 : at + 2] != ["<"]:
            continue
        end = next((end for end in range(at, min(at + 60, len(texts))) if texts[end] == ">"), None)
        if end is None:
            continue
        parameters = [part[-1] for part in _split(texts[at + 2 : end], ",") if len(part) == 2]
        head = next((place for place in range(end, min(end + 8, len(texts))) if texts[place] == "("), None)
        if head is None or texts[head + 1 : head + 3] != [")", "{"]:
            continue
        last = _closing(texts, head + 2)
        if last is None or len(parameters) != len(_split(texts[at + 2 : end], ",")):
            continue
        claims: list[Claim] = []
        for place in range(head + 3, last):
            condition = _assertion_at(words, place, macros) if _begins_statement(words, place) else None
            claims += [replace(claim, offset=words[place].start) for claim in _claims_of(condition or [], traits)]
        key = texts[head - 1], len(parameters)
        result.setdefault(key, []).append(_Body(tuple(parameters), tuple(claims), at, last))
    return result


def _flat(bodies: Mapping[tuple[str, int], list[_Body]]) -> Iterator[_Body]:
    return (body for same in bodies.values() for body in same)


def _claims_of_call(words: Sequence[_Word], at: int, bodies: Mapping[tuple[str, int], list[_Body]]) -> Iterator[Claim]:
    """Yield what a call `name<types>();` claims by the body of its function."""
    texts = [word.text for word in words[at : at + 200]]
    if texts[1:2] != ["<"] or ";" not in texts:
        return
    texts = texts[: texts.index(";")]
    if texts[-3:] != [">", "(", ")"]:
        return
    given = _split(texts[2:-3], ",")
    same = bodies.get((texts[0], len(given)), [])
    if len(same) != 1:
        return
    (body,) = same
    values = dict(zip(body.parameters, given, strict=True))
    for claim in body.claims:
        types = tuple(tuple(inner for word in type_ for inner in values.get(word, [word])) for type_ in claim.types)
        yield Claim(claim.trait, types, claim.value, words[at].start, claim.offset)


def _with_aliases(source: bytes, claims: Sequence[Claim]) -> bytes:
    """Return the text in which each claim's types have names just before it."""
    inserted: dict[int, str] = {}
    for number, claim in enumerate(claims):
        for at, type_ in enumerate(claim.types):
            alias = f"using {ALIAS}_{number}_{at} = {' '.join(type_)}; "
            inserted[claim.offset] = inserted.get(claim.offset, "") + alias
    for offset in {claim.body for claim in claims if claim.body is not None}:
        inserted[offset] = f"using {_MARK}_{offset} = int; "
    result, end = b"", 0
    for offset in sorted(inserted):
        result += source[end:offset] + inserted[offset].encode()
        end = offset
    return result + source[end:]


def _claims_of(condition: Sequence[str], traits: frozenset[str]) -> Iterator[Claim]:
    """Yield the claims of a condition that wants all its parts true."""
    parts = _split(_bare(condition), "&&")
    if len(parts) > 1:
        for part in parts:
            yield from _claims_of(part, traits)
        return
    claim = _claim(parts[0], traits)
    if claim is not None:
        yield claim


def _bare(words: Sequence[str]) -> Sequence[str]:
    while words and words[0] == "(" and _closing(words, 0) == len(words) - 1:
        words = words[1:-1]
    return words


def _claim(words: Sequence[str], traits: frozenset[str]) -> Claim | None:
    """Return what an expression claims that is one trait, its contrary, or either compared with a literal."""
    words = _bare(words)
    if words[:1] == ["!"]:
        claim = _claim(words[1:], traits)
        return None if claim is None else replace(claim, value=not claim.value)
    if len(words) > 2 and words[-2] in ("==", "!=") and words[-1] in _TRUE | _FALSE:
        claim = _claim(words[:-2], traits)
        wanted = (words[-2] == "==") is (words[-1] in _TRUE)
        return None if claim is None else replace(claim, value=claim.value is wanted)
    words = words[1:] if words[:1] == ["::"] else words
    words = words[2:] if list(words[:2]) == ["std", "::"] else words
    words = words[2:] if list(words[:2]) == ["__gnu_test", "::"] else words
    if not words:
        return None
    name, rest = words[0], list(words[1:])
    if name in _CHECKERS and rest[:1] == ["<"] and rest[-4:-2] == [">", "("] and rest[-2] in _TRUE | _FALSE:
        first, *types = _split(rest[1:-4], ",")
        return _made(first[-1], types, rest[-2] in _TRUE, traits)
    if name.startswith("__") and rest[:1] == ["("] and _closing(rest, 0) == len(rest) - 1:
        return _made(name, _split(rest[1:-1], ","), True, traits)
    for ending in ([">", "::", "value"], [">", "{", "}"], [">", "(", ")"], [">"]):
        if rest[:1] == ["<"] and rest[-len(ending) :] == ending:
            return _made(name, _split(rest[1 : -len(ending)], ","), True, traits)
    return None


def _made(name: str, types: Sequence[Sequence[str]], value: bool, traits: frozenset[str]) -> Claim | None:
    plain = _plain(name)
    if plain not in traits or not all(types):
        return None
    return Claim(plain, tuple(tuple(type_) for type_ in types), value)


def _plain(name: str) -> str:
    return name.removeprefix("__").removeprefix("is_").removesuffix("_v")
