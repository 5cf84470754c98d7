"""What single held-out packages take beside the builds of `package_builds`: a step for each file of a kind, JUCE's
modules, and generated headers that a build would first compile libraries for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commands import newest
from dry_run import Unit
from package_builds import CALLS
from projects import Build, CMakeBuild, run_logged


@dataclass(frozen=True)
class FileStep:
    """A command that is run for each file of a kind."""

    folder: str
    """Where it is run, below the sources."""
    pattern: str
    """Which files there."""
    words: tuple[str, ...]
    """The command. {file} stands for the file, {parent} for its folder, {stem} for its name without the suffix."""
    output: str = "."
    """A folder that the command writes into and does not make itself."""


@dataclass(frozen=True)
class FileStepsBuild:
    """Another build, before which commands are run for each file of some kinds: a compiler that writes C++."""

    build: Build
    steps: tuple[FileStep, ...]

    @property
    def tools(self) -> Sequence[str]:
        return self.build.tools

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        for step in self.steps:
            folder = source / step.folder
            for path in sorted(folder.glob(step.pattern)):
                file = path.relative_to(folder)
                names = {"file": str(file), "parent": str(file.parent), "stem": file.stem}
                (folder / step.output.format_map(names)).mkdir(parents=True, exist_ok=True)
                run_logged([word.format_map(names) for word in step.words], folder, log)
        return self.build.units(source, build, log)


@dataclass(frozen=True)
class OwnFolderBuild:
    """Another build, of which each source's own folder comes first where `#include <...>` looks."""

    build: Build

    @property
    def tools(self) -> Sequence[str]:
        return self.build.tools

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        return [_look_beside(unit) for unit in self.build.units(source, build, log)]


def _look_beside(unit: Unit) -> Unit:
    compiler, *words = unit.arguments
    return replace(unit, arguments=(compiler, f"-I{Path(unit.file).parent}", *words))


@dataclass(frozen=True)
class JuceBuild:
    """JUCE's modules: the source of a module's name includes its other sources, and these count, not that one.

    Each is read as if it stood alone, behind a header with what the module's source has beside its `#include`: the
    lines before it, and those after it but for sources. Only what completes classes that lines after it need stays.
    """

    modules: str
    """The folder of the modules."""
    flags: tuple[str, ...]
    without: tuple[str, ...] = ()
    """Words of a source's path that is left out: for other platforms."""
    first: str = "AppConfig.h"
    """The header that each module's source takes before all others."""
    tools: tuple[str, ...] = ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        words = (newest("clang++"), *self.flags)
        units = [
            Unit(str(source), str(file), (*words, "-include", str(header)))
            for module in sorted((source / self.modules).iterdir())
            for file, header in self._write_headers(module)
        ]
        log.write_text(f"{len(units)} sources\n")
        return units

    def _write_headers(self, module: Path) -> Iterator[tuple[Path, Path]]:
        """Yield each source of the module with the header that it is read behind."""
        lines = (module / f"{module.name}.cpp").read_text().splitlines()
        for number, line in enumerate(lines):
            match = _INCLUDED_SOURCE.match(line)
            if match is None or any(word in match[1] for word in self.without):
                continue
            file = module / match[1]
            if not file.is_file() or not CALLS.search(file.read_bytes()):
                continue
            after = [
                text for text in lines[number + 1 :] if _COMPLETING.match(text) or not _INCLUDED_SOURCE.match(text)
            ]
            header = module / f"before_{file.stem}.h"
            header.write_text("\n".join([f'#include "{self.first}"', *lines[:number], *after, ""]))
            yield file, header


_INCLUDED_SOURCE = re.compile(r'\s*#\s*include "(.*\.cpp)"')
_COMPLETING = re.compile(r'\s*#\s*include "native/juce_posix')
"""A source that has classes which the sources behind it need whole."""


@dataclass(frozen=True)
class GeneratedHeadersBuild:
    """A project that CMake configures, with all headers that it generates, and nothing compiled.

    Ninja has a generator wait for the libraries that its target is linked with, an hour of compiling, of which the
    headers need none: the order between them is taken out of a copy of its file.
    """

    build: CMakeBuild
    automatic: tuple[str, ...] = ()
    """The targets for which CMake runs Qt's moc and uic, where sources include what these write."""

    @property
    def tools(self) -> Sequence[str]:
        return self.build.tools

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        units = self.build.units(source, build, log)
        (build / "generated.ninja").write_text(_ORDER.sub(r"\1", (build / "build.ninja").read_text()))
        run_logged(["ninja", "-f", "generated.ninja", *_generated_files(build)], build, log)
        for target in self.automatic:
            for settings in sorted(build.rglob(f"{target}_autogen.dir/AutogenInfo.json")):
                run_logged(["cmake", "-E", "cmake_autogen", str(settings), ""], build, log)
        return units


_ORDER = re.compile(r"^(.*: CUSTOM_COMMAND.*?) \|\|.*", re.MULTILINE)
_GENERATED = re.compile(r"^(?!/)(?!.*autogen)(.*\.(?:h|cpp|moc|stripped)): CUSTOM_COMMAND$", re.MULTILINE)


def _generated_files(build: Path) -> list[str]:
    """Return what commands of the project's own write, below the build folder."""
    words = ["ninja", "-t", "targets", "all"]
    done = subprocess.run(words, cwd=build, capture_output=True, text=True, check=True)
    return _GENERATED.findall(done.stdout)


_CHANGE = """\
set -e
state=$(realpath ../../apt)
mkdir ../changes
cd ../changes
apt-get -q -o Dir::Etc::sourcelist="$state/debian.sources" -o Dir::Etc::sourceparts=- \\
    -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" source --diff-only --only-source "$1"
tar xf ./*.debian.tar.*
cd ../source
for change in $(sed '/^#/d' ../changes/debian/patches/series); do patch -p1 -i "../changes/debian/patches/$change"; done
"""


def debian_changes(package: str) -> tuple[str, tuple[str, ...]]:
    """Return the command that fetches Debian's changes to the sources of the package, with its version, and makes them
    in these.
    """
    return ".", ("sh", "-c", _CHANGE, "sh", package)
