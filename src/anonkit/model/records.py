"""A record set: a handle on one clinic's tables in partitions, never all frames in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

import pandas as pd

from anonkit.model.frames import empty_frame
from anonkit.model.tables import CLIENT_TABLES, TABLES


class PartitionReader(Protocol):
    """What a record set needs of the storage beneath it."""

    @property
    def partition_count(self) -> int:
        """In how many partitions the client tables lie."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are there."""

    def read(
        self, table: str, partition: int, columns: Sequence[str] | None = None
    ) -> pd.DataFrame | None:
        """One partition of one table, or ``None`` where nothing is stored."""


def partition_of(person: str, count: int) -> int:
    """The partition a person's rows lie in; the same on every machine."""
    return int.from_bytes(sha256(person.encode()).digest()[:8], "big") % count


class RecordSet:
    """One clinic's canonical tables.

    Client tables are partitioned by person, so that a partition holds everything about its people;
    clinic tables (staff, services …) are small and the same for every partition.
    """

    def __init__(self, reader: PartitionReader) -> None:
        self._reader = reader

    @property
    def partition_count(self) -> int:
        """In how many partitions the client tables are handed out."""
        return self._reader.partition_count

    @property
    def tables(self) -> tuple[str, ...]:
        """The canonical tables that hold rows, in declared order."""
        return tuple(name for name in TABLES if name in self._reader.tables)

    def read(
        self, table: str, partition: int, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """One partition of a table; clinic tables come whole whatever the partition."""
        index = partition if table in CLIENT_TABLES else 0
        frame = self._reader.read(table, index, columns)
        if frame is None:
            frame = empty_frame(table)
            return frame if columns is None else frame[list(columns)]
        return frame

    def partitions(
        self, table: str, columns: Sequence[str] | None = None
    ) -> Iterator[pd.DataFrame]:
        """The table, one partition at a time."""
        count = self.partition_count if table in CLIENT_TABLES else 1
        for index in range(count):
            yield self.read(table, index, columns)

    def table(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The whole table in one frame; for tables that are known to be small, and for notebooks."""
        return pd.concat(list(self.partitions(table, columns)), ignore_index=True)

    def bundle(self, partition: int) -> dict[str, pd.DataFrame]:
        """Every table of one partition, by name: what a partition function is given."""
        return {table: self.read(table, partition) for table in self.tables}


class PersonView:
    """The rows of chosen people, handed out in any number of partitions.

    `person_by_client` names the clients that are seen at all; everybody else is not there.
    """

    def __init__(
        self, base: PartitionReader, person_by_client: Mapping[str, str], partition_count: int
    ) -> None:
        self._base = base
        self._person_by_client = dict(person_by_client)
        self.partition_count = partition_count

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the storage beneath."""
        return self._base.tables

    def read(
        self, table: str, partition: int, columns: Sequence[str] | None = None
    ) -> pd.DataFrame | None:
        """The chosen people's rows of one partition, in the order of their row keys."""
        if table not in CLIENT_TABLES:
            return self._base.read(table, 0, columns)
        frames = [self._chosen(table, source, partition) for source in self._sources(partition)]
        rows = [frame for frame in frames if frame is not None and len(frame)]
        if not rows:
            return None
        frame = pd.concat(rows, ignore_index=True).sort_values(
            "row_key", kind="stable", ignore_index=True
        )
        return frame if columns is None else frame[list(columns)]

    def _sources(self, partition: int) -> range:
        if self.partition_count == self._base.partition_count:
            return range(partition, partition + 1)
        return range(self._base.partition_count)

    def _chosen(self, table: str, source: int, partition: int) -> pd.DataFrame | None:
        frame = self._base.read(table, source)
        if frame is None:
            return None
        owner = frame["row_key" if table == "clients" else "client_key"].map(self._person_by_client)
        wanted = owner.map(
            lambda person: partition_of(person, self.partition_count) == partition,
            na_action="ignore",
        )
        return frame[wanted.fillna(False).astype(bool)]


def as_reader(records: RecordSet) -> PartitionReader:
    """The storage beneath a record set, for the one who makes the next stage of it."""
    return records._reader  # noqa: SLF001 - the gates are the only ones who look under the handle
