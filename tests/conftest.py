"""What holds for every test."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import require

CACHE = tempfile.mkdtemp(prefix="podcheck-tests-")
os.environ["PODCHECK_CACHE_DIR"] = CACHE  # the user's own is none of the tests' business
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)

# How long an example takes is the machine's business
settings.register_profile("podcheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("podcheck")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or in CI fail, what is marked as needing something that is not there."""
    for mark in item.iter_markers("needs"):
        require(*mark.args)
