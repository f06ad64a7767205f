"""Tables in encrypted Parquet partitions, changed all at once or not at all.

A manifest names the files that count. A transaction writes new files beside the old ones and then
replaces the manifest in one rename, so a run killed at any moment leaves the state before it.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from anonkit.errors import WorkspaceError
from anonkit.storage.envelope import seal, unseal, write_aside

_MANIFEST = "manifest.sealed"


def frame_to_parquet(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet; the same frame gives the same bytes."""
    buffer = io.BytesIO()
    pq.write_table(table_of_frame(frame), buffer, compression="zstd", version="2.6")
    return buffer.getvalue()


def frame_from_parquet(content: bytes, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The frame, with text columns as text even where every value is missing."""
    names = list(columns) if columns is not None else None
    return frame_of_table(pq.read_table(io.BytesIO(content), columns=names))


def table_of_frame(frame: pd.DataFrame) -> pa.Table:
    """The frame as an Arrow table that knows nothing of pandas."""
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def frame_of_table(table: pa.Table) -> pd.DataFrame:
    """The Arrow table as a frame, with text columns as text even where every value is missing."""
    frame = table.to_pandas()
    text = pd.StringDtype(na_value=float("nan"))
    return pd.DataFrame(
        {
            name: frame[name].astype(text) if frame[name].dtype == object else frame[name]
            for name in frame
        },
        columns=frame.columns,
    )


class PartitionStore:
    """A folder of tables; each table is a folder, each partition an encrypted Parquet file."""

    def __init__(self, folder: Path, key: bytes, name: str) -> None:
        self._folder = folder
        self._key = key
        self._name = name
        self._state: dict[str, Any] | None = None

    @property
    def partition_count(self) -> int:
        """In how many partitions the tables lie; one while nothing is stored."""
        count: int = self._manifest()["partitions"]
        return count

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that hold rows."""
        return tuple(self._manifest()["files"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the last transaction wrote down about itself."""
        facts: Mapping[str, Any] = self._manifest()["facts"]
        return facts

    def read(
        self, table: str, partition: int, columns: Sequence[str] | None = None
    ) -> pd.DataFrame | None:
        """One partition of one table, or ``None`` where nothing is stored."""
        name = self._manifest()["files"].get(table, {}).get(str(partition))
        if name is None:
            return None
        path = self._folder / table / name
        if not path.exists():
            raise WorkspaceError(f"{self._name}/{table} lacks a partition; restore it from a copy.")
        return frame_from_parquet(
            unseal(self._key, path.read_bytes(), self._place(table, name)), columns
        )

    def read_all(self, table: str) -> pd.DataFrame | None:
        """Every partition of a small table in one frame, or ``None``."""
        frames = [
            self.read(table, int(index)) for index in self._manifest()["files"].get(table, {})
        ]
        found = [frame for frame in frames if frame is not None]
        return pd.concat(found, ignore_index=True) if found else None

    def begin(self, partition_count: int | None = None) -> Transaction:
        """A transaction; use it as a context manager, it commits at the end of the block."""
        return Transaction(self, partition_count or self.partition_count)

    def _place(self, table: str, name: str) -> str:
        return f"{self._name}/{table}/{name}"

    def _manifest(self) -> dict[str, Any]:
        if self._state is None:
            path = self._folder / _MANIFEST
            if path.exists():
                text = unseal(self._key, path.read_bytes(), f"{self._name}/{_MANIFEST}")
                self._state = json.loads(text)
            else:
                self._state = {"partitions": 1, "files": {}, "facts": {}}
        return self._state

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_state": None}


class Transaction:
    """New partitions that count once `commit` has run; tables that are not written stay as they are."""

    def __init__(self, store: PartitionStore, partition_count: int) -> None:
        self._store = store
        self._partition_count = partition_count
        self._old = store._manifest()  # noqa: SLF001 - one mechanism in two classes
        self._repartitioned = partition_count != self._old["partitions"] and bool(
            self._old["files"]
        )
        self._files: dict[str, dict[str, str]] = {}
        self.facts: dict[str, Any] = {}

    def write(self, table: str, partition: int, frame: pd.DataFrame) -> None:
        """Writes one partition; an empty frame means that the partition holds nothing."""
        files = self._files.setdefault(table, {})
        if not len(frame):
            return
        name = f"part-{partition:05d}-{secrets.token_hex(6)}.parquet.sealed"
        place = self._store._place(table, name)  # noqa: SLF001
        content = seal(self._store._key, frame_to_parquet(frame), place)  # noqa: SLF001
        write_aside(self._store._folder / table / name, content)  # noqa: SLF001
        files[str(partition)] = name

    def commit(self) -> None:
        """Makes the new files count, then removes those that no longer do."""
        if self._repartitioned and set(self._old["files"]) - set(self._files):
            raise WorkspaceError(
                "Changing the number of partitions needs every table to be written."
            )
        files = {**self._old["files"], **self._files}
        state = {
            "partitions": self._partition_count,
            "files": {table: parts for table, parts in sorted(files.items()) if parts},
            "facts": {**self._old["facts"], **self.facts},
        }
        store = self._store
        place = f"{store._name}/{_MANIFEST}"  # noqa: SLF001
        content = seal(store._key, json.dumps(state).encode(), place)  # noqa: SLF001
        write_aside(store._folder / _MANIFEST, content)  # noqa: SLF001
        store._state = state  # noqa: SLF001
        self._sweep(state)

    def _sweep(self, state: dict[str, Any]) -> None:
        wanted = {name for parts in state["files"].values() for name in parts.values()}
        for path in self._store._folder.glob("*/*.parquet.sealed"):  # noqa: SLF001
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self._sweep(self._old)
