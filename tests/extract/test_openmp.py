"""A unit of OpenMP includes the header of a compiler that is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck
from podcheck.extract.parse.openmp import openmp_arguments

TEXT = """#include <omp.h>
#include <limits.h>
struct Team { int size = omp_get_num_threads(); char text[PATH_MAX]; };
"""


@pytest.mark.skipif(not list(Path("/").glob("usr/lib/gcc/*/*/include/omp.h")), reason="no GCC with OpenMP")
@pytest.mark.parametrize("option", ["-fopenmp", "-fopenmp=libomp"])
def test_its_header_is_found(option: str) -> None:
    report = podcheck.check("team.cpp", text=TEXT, clang_args=[option], cross_check=False)
    assert not report.problems
    assert [record.facts.name for record in report.records] == ["Team"]


@pytest.mark.parametrize("given", [(), ("-fopenmp-simd",), ("-O2", "-fno-openmp")])
def test_nothing_changes_without_openmp(given: tuple[str, ...]) -> None:
    assert openmp_arguments(given) == ()
