"""One clinic for all notebooks: read once, published once, by the notebook that publishes where it runs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

READS_EXPORTS = ("01", "05")
LOOKS_AT_A_RELEASE = ("06", "08", "09")


@dataclass
class NotebookClinic:
    """The UK clinic's workspace, and the release made of it."""

    workspace: Path
    folder: Path

    @property
    def release(self):
        """Where the publishing notebook puts the case set; made here where that one did not run."""
        place = self.folder / "case-set"
        if not place.exists():
            from anonkit.workflows import publish

            publish(self.workspace, policy="uk-training", limit=24, output=place)
        return place

    def variables(self, number):
        """What a notebook finds in its environment, by its number."""
        found = {} if number in READS_EXPORTS else {"ANONKIT_WORKSPACE": str(self.workspace)}
        if number in LOOKS_AT_A_RELEASE:
            found["ANONKIT_RELEASE"] = str(self.release)
        return found


@pytest.fixture(scope="session")
def notebook_clinic(sample_workspaces, tmp_path_factory):
    """Read once for all notebooks that need a clinic."""
    folder = tmp_path_factory.mktemp("notebooks")
    return NotebookClinic(shutil.copytree(sample_workspaces("uk"), folder / "clinic"), folder)
