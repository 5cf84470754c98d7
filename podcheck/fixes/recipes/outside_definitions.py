"""The definition of a member function behind its class."""

from __future__ import annotations

from collections.abc import Iterator

from podcheck.fixes.proposals import UserSources
from podcheck.fixes.source.class_text import ClassText, end_of_declaration
from podcheck.fixes.source.function_bodies import FunctionDefinition, definition
from podcheck.fixes.source.tokens import Text
from podcheck.model.facts import Origin


def find_outside_definition(sources: UserSources, written: ClassText, name: int) -> FunctionDefinition | None:
    """Return the one definition of the function behind its class, in its own file or the unit's.

    None where it is not sure which one it is: the class's name has to be the only one of its kind in the unit.
    """
    simple = simple_name(written.facts.name)
    written_out = (
        class_facts for class_facts in sources.facts.classes if class_facts.origin is not Origin.INSTANTIATED
    )
    namesakes = {class_facts.location for class_facts in written_out if simple_name(class_facts.name) == simple}
    if len(namesakes) != 1 or not simple:
        return None
    called = _declared_name(written.text, name)
    shape = _shape(written.text, name)
    result: list[FunctionDefinition] = []
    for file in dict.fromkeys((written.text.file, sources.main[0])):
        text = sources.text(file)
        if text is not None:
            result += [
                candidate for candidate in _definitions(text, simple.encode(), called) if _shape_of(candidate) == shape
            ]
    return result[0] if len(result) == 1 else None


def simple_name(name: str) -> str:
    """Return the class's name without what it is in and its template arguments."""
    return name.partition("<")[0].rpartition("::")[2]


def _declared_name(text: Text, name: int) -> list[bytes]:
    """Return the words of its name: `S`, `~ S` or `operator =`."""
    end = name
    while text.tokens[end].text != b"(":
        end += 1
    return text.words(name, end)


def _shape(text: Text, name: int) -> list[bytes]:
    return _signs(parameters_at(text, name))


def parameters_at(text: Text, name: int) -> list[bytes]:
    """Return what stands between the brackets behind the name."""
    while text.tokens[name].text != b"(":
        name += 1
    return text.words(name + 1, text.matches.get(name, name + 1))


def _shape_of(candidate: FunctionDefinition) -> list[bytes]:
    return _signs(parameters_at(candidate.text, candidate.parameters))


def _signs(words: list[bytes]) -> list[bytes]:
    """Return what tells the parameters of special member functions apart, whatever their names are."""
    return [word for word in words if word in (b"const", b"volatile", b"&", b"&&", b",")]


def _definitions(text: Text, simple: bytes, called: list[bytes]) -> Iterator[FunctionDefinition]:
    """Yield `S::S(...) ... { }` and `S<T>::S(...)` anywhere in the text."""
    for number, token in enumerate(text.tokens):
        if token.text != b"::" or text.words(number + 1, number + 2 + len(called)) != [*called, b"("]:
            continue
        if _name_before(text, number) != simple:
            continue
        first = number
        while (
            first > 0
            and text.tokens[first - 1].text not in (b";", b"}", b"{")
            and (text.tokens[first - 1].kind != "directive")
        ):
            first -= 1
        last = end_of_declaration(text, first, len(text.tokens))
        result = definition(text, first, number + 1, min(last, len(text.tokens) - 1))
        if result is not None:
            yield result


def _name_before(text: Text, number: int) -> bytes:
    """Return the class that a `::` belongs to, its template arguments left out."""
    at = number - 1
    if at >= 0 and text.tokens[at].text == b">":
        while at > 0 and text.tokens[at].text != b"<":
            at -= 1
        at -= 1
    return text.tokens[at].text if at >= 0 else b""
