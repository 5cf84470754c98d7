"""The README and the pages of docs/, block by block: which command prints what, which file a block is.

A block of `text` that begins with `$ podcheck ...` is a session: what the commands print stands below each. It is run
in a folder with the blocks of its page that are marked `<!-- file: NAME -->`, and cpp_samples/ where it names that.
Marks above a session: `<!-- columns: N -->` is the terminal's width (100), `<!-- not run: WHY -->` says what it would
take. A line `...` stands for any lines. `python -m tests.documents [PAGE]...` writes what the commands print today.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import REPOSITORY, podcheck

PAGES = tuple(
    path.relative_to(REPOSITORY).as_posix()
    for path in (
        REPOSITORY / "README.md",
        *sorted(path for path in (REPOSITORY / "docs").rglob("*.md") if path.parent.name != "rules"),
    )
)
"""The pages that people write, by path; those of docs/rules are made, and have tests of their own."""

_BLOCK = re.compile(
    r"(?P<marks>(?:^<!-- [^\n]* -->\n)*)^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_MARK = re.compile(r"<!-- (?P<name>[^:\n]*?)(?:: (?P<value>[^\n]*?))? -->")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    marks: dict[str, str]
    language: str
    text: str
    start: int
    """Where its text begins in the page."""

    @property
    def is_session(self) -> bool:
        return self.language == "text" and self.text.startswith("$ podcheck ")

    @property
    def is_run(self) -> bool:
        return self.is_session and "not run" not in self.marks


def read_page(page: str) -> str:
    return (REPOSITORY / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(read_page(page)):
        marks = {mark["name"]: mark["value"] or "" for mark in _MARK.finditer(match["marks"])}
        yield Block(page, marks, match["language"], match["text"], match.start("text"))


def marked_block(name: str) -> str:
    """Return the text of the only block of all pages that has this mark."""
    (text,) = (block.text for page in PAGES for block in blocks(page) if name in block.marks)
    return text


def sessions_of(page: str) -> tuple[Block, ...]:
    return tuple(block for block in blocks(page) if block.is_session)


def printed_by_page(page: str, folder: Path) -> Iterator[tuple[Block, str]]:
    """Run the page's sessions one after the other, and yield each with what should stand in its block."""
    every = tuple(blocks(page))
    if any("cpp_samples" in block.text for block in every if block.is_run):
        shutil.copytree(REPOSITORY / "cpp_samples", folder / "cpp_samples")
    for block in every:
        if "file" in block.marks:
            (folder / block.marks["file"]).write_text(block.text)
        elif block.is_run:
            yield block, _run(block, folder)


def _run(block: Block, folder: Path) -> str:
    """Return the commands, with what each prints, as the block should have them."""
    lines, status = [], 0
    for line in block.text.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        words = shlex.split(line.removeprefix("$ "))
        if words == ["echo", "$?"]:
            lines.append(str(status))
            continue
        assert words[0] == "podcheck", line
        target = words[-1] if words[-2:-1] == [">"] else ""
        done = podcheck(*words[1 : -2 if target else None], cwd=folder, COLUMNS=block.marks.get("columns", "100"))
        status = done.returncode
        if target:
            (folder / target).write_text(done.stdout)
        lines += [text.rstrip() for text in f"{'' if target else done.stdout}{done.stderr}".splitlines()]
    return "\n".join(lines) + "\n"


def is_as_shown(shown: str, printed: str) -> bool:
    """Whether the block says what was printed, but for what depends on the machine."""
    expected = re.escape(comparable(shown)).replace(re.escape("\n...\n"), r"\n(?:.*\n)*?")
    return re.fullmatch(expected, comparable(printed)) is not None


def comparable(text: str) -> str:
    """Return the text without what depends on which compilers, and which C++ library, the machine has."""
    text = re.sub(r"\b(g\+\+|clang\+\+)-[\d.]*\d", r"\1", text)
    text = re.sub(r"^Compared: [^.]*\.\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^open: on some trait [^.]*\.\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"/usr/include/c\+\+/\d+(/[\w/.]+):\d+:\d+", r"<library>\1", text)
    return re.sub(r"(?<=  )(?:agree|open|≠ \[\d+\])(?=  |$)", "", text, flags=re.MULTILINE)


def with_gaps(shown: str, printed: str) -> str:
    """Leave out of what was printed what the block leaves out: between lines that are the same but for numbers."""
    lines, old = printed.splitlines(), shown.splitlines()

    def find(line: str, start: int) -> int:
        plain = re.sub(r"\d+", "0", line)
        return next((at for at in range(start, len(lines)) if re.sub(r"\d+", "0", lines[at]) == plain), -1)

    start = 0
    for at in (at for at, line in enumerate(old) if line == "..."):
        first = find(old[at - 1], start)
        last = len(lines) if at + 1 == len(old) else find(old[at + 1], first + 1)
        if first >= 0 and last > first:
            lines[first + 1 : last] = ["..."]
            start = first + 1
    return "\n".join(lines) + "\n"


def rewrite(page: str) -> None:
    """Write what the commands print into the page, but for blocks that leave something out and still fit."""
    text = read_page(page)
    with tempfile.TemporaryDirectory() as folder:
        for block, printed in reversed(tuple(printed_by_page(page, Path(folder)))):
            is_new = {line for line in block.text.splitlines() if not line.startswith("$ ")} <= {"..."}
            if is_as_shown(block.text, printed) and not is_new:
                continue
            kept = printed if is_new else with_gaps(block.text, printed)
            text = text[: block.start] + kept + text[block.start + len(block.text) :]
    (REPOSITORY / page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        rewrite(name)
