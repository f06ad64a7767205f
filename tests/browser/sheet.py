"""A page in a real browser that keeps what went wrong and what it asked for."""

import os
from pathlib import Path

import pytest

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
"""Looks at names, roles, contrast and order; `make test` installs it where npm is there."""
AXE_RUN = "async () => (await axe.run(document)).violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html])"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def axe_source():
    """axe-core, to be run in a page; without it a test is skipped, unless a browser is required."""
    if not AXE.exists():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("axe-core is not installed, and REQUIRE_BROWSER asks for it")
        pytest.skip("axe-core is not installed; `make test` does it where npm is there")
    return AXE.read_text(encoding="utf-8")


class Sheet:
    """A page that keeps what went wrong and what it asked for."""

    def __init__(self, browser, folder, **settings):
        self.folder = folder
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **settings}
        )
        self.page = self.context.new_page()
        self.faults, self.asked = [], []
        self.went_out = {}
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.context.on("request", self._note)
        self.context.on("requestfailed", self._note)

    def _note(self, request):
        if request.url.startswith("http"):
            self.went_out[request.url] = request.failure

    def open(self, case=""):
        self.page.goto(f"{(self.folder / 'index.html').as_uri()}{'#' + case if case else ''}")
        return self.page

    def holds(self):
        """Nothing was said on the console, and nothing was asked for outside the folder."""
        assert self.faults == []
        assert self.asked
        assert [
            url for url in self.asked if not url.startswith((self.folder.as_uri(), "data:"))
        ] == []
