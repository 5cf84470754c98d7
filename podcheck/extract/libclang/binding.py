"""Which Python binding of libclang is in use: libclang-ng's, or LLVM's own, such as Debian's python3-clang-22.

They are the same file but for where they look for the library and for clang's own headers.
"""

from __future__ import annotations

import clang
from clang import cindex


def binding_version() -> str | None:
    """Return libclang-ng's version, for example `22.1.4.2`; None for LLVM's own binding, which does not say."""
    version = getattr(clang, "__version__", None)
    return version if isinstance(version, str) and hasattr(cindex.Config, "resource_dir") else None


def resource_folder() -> str | None:
    """Return the folder of clang's own headers that the binding brings; None: libclang finds those beside itself."""
    folder = getattr(cindex.Config, "resource_dir", None)
    return folder if isinstance(folder, str) and folder else None


def describe_binding() -> str:
    """Return whose binding it is, and its file."""
    version = binding_version()
    name = "LLVM's own" if version is None else f"libclang-ng {version}"
    return f"{name} ({cindex.__file__})"
