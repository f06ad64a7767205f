"""Files on clients and pages of their history, in ZIPs with an index, under names that tell nobody's name."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pandas as pd

from anonkit.migration.attaching import FileToAttach, HistoryRow
from anonkit.migration.filling import name_of
from anonkit.migration.history_page import history_page
from anonkit.migration.target import Attachments
from anonkit.migration.target_files import open_private


@dataclass(frozen=True)
class Owner:
    """Whose file it is, in the target's terms."""

    number: str
    name: str


def owners(clients: pd.DataFrame) -> dict[str, Owner]:
    """The clients of a partition by their row key."""
    rows = zip(clients["row_key"], clients["client_id"], name_of(clients).fillna(""), strict=True)
    return {str(key): Owner(str(number), str(name)) for key, number, name in rows}


@dataclass
class AttachmentFiles:
    """Writes the ZIPs and their index; a new ZIP begins where one is full."""

    folder: Path
    rules: Attachments
    read_blob: Callable[[str], bytes]
    today: str
    digests: dict[str, str] = field(default_factory=dict)
    """Name in the archive to the SHA-256 of what was put in."""
    archives: list[Path] = field(default_factory=list)
    _zip: zipfile.ZipFile | None = None
    _handle: BinaryIO | None = None
    _size: int = 0
    _count: int = 0
    _index: BinaryIO | None = None

    def add_files(self, files: Iterable[FileToAttach], by_client: Mapping[str, Owner]) -> None:
        """Puts stored files in."""
        for file in files:
            content = self.read_blob(file.blob)
            owner = by_client[file.client_key]
            self._put(content, owner, file.dated, file.kind, file.suffix, file.row_key)

    def add_histories(
        self,
        pages: Iterable[tuple[str, list[HistoryRow]]],
        by_client: Mapping[str, Owner],
    ) -> None:
        """Puts in a page for each client of whom something has no other place."""
        for key, rows in pages:
            page = history_page(by_client[key].name, rows).encode()
            self._put(page, by_client[key], self.today, "history", "html", key)

    def _put(
        self, content: bytes, owner: Owner, dated: str, kind: str, suffix: str, row_key: str
    ) -> None:
        self._count += 1
        name = f"{dated or self.today}_{self._count:06d}.{suffix}"
        archive = self._archive(len(content))
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        self._size += len(content)
        self.digests[name] = sha256(content).hexdigest()
        cells = {
            "file": name,
            "client_number": owner.number,
            "client_name": owner.name,
            "dated": dated or self.today,
            "kind": kind,
            "row_key": row_key,
        }
        self._write_index([cells[source] for source in self.rules.columns.values()])

    def _archive(self, size: int) -> zipfile.ZipFile:
        if self._zip is not None and self._size + size > self.rules.archive_bytes_at_most:
            self._close_archive()
        if self._zip is None:
            stem = Path(self.rules.file)
            path = self.folder / f"{stem.stem}_{len(self.archives) + 1:03d}{stem.suffix}"
            self._handle = open_private(path)
            self._zip = zipfile.ZipFile(self._handle, "w", zipfile.ZIP_STORED)
            self.archives.append(path)
            self._size = 0
        return self._zip

    def _write_index(self, cells: list[str]) -> None:
        if self._index is None:
            self._index = open_private(self.folder / self.rules.index)
            self._index.write(_line(list(self.rules.columns)))
        self._index.write(_line(cells))

    def _close_archive(self) -> None:
        if self._zip is not None:
            self._zip.close()
        if self._handle is not None:
            self._handle.close()
        self._zip = self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_archive()
        if self._index is not None:
            self._index.close()


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)
    return text.getvalue().encode()
