"""Rows that wait: seen, taken out to mend, brought back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import OutputExists, SettingsError
from anonkit.model import SYSTEM_FIELDS, TABLES, Identity, ValidRecords
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside
from anonkit.validation import read_mended, rows_to_mend
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.ingest_report import IngestReport
from anonkit.workflows.ingestion import scratch
from anonkit.workflows.moving_rows import rows_to_mend_for_a_move, rows_waiting_to_move
from anonkit.workflows.record_keeping import RecordKeeper
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import MENDED

_MENDED_ABROAD = "    (stands in the records)"
_SYSTEM = frozenset(field.name for field in SYSTEM_FIELDS)


@dataclass(frozen=True)
class QuarantineReport(Displayed):
    """The rows that wait: tag or place, and reasons."""

    rows: tuple[dict[str, Any], ...]
    revealed: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``; never what the rows hold."""
        return {"rows": list(self.rows)}

    def lines(self) -> list[str]:
        """For a person."""
        if not self.rows:
            return ["Nothing waits in quarantine."]
        listed = [
            f"{row['tag'] or row['table'] or 'unread unit':<28} {row['file']} {row['place']}: "
            f"{', '.join(row['reasons'])}"
            for row in self.rows
        ]
        if not self.revealed:
            return [*listed, f"{len(self.rows)} rows wait."]
        pairs = zip(listed, self.revealed, strict=True)
        return [line for pair in pairs for line in pair]


def list_quarantine(
    workspace: Workspace | Path | str, *, reveal: bool = False, clock: Clock = system_clock
) -> QuarantineReport:
    """What waits, and why; what the rows hold is shown only on request, and audited."""
    with run(workspace, "quarantine list", clock, writes=False) as this:
        rows = this.workspace.quarantine.rows().to_dict("records")
        moving = rows_waiting_to_move(this.workspace)
        shown = [f"    {row['payload']}" for row in rows] + [_MENDED_ABROAD] * len(moving)
        report = QuarantineReport(
            (*(_described(row) for row in rows), *moving), tuple(shown) if reveal else ()
        )
        if reveal:
            this.audit({"revealed": len(rows)})
        return report


def _described(row: Any) -> dict[str, Any]:
    return {
        "tag": _text(row["tag"]),
        "table": _text(row["table"]),
        "file": _text(row["source_file"]),
        "place": _text(row["source_place"]),
        "stage": _text(row["stage"]),
        "reasons": sorted({reason["code"] for reason in json.loads(row["reasons"])}),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class QuarantineExport(Displayed):
    """The files that were written, in the clear."""

    folder: Path
    rows: dict[str, int]
    at_the_source: int

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"folder": str(self.folder), "rows": self.rows, "at_the_source": self.at_the_source}

    def lines(self) -> list[str]:
        """For a person."""
        return [
            *(
                f"{count:>6} rows in {self.folder / f'{table}.csv'}"
                for table, count in self.rows.items()
            ),
            f"{self.at_the_source:>6} units could not be read at all; mend them at the source and ingest again",
        ]


def export_quarantine(
    workspace: Workspace | Path | str, *, output: Path | str, clock: Clock = system_clock
) -> QuarantineExport:
    """Writes the waiting rows as CSV files, in the clear, to be mended; registered and audited.

    Rows that another platform refused, or could not take, are among them: they stand in the records, and go with
    the next run of that move once they are mended. Rows that only wait with another row are not.
    """
    folder = Path(output)
    if folder.exists() and any(folder.iterdir()):
        raise OutputExists(f"{folder} is not empty; name a new folder.")
    with run(workspace, "quarantine export", clock) as this:
        rows = this.workspace.quarantine.rows()
        held_back = rows[rows["stage"] == "validate"]
        mendable = pd.concat([held_back, rows_to_mend_for_a_move(this.workspace)])
        counts: dict[str, int] = {}
        for table in (name for name in TABLES if (mendable["table"] == name).any()):
            path = folder / f"{table}.csv"
            write_aside(path, rows_to_mend(mendable, table).encode("utf-8-sig"))
            path.chmod(0o600)
            this.workspace.register_in_the_clear(path, "rows taken out to mend")
            counts[table] = int((mendable["table"] == table).sum())
        this.audit({"rows": sum(counts.values())})
        return QuarantineExport(folder, counts, len(rows) - len(held_back))


def replay_quarantine(
    workspace: Workspace | Path | str, mended: Path | str, clock: Clock = system_clock
) -> IngestReport:
    """Brings mended rows back through validation; what the source says of them no longer overwrites them."""
    files = {path.stem: path for path in sorted(Path(mended).glob("*.csv"))}
    unknown = sorted(set(files) - set(TABLES))
    if unknown or not files:
        raise SettingsError(
            f"{mended} holds no file named after a canonical table"
            if not files
            else f"{', '.join(unknown)}: no such canonical table; keep the names that were exported"
        )
    with run(workspace, "quarantine replay", clock) as this, scratch(this) as pieces:
        identity = Identity(this.workspace.keys)
        incoming = Incoming(pieces)
        before = _hashes(this.workspace.quarantine.rows())
        remembered: dict[str, str] = dict(this.workspace.sealed.read(MENDED, {}))
        for table, path in files.items():
            frame = read_mended(table, path.read_text(encoding="utf-8-sig"))
            incoming.take_rows(table, _rehashed(frame, identity))
            before |= _hashes_of_records(
                this.workspace, table, frame["row_key"], remembered, identity
            )
            remembered.update({key: before[key] for key in frame["row_key"] if key in before})
        kept = RecordKeeper(this, accept_gone=True).keep(incoming)
        this.workspace.sealed.write(MENDED, remembered)
        report = IngestReport.of(incoming, kept)
        this.audit(report.counts_for_audit())
        return report


def _hashes(rows: pd.DataFrame) -> dict[str, str]:
    """What the source said of the waiting rows, as hashes."""
    payloads = (json.loads(payload) for payload in rows.loc[rows["stage"] == "validate", "payload"])
    return {row["row_key"]: row["content_hash"] for row in payloads if row.get("row_key")}


def _hashes_of_records(
    workspace: Workspace,
    table: str,
    keys: pd.Series,
    remembered: Mapping[str, str],
    identity: Identity,
) -> dict[str, str]:
    """What the source said of rows that stand in the records, as hashes; also of those that were mended before."""
    found: dict[str, str] = {}
    for frame in ValidRecords(workspace.records).partitions(table):
        rows = frame[frame["row_key"].isin(keys)]
        if rows.empty:
            continue
        own = _rehashed(rows, identity)["content_hash"]
        for key, held, mended in zip(rows["row_key"], rows["content_hash"], own, strict=True):
            found[key] = remembered.get(key, held) if held == mended else held
    return found


def _rehashed(frame: pd.DataFrame, identity: Identity) -> pd.DataFrame:
    own = [name for name in frame.columns if name not in _SYSTEM]
    contents = frame[own].fillna("").agg("\x1f".join, axis=1)
    return frame.assign(content_hash=[identity.content_hash(content) for content in contents])
