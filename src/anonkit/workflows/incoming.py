"""What an ingest brings in: rows kept in encrypted pieces, and what reading left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.connectors import Piece, Recognition, SourceCounts
from anonkit.linkage import LINK_COLUMNS
from anonkit.storage import PieceStore

MENDED_STAYS = "mended-stays"
MERGED = "merged into"
"""The kind of a relationship by which a platform says that two client rows are one."""


@dataclass
class Incoming:
    """Rows on their way into the records; the rows themselves lie in the piece store."""

    pieces: PieceStore
    mended: Mapping[str, str] = field(default_factory=dict)
    """Rows mended before: row key to the content hash that the source still says."""
    counts: dict[str, SourceCounts] = field(default_factory=dict)
    faults: list[pd.DataFrame] = field(default_factory=list)
    unmapped: list[pd.DataFrame] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    recognised: dict[str, Recognition] = field(default_factory=dict)
    """What each source was taken for."""
    links: list[pd.DataFrame] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    """Client rows that a platform says it has merged, and into which."""
    sources_by_table: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    seen_keys: set[str] = field(default_factory=set)
    """Row keys of the rows that came."""
    kept_keys: set[str] = field(default_factory=set)
    """Row keys the source still has, of rows that stay as they were mended."""

    def take(self, piece: Piece) -> None:
        """Takes one piece of a source in."""
        self.counts[piece.source] = _added(self.counts.get(piece.source), piece.counts)
        if piece.recognition is not None:
            self.recognised[piece.source] = piece.recognition
        self.faults.append(piece.faults)
        self.unmapped.extend((piece.unmapped, _unknown_references(piece.client_refs)))
        for noticed in piece.findings:
            self.findings[noticed.code] += noticed.count
        for table, frame in piece.frames.items():
            pairs = zip(frame["platform"], frame["source_file"], strict=True)
            self.sources_by_table.setdefault(table, set()).update(pairs)
            self.take_rows(table, self._not_mended(frame))

    def take_rows(self, table: str, frame: pd.DataFrame) -> None:
        """Takes canonical rows in."""
        self.pieces.add(f"new/{table}", frame)
        self.seen_keys.update(frame["row_key"])
        if table == "clients":
            self.links.append(frame[list(LINK_COLUMNS)])
        if table == "relationships":
            self.merged.extend(merged_pairs(frame))

    def _not_mended(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Without rows that the source still tells as before somebody mended them."""
        if not self.mended:
            return frame
        before = frame["row_key"].map(dict(self.mended))
        stays = before.notna() & (before == frame["content_hash"])
        if stays.any():
            self.findings[MENDED_STAYS] += int(stays.sum())
        self.kept_keys.update(frame.loc[stays, "row_key"])
        return frame[~stays]


def merged_pairs(relationships: pd.DataFrame) -> list[tuple[str, str]]:
    """The pointers of merged clients among relationships."""
    found = relationships[relationships["kind"] == MERGED].dropna(
        subset=["client_key", "other_client_key"]
    )
    return list(zip(found["client_key"], found["other_client_key"], strict=True))


def _unknown_references(refs: pd.DataFrame) -> pd.DataFrame:
    """What a source says of a client nobody knows, kept so that the row can be mended."""
    if refs.empty:
        return refs
    return pd.DataFrame(
        {
            "row_key": refs["row_key"],
            "table": refs["table"],
            "column": "client " + refs["kind"],
            "value": refs["ref"],
        }
    )


def _added(before: SourceCounts | None, more: SourceCounts) -> SourceCounts:
    """A large source comes in several pieces."""
    if before is None:
        return more
    return SourceCounts(
        in_=before.in_ + more.in_,
        read=before.read + more.read,
        quarantined=before.quarantined + more.quarantined,
        ignored=Counter(before.ignored) + Counter(more.ignored),
    )
