"""Files for a target, written as the rows come, in the size that the target takes; only their owner can read them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow import parquet as arrow_parquet

from anonkit.migration.target import Target, TargetFile

_ROW_OVERHEAD = 2
_CELL_OVERHEAD = 3


def open_private(path: Path) -> BinaryIO:
    """A new file that only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "wb")


def part_paths(folder: Path, file: TargetFile) -> list[Path]:
    """The parts of a file that are there, in order."""
    name = Path(file.file)
    return sorted([*folder.glob(name.name), *folder.glob(f"{name.stem}_[0-9]*{name.suffix}")])


class ParquetFile:
    """One table of the canonical record as Parquet, a row group for each partition."""

    def __init__(self, folder: Path, file: TargetFile) -> None:
        self._path = folder / file.file
        self._schema = pa.schema([(name, pa.string()) for name in file.columns])
        self._handle: BinaryIO | None = None
        self._writer: arrow_parquet.ParquetWriter | None = None
        self.paths: list[Path] = []

    def add(self, frame: pd.DataFrame) -> None:
        """Writes the rows."""
        if self._writer is None:
            self._handle = open_private(self._path)
            self._writer = arrow_parquet.ParquetWriter(
                self._handle, self._schema, compression="zstd"
            )
            self.paths.append(self._path)
        self._writer.write_table(
            pa.Table.from_pandas(frame, schema=self._schema, preserve_index=False)
        )

    def close(self) -> None:
        """Ends the file; a table without rows has none."""
        if self._writer is not None:
            self._writer.close()
        if self._handle is not None:
            self._handle.close()


class CsvParts:
    """One CSV file of a target, in as many parts as its limits ask for."""

    def __init__(self, folder: Path, file: TargetFile) -> None:
        self._folder = folder
        self._file = file
        self._is_limited = bool(file.rows_at_most or file.bytes_at_most)
        self._schema = pa.schema([(name, pa.string()) for name in file.columns])
        self._handle: BinaryIO | None = None
        self._writer: arrow_csv.CSVWriter | None = None
        self._rows = self._bytes = 0
        self.paths: list[Path] = []

    def add(self, frame: pd.DataFrame) -> None:
        """Writes the rows, opening a new part where the old one is full."""
        table = pa.Table.from_pandas(frame, schema=self._schema, preserve_index=False)
        if not self._is_limited:
            self._part(table)
            return
        sizes = _row_sizes(table)
        start = 0
        while start < table.num_rows:
            count = self._room(sizes[start:])
            if count == 0:
                self._close_part()
                count = max(self._room(sizes[start:]), 1)
            self._part(table.slice(start, count))
            self._bytes += int(sizes[start : start + count].sum())
            start += count

    def close(self) -> None:
        """Ends the last part; a file without rows still has its header."""
        if not self.paths:
            self._open_part()
        self._close_part()

    def _room(self, sizes: np.ndarray) -> int:
        rows = len(sizes)
        if self._file.rows_at_most is not None:
            rows = min(rows, self._file.rows_at_most - self._rows)
        if self._file.bytes_at_most is not None:
            room = self._file.bytes_at_most - (self._bytes or self._header_size())
            rows = min(rows, int(np.searchsorted(np.cumsum(sizes), room, side="right")))
        return rows

    def _part(self, table: pa.Table) -> None:
        if self._writer is None:
            self._open_part()
        assert self._writer is not None
        self._writer.write_table(table)
        self._rows += table.num_rows

    def _open_part(self) -> None:
        path = self._folder / self._name(len(self.paths) + 1)
        self._handle = open_private(path)
        self._writer = arrow_csv.CSVWriter(self._handle, self._schema)
        self.paths.append(path)
        self._rows, self._bytes = 0, self._header_size()

    def _close_part(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._handle is not None:
            self._handle.close()
        self._writer = self._handle = None

    def _name(self, number: int) -> str:
        name = Path(self._file.file)
        return f"{name.stem}_{number:03d}{name.suffix}" if self._is_limited else name.name

    def _header_size(self) -> int:
        return (
            sum(len(name.encode()) + _CELL_OVERHEAD for name in self._file.columns) + _ROW_OVERHEAD
        )


def _row_sizes(table: pa.Table) -> np.ndarray:
    """At most how many bytes each row takes; quotes inside a cell are written twice."""
    total = np.full(table.num_rows, _ROW_OVERHEAD, dtype=np.int64)
    for column in table.columns:
        quotes = pc.count_substring(column, '"')
        for counts in (pc.binary_length(column), quotes):
            total += pc.fill_null(counts, 0).to_numpy().astype(np.int64)
        total += _CELL_OVERHEAD
    return total


class TargetFiles:
    """All CSV files of a target; a context manager that ends them all."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._parts = {
            file.name: ParquetFile(folder, file)
            if file.file.endswith(".parquet")
            else CsvParts(folder, file)
            for file in target.files
        }

    def add(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Writes the rows of one partition."""
        for name, frame in frames.items():
            if len(frame):
                self._parts[name].add(frame)

    @property
    def paths(self) -> Mapping[str, tuple[Path, ...]]:
        """By file of the target, the parts that were written."""
        return {name: tuple(parts.paths) for name, parts in self._parts.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for parts in self._parts.values():
            parts.close()
