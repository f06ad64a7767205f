"""What a run of a migration leaves behind, encrypted, for its reconciliation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from anonkit.errors import SettingsError
from anonkit.model import Identity
from anonkit.storage import Workspace
from anonkit.workflows.migration_setup import Chosen

PLAN_FILE = "plan.json"
CROSSWALK = "crosswalk"
FOLDERS = "migration_folders"


@dataclass(frozen=True)
class RunFacts:
    """Which rows were meant, on which day, and what was written of them."""

    target: str
    chosen: Chosen
    as_of: str
    digests: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Tags of rows that wait, and why."""
    incomplete: str = ""
    """Why the move was made although the leaving checklist was not satisfied."""


def keep_facts(workspace: Workspace, folder: Path, facts: RunFacts) -> None:
    """Keeps what a reconciliation of this folder will need."""
    name = _name(workspace, folder)
    workspace.sealed.write(name, asdict(facts))
    folders: dict[str, str] = workspace.sealed.read(FOLDERS, {})
    workspace.sealed.write(FOLDERS, {**folders, name: str(folder.resolve())})


def facts_of(workspace: Workspace, folder: Path) -> RunFacts:
    """What was kept; `SettingsError` where this workspace wrote nothing there."""
    held = workspace.sealed.read(_name(workspace, folder))
    if held is None or not folder.is_dir():
        raise SettingsError(
            f"{folder} is no folder that `anonkit migrate` wrote from this workspace."
        )
    return _facts(held)


def waiting_at_targets(workspace: Workspace) -> list[tuple[Path, RunFacts]]:
    """The migrations of this workspace that still lie where they were written, with what waits in them."""
    folders: dict[str, str] = workspace.sealed.read(FOLDERS, {})
    found = []
    for name, place in sorted(folders.items(), key=lambda each: each[1]):
        held = workspace.sealed.read(name)
        if held is not None and Path(place).is_dir():
            found.append((Path(place), _facts(held)))
    return found


def _facts(held: Mapping[str, Any]) -> RunFacts:
    chosen = held["chosen"]
    return RunFacts(
        target=held["target"],
        chosen=Chosen(chosen["limit"], tuple(chosen["only"]), chosen["since"]),
        as_of=held["as_of"],
        digests=held["digests"],
        waiting=held["waiting"],
        incomplete=held.get("incomplete", ""),
    )


def forget_facts(workspace: Workspace, folder: Path) -> None:
    """The run was taken back."""
    workspace.sealed.write(_name(workspace, folder), None)


def _name(workspace: Workspace, folder: Path) -> str:
    place = Identity(workspace.keys).file_tag(str(folder.resolve()))
    return f"migration-{place}"
