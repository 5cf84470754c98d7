"""What is read off arguments, texts and what compilers print, to tell which paths decide."""

from __future__ import annotations

import pytest

from podcheck.cpp.lookups import has_date, names_handed
from podcheck.cpp.search import Folder, deciding_words, printed_folders, unrecordable_word

PRINTED = """\
clang version 99
 "/opt/clang" -cc1 -v
ignoring nonexistent directory "/opt/none"
#include "..." search starts here:
 quoted
#include <...> search starts here:
 /opt/with a blank
 /opt/Frameworks (framework directory)
End of search list.
"""


def test_the_folders_that_a_compiler_prints() -> None:
    folders = Folder("/opt/none"), Folder("quoted"), Folder("/opt/with a blank"), Folder("/opt/Frameworks", True)
    assert printed_folders(PRINTED) == folders


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "gcc version 12\n",
        PRINTED.replace("-v", "-v -include /x.hpp"),
        PRINTED.replace("-v", "-v -ivfsoverlay /x"),
        PRINTED.replace("End of", "Begin of"),
        PRINTED.replace("(framework directory)", "(headermap)"),
    ],
)
def test_a_compiler_that_does_not_say_all(printed: str) -> None:
    assert printed_folders(printed) is None


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (
            ("-I/a", "-D", "X=1", "-isystem", "/b", "-std=c++20", "-Wall", "-O2", "-fPIC", "-march=native", "-pthread"),
            "",
        ),
        (("-x", "cuda", "--cuda-host-only", "--cuda-path=/c", "--sysroot", "/s", "--target=arm-linux-gnueabi"), ""),
        (("-ivfsoverlay", "/o"), "-ivfsoverlay"),
        (("-fmodules",), "-fmodules"),
        (("-I/a", "-resource-dir", "/r"), "-resource-dir"),
        (("-frandomize-layout-seed-file=/s",), "-frandomize-layout-seed-file=/s"),
        (("--config=/c",), "--config=/c"),
        (("-fms-compatibility",), "-fms-compatibility"),
        (("-unknown",), "-unknown"),
    ],
)
def test_arguments_of_which_it_is_not_known_what_they_do(arguments: tuple[str, ...], word: str) -> None:
    assert unrecordable_word(arguments) == word


def test_the_words_on_which_a_compilers_own_folders_depend() -> None:
    words = ("-I", "/a", "-DX", "-isystem/b", "-O2", "-fPIC", "-Wall", "--sysroot", "/s", "-m32", "-include", "x.hpp")
    assert deciding_words(words) == ("--sysroot", "/s", "-m32")


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (b"char c[] = __DATE__;", True),
        (b"char c[] = __TI\\\nME__;", True),
        (b"P(__DATE, __)", True),
        (b"P(__TIME, STAMP__)", True),
        (b"#define STATE__ 1\n", False),
        (b"#include <bits/time64.h> // __TIME*_T_TYPE, __TIMESIZE\n", False),
    ],
)
def test_what_says_when_it_is_compiled(text: bytes, has: bool) -> None:
    assert has_date(text) is has


def test_the_names_that_are_handed_to_a_macro() -> None:
    text = b'#define F(x) __has_include(x)\n#if F(<a>) || F ( "b" )\n#elif F(c)\n#endif\n#define F(x) 0\n'
    assert [*names_handed(text.replace(b" ( ", b"(").replace(b" )", b")"), b"F")] == ["a", "b", ""]
