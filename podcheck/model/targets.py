"""Names of the platforms that code may be built for."""

from __future__ import annotations

import re

from podcheck.errors import ConfigError

SHORT = {
    "linux-64": "x86_64-linux-gnu",
    "linux-32": "i686-linux-gnu",
    "windows": "x86_64-pc-windows-msvc",
    "windows-32": "i686-pc-windows-msvc",
    "mingw": "x86_64-w64-windows-gnu",
    "arm64": "aarch64-linux-gnu",
    "arm32": "armv7-linux-gnueabihf",
    "riscv64": "riscv64-linux-gnu",
    "macos": "arm64-apple-macosx",
    "wasm": "wasm32-wasi",
}
"""Names for those that are wanted most."""

_TRIPLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def triple(name: str, what: str = "--target") -> str:
    """Return the LLVM triple of a short name or a triple; `what` is the option that names it, for the message.

    Raises ConfigError for what can be none.
    """
    wanted = SHORT.get(name, name)
    if not _TRIPLE.fullmatch(wanted) or len(wanted) > 100:
        raise ConfigError(f"{what} {name!r} is not a target", f"Short names: {', '.join(SHORT)}; or an LLVM triple.")
    return wanted


def headers_advice(target: str, brought: tuple[str, ...] | None) -> str:
    """Return what helps where headers of a target are missing; `brought` is what podcheck[zig] has for it."""
    if "windows-msvc" in target:
        return "Name the Windows SDK's headers with `-- -isystem DIR`; for --target mingw, podcheck[zig] has them."
    if brought is None:
        return "pip install 'podcheck[zig]' brings headers for other targets; or name them with `-- --sysroot=DIR`."
    return "podcheck[zig] does not have it: name its directory for this target with `-- -isystem DIR`."
