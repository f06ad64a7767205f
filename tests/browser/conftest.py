"""One browser for the tests of pages, and for the lab a fresh one each time."""

import os

import pytest

from tests.browser.sheet import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="session")
def needs_chromium():
    """Without a browser its tests are skipped, unless one is required."""
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"no browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM}")


@pytest.fixture(scope="session")
def playwright(needs_chromium):
    """What drives browsers; a process can start it only once at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for all tests."""
    browser = playwright.chromium.launch(
        executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS
    )
    yield browser
    browser.close()
