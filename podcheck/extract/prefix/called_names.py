"""The names of functions that a text calls where no type is known yet: in templates, and in what is not evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

_CALL = re.compile(
    rb"(?:(?:^|[-(,=;{}!+/%^|?:\[<~]|&&|\s[&*]\s|\b(?:return|else|do|throw|case|and|or|not|requires|co_return|co_yield|co_await)\b)\s*"
    rb"|\b(?P<qualifier>[A-Za-z_]\w*)\s*::\s*|::\s*)(?P<name>[A-Za-z_]\w*)\s*(?:<[^;{}()]{0,1000}>\s*)?\("
)
"""A name in front of a bracket, but for one that a type stands in front of, which is being declared."""

_UNEVALUATED = re.compile(
    rb"\b(?:decltype|noexcept(?=\s*\()|sizeof|alignof|typeid|requires|concept|typeof|__typeof__)\b"
)
_OPERATORS = {
    rb"[=!]=": (b"==", b"!="),
    rb"<=|[^>-]>=|\s[<>]\s": (b"<", b"<=", b">", b">=", b"<=>"),
    rb"<<": (b"<<", b"<<="),
    rb"\s>>": (b">>", b">>="),
    rb"\+": (b"+", b"+=", b"++"),
    rb"-(?!>)": (b"-", b"-=", b"--"),
    rb"\s\*\s": (b"*", b"*="),
    rb"/": (b"/", b"/="),
    rb"%": (b"%", b"%="),
    rb"\^": (b"^", b"^="),
    rb"\|": (b"|", b"|=", b"||"),
    rb"\s&&?\s": (b"&", b"&=", b"&&"),
    rb"!": (b"!",),
    rb"~": (b"~",),
    rb",": (b",",),
    rb"->\s*\*": (b"->*",),
    rb"\bnew\b": (b" new", b" new[]"),
    rb"\bdelete\b": (b" delete", b" delete[]"),
    rb"\bco_await\b": (b" co_await",),
}
"""Signs in expressions that are not evaluated, and the operators that may be looked up for them, rewritten ones too."""

_OPERATOR_SIGNS = tuple(
    (re.compile(sign), frozenset(b"operator" + name for name in names)) for sign, names in _OPERATORS.items()
)

_TEMPLATE = re.compile(rb"\btemplate\b")
_AUTO_PARAMETER = re.compile(rb"[(,]\s*(?:\w+\s+){0,3}(?:[\w:]+\s*(?:<[^;{}()]{0,1000}>\s*)?)?\bauto\b")
_CONSTRAINT = re.compile(rb"\b(?:requires|concept)\b")
_GOES_ON = re.compile(rb"\s*[,{>(\[.)=:&|+\-*/?\]]")
"""What stands behind a brace that does not end a declaration: it initialises something."""

_NESTING = re.compile(rb"[(){}\[\];]")

_LONGEST_OPERAND = 4096
_MOST_OPERANDS = 5000


def find_called_names(plain: bytes, classes: frozenset[bytes]) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the names that a text without comments calls in templates, and those among them that are not evaluated.

    Both have the operators that may be looked up in what is not evaluated; members of the classes are in neither.
    """
    operands = _operands(plain)
    operators = {name for sign, names in _OPERATOR_SIGNS if any(map(sign.search, operands)) for name in names}
    unevaluated = _find_calls(operands, classes) | operators
    return _find_calls(_templates(plain), classes) | unevaluated, unevaluated


def _find_calls(texts: Iterable[bytes], classes: frozenset[bytes]) -> frozenset[bytes]:
    """Return the names that are called in the texts, but for those of members of these classes.

    One behind another name and `::` has `::` in front of it.
    """
    return frozenset(
        b"::" + match["name"] if match["qualifier"] else match["name"]
        for text in texts
        for match in _CALL.finditer(text)
        if match["qualifier"] not in classes
    )


def _templates(plain: bytes) -> list[bytes]:
    """Return the declarations of templates; where it is hard to tell which these are, the whole text."""
    starts = [match.start() for match in islice(_TEMPLATE.finditer(plain), _MOST_OPERANDS + 1)]
    if len(starts) > _MOST_OPERANDS or _AUTO_PARAMETER.search(plain) or _CONSTRAINT.search(plain):
        return [plain]
    result: list[bytes] = []
    end = 0
    for start in starts:
        if start >= end:
            end = _end_of_declaration(plain, start)
            result.append(plain[start:end])
    return result


def _end_of_declaration(plain: bytes, start: int) -> int:
    """Return where the declaration ends: behind its `;`, or the brace that closes a function's body or a class."""
    depth = 0
    for match in _NESTING.finditer(plain, start):
        mark = match[0]
        if mark in b"({[":
            depth += 1
        elif mark in b")}]":
            depth -= 1
            if depth < 0 or (mark == b"}" and depth == 0 and not _GOES_ON.match(plain, match.end())):
                return match.end()
        elif depth == 0:
            return match.end()
    return len(plain)


def _operands(plain: bytes) -> list[bytes]:
    """Return what is not evaluated; where that is a great many pieces, which may lie in each other, the whole text."""
    starts = [match.end() for match in islice(_UNEVALUATED.finditer(plain), _MOST_OPERANDS + 1)]
    return [_operand(plain, start) for start in starts] if len(starts) <= _MOST_OPERANDS else [plain]


def _operand(plain: bytes, start: int) -> bytes:
    """Return what stands behind a keyword: in its brackets, and in the braces behind them; else up to the next `;`."""
    depth = 0
    for at in range(start, min(start + _LONGEST_OPERAND, len(plain))):
        char = plain[at : at + 1]
        if char in b"({":
            depth += 1
        elif char in b")}":
            depth -= 1
            if depth <= 0 and (char == b"}" or not plain[at + 1 : at + 40].lstrip().startswith(b"{")):
                return plain[start : at + 1]
        elif char == b";" and depth == 0:
            return plain[start:at]
    return plain[start : start + _LONGEST_OPERAND]
