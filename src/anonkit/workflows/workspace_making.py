"""A new workspace: its folder, its settings and its keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.pages import Displayed
from anonkit.settings import Settings, parse_settings
from anonkit.storage import SETTINGS_FILE, Workspace
from anonkit.workflows.run import Clock, audit_log_of, system_clock

_RETENTION_YEARS = {"uk": 10, "us": 7}
_CURRENCY = {"uk": "GBP", "us": "USD"}


@dataclass(frozen=True)
class InitReport(Displayed):
    """What was made, and where the keys are."""

    workspace: Path
    key_place: str
    recovery_code: str
    """Shown once, on the terminal only."""

    def as_dict(self) -> dict[str, Any]:
        """Without the recovery code: JSON is kept, and a recovery code must not be."""
        return {"workspace": str(self.workspace), "keys": self.key_place}

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"Made the workspace {self.workspace}.",
            f"Its keys are in the {self.key_place}, outside the workspace.",
            f"Next: check {SETTINGS_FILE}, then `anonkit ingest {self.workspace} FILES`.",
        ]


def init(
    workspace: Path | str,
    *,
    platform: str,
    jurisdiction: str,
    time_zone: str,
    state: str | None = None,
    clinic_name: str = "",
    partitions: int | None = None,
    clock: Clock = system_clock,
) -> InitReport:
    """Makes a workspace in a new or empty folder."""
    from anonkit.connectors import connector_named

    connector_named(platform)

    def settings(workspace_id: str) -> Settings:
        return parse_settings(
            {
                "workspace_id": workspace_id,
                "clinic": {
                    "name": clinic_name,
                    "jurisdiction": jurisdiction,
                    "state": state,
                    "time_zone": time_zone,
                    "adults_only": jurisdiction == "us",
                    "currency": _CURRENCY.get(jurisdiction),
                },
                "platforms": [platform],
                "retention": {"years": _RETENTION_YEARS.get(jurisdiction, 10)},
                "engine": {"partitions": partitions},
            },
            "the options of init",
        )

    made = Workspace.create(Path(workspace), settings)
    audit_log_of(made).append("init", clock(), {"platform": platform, "jurisdiction": jurisdiction})
    return InitReport(made.root, made.key_store.place, made.keys.recovery_code)
