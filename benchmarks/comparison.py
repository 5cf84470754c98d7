"""What other tools say of the sources in docs/comparison.md: `python benchmarks/comparison.py [TOOL=COMMAND]...`.

Prints the page's table: a question a row, a tool a column. Each answer is from a run: a pattern that is, or is not, in
what the tool prints of these sources. A tool that is not there has no column. `g++=g++-16` takes another command. On
Debian: g++, clang-22, clang-tidy-22, clangd-22, dwarves, abigail-tools.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "comparison.md"
LONGEST = 300
"""Seconds of one tool."""

QUESTIONS = (
    "names the member at fault (`why.cpp`)",
    "names the root cause, two levels down",
    "`memcpy` over such an object (line 6)",
    "its bytes copied out by `memcpy` (line 7)",
    "`memcmp` over padding (line 8)",
    "offsets and padding",
    "a struct in a library got larger",
    "a class in it is no longer trivially copyable",
)
WHY, ROOT, OVER, OUT, COMPARED, LAYOUT, LARGER, LOST = QUESTIONS
USES = {OVER: r"use\.cpp:6:.*(?:warning|error)", OUT: r"use\.cpp:7:.*warning", COMPARED: r"use\.cpp:8:.*warning"}
CHECKS = "-*,bugprone-*,clang-analyzer-optin.performance.Padding"


def main(arguments: list[str]) -> None:
    commands = {**COMMANDS, **dict(argument.split("=", 1) for argument in arguments)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files_of(PAGE.read_text(encoding="utf-8")):
            (folder / file).write_text(text, encoding="utf-8")
        columns = {
            tool: TOOLS[tool](command.split(), folder)
            for tool, command in commands.items()
            if shutil.which(command.split()[0])
        }
    for line in table(columns):
        print(line)


def files_of(page: str) -> Iterator[tuple[str, str]]:
    """Yield the files of the page's blocks, by name."""
    for match in re.finditer(r"^<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        yield match[1], match[2]


def run(command: list[str], folder: Path, text: bytes = b"") -> str:
    """Return what the command prints, its errors too."""
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, timeout=LONGEST, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def match_patterns(outputs: Mapping[str, str], patterns: Mapping[str, str]) -> dict[str, bool]:
    """Return for each question whether its pattern is in what was printed for it."""
    return {question: re.search(pattern, outputs[question]) is not None for question, pattern in patterns.items()}


def podcheck(command: list[str], folder: Path) -> dict[str, bool]:
    common = ["--no-cross-check", "--no-config"]
    uses = run([*command, "check", "use.cpp", "-q", *common], folder)
    why = run([*command, "explain", "Team", "why.cpp", *common], folder)
    for version in ("1", "2"):
        written = run(
            [*command, "check", "library.cpp", "--format", "json", *common, "--", f"-DVERSION={version}"], folder
        )
        (folder / f"{version}.json").write_text(written, encoding="utf-8")
    changes = run([*command, "diff", "1.json", "2.json"], folder)
    layout = run([*command, "layout", "Packet", "use.cpp", "--no-cross-check"], folder)
    outputs = {**dict.fromkeys(USES, uses), WHY: why, ROOT: why, LAYOUT: layout, LARGER: changes, LOST: changes}
    patterns = {WHY: "member 'lead'", ROOT: "copy constructor of 'std::.*is user-provided", LAYOUT: "padding"}
    return match_patterns(
        outputs, {**USES, **patterns, LARGER: "size: 8 bytes, now 12", LOST: "lost .*trivially_copyable"}
    )


def compiler(command: list[str], folder: Path) -> dict[str, bool]:
    uses = run([*command, "-std=c++20", "-Wall", "-Wextra", "-fsyntax-only", "use.cpp"], folder)
    why = run([*command, "-std=c++20", "-fsyntax-only", "why.cpp"], folder)
    layout = run([*command, "-fsyntax-only", "-Xclang", "-fdump-record-layouts-complete", "use.cpp"], folder)
    outputs = {**dict.fromkeys(USES, uses), WHY: why, ROOT: why, LAYOUT: layout}
    patterns = {WHY: "(?:member|field).*'?.?lead", ROOT: "user-provided", LAYOUT: r"4 \|   int value"}
    return match_patterns(outputs, {**USES, **patterns})


def clang_tidy(command: list[str], folder: Path) -> dict[str, bool]:
    uses = run([*command, "--quiet", f"--checks={CHECKS}", "use.cpp", "--", "-std=c++20"], folder)
    why = run([*command, "--quiet", f"--checks={CHECKS}", "--extra-arg=-DQUIET", "why.cpp", "--", "-std=c++20"], folder)
    outputs = {**dict.fromkeys(USES, uses), WHY: why, ROOT: why, LAYOUT: uses}
    return match_patterns(outputs, {**USES, WHY: "'lead'", ROOT: "user-provided", LAYOUT: "padding"})


def pahole(command: list[str], folder: Path) -> dict[str, bool]:
    run(["g++", "-std=c++20", "-g", "-c", "use.cpp", "-o", "use.o"], folder)
    layout = run([*command, "-C", "Packet,Person", "use.o"], folder)
    every = {**dict.fromkeys(USES, layout), WHY: layout, ROOT: layout, LAYOUT: layout}
    return match_patterns(every, {**USES, WHY: "trivial", ROOT: "user-provided", LAYOUT: "3 bytes hole"})


def abidiff(command: list[str], folder: Path) -> dict[str, bool]:
    for version in ("1", "2"):
        build = ["g++", "-std=c++20", "-g", "-shared", "-fPIC", f"-DVERSION={version}", "library.cpp"]
        run([*build, "-o", f"lib{version}.so"], folder)
    changes = run([*command, "lib1.so", "lib2.so"], folder)
    return match_patterns(
        dict.fromkeys((LARGER, LOST), changes), {LARGER: "type size changed from 64 to 96", LOST: "trivial"}
    )


def clangd(command: list[str], folder: Path) -> dict[str, bool]:
    """Open the file as an editor does, and point at the class."""
    (folder / ".clang-tidy").write_text(f'Checks: "{CHECKS}"\n', encoding="utf-8")
    uri = (folder / "use.cpp").as_uri()
    opened = {"uri": uri, "languageId": "cpp", "version": 1, "text": (folder / "use.cpp").read_text(encoding="utf-8")}
    capabilities = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
    messages = [
        request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}, 1),
        request("initialized", {}),
        request("textDocument/didOpen", {"textDocument": opened}),
        request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 8}}, 2),
        request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 21}}, 3),
        request("shutdown", None, 4),
        request("exit", None),
    ]
    answers = run([*command, "--clang-tidy", "--sync", "--log=error"], folder, b"".join(messages))
    lines = [int(line) + 1 for line in re.findall(r'"start":\{"character":\d+,"line":(\d+)\}\}?,"severity"', answers)]
    lines += [int(line) + 1 for line in re.findall(r'"range":\{"end":\{[^}]*\},"start":\{[^}]*"line":(\d+)', answers)]
    uses = {OVER: 6 in lines, OUT: 7 in lines, COMPARED: 8 in lines}
    return {
        **uses,
        **match_patterns(
            dict.fromkeys((WHY, ROOT, LAYOUT), answers), {WHY: "because", ROOT: "user-provided", LAYOUT: "padding"}
        ),
    }


def request(method: str, params: object, number: int | None = None) -> bytes:
    """Return a message of the Language Server Protocol."""
    message = {"jsonrpc": "2.0", "method": method, "params": params, **({} if number is None else {"id": number})}
    text = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(text), text)


def table(columns: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
    """Yield the table as Markdown; a question that is none to a tool has a no."""
    yield f"| question | {' | '.join(columns)} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for question in QUESTIONS:
        yield f"| {question} | {' | '.join('yes' if column.get(question) else 'no' for column in columns.values())} |"


COMMANDS = {
    "podcheck": f"{sys.executable} -m podcheck",
    "clang++": "clang++-22",
    "g++": "g++",
    "clang-tidy": "clang-tidy-22",
    "pahole": "pahole",
    "abidiff": "abidiff",
    "clangd": "clangd-22",
}
TOOLS: Mapping[str, Callable[[list[str], Path], dict[str, bool]]] = {
    "podcheck": podcheck,
    "clang++": compiler,
    "g++": compiler,
    "clang-tidy": clang_tidy,
    "pahole": pahole,
    "abidiff": abidiff,
    "clangd": clangd,
}

if __name__ == "__main__":
    main(sys.argv[1:])
