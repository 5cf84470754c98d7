"""How long the editor waits: the CPU and wall seconds of the answer to an edit, and the server's memory.

    python benchmarks/lsp.py                        100 edits of the sample and of a file with twelve standard headers
    python benchmarks/lsp.py FILE... --edits 20     of these files
    python benchmarks/lsp.py --memory               of ten open files

An edit adds a class at the end. Each is answered by the file's own process, as `podcheck lsp` has it, with the headers
precompiled; the server's 0.3 seconds after the last key are not counted, nor is what the editor does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from podcheck.lsp.messages import Analysis, Made, Question
from podcheck.lsp.processes import FileProcess, Processes

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
    """Return the analysis. Raises RuntimeError where there is none."""
    analysis = await process.ask(question, Analysis)
    if analysis is None:
        raise RuntimeError("no answer")
    return analysis


async def measure(file: Path, edits: int, processes: Processes, cache: str) -> None:
    """Print the seconds of so many edits."""
    text = file.read_text()
    question = Question("analyse", str(file), text, folder=str(file.parent), cache=cache, run="benchmark")
    process = processes.start()
    began = time.monotonic()
    await ask(process, question)
    first = time.monotonic() - began
    maker = processes.start()
    began = time.monotonic()
    made = await maker.ask(Question("prefix", str(file), text, cache=cache, run="benchmark"), Made)
    making = time.monotonic() - began
    maker.close()
    cpu: list[float] = []
    wall: list[float] = []
    misfits: set[str] = set()
    await ask(process, question)
    for number in range(edits):
        edited = replace(question, text=f"{text}\nstruct Edited{number} {{ int i; }};\n")
        assert process.pid is not None
        before, began = cpu_seconds(process.pid), time.monotonic()
        analysis = await ask(process, edited)
        wall.append(time.monotonic() - began)
        cpu.append(cpu_seconds(process.pid) - before)
        misfits.add(analysis.misfit)
    assert process.pid is not None
    print(f"{file.name}: first answer {first:.2f} s, headers precompiled in {making:.2f} s", end="")
    print(f" ({made.reason})" if made is not None and made.reason else "")
    for name, seconds in (("CPU", cpu), ("wall", wall)):
        last = statistics.quantiles(seconds, n=20)[-1]
        print(f"  {name}: median {statistics.median(seconds):.3f} s, 95 % at most {last:.3f} s")
    print(f"  its process: {memory(process.pid):.0f} MiB" + "".join(f"; {why}" for why in sorted(misfits) if why))
    process.close()


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
    print(f"ten open files: {sum(total):.0f} MiB, {max(total):.0f} MiB at most for one; this process {own:.0f} MiB")
    for process in open_files:
        process.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        processes = Processes(folder)
        cache = f"{folder}/prefixes"
        twelve = Path(folder) / "twelve.cpp"
        twelve.write_text(TWELVE)
        if options.memory:
            await measure_memory(processes, cache, Path(folder))
        else:
            for file in options.files or (_REPOSITORY / "cpp_samples" / "tour.cpp", twelve):
                await measure(file.resolve(), options.edits, processes, cache)
        processes.close()


if __name__ == "__main__":
    asyncio.run(main())
