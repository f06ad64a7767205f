"""One browser for the tests of pages."""

import os

import pytest

from tests.browser.sheet import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; without one they are skipped, unless a browser is required."""
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"no browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS
        )
        yield browser
        browser.close()
