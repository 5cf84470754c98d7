"""What the source tree looks like, counted: folders, lengths, names, and imports that stand in functions.

    python benchmarks/house.py [TREE]

TREE is a checkout, this one if it is not named: its tracked files below `podcheck/` are read, and none of it is run.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_PARTICIPLE = re.compile(
    r"[a-z]+(ed|en)|told|asked|found|made|kept|held|together|alone|nothing|behind|before|below|beneath|once|within|written"
)
_RAW = re.compile(r"\._kind_id\b|conf\.lib|\._tu\b|\.data\[")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def read_tree(tree: Path) -> dict[str, ast.Module]:
    """Return the modules by their paths within the tree."""
    listed = subprocess.run(
        ["git", "-C", str(tree), "ls-files", "podcheck"], capture_output=True, text=True, check=True
    ).stdout
    return {name: ast.parse((tree / name).read_text()) for name in listed.splitlines() if name.endswith(".py")}


def functions(modules: dict[str, ast.Module]) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield each function with its file, methods and functions within functions too."""
    for name, module in modules.items():
        yield from ((name, node) for node in ast.walk(module) if isinstance(node, _FUNCTIONS))


def loop_variables(modules: dict[str, ast.Module]) -> Iterator[str]:
    """Yield the names of loops and comprehensions."""
    for module in modules.values():
        for node in ast.walk(module):
            if isinstance(node, (ast.For, ast.comprehension)):
                yield from (each.id for each in ast.walk(node.target) if isinstance(each, ast.Name))


def is_participle(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a function whose name says no verb; some that end alike are verbs (`open`, `feed`, `shorten`)."""
    decorators = (ast.unparse(decorator) for decorator in function.decorator_list)
    return not any("property" in text for text in decorators) and bool(_PARTICIPLE.fullmatch(function.name.strip("_")))


def classes(modules: dict[str, ast.Module]) -> Iterator[ast.ClassDef]:
    """Yield each class."""
    for module in modules.values():
        yield from (node for node in ast.walk(module) if isinstance(node, ast.ClassDef))


def documents_fields(node: ast.ClassDef) -> bool:
    """Whether the class's docstring says what one of its fields is: "`field`: ..."."""
    fields = (ast.unparse(field.target) for field in node.body if isinstance(field, ast.AnnAssign))
    text = ast.get_docstring(node) or ""
    return any(f"`{field}`: " in text for field in fields)


def main() -> None:
    """Print the table."""
    tree = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1])
    modules = read_tree(tree)
    folders = Counter(str(Path(name).parent) for name in modules)
    texts = {name: (tree / name).read_text() for name in modules}
    lengths = [
        ((function.end_lineno or function.lineno) - function.lineno + 1, f"{name}: {function.name}")
        for name, function in functions(modules)
    ]
    longest = max((len(text.splitlines()), name) for name, text in texts.items())
    names = Counter(loop_variables(modules))
    inner = sum(
        isinstance(node, (ast.Import, ast.ImportFrom))
        for _, function in functions(modules)
        for node in ast.walk(function)
    )
    raw = [name for name, text in texts.items() if _RAW.search(text)]
    types = Counter(node.name for node in classes(modules))
    rows = {
        "files": str(len(modules)),
        "folders": str(len(folders)),
        "most files in one folder": "{1} ({0})".format(*folders.most_common(1)[0]),
        "longest file, lines": f"{longest[0]} ({longest[1]})",
        "longest function, lines": "{} ({})".format(*max(lengths)),
        "loop variables named `one`": f"{names['one']} of {names.total()}",
        "functions named by a participle": str(sum(is_participle(function) for _, function in functions(modules))),
        "names that several types have": str(sum(count > 1 for count in types.values())),
        "classes whose docstring says what a field is": str(sum(map(documents_fields, classes(modules)))),
        "files with raw touches of libclang": str(len(raw)),
        "of these outside extract/libclang": str(sum("extract/libclang" not in name for name in raw)),
        "imports in functions": str(inner),
    }
    print("| | |\n| --- | --: |")
    for row in rows.items():
        print("| {} | {} |".format(*row))


if __name__ == "__main__":
    main()
