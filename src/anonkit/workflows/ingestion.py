"""From source files to valid records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from anonkit.connectors import ReadContext, read_sources
from anonkit.errors import SettingsError
from anonkit.model import Identity
from anonkit.storage import PieceStore, Workspace
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.ingest_report import IngestReport
from anonkit.workflows.record_keeping import RecordKeeper
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import MENDED


def ingest(
    workspace: Workspace | Path | str,
    *sources: Path | str,
    platform: str | None = None,
    mapping: Path | str | None = None,
    accept_gone: bool = False,
    clock: Clock = system_clock,
) -> IngestReport:
    """Reads files, folders and ZIPs into the workspace's records; bad rows wait in quarantine.

    The same bytes change nothing. A newer export adds and changes rows and marks those that are gone;
    above 5 % gone it stops with `WaitsForPerson` unless `accept_gone`.
    """
    with run(workspace, "ingest", clock) as this, scratch(this) as pieces:
        if not sources:
            raise SettingsError("Name at least one file or folder to ingest.")
        incoming = Incoming(pieces, mended=this.workspace.sealed.read(MENDED, {}))
        _read([Path(source) for source in sources], platform, mapping, this, incoming)
        kept = RecordKeeper(this, accept_gone=accept_gone).keep(incoming)
        report = IngestReport.of(incoming, kept)
        this.audit(report.counts_for_audit())
        return report


def scratch(this: Run) -> PieceStore:
    """Encrypted scratch space inside the workspace."""
    return PieceStore(this.workspace.root / "records" / "_scratch", this.workspace.keys.storage)


def _read(
    sources: Sequence[Path],
    platform: str | None,
    mapping: Path | str | None,
    this: Run,
    incoming: Incoming,
) -> None:
    settings = this.workspace.settings
    context = ReadContext(
        platform=platform or settings.platforms[0],
        jurisdiction=settings.clinic.jurisdiction,
        time_zone=settings.clinic.time_zone,
        identity=Identity(this.workspace.keys),
        pulled_at=this.started.isoformat(timespec="seconds"),
        mapping=Path(mapping) if mapping else None,
        known_clients=_known(this.workspace, "clients"),
        known_staff=_known(this.workspace, "staff"),
        put_blob=this.workspace.blobs.put,
    )
    for piece in read_sources(sources, context):
        incoming.take(piece)


def _known(workspace: Workspace, table: str) -> pd.DataFrame | None:
    frames = list(workspace.partitions(table))
    return pd.concat(frames, ignore_index=True) if frames else None
