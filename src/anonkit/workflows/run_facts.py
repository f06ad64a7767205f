"""What a run of a migration leaves behind, encrypted, for its reconciliation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from anonkit.errors import SettingsError
from anonkit.model import Identity
from anonkit.storage import Workspace
from anonkit.workflows.migration_setup import Chosen

PLAN_FILE = "plan.json"
CROSSWALK = "crosswalk"


@dataclass(frozen=True)
class RunFacts:
    """Which rows were meant, on which day, and what was written of them."""

    target: str
    chosen: Chosen
    as_of: str
    digests: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    incomplete: str = ""
    """Why the move was made although the leaving checklist was not satisfied."""


def keep_facts(workspace: Workspace, folder: Path, facts: RunFacts) -> None:
    """Keeps what a reconciliation of this folder will need."""
    workspace.sealed.write(_name(workspace, folder), asdict(facts))


def facts_of(workspace: Workspace, folder: Path) -> RunFacts:
    """What was kept; `SettingsError` where this workspace wrote nothing there."""
    held = workspace.sealed.read(_name(workspace, folder))
    if held is None or not folder.is_dir():
        raise SettingsError(
            f"{folder} is no folder that `anonkit migrate` wrote from this workspace."
        )
    chosen = held["chosen"]
    return RunFacts(
        target=held["target"],
        chosen=Chosen(chosen["limit"], tuple(chosen["only"]), chosen["since"]),
        as_of=held["as_of"],
        digests=held["digests"],
        waiting=tuple(held["waiting"]),
        incomplete=held.get("incomplete", ""),
    )


def forget_facts(workspace: Workspace, folder: Path) -> None:
    """The run was taken back."""
    workspace.sealed.write(_name(workspace, folder), None)


def _name(workspace: Workspace, folder: Path) -> str:
    place = Identity(workspace.keys).file_tag(str(folder.resolve()))
    return f"migration-{place}"
