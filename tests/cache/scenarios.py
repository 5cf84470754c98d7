"""Ways to change what a source means between two runs, or during one: what is kept of the first must not answer then.

Each is a project, a first run, a change and a second run. `test_stale_answers.py` and `benchmarks/faults.py` do them
all, and compare the second run with one that has no memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PLAIN = "struct X { int a; };\n"
OTHER = "struct X { X(); int a; };\n"
SAME_SIZE = "struct X { int& a;};\n"
"""As long as the plain one would be with a blank more."""

USES = '#include "x.hpp"\nstruct A { X x; };\n'
USES_ANGLED = "#include <x.hpp>\nstruct A { X x; };\n"
ASKS = "#if {}\nstruct A {{ A(); }};\n#else\nstruct A {{ int a; }};\n#endif\n"
BIG = "#ifdef BIG\nstruct A { A(); };\n#else\nstruct A { int a; };\n#endif\n"
EMBEDS = """\
constexpr unsigned char b[] = {
#embed %s
};
template<bool> struct P { int a; };
template<> struct P<true> { P(); };
struct A { P<b[0] == 'y'> p; };
"""

Change = Callable[[Path], object]
Files = Mapping[str, str]


@dataclass(frozen=True)
class Scenario:
    """A project, and what happens to it between two runs."""

    name: str
    files: Files
    """The project's, by path; `a.cpp` is checked."""

    change: Change
    """What happens to the project's folder between the runs."""

    flags: tuple[str, ...] = ()
    """What stands behind `--`; `{}` is the project's folder."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables of the first run."""

    then: Mapping[str, str] | None = None
    """Variables of the second run; None: the same."""

    compiler: str = "g++"
    """What is asked where compilers are."""

    alone: bool = False
    """It is about this compiler's answers and no other's, so not about facts either."""

    std: str = "c++17"
    """The dialect."""

    def flags_in(self, folder: Path) -> list[str]:
        """Return the flags for a project that lies there."""
        return [flag.replace("{}", str(folder)) for flag in self.flags]

    def compiler_in(self, folder: Path) -> str:
        """Return the compiler's command."""
        return self.compiler.replace("{}", str(folder))

    def environment_in(self, folder: Path, *, second: bool) -> dict[str, str]:
        """Return the variables of a run."""
        given = self.then if second and self.then is not None else self.environment
        return {name: value.replace("{}", str(folder)) for name, value in given.items()}

    def lay_out(self, folder: Path) -> None:
        """Write the files; one whose name ends with `/` is a folder, one whose text begins with `->` a link."""
        folder.mkdir(parents=True)
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                path.mkdir(exist_ok=True)
            elif text.startswith("->"):
                path.symlink_to(text[2:].replace("{}", str(folder)))
            elif text.startswith("=>"):
                os.link(folder / text[2:], path)
            else:
                path.write_text(_named(name, text, folder))
                path.chmod(0o755 if name.endswith(".sh") else 0o644)


def _named(name: str, text: str, folder: Path) -> str:
    """Return the text of a file that names others by their whole paths."""
    return text.replace("{}", str(folder)) if name.endswith((".cfg", ".sh", ".yaml")) else text


def write(name: str, text: str) -> Change:
    """Write a file, in a new folder if need be."""

    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(_named(name, text, folder))

    return change


def write_unseen(name: str, text: str) -> Change:
    """Write a file of the same size, and set its time back."""

    def change(folder: Path) -> None:
        before = (folder / name).stat()
        assert len(text.encode()) == before.st_size
        (folder / name).write_text(text)
        os.utime(folder / name, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def remove(name: str) -> Change:
    """Remove a file, link or folder."""
    return lambda folder: shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()


def move(name: str, to: str) -> Change:
    """Rename it."""
    return lambda folder: (folder / name).rename(folder / to)


def link(name: str, to: str) -> Change:
    """Put a link in a file's place, or where nothing is."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to)

    return change


def touch(name: str, when: int) -> Change:
    """Set a file's time."""
    return lambda folder: os.utime(folder / name, (when, when))


def split(name: str) -> Change:
    """Make a file of its own of one of several names of one."""

    def change(folder: Path) -> None:
        text = (folder / name).read_bytes()
        times = (folder / name).stat()
        (folder / name).unlink()
        (folder / name).write_bytes(text)
        os.utime(folder / name, ns=(times.st_atime_ns, times.st_mtime_ns + 10**9))

    return change


def all_of(*changes: Change) -> Change:
    """One after the other."""

    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def nothing(_folder: Path) -> None:
    """It is the environment that changes."""


def _asking(
    name: str, condition: str, change: Change, more: Files | None = None, *flags: str, std: str = "c++17"
) -> Scenario:
    return Scenario(name, {"a.cpp": ASKS.format(condition), **(more or {})}, change, flags, std=std)


def _shadowed(name: str, flags: tuple[str, ...], earlier: str, later: str, **more: str) -> Scenario:
    """A header comes into a folder that is searched before the one in which it was."""
    return Scenario(
        name,
        {"a.cpp": USES_ANGLED, f"{later}/x.hpp": PLAIN, f"{earlier}/": ""},
        write(f"{earlier}/x.hpp", OTHER),
        flags,
        more,
    )


ASKED = (
    _asking("a file that is asked for appears beside", '__has_include("o.hpp")', write("o.hpp", "")),
    _asking("a file that is asked for goes", '__has_include("o.hpp")', remove("o.hpp"), {"o.hpp": ""}),
    _asking("one in brackets appears", "__has_include(<o.hpp>)", write("i/o.hpp", ""), {"i/": ""}, "-I{}/i"),
    _asking("one in brackets goes", "__has_include(<o.hpp>)", remove("i/o.hpp"), {"i/o.hpp": ""}, "-I{}/i"),
    _asking(
        "one that is called like a source appears", "__has_include(<o.cpp>)", write("i/o.cpp", ""), {"i/": ""}, "-I{}/i"
    ),
    _asking(
        "one in a new folder appears", "__has_include(<s/t/o.hpp>)", write("i/s/t/o.hpp", ""), {"i/": ""}, "-I{}/i"
    ),
    _asking("one in a new search folder appears", "__has_include(<o.hpp>)", write("i/o.hpp", ""), {}, "-I{}/i"),
    _asking(
        "one in a system's folder appears", "__has_include(<o.hpp>)", write("i/o.hpp", ""), {"i/": ""}, "-isystem{}/i"
    ),
    _asking("one that a macro names appears", "__has_include(NAME)", write("o.hpp", ""), {}, '-DNAME="o.hpp"'),
    _asking("one that is spelled over two lines appears", '__has_in\\\nclude("o.hpp")', write("o.hpp", "")),
    _asking("one behind a comment appears", '__has_include/* ( */("o.hpp")', write("o.hpp", "")),
    _asking(
        "one by its whole path appears",
        '__has_include("/nowhere") || __has_include("../b/o.hpp")',
        write("../b/o.hpp", ""),
    ),
    _asking(
        "a link that leads nowhere gets its target", '__has_include("o.hpp")', write("t.hpp", ""), {"o.hpp": "->t.hpp"}
    ),
    _asking(
        "a file that is asked for becomes a folder",
        '__has_include("o.hpp")',
        all_of(remove("o.hpp"), write("o.hpp/f", "")),
        {"o.hpp": ""},
    ),
    _asking(
        "a folder that is asked for becomes a file",
        '__has_include("o.hpp")',
        all_of(remove("o.hpp"), write("o.hpp", "")),
        {"o.hpp/": ""},
    ),
    Scenario(
        "one that a header asks for appears",
        {"a.cpp": '#include "h.hpp"\n' + BIG, "h.hpp": '#if __has_include("o.hpp")\n#define BIG\n#endif\n'},
        write("o.hpp", ""),
    ),
    Scenario(
        "one that a macro hands on appears",
        {"a.cpp": "#define HAS(x) __has_include(x)\n" + ASKS.format("HAS(<o.hpp>)"), "i/": ""},
        write("i/o.hpp", ""),
        ("-I{}/i",),
    ),
    Scenario(
        "one whose name is put together appears",
        {"a.cpp": "#define S(x) #x\n#define T(x) S(x.hpp)\n" + ASKS.format("__has_include(T(o))")},
        write("o.hpp", ""),
    ),
    Scenario(
        "the next one appears",
        {
            "a.cpp": "#include <n.hpp>\n" + BIG,
            "i/n.hpp": "#if __has_include_next(<n.hpp>)\n#define BIG\n#endif\n",
            "j/": "",
        },
        write("j/n.hpp", ""),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one by trigraphs appears",
        {"a.cpp": ASKS.format('__has_include("o.hpp")').replace("#", "??=")},
        write("o.hpp", ""),
        std="c++14",
    ),
    Scenario(
        "one by digraphs appears",
        {"a.cpp": ASKS.format('__has_include("o.hpp")').replace("#", "%:")},
        write("o.hpp", ""),
    ),
)

EMBEDDED = (
    Scenario("embedded bytes change", {"a.cpp": EMBEDS % '"d"', "d": "x"}, write("d", "y"), compiler="clang++"),
    Scenario(
        "embedded bytes change unseen", {"a.cpp": EMBEDS % '"d"', "d": "x"}, write_unseen("d", "y"), compiler="clang++"
    ),
    Scenario(
        "bytes come into a folder before",
        {"a.cpp": EMBEDS % "<d>", "j/d": "x", "i/": ""},
        write("i/d", "y"),
        ("--embed-dir={}/i", "--embed-dir={}/j"),
        compiler="clang++",
    ),
    Scenario(
        "bytes come beside",
        {"a.cpp": EMBEDS % '"d"', "j/d": "x"},
        write("d", "y"),
        ("--embed-dir={}/j",),
        compiler="clang++",
    ),
    Scenario(
        "a link to bytes leads elsewhere",
        {"a.cpp": EMBEDS % '"d"', "d": "->e", "e": "x", "f": "y"},
        link("d", "f"),
        compiler="clang++",
    ),
    Scenario(
        "bytes that are asked for appear",
        {"a.cpp": ASKS.format('__has_embed("d")')},
        write("d", "x"),
        compiler="clang++",
    ),
    Scenario(
        "bytes that are asked for go",
        {"a.cpp": ASKS.format('__has_embed("d")'), "d": "x"},
        remove("d"),
        compiler="clang++",
    ),
    Scenario(
        "bytes that are asked for get fewer",
        {"a.cpp": ASKS.format('__has_embed("d") == 2'), "d": "x"},
        write("d", ""),
        compiler="clang++",
    ),
    Scenario(
        "bytes that a macro names change",
        {"a.cpp": EMBEDS % "NAME", "d": "x"},
        write("d", "y"),
        ('-DNAME="d"',),
        compiler="clang++",
    ),
)

SHADOWED = (
    _shadowed("a header comes into a folder before", ("-I{}/i", "-I{}/j"), "i", "j"),
    _shadowed("one behind -I with a blank", ("-I", "{}/i", "-I", "{}/j"), "i", "j"),
    _shadowed("one of -idirafter", ("-idirafter", "{}/i", "-idirafter", "{}/j"), "i", "j"),
    _shadowed("one of -isystem before -idirafter", ("-idirafter", "{}/j", "-isystem", "{}/i"), "i", "j"),
    _shadowed("one of --include-directory=", ("--include-directory={}/i", "-I{}/j"), "i", "j"),
    _shadowed("one of --sysroot and =", ("--sysroot={}", "-I=/i", "-I{}/j"), "i", "j"),
    _shadowed("one of a sysroot's own", ("--sysroot={}",), "usr/local/include", "usr/include"),
    _shadowed("one of -iwithprefixbefore", ("-iprefix", "{}/", "-iwithprefixbefore", "i", "-isystem{}/j"), "i", "j"),
    _shadowed("one of CPATH", ("-isystem", "{}/j"), "i", "j", CPATH="{}/i"),
    _shadowed("one of CPLUS_INCLUDE_PATH", ("-idirafter", "{}/j"), "i", "j", CPLUS_INCLUDE_PATH="{}/i"),
    _shadowed("one of an empty entry of CPATH", ("-isystem", "{}/j"), ".", "j", CPATH=":/nowhere"),
    Scenario(
        "one of -cxx-isystem",
        {"a.cpp": USES_ANGLED, "j/x.hpp": PLAIN, "i/": ""},
        write("i/x.hpp", OTHER),
        ("-cxx-isystem", "{}/i", "-idirafter", "{}/j"),
        compiler="clang++",
    ),
    Scenario(
        "one of -F",
        {"a.cpp": "#include <N/x.hpp>\nstruct A { X x; };\n", "i/": "", "j/N/x.hpp": PLAIN},
        write("i/N.framework/Headers/x.hpp", OTHER),
        ("-F{}/i", "-I{}/j"),
        compiler="clang++",
    ),
    Scenario(
        "one of -iquote",
        {"a.cpp": USES, "i/": "", "j/x.hpp": PLAIN},
        write("i/x.hpp", OTHER),
        ("-iquote", "{}/i", "-I{}/j"),
    ),
    Scenario("one beside the source", {"a.cpp": USES, "j/x.hpp": PLAIN}, write("x.hpp", OTHER), ("-I{}/j",)),
    Scenario(
        "one beside a header",
        {"a.cpp": '#include "s/h.hpp"\nstruct A { X x; };\n', "s/h.hpp": '#include "x.hpp"\n', "j/x.hpp": PLAIN},
        write("s/x.hpp", OTHER),
        ("-I{}/j",),
    ),
    Scenario(
        "one that is called like a source",
        {"a.cpp": "#include <x.cpp>\nstruct A { X x; };\n", "i/": "", "j/x.cpp": PLAIN},
        write("i/x.cpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one that is called like an object",
        {"a.cpp": "#include <x.o>\nstruct A { X x; };\n", "i/": "", "j/x.o": PLAIN},
        write("i/x.o", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one that is called like a backup",
        {"a.cpp": "#include <x.hpp~>\nstruct A { X x; };\n", "i/": "", "j/x.hpp~": PLAIN},
        write("i/x.hpp~", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one in a new folder",
        {"a.cpp": "#include <s/x.hpp>\nstruct A { X x; };\n", "i/": "", "j/s/x.hpp": PLAIN},
        write("i/s/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    _shadowed("one in a search folder that was not there", ("-I{}/i/new", "-I{}/j"), "i/new", "j"),
    Scenario(
        "one in a search folder that a link lacked",
        {"a.cpp": USES_ANGLED, "i": "->t", "j/x.hpp": PLAIN},
        write("t/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one by a link that leads nowhere",
        {"a.cpp": USES_ANGLED, "i/x.hpp": "->../t.hpp", "j/x.hpp": PLAIN},
        write("t.hpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one where a folder of its name was",
        {"a.cpp": USES_ANGLED, "i/x.hpp/": "", "j/x.hpp": PLAIN},
        all_of(remove("i/x.hpp"), write("i/x.hpp", OTHER)),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one that becomes a folder",
        {"a.cpp": USES_ANGLED, "i/x.hpp": PLAIN, "j/x.hpp": OTHER},
        all_of(remove("i/x.hpp"), write("i/x.hpp/f", "")),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one that goes",
        {"a.cpp": USES_ANGLED, "i/x.hpp": PLAIN, "j/x.hpp": OTHER},
        remove("i/x.hpp"),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "the next one",
        {"a.cpp": USES_ANGLED, "i/x.hpp": "#include_next <x.hpp>\n", "j/": "", "k/x.hpp": PLAIN},
        write("j/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j", "-I{}/k"),
    ),
    Scenario(
        "one that a macro names",
        {"a.cpp": "#define H <x.hpp>\n#include H\nstruct A { X x; };\n", "i/": "", "j/x.hpp": PLAIN},
        write("i/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one that a macro puts together",
        {"a.cpp": "#define S(x) #x\n#define T(x) S(x.hpp)\n#include T(x)\nstruct A { X x; };\n", "j/x.hpp": PLAIN},
        write("x.hpp", OTHER),
        ("-I{}/j",),
    ),
    Scenario(
        "one that an argument names",
        {"a.cpp": "#include H\nstruct A { X x; };\n", "i/": "", "j/x.hpp": PLAIN},
        write("i/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j", "-DH=<x.hpp>"),
    ),
    Scenario(
        "one by #import",
        {"a.cpp": "#import <x.hpp>\nstruct A { X x; };\n", "i/": "", "j/x.hpp": PLAIN},
        write("i/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j"),
    ),
    Scenario(
        "one behind a folder that is a link now",
        {
            "a.cpp": '#include "s/../x.hpp"\nstruct A { X x; };\n',
            "x.hpp": PLAIN,
            "s/": "",
            "t/s/": "",
            "t/x.hpp": OTHER,
        },
        all_of(remove("s"), link("s", "t/s")),
    ),
)

_OVERLAY = '{"version": 0, "roots": [{"type": "file", "name": "{}/x.hpp", "external-contents": "{}/y.hpp"}]}'

FORCED = (
    Scenario(
        "-include changes",
        {"a.cpp": "struct A { X x; };\n", "x.hpp": PLAIN},
        write("x.hpp", OTHER),
        ("-include", "{}/x.hpp"),
    ),
    Scenario(
        "-include comes into a folder before",
        {"a.cpp": "struct A { X x; };\n", "i/": "", "j/x.hpp": PLAIN},
        write("i/x.hpp", OTHER),
        ("-I{}/i", "-I{}/j", "-include", "x.hpp"),
    ),
    Scenario(
        "-include brings another",
        {"a.cpp": "struct A { X x; };\n", "f.hpp": '#include "x.hpp"\n', "x.hpp": PLAIN},
        write("x.hpp", OTHER),
        ("-include", "{}/f.hpp"),
    ),
    Scenario(
        "-imacros changes", {"a.cpp": BIG, "m.hpp": ""}, write("m.hpp", "#define BIG\n"), ("-imacros", "{}/m.hpp")
    ),
    Scenario(
        "-imacros brings another",
        {"a.cpp": BIG, "m.hpp": '#include "n.hpp"\n', "n.hpp": ""},
        write("n.hpp", "#define BIG\n"),
        ("-imacros", "{}/m.hpp"),
    ),
    Scenario(
        "-imacros asks for one",
        {"a.cpp": BIG, "m.hpp": '#if __has_include("n.hpp")\n#define BIG\n#endif\n'},
        write("n.hpp", ""),
        ("-imacros", "{}/m.hpp"),
    ),
    Scenario(
        "an overlay changes",
        {"a.cpp": USES, "x.hpp": PLAIN, "y.hpp": OTHER, "o.yaml": '{"version": 0, "roots": []}'},
        write("o.yaml", _OVERLAY),
        ("-ivfsoverlay", "{}/o.yaml"),
        compiler="clang++",
    ),
    Scenario(
        "what an overlay leads to changes",
        {
            "a.cpp": USES,
            "x.hpp": PLAIN,
            "y.hpp": PLAIN,
            "o.yaml": _OVERLAY,
        },
        write("y.hpp", OTHER),
        ("-ivfsoverlay", "{}/o.yaml"),
        compiler="clang++",
    ),
)

_ONCE = "#pragma once\n#ifdef ONE\n#define TWO\n#endif\n#define ONE\n"
_TWICE = '#include "p.hpp"\n#include "q.hpp"\n#ifdef TWO\nstruct A { A(); };\n#else\nstruct A { int a; };\n#endif\n'

_DATED = """\
#include "t.hpp"
template<bool> struct B { int a; };
template<> struct B<true> { B(); };
struct A { B<NINE> b; };
"""


def _text(macro: str, at: int) -> str:
    return f"constexpr char text[] = {macro};\n#define NINE (text[{at}] == '9')\n"


REPLACED = (
    Scenario("a header changes", {"a.cpp": USES, "x.hpp": PLAIN}, write("x.hpp", OTHER)),
    Scenario(
        "a header changes unseen",
        {"a.cpp": USES, "x.hpp": SAME_SIZE.replace("& a;", " a; ")},
        write_unseen("x.hpp", SAME_SIZE),
    ),
    Scenario(
        "a source changes unseen", {"a.cpp": "struct A { int a; };\n"}, write_unseen("a.cpp", "struct A { int&a; };\n")
    ),
    Scenario(
        "a header of a header changes",
        {"a.cpp": '#include "h.hpp"\nstruct A { X x; };\n', "h.hpp": '#include "x.hpp"\n', "x.hpp": PLAIN},
        write("x.hpp", OTHER),
    ),
    Scenario(
        "a header by its whole path changes",
        {"a.cpp": USES, "x.hpp": '#include "s/../y.hpp"\n', "s/": "", "y.hpp": PLAIN},
        write("y.hpp", OTHER),
    ),
    Scenario(
        "a header by a link changes", {"a.cpp": USES, "x.hpp": "->t/x.hpp", "t/x.hpp": PLAIN}, write("t/x.hpp", OTHER)
    ),
    Scenario(
        "a link leads to another header",
        {"a.cpp": USES, "x.hpp": "->y.hpp", "y.hpp": PLAIN, "z.hpp": OTHER},
        link("x.hpp", "z.hpp"),
    ),
    Scenario(
        "a link leads to another folder",
        {"a.cpp": USES_ANGLED, "i": "->v1", "v1/x.hpp": PLAIN, "v2/x.hpp": OTHER},
        link("i", "v2"),
        ("-I{}/i",),
    ),
    Scenario(
        "a folder is swapped for another",
        {"a.cpp": USES_ANGLED, "i/x.hpp": PLAIN, "j/x.hpp": OTHER},
        all_of(move("i", "k"), move("j", "i")),
        ("-I{}/i",),
    ),
    Scenario("a hard link is split", {"a.cpp": _TWICE, "p.hpp": _ONCE, "q.hpp": "=>p.hpp"}, split("q.hpp")),
    Scenario("a link becomes a file of its own", {"a.cpp": _TWICE, "p.hpp": _ONCE, "q.hpp": "->p.hpp"}, split("q.hpp")),
    Scenario(
        "a file of its own becomes a link",
        {"a.cpp": _TWICE, "p.hpp": _ONCE + "\n", "q.hpp": _ONCE},
        link("q.hpp", "p.hpp"),
    ),
    Scenario(
        "the time in a text is another",
        {"a.cpp": _DATED, "t.hpp": _text("__TIMESTAMP__", 23)},
        touch("t.hpp", 946_000_000),
    ),
    Scenario(
        "the date is another",
        {"a.cpp": _DATED, "t.hpp": _text("__DATE__", 10)},
        nothing,
        environment={"SOURCE_DATE_EPOCH": "0"},
        then={"SOURCE_DATE_EPOCH": "946000000"},
    ),
    Scenario(
        "a date that is put together is another",
        {"a.cpp": _DATED, "t.hpp": "#define P(a, b) a##b\n#define Q(a, b) P(a, b)\n" + _text("Q(__DA, TE__)", 10)},
        nothing,
        environment={"SOURCE_DATE_EPOCH": "0"},
        then={"SOURCE_DATE_EPOCH": "946000000"},
    ),
    Scenario(
        "CPATH is another",
        {"a.cpp": USES_ANGLED, "i/x.hpp": PLAIN, "j/x.hpp": OTHER},
        nothing,
        environment={"CPATH": "{}/i"},
        then={"CPATH": "{}/j"},
    ),
    Scenario(
        "CPLUS_INCLUDE_PATH is another",
        {"a.cpp": USES_ANGLED, "i/x.hpp": PLAIN, "j/x.hpp": OTHER},
        nothing,
        environment={"CPLUS_INCLUDE_PATH": "{}/i"},
        then={"CPLUS_INCLUDE_PATH": "{}/j"},
    ),
)

_INNER = '#!/bin/sh\nexec "{}/in.sh" "$@"\n'


def _compiler(
    name: str, change: Change, compiler: str, files: Files, then: Mapping[str, str] | None = None
) -> Scenario:
    """The compiler reads the source otherwise than before: it says so, whatever podcheck makes of it."""
    return Scenario(name, {"a.cpp": BIG, **files}, change, then=then, compiler=compiler, alone=True)


COMPILERS = (
    _compiler(
        "a wrapper changes",
        write("w.sh", '#!/bin/sh\nexec g++ -DBIG "$@"\n'),
        "{}/w.sh",
        {"w.sh": '#!/bin/sh\nexec g++ -DSIG "$@"\n'},
    ),
    _compiler(
        "a wrapper changes unseen",
        write_unseen("w.sh", '#!/bin/sh\nexec g++ -DBIG "$@"\n'),
        "{}/w.sh",
        {"w.sh": '#!/bin/sh\nexec g++ -DSIG "$@"\n'},
    ),
    _compiler(
        "what a wrapper calls changes",
        write_unseen("in.sh", '#!/bin/sh\nexec g++ -DBIG "$@"\n'),
        "{}/w.sh",
        {"w.sh": _INNER, "in.sh": '#!/bin/sh\nexec g++ -DSIG "$@"\n'},
    ),
    _compiler(
        "a wrapper reads other options",
        write("options", "-DBIG"),
        "{}/w.sh",
        {"w.sh": '#!/bin/sh\nexec g++ $(cat {}/options) "$@"\n', "options": ""},
    ),
    _compiler(
        "a wrapper reads other options for some sources alone",
        write("options", "-DBIG"),
        "{}/w.sh",
        {
            "w.sh": '#!/bin/sh\ncase "$*" in *iquote*) exec g++ $(cat {}/options) "$@";; *) exec g++ "$@";; esac\n',
            "options": "",
        },
    ),
    _compiler(
        "what a wrapper includes changes",
        write("f.hpp", "#define BIG\n"),
        "{}/w.sh",
        {"w.sh": '#!/bin/sh\nexec g++ -include {}/f.hpp "$@"\n', "f.hpp": ""},
    ),
    _compiler(
        "a wrapper heeds a variable",
        nothing,
        "{}/w.sh",
        {"w.sh": '#!/bin/sh\nexec g++ $MORE "$@"\n'},
        {"MORE": "-DBIG"},
    ),
    _compiler("CCC_OVERRIDE_OPTIONS is set", nothing, "clang++", {}, {"CCC_OVERRIDE_OPTIONS": "+-DBIG"}),
    _compiler("a --config file changes", write("c.cfg", "-DBIG\n"), "clang++ --config={}/c.cfg", {"c.cfg": ""}),
    _compiler(
        "a --config file brings another",
        write("d.cfg", "-DBIG\n"),
        "clang++ --config={}/c.cfg",
        {"c.cfg": "@d.cfg\n", "d.cfg": ""},
    ),
    _compiler(
        "what a --config file includes changes",
        write("f.hpp", "#define BIG\n"),
        "clang++ --config={}/c.cfg",
        {"c.cfg": "-include {}/f.hpp\n", "f.hpp": ""},
    ),
    _compiler("a response file of the compiler changes", write("r.txt", "-DBIG\n"), "g++ @{}/r.txt", {"r.txt": ""}),
    _compiler(
        "an argument of the compiler's includes a file",
        write("f.hpp", "#define BIG\n"),
        "g++ -include {}/f.hpp",
        {"f.hpp": ""},
    ),
    _compiler(
        "a header comes into a wrapper's own folder",
        write("i/b.hpp", "#define BIG\n"),
        "{}/w.sh",
        {
            "a.cpp": "#ifndef __clang__\n#include <b.hpp>\n#endif\n" + BIG,
            "w.sh": '#!/bin/sh\nexec g++ -isystem {}/i -isystem {}/j "$@"\n',
            "i/": "",
            "j/b.hpp": "",
        },
    ),
    Scenario(
        "a header that the compiler alone reads changes",
        {"a.cpp": '#ifndef __clang__\n#include "b.hpp"\n#endif\n' + BIG, "b.hpp": ""},
        write("b.hpp", "#define BIG\n"),
        alone=True,
    ),
    Scenario(
        "what the C library has compilers include first appears",
        {"a.cpp": BIG, "i/": ""},
        write("i/stdc-predef.h", "#define BIG\n"),
        ("-I{}/i",),
        alone=True,
    ),
)


def _race(name: str, files: Files, there: str, back: str) -> Scenario:
    """While the compiler is at it in the first run something else is there; before and afterwards it is as ever."""
    script = f"""\
#!/bin/sh
case "$*" in *-fsyntax-only*) ;; *) exec g++ "$@" ;; esac
[ -e "{{}}/../race" ] || exec g++ "$@"
here=$PWD
cd "{{}}" || exit 1
{there}
(cd "$here" && exec g++ "$@")
status=$?
{back}
exit $status
"""
    given = {"../race": "", "../bin/w.sh": script, **files}
    return Scenario(name, given, remove("../race"), ("-I{}/i", "-I{}/j"), compiler="{}/../bin/w.sh", alone=True)


_BIG_THERE = "#define BIG\n"
_RACED = "#ifndef __clang__\n#include <b.hpp>\n#endif\n" + BIG

RACES = (
    _race(
        "a folder is another one meanwhile",
        {"a.cpp": _RACED, "i/b.hpp": "", "k/b.hpp": _BIG_THERE},
        "mv i l; mv k i",
        "mv i k; mv l i",
    ),
    _race(
        "a header is another one meanwhile",
        {"a.cpp": _RACED, "i/b.hpp": "", "k/b.hpp": _BIG_THERE},
        "mv i/b.hpp l; mv k/b.hpp i",
        "mv i/b.hpp k; mv l i/b.hpp",
    ),
    _race(
        "a link leads elsewhere meanwhile",
        {"a.cpp": _RACED, "i": "->v", "v/b.hpp": "", "k/b.hpp": _BIG_THERE},
        "rm i; ln -s k i",
        "rm i; ln -s v i",
    ),
    _race(
        "a header is there meanwhile",
        {"a.cpp": _RACED, "i/": "", "j/b.hpp": "", "k/b.hpp": _BIG_THERE},
        "mv k/b.hpp i",
        "mv i/b.hpp k",
    ),
    _race(
        "a header is not there meanwhile",
        {"a.cpp": _RACED, "i/b.hpp": "", "j/b.hpp": _BIG_THERE},
        "mv i/b.hpp .",
        "mv b.hpp i",
    ),
    _race(
        "a folder above is another one meanwhile",
        {"a.cpp": _RACED, "i/": "", "j": "->m/j", "m/j/b.hpp": "", "n/j/b.hpp": _BIG_THERE},
        "mv m l; mv n m",
        "mv m n; mv l m",
    ),
)

SCENARIOS = (*ASKED, *EMBEDDED, *SHADOWED, *FORCED, *REPLACED, *COMPILERS, *RACES)
