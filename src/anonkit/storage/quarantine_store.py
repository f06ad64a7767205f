"""What could not go on: failing rows with their reasons, values set aside, columns not mapped."""

from __future__ import annotations

import pandas as pd

from anonkit.storage.partitions import PartitionStore, Transaction

ROWS, ASIDES, UNMAPPED = "rows", "asides", "unmapped"

_COLUMNS = {
    ROWS: (
        "tag",
        "table",
        "row_key",
        "client_key",
        "source_file",
        "source_place",
        "reasons",
        "payload",
        "stage",
    ),
    ASIDES: ("row_key", "client_key", "table", "field", "value", "reason"),
    UNMAPPED: ("row_key", "client_key", "table", "column", "value"),
}


class QuarantineStore:
    """The three small tables of a workspace's quarantine, replaced whole at each ingest."""

    def __init__(self, store: PartitionStore) -> None:
        self._store = store

    def rows(self) -> pd.DataFrame:
        """Rows that wait, with their reasons and what they held."""
        return self._read(ROWS)

    def asides(self) -> pd.DataFrame:
        """Values that were taken out of a field, as found."""
        return self._read(ASIDES)

    def unmapped(self) -> pd.DataFrame:
        """Values of source columns that no mapping names."""
        return self._read(UNMAPPED)

    def replace(self, rows: pd.DataFrame, asides: pd.DataFrame, unmapped: pd.DataFrame) -> None:
        """Writes all three tables at once."""
        with self._store.begin() as transaction:
            self._write(transaction, ROWS, rows)
            self._write(transaction, ASIDES, asides)
            self._write(transaction, UNMAPPED, unmapped)

    def _write(self, transaction: Transaction, table: str, frame: pd.DataFrame) -> None:
        transaction.write(table, 0, _shaped(frame, table))

    def _read(self, table: str) -> pd.DataFrame:
        frame = self._store.read(table, 0)
        return _shaped(pd.DataFrame() if frame is None else frame, table)


def _shaped(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    text = pd.StringDtype(na_value=float("nan"))
    return frame.reindex(columns=list(_COLUMNS[table])).astype(text).reset_index(drop=True)
