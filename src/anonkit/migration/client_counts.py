"""How many rows each client has, in memory that does not grow with the clients."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

_BUCKETS = 4096
_SHIFT = np.uint64(52)


@dataclass
class ClientCounts:
    """Rows by client, by the hash of the client's number, in so many buckets.

    A bucket holds its rows, and a sum of hashes that differs as soon as two clients change places in it.
    """

    rows: np.ndarray = field(default_factory=lambda: np.zeros(_BUCKETS, dtype=np.int64))
    prints: np.ndarray = field(default_factory=lambda: np.zeros(_BUCKETS, dtype=np.uint64))

    def add(self, numbers: pd.Series) -> None:
        """Counts a row for each of these numbers; a missing one counts as nobody's."""
        counts = numbers.fillna("").value_counts()
        hashes = pd.util.hash_array(np.asarray(counts.index.tolist(), dtype=object))
        many = counts.to_numpy(dtype=np.uint64)
        places = (hashes >> _SHIFT).astype(np.int64)
        np.add.at(self.rows, places, many.astype(np.int64))
        np.add.at(self.prints, places, hashes * many)

    def merge(self, other: ClientCounts) -> None:
        """Takes another part's rows in."""
        self.rows += other.rows
        self.prints += other.prints

    @property
    def total(self) -> int:
        """All rows."""
        return int(self.rows.sum())

    def differing(self, other: ClientCounts) -> int:
        """In how many buckets some client has another number of rows; none where all agree."""
        return int(((self.rows != other.rows) | (self.prints != other.prints)).sum())
