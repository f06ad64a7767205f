"""What tests share: keys in a throwaway place, workspaces of the made-up clinics, and one browser."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.sockets import sockets_refused

settings.register_profile(
    "anonkit", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("anonkit")


def pytest_collection_modifyitems(items):
    """What is slow comes first."""
    from tests.scheduling import rank_of

    items.sort(key=lambda item: rank_of(item.nodeid))


def pytest_xdist_make_scheduler(config, log):
    """Tests of one made-up clinic go to one worker."""
    from tests.scheduling import make_scheduler

    return make_scheduler(config, log)


NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def keys_elsewhere(tmp_path_factory):
    """No test reads or writes the keys of whoever runs it."""
    folder = tmp_path_factory.mktemp("keys")
    os.environ["ANONKIT_KEY_FILE"] = str(folder / "keys.json")
    return folder / "keys.json"


@pytest.fixture(scope="session")
def clock():
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture(scope="session")
def sample_workspaces(tmp_path_factory):
    """Makes each clinic's ingested workspace once; tests that change one take a copy."""
    made: dict[str, Path] = {}

    def workspace(name: str) -> Path:
        if name not in made:
            from anonkit.workflows import sample_workspace

            with sockets_refused():
                made[name] = sample_workspace(name, tmp_path_factory.mktemp("clinics") / name)
        return made[name]

    return workspace


@pytest.fixture
def workspace_copy(sample_workspaces, tmp_path):
    """A copy of a clinic's workspace, to change."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(sample_workspaces(name), tmp_path / f"{name}-copy"))

    return copy


@pytest.fixture
def at_once(monkeypatch):
    """A platform on this machine may be asked as fast as it answers; its limits have tests of their own."""
    from anonkit.connectors.rest import RateLimiter

    fast = RateLimiter(100_000, 1.0)
    monkeypatch.setattr("anonkit.workflows.connecting.SharedLimiter", lambda *_: fast)


@pytest.fixture(scope="session")
def needs_chromium():
    """Without a browser its tests are skipped, unless one is required."""
    from tests.browser.sheet import CHROMIUM

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
    from tests.browser.sheet import ARGUMENTS, CHROMIUM

    browser = playwright.chromium.launch(
        executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS
    )
    yield browser
    browser.close()
