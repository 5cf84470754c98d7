"""`python -m podcheck.dev`: the command line of the scaffolder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from podcheck.dev.documents import write_documents
from podcheck.dev.scaffold import MARK, SourceTree, new_format, new_rule, new_trait, write_pages
from podcheck.errors import ConfigError

_HELP = f"""Begin a trait, a rule or a format: each file that it takes, with text that works. What is yours to write is
marked {MARK}; tests/dev/test_scaffold.py fails while a mark is left."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, say which, and return the exit status: 2 where nothing was written."""
    options = _parser().parse_args(arguments)
    try:
        tree = SourceTree.of(Path(options.tree))
        if options.command in ("write-docs", "document-options"):
            print(*[f"wrote   {path}" for path in write_documents(tree.root)] or ["all is as it must be"], sep="\n")
            return 0
        if options.command == "new-trait":
            changes = new_trait(tree, options.name, options.clause)
        elif options.command == "new-rule":
            changes = new_rule(tree, options.code, options.file, options.clause)
        else:
            changes = new_format(tree, options.name)
        tree.write(changes)
        if options.command != "new-format":
            write_pages(tree)
    except ConfigError as error:
        print(f"podcheck.dev: {error}", file=sys.stderr)
        return error.exit_status
    print(*(f"{change.verb} {change.path}" for change in changes), sep="\n")
    if options.command != "new-format":
        print("wrote docs/rules/ anew")
    print(f"Next: write what is marked {MARK} (`grep -rn {MARK} .`), and see CONTRIBUTING.md.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m podcheck.dev", description=_HELP)
    parser.add_argument("--tree", default=".", metavar="DIR", help="podcheck's source tree (default: here)")
    commands = parser.add_subparsers(dest="command", required=True)
    trait = commands.add_parser("new-trait", help="a trait: its file and its line in each other place, example, sample")
    trait.add_argument("name", metavar="NAME", help="as in <type_traits>, without is_: swappable")
    rule = commands.add_parser("new-rule", help="a rule of a trait: its function, its line in RULES, its example")
    rule.add_argument("code", metavar="CODE", help="the public code of the fault: mixed-access")
    rule.add_argument("file", metavar="FILE", help="podcheck/rules/traits/standard_layout.py")
    for with_clause in (trait, rule):
        with_clause.add_argument("--clause", default="[meta.unary.prop]", help="its clause (default: %(default)s)")
    format_ = commands.add_parser("new-format", help="a format of check: its file, its line, its test")
    format_.add_argument("name", metavar="NAME", help="as --format takes it: csv")
    commands.add_parser(
        "write-docs",
        aliases=["document-options"],
        help="write what is made from the program: the reference in docs/, the manual page, the configuration's schema",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
