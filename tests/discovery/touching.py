"""What a change touches: scenarios for `--changed-since`, and what is left in each, for tests and benchmarks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from podcheck.config.settings import make_settings
from podcheck.discovery.units import units_of
from tests.cache.running import surroundings
from tests.security.hostile import commit, git, make_repository

UNIT = "struct A { int a; };\n"
PART = "struct Part { int a; };\n"
OTHER = "struct Part { int a; int b; };\n"


@dataclass(frozen=True)
class Link:
    """A symbolic link in a scenario's files."""

    target: str


Files = Mapping[str, str | bytes | Link | None]


@dataclass(frozen=True)
class Scenario:
    """Files that are committed, what is done to them, and whether that touches a.cpp.

    Beside it lies b.cpp, which nothing touches unless `touches` is `all`.
    """

    files: Files
    """By path."""

    change: Files
    """The new contents by path; None: the file is gone."""

    touches: bool | str = True
    arguments: tuple[str, ...] = ()
    """What stands behind `--`; `{root}` is the repository's folder."""

    variables: Mapping[str, str] = field(default_factory=dict)
    """Variables of the run; `{root}` is the repository's folder."""

    built: tuple[tuple[str, ...], ...] = ()
    """The words of a.cpp's and of b.cpp's command in the compile database; empty where there is none."""


def text(include: str) -> str:
    return f"{include}\n{UNIT}"


def two(first: str, second: str) -> dict[str, str]:
    """Return x.h in two folders, of which each includes another header."""
    return {
        "a.cpp": text("#include <x.h>"),
        f"{first}/x.h": '#include "deep/of_first.h"\n',
        f"{second}/x.h": '#include "deep/of_second.h"\n',
        f"{first}/deep/of_first.h": PART,
        f"{second}/deep/of_second.h": PART,
    }


def spelled(include: str) -> Scenario:
    """A way to write that x.h is included, or asked for."""
    return Scenario({"a.cpp": text(include), "x.h": PART}, {"x.h": OTHER})


def searched(*arguments: str, at: str = "inc", **variables: str) -> Scenario:
    """A way to say where x.h is. Who takes it for sure finds the header that it includes."""
    files = {"a.cpp": text("#include <x.h>"), f"{at}/x.h": '#include "deep/of_x.h"\n', f"{at}/deep/of_x.h": PART}
    return Scenario(files, {f"{at}/deep/of_x.h": OTHER}, arguments=arguments, variables=variables)


INCLUDES = {"a.cpp": text('#include "x.h"'), "x.h": PART, "y.h": PART}
SCENARIOS = {
    # The unit, and what has nothing to do with it
    "its own text": Scenario({"a.cpp": UNIT}, {"a.cpp": UNIT + UNIT}),
    "nothing": Scenario(INCLUDES, {}, False),
    "another header": Scenario(INCLUDES, {"y.h": OTHER}, False),
    "a text": Scenario(INCLUDES, {"README.md": "x.h\n"}, False),
    "a header of another name": Scenario(INCLUDES, {"inc/xx.h": PART}, False),
    "a sentence about includes": Scenario(
        {"a.cpp": text("// Do not #include this\n/* nor #import that */")}, {"y.h": PART}, False
    ),
    "only said to be there": Scenario({"a.cpp": text("#if defined(__has_include)\n#endif")}, {"y.h": PART}, False),
    "ignored": Scenario({**INCLUDES, ".gitignore": "gen/\n"}, {"gen/z.h": PART}, False),
    "the same content again": Scenario(INCLUDES, {"x.h": PART}, False),
    # Where headers are looked for
    "-I": searched("-Iinc"),
    "-I apart": searched("-I", "inc"),
    "-isystem": searched("-isystem", "inc"),
    "-isystem joined": searched("-isysteminc"),
    "-iquote": Scenario(
        {"a.cpp": text('#include "x.h"'), "inc/x.h": '#include "deep/y.h"\n', "inc/deep/y.h": PART},
        {"inc/deep/y.h": OTHER}, arguments=("-iquote", "inc"),
    ),
    "-idirafter": searched("-idirafter", "inc"),
    "-cxx-isystem": searched("-cxx-isystem", "inc"),
    "-iwithprefix": searched("-iprefix", "in", "-iwithprefix", "c"),
    "-iwithprefixbefore": searched("-iprefix", "in", "-iwithprefixbefore", "c"),
    "--include-directory=": searched("--include-directory=inc"),
    "--include-directory": searched("--include-directory", "inc"),
    "-Xclang -isystem": searched("-Xclang", "-isystem", "-Xclang", "inc"),
    "CPATH": searched(CPATH="{root}/inc"),
    "CPLUS_INCLUDE_PATH": searched(CPLUS_INCLUDE_PATH="{root}/none:{root}/inc"),
    "below the sysroot": searched("--sysroot={root}/inc", "-isystem=/usr/my", at="inc/usr/my"),
    "the sysroot's own folder": searched("--sysroot={root}/inc", at="inc/usr/include"),
    "frameworks": Scenario(
        {"a.cpp": text("#include <Big/x.h>"), "f/Big.framework/Headers/x.h": '#include "y.h"\n',
         "f/Big.framework/Headers/y.h": PART},
        {"f/Big.framework/Headers/y.h": OTHER}, arguments=("-Ff",),
    ),
    "an overlay says where": searched("-ivfsoverlay", "overlay.yaml", at="else/where"),
    "-I before -isystem": Scenario(
        two("inc", "sys"), {"inc/deep/of_first.h": OTHER}, arguments=("-isystem", "sys", "-Iinc")
    ),
    "-isystem behind -I": Scenario(
        two("inc", "sys"), {"sys/deep/of_second.h": OTHER}, False, arguments=("-isystem", "sys", "-Iinc")
    ),
    "-I that is a system's folder too": Scenario(
        two("inc", "sys"), {"sys/deep/of_second.h": OTHER}, arguments=("-Iinc", "-Isys", "-isystem", "inc")
    ),
    "-idirafter comes last": Scenario(
        two("inc", "sys"), {"sys/deep/of_second.h": OTHER}, arguments=("-idirafter", "inc", "-isystem", "sys")
    ),
    "-iquote is not for brackets": Scenario(
        two("inc", "sys"), {"inc/deep/of_first.h": OTHER}, False, arguments=("-iquote", "inc", "-isystem", "sys")
    ),
    "a folder twice": Scenario(
        two("inc", "sys"), {"inc/deep/of_first.h": OTHER}, arguments=("-Iinc", "-Isys", "-Iinc")
    ),
    # Headers that come and go
    "a deleted header that another replaces": Scenario(
        two("inc", "sys"), {"inc/x.h": None}, arguments=("-Iinc", "-Isys")
    ),
    "a new header that hides another": Scenario(
        {"a.cpp": text("#include <x.h>"), "sys/x.h": PART}, {"inc/x.h": PART}, arguments=("-Iinc", "-Isys")
    ),
    "a header that is gone": Scenario(INCLUDES, {"x.h": None}),
    "a folder of another name": Scenario(
        {"a.cpp": text('#include "one/x.h"'), "one/x.h": PART}, {"one/x.h": None, "two/x.h": PART}
    ),
    "in capitals": Scenario({"a.cpp": text('#include "X.H"'), "x.h": PART}, {"x.h": OTHER}),
    "in a repository within": Scenario(
        {"a.cpp": text('#include "more/x.h"')}, {"more/x.h": PART, "more/.git/HEAD": "ref: refs/heads/x\n",
         "more/.git/objects/none": "", "more/.git/refs/none": ""},
    ),
    # Links
    "a link that leads elsewhere": Scenario(
        {"a.cpp": text('#include "x.h"'), "x.h": Link("one.h"), "one.h": PART, "two.h": PART}, {"x.h": Link("two.h")}
    ),
    "what a link leads to": Scenario(
        {"a.cpp": text('#include "x.h"'), "x.h": Link("one.h"), "one.h": PART}, {"one.h": OTHER}
    ),
    "what a link led to is gone": Scenario(
        {"a.cpp": text('#include "x.h"'), "x.h": Link("one.h"), "one.h": PART}, {"one.h": None}
    ),
    "a folder's link that leads elsewhere": Scenario(
        {"a.cpp": text("#include <x.h>"), "inc": Link("v1"), "v1/x.h": PART, "v2/x.h": PART}, {"inc": Link("v2")},
        arguments=("-Iinc",),
    ),
    "a link that is a folder now": Scenario(
        {"a.cpp": text("#include <x.h>"), "inc": Link("v1"), "v1/x.h": PART}, {"inc": None, "inc/x.h": PART},
        arguments=("-Iinc",),
    ),
    "a link to a link": Scenario(
        {"a.cpp": text('#include "l/x.h"'), "l": Link("m"), "m": Link("v1"), "v1/x.h": PART, "v2/x.h": PART},
        {"m": Link("v2")},
    ),
    "beside a link": Scenario(
        {"a.cpp": text('#include "l/x.h"'), "l/x.h": Link("../o/z.h"), "o/z.h": '#include "y.h"\n', "l/y.h": PART},
        {"l/y.h": OTHER},
    ),
    "beside what a link leads to": Scenario(
        {"a.cpp": text('#include "l/x.h"'), "l/x.h": Link("../o/z.h"), "o/z.h": '#include "y.h"\n', "o/y.h": PART},
        {"o/y.h": OTHER},
    ),
    "a unit that is a link": Scenario({"a.cpp": Link("real.cc"), "real.cc": UNIT}, {"real.cc": UNIT + UNIT}),
    "a link elsewhere": Scenario(
        {**INCLUDES, "l": Link("one.h"), "one.h": PART, "two.h": PART}, {"l": Link("two.h")}, False
    ),
    # Submodules: `sub` is one of two commits
    "a submodule at another commit": Scenario({"a.cpp": text('#include "sub/part.h"')}, {"sub": "second"}),
    "a submodule's changed file": Scenario({"a.cpp": text('#include "sub/part.h"')}, {"sub/part.h": OTHER}),
    "a submodule's new file": Scenario(
        {"a.cpp": text("#include <x.h>"), "inc/x.h": PART}, {"sub/x.h": PART}, arguments=("-Isub", "-Iinc")
    ),
    "a submodule that is gone": Scenario(
        {"a.cpp": text("#include <x.h>"), "inc/x.h": PART}, {"sub": None}, arguments=("-Isub", "-Iinc")
    ),
    "another file of a submodule": Scenario({"a.cpp": text('#include "sub/part.h"')}, {"sub/more.h": OTHER}, False),
    "a submodule that is not asked": Scenario(
        {"a.cpp": text("#include <x.h>"), "inc/x.h": PART}, {"sub": None}, False, arguments=("-Iinc", "-Isub")
    ),
    # Flags
    "-include": Scenario({"a.cpp": UNIT, "x.h": PART}, {"x.h": OTHER}, "all", arguments=("-include", "x.h")),
    "-include that is looked for": Scenario(
        {"a.cpp": UNIT, "inc/x.h": '#include "y.h"', "inc/y.h": PART}, {"inc/y.h": OTHER},
        "all", arguments=("-include", "x.h", "-Iinc"),
    ),
    "-imacros": Scenario({"a.cpp": UNIT, "x.h": PART}, {"x.h": OTHER}, "all", arguments=("-imacrosx.h",)),
    "--include=": Scenario({"a.cpp": UNIT, "x.h": PART}, {"x.h": OTHER}, "all", arguments=("--include=x.h",)),
    "-include-pch": Scenario(
        {"a.cpp": UNIT, "x.pch": PART}, {"x.pch": OTHER}, "all", arguments=("-include-pch", "x.pch")
    ),
    "a file of flags": Scenario({"a.cpp": UNIT, "x.cfg": PART}, {"x.cfg": OTHER}, "all", arguments=("--config=x.cfg",)),
    "a header's name in a macro": Scenario(
        {"a.cpp": UNIT, "inc/x.h": PART}, {"inc/x.h": OTHER}, "all", arguments=("-DUSER=<x.h>", "-Iinc")
    ),
    "a response file": Scenario(
        {"a.cpp": UNIT, "a.rsp": "-DX=1"}, {"a.rsp": "-DX=2"}, built=(("@a.rsp",), ())
    ),
    "a response file in another": Scenario(
        {"a.cpp": UNIT, "a.rsp": "@in.rsp", "in.rsp": "-DX=1"}, {"in.rsp": "-DX=2"}, built=(("@a.rsp",), ())
    ),
    "a response file that is gone": Scenario(
        {"a.cpp": UNIT, "a.rsp": "@in.rsp", "in.rsp": "-DX=1"}, {"in.rsp": None}, built=(("@a.rsp",), ())
    ),
    "nvcc's file of options": Scenario(
        {"a.cpp": UNIT, "a.rsp": "-DX=1"}, {"a.rsp": "-DX=2"}, built=(("-optf", "a.rsp"), ())
    ),
    "one in another, among several": Scenario(
        {"a.cpp": UNIT, "a.rsp": "--options-file=in.rsp", "b.rsp": "", "in.rsp": "-DX=1"}, {"in.rsp": "-DX=2"},
        built=(("--options-file", "b.rsp,a.rsp"), ()),
    ),
    "another response file": Scenario(
        {"a.cpp": UNIT, "a.rsp": "-DX", "c.rsp": "-DX=1"}, {"c.rsp": "-DX=2"}, False, built=(("@a.rsp",), ())
    ),
    "the database": Scenario(
        {"a.cpp": UNIT, "compile_commands.json": "[]"}, {"compile_commands.json": "[ ]"}, "all"
    ),
    "the configuration": Scenario({"a.cpp": UNIT}, {"podcheck.toml": "jobs = 1\n"}, "all"),
    "the hidden configuration": Scenario({"a.cpp": UNIT}, {".podcheck.toml": "jobs = 1\n"}, "all"),
    # How it is written
    "behind #if": spelled('#if 0\n#include "x.h"\n#endif'),
    "#include_next": Scenario(
        {**two("inc", "sys"), "inc/x.h": "#include_next <x.h>\n"}, {"sys/deep/of_second.h": OTHER},
        arguments=("-Iinc", "-Isys"),
    ),
    "#import": spelled('#import "x.h"'),
    "#embed": Scenario(
        {"a.cpp": "const char data[] = {\n#embed <x.bin>\n};\n", "x.bin": "1"}, {"x.bin": "2"}
    ),
    "__has_include": Scenario({"a.cpp": text('#if __has_include("x.h")\n#endif')}, {"x.h": PART}),
    "__has_include in brackets": Scenario({"a.cpp": text("#if __has_include ( <x.h>)\n#endif")}, {"inc/x.h": PART}),
    "__has_include of a macro": Scenario(
        {"a.cpp": text("#define N <x.h>\n#if __has_include(N)\n#endif")}, {"x.h": PART}
    ),
    "__has_include_next": Scenario({"a.cpp": text("#if __has_include_next(<x.h>)\n#endif")}, {"x.h": PART}),
    "__has_embed": Scenario({"a.cpp": text('#if __has_embed("x.bin")\n#endif')}, {"x.bin": "1"}),
    "by a macro": Scenario({"a.cpp": text("#define N <x.h>\n#include N"), "inc/y.h": PART}, {"inc/y.h": OTHER}),
    "a comment before": spelled('/* */ #include "x.h"'),
    "a comment between": spelled('#/* " */include "x.h"'),
    "a comment of two lines between": spelled('# /*\n*/ include "x.h"'),
    "a comment behind": spelled('#include/*<*/"x.h"'),
    "a macro behind a comment": Scenario(
        {"a.cpp": text("#define N <x.h>\n/*\n*/ # include /* */ N")}, {"y.h": PART}
    ),
    "a continued line": spelled('#include \\\n"x.h"'),
    "a continued word": spelled('#inc\\\nlude "x.h"'),
    "a continued line with blanks": spelled('#include \\  \n"x.h"'),
    "a continued line of another system": spelled('#include \\\r\n"x.h"'),
    "a continued comment": spelled('#include /\\\n**\\\n/ "x.h"'),
    "a continued digraph": spelled('%\\\n:include "x.h"'),
    "a digraph": spelled('%: include "x.h"'),
    "a trigraph": spelled('??=include "x.h"'),
    "a trigraph that continues": spelled('#inc??/\nlude "x.h"'),
    "a comment that no trigraph continues": spelled('// what??/\n#include "x.h"'),
    "odd blanks": spelled('\v#\f \tinclude\v"x.h"'),
    "a header unit": spelled('import "x.h";'),
    "a header unit that is exported": spelled("export import <x.h>;"),
    "a module": Scenario({"a.cpp": text("import some.thing;")}, {"y.h": PART}),
    "another name for a header": Scenario({"a.cpp": text('#pragma include_alias("y.h", "x.h")')}, {"x.h": PART}),
    "from above": Scenario(
        {"src/in.h": '#include "../x.h"\n', "a.cpp": text('#include "src/in.h"'), "x.h": PART}, {"x.h": OTHER}
    ),
    "a header that includes itself": Scenario(
        {"a.cpp": text('#include "d/x.h"'), "d/x.h": '#include "../d/x.h"\n#include "y.h"\n', "d/y.h": PART},
        {"d/y.h": OTHER},
    ),
    # Names
    "a name that is not UTF-8": Scenario(
        {"a.cpp": b'#include "\xff.h"\n', "\udcff.h": PART}, {"\udcff.h": OTHER}
    ),
    "a name that is not UTF-8, further away": Scenario(
        {"a.cpp": b'#include <\xe4/x.h>\n', "inc/\udce4/x.h": '#include "y.h"\n', "inc/\udce4/y.h": PART},
        {"inc/\udce4/y.h": OTHER}, arguments=("-Iinc",),
    ),
    "another name that is not UTF-8": Scenario(
        {"a.cpp": b'#include "\xff.h"\n', "\udcff.h": PART}, {"\udcfe.h": OTHER}, False
    ),
    "blanks and quotes in a name": Scenario(
        {"a.cpp": text("#include <x 'y' \"z.h>"), "x 'y' \"z.h": PART}, {"x 'y' \"z.h": OTHER}, arguments=("-I.",)
    ),
}  # fmt: skip


def write(root: Path, files: Files) -> None:
    for name, content in files.items():
        file = root / name
        if file.is_symlink() or file.is_file():
            file.unlink()
        elif content is None:
            shutil.rmtree(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            file.symlink_to(content.target)
        elif content is not None:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


def touched(**options: object) -> set[str]:
    """Which of a.cpp and b.cpp are left, started in the working directory."""
    settings = make_settings(["a.cpp", "b.cpp"], **{"changed_since": "HEAD", **options})  # type: ignore[arg-type]
    return {unit.path for unit in units_of(settings.inputs)[0]}


def make_parts(folder: Path) -> Path:
    """Make the repository that is a submodule in some scenarios; its last commit but one is called `first`."""
    parts = make_repository(folder, {"part.h": PART, "more.h": PART})
    git(parts, "tag", "first")
    commit(parts, {"part.h": OTHER})
    return parts


def expected(scenario: Scenario) -> set[str]:
    """Return which files the change touches."""
    return {True: {"a.cpp"}, False: set[str](), "all": {"a.cpp", "b.cpp"}}[scenario.touches]


def lay_out(scenario: Scenario, folder: Path, parts: Path) -> Path:
    """Make the scenario's repository and do the change, which is not committed."""
    root = make_repository(folder, {"b.cpp": text('#include "near/unrelated.h"'), "near/unrelated.h": PART})
    write(root, scenario.files)
    if any(name.startswith("sub") for name in scenario.change):
        git(root, "submodule", "--quiet", "add", "-f", str(parts), "sub")
        git(root / "sub", "checkout", "-q", "first")
    commit(root, {})
    moved = scenario.change.get("sub") == "second"
    if moved:
        git(root / "sub", "checkout", "-q", "main")
    write(root, {} if moved else scenario.change)
    if scenario.built:
        items = [
            {"directory": str(root), "file": name, "arguments": ["c++", *words, name]}
            for name, words in zip(("a.cpp", "b.cpp"), scenario.built, strict=True)
        ]
        (root / ".git" / "compile_commands.json").write_text(json.dumps(items))
    return root


def answers(scenario: Scenario, root: Path) -> list[set[str]]:
    """Return what is left of a laid-out scenario: with the change in the work tree, and committed, where it can be."""
    variables = {name: value.format(root=root) for name, value in scenario.variables.items()}
    arguments = [word.format(root=root) for word in scenario.arguments]
    given = {"clang_args": arguments, "build_dir": str(root / ".git") if scenario.built else None}
    with surroundings(root, variables):
        result = [touched(**given)]
        if not scenario.built and not any(name.startswith(("sub", "more/.git")) for name in scenario.change):
            commit(root, {})
            result.append(touched(**given, changed_since="HEAD~1"))
    return result
