"""Erased clients stay out of what is read later: rows of a tombstoned client are dropped as they come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from anonkit.connectors import Piece
from anonkit.model import CLIENT_TABLES, Identity
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import ERASED

STAYS_OUT = "erased-stays-out"


@dataclass
class Tombstones:
    """The tags of erased client rows; what they keep out is counted, and never named."""

    identity: Identity = field(repr=False)
    tags: frozenset[str]
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
        if not self.tags:
            return piece
        return replace(
            piece,
            frames={table: self._rows(table, frame) for table, frame in piece.frames.items()},
            faults=self._left_over(piece.faults),
            unmapped=self._left_over(piece.unmapped),
        )

    def _rows(self, table: str, frame: pd.DataFrame) -> pd.DataFrame:
        if table not in CLIENT_TABLES or frame.empty:
            return frame
        goes = self._is_erased(frame["row_key" if table == "clients" else "client_key"])
        if "other_client_key" in frame:
            goes = goes | self._is_erased(frame["other_client_key"])
        if not goes.any():
            return frame
        self.kept_out[table] += int(goes.sum())
        if "blob" in frame:
            self.blobs.update(frame.loc[goes, "blob"].dropna())
        return frame[~goes].reset_index(drop=True)

    def _left_over(self, frame: pd.DataFrame) -> pd.DataFrame:
        if frame.empty:
            return frame
        goes = pd.Series(data=False, index=frame.index)
        for name in (name for name in ("row_key", "client_key") if name in frame):
            goes = goes | self._is_erased(frame[name])
        return frame[~goes]

    def _is_erased(self, keys: pd.Series) -> pd.Series:
        return keys.isin(self._erased_among(keys.dropna().unique()))

    def _erased_among(self, keys: Iterable[str]) -> set[str]:
        told = list(keys)
        tags = self.identity.tags("clients", told)
        return {key for key, tag in zip(told, tags, strict=True) if tag in self.tags}
