"""Which files on clients a target takes, and what of the record goes along as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.folding import label, readable
from anonkit.migration.shaped import Codes, filled
from anonkit.migration.target import Attachments, Target
from anonkit.model import TABLES

BLOB_TABLES = ("documents", "photos")
_OF_THE_FILE = ("blob", "size", "media_type", "original_name")
_DATED = {"documents": "dated", "photos": "taken_at"}
_SUFFIX = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/html": "html"}


@dataclass(frozen=True)
class FileToAttach:
    """One stored file of a client."""

    table: str
    row_key: str
    client_key: str
    blob: str
    media_type: str
    dated: str
    kind: str

    @property
    def suffix(self) -> str:
        """The file's ending."""
        return _SUFFIX.get(self.media_type, "bin")


@dataclass(frozen=True)
class HistoryRow:
    """One row of the record that a page tells: its table, and its values with their labels."""

    table: str
    pairs: tuple[tuple[str, str], ...]


class Attaching:
    """Settles rows that go along as files."""

    def __init__(self, target: Target, books: Mapping[str, RowBook]) -> None:
        self._target = target
        self._rules: Attachments | None = target.attachments
        self._books = books
        self._files: list[FileToAttach] = []

    def settle(self, table: str) -> None:
        """Rows with a stored file: attached where the target takes it, else refused."""
        rule = self._target.tables.get(table)
        if table not in BLOB_TABLES or self._rules is None:
            return
        book = self._books[table]
        if self._rules.keeps_rows:
            stored = (book.fates == RowFate.WRITTEN) & filled(book.frame["blob"])
            self._take(table, book.frame[stored & filled(book.frame["client_key"])])
            return
        frame = book.frame
        if rule is None or rule.attach is None:
            return
        has_file = filled(frame["blob"]) & filled(frame["client_key"])
        kind_taken = frame["media_type"].isin(self._rules.media_types).to_numpy(dtype=bool)
        size = pd.to_numeric(frame["size"], errors="coerce").fillna(0)
        small = (size <= self._rules.bytes_at_most).to_numpy(dtype=bool)
        book.settle(~has_file, RowFate.REFUSED, "no file is stored for it, or no client is known")
        if self._rules.history:
            self._page_words(book, has_file & ~kind_taken)
        book.settle(~kind_taken, RowFate.REFUSED, "the target does not take this kind of file")
        book.settle(~small, RowFate.REFUSED, "larger than the files that the target takes")
        taken = book.open_rows
        book.settle(taken, RowFate.ATTACHED, rule.reason)
        self._take(table, frame[taken])

    def _take(self, table: str, rows: pd.DataFrame) -> None:
        self._files += [self._file(table, row) for row in rows.to_dict("records")]

    @staticmethod
    def _page_words(book: RowBook, rows: Codes) -> None:
        """A file that the target does not take, but whose words are known, is told on the client's page."""
        told = rows & filled(book.frame["text"]) if "text" in book.frame else rows & False
        for field in _OF_THE_FILE:
            book.place_all(field, FieldFate.REFUSED, told)
        book.settle(told, RowFate.ATTACHED, "its words go along on the client's page")

    def files(self) -> tuple[FileToAttach, ...]:
        """The stored files to attach, in the order of the record."""
        return tuple(self._files)

    @staticmethod
    def _file(table: str, row: Mapping[object, object]) -> FileToAttach:
        kind = row.get("kind" if table == "documents" else "stage")
        return FileToAttach(
            table=table,
            row_key=str(row["row_key"]),
            client_key=str(row["client_key"]),
            blob=str(row["blob"]),
            media_type=str(row["media_type"]),
            dated=_text(row.get(_DATED[table]))[:10],
            kind=f"{table[:-1]}, {_text(kind)}" if _text(kind) else table[:-1],
        )


def histories(books: Mapping[str, RowBook]) -> Iterator[tuple[str, list[HistoryRow]]]:
    """By client, what goes along as a page: values entered as attached, of rows without a file."""
    found: dict[str, list[HistoryRow]] = {}
    for table, book in books.items():
        key = "row_key" if table == "clients" else "client_key"
        for place, pairs in _attached_pairs(table, book):
            found.setdefault(str(book.frame[key].iloc[place]), []).append(HistoryRow(table, pairs))
    yield from found.items()


def _attached_pairs(table: str, book: RowBook) -> Iterator[tuple[int, tuple[tuple[str, str], ...]]]:
    by_field = {
        field.name: book.codes(field.name) == FieldFate.ATTACHED
        for field in TABLES[table].fields
        if field.name in book.filled_fields
    }
    if table in BLOB_TABLES:
        # The file itself goes along, except where only its words do.
        only_words = book.codes("blob") == FieldFate.REFUSED
        by_field = {name: mask & only_words for name, mask in by_field.items()}
    by_field = {name: mask for name, mask in by_field.items() if mask.any()}
    if not by_field:
        return
    texts = {name: readable(table, name, book.frame[name]) for name in by_field}
    rows = np.flatnonzero(np.logical_or.reduce(list(by_field.values())))
    for place in rows:
        pairs = tuple(
            (label(name), str(texts[name].iloc[place]))
            for name, mask in by_field.items()
            if mask[place] and name != "client_key" and book.is_filled(name)[place]
        )
        yield int(place), pairs


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
