"""What compilers do with a class: is its tail padding reused, and is it passed in registers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podcheck.process import run
from tests.needs import HANGS_AFTER

_BY_REFERENCE = re.compile(r"\(%r?di\)")
_BODY = re.compile(r"^_Z4take\w*:(.*?)\bret", re.DOTALL | re.MULTILINE)


def answers_of(command: Sequence[str], std: str, source: str, expressions: Sequence[str]) -> list[bool | None]:
    """Each constant expression's value; None where the compiler does not take it."""
    lines = [f'static_assert({expression}, "");' for expression in expressions]
    first = source.count("\n") + 2
    done = _compile(command, std, f"{source}\n" + "\n".join(lines) + "\n", "-fsyntax-only")
    result: list[bool | None] = [True] * len(expressions)
    for line, message in re.findall(r"<stdin>:(\d+):\d+: (?:fatal )?error: (.*)", done):
        at = int(line) - first
        if 0 <= at < len(result):
            false = "static assertion failed" in message or "static_assert failed" in message
            result[at] = False if false and result[at] is not None else None
    return result


def passes_in_registers(command: Sequence[str], std: str, source: str) -> bool:
    """Whether the class `X` of the source, one int large, is: a function that takes one reads no address then."""
    text = f"{source}\nint take(X x) {{ return *reinterpret_cast<int*>(&x); }}\n"
    done = run(
        [*command, f"-std={std}", "-w", "-O1", "-m64", "-fno-access-control", "-S", "-x", "c++", "-", "-o", "-"],
        stdin=text.encode(),
        timeout=HANGS_AFTER,
        output_limit=1 << 20,
    )
    match = _BODY.search(done.stdout)
    assert match is not None, done.stderr
    return _BY_REFERENCE.search(match[1]) is None


def _compile(command: Sequence[str], std: str, text: str, *arguments: str) -> str:
    done = run(
        [*command, f"-std={std}", "-w", "-fno-access-control", *arguments, *_more_errors(command), "-x", "c++", "-"],
        stdin=text.encode(),
        timeout=HANGS_AFTER,
        output_limit=1 << 24,
    )
    return done.stderr


def _more_errors(command: Sequence[str]) -> tuple[str, ...]:
    return ("-ferror-limit=0",) if "clang" in command[0] else ("-fmax-errors=0",)
