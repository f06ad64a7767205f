"""From source files to valid records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.connectors import Piece, ReadContext, read_sources
from anonkit.errors import SettingsError
from anonkit.model import Identity
from anonkit.storage import PieceStore, Workspace
from anonkit.workflows.completeness import completeness, remember_arrivals
from anonkit.workflows.erasing import finish_erasure, remove_unused
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.ingest_report import IngestReport
from anonkit.workflows.pulling import pull_platform
from anonkit.workflows.record_keeping import RecordKeeper
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import MENDED
from anonkit.workflows.tombstones import STAYS_OUT, Tombstones


def ingest(
    workspace: Workspace | Path | str,
    *sources: Path | str,
    platform: str | None = None,
    mapping: Path | str | None = None,
    since: str | None = None,
    accept_gone: bool = False,
    tell: Callable[[str], None] = lambda _list: None,
    clock: Clock = system_clock,
) -> IngestReport:
    """Reads files, folders and ZIPs into the workspace's records; bad rows wait in quarantine.

    The same bytes change nothing. A newer export adds and changes rows and marks those that are gone;
    above 5 % gone it stops with `WaitsForPerson` unless `accept_gone`. Without sources the API of `platform`
    is pulled, to which `connect` has made a connection: what changed since the last pull or since `since`,
    an ISO 8601 moment, or ``all`` once more; `tell` hears the list of each page that came
    and the source of each part that was read.
    """
    with run(workspace, "ingest", clock) as this, scratch(this) as pieces:
        if not sources and platform is None:
            raise SettingsError(
                "Name at least one file or folder to ingest, or with --platform a connected API to pull."
            )
        if sources and since is not None:
            raise SettingsError(
                "--since goes with a pulled API; leave it away where files are named."
            )
        finish_erasure(this.workspace)
        stones = Tombstones.of(this.workspace)
        incoming = Incoming(pieces, mended=this.workspace.sealed.read(MENDED, {}))
        context = _context(this, platform, mapping)
        pulled: dict[str, Any] = {}
        lists: dict[str, list[str]] = {}
        if sources or platform is None:
            _take(
                read_sources([Path(source) for source in sources], context), incoming, stones, tell
            )
        else:
            found = pull_platform(this, platform, since, clock, tell)
            pulled, lists = {platform: found.as_dict()}, {platform: found.lists}
            _take(found.pieces(context), incoming, stones, tell)
        if stones.kept_out:
            incoming.findings[STAYS_OUT] += stones.kept_out.total()
        kept = RecordKeeper(this, accept_gone=accept_gone).keep(incoming)
        remove_unused(this.workspace, stones.blobs)
        remember_arrivals(this.workspace, incoming.recognised.values(), lists)
        report = IngestReport.of(incoming, kept, completeness(this.workspace))
        report = replace(report, pulled=pulled)
        this.audit(report.counts_for_audit())
        return report


def scratch(this: Run) -> PieceStore:
    """Encrypted scratch space inside the workspace."""
    return PieceStore(this.workspace.root / "records" / "_scratch", this.workspace.keys.storage)


def _context(this: Run, platform: str | None, mapping: Path | str | None) -> ReadContext:
    settings = this.workspace.settings
    return ReadContext(
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


def _take(
    pieces: Iterable[Piece], incoming: Incoming, stones: Tombstones, tell: Callable[[str], None]
) -> None:
    for piece in pieces:
        tell(piece.source)
        incoming.take(stones.without_erased(piece))


def _known(workspace: Workspace, table: str) -> pd.DataFrame | None:
    frames = list(workspace.partitions(table))
    return pd.concat(frames, ignore_index=True) if frames else None
