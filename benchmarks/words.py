"""Words that stand in no dictionary: `python benchmarks/words.py [--dictionary FILE]...`.

Read are the README, the pages of docs/ and the texts of podcheck/ that people see: its strings with spaces in them, and
the pages of rules. Code, names in quotes, links and what a format fills in are left out. Known are the words of the
dictionaries (Debian's wamerican and wbritish), and those of `words.txt`: terms of the C++ standard and of its
compilers, and names. Each other word is printed with where it stands; the exit status is 1 if there are some.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
DICTIONARIES = ("/usr/share/dict/american-english", "/usr/share/dict/british-english")
OWN = Path(__file__).parent / "words.txt"
PLACES = 3
"""Of a word, that are printed."""

_LEFT_OUT = (
    re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"`[^`]*`"),
    re.compile(r"\]\([^)]*\)|https?://\S+"),
    re.compile(r"\[[a-z.]+\](?:/[\d.]+)?"),
    re.compile(r"(?<!\w)'[^'\n]*'(?!\w)|\"[^\"\n]*\""),
    re.compile(r"\S*(?:::|[_/\\{}<>=@$#*+~^%|]|\w[.:]\w)\S*"),
    re.compile(r"(?<!\w)-+\w[\w-]*"),
)
_SMALL = frozenset(
    re.findall(r"\w+", "a an and are as at be by can for has in is it its no not of on or the to was with")
)
"""Words of which each sentence has one."""

_WORD = re.compile(r"(?<![\w'-])[A-Za-z][a-z]+(?:'[a-z]+)?(?![\w])")
"""Not what has capitals or digits within: names."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Words that stand in no dictionary.")
    parser.add_argument("--dictionary", action="append", metavar="FILE", help="words, one a line; repeatable")
    files = [Path(file) for file in parser.parse_args().dictionary or DICTIONARIES]
    dictionary = {word.lower() for file in files for word in file.read_text(encoding="utf-8").split()}
    own = {line.lower() for line in OWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
    places: dict[str, list[str]] = defaultdict(list)
    count = 0
    for place, text in texts():
        for word in words(text):
            count += 1
            if not is_known(word, dictionary):
                places[word].append(place)
    unknown = {word: where for word, where in places.items() if not is_known(word, own)}
    for word, where in sorted(unknown.items()):
        print(f"{word}: {', '.join(dict.fromkeys(where[:PLACES]))}")
    for word in sorted(word for word in own if not any(is_known(used, {word}) for used in places)):
        print(f"not used: {word}")
    print(
        f"{count:,} words; {len(places)} different ones in no dictionary, of which {len(unknown)} in {OWN.name} neither"
    )
    return 1 if unknown else 0


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text that people read, by where it stands."""
    pages = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
    for page in pages:
        yield page.relative_to(REPOSITORY).as_posix(), page.read_text(encoding="utf-8")
    for file in sorted((REPOSITORY / "podcheck").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for line, text in messages(tree):
            yield f"{file.relative_to(REPOSITORY).as_posix()}:{line}", text


def messages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module that are sentences: not its docstrings, nor code or patterns."""
    docstrings = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, (ast.Module, ast.ClassDef, ast.FunctionDef))
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value
            if is_sentence(text) and not re.search(r"[\\{};#^]|\bpodcheck_|__|\btypedef\b|SELECT|PRAGMA", text):
                yield node.lineno, text


def is_sentence(text: str) -> bool:
    """Whether it is more than a list of names."""
    parts = text.lower().split()
    return len(parts) > 1 and (len(parts) < 5 or any(part in _SMALL for part in parts))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, in small letters, without code, names and links."""
    for pattern in _LEFT_OUT:
        text = pattern.sub(" ", text)
    for match in _WORD.finditer(text.replace("-", " ")):
        yield match[0].lower()


def plain(word: str) -> str:
    """Return the word without what marks whose something is, or a plural."""
    return word.removesuffix("'s").removesuffix("s'")


def is_known(word: str, known: set[str]) -> bool:
    return word in known or plain(word) in known or plain(word).removesuffix("s") in known


if __name__ == "__main__":
    raise SystemExit(main())
