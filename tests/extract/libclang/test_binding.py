"""The binding is made quicker where podcheck knows it, and answers the same where it is left as it is."""

from __future__ import annotations

import subprocess
import sys
from ctypes import CDLL
from importlib.metadata import version

import pytest
from clang.cindex import Cursor

from podcheck.extract import libclang_file
from podcheck.extract.libclang import fast_binding, library
from tests.cli.running import podcheck

SOURCE = """\
template<class T> struct Box { T t; bool operator==(const Box&) const = default; };
struct A { virtual ~A(); int i : 3; mutable int j; };
namespace n { struct B : A { Box<int> box; private: union { int x; float y; }; B(const B&) = delete; }; }
using Named = Box<n::B>;
int f(Box<char>) { struct Local { int i; }; return sizeof(Local); }
"""

FACTS_OF_THE_SOURCE = f"""
from podcheck.extract import extract_unit
from podcheck.extract.libclang.fast_binding import is_patched
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit
facts = extract_unit(Unit("test.cpp", CxxStandard.CXX20, (), None, {SOURCE!r}))
assert len(facts.classes) > 4 and not facts.problems, facts
print(is_patched())
print(facts)
"""

AS_AN_UNKNOWN_VERSION = "import clang; clang.__version__ = '23.1.0'\n"
AS_THE_BINDING_OF_LLVM = "import clang; from clang import cindex; del clang.__version__, cindex.Config.resource_dir\n"
WITH_ANOTHER_GUARD = """
from clang import cindex
cindex.Cursor.one_more = cindex.cursor_null_guard(lambda self: None)
"""
WITHOUT_GUARDS = """
from clang import cindex
for name, member in list(vars(cindex.Cursor).items()):
    function = member.fget if isinstance(member, property) else member
    if getattr(function, "__qualname__", "").startswith("cursor_null_guard."):
        function.__qualname__ = "another_name.inner"
"""


def facts_in_a_process(beginning: str) -> tuple[str, str]:
    """Return whether the binding was patched in a process that begins so, and the facts that it reads."""
    code = beginning + FACTS_OF_THE_SOURCE
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    patched, _, facts = done.stdout.partition("\n")
    return patched, facts


def test_the_installed_version_is_one_that_is_known() -> None:
    minor = ".".join(version("libclang-ng").split(".")[:2])
    assert minor in fast_binding.KNOWN_GUARDS, "look at cindex.py and count: fast_binding.guarded_members()"


def test_the_known_version_has_the_known_guards_and_is_patched() -> None:
    code = """
from importlib.metadata import version
from podcheck.extract.libclang import fast_binding, library
guards = len(fast_binding.guarded_members())
library.load()
print(guards, len(fast_binding.guarded_members()), fast_binding.is_patched())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    minor = ".".join(version("libclang-ng").split(".")[:2])
    assert done.stdout.split() == [str(fast_binding.KNOWN_GUARDS[minor]), "0", "True"]


def test_a_second_patch_changes_nothing() -> None:
    loaded = library.load()
    before = dict(vars(Cursor))
    assert fast_binding.patch(loaded, None)
    assert dict(vars(Cursor)) == before


@pytest.mark.parametrize(
    "beginning",
    [AS_AN_UNKNOWN_VERSION, AS_THE_BINDING_OF_LLVM, WITH_ANOTHER_GUARD, WITHOUT_GUARDS],
    ids=["unknown version", "LLVM's own", "one guard more", "another guard"],
)
def test_a_binding_that_is_not_known_is_left_as_it_is_and_answers_the_same(beginning: str) -> None:
    patched, facts = facts_in_a_process("")
    assert patched == "True"
    assert facts_in_a_process(beginning) == ("False", facts)


def test_a_library_that_was_loaded_by_its_name_has_a_path() -> None:
    by_name = CDLL(libclang_file())
    by_name._name = "libclang-22.so"
    assert library.file_of(by_name) == libclang_file()


def test_doctor_says_which_binding_and_library_it_uses() -> None:
    done = podcheck("doctor")
    assert f"({libclang_file()})\n" in done.stdout
    assert f"binding      libclang-ng {version('libclang-ng')} (" in done.stdout
    assert "cindex.py), patched for speed\n" in done.stdout
