"""Padding that another file of the run sets: of objects that a pointer leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck

HEADER = """#pragma once
#include <cstdlib>
#include <cstring>
#include <unistd.h>
struct Padded { char kind; int length; };
struct Holder { Padded within; long more; };
"""
COMPARING = '#include "types.h"\nbool same(const Padded* a, const Padded* b) { return memcmp(a, b, sizeof *a) == 0; }\n'
WRITING = """#include "types.h"
void f(int fd, int n) { Padded* p = (Padded*)malloc(n * sizeof(Padded)); p->kind = 1; write(fd, p, sizeof *p); }
"""


@pytest.mark.parametrize(
    ("use", "code"), [(COMPARING, "raw-compare-padding"), (WRITING, "bytes-out-padding")], ids=["compared", "written"]
)
@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("void clear(Padded* p) { memset(p, 0, sizeof *p); }", False),
        ("void clear(Padded* p, int n) { memset(p, 0, n * sizeof *p); }", False),
        ("void clear(Holder* h) { memset(h, 0, sizeof *h); }", False),
        ("Padded* make(int n) { return (Padded*)calloc(n, sizeof(Padded)); }", False),
        ("void clear(Padded* p) { memset(p, 1, sizeof *p); }", True),
        ("void clear(Padded* p) { memset(p, 0, sizeof p->kind); }", True),
        ("void clear(Holder* h) { memset(&h->more, 0, sizeof h->more); }", True),
    ],
)
def test_objects_that_a_file_of_the_run_sets_to_zero(
    use: str, code: str, other: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("types.h").write_text(HEADER)
    Path("use.cpp").write_text(use)
    Path("other.cpp").write_text(f'#include "types.h"\n{other}\n')
    alone = podcheck.check("use.cpp", cross_check=False).findings
    assert [found.code for found in alone] == [code]
    for names in (("use.cpp", "other.cpp"), ("other.cpp", "use.cpp")):
        result = podcheck.check(*names, cross_check=False).findings
        assert [found.code for found in result] == ([code] if told else [])


@pytest.mark.parametrize(
    "body", ["Padded p; p.kind = 1; write(fd, &p, sizeof p);", "Padded p, q; if (memcmp(&p, &q, sizeof p)) p.kind = 1;"]
)
def test_a_variable_of_its_own_is_told_whatever_others_set(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("types.h").write_text(HEADER)
    Path("use.cpp").write_text(f'#include "types.h"\nvoid f(int fd) {{ {body} }}\n')
    Path("other.cpp").write_text('#include "types.h"\nvoid clear(Padded* p) { memset(p, 0, sizeof *p); }\n')
    assert len(podcheck.check("use.cpp", "other.cpp", cross_check=False).findings) == 1


@pytest.mark.parametrize(
    ("before", "told"),
    [("fill(&p);", False), ("fill(&q);", True), ("fill(&p); memset(&q, 1, sizeof q);", False)],
)
def test_a_variable_that_a_call_before_is_given_may_be_set_by_that(
    before: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("types.h").write_text(f"{HEADER}void fill(Padded*);\n")
    body = f"Padded p; Padded q = *r; {before} return memcmp(&p, r, sizeof p) == 0;"
    Path("use.cpp").write_text(f'#include "types.h"\nbool f(Padded* r) {{ {body} }}\n')
    Path("other.cpp").write_text('#include "types.h"\nvoid fill(Padded* p) { memset(p, 0, sizeof *p); }\n')
    assert len(podcheck.check("use.cpp", "other.cpp", cross_check=False).findings) == int(told)
