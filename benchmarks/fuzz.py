"""Whatever podcheck reads of a project, spoilt in many ways: each reader says so, or reads it, and soon.

    python benchmarks/fuzz.py [--seconds 60] [--seed 1] [--only database] [--keep FOLDER] [--again FILE]

Each attempt makes a file of sound ones: a JSON value in another's place, a key that is missing, doubled or no text,
words of the format in any order, bytes changed, cut or doubled; then the reader takes it, and what goes on with what
it read.
It holds where nothing but the errors that podcheck tells its users comes out of that, within three seconds of CPU time
and two GiB of memory. Ctrl-C ends it with the counts so far.
The readers take turns, so an attempt's number and the seed say what it was. `--keep` is where inputs that did not hold
are written to; `--again` takes one of them, with `--only` for the reader. The exit status is 1 where one did not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import random
import resource
import shlex
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1]))

from podcheck.config import file as reading
from podcheck.cpp.modules import without_module
from podcheck.cpp.preprocessor import file_effects
from podcheck.cpp.search import search_list
from podcheck.crosscheck.local_probes import with_probes_in_place
from podcheck.diff.compare import compare
from podcheck.diff.snapshots import read_snapshots
from podcheck.discovery import compile_database
from podcheck.discovery.file_build import CompileCommand
from podcheck.discovery.msvc_flags import gnu_words
from podcheck.discovery.response_files import ResponseError, ResponseFiles
from podcheck.discovery.windows import split_command
from podcheck.errors import PodcheckError
from podcheck.extract.prefix.source_text import read_source_text
from podcheck.fixes.source.tokens import Text
from podcheck.model.codec import CodecError
from podcheck.model.contracts import demand, split_demands
from podcheck.model.packets import FactsPacket, FactsUnpacker
from podcheck.model.problems import Problem
from podcheck.own_process import deep_calls, raise_recursion_limit
from podcheck.policy import baseline
from podcheck.policy.comments.directives import directives
from podcheck.policy.comments.source_text import page_of
from podcheck.policy.comments.suppressions import suppressions
from podcheck.policy.contracts.in_source import read_contracts
from podcheck.report.diff.json import changes_json
from podcheck.report.diff.markdown import changes_markdown
from podcheck.report.diff.text import changes
from podcheck.report.options import Options

SLOW = 3.0
MEMORY = 2 << 30
"""Bytes of address space: an input that takes more is one that does not hold, and must not end the whole run."""

Json: TypeAlias = Any
Dice: TypeAlias = random.Random

WORDS: Mapping[str, Sequence[str]] = json.loads((Path(__file__).with_suffix(".json")).read_text("utf-8"))
"""What each format is written with."""

ODD_TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "\udcff", "\x1b[2J", "../../..", "/", ".", "..", "~", "a" * 5000, "/x" * 3000, "@",
    "@a.rsp", "@@", "-", "--", "-I", "-std=", "-std=c++99", "-std=c++" + "9" * 5000, "C:\\a\\b.cpp", "\\\\server\\a",
    "é\u2028", "'", '"', "\\", "$(x)", "%00", "::error::", "c++", "cl.exe", "nvcc", "hipcc", "ccache", "a.cpp", "-x",
    "-c",
    "-o", "--target=", "-include", "-Xclang", "-include-pch", "-Wp,-D", "/I", "/Fp", "/Yu", "-fmodule-file=", "x.pch",
    "CMakeFiles/t.dir/a.cpp.o", "t.p/a.o", "c:@S@A", "pod", "1e999", "[tool.podcheck]", "(a|aa)+$", "**" * 99, "[" * 99,
)  # fmt: skip
ODD_VALUES: tuple[Json, ...] = (
    None, True, False, 0, -1, 1, 1.5, -0.0, float("nan"), float("inf"), 2**31, 2**63, -(2**63), 10**4000, [], {}, [[]],
    [None], {"": ""}, [{}], [1, "a"], {"a": 1}, *ODD_TEXTS,
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """What is read, and how."""

    make: Callable[[Dice], bytes]
    """Returns something spoilt."""

    take: Callable[[bytes, Path], None]
    """Reads it."""

    errors: tuple[type[Exception], ...] = (PodcheckError,)
    """What it may raise."""


# Spoiling


def spoil_bytes(data: bytes, dice: Dice) -> bytes:
    """Return it with bytes changed, cut out, put in or doubled."""
    spoilt = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(spoilt) + 1)
        form = dice.randrange(5)
        if form == 0 and at < len(spoilt):
            spoilt[at] = dice.randrange(256)
        elif form == 1:
            del spoilt[at : at + dice.choice((1, 2, 10, 100))]
        elif form == 2:
            spoilt[at:at] = dice.choice(
                (b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\\", b'"', b"[" * 20, b"{" * 20)
            )
        elif form == 3:
            other = dice.randrange(len(spoilt) + 1)
            spoilt[at:at] = spoilt[other : other + dice.choice((1, 10, 200))]
        else:
            del spoilt[at:]
    return bytes(spoilt)


def sometimes(data: bytes, dice: Dice) -> bytes:
    """Return it as it is, mostly, or with bytes spoilt."""
    return spoil_bytes(data, dice) if dice.random() < 0.25 else data


def spots(value: Json) -> Iterator[tuple[Json, Json]]:
    """Yield every container of a JSON value with each of its keys or indexes."""
    waiting = [value]
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict | list):
            keys = list(container) if isinstance(container, dict) else list(range(len(container)))
            yield from ((container, key) for key in keys)
            waiting += [container[key] for key in keys]


def nested(dice: Dice) -> Json:
    """Return lists or objects in each other."""
    value: Json = 1
    for _ in range(dice.choice((3, 100, 400))):
        value = [value] if dice.random() < 0.5 else {"a": value}
    return value


def spoil_json(value: Json, dice: Dice, texts: Sequence[str] = ODD_TEXTS) -> Json:
    """Return a copy with values in others' places, or keys and elements missing, renamed, doubled or exchanged."""
    root = [json.loads(json.dumps(value))]
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        places = list(spots(root))
        container, key = dice.choice(places)
        form = dice.randrange(8)
        if form <= 2:
            container[key] = deepcopy(dice.choice((*ODD_VALUES, *texts, *texts)))  # else it may come to hold itself
        elif form == 3:
            other, there = dice.choice(places)
            with contextlib.suppress(KeyError, IndexError):
                container[key] = json.loads(json.dumps(other[there]))
        elif form == 4 and container is not root:
            del container[key]
        elif form == 5 and isinstance(container, dict):
            container[dice.choice((*ODD_TEXTS, *texts))] = container.pop(key)
        elif form == 6 and isinstance(container, list):
            container.insert(key, json.loads(json.dumps(container[key])))
        elif form == 7:
            container[key] = nested(dice)
        elif isinstance(container[key], str):
            text = container[key]
            at = dice.randrange(len(text) + 1)
            container[key] = text[:at] + dice.choice((*ODD_TEXTS, *texts)) + text[at:]
    return root[0] if root else None


def json_bytes(value: Json, dice: Dice) -> bytes:
    """Return its text, at times spoilt, or of an encoding that is another."""
    text = json.dumps(value, ensure_ascii=dice.random() < 0.8)
    encoding = dice.choice(("utf-8",) * 30 + ("utf-16", "utf-8-sig", "latin-1"))
    return sometimes(text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass"), dice)


def spoil_words(
    words: Sequence[str], dice: Dice, most: int, between: Sequence[str] = (" ", " ", "\n", "\t", "")
) -> bytes:
    """Return some of these words, and odd ones, in any order."""
    chosen: list[str] = []
    for _ in range(dice.randrange(most)):
        chosen += (dice.choice(ODD_TEXTS) if dice.random() < 0.1 else dice.choice(words), dice.choice(between))
    return sometimes("".join(chosen).encode("utf-8", "surrogatepass"), dice)


# Compile databases, flags and response files

ITEM = {"directory": ".", "file": "a.cpp", "arguments": ["c++", "-std=c++17", "-Iinc", "-c", "a.cpp"], "output": "a.o"}
DATABASE: Json = [
    ITEM,
    {
        "directory": "inc",
        "file": "../b.cpp",
        "command": "ccache c++ -DX='a b' @a.rsp -c ../b.cpp -o CMakeFiles/t.dir/b.o",
    },
    {"directory": "C:\\w", "file": "C:\\w\\a.cpp", "command": 'C:\\VS\\cl.exe /nologo /std:c++17 /I"inc x" /c a.cpp'},
    {"directory": ".", "file": "x.h", "command": "c++ -x c++-header x.h -o x.h.gch", "output": "x.h.gch"},
    {"directory": ".", "file": "k.cu", "arguments": ["nvcc", "-ccbin", "g++", "--options-file", "b.rsp", "-c", "k.cu"]},
]


def make_database(dice: Dice) -> bytes:
    """Return a compile database."""
    items = [dict(item) for item in dice.sample(DATABASE, dice.randrange(1, len(DATABASE) + 1))]
    for item in items:
        if dice.random() < 0.5:
            words = [dice.choice(WORDS["flags"]) for _ in range(dice.randrange(30))]
            item.pop("command", None)
            item.pop("arguments", None)
            if dice.random() < 0.5:
                item["arguments"] = words
            else:
                item["command"] = " ".join(words)
    return json_bytes(spoil_json(items, dice, WORDS["flags"]), dice)


def take_database(data: bytes, folder: Path) -> None:
    """Read it, and every item of it in every way."""
    path = folder / "compile_commands.json"
    path.write_bytes(data)
    compile_database.forget()
    compile_database._read.cache_clear()
    content = compile_database.read(path)
    if isinstance(content, Problem):
        return
    for file, item in compile_database.every_item(content):
        entry = compile_database.read_item(content, file, item)
        list(compile_database.response_files(content, file))
        if isinstance(entry, CompileCommand):
            list(compile_database.targets(content, entry))
            search_list(entry.arguments)
    compile_database.narrow_to(content, "t")
    for file in content.items:
        str(compile_database.missing_file_problem(content, file))


def make_flags(dice: Dice) -> bytes:
    """Return a command line, a word in each line."""
    return spoil_words(WORDS["flags"], dice, 60, ("\n",))


def take_flags(data: bytes, folder: Path) -> None:
    """Read it as a command line behind `--`."""
    words = [word for word in os.fsdecode(data).split("\n") if "\0" not in word] or ["c++"]
    with contextlib.suppress(ResponseError, ValueError):  # `named` is asked after `read_command`, which tells these
        list(compile_database.response_files_of(words))
    entry = compile_database.read_command(words, str(folder / "a.cpp"))
    if isinstance(entry, CompileCommand):
        search_list(entry.arguments)
    gnu_words(words)


def take_response(data: bytes, folder: Path) -> None:
    """Read it as a response file that names itself and another, as a system of either kind splits it."""
    (folder / "a.rsp").write_bytes(data)
    for split in (shlex.split, split_command):
        files = ResponseFiles(folder, [folder.resolve()], split)
        with contextlib.suppress(ResponseError):
            files.expand(["@a.rsp", "@b.rsp"])
        for _ in zip(
            ResponseFiles(folder, [folder.resolve()], split).response_files_in(["@a.rsp"]), range(300), strict=False
        ):
            pass


# Configuration, baselines and reports


def make_configuration(dice: Dice) -> bytes:
    """Return a configuration file."""
    lines = [dice.choice(WORDS["toml"]) for _ in range(dice.randrange(1, 12))]
    for at, line in enumerate(lines):
        key, equals, value = line.partition(" = ")
        form = dice.randrange(6)
        if equals and form == 0:
            other = dice.choice(WORDS["toml"]).partition(" = ")[2] or "1"
            lines[at] = f"{key} = {other}"
        elif equals and form == 1:
            text = dice.choice((*ODD_TEXTS, *WORDS["demands"])).encode("utf-8", "replace").decode()
            lines[at] = f"{key} = {json.dumps(text)}"
        elif equals and form == 2:
            lines[at] = f"{key} = [{value}, {value}, {dice.choice(('1', '[]', '{}', 'true', chr(34) * 2))}]"
    return sometimes("\n".join(lines).encode(), dice)


def take_configuration(data: bytes, folder: Path) -> None:
    """Read it by both of its names."""
    for name in ("podcheck.toml", "pyproject.toml"):
        (folder / name).write_bytes(data)
        with contextlib.suppress(PodcheckError):
            reading.read(folder / name)


def take_demands(data: bytes, _folder: Path) -> None:
    """Read it as what a contract requires."""
    text = os.fsdecode(data)
    for wanted in (True, False):
        with contextlib.suppress(PodcheckError):
            for word in split_demands(text):
                str(demand(word, wanted=wanted))


BASELINE: Json = {
    "schema": "podcheck-baseline/1",
    "findings": [
        {"record": "A", "code": "requirement", "file": "a.cpp", "fingerprint": "0", "because": ["x"], "message": "m"},
        {"record": "B", "code": "contract", "file": "../b.hpp", "fingerprint": "f" * 16},
    ],
}


def make_baseline(dice: Dice) -> bytes:
    """Return a baseline."""
    return json_bytes(spoil_json(BASELINE, dice), dice)


def take_baseline(data: bytes, folder: Path) -> None:
    """Read it, match it with nothing, and write it again."""
    path = folder / "baseline.json"
    path.write_bytes(data)
    entries = baseline.read(path)
    baseline.match((), entries, folder)
    for note in baseline.stale_notes(path, list(baseline.stale(entries, ["A"], ["a.cpp"], folder))):
        str(note)
    baseline.render(entries).encode("utf-8", "surrogateescape")


def sound_report() -> Json:
    """Return a report of some classes, made once."""
    if not _REPORT:
        import podcheck
        from podcheck.report import FORMATS

        text = """
        struct Base { int a; ~Base(); }; struct Held { Base base; char c; int bits : 3; Held* next; };
        template<class T> struct Box { T value; virtual void f(); };
        struct Late : virtual Base, Box<int> { Held held[2]; };
        union U { int i; float f; }; struct Bad { Missing m; };
        """
        report = podcheck.check("a.cpp", text=text, cross_check=False, require=["pod"])
        _REPORT.append(json.loads(FORMATS["json"](report, Options())))
    return _REPORT[0]


_REPORT: list[Json] = []
REPORT_TEXTS = ("podcheck-report/1", "A", "Base", "Held", "field", "base", "struct", "yes", "no", "unknown", "trivial")


def make_report(dice: Dice) -> bytes:
    """Return a JSON report."""
    sound = sound_report()
    few = {**sound, "records": dice.sample(sound["records"], dice.randrange(1, 4))}
    return json_bytes(spoil_json(few, dice, REPORT_TEXTS), dice)


def take_report(data: bytes, _folder: Path) -> None:
    """Read it as `podcheck diff` does, both as what was and as what is, and tell the changes in every format."""
    sound = read_snapshots(json.dumps(sound_report()), "sound")
    spoilt = read_snapshots(data.decode("utf-8", "replace"), "spoilt")
    for old, new in ((sound, spoilt), (spoilt, sound), (spoilt, spoilt)):
        comparison = compare(old, new)
        for render in (changes, changes_json, changes_markdown):
            render(comparison, Options())


# Comments and texts of sources


def make_comments(dice: Dice) -> bytes:
    """Return a source."""
    return spoil_words(WORDS["comments"], dice, 120, (" ", "", "", "\n"))


def take_comments(data: bytes, _folder: Path) -> None:
    """Read it as all do that read sources by themselves."""
    page = page_of("a.cpp", data)
    result, problems = directives(page)
    for problem in (*problems, *suppressions(page, ())[1], *read_contracts(page, ()).problems):
        str(problem)
    for directive in result:
        page.line(directive.start)
    for number in range(1, min(4, len(page.starts)) + 1):
        page.conditional(number)
        page.next_line_of_code(number)
        page.code_of_line(number)
    file_effects("a.cpp", data)
    without_module(data)
    with_probes_in_place(data, ())
    read_source_text(data)
    Text("a.cpp", data)


# What workers answer


def make_packet(dice: Dice) -> bytes:
    """Return facts as a worker sends them."""
    if not _PACKET:
        from podcheck.extract import extract_unit
        from podcheck.model.packets import pack
        from podcheck.model.traits import CxxStandard
        from podcheck.model.units import Unit

        unit = Unit("a.cpp", CxxStandard.CXX20, text="struct A { int i; ~A(); }; struct B : A { A a[2]; };")
        _PACKET.append(pack([extract_unit(unit)]).to_bytes())
    return spoil_bytes(_PACKET[0], dice)


_PACKET: list[bytes] = []


def take_packet(data: bytes, _folder: Path) -> None:
    """Read it as the process does that asked for it."""
    FactsUnpacker().unpack(FactsPacket.from_bytes(data))


READERS: Mapping[str, Reader] = {
    "compile database": Reader(make_database, take_database),
    "flags": Reader(make_flags, take_flags),
    "response files": Reader(lambda dice: spoil_words(WORDS["flags"], dice, 200), take_response),
    "configuration": Reader(make_configuration, take_configuration),
    "demands of contracts": Reader(lambda dice: spoil_words(WORDS["demands"], dice, 20), take_demands),
    "baseline": Reader(make_baseline, take_baseline),
    "JSON reports": Reader(make_report, take_report),
    "comments and sources": Reader(make_comments, take_comments),
    "facts of workers": Reader(make_packet, take_packet, (CodecError,)),
}


# Counting


class TooSlow(BaseException):
    """An attempt took too long."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds of CPU time."""

    def over(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"it took more than {seconds:g} s of CPU time")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass
class Count:
    """The attempts on one reader."""

    tried: int = 0
    held: int = 0
    """How many ended as they must."""

    ends: Counter[str] = field(default_factory=Counter)
    """What the others ended with, by where that was."""


def attempt(reader: Reader, data: bytes, folder: Path) -> str:
    """Return "" where it held, else what it ended with and where."""
    try:
        with limited(SLOW), contextlib.redirect_stdout(io.StringIO()):
            reader.take(data, folder)
    except reader.errors:
        return ""
    except (Exception, TooSlow) as error:  # noqa: BLE001  whatever it is, it is what is looked for
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if "/podcheck/" in frame.filename]
        place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
        return f"{type(error).__name__} in {place}: {str(error)[:200]}"
    return ""


def prepare(folder: Path) -> None:
    """Put there what names in the inputs lead to."""
    (folder / "inc").mkdir()
    (folder / ".git").mkdir()
    for name in ("a.cpp", "b.cpp", "x.h", "inc/x.h"):
        (folder / name).write_text("struct A { int i; };\n")
    (folder / "a.rsp").write_text("-DA @b.rsp\n")
    (folder / "b.rsp").write_text("-DB -Iinc\n")


def fuzz(names: Sequence[str], seed: int, seconds: float, attempts: int, keep: Path | None) -> dict[str, Count]:
    """Return the counts of these readers.

    It ends after so many seconds of CPU time, or attempts of each, or at Ctrl-C.
    """
    counts = {name: Count() for name in names}
    here = Path.cwd()
    with contextlib.suppress(KeyboardInterrupt), deep_calls(), tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        prepare(folder)
        os.chdir(folder)
        try:
            for number in range(attempts):
                if time.process_time() > seconds:
                    break
                for name in names:
                    data = READERS[name].make(random.Random(f"{seed} {name} {number}"))
                    end = attempt(READERS[name], data, folder)
                    count = counts[name]
                    count.tried += 1
                    count.held += not end
                    if end and not count.ends[end] and keep is not None:
                        (keep / f"{name.replace(' ', '_')}_{number}").write_bytes(data)
                    count.ends[end] += bool(end)
        finally:
            os.chdir(here)
    return counts


def print_counts(counts: Mapping[str, Count]) -> bool:
    """Print the table, and behind it what did not hold. Return whether all did."""
    print("| attack | tried | held |\n| --- | --- | --- |")
    for name, count in counts.items():
        print(f"| {name} | {count.tried} | {count.held} |")
    print(f"| all | {sum(count.tried for count in counts.values())} | {sum(count.held for count in counts.values())} |")
    for name, count in counts.items():
        for end, times in count.ends.most_common():
            if end:
                print(f"{name}: {times} times {end}")
    return all(count.held == count.tried for count in counts.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="of CPU time")
    parser.add_argument("--attempts", type=int, default=10**9, help="on each reader, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those readers alone whose names have this in them")
    parser.add_argument("--keep", type=Path, help="a folder for inputs that do not hold")
    parser.add_argument("--again", type=Path, help="take the input in this file alone")
    options = parser.parse_args()
    raise_recursion_limit()
    logging.disable()
    names = [name for name in READERS if options.only in name]
    if options.again is not None:
        with tempfile.TemporaryDirectory() as temporary:
            prepare(Path(temporary))
            data = options.again.read_bytes()
            os.chdir(temporary)
            READERS[names[0]].take(data, Path(temporary))
        return 0
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    keep = options.keep.resolve() if options.keep is not None else None
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    return 0 if print_counts(fuzz(names, options.seed, options.seconds, options.attempts, keep)) else 1


if __name__ == "__main__":
    sys.exit(main())
