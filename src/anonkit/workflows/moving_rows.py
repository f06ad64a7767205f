"""Rows of the records that wait at the door of another platform: named, and taken out to be mended."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from anonkit.migration import waits_with_another
from anonkit.model import TABLES, ValidRecords
from anonkit.storage import Workspace
from anonkit.validation import QUARANTINE_COLUMNS
from anonkit.workflows.run_facts import waiting_at_targets


def rows_waiting_to_move(workspace: Workspace) -> list[dict[str, Any]]:
    """Each by tag, with the migration that could not bring it over and why; whole in the records, whatever waits."""
    return [
        {
            "tag": tag,
            "table": tag.partition("#")[0],
            "file": f"{folder.name} (migration to {facts.target})",
            "place": "",
            "stage": "migrate",
            "reasons": [why],
        }
        for folder, facts in waiting_at_targets(workspace)
        for tag, why in sorted(facts.waiting.items())
    ]


def rows_to_mend_for_a_move(workspace: Workspace) -> pd.DataFrame:
    """Those of them in which something may be mended, as the quarantine would hold them."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for folder, facts in waiting_at_targets(workspace):
        for tag, why in facts.waiting.items():
            if not waits_with_another(why):
                reasons[tag].append(f"{facts.target} ({folder.name}): {why}")
    tables = {tag.partition("#")[0] for tag in reasons}
    held = [
        _waiting(row, table, reasons[row["tag"]])
        for table in TABLES
        if table in tables
        for row in _rows(workspace, table, reasons)
    ]
    return pd.DataFrame(held, columns=list(QUARANTINE_COLUMNS), dtype="str")


def _rows(workspace: Workspace, table: str, tags: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    for frame in ValidRecords(workspace.records).partitions(table):
        for row in frame[frame["tag"].isin(tags)].to_dict("records"):
            yield {str(name): text for name, text in row.items() if isinstance(text, str)}


def _waiting(row: Mapping[str, Any], table: str, reasons: Iterable[str]) -> dict[str, str]:
    told = [{"code": why, "field": "", "severity": "critical", "message": why} for why in reasons]
    return {
        "tag": row["tag"],
        "table": table,
        "row_key": row["row_key"],
        "client_key": row.get("client_key", ""),
        "source_file": row.get("source_file", ""),
        "source_place": row.get("source_place", ""),
        "reasons": json.dumps(told, ensure_ascii=False),
        "payload": json.dumps(row, ensure_ascii=False),
        "stage": "migrate",
    }
