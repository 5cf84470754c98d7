"""What goes wrong in an editor costs one file's answers, and no more than is said."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editor
from tests.robustness.test_a_crash_of_libclang import CRASHING

pytestmark = pytest.mark.asyncio

BROKEN = "// podcheck: require standard_layout\nstruct B { int i; private: int j; };\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    first, two = tmp_path / "one.cpp", tmp_path / "two.cpp"
    for path in (first, two):
        path.write_text(BROKEN)
    return first, two


def workers(ed: Editor) -> list[int]:
    """Return the server's processes."""
    result: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(fields[1]) == ed.server_pid and b"podcheck.lsp.worker" in command:
                result.append(int(entry.name))
    return result


async def test_a_crash_of_libclang_costs_that_file_alone(files: tuple[Path, Path]) -> None:
    first, two = files
    async with editor(first.parent) as ed:
        ed.open(first)
        ed.open(two)
        assert len(await ed.diagnostics(first)) == len(await ed.diagnostics(two)) == 1
        ed.change(first, f"{BROKEN}{CRASHING['a sum of many terms']}\n")
        (output,) = await ed.diagnostics(first)
        assert output.code == "not-analysed"
        assert "it was ended by signal 11" in output.message
        assert await ed.hover(first, "B {") == ""
        ed.change(two, BROKEN.replace("standard_layout", "trivially_copyable"))
        assert await ed.diagnostics(two) == []
        ed.change(first, BROKEN)
        assert [each.code for each in await ed.diagnostics(first)] == ["broken-contract"]


async def test_a_killed_process_is_replaced(files: tuple[Path, Path]) -> None:
    first, _ = files
    async with editor(first.parent) as ed:
        ed.open(first)
        await ed.diagnostics(first)
        for pid in workers(ed):
            os.kill(pid, signal.SIGKILL)
        assert "struct B" in await ed.hover(first, "B {")
        for pid in workers(ed):
            os.kill(pid, signal.SIGKILL)
        ed.change(first, BROKEN.replace("int j", "int k"))
        assert [each.code for each in await ed.diagnostics(first)] == ["broken-contract"]


SLOW = """\
template <int N, long P> struct F { F<N - 1, 2 * P> a; F<N - 1, 2 * P + 1> b; };
template <long P> struct F<0, P> { int i; };
F<40, 1> f;
"""
"""More classes than anybody waits for."""


async def test_a_source_that_takes_too_long_is_given_up(files: tuple[Path, Path]) -> None:
    first, two = files
    async with editor(first.parent, options={"timeout": 2}) as ed:
        ed.open(first)
        ed.open(two)
        await ed.diagnostics(first)
        await ed.diagnostics(two)
        ed.change(first, BROKEN + SLOW)
        ed.change(two, BROKEN.replace("standard_layout", "trivially_copyable"))
        assert await ed.diagnostics(two) == []
        assert ed.published[first.as_uri()][-1].version == 1
        (output,) = await ed.diagnostics(first)
        assert (output.code, output.severity) == ("not-analysed", types.DiagnosticSeverity.Error)
        assert "it took more than 2 s of CPU time" in output.message
        assert "The next edit" in output.message
        assert await ed.hover(first, "B {") == ""
        ed.change(first, BROKEN)
        assert [each.code for each in await ed.diagnostics(first)] == ["broken-contract"]
        assert "struct B" in await ed.hover(first, "B {")


async def test_a_process_that_hangs_is_ended(files: tuple[Path, Path]) -> None:
    first, two = files
    async with editor(first.parent, options={"timeout": 2}) as ed:
        ed.open(first)
        await ed.diagnostics(first)
        (hanging,) = workers(ed)
        os.kill(hanging, signal.SIGSTOP)
        ed.open(two)
        ed.change(first, BROKEN.replace("int j", "int k"))
        assert len(await ed.diagnostics(two)) == 1
        (output,) = await ed.diagnostics(first)
        assert output.code == "not-analysed"
        assert "or none at all for as long, and was stopped" in output.message
        assert hanging not in workers(ed)
        ed.change(first, BROKEN)
        assert [each.code for each in await ed.diagnostics(first)] == ["broken-contract"]


async def test_an_edit_overtakes_a_run_that_takes_long(files: tuple[Path, Path]) -> None:
    first, two = files
    async with editor(first.parent) as ed:
        ed.open(first)
        ed.open(two)
        await ed.diagnostics(first)
        (slow,) = await process_at_work(ed, first, BROKEN + SLOW)
        assert len(await ed.diagnostics(two)) == 1
        ed.change(first, BROKEN.replace("int j", "int k"))
        ed.change(first, BROKEN.replace("B {", "Last {"))
        (finding,) = await ed.diagnostics(first)
        assert "'Last' is not standard_layout" in finding.message
        assert [each.version for each in ed.published[first.as_uri()]] == [1, 4]
        assert slow not in workers(ed)


async def process_at_work(ed: Editor, path: Path, text: str) -> list[int]:
    """Type the text, and return the processes that are at work on it then, which do not end by themselves."""
    before = {pid: cpu_seconds(pid) for pid in workers(ed)}
    ed.change(path, text)
    while not (busy := [pid for pid in workers(ed) if cpu_seconds(pid) - before.get(pid, 0.0) > 0.5]):
        await asyncio.sleep(0.05)
    return busy


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds that a process has used; none where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_a_storm_of_edits_is_answered_once_it_is_over(files: tuple[Path, Path]) -> None:
    first, two = files
    async with editor(first.parent) as ed:
        ed.open(first)
        ed.open(two)
        await ed.diagnostics(first)
        before = ed.count(first)
        for number in range(500):
            ed.change(first, f"{BROKEN}struct S{number} {{ int i; }};\n")
            if number % 100 == 0:
                await asyncio.sleep(0)
        assert len(await ed.diagnostics(first)) == 1
        assert ed.count(first) - before < 50
        assert "struct S499" in await ed.hover(first, "S499")
        assert len(await ed.diagnostics(two)) == 1
        assert len(workers(ed)) == 2


async def test_no_process_outlives_the_server(files: tuple[Path, Path]) -> None:
    async with editor(files[0].parent) as ed:
        for path in files:
            ed.open(path)
            await ed.diagnostics(path)
        started = workers(ed)
        assert len(started) == 2
        ed.close(files[1])
        while len(workers(ed)) > 1:
            await asyncio.sleep(0.05)
    while any(Path(f"/proc/{pid}").exists() for pid in started):
        await asyncio.sleep(0.05)


async def test_it_leaves_without_a_word(files: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    async with editor(files[0].parent) as ed:
        ed.open(files[0])
        await ed.diagnostics(files[0])
    server = ed.client._server
    assert server is not None
    assert (server.returncode, capfd.readouterr().err) == (0, "")


async def test_other_things_than_files_are_left_alone(files: tuple[Path, Path]) -> None:
    first, _ = files
    async with editor() as ed:
        ed.open(Path("/dev/null"), "struct A {};")
        ed.open(first, "\ufeff" + BROKEN)
        assert len(await ed.diagnostics(first)) == 1
        ed.change(first, "")
        assert await ed.diagnostics(first) == []
