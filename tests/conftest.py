"""What tests share: keys in a throwaway place, executors, and workspaces of the made-up clinics."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "anonkit", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("anonkit")

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

            made[name] = sample_workspace(name, tmp_path_factory.mktemp("clinics") / name)
        return made[name]

    return workspace


@pytest.fixture
def workspace_copy(sample_workspaces, tmp_path):
    """A copy of a clinic's workspace, to change."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(sample_workspaces(name), tmp_path / f"{name}-copy"))

    return copy
