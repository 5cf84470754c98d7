"""A real Chromium without a window and with an empty profile, for the tests of the HTML report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.needs import HANGS_AFTER, require

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for tests that need it."""
    require("chromium")
    expect.set_options(timeout=HANGS_AFTER * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS), timeout=HANGS_AFTER * 1000
        )
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page with all that it complained about and all that it tried to fetch."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(HANGS_AFTER * 1000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address: str) -> Page:
        """Open a report, and wait until its script is done."""
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]")
        return self.page
