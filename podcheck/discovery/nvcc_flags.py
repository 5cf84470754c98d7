"""The words of NVIDIA's nvcc in GCC's style: what of them changes what a class is, or where headers are found."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Sequence

_VALUED = {
    "--define-macro": "-D",
    "--undefine-macro": "-U",
    "--include-path": "-I",
    "--system-include": "-isystem",
    "-isystem": "-isystem",
    "--pre-include": "-include",
    "-include": "-include",
    "--std": "-std",
    "-std": "-std",
    "--x": "-x",
    "-x": "-x",
}
"""Take a value behind an equals sign, or as the next word."""

_LISTS = frozenset({"-I", "-isystem", "-include"})
"""Take several values, parted by commas; so do macros, but within a value a comma is more likely one of its own."""

_HOST = frozenset({"-Xcompiler", "--compiler-options"})
"""Hand their value, words parted by commas, to the compiler for the host."""

_HOST_NAME = frozenset({"-ccbin", "--compiler-bindir"})
_RESPONSE = frozenset({"-optf", "--options-file"})
_SKIPPED = frozenset(
    {"-Xptxas", "--ptxas-options", "-Xnvlink", "--nvlink-options", "-Xlinker", "--linker-options", "-Xarchive"}
    | {"-Xcudafe", "--archive-options", "-gencode", "--generate-code", "-arch", "--gpu-architecture", "-code"}
    | {"--gpu-code", "-o", "--output-file", "-odir", "--output-directory", "-maxrregcount", "--maxrregcount", "-t"}
    | {"--threads", "-diag-suppress", "--diag-suppress", "-diag-warn", "--diag-warn", "-diag-error", "--diag-error"}
    | {"-default-stream", "--default-stream", "-cudart", "--cudart", "-MF", "--dependency-output", "-MT"}
    | {"--dependency-target-name", "-MQ", "-Werror", "--Werror", "-rdc", "--relocatable-device-code", "-std-par"}
    | {"-L", "--library-path", "-l", "--library", "-m", "--machine", "-ftz", "--ftz", "-split-compile"}
)
"""Take the next word with them where no equals sign joins one."""


def with_response_files(words: Sequence[str]) -> list[str]:
    """Return the words with nvcc's options for a response file written as other compilers do: `@FILE`."""
    made: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in _RESPONSE:
            made += [f"@{file}" for file in (value if equals else next(rest, "")).split(",") if file]
        else:
            made.append(word)
    return made


def gnu_words(words: Sequence[str]) -> list[str]:
    """Return the words that count, translated; what is the host's own passes as it is."""
    made: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in _HOST:
            made += (value if equals else next(rest, "")).split(",")
        elif name in _VALUED:
            made += _take_values(_VALUED[name], value if equals else next(rest, ""))
        elif name in _HOST_NAME or name in _SKIPPED:
            if not equals:
                next(rest, None)
        else:
            made.append(word)
    return made


def _take_values(flag: str, value: str) -> Iterator[str]:
    for part in value.split(",") if flag in _LISTS else [value]:
        if flag in ("-isystem", "-include", "-x"):
            yield from (flag, part)
        else:
            yield f"{flag}={part}" if flag == "-std" else flag + part


def host_compiler(words: Sequence[str]) -> str | None:
    """Return the compiler for the host that is named, or its folder; None where none is."""
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in _HOST_NAME:
            return value if equals else next(iter(words[at + 1 : at + 2]), None)
    return None


def toolkit_folders(program: str) -> list[str]:
    """Return the words for where the nvcc of that path looks for headers of its own, as far as they are there."""
    folder = os.path.dirname(program)
    if not (os.path.isabs(folder) and os.path.basename(folder) == "bin"):
        return []
    include = os.path.join(os.path.dirname(folder), "include")
    folders = [include, os.path.join(include, "cccl")] if os.path.isfile(os.path.join(include, "cuda.h")) else []
    return [word for folder in folders if os.path.isdir(folder) for word in ("-isystem", folder)]
