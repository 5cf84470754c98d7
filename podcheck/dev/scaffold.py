"""Which files a trait, a rule and a format take, and what is put into each.

Everything is worked out before anything is written: a tree is changed as a whole, or not at all.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable
from pathlib import Path
from string import Template

from msgspec import Struct

from podcheck import files
from podcheck.dev.insertion import append_to_tuple, imported_names, insert_at_end, insert_before, insert_import
from podcheck.errors import ConfigError
from podcheck.process import run_own_tree

MARK = "SCAFFOLD:"
"""What stands where something is left to write."""

_TEMPLATES = Path(__file__).parent / "templates"
_EXAMPLES = "podcheck/rules/docs/examples"
_TRAITS = "podcheck/model/traits.py"
_RULEBOOK = "podcheck/rules/rulebook.py"
_SCHEMAS = ("podcheck/report/formats/report.schema.json", "podcheck/report/formats/report-2.schema.json")
_FORMATS = "podcheck/model/report_formats.py"
_NEEDED_BY_A_RULE = {"Iterator", "Key", "EvaluationContext", "Violation", "rule"}


class FileChange(Struct, frozen=True):
    """A file of the tree with its new text."""

    path: str
    """From the tree's root on."""

    text: str
    is_new: bool
    """There was no such file."""

    @property
    def verb(self) -> str:
        """Return what was done to the file, for a line of output."""
        return "wrote  " if self.is_new else "changed"


class SourceTree(Struct, frozen=True):
    """A source tree of podcheck."""

    root: Path

    @classmethod
    def of(cls, root: Path) -> SourceTree:
        """Return the tree in that folder. Raises ConfigError where there is none."""
        for path in (_TRAITS, _RULEBOOK, "cpp_samples", "CONTRIBUTING.md"):
            if not (root / path).exists():
                raise ConfigError(
                    f"{root} is no source tree of podcheck: it has no {path}", "Run it in a clone, or name one: --tree."
                )
        return cls(root)

    def create(self, path: str, template: str, words: dict[str, str]) -> FileChange:
        """Return a new file. Raises ConfigError where there is one already."""
        if (self.root / path).exists():
            raise ConfigError(f"{path} is there already", "Take another name, or remove the file.")
        return FileChange(path, _fill(template, words), is_new=True)

    def change(self, path: str, edit: Callable[[str], str]) -> FileChange:
        """Return a file of the tree with an edit done to it. Raises ConfigError where it can't be done."""
        try:
            return FileChange(path, edit(files.read_bytes(self.root / path).decode("utf-8")), is_new=False)
        except (LookupError, SyntaxError, UnicodeDecodeError) as error:
            why = error.args[0] if isinstance(error, LookupError) else str(error)
            advice = "Add the line by hand, as CONTRIBUTING.md says."
            raise ConfigError(f"{path} is not as the scaffolder knows it: {why}", advice) from None
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}", "Name a file of the tree, from its root.") from None

    def write(self, changes: tuple[FileChange, ...]) -> None:
        """Write the files. Raises ConfigError where one can't be written."""
        try:
            for change in changes:
                path = self.root / change.path
                path.parent.mkdir(parents=True, exist_ok=True)
                files.write(path, change.text.encode("utf-8"))
        except OSError as error:
            raise ConfigError(f"{error.filename}: can't be written: {error.strerror}", "Make it writable.") from None


def new_trait(tree: SourceTree, name: str, clause: str) -> tuple[FileChange, ...]:
    """Return what a new trait takes: all but the pages, which the rules make."""
    _check_name(name, "trait")
    if name.startswith("is_") or name.endswith("_v"):
        raise ConfigError(f"{name!r} is spelled as a template", "Leave `is_` and `_v` out: swappable.")
    code = f"not-{name.replace('_', '-')}"
    words = {
        "name": name,
        "member": name.upper(),
        "phrase": name.replace("_", " "),
        "function": name if name.startswith("has_") else f"is_{name}",
        "code": code,
        "clause": _check_clause(clause),
    }

    def add_member(text: str) -> str:
        if f'"{name}"' in text:
            raise LookupError(f"there is a trait {name} already")
        member = _fill("member.py.txt", words)
        text = insert_before(text, "\n    @classmethod\n    def known(", member)
        return insert_at_end(text, "\n}\n", "\n" + _fill("words.py.txt", words).rstrip("\n"))

    def add_entry(text: str) -> str:
        entry = _fill("entry.py.txt", words)
        return insert_before(insert_import(text, "podcheck.rules.traits", name), "    },\n    trivial=", entry)

    def add_to_enum(text: str) -> str:
        return insert_before(text, _END_OF_ENUM, f',\n        "{name}"')

    return (
        tree.change(_TRAITS, add_member),
        tree.create(f"podcheck/rules/traits/{name}.py", "trait.py.txt", words),
        tree.create(f"{_EXAMPLES}/{code}.cpp", "trait_example.cpp.txt", words),
        tree.create(f"cpp_samples/{clause[1:].partition(']')[0]}/{name}.cpp", "sample.cpp.txt", words),
        tree.change(_RULEBOOK, add_entry),
        *(tree.change(schema, add_to_enum) for schema in _SCHEMAS),
    )


_END_OF_ENUM = '\n      ]\n    },\n    "location": {'


def new_rule(tree: SourceTree, code: str, file: str, clause: str) -> tuple[FileChange, ...]:
    """Return what a rule of a trait takes.

    `file`: the trait's, from the tree's root, which has the trait's RULES.
    """
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code) is None:
        raise ConfigError(f"{code!r} can't be a code", "Use words of small letters: mixed-access.")
    trait = Path(file).stem
    if f'"{trait}"' not in tree.change(_TRAITS, str).text:
        advice = "Where a file has several traits, write the rule by hand, as CONTRIBUTING.md says."
        raise ConfigError(f"{file} is not called after a trait, so whose rule it is can't be said", advice)
    words = {"code": code, "function": f"no_{code.replace('-', '_')}", "clause": _check_clause(clause), "name": trait}

    def add_rule(text: str) -> str:
        missing = sorted(_NEEDED_BY_A_RULE - imported_names(text))
        if missing:
            raise LookupError(f"it does not import {', '.join(missing)}")
        if f'"{code}"' in text:
            raise LookupError(f"it has a rule {code} already")
        return append_to_tuple(text, "RULES", words["function"], _fill("rule.py.txt", words))

    return (
        tree.change(file, add_rule),
        tree.create(f"{_EXAMPLES}/{code}.cpp", "rule_example.cpp.txt", words),
    )


def new_format(tree: SourceTree, name: str) -> tuple[FileChange, ...]:
    """Return what a format takes."""
    _check_name(name, "format")
    words = {"name": name}

    def add_line(text: str) -> str:
        line = f'    "{name}": "podcheck.report.formats.{name}",\n'
        return insert_before(text, '}\n"""Where each format lives', line)

    return (
        tree.create(f"podcheck/report/formats/{name}.py", "format.py.txt", words),
        tree.create(f"tests/report/test_{name}.py", "test_format.py.txt", words),
        tree.change(_FORMATS, add_line),
    )


def write_pages(tree: SourceTree) -> None:
    """Write the pages of all codes by the tree's own podcheck. Raises ConfigError where it can't."""
    words = ("rule", "--write-docs", "docs/rules")
    done = run_own_tree(words, tree.root)
    if not done.ok:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise ConfigError(f"docs/rules could not be written: {reason}", f"Run podcheck {' '.join(words)} in the tree.")


def _fill(template: str, words: dict[str, str]) -> str:
    text = files.read_bytes(_TEMPLATES / template).decode("utf-8")
    return Template(text).substitute(words, mark=MARK)


def _check_name(name: str, what: str) -> None:
    if re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) is None or keyword.iskeyword(name):
        raise ConfigError(f"{name!r} can't be the name of a {what}", "Use small letters, digits and underscores.")


def _check_clause(clause: str) -> str:
    if re.fullmatch(r"\[[a-z]+(\.[a-z]+)*\](/[0-9]+(\.[0-9]+)*)?", clause) is None:
        raise ConfigError(f"{clause!r} is not a clause", "Write it as the standard's index does: [class.prop]/3.2")
    return clause
