"""What is really there: the target's files read again, a part at a time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet as arrow_parquet

from anonkit.migration.cells import plain_text, unguarded
from anonkit.migration.expectations import SampledCell, Sums
from anonkit.migration.shaped import TEXT
from anonkit.migration.target import Attachments, Target, TargetFile
from anonkit.migration.target_files import part_paths

_BLOCK = 2 << 20
"""Bytes of a file read at once; Arrow holds a few such blocks ahead, so they bound the memory of a reconciliation."""


@dataclass
class ReadBack:
    """What was found in the files."""

    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    sums: dict[str, Sums] = field(default_factory=dict)
    sample_held: int = 0
    sample_missed: list[tuple[str, str]] = field(default_factory=list)
    """File and column of sampled cells that hold something else."""
    digests: dict[str, str] = field(default_factory=dict)
    """By name in the archives, SHA-256 of what is there."""
    index_rows: int = 0


Reader = Callable[[TargetFile], Iterable[pd.DataFrame]]


def read_back(
    folder: Path, target: Target, sample: Sequence[SampledCell], reader: Reader | None = None
) -> ReadBack:
    """Reads every file of a target in a folder, or through `reader` where it lies elsewhere."""
    read = reader or partial(batches, folder)
    found = ReadBack()
    wanted: dict[str, dict[int, list[SampledCell]]] = {}
    for cell in sample:
        wanted.setdefault(cell.file, {}).setdefault(cell.row, []).append(cell)
    for file in target.files:
        for frame in read(file):
            _compare_sample(found, frame, found.rows[file.name], wanted.get(file.name, {}))
            _count(found, file, frame)
    if target.attachments is not None:
        _read_archives(found, folder, target.attachments)
    return found


def batches(folder: Path, file: TargetFile) -> Iterator[pd.DataFrame]:
    """The file's rows, all its parts after one another."""
    for path in part_paths(folder, file):
        if path.suffix == ".parquet":
            parts: Iterator[pa.RecordBatch] = arrow_parquet.ParquetFile(path).iter_batches()
        else:
            parts = iter(_open_csv(path, list(file.columns)))
        for batch in parts:
            if batch.num_rows:
                yield pa.Table.from_batches([batch]).to_pandas().astype(TEXT)


def _open_csv(path: Path, columns: list[str]) -> arrow_csv.CSVStreamingReader:
    return arrow_csv.open_csv(
        path,
        read_options=arrow_csv.ReadOptions(block_size=_BLOCK),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in columns},
            strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _count(found: ReadBack, file: TargetFile, frame: pd.DataFrame) -> None:
    found.rows[file.name] += len(frame)
    for column, count in frame.notna().sum().items():
        found.cells[file.name, str(column)] += int(count)
    control = file.control
    if control.month is None and control.client is None:
        return
    found.sums.setdefault(file.name, Sums()).add(
        frame[control.month].str[:7] if control.month else None,
        frame[control.by] if control.by else None,
        frame[control.money] if control.money else None,
        unguarded(frame[control.client]) if control.client else None,
    )


def _compare_sample(
    found: ReadBack,
    frame: pd.DataFrame,
    offset: int,
    wanted: Mapping[int, list[SampledCell]],
) -> None:
    for row, cells in wanted.items():
        if not offset <= row < offset + len(frame):
            continue
        for cell in cells:
            value = frame[cell.column].iloc[row - offset]
            if isinstance(value, str) and plain_text(value) == cell.value:
                found.sample_held += 1
            else:
                found.sample_missed.append((cell.file, cell.column))


def _read_archives(found: ReadBack, folder: Path, rules: Attachments) -> None:
    stem = Path(rules.file)
    for path in sorted(folder.glob(f"{stem.stem}_*{stem.suffix}")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                found.digests[name] = sha256(archive.read(name)).hexdigest()
    index = folder / rules.index
    if index.exists():
        rows = csv.reader(io.StringIO(index.read_text(encoding="utf-8"), newline=""))
        found.index_rows = sum(1 for _ in rows) - 1
