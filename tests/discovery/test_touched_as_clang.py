"""`--changed-since` follows includes as libclang does: random projects, of each of which libclang says what it read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from podcheck.discovery.changed_units import Includes
from podcheck.discovery.repository_changes import Changes
from podcheck.extract import extract_unit
from podcheck.model.traits import CxxStandard
from podcheck.model.units import Unit

FOLDERS = ("one", "two", "three", "four/deep")
NAMES = ("h0.h", "h1.h", "in/h2.h", "h3.h", "in/h4.h")
FLAGS = (
    ("-I{}",), ("-I", "{}"), ("-isystem", "{}"), ("-iquote", "{}"), ("-idirafter", "{}"), ("-cxx-isystem", "{}"),
    ("--include-directory={}",), ("-iwithprefixbefore", "{}"), ("-iwithprefix", "{}"),
)  # fmt: skip


def project(root: Path, dice: random.Random, *, surely: bool) -> tuple[Unit, list[str]]:
    """Headers of a few names in several folders, each of which includes later ones and a leaf of its own.

    The leaves' names: by them can be told which of the headers were read. Not `surely`: with links and `#include_next`.
    """
    leaves: list[str] = []
    marks = ("#include",) if surely else ("#include", "#include", "#include_next", "#import")
    for folder in ("", *FOLDERS):
        for number, name in enumerate(NAMES):
            if dice.random() < 0.45:
                continue
            file = root / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            leaf = f"leaf{len(leaves)}.h"
            leaves.append(str((file.parent / leaf).relative_to(root)))
            (file.parent / leaf).write_text("struct Leaf;\n")
            lines = [f'#include "{leaf}"']
            for later in dice.sample(NAMES[number + 1 :], dice.randrange(len(NAMES) - number)):
                around = dice.choice(['"{}"', "<{}>", '"../{}"'] if folder else ['"{}"', "<{}>"]).format(later)
                lines.append(f"#if __has_include({around})\n{dice.choice(marks)} {around}\n#endif")
            file.write_text("\n".join(lines) + "\n")
            if not surely and dice.random() < 0.2:
                moved = root / f"moved{len(leaves)}.h"
                file.rename(moved)
                file.symlink_to(moved)
    includes = [f"#include {dice.choice(['<{}>', chr(34) + '{}' + chr(34)]).format(name)}\n" for name in NAMES[:3]]
    (root / "a.cpp").write_text("".join(f"#if __has_include({line[9:-1]})\n{line}#endif\n" for line in includes))
    chosen = [(dice.choice(FLAGS), dice.choice(FOLDERS)) for _ in range(dice.randrange(2, 8))]
    arguments = [word.format(root / folder) for words, folder in chosen for word in words]
    return Unit(str(root / "a.cpp"), CxxStandard.CXX20, tuple(arguments)), leaves


@pytest.mark.parametrize("surely", [True, False])
@pytest.mark.parametrize("seed", [*range(15), 158, 379, 403])
def test_what_libclang_reads_touches_the_unit(seed: int, surely: bool, tmp_path: Path) -> None:
    root = Path(tmp_path.resolve())
    unit, leaves = project(root, random.Random(seed), surely=surely)
    names: set[str] = set() if surely else {str(file.relative_to(root)) for file in root.rglob("*.*") if file.is_file()}
    read = {leaf for leaf in leaves if Path(leaf).name in {Path(file).name for file in extract_unit(unit).reads}}
    touching = {leaf for leaf in leaves if Includes(Changes(str(root), {leaf}, names=names)).touch(unit)}
    assert read <= touching
    if surely:  # and nothing more; what is found nowhere would be looked for among the names
        assert touching == read
