"""Which C++ library the headers come from, chosen on purpose.

libclang finds GCC's by itself on Linux, and the SDK's on macOS. Only where there is none at all, and the
extra podcheck[zig] is installed, that package's libc++ and libc headers are used.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

_SYSTEM = (
    "/usr/include/c++",
    "/usr/local/include/c++",
    "/usr/lib/llvm*/include/c++/v1",
    "/opt/rh/*/root/usr/include/c++",
    "/Applications/Xcode.app",
    "/Library/Developer/CommandLineTools",
)
_CHOSEN = ("-nostdinc", "-nostdinc++", "-stdlib", "--sysroot", "-isysroot", "--gcc-toolchain")


def library_arguments(given: tuple[str, ...]) -> tuple[str, ...]:
    """Arguments that bring a C++ library where the system has none; nothing where the user chose one."""
    if any(one.startswith(_CHOSEN) for one in given) or system_library():
        return ()
    return zig_library() or ()


@functools.cache
def system_library() -> str | None:
    """Where the system keeps a C++ library, as far as can be seen without parsing."""
    for pattern in _SYSTEM:
        root = Path("/")
        for found in root.glob(pattern.lstrip("/")):
            return str(found)
    return None


@functools.cache
def zig_library() -> tuple[str, ...] | None:
    """The include arguments of the ziglang package's libc++ for this host; None where it is not installed."""
    spec = importlib.util.find_spec("ziglang")
    if spec is None or not spec.submodule_search_locations:
        return None
    lib = Path(spec.submodule_search_locations[0]) / "lib"
    libc = lib / "libc" / "include"
    folders = [
        lib / "libcxx" / "include",
        lib / "libcxxabi" / "include",
        lib / "include",
        libc / "x86_64-linux-gnu",
        libc / "generic-glibc",
        libc / "x86-linux-any",
        libc / "any-linux-any",
    ]
    config = (
        "-D_LIBCPP_ABI_VERSION=1",
        "-D_LIBCPP_ABI_NAMESPACE=__1",
        "-D_LIBCPP_HAS_NO_VENDOR_AVAILABILITY_ANNOTATIONS",
        "-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE",
    )
    includes = [part for folder in folders if folder.is_dir() for part in ("-isystem", str(folder))]
    return ("-nostdinc", "-nostdinc++", *config, *includes)
