"""What CMake's `find_package(podcheck)` reads: `podcheck --cmake-dir` says where it is."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
