"""How long the editor waits: the CPU and wall seconds of the answer to an edit, and the server's memory.

    python benchmarks/lsp.py                        100 edits of the sample and of a file with twelve standard headers
    python benchmarks/lsp.py --project srt,duckdb --work WORK    of a file of each project too
    python benchmarks/lsp.py FILE... --edits 20     of these files alone
    python benchmarks/lsp.py --memory               and the memory of ten open files

An edit adds a class at the end. Each is answered by the file's own process, as `podcheck lsp` has it, with the headers
precompiled; the server's 0.3 seconds after the last key are not counted, nor is what the editor does. Projects are
those of benchmarks/projects.py, which lie in WORK; of each the file of middle size is taken, of those in its database.
What is printed is a Markdown table: seconds of CPU and of the clock, the median and what 95 % take at most. The first
answer is a whole parse in a new process; `headers` is how long it took to precompile them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace
from projects import DATABASE, RECIPES, Unavailable, prepare
from tables import print_heading, print_row

from podcheck.lsp.messages import Analysis, Made, Question
from podcheck.lsp.processes import FileProcess, Processes
from podcheck.process import WorkerLost

_REPOSITORY = Path(__file__).parents[1]
TWELVE = """\
#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
namespace wire {
struct Header { char kind; int length; short tag; };
class Message { public: Header header; std::string body; private: std::vector<int> more; };
struct Both { std::optional<Header> h; std::variant<int, std::string> v; std::map<int, Message> m; };
}
"""


FILES = (_REPOSITORY / "cpp_samples" / "tour.cpp",)
ENOUGH, MOST = 0.25, 0.5
"""Seconds that the median, and 95 %, are asked to take at most."""


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds of the process and of those that it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Return the MiB that would be free without the process, shared pages by their share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError("the system does not tell")


async def ask(process: FileProcess, question: Question) -> Analysis:
    """Return the analysis; a lost process is asked once more, as the server does. Raises RuntimeError without one."""
    try:
        analysis = await process.ask(question, Analysis)
    except WorkerLost as lost:
        print(f"{question.file}: a process was lost: {lost}", file=sys.stderr)
        analysis = await process.ask(question, Analysis)
    if analysis is None:
        raise RuntimeError("no answer")
    return analysis


async def measure(file: Path, edits: int, processes: Processes, cache: str) -> None:
    """Print the row of a file."""
    text = file.read_text()
    question = Question("analyse", str(file), text, folder=str(file.parent), cache=cache, run="benchmark")
    process = processes.start()
    began = time.monotonic()
    await ask(process, question)
    first = time.monotonic() - began
    maker = processes.start()
    began = time.monotonic()
    made = await maker.ask(replace(question, kind="prefix"), Made)
    making = time.monotonic() - began
    maker.close()
    cpu: list[float] = []
    wall: list[float] = []
    notes: set[str] = {made.reason} if made is not None else {"no answer"}
    await ask(process, question)
    for number in range(edits):
        edited = replace(question, text=f"{text}\nstruct Edited{number} {{ int i; }};\n")
        assert process.pid is not None
        before, began = cpu_seconds(process.pid), time.monotonic()
        analysis = await ask(process, edited)
        wall.append(time.monotonic() - began)
        used = cpu_seconds(process.pid)
        cpu.append(used - before if used > before else used)  # another process, where one was lost
        notes.add(analysis.misfit)
        notes |= {diagnosis.message for diagnosis in analysis.diagnoses if diagnosis.code == "not-analysed"}
    assert process.pid is not None
    figures = [figure for seconds in (cpu, wall) for figure in (statistics.median(seconds), last_of(seconds))]
    is_met = figures[2] <= ENOUGH and figures[3] <= MOST
    print_row(
        f"{file.name} ({len(text.splitlines()):,} lines)", *(f"{figure:.3f}" for figure in figures),
        "yes" if is_met else "**no**", f"{first:.2f}", f"{making:.2f}", f"{memory(process.pid):.0f}",
    )  # fmt: skip
    for note in sorted(notes - {""}):
        print(f"{file.name}: {note}", file=sys.stderr)
    process.close()


def last_of(seconds: Sequence[float]) -> float:
    """Return what 95 % take at most."""
    return statistics.quantiles(seconds, n=20)[-1]


async def measure_memory(processes: Processes, cache: str, folder: Path) -> None:
    """Print the memory of ten files' processes."""
    open_files: list[FileProcess] = []
    for number in range(10):
        file = folder / f"open{number}.cpp"
        file.write_text(TWELVE)
        maker = processes.start()
        question = Question("prefix", str(file), TWELVE, cache=cache, run="benchmark")
        await maker.ask(question, Made)
        maker.close()
        process = processes.start()
        question = replace(question, kind="analyse")
        for edit in range(20):
            await ask(process, replace(question, text=f"{TWELVE}\nstruct Edited{edit} {{ int i; }};\n"))
        open_files.append(process)
    total = [memory(process.pid) for process in open_files if process.pid is not None]
    own = memory(os.getpid())
    print(f"\nten open files: {sum(total):.0f} MiB, {max(total):.0f} MiB at most for one; this process {own:.0f} MiB")
    for process in open_files:
        process.close()


def files_of_projects(names: str, work: Path) -> Iterator[Path]:
    """Yield the file of middle size of each project, with a database above it; one that can't be had is named."""
    for name in filter(None, names.split(",")):
        if name not in RECIPES:
            raise SystemExit(f"no project is called {name}: there are {', '.join(RECIPES)}")
        try:
            project = prepare(work, name)
        except Unavailable as reason:
            print(f"{name}: left out: {reason}", file=sys.stderr, flush=True)
            continue
        database = project.write_database(project.units) / DATABASE
        (project.root / DATABASE).write_bytes(database.read_bytes())
        sources = sorted((Path(unit.file).stat().st_size, unit.file) for unit in project.units)
        yield Path(sources[len(sources) // 2][1])


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--project", default="", metavar="NAME,...")
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if options.project and options.work is None:
        parser.error("--project needs --work, the folder that projects are in, or are to be fetched into")
    with tempfile.TemporaryDirectory() as folder:
        processes = Processes(folder)
        cache = f"{folder}/prefixes"
        twelve = Path(folder) / "twelve.cpp"
        twelve.write_text(TWELVE)
        files: list[Path] = options.files or [*FILES, twelve]
        if options.project:
            files += files_of_projects(options.project, options.work.resolve())
        print_heading("file", "CPU", "95 %", "wall", "95 %", f"met: {ENOUGH} and {MOST}", "first", "headers", "MiB")
        for file in files:
            await measure(file.resolve(), options.edits, processes, cache)
        if options.memory:
            await measure_memory(processes, cache, Path(folder))
        processes.close()


if __name__ == "__main__":
    asyncio.run(main())
