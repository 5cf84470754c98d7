"""A line put into a Python or JSON file where it belongs; pure functions from text to text.

Each raises LookupError where the text is not as it expects.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence


def insert_before(text: str, anchor: str, addition: str) -> str:
    """Return the text with the addition before the one place where the anchor stands."""
    if text.count(anchor) != 1:
        raise LookupError(f"{anchor.strip()!r} stands in {text.count(anchor)} places, not in one")
    return text.replace(anchor, addition + anchor)


def insert_at_end(text: str, end: str, addition: str) -> str:
    """Return the text with the addition before its end, which is as said."""
    if not text.endswith(end):
        raise LookupError(f"it does not end in {end.strip()!r}")
    return text.removesuffix(end) + addition + end


def insert_import(text: str, package: str, name: str) -> str:
    """Return the text with the name among those that it imports from the package, sorted, one on each line."""
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.module == package:
            names = sorted({*(alias.name for alias in node.names), name})
            imported = [f"from {package} import (\n", *(f"    {each},\n" for each in names), ")\n"]
            return "".join(lines[: node.lineno - 1] + imported + lines[node.end_lineno :])
    raise LookupError(f"nothing is imported from {package}")


def append_to_tuple(text: str, variable: str, name: str, before: str = "") -> str:
    """Return the text with the name at the end of the tuple of that variable, and `before` in front of the variable."""
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Assign) or ast.unparse(node.targets[0]) != variable:
            continue
        if isinstance(node.value, ast.Tuple):
            elements = [ast.get_source_segment(text, element) or "" for element in node.value.elts]
            made = _tuple(variable, [*elements, name])
            return "".join([*lines[: node.lineno - 1], before, made, *lines[node.end_lineno or 0 :]])
    raise LookupError(f"it has no {variable} = (...)")


def _tuple(variable: str, elements: Sequence[str]) -> str:
    one_line = f"{variable} = ({', '.join(elements)})\n"
    if len(one_line) <= 121 and "\n" not in one_line.rstrip("\n"):
        return one_line
    return "".join([f"{variable} = (\n", *(f"    {element},\n" for element in elements), ")\n"])


def imported_names(text: str) -> frozenset[str]:
    """Return the names that the file imports from modules."""
    imports = (node for node in ast.parse(text).body if isinstance(node, ast.ImportFrom))
    return frozenset(alias.name for node in imports for alias in node.names)
