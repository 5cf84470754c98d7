"""Requires-clauses of special member functions, and whether an instance's template arguments satisfy them.

libclang tells neither. So the clause is written once more, as the constant of a template that is specialised for
the class's own template-id, in the class's own namespace, and asked with the instance:

    namespace n { template<class> struct question; template<class T> struct question<X<T>> {
        enum { value = requires { requires (sizeof(T) > 4); } ? 1 : ... }; }; }
    enum { answer = n::question<n::X<int>>::value };

A clause that speaks of the class's own members can't be asked so; then the question stays open.
"""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.extract.libclang.cursors import ancestors, byte_range, text_of
from podcheck.extract.libclang.source_files import Sources

_WORD = re.compile(rb"[A-Za-z_]\w*|::|.", re.DOTALL)
_OPEN, _CLOSE = b"([{", b")]}"
_REQUIREMENT = re.compile(rb"\brequires\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*$")
_PARAMETERS = frozenset(
    {
        CursorKind.TEMPLATE_TYPE_PARAMETER,
        CursorKind.TEMPLATE_NON_TYPE_PARAMETER,
        CursorKind.TEMPLATE_TEMPLATE_PARAMETER,
    }
)


class Clause(Struct, frozen=True):
    """A requires-clause, ready to be asked about: `scope` are the namespaces, `header` the template's parameters,
    `pattern` its own template-id, `text` the constraint.
    """

    scope: tuple[str, ...]
    header: str
    pattern: str
    text: str

    def question(self, name: str, instance: str) -> str:
        """One line of C++ that makes an enumerator of that name: 1 if the instance satisfies the clause, 0 if not.

        2 where neither the clause nor its contrary can be written for the instance: it may mean something else there.
        """
        opened = "".join(f"namespace {text} {{ " for text in self.scope)
        holds, fails = (f"requires {{ requires {sign}({self.text}); }}" for sign in ("", "!"))
        template = (
            f"template<class> struct {name}_q; template<{self.header}> struct {name}_q< {self.pattern} > "
            f"{{ enum {{ value = {holds} ? 1 : {fails} ? 0 : 2 }}; }};"
        )
        path = "::".join(["", *self.scope, f"{name}_q< {instance} >"])
        return f"{opened}{template}{' }' * len(self.scope)} enum {{ {name} = {path}::value }};"


def clause_text(function: Cursor, sources: Sources) -> str:
    """The constraint that stands behind the parameters; empty where there is none."""
    where = byte_range(function)
    if where is None or b"requires" not in sources.content(where[0])[where[1] : where[2]]:
        return ""
    return _clause(sources.slice(*where)).decode("utf-8", "replace")


def _clause(text: bytes) -> bytes:
    depth = 0
    start: int | None = None
    previous = b""
    for match in _WORD.finditer(text):
        word, at = match[0], match.start()
        if start is None:
            if depth == 0 and word == b"requires":
                start = match.end()
            elif depth == 0 and (word == b"{" or (word == b"=" and previous != b"operator")):
                return b""
        elif depth == 0 and _ends(word, text[start:at], text[match.end() :]):
            return text[start:at].strip()
        previous = word if word.strip() else previous
        depth += (word in _OPEN) - (word in _CLOSE) if len(word) == 1 else 0
    return text[start:].strip() if start is not None else b""


def _ends(word: bytes, before: bytes, behind: bytes) -> bool:
    """The clause is over: a body, initialisers or `= default` follow."""
    if word == b"{":
        return not _REQUIREMENT.search(before)
    return word in (b";", b":") or (word == b"=" and behind.lstrip().startswith((b"default", b"delete", b"0")))


def clause_of(function: Cursor, pattern: Cursor, sources: Sources) -> Clause | None:
    """The clause of a member of a class template; None where it can't be asked about."""
    text = clause_text(function, sources)
    headers = [_parameter(child, sources) for child in pattern.get_children() if child.kind in _PARAMETERS]
    if not text or not headers or None in headers:
        return None
    children = list(pattern.get_children())
    own = {child.spelling for child in children if child.kind.is_declaration() and child.kind not in _PARAMETERS}
    if own & set(re.findall(r"[A-Za-z_]\w*", text)):
        return None
    if pattern.kind is CursorKind.CLASS_TEMPLATE:
        arguments = [f"{name}..." if pack else name for _, name, pack in filter(None, headers)]
        written = f"{pattern.spelling}<{', '.join(arguments)}>"
    else:
        written = pattern.displayname
    scope = []
    for parent in ancestors(pattern):
        if parent.kind is not CursorKind.NAMESPACE:
            return None
        if parent.spelling.isidentifier():
            scope.append(parent.spelling)
    header = ", ".join(declared for declared, _, _ in filter(None, headers))
    return Clause(tuple(scope[::-1]), header, written, text)


def _parameter(parameter: Cursor, sources: Sources) -> tuple[str, str, bool] | None:
    """As it is declared, without its default; its name; whether it is a pack."""
    name: str = parameter.spelling
    text = text_of(parameter, sources).decode("utf-8", "replace")
    if not text or not name.isidentifier():
        return None
    declared = re.split(r"(?<![=!<>])=(?!=)", text)[0].strip()
    return declared, name, "..." in declared
