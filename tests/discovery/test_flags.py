"""Commands of other builds: launchers, cross compilers, cl; and that libclang knows each flag that passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from clang import cindex

import podcheck
from podcheck.discovery.compiler_command import MSVC, command_of
from podcheck.discovery.flags import useful
from podcheck.discovery.msvc_flags import gnu_words

BUILD = Path("/build")

COMMANDS = {
    "a plain compiler": ("/usr/bin/g++ -DX", ("-DX",), False, None),
    "a versioned one": ("clang++-19 -DX", ("-DX",), False, None),
    "a launcher": ("ccache g++ -DX", ("-DX",), False, None),
    "a launcher with options": ("/usr/lib/ccache/ccache compiler_check=content /opt/g++-12 -DX", ("-DX",), False, None),
    "two launchers": ("sccache distcc clang++ -DX", ("-DX",), False, None),
    "icecc": ("icecc x86_64-linux-gnu-g++-12 -DX", ("-DX",), False, "x86_64-linux-gnu"),
    "env": ("env CCACHE_DIR=/c ccache g++ -DX", ("-DX",), False, None),
    "cmake as a launcher": ("/usr/bin/cmake -E env A=1 ccache g++ -DX", ("-DX",), False, None),
    "a launcher alone": ("ccache -DX", ("-DX",), False, None),
    "a cross compiler": ("/opt/bin/aarch64-linux-gnu-g++ -DX", ("-DX",), False, "aarch64-linux-gnu"),
    "one for bare metal": ("arm-none-eabi-g++-10.3.1 -DX", ("-DX",), False, "arm-none-eabi"),
    "mingw": ("x86_64-w64-mingw32-g++-posix -DX", ("-DX",), False, "x86_64-w64-mingw32"),
    "a name that is not a target": ("my-project-g++ -DX", ("-DX",), False, None),
    "zig": ("zig c++ -DX", ("-DX",), False, None),
    "cl": ("C:\\VS\\bin\\cl.exe /DX", ("/DX",), True, MSVC),
    "clang-cl": ("ccache clang-cl-19 /DX", ("/DX",), True, MSVC),
    "clang as cl": ("clang --driver-mode=cl /DX", ("--driver-mode=cl", "/DX"), True, MSVC),
    "something unknown": ("weird-compiler -DX", ("-DX",), False, None),
}


@pytest.mark.parametrize(("line", "words", "msvc", "target"), COMMANDS.values(), ids=COMMANDS)
def test_the_compiler_behind_a_command(line: str, words: tuple[str, ...], msvc: bool, target: str | None) -> None:
    command = command_of(line.split(" "))
    assert (command.words, command.msvc, command.target) == (words, msvc, target)


def test_no_words_are_no_command() -> None:
    assert command_of([]).words == ()


CL = {
    "/Iinc /I more -Ithird": ["-I/build/inc", "-I/build/more", "-I/build/third"],
    "/DA /D B=2 /UC": ["-DA", "-DB=2", "-UC"],
    "/FI forced.h /FIother.h": ["-include", "forced.h", "-include", "other.h"],
    "/external:I ext /imsvc sdk": ["-isystem", "/build/ext", "-isystem", "/build/sdk"],
    "/nologo /W4 /WX /O2 /Ob1 /MDd /Zi /FS /Fdx.pdb /Foa.obj /c /TP /bigobj /utf-8 /permissive-": [],
    "/Fo a.obj /DX": ["-DX"],
    "/GR- /EHsc /J /Zp4": ["-fno-rtti", "-fcxx-exceptions", "-funsigned-char", "-fpack-struct=4"],
    "/Zc:char8_t- /Zc:wchar_t /Zc:__cplusplus": ["-fno-char8_t"],
    "/clang:-fno-exceptions /clang:-fplugin=/evil.so": ["-fno-exceptions"],
    "-m32 --target=i686-pc-windows-msvc -Xclang -load -Xclang /evil.so": ["-m32", "--target=i686-pc-windows-msvc"],
    "-isystem sys /link -Iinc": ["-isystem", "/build/sys"],
}


@pytest.mark.parametrize(("line", "expected"), CL.items(), ids=CL)
def test_cl(line: str, expected: list[str]) -> None:
    assert useful(gnu_words(line.split(" ")), BUILD).arguments == expected


@pytest.mark.parametrize(
    ("word", "std"),
    [("/std:c++20", "c++20"), ("-std:c++17", "c++17"), ("/std:c++latest", "c++23"), ("/W4", "c++14")],
)
def test_the_dialect_of_cl(word: str, std: str) -> None:
    assert useful(gnu_words([word]), BUILD).std == std


@pytest.mark.parametrize(
    ("line", "std"),
    [
        ("-std=c++11 -std=c++17", "c++17"),
        ("--std=gnu++20", "gnu++20"),
        ("--std c++14", "c++14"),
        ("-ansi", "c++98"),
        ("", None),
    ],
)
def test_the_dialect(line: str, std: str | None) -> None:
    assert useful(line.split(), BUILD).std == std


def test_paths_are_made_absolute() -> None:
    line = "--sysroot=root --sysroot other --gcc-toolchain=gcc -isysroot r -I=in -F fw -iquoteq -I- -I"
    assert useful(line.split(" "), BUILD).arguments == [
        "--sysroot=/build/root", "--sysroot=/build/other", "--gcc-toolchain=/build/gcc", "-isysroot", "/build/r",
        "-I=in", "-F/build/fw", "-iquote", "/build/q",
    ]  # fmt: skip


NEGATABLE = (
    "aligned-allocation", "blocks", "borland-extensions", "builtin", "char8_t", "cxx-exceptions", "declspec",
    "delayed-template-parsing", "dollars-in-identifiers", "exceptions", "fast-math", "gnu-keywords", "ms-compatibility",
    "ms-extensions", "openmp", "operator-names", "rtti", "short-enums", "short-wchar", "signed-char",
    "sized-deallocation", "threadsafe-statics", "unsigned-char",
)  # fmt: skip
INSTRUCTIONS = ("sse4.2", "avx2", "avx512f", "fma", "aes")
OTHERS = (
    "-m32", "-m64", "-mx32", "-march=native", "-mtune=generic", "-mms-bitfields", "-mlong-double-80", "-pthread",
    "-undef", "-nostdinc", "-nostdinc++", "-nostdlibinc", "-stdlib=libstdc++", "-trigraphs", "-ffreestanding",
    "-fhosted", "-fPIC", "-fpie", "-fpack-struct", "-fpack-struct=2", "-fsanitize=address,undefined",
    "-fexperimental-library", "-fclang-abi-compat=15", "-ftemplate-depth=99", "-fconstexpr-depth=9",
    "-fconstexpr-steps=9", "-faligned-new", "-fno-aligned-new",
)  # fmt: skip
ERRORS = (
    "narrowing", "c++11-narrowing", "register", "reserved-user-defined-literal", "dynamic-exception-spec",
    "invalid-constexpr", "invalid-partial-specialization", "address-of-temporary",
    "non-pod-varargs", "missing-template-arg-list-after-template-kw", "int-conversion", "incompatible-pointer-types",
    "incompatible-function-pointer-types", "implicit-function-declaration", "implicit-int",
)  # fmt: skip
"""Warnings that are errors unless they are turned off."""

PASSING = [f"-Wno-{error}{name}" for name in ERRORS for error in ("", "error=")]
PASSING += [f"-f{no}{name}" for name in NEGATABLE for no in ("", "no-")]
PASSING += [f"-m{no}{name}" for name in INSTRUCTIONS for no in ("", "no-")]


@pytest.mark.parametrize("flag", [*PASSING, *OTHERS])
def test_libclang_knows_what_passes(flag: str) -> None:
    (kept,) = useful([flag], BUILD).arguments
    arguments = ["-x", "c++", kept]
    made = cindex.TranslationUnit.from_source("podcheck.cpp", arguments, [("podcheck.cpp", "int x;\n")], 0)
    assert [
        diagnostic.spelling for diagnostic in made.diagnostics if diagnostic.severity >= cindex.Diagnostic.Warning
    ] == []


def test_another_target_has_its_own_sizes(tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text("struct Pair { long first; char second; };\n")
    entry = '[{"directory": ".", "file": "a.cpp", "command": "ccache arm-linux-gnueabihf-g++ -c a.cpp"}]'
    (tmp_path / "compile_commands.json").write_text(entry)
    (record,) = podcheck.check(str(tmp_path / "a.cpp"), cross_check=False).records
    assert record.target.startswith("arm")
    assert record.facts.size == 8
