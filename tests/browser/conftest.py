"""JupyterLab on a clinic of a module's own, and a page that reaches this machine only."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.sheet import ARGUMENTS, CHROMIUM

START_SECONDS = 500


@pytest.fixture(scope="module")
def lab(needs_chromium, sample_workspaces, tmp_path_factory):
    """The address of a JupyterLab on a clinic's workspace, and the workspace."""
    folder = tmp_path_factory.mktemp("lab")
    workspace = Path(shutil.copytree(sample_workspaces("uk"), folder / "uk"))
    log = folder / "lab.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "anonkit", "lab", str(workspace), "--no-browser"],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _address(server, log), workspace
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _address(server, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        found = re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=(\w+)", log.read_text())
        if found:
            return found.groups()
        time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start:\n" + log.read_text()[-3000:])


@contextmanager
def page_on_this_machine(playwright, profile):
    """A page of a fresh browser that reaches this machine only; what it asked for elsewhere is in ``outside``."""
    context = playwright.chromium.launch_persistent_context(
        user_data_dir=str(profile),
        executable_path=str(CHROMIUM),
        headless=True,
        args=ARGUMENTS,
        viewport={"width": 1280, "height": 1400},
    )
    opened = context.new_page()
    opened.set_default_timeout(200_000)
    opened.outside = []

    def only_here(route):
        if route.request.url.split("/")[2].startswith(("127.0.0.1", "localhost")):
            route.continue_()
        else:
            opened.outside.append(route.request.url)
            route.abort()

    context.route("http*://**/*", only_here)
    yield opened
    context.close()


@pytest.fixture
def page(playwright, tmp_path):
    """Such a page for one test."""
    with page_on_this_machine(playwright, tmp_path / "profile") as opened:
        yield opened
