"""What holds for every test."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

CACHE = tempfile.mkdtemp(prefix="podcheck-tests-")
os.environ["PODCHECK_CACHE_DIR"] = CACHE  # the user's own is none of the tests' business
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
