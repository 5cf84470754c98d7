r"""What podcheck finds where real code relies on a trait, beside what compilers and clang-tidy find, and what it costs.

    apt-get source leveldb zeromq3 irrlicht box2d libjsoncpp bullet libcrypto++ 7zip assimp blender dcmtk djvulibre \
        ogre-1.12 poppler rocksdb spring tesseract torcs x265       # in `sources`; needs deb-src
    apt-get download libalut-dev libassimp-dev libcurl4-openssl-dev libdcmtk-dev liblcms2-dev libleptonica-dev \
        libogre-1.12-dev libopenal-dev libopenjp2-7-dev libplib-dev libpoppler-private-dev libsdl2-dev \
        libtesseract-dev libtiff-dev libvorbis-dev libogg-dev       # headers, of their configuration too
    for one in *.deb; do dpkg -x $one sources/dev; done
    python benchmarks/uses.py counts sources [--package NAME]...
    python benchmarks/uses.py cost sources [--package NAME]... [--rounds 5]
    python benchmarks/uses.py set [--seed 19] [--isolate]

Of each package the sources and headers count that name a function whose call may be a use.

`counts`: each file is given to each tool, as C++17, in one run; a warning in several translation units counts once.
podcheck's findings are listed below the table, so that they can be judged one by one.
`cost`: processor time of `podcheck check --no-cross-check`, with and without `--uses`, beside `clang++ -fsyntax-only`,
over about a dozen sources of each package; medians of ratios within one round.
`set`: recall and precision on a seeded set of 200 small sources, half of them near-misses (`uses_set`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commands import newest
from uses_set import measure

STD = "-std=c++17"
PODCHECK = [sys.executable, "-m", "podcheck"]
SUFFIXES = frozenset({".cc", ".cpp", ".cxx", ".h", ".hpp", ".hxx"})
HEADERS = frozenset({".h", ".hpp", ".hxx"})
CALLS = re.compile(
    rb"\b(?:mem(?:cpy|move|set|cmp)|fread|fwrite|recv|bzero|realloc|qsort|mmap|offsetof|is_pod|va_arg)\b"
)
TIDY = (
    "bugprone-undefined-memory-manipulation,bugprone-suspicious-memory-comparison,"
    "bugprone-raw-memory-call-on-non-trivial-type"
)
WARNING = re.compile(
    r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+: warning: .*"
    r"\[(?P<name>bugprone-[\w-]+|-W(?:class-memaccess|invalid-offsetof|nontrivial-memcall))[\w.,-]*\]$",
    re.MULTILINE,
)
PLATFORM = """
#define ZMQ_USE_CV_IMPL_STL11 1
#define ZMQ_IOTHREAD_POLLER_USE_EPOLL 1
#define ZMQ_IOTHREAD_POLLER_USE_EPOLL_CLOEXEC 1
#define ZMQ_POLL_BASED_ON_POLL 1
#define ZMQ_HAVE_LINUX 1
#define ZMQ_HAVE_IPC 1
#define ZMQ_HAVE_UIO 1
#define ZMQ_HAVE_STRUCT_SOCKADDR_UN 1
#define ZMQ_HAVE_SOCK_CLOEXEC 1
#define ZMQ_HAVE_SO_KEEPALIVE 1
#define ZMQ_HAVE_EVENTFD 1
#define ZMQ_HAVE_IFADDRS 1
#define ZMQ_HAVE_CURVE 1
#define ZMQ_USE_TWEETNACL 1
#define ZMQ_CACHELINE_SIZE 64
#define HAVE_STRNLEN 1
"""
"""What zeromq's configure script would write on Linux."""

CONFIGURED = {
    "zeromq3": ("src/platform.hpp", PLATFORM),
    "poppler": ("config.h", "#define HAVE_DIRENT_H 1\n"),
    "x265": ("source/x265_config.h", "#define X265_BUILD 199\n"),
}
"""By package, a header that configuring it would write."""


@dataclass(frozen=True, slots=True)
class Package:
    """A Debian source package: where its code lies, the flags it needs, and what is for other platforms or tests."""

    name: str
    folders: tuple[str, ...]
    flags: tuple[str, ...]
    without: tuple[str, ...] = ()


def _under(folder: str, names: str, inner: str = "") -> tuple[str, ...]:
    """Flags that name folders to include from, beneath one folder."""
    return tuple(f"-I{folder}{name}{inner}" for name in names.split())


DEV = "../dev/usr/include"
"""What Debian's -dev packages have, unpacked beside the sources."""

_DCMTK = (
    "dcmdata dcmnet dcmimgle dcmimage dcmjpeg dcmjpls dcmqrdb dcmsign dcmsr dcmtls dcmwlm dcmpstat dcmrt oflog ofstd"
)
_BLENDER = (
    "blenlib makesdna makesrna blenkernel blenloader blenloader/intern blentranslation bmesh depsgraph draw "
    "draw/intern functions gpu gpu/intern imbuf ikplugin modifiers nodes render sequencer shader_fx simulation "
    "windowmanager editors/include geometry io/common io/usd asset_system"
)
PACKAGES = (
    Package(
        "leveldb",
        ("db", "table", "util", "port", "helpers", "include"),
        ("-I.", "-Iinclude", "-DLEVELDB_PLATFORM_POSIX=1"),
        ("_test", "testutil", "windows", "port_example"),
    ),
    Package("zeromq3", ("src", "include"), ("-Iinclude", "-Isrc", "-D_GNU_SOURCE", "-include", "platform.hpp")),
    Package(
        "irrlicht",
        ("source/Irrlicht", "include"),
        ("-Iinclude", "-Isource/Irrlicht", "-D_IRR_STATIC_LIB_"),
        ("OSX", "Win32", "lzma", "aesGladman", "zlib", "libpng", "jpeglib", "bzip2"),
    ),
    Package("box2d", ("src", "include"), ("-Iinclude", "-Isrc")),
    Package("libjsoncpp", ("src/lib_json", "include"), ("-Iinclude",)),
    Package("bullet", ("src",), ("-Isrc", "-DBT_USE_DOUBLE_PRECISION"), ("OpenCL", "clew")),
    Package("libcrypto++", (".",), ("-I.",), ("test", "bench", "winpipes", "TestPrograms", "adhoc")),
    Package("7zip", ("CPP", "C"), ("-ICPP",), ("Windows/", "Sfx", "/UI/FileManager", "/UI/GUI", "Explorer")),
    Package(
        "assimp",
        ("code", "include", "contrib"),
        (
            *("-I.", "-Iinclude", "-Icode", f"-I{DEV}"),
            *_under("contrib/", ". zip unzip rapidjson/include utf8cpp/source pugixml/src openddlparser/include"),
        ),
        ("gtest", "draco", "rapidjson"),
    ),
    Package(
        "blender",
        ("source/blender/blenkernel",),
        (
            *_under("intern/", "guardedalloc atomic clog eigen ghost memutil mantaflow/extern opensubdiv libc_compat"),
            *_under("intern/", "iksolver/extern rigidbody quadriflow sky/include mikktspace"),
            *_under("source/blender/", _BLENDER),
            *("-Iextern/fmtlib/include", "-I/usr/include/eigen3", f"-I{DEV}", "-DWITH_OPENSUBDIV"),
        ),
        ("_test",),
    ),
    Package(
        "dcmtk",
        tuple(f"{module}/{inner}" for module in _DCMTK.split() for inner in ("libsrc", "include", "apps")),
        (*_under("", _DCMTK, "/include"), "-Idcmjpls/libcharls", f"-I{DEV}", "-DHAVE_CONFIG_H"),
    ),
    Package(
        "djvulibre",
        ("libdjvu", "tools"),
        (
            *("-I.", "-Ilibdjvu", "-Wno-register", "-DUNIX", "-DHAVE_PTHREAD", "-DTHREADMODEL=POSIXTHREADS"),
            *("-DHAS_MEMMAP", "-DHAS_WCHAR=1", "-DHAS_MBSTATE=1", "-DHAVE_STDINT_H=1"),
        ),
    ),
    Package(
        "ogre-1.12",
        ("OgreMain", "RenderSystems/GL", "RenderSystems/GLSupport", "Components", "PlugIns"),
        (
            *("-IOgreMain/include", "-IOgreMain/src", f"-I{DEV}/OGRE", f"-I{DEV}"),
            *_under("RenderSystems/", "GL/include GL/src/GLSL/include GLSupport/include"),
            *_under("Components/", "Terrain Volume MeshLodGenerator Overlay Paging RTShaderSystem", "/include"),
            *_under("PlugIns/", "BSPSceneManager STBICodec", "/include"),
        ),
        ("WIN32", "Android", "iOS", "OSX"),
    ),
    Package(
        "poppler",
        ("poppler", "splash", "goo", "fofi", "utils", "glib", "cpp"),
        (
            *_under("", ". poppler goo splash fofi /usr/include/freetype2"),
            *_under(DEV, "/poppler /openjpeg-2.5 /x86_64-linux-gnu"),
            f"-I{DEV}",
        ),
    ),
    Package(
        "rocksdb",
        ("options", "utilities"),
        ("-I.", "-Iinclude", "-DROCKSDB_PLATFORM_POSIX", "-DROCKSDB_LIB_IO_POSIX", "-DOS_LINUX"),
        ("_test", "test_util"),
    ),
    Package(
        "spring",
        ("rts/Game", "rts/Rendering", "rts/System", "rts/lib/assimp", "rts/lib/lua"),
        (
            *_under("rts/", ". System lib lib/lua/include lib/streflop lib/asio/include lib/slimsig/include"),
            *_under("rts/lib/", "cereal fmt assimp/include gflags/include headlessStubs glad"),
            *_under("", f"include /usr/include/freetype2 {DEV} {DEV}/SDL2 {DEV}/AL {DEV}/x86_64-linux-gnu"),
            *("-DSTREFLOP_SSE", "-DSYNCCHECK", "-DASIO_STANDALONE"),
        ),
        ("Win/", "Mac/"),
    ),
    Package(
        "tesseract",
        ("src", "include"),
        (
            "-Iinclude",
            *_under("src/", "ccutil ccstruct ccmain classify lstm textord dict wordrec arch cutil viewer api opencl"),
            *_under("src/training/", "common unicharset . pango"),
            *(f"-DTESS_{module}_TRAINING_API=" for module in ("COMMON", "UNICHARSET", "PANGO")),
            *(f"-I{DEV}", f"-I{DEV}/leptonica"),
        ),
    ),
    Package(
        "torcs",
        ("src/libs", "src/modules", "src/drivers", "src/tools", "src/linux"),
        (
            "-Isrc/interfaces",
            *_under("src/libs/", ". tgf tgfclient confscreens learning math musicplayer portability robottools"),
            *_under("src/libs/", "raceengineclient txml client"),
            *("-Isrc/linux", "-Isrc/modules/graphic/ssggraph", f"-I{DEV}", f"-I{DEV}/AL"),
        ),
        ("windows",),
    ),
    Package(
        "x265",
        ("source/encoder", "source/common", "source/input", "source/output"),
        (
            *("-Isource", "-Isource/common", "-Isource/encoder", "-include", "x265_config.h"),
            *("-DX265_DEPTH=8", "-DHIGH_BIT_DEPTH=0", "-DX265_NS=x265", "-DEXPORT_C_API=1", "-DLINKED_8BIT=0"),
            *("-DX265_ARCH_X86=1", "-DX86_64=1", "-DHAVE_INT_TYPES_H=1"),
        ),
        ("winxp", "/arm", "/ppc", "/aarch64"),
    ),
)


def folder_of(package: Package, sources: Path) -> Path:
    """Where `apt-get source` has unpacked it. Ends the run where it has not."""
    result = [path for path in sorted(sources.glob(f"{package.name}-*")) if path.is_dir()]
    if not result:
        sys.exit(f"{sources} has no {package.name}: apt-get source {package.name}")
    if package.name in CONFIGURED:
        path, text = CONFIGURED[package.name]
        (result[0] / path).write_text(text)
    return result[0]


def files_of(package: Package, folder: Path) -> list[Path]:
    """Its sources and headers in which there may be a use, relative to the folder."""
    every = {file for text in package.folders for file in (folder / text).rglob("*") if file.suffix in SUFFIXES}
    relative = sorted(file.relative_to(folder) for file in every)
    own = [file for file in relative if not any(word in str(file) for word in package.without)]
    return [file for file in own if CALLS.search((folder / file).read_bytes())]


def output(command: Iterable[str], folder: Path) -> str:
    """What a command prints in the folder, both streams; "" where it takes over two minutes."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "LC_ALL": "C"}
    try:
        run = subprocess.run(
            list(command),
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        return ""
    return run.stdout.decode("utf-8", "replace")


def tools(package: Package, file: Path) -> dict[str, list[str]]:
    """The command of each tool for a file."""
    flags = [*package.flags, *(["-x", "c++"] if file.suffix in HEADERS else [])]
    return {
        "g++": [newest("g++"), STD, "-fsyntax-only", "-Wclass-memaccess", "-Winvalid-offsetof", *flags, str(file)],
        "clang++": [
            newest("clang++"), STD, "-fsyntax-only", "-Wno-everything", "-Wnontrivial-memcall", *flags, str(file),
        ],
        "clang-tidy": [newest("clang-tidy"), f"--checks=-*,{TIDY}", "--quiet", str(file), "--", STD, *flags],
    }  # fmt: skip


def podcheck(package: Package, file: Path) -> list[str]:
    """The command that makes podcheck's JSON report."""
    options = ["--no-config", "--no-cross-check", "--std", "c++17", "--format", "json"]
    return [*PODCHECK, "check", *options, str(file), "--", *package.flags]


@dataclass(frozen=True, slots=True)
class Seen:
    """A warning of a tool in the package's own code."""

    tool: str
    file: str
    line: int
    name: str


def look(package: Package, folder: Path, file: Path) -> tuple[list[Seen], list[dict[str, object]], bool]:
    """The other tools' warnings on a file, podcheck's findings, and whether podcheck read it without error."""
    seen = []
    for tool, command in tools(package, file).items():
        for match in WARNING.finditer(output(command, folder)):
            path = os.path.relpath(folder / match["file"], folder)
            if not path.startswith(".."):
                seen.append(Seen(tool, path, int(match["line"]), match["name"].removeprefix("-W")))
    printed = output(podcheck(package, file), folder)
    start = printed.find('{\n"schema"')
    report: dict[str, list[dict[str, object]]] = {"findings": [], "errors": [{}]}
    if start >= 0:
        report = json.JSONDecoder().raw_decode(printed[start:])[0]
    return seen, report["findings"], not report["errors"]


def processor_time() -> float:
    """Seconds that finished children have used, which does not hang on what else the machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def counts(packages: Iterable[Package], sources: Path, jobs: int) -> None:
    """Print the table, where the tools differ, and each finding of podcheck."""
    print("| package | files | podcheck | g++ | clang++ | clang-tidy | found by others alone |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    listed: list[str] = []
    for package in packages:
        folder = folder_of(package, sources)
        files = files_of(package, folder)
        seen: set[Seen] = set()
        own: dict[tuple[str, int, str, str], dict[str, object]] = {}
        failed = []
        with ThreadPoolExecutor(jobs) as threads:
            for file, (others, findings, sound) in zip(
                files, threads.map(partial(look, package, folder), files), strict=True
            ):
                seen.update(others)
                failed += [] if sound else [file]
                for finding in findings:
                    place: dict[str, object] = finding["location"]  # type: ignore[assignment]
                    path = os.path.relpath(folder / str(place["file"]), folder)
                    own[path, int(str(place["line"])), str(finding["code"]), str(finding["record"])] = finding
        places = {(path, line) for path, line, _, _ in own}
        alone = sorted(
            {
                (first.file, first.line, first.tool, first.name)
                for first in seen
                if (first.file, first.line) not in places
            }
        )
        by_tool = Counter(tool for tool, _, _ in {(first.tool, first.file, first.line) for first in seen})
        cells = [package.name, len(files), len(own), *(by_tool[tool] for tool in ("g++", "clang++", "clang-tidy"))]
        print(f"| {' | '.join(map(str, cells))} | {len(alone)} |", flush=True)
        listed += [f"{package.name}: not read without errors: {file}" for file in failed]
        listed += [f"{package.name}: others alone: {file}:{line}: {tool} {name}" for file, line, tool, name in alone]
        for (path, line, code, record), item in sorted(own.items()):
            by = sorted({other.tool for other in seen if (other.file, other.line) == (path, line)})
            listed.append(f"{package.name}: {path}:{line}: {code}: '{record}' ({', '.join(by) or 'podcheck alone'})")
            listed.append(f"    {item['message']}")
    print("", *listed, sep="\n")


def cost(packages: Iterable[Package], sources: Path, rounds: int) -> None:
    """Print how long whole files take with and without uses, beside clang++."""
    print("| package | files | clang++ | check --no-uses / clang++ | check / clang++ |")
    print("| --- | --: | --: | --: | --: |")
    for package in packages:
        folder = folder_of(package, sources)
        chosen = [path for path in files_of(package, folder) if path.suffix in (".cc", ".cpp")]
        chosen = chosen[:: max(1, len(chosen) // 12)]
        rows = [row for file in chosen for row in (_times(package, folder, file, rounds),)]
        seconds = statistics.median(row[0] for row in rows)
        without, with_uses = (statistics.median(row[index] for row in rows) for index in (1, 2))
        print(f"| {package.name} | {len(chosen)} | {seconds:.2f} s | {without:.2f} | {with_uses:.2f} |", flush=True)


def _times(package: Package, folder: Path, file: Path, rounds: int) -> tuple[float, float, float]:
    """Of one file: clang++'s seconds, and the ratios of podcheck's without and with uses."""
    compiler = [newest("clang++"), STD, "-fsyntax-only", "-w", *package.flags, str(file)]
    check = podcheck(package, file)
    cut = check.index("--format")
    commands = (compiler, [*check[:cut], "--no-uses", *check[cut:]], check)
    times: list[list[float]] = [[], [], []]
    for _ in range(rounds):
        for index, command in enumerate(commands):
            start = processor_time()
            output(command, folder)
            times[index].append(processor_time() - start)
    together = list(zip(*times, strict=True))
    return (
        statistics.median(times[0]),
        statistics.median(without / item for item, without, _ in together),
        statistics.median(uses / item for item, _, uses in together),
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("counts", "cost", "set"))
    parser.add_argument("sources", type=Path, nargs="?", default=Path())
    parser.add_argument("--package", action="append", choices=[package.name for package in PACKAGES])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--isolate", action="store_true", help="of `set`: share no headers")
    options = parser.parse_args()
    if options.what == "set":
        measure(options.seed, *(["--isolate"] if options.isolate else []))
        return
    packages = [package for package in PACKAGES if not options.package or package.name in options.package]
    if options.what == "counts":
        counts(packages, options.sources.resolve(), options.jobs)
    else:
        cost(packages, options.sources.resolve(), options.rounds)


if __name__ == "__main__":
    main()
