"""Which C++ library the headers come from, chosen on purpose.

libclang finds GCC's by itself on Linux, and the SDK's on macOS. Only where there is none at all, and the
extra podcheck[zig] is installed, that package's libc++ and libc headers are used.
"""

from __future__ import annotations

import functools
import itertools
import os
import shlex
from pathlib import Path

from podcheck.process import run
from podcheck.search_paths import find_package_program

_SYSTEM = (
    "/usr/include/c++",
    "/usr/local/include/c++",
    "/usr/lib/llvm*/include/c++/v1",
    "/opt/rh/*/root/usr/include/c++",
    "/Applications/Xcode.app",
    "/Library/Developer/CommandLineTools",
)
_SECONDS = 300.0  # its first start unpacks things
_CHOSEN = ("-nostdinc", "-nostdinc++", "-stdlib", "--sysroot", "-isysroot", "--gcc-toolchain")


def library_arguments(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return arguments that bring a C++ library where the system has none; nothing where the user chose one."""
    if any(text.startswith(_CHOSEN) for text in given) or system_library():
        return ()
    return zig_library() or ()


@functools.cache
def system_library() -> str | None:
    """Return where the system keeps a C++ library, as far as can be seen without parsing."""
    for pattern in _SYSTEM:
        root = Path("/")
        for result in root.glob(pattern.lstrip("/")):
            return str(result)
    return None


def has_zig() -> bool:
    """Whether the extra podcheck[zig] is installed."""
    return find_package_program("ziglang", "zig") is not None


@functools.cache
def zig_library(target: str | None = None) -> tuple[str, ...] | None:
    """Return the arguments for the ziglang package's libc++ and libc, as its compiler prints them; None without it.

    `target` is an LLVM triple; None too where the package has no headers for it, or none that are known to fit.
    """
    program = find_package_program("ziglang", "zig")
    if program is None:
        return None
    named = () if target is None else ("-target", _zig_target(target))
    command = [program, "c++", *named, "-E", "-x", "c++", "-v", os.devnull]
    line = next((line for line in run(command, timeout=_SECONDS).stderr.splitlines() if " -cc1 " in line), "")
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    chosen = [
        word
        for flag, value in itertools.pairwise(words)
        if flag in ("-isystem", "-D")
        for word in ((flag, value) if flag == "-isystem" else (f"-D{value}",))
    ]
    return ("-nostdinc", "-nostdinc++", *chosen) if chosen else None


_ARCHITECTURES = {"i386": "x86", "i486": "x86", "i586": "x86", "i686": "x86", "amd64": "x86_64", "arm64": "aarch64"}
_SYSTEMS = ("linux", "windows", "macos", "freebsd", "netbsd", "wasi")


def _zig_target(triple: str) -> str:
    """Return an LLVM triple in Zig's words: `i686-pc-linux-gnu` is `x86-linux-gnu` there."""
    architecture, *rest = triple.lower().replace("darwin", "macos").split("-")
    plain = _ARCHITECTURES.get(architecture, "arm" if architecture.startswith("armv") else architecture)
    system = next((name for name in _SYSTEMS for word in rest if word.startswith(name)), "linux")
    environment = rest[-1] if rest and not rest[-1].startswith(_SYSTEMS) and len(rest) > 1 else ""
    return "-".join(word for word in (plain, system, environment) if word)
