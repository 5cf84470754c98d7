"""Requires-clauses of special member functions, and whether an instance's template arguments satisfy them.

libclang says neither. So the clause is written once more, as the constant of a template that is specialised for
the class's own template-id, in the class's own namespace, and asked with the instance:

    namespace n { template<class> struct question; template<class T> struct question<X<T>> {
        enum { value = requires { requires (sizeof(T) > 4); } ? 1 : ... }; }; }
    enum { answer = n::question<n::X<int>>::value };

A clause that speaks of the class's own members can't be asked so; then the question stays open.

Of a constructor template that needs no argument it is asked in the same way whether it can be called without one: it
is declared once more, as a static member function of such a template.
"""

from __future__ import annotations

import re

from clang.cindex import Cursor, CursorKind
from msgspec import Struct

from podcheck.cpp.lexer import TokenKind, tokens
from podcheck.extract.libclang.cursors import ancestors, byte_range, raw_location, text_of
from podcheck.extract.libclang.source_files import SourceFiles

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


FAILED = 3
"""The answer to a clause of which the first part fails; one more for each part behind it."""


class Clause(Struct, frozen=True):
    """A requires-clause, ready to be asked about."""

    scope: tuple[str, ...]
    """The namespaces around it, outermost first."""

    header: str
    """The parameters of the template."""

    pattern: str
    """The template-id of the template itself."""

    text: str
    """The constraint."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What `&&` joins, in order; the whole clause where that is not all of it."""
        return split_conjunction(self.text)

    def question(self, name: str, instance: str) -> str:
        """Return one line of C++ that makes an enumerator of that name: 1 if the instance satisfies the clause, 0 if
        not.

        It is 2 where neither the clause nor its contrary can be written for the instance: it may mean something else
        there.
        Of a clause of several `parts` it is 3 or more if not, and 3 says the first of them that fails.
        """
        opened = "".join(f"namespace {text} {{ " for text in self.scope)
        holds, fails = (f"requires {{ requires {sign}({self.text}); }}" for sign in ("", "!"))
        parts = self.parts if len(self.parts) > 1 else ()
        first = "".join(f"!requires {{ requires ({part}); }} ? {FAILED + at} : " for at, part in enumerate(parts))
        template = (
            f"template<class> struct {name}_q; template<{self.header}> struct {name}_q< {self.pattern} > "
            f"{{ enum {{ value = {holds} ? 1 : {fails} ? ({first}0) : 2 }}; }};"
        )
        path = "::".join(["", *self.scope, f"{name}_q< {instance} >"])
        return f"{opened}{template}{' }' * len(self.scope)} enum {{ {name} = {path}::value }};"


class BareCall(Struct, frozen=True):
    """A constructor template, ready to be asked about: can it be called without arguments?"""

    scope: tuple[str, ...]
    """The namespaces around it, outermost first."""

    header: str
    """As in a `Clause`; empty where the class is no instance."""

    pattern: str
    """As in a `Clause`; empty where the class is no instance."""

    declaration: str
    """Declares a function like the constructor."""

    def question(self, name: str, instance: str) -> str:
        """Return one line of C++ that makes an enumerator of that name: 1 if it can be called without arguments, 0 if
        not.
        """
        opened = "".join(f"namespace {text} {{ " for text in self.scope)
        primary = f"template<class> struct {name}_q"
        body = f"{{ {self.declaration} }};"
        special = f"{primary}; template<{self.header}> struct {name}_q< {self.pattern} > {body}"
        template = special if self.pattern else f"{primary} {body}"
        path = "::".join(["", *self.scope, f"{name}_q< {instance} >"])
        return f"{opened}{template}{' }' * len(self.scope)} enum {{ {name} = podcheck_bare<void, {path} >::value }};"


Question = Clause | BareCall
"""What libclang is asked about one function of a class."""


def clause_text(function: Cursor, sources: SourceFiles) -> str:
    """Return the constraint that stands behind the parameters; empty where there is none."""
    where = byte_range(function)
    if where is None or b"requires" not in sources.content(where[0])[where[1] : where[2]]:
        return ""
    return _clause(sources.slice(*where)).decode("utf-8", "replace")


def split_conjunction(clause: str) -> tuple[str, ...]:
    """Return what `&&` joins outside of brackets and template arguments; the clause itself where it is no such."""
    text = clause.strip().encode()
    parts, depth, angles, start, previous = list[bytes](), 0, 0, 0, TokenKind.SIGN
    for token in tokens(text):
        sign = token.text if token.kind is TokenKind.SIGN else b""
        depth += (sign in (b"(", b"[", b"{")) - (sign in (b")", b"]", b"}"))
        if depth == 0 and sign == b"<" and previous is TokenKind.WORD:
            angles += 1
        elif depth == 0 and angles and sign in (b">", b">>"):
            angles = max(0, angles - len(sign))
        elif depth == 0 and not angles:
            if sign == b"||":
                return (text.decode(),)
            if sign == b"&&":
                parts.append(text[start : token.start].strip())
                start = token.end
        previous = token.kind
    parts.append(text[start:].strip())
    if len(parts) == 1 and text[:1] == b"(" and _closing(text) == len(text):
        inner = split_conjunction(text[1:-1].decode())
        return inner if len(inner) > 1 else (text.decode(),)
    return tuple(part.decode() for part in parts) if all(parts) else (text.decode(),)


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
    """Whether the clause is over: a body, initializers or `= default` follow."""
    if word == b"{":
        return not _REQUIREMENT.search(before)
    return word in (b";", b":") or (word == b"=" and behind.lstrip().startswith((b"default", b"delete", b"0")))


def clause_of(function: Cursor, pattern: Cursor, sources: SourceFiles) -> Clause | None:
    """Return the clause of a member of a class template; None where libclang can't be asked about it."""
    text = clause_text(function, sources)
    around = _surroundings(pattern, sources)
    if not text or around is None or around[1] == "" or _own_names(pattern) & _words(text):
        return None
    return Clause(*around, text)


def bare_call_of(constructor: Cursor, pattern: Cursor, sources: SourceFiles) -> BareCall | None:
    """Return the question whether a constructor template can do without arguments; None where libclang can't be asked.

    `pattern` is the class, or the template that it is an instance of. A name may be a base's, so libclang is not asked
    about a class with bases.
    """
    where = byte_range(constructor)
    around = _surroundings(pattern, sources)
    if where is None or around is None:
        return None
    file, start, end = where
    named, _, _, at = raw_location(constructor)
    text = sources.slice(file, start, end)
    name = pattern.spelling.encode()
    if named != file or not text[at - start :].startswith(name) or set(b"#\"'") & set(text):
        return None
    before, behind = text[: at - start], text[at - start + len(name) :]
    closing = _closing(behind)
    if closing is None:
        return None
    clause = _clause(behind[closing:])
    words = (_without_explicit(before), b"static char podcheck_f", behind[:closing], clause and b"requires " + clause)
    declaration = b" ".join(b" ".join(words).split()).decode("utf-8", "replace")
    if _own_names(pattern) & _words(declaration):
        return None
    return BareCall(*around, f"{declaration};")


def _closing(text: bytes) -> int | None:
    """Return where the bracket ends that the text begins with; None where there is none."""
    depth = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if depth == 0 and word.strip() and word != b"(":
            return None
        depth += (word in _OPEN) - (word in _CLOSE) if len(word) == 1 else 0
        if depth == 0 and word == b")":
            return match.end()
    return None


def _without_explicit(text: bytes) -> bytes:
    """Return the specifiers without `explicit` and its condition, which no function has."""
    before, word, behind = text.partition(b"explicit")
    return before + behind[_closing(behind) or 0 :] if word else text


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", text))


def _own_names(pattern: Cursor) -> set[str]:
    """Return what the class declares itself, under names that mean something else outside of it."""
    children = pattern.get_children()
    own = {child.spelling for child in children if child.kind.is_declaration() and child.kind not in _PARAMETERS}
    return own - {pattern.spelling}


def _surroundings(pattern: Cursor, sources: SourceFiles) -> tuple[tuple[str, ...], str, str] | None:
    """Return the namespaces, the parameters and the template-id of a class template; the latter is empty for a plain
    class.

    None where nothing outside can be written in the same terms.
    """
    headers = [_parameter(child, sources) for child in pattern.get_children() if child.kind in _PARAMETERS]
    if None in headers:
        return None
    written = ""
    if pattern.kind is CursorKind.CLASS_TEMPLATE:
        arguments = [f"{name}..." if pack else name for _, name, pack in filter(None, headers)]
        written = f"{pattern.spelling}<{', '.join(arguments)}>"
    elif headers:
        written = pattern.displayname
    scope = []
    for parent in ancestors(pattern):
        if parent.kind is not CursorKind.NAMESPACE:
            return None
        if parent.spelling.isidentifier():
            scope.append(parent.spelling)
    header = ", ".join(declared for declared, _, _ in filter(None, headers))
    return tuple(scope[::-1]), header, written


def _parameter(parameter: Cursor, sources: SourceFiles) -> tuple[str, str, bool] | None:
    """Return a parameter's declaration without its default, its name, and whether it is a pack."""
    name: str = parameter.spelling
    text = text_of(parameter, sources).decode("utf-8", "replace")
    if not text or not name.isidentifier():
        return None
    declared = re.split(r"(?<![=!<>])=(?!=)", text)[0].strip()
    return declared, name, "..." in declared
