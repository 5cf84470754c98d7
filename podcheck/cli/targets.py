"""A class on several targets: which headers they take, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from podcheck.errors import ConfigError
from podcheck.model.problems import Problem

if TYPE_CHECKING:
    from podcheck.cli.asked import Asked

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

_MISSING = " file not found"


def triple(name: str) -> str:
    """The LLVM triple that a `--target` stands for. Raises ConfigError for what can be none."""
    wanted = SHORT.get(name, name)
    if not wanted.replace("-", "").replace("_", "").replace(".", "").isalnum() or wanted.startswith("-"):
        raise ConfigError(f"--target {name!r} is no target", f"Short names: {', '.join(SHORT)}; or an LLVM triple.")
    return wanted


def on_target(target: str, look_up: Callable[[Sequence[str]], Asked]) -> Asked:
    """What is found with the arguments for the target, its headers taken from podcheck[zig] where the machine has none.

    `look_up`: what is found with these arguments more. The problems of the result say what to install.
    """
    chosen = (f"--target={target}",)
    found = look_up(chosen)
    if not _lacks_headers(found):
        return found
    from podcheck.extract import headers_for

    brought = headers_for(target)
    if brought:
        again = look_up((*chosen, *brought))
        if not _lacks_headers(again):
            return again
        found = again
    return replace(found, report=replace(found.report, problems=tuple(_told(found, target, brought))))


def _lacks_headers(found: Asked) -> bool:
    return any(one.fatal and one.message.endswith(_MISSING) for one in found.report.problems)


def _told(found: Asked, target: str, brought: tuple[str, ...] | None) -> list[Problem]:
    """The problems, those of headers with what helps for this target."""
    if "windows-msvc" in target:
        advice = "Name the Windows SDK's headers with `-- -isystem DIR`; for --target mingw, podcheck[zig] has them."
    elif brought is None:
        advice = "pip install 'podcheck[zig]' brings headers for other targets; or name them with `-- --sysroot=DIR`."
    else:
        advice = "podcheck[zig] does not have it: name its directory for this target with `-- -isystem DIR`."
    return [
        replace(one, message=f"for {target}: {one.message}", advice=advice)
        if one.fatal and one.message.endswith(_MISSING)
        else one
        for one in found.report.problems
    ]
