"""Everybody who was told and not chosen: sealed with a release, so that its risk can be measured again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from anonkit.datasets import ReleaseFacts, record_files
from anonkit.storage import Workspace, frame_from_parquet, frame_to_parquet
from anonkit.workflows.choosing_cases import ChosenCases
from anonkit.workflows.telling import Told

BESIDE = "beside"
"""The key of a sealed release under which the others are kept."""


@dataclass(frozen=True)
class ToldBeside:
    """Those among whom the cases of a release hide; nobody where everybody was released."""

    tables: Mapping[str, pd.DataFrame]
    people_by_case: Mapping[str, str]

    def joined(self, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The tables of a release and of everybody beside it, as text."""
        if not self.people_by_case:
            return dict(tables)
        names = dict.fromkeys([*tables, *self.tables])
        return {
            name: pd.concat(
                [side[name].astype("str") for side in (tables, self.tables) if name in side],
                ignore_index=True,
            )
            for name in names
        }

    def files(self, facts: ReleaseFacts) -> dict[str, bytes]:
        """What the files of the release would hold of these people alone, by path; written nowhere."""
        if not self.people_by_case:
            return {}
        return record_files(self.tables, facts)


def keep_beside(workspace: Workspace, told: Told, chosen: ChosenCases) -> dict[str, Any] | None:
    """Seals the told tables of everybody who was not chosen; nothing where everybody was."""
    if chosen.choice.is_everyone:
        return None
    tables = {name: frame for name, frame in chosen.beside(told).items() if "case" in frame}
    people = {case: p for case, p in told.people_by_case.items() if case not in chosen.cases}
    return {
        "people_by_case": people,
        "tables": {
            name: workspace.blobs.put(frame_to_parquet(frame))
            for name, frame in tables.items()
            if len(frame)
        },
    }


def told_beside(workspace: Workspace, release: str) -> ToldBeside:
    """Those who were told and not chosen when this release was made."""
    kept: dict[str, Any] = workspace.sealed.read(f"release-{release}", {}).get(BESIDE) or {}
    return ToldBeside(
        {
            name: frame_from_parquet(workspace.blobs.get(blob)).astype("str")
            for name, blob in kept.get("tables", {}).items()
        },
        kept.get("people_by_case", {}),
    )
