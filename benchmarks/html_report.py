"""How large the HTML report of 5,000 classes is, how long it takes to make, and how long a browser takes to open it.

    python benchmarks/html_report.py [-n CLASSES] [--runs RUNS] [--keep FILE]

The classes are those of the headers behind benchmarks/inputs: Boost, Eigen, nlohmann-json and the standard library,
whose reasons go deep. Needs a Chromium (Debian: `apt install chromium`) and the packages of `podcheck[dev]`. A page
is open when its script is done: the table is there and answers.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import expect

import podcheck
from podcheck.cli.source_texts import with_sources
from podcheck.report.formats.html import render_html
from podcheck.report.options import Options
from tests.report.chromium import Watched, chromium

INPUTS = Path(__file__).parent / "inputs"


def report_of(classes: int) -> podcheck.Report:
    """A report of that many classes, with source lines."""
    files = sorted(map(str, INPUTS.glob("*.cpp")))
    report = podcheck.check(*files, headers=".", cross_check=False, clang_args=["-I/usr/include/eigen3"])
    if len(report.records) < classes:
        sys.exit(f"only {len(report.records)} classes: libboost-dev, libeigen3-dev, nlohmann-json3-dev are needed")
    return with_sources(replace(report, records=report.records[:classes]))


def opened(address: str) -> tuple[float, float]:
    """Seconds from the navigation's start until the page is ready, and from a typed word until the table follows."""
    with chromium() as browser:
        page = Watched(browser.new_page()).open(address)
        ready = float(page.evaluate("performance.now()")) / 1000
        before = time.perf_counter()
        page.get_by_label("Name or file").fill("vector")
        expect(page.locator("#count")).to_contain_text(" of ")
        return ready, time.perf_counter() - before


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", dest="classes", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="leave the page there")
    options = parser.parse_args()
    report = report_of(options.classes)
    start = time.perf_counter()
    text = render_html(report, Options())
    made = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder) / "report.html"
        file.write_text(text, "utf-8")
        runs = [opened(file.resolve().as_uri()) for _ in range(options.runs)]
        size = file.stat().st_size
    ready = [run for run, _ in runs]
    print(f"{options.classes} classes: {size / 1e6:.1f} MB, made in {made:.1f} s")
    print(f"open in {statistics.median(ready):.2f} s (median of {len(runs)}, worst {max(ready):.2f} s)")
    print(f"filtered in {statistics.median(run for _, run in runs):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
