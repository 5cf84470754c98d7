"""What a library's header defines behind its class, whose bodies are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

import podcheck

CLASSES = """#pragma once
template<class T> struct Area { Area(); Area(T); T x, y; };
struct Port { Port(); int number; };
"""
USE = """#include <cstring>
#include <library.h>
void f(Area<int>* area) { memset(static_cast<void*>(area), 0, sizeof *area); }
void g(Port* port) { memset(static_cast<void*>(port), 0, sizeof *port); }
"""
ZEROS = "template<class T> inline Area<T>::Area() : x(0), y(0) {}\n"
BODIES = [
    (f"{ZEROS}inline Port::Port() {{ number = 0; }}\n", []),
    (f"{ZEROS}inline Port::Port() : number(80) {{}}\n", ["`number(80)` is lost"]),
    (f"{ZEROS}// Port::Port() : number(80) {{}}\ninline Port::Port() : number(0) {{}}\n", []),
    (f"{ZEROS}#if A\ninline Port::Port() {{}}\n#else\ninline Port::Port() : number(2) {{}}\n#endif\n", ["may do more"]),
    (ZEROS, ["may do more"]),
    ("inline Port::Port() {}\ntemplate<class T> Area<T>::Area() : x(1), y(2) {}\n", ["`x(1)` is lost"]),
]


@pytest.mark.parametrize(("bodies", "said"), BODIES)
@pytest.mark.parametrize("option", ["-isystem", "-I"])
def test_its_default_constructor_is_read_where_there_is_one(
    bodies: str, said: list[str], option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("headers").mkdir()
    Path("headers/library.h").write_text(CLASSES + bodies)
    Path("use.cpp").write_text(USE)
    report = podcheck.check("use.cpp", cross_check=False, clang_args=["-std=c++17", f"{option}", "headers"])
    if option == "-I" and "#if" in bodies:
        said = ["`number(2)` is lost"]
    assert len(report.findings) == len(said)
    assert all(text in found.message for text, found in zip(said, report.findings, strict=True))
