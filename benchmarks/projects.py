"""The C++ projects that benchmarks measure, from Debian's sources or PyPI: fetched, configured, their units listed.

    python benchmarks/projects.py WORK [--project NAME] [--install] [--check 10]

Everything lies in WORK, and is made once: the archives, each project's sources, its build folder with the headers that
the build generates, and a compile database with its C++ units, each file once as it is built first. A unit that lacks
a header is left out of it, and counted. Debian's archives come through `apt-get source` with a list of sources and a
state of their own, so that nothing of the machine's is changed; only with `--install` are the packages that a project
needs to be configured installed, where they are missing. `--check N`: have clang++ check N units of each, taken evenly.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from commands import newest
from dry_run import Unit, read_dry_run, unit_of

DATABASE = "compile_commands.json"
SOURCES_LIST = """\
Types: deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates trixie sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb-src
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""
_TOOLS = {
    "apt-get": "apt", "cmake": "cmake", "make": "make", "meson": "meson", "ninja": "ninja-build",
    "pkg-config": "pkg-config", "python3": "python3",
}  # fmt: skip
OWN_PROJECTS = Path(__file__).parent


class Unavailable(Exception):
    """A project that can't be had on this machine: what is missing, and what to do."""


class Build(Protocol):
    """How a project's units are found."""

    @property
    def tools(self) -> Sequence[str]:
        """The commands that it takes."""

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        """Configure the project, build the headers that it generates, and return what it compiles."""


_OLD_PROJECTS = "-DCMAKE_POLICY_VERSION_MINIMUM=3.5"
"""CMake 4 takes no project that asks for one before 3.5 without it."""


@dataclass(frozen=True)
class CMakeBuild:
    """A project that CMake configures, which writes the compile database."""

    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """What generates headers."""
    folder: str = "."
    """The units below this folder of the sources alone."""
    top: str = "."
    """The folder with the CMakeLists.txt."""
    tools: Sequence[str] = ("cmake", "ninja")

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        options = ("-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", _OLD_PROJECTS, *self.options)
        run_logged(["cmake", "-S", str(source / self.top), "-B", str(build), *options], source, log)
        if self.targets:
            run_logged(["cmake", "--build", str(build), "--target", *self.targets], source, log)
        units = read_database(build)
        return [unit for unit in units if Path(unit.file).is_relative_to((source / self.folder).resolve())]


@dataclass(frozen=True)
class MesonBuild:
    """A project that Meson configures, which writes the compile database."""

    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """What generates headers."""
    top: str = "."
    """The folder with the first meson.build."""
    programs: str = ""
    """A folder whose programs come before those of PATH: where scripts take Debian's modules of Python."""
    tools: Sequence[str] = ("meson", "ninja", "pkg-config")

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        run_logged(["meson", "setup", str(build), str(source / self.top), *self.options], source, log, self.programs)
        if self.targets:
            run_logged(["ninja", "-C", str(build), *self.targets], source, log, self.programs)
        return read_database(build)


@dataclass(frozen=True)
class ModulesBuild:
    """A project with C++20 modules: CMake 3.28 configures it, and its commands name what only a whole build makes."""

    tools: Sequence[str] = ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
        cmake, ninja = (shutil.which(tool, path=beside) for tool in ("cmake", "ninja"))
        if cmake is None or ninja is None:
            raise Unavailable("it takes CMake 3.28 and Ninja: pip install 'cmake>=3.28' ninja")
        options = ("-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={ninja}", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        run_logged([cmake, "-S", str(source), "-B", str(build), *options], source, log)
        run_logged([cmake, "--build", str(build)], source, log)
        return read_database(build)


@dataclass(frozen=True)
class MakeBuild:
    """A project with a Makefile: what its units are is what make says that it would do."""

    configure: tuple[str, ...] = ()
    """The options of its script `configure`; none: it has no such script."""
    folders: tuple[str, ...] = (".",)
    """Where make is run."""
    goals: tuple[str, ...] = ()
    """What make is asked for; none: an object of each C++ source in the folder."""
    tools: Sequence[str] = ("make",)

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        if self.configure:
            run_logged(["./configure", *self.configure], source, log)
        units: list[Unit] = []
        for folder in self.folders:
            below = source / folder
            objects = [str(file.with_suffix(".o").relative_to(below)) for file in sorted(below.glob("*.cc"))]
            words = ["make", "-n", "-k", f"CXX={newest('clang++')}", *(self.goals or objects)]
            done = subprocess.run(words, cwd=below, capture_output=True, text=True, errors="replace", check=False)
            units += read_dry_run(done.stdout, below)
        return units


@dataclass(frozen=True)
class ListedBuild:
    """duckdb's package for Python: all sources below a folder, with the same flags, as its own build does it."""

    folder: str
    flags: tuple[str, ...]
    includes: str
    """The file that lists the folders of headers."""
    tools: Sequence[str] = ()

    def units(self, source: Path, build: Path, log: Path) -> list[Unit]:
        build.mkdir()
        lines = (source / self.includes).read_text().split()
        flags = [*self.flags, *(f"-I{source / line}" for line in lines)]
        files = [file for file in sorted((source / self.folder).rglob("*.cpp")) if not file.name.startswith("ub_")]
        log.write_text(f"{len(files)} sources\n")
        return [Unit(str(source), str(file), (newest("clang++"), *flags)) for file in files]


def read_database(build: Path) -> list[Unit]:
    """Return the C++ units of the compile database that a build tool wrote."""
    items = json.loads((build / DATABASE).read_text())
    units = (unit_of(Path(item["directory"]), shlex.split(item["command"])) for item in items)
    return [unit for unit in units if unit]


@dataclass(frozen=True)
class Recipe:
    """How a project is had."""

    package: str
    """Debian's source package with `=` and its version, PyPI's with `==`, or a folder here that ends in `/`."""
    build: Build
    needs: tuple[str, ...] = ()
    """The Debian packages whose headers its sources include, or that configuring it looks for."""
    without: tuple[str, ...] = ()
    """Folders of the archive that are not unpacked: large, and no part of what is built."""
    complete: bool = False
    """The archive has all headers, as was seen once: it takes minutes to see it of a thousand units."""

    @property
    def pypi(self) -> bool:
        return "==" in self.package

    @property
    def is_ours(self) -> bool:
        """Whether it lies beside this file."""
        return self.package.endswith("/")


RECIPES: Mapping[str, Recipe] = {
    "duckdb": Recipe(
        "duckdb==0.10.3",
        ListedBuild("duckdb_build/src", ("-std=c++11", "-DDUCKDB_BUILD_LIBRARY"), "includes.list"),
        complete=True,
    ),
    "leveldb": Recipe(
        "leveldb=1.23-4", CMakeBuild(("-DLEVELDB_BUILD_TESTS=OFF", "-DLEVELDB_BUILD_BENCHMARKS=OFF"))
    ),
    "srt": Recipe("srt=1.5.1-1+deb12u1", CMakeBuild(), ("libssl-dev", "pkg-config")),
    "glslang": Recipe(
        "glslang=12.0.0-2",
        CMakeBuild(
            ("-DENABLE_OPT=OFF", "-DENABLE_CTEST=OFF", "-DBUILD_EXTERNAL=OFF", "-DENABLE_PCH=OFF"),
            ("include/glslang/glsl_intrinsic_header.h",),
            tools=("cmake", "ninja", "python3"),
        ),
    ),
    "nmap": Recipe(
        "nmap=7.93+dfsg1-1",
        MakeBuild(
            ("--without-zenmap", "--without-ndiff", "--without-ncat", "--without-subversion"),
            (".", "libnetutil", "nping"),
        ),
        (
            "liblinear-dev", "liblua5.3-dev", "libpcap-dev", "libpcre3-dev", "libssh2-1-dev", "libssl-dev",
            "zlib1g-dev",
        ),
    ),
    "openttd": Recipe(
        "openttd=13.0-2",
        CMakeBuild(
            ("-DOPTION_DEDICATED=ON",),
            (
                "find_version", "table_strings", "table_settings", "script_ai", "script_game", "script_template",
                "script_window", "script_ai_includes", "script_game_includes",
            ),
        ),
        ("liblzma-dev", "libpng-dev", "zlib1g-dev"),
    ),
    "cube2": Recipe(
        "cube2=0.0.20201227+dfsg-2",
        MakeBuild(
            goals=("client", "server", "CLIENT_INCLUDES=-Ishared -Iengine -Ifpsgame -Iinclude"),
        ),
        ("libenet-dev",),
    ),
    "jsoncpp": Recipe("libjsoncpp=1.9.5-4", MesonBuild()),
    "cppcheck": Recipe(
        "cppcheck=2.10-2",
        CMakeBuild(
            ("-DBUILD_GUI=ON", "-DUSE_QT6=ON"),
            (
                "cppcheck-gui_autogen", "lib/CMakeFiles/cppcheck-core.dir/cmake_pch.hxx.pch",
                *(f"gui/ui_{name}.h" for name in (
                    "about", "applicationdialog", "fileview", "helpdialog", "libraryaddfunctiondialog", "librarydialog",
                    "libraryeditargdialog", "mainwindow", "newsuppressiondialog", "projectfile", "resultsview",
                    "scratchpad", "settings", "statsdialog",
                )),
            ),
        ),
        ("libgl-dev", "qt6-base-dev", "qt6-l10n-tools", "qt6-tools-dev", "qt6-tools-dev-tools"),
    ),
    "modules": Recipe("modules_project/", ModulesBuild()),
    "mariadb": Recipe(
        "mariadb=1:10.11.18-0+deb12u1",
        CMakeBuild(
            (
                "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DWITH_UNIT_TESTS=OFF", "-DWITH_WSREP=OFF", "-DWITH_SSL=system",
                "-DWITH_LIBFMT=system", "-DWITH_PCRE=system", "-DPLUGIN_SPIDER=NO", "-DPLUGIN_SPHINX=NO",
                "-DPLUGIN_S3=NO", "-DPLUGIN_OQGRAPH=NO",
            ),
            ("GenError", "GenServerSource"),
            "sql",
        ),
        ("bison", "libfmt-dev", "libncurses-dev", "libpcre2-dev", "libssl-dev", "zlib1g-dev"),
        (
            "extra/wolfssl", "mysql-test/main", "mysql-test/suite", "storage/columnstore", "storage/connect",
            "storage/mroonga", "storage/rocksdb",
        ),
    ),
}  # fmt: skip
"""In the order of the tables."""


@dataclass(frozen=True)
class Project:
    """A project that is ready: where it lies, what it compiles, and what was left out, with the reason."""

    name: str
    root: Path
    units: tuple[Unit, ...]
    left_out: tuple[str, ...]

    def take(self, count: int) -> tuple[Unit, ...]:
        """Return so many of its units, taken evenly, or all where there are no more."""
        if count >= len(self.units):
            return self.units
        return tuple(self.units[at * len(self.units) // count] for at in range(count))

    def write_database(self, units: Sequence[Unit]) -> Path:
        """Return a folder with a compile database of these units."""
        folder = self.root / f"units_{len(units)}"
        folder.mkdir(exist_ok=True)
        items = [
            {"directory": unit.directory, "file": unit.file, "arguments": [*unit.arguments, "-c", unit.file]}
            for unit in units
        ]
        (folder / DATABASE).write_text(json.dumps(items, indent=1))
        return folder


def prepare(work: Path, name: str, install: bool = False, recipes: Mapping[str, Recipe] = RECIPES) -> Project:
    """Fetch, configure and list the project, unless that is done. Raises Unavailable."""
    recipe = recipes[name]
    root = work / name
    marker = root / "project.json"
    if marker.is_file():
        content = json.loads(marker.read_text())
        if content["recipe"] == repr(recipe):
            return Project(name, root, tuple(map(_unit_again, content["units"])), tuple(content["left_out"]))
    require(recipe, install)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    source = copy_ours(recipe, root) if recipe.is_ours else unpack(fetch(work, recipe), root, recipe.without)
    listed = recipe.build.units(source, root / "build", root / "configure.log")
    units = list({unit.file: unit for unit in reversed(listed)}.values())[::-1]  # each file as it is built first
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lacking = [""] * len(units) if recipe.complete else list(pool.map(missing_header, units))
    left_out = [f"{unit.file}: {lack}" for unit, lack in zip(units, lacking, strict=True) if lack]
    whole = [unit for unit, lack in zip(units, lacking, strict=True) if not lack]
    if not whole:
        raise Unavailable(f"none of its {len(units)} units can be read; see {root / 'configure.log'}; {left_out[:1]}")
    content = {"recipe": repr(recipe), "units": [asdict(unit) for unit in whole], "left_out": left_out}
    marker.write_text(json.dumps(content))
    return Project(name, root, tuple(whole), tuple(left_out))


def _unit_again(item: Mapping[str, object]) -> Unit:
    arguments = item["arguments"]
    assert isinstance(arguments, list)
    return Unit(str(item["directory"]), str(item["file"]), tuple(arguments))


def require(recipe: Recipe, install: bool) -> None:
    """Have what the recipe needs on the machine. Raises Unavailable."""
    tools = [*recipe.build.tools, *(() if recipe.pypi or recipe.is_ours else ("apt-get",))]
    packages = [_TOOLS[tool] for tool in tools if shutil.which(tool) is None]
    packages += [package for package in recipe.needs if not is_installed(package)]
    if not packages:
        return
    words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if not install:
        raise Unavailable(f"it takes packages that are missing; run again with --install, or: {shlex.join(words)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        raise Unavailable(f"could not be installed: {shlex.join(words)}")


def is_installed(package: str) -> bool:
    """Whether dpkg knows the package as installed."""
    if shutil.which("dpkg-query") is None:
        return False
    words = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout == "installed"


def fetch(work: Path, recipe: Recipe) -> Path:
    """Return the archive with the project's sources, downloaded unless it is there. Raises Unavailable."""
    folder = work / "archives"
    folder.mkdir(exist_ok=True)
    if recipe.pypi:
        words = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
        words += ["-q", "-d", str(folder), recipe.package]
    else:
        words = [*apt(work), "-q", "source", "--tar-only", "--only-source", recipe.package]
    if not (archives := list(find_archives(folder, recipe))):
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        archives = list(find_archives(folder, recipe))
        if not archives:
            raise Unavailable(f"{recipe.package} can't be downloaded: {done.stderr.strip()[-500:]}")
    return archives[0]


def find_archives(folder: Path, recipe: Recipe) -> Iterator[Path]:
    """Yield the recipe's archive where it was downloaded."""
    name, version = recipe.package.split("==" if recipe.pypi else "=")
    if recipe.pypi:
        yield from folder.glob(f"{name}-{version}.tar.*")
    else:
        upstream = version.rpartition(":")[2].rpartition("-")[0]
        yield from folder.glob(f"{name}_{upstream}.orig.tar.*")


def copy_ours(recipe: Recipe, root: Path) -> Path:
    """Return the folder with a copy of a project of ours."""
    return Path(shutil.copytree(OWN_PROJECTS / recipe.package, root / "source"))


def apt(work: Path) -> list[str]:
    """Return apt-get with Debian's sources and a state of its own, which knows what there is. Raises Unavailable."""
    state = work / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "debian.sources").write_text(SOURCES_LIST)
    options = {
        "Dir::Etc::sourcelist": state / "debian.sources",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state / "cache",
    }
    words = ["apt-get", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]
    if not any((state / "lists").glob("*Sources*")):
        done = subprocess.run([*words, "-q", "update"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"Debian's lists of sources can't be downloaded: {done.stderr.strip()[-500:]}")
    return words


def unpack(archive: Path, root: Path, without: Sequence[str]) -> Path:
    """Return the folder of the sources; a later archive member is never written outside of it."""

    def keep(member: tarfile.TarInfo, path: str) -> tarfile.TarInfo | None:
        below = member.name.removeprefix("./").partition("/")[2]
        if any(f"{below}/".startswith(f"{folder}/") for folder in without):
            return None
        return tarfile.data_filter(member, path)

    place = root / "unpacked"
    with tarfile.open(archive) as content:
        content.extractall(place, filter=keep)
    folders = [folder for folder in place.iterdir() if folder.is_dir()]
    source = root / "source"
    (folders[0] if len(folders) == 1 else place).rename(source)
    shutil.rmtree(place, ignore_errors=True)
    return source.resolve()


def run_logged(words: Sequence[str], folder: Path, log: Path, programs: str = "") -> None:
    """Run a step of the build with Clang as the compiler, and a folder's programs first. Raises Unavailable."""
    changed = {"CC": newest("clang"), "CXX": newest("clang++")}
    if programs:
        changed["PATH"] = os.pathsep.join((programs, os.environ.get("PATH", os.defpath)))
    with log.open("a") as stream:
        stream.write(f"{shlex.join(words)}\n")
        stream.flush()
        done = subprocess.run(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, env={**os.environ, **changed},
            check=False,
        )  # fmt: skip
    if done.returncode:
        raise Unavailable(f"{words[0]} ended with {done.returncode}; its output is in {log}")


def missing_header(unit: Unit) -> str:
    """Return why the unit can't even be preprocessed: a header that is not there, as the compiler says it; or ""."""
    words = [*unit.arguments, "-w", "-M", unit.file]
    done = subprocess.run(words, cwd=unit.directory, capture_output=True, text=True, errors="replace", check=False)
    return first_error(done.stderr) if done.returncode else ""


def first_error(text: str) -> str:
    """Return the first error of a compiler's output."""
    lines = text.splitlines()
    return next((line for line in lines if "error:" in line), lines[0] if lines else "it ended without a word")


def syntax_check(unit: Unit) -> list[str]:
    """Return the command by which the compiler checks the unit's syntax."""
    return [*unit.arguments, "-w", "-fsyntax-only", unit.file]


def refuse(unit: Unit) -> str:
    """Return the first error of the compiler's syntax check, or ""."""
    done = subprocess.run(
        syntax_check(unit), cwd=unit.directory, capture_output=True, text=True, errors="replace", check=False
    )
    return first_error(done.stderr) if done.returncode else ""


def main() -> int:
    """Prepare projects and print how many units each has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--project", choices=[*RECIPES, "all"], default="all")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--check", type=int, default=0, metavar="N")
    options = parser.parse_args()
    names = list(RECIPES) if options.project == "all" else [options.project]
    missing = False
    for name in names:
        try:
            project = prepare(options.work.resolve(), name, options.install)
        except Unavailable as reason:
            print(f"{name}: not to be had: {reason}", flush=True)
            missing = True
            continue
        print(f"{name}: {len(project.units)} units, {len(project.left_out)} left out for want of a header", end="")
        chosen = project.take(options.check)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            errors = [error for error in pool.map(refuse, chosen) if error]
        print(f"; of {len(chosen)} checked, clang++ refuses {len(errors)}" if chosen else "", flush=True)
        for line in (*project.left_out[:5], *errors[:5]):
            print(f"  {line}")
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
