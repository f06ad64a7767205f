"""Scratch space for frames on their way: encrypted like everything else, gone afterwards."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa

from anonkit.storage.envelope import seal, unseal, write_aside
from anonkit.storage.partitions import frame_of_table, table_of_frame

_COMPRESSED = pa.ipc.IpcWriteOptions(compression="lz4")


class PieceStore:
    """Frames kept in named groups, in the order they were added; used as a context manager."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._count: dict[str, int] = {}

    def add(self, group: str, frame: pd.DataFrame) -> None:
        """Keeps a frame at the end of its group; an empty one is nothing."""
        if not len(frame):
            return
        number = self._count.get(group, 0)
        content = seal(self._key, _content_of(frame), f"pieces/{group}/{number}")
        write_aside(self._path(group, number), content)
        self._count[group] = number + 1

    def read(self, group: str) -> Iterator[pd.DataFrame]:
        """The group's frames, one at a time."""
        for number in range(self._count.get(group, 0)):
            content = self._path(group, number).read_bytes()
            opened = pa.ipc.open_file(unseal(self._key, content, f"pieces/{group}/{number}"))
            yield frame_of_table(opened.read_all())

    def groups(self) -> tuple[str, ...]:
        """The groups that hold frames, in the order of their first ones."""
        return tuple(self._count)

    def _path(self, group: str, number: int) -> Path:
        return self._folder / group / f"{number:06d}.sealed"

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _content_of(frame: pd.DataFrame) -> bytes:
    # What is read once and then thrown away is written in the form that takes the least work.
    table, buffer = table_of_frame(frame), io.BytesIO()
    with pa.ipc.new_file(buffer, table.schema, options=_COMPRESSED) as writer:
        writer.write_table(table)
    return buffer.getvalue()
