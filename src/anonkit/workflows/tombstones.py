"""Erased clients stay out of what is read later: rows of a tombstoned client are dropped as they come in.

A tombstone is the tag of a client's row, or a keyed hash of what rows may call the client by: a list of
visits that is read without the list of clients names nobody else. A name alone is none, as many share it;
such a row waits in quarantine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from anonkit.connectors import Piece
from anonkit.model import CLIENT_TABLES, Identity, RowKey
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import ERASED

STAYS_OUT = "erased-stays-out"


def reference_stones(identity: Identity, references: Iterable[tuple[str, str, str]]) -> list[str]:
    """Keyed hashes of platform, kind and text; ids are of one platform, an e-mail or phone is of its owner."""
    told = (
        f"erased\x1f{platform if kind == 'id' else ''}\x1f{kind}\x1f{text}"
        for platform, kind, text in references
    )
    return identity.content_hashes(told)


@dataclass
class Tombstones:
    """What names erased clients, keyed; what they keep out is counted, and never named."""

    identity: Identity = field(repr=False)
    stones: frozenset[str]
    blobs: set[str] = field(default_factory=set)
    """Files that came with rows that stay out."""
    kept_out: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, workspace: Workspace) -> Tombstones:
        """Those of a workspace."""
        held: dict[str, Any] = workspace.sealed.read(ERASED, {})
        return cls(Identity(workspace.keys), frozenset(held))

    def without_erased(self, piece: Piece) -> Piece:
        """The piece without rows, faults and left-over columns of erased clients."""
        if not self.stones:
            return piece
        named = self._named(piece.client_refs)
        refs = piece.client_refs
        return replace(
            piece,
            frames={t: self._rows(t, frame, named) for t, frame in piece.frames.items()},
            faults=self._left_over(piece.faults, named),
            unmapped=self._left_over(piece.unmapped, named),
            client_refs=refs[~refs["row_key"].isin(named)],
        )

    def _named(self, refs: pd.DataFrame) -> set[str]:
        """Row keys of rows that call an erased client by e-mail, phone or number."""
        keys = list(map(str, refs["row_key"]))
        platforms = [RowKey.parse(key).platform for key in keys]
        stones = reference_stones(
            self.identity, zip(platforms, refs["kind"], refs["ref"], strict=True)
        )
        return {key for key, stone in zip(keys, stones, strict=True) if stone in self.stones}

    def _rows(self, table: str, frame: pd.DataFrame, named: set[str]) -> pd.DataFrame:
        if table not in CLIENT_TABLES or frame.empty:
            return frame
        goes = self._is_erased(frame["row_key" if table == "clients" else "client_key"])
        goes = goes | frame["row_key"].isin(named)
        if "other_client_key" in frame:
            goes = goes | self._is_erased(frame["other_client_key"])
        if not goes.any():
            return frame
        self.kept_out[table] += int(goes.sum())
        if "blob" in frame:
            self.blobs.update(frame.loc[goes, "blob"].dropna())
        return frame[~goes].reset_index(drop=True)

    def _left_over(self, frame: pd.DataFrame, named: set[str]) -> pd.DataFrame:
        if frame.empty:
            return frame
        goes = frame["row_key"].isin(named)
        for name in (name for name in ("row_key", "client_key") if name in frame):
            goes = goes | self._is_erased(frame[name])
        return frame[~goes]

    def _is_erased(self, keys: pd.Series) -> pd.Series:
        return keys.isin(self._erased_among(keys.dropna().unique()))

    def _erased_among(self, keys: Iterable[str]) -> set[str]:
        told = list(keys)
        tags = self.identity.tags("clients", told)
        return {key for key, tag in zip(told, tags, strict=True) if tag in self.stones}
