"""One partition of the records in a target's form, with an account of every row and value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from anonkit.migration.account import Account
from anonkit.migration.attaching import Attaching, FileToAttach
from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.client_columns import ClientColumns
from anonkit.migration.context import MigrationContext
from anonkit.migration.filling import Filling
from anonkit.migration.shaped import Codes, among, filled
from anonkit.migration.target import Rule, Target
from anonkit.migration.uniques import Uniques
from anonkit.migration.waiting import CLIENT_IN_QUARANTINE, WITH_CLIENT
from anonkit.model import CLIENT_TABLES, TABLES

_FATES = {
    "drop": (RowFate.DROPPED, FieldFate.DROPPED),
    "refuse": (RowFate.REFUSED, FieldFate.REFUSED),
    "attach": (RowFate.ATTACHED, FieldFate.ATTACHED),
}


@dataclass(frozen=True)
class Converted:
    """What one partition came to."""

    frames: Mapping[str, pd.DataFrame]
    """By the name of the target's file; the index is the row's place in its table."""
    books: Mapping[str, RowBook]
    files: tuple[FileToAttach, ...]
    account: Account

    def waiting(self) -> dict[str, str]:
        """Tags of the rows that wait, and why."""
        found: dict[str, str] = {}
        for book in self.books.values():
            found.update(book.tags_and_reasons(RowFate.QUARANTINED))
        return found


def convert(
    bundle: Mapping[str, pd.DataFrame], target: Target, context: MigrationContext, uniques: Uniques
) -> Converted:
    """The partition's rows in the target's files; every row and value is entered exactly once."""
    meant = {table: _meant(table, frame, context) for table, frame in bundle.items()}
    meant.setdefault("clients", pd.DataFrame(columns=list(TABLES["clients"].column_names)))
    account = Account()
    account.add_source(meant)
    books = {table: RowBook(table, frame) for table, frame in meant.items()}
    for book in books.values():
        _leave_out(book, context)
    _settle_orphans(books)
    frames = _fill_files(books, target, context, uniques)
    attaching = Attaching(target, books)
    _finish(books, target, attaching)
    account.add_books(books.values())
    for name, frame in frames.items():
        account.add_frame(name, frame)
    return Converted(frames, books, attaching.files(), account)


def _meant(table: str, frame: pd.DataFrame, context: MigrationContext) -> pd.DataFrame:
    """The rows of the clients that a rehearsal is about."""
    if context.clients is not None and table in CLIENT_TABLES:
        key = "row_key" if table == "clients" else "client_key"
        frame = frame[frame[key].isin(list(context.clients))]
    return frame.reset_index(drop=True)


def _leave_out(book: RowBook, context: MigrationContext) -> None:
    everything = book.open_rows
    if context.tables is not None and book.table not in context.tables:
        book.settle(everything, RowFate.DROPPED, "not among the tables that were asked for")
    if context.since is not None:
        earlier = (book.frame["pulled_at"] < context.since).to_numpy(dtype=bool, na_value=False)
        book.settle(earlier, RowFate.ALREADY_THERE, "read before the delta began")


def _settle_orphans(books: Mapping[str, RowBook]) -> None:
    """Rows of clients that are not in the records wait until their client is."""
    here = books["clients"].frame["row_key"]
    for table, book in books.items():
        if table in CLIENT_TABLES and table != "clients":
            keys = book.frame["client_key"]
            lost = filled(keys) & ~among(keys, here)
            book.settle(lost, RowFate.QUARANTINED, CLIENT_IN_QUARANTINE)


def _fill_files(
    books: Mapping[str, RowBook], target: Target, context: MigrationContext, uniques: Uniques
) -> dict[str, pd.DataFrame]:
    frames = {}
    clients_first = sorted(target.files, key=lambda file: file.table != "clients")
    for file in clients_first:
        if file.table not in books:
            continue
        is_clients = file.table == "clients"
        columns = ClientColumns(books, context) if is_clients else None
        filling = Filling(file, books[file.table], context, books, columns)
        if file.extra:
            frames[file.name] = filling.extra_frame(uniques)
            continue
        frames[file.name] = filling.frame(target, uniques)
        if is_clients:
            _settle_with_clients(books)
    return frames


def _settle_with_clients(books: Mapping[str, RowBook]) -> None:
    """What belongs to a client goes the way of that client."""
    clients = books["clients"]
    for fate, reason in (
        (RowFate.QUARANTINED, WITH_CLIENT),
        (RowFate.REFUSED, "its client was refused"),
    ):
        keys = clients.frame.loc[clients.fates == fate, "row_key"]
        if not len(keys):
            continue
        for table, book in books.items():
            if table in CLIENT_TABLES and table != "clients":
                book.settle(among(book.frame["client_key"], keys), fate, reason)


def _finish(books: Mapping[str, RowBook], target: Target, attaching: Attaching) -> None:
    """Rules decide what no column took."""
    for table, book in books.items():
        attaching.settle(table)
        rule = target.rule_for_rows(table)
        if rule is not None:
            book.settle(book.open_rows, _row_fate(rule), rule.reason)
        written = book.fates == RowFate.WRITTEN
        for field in book.filled_fields:
            _decide(book, field, target.rule_for(table, field), written)


def _decide(book: RowBook, field: str, rule: Rule | None, written: Codes) -> None:
    open_values = written & (book.codes(field) == FieldFate.OPEN) & book.is_filled(field)
    if not open_values.any():
        return
    # A value that its own column cannot say, and that nothing else takes, has been refused.
    fate = FieldFate.REFUSED if rule is None else _FATES[_kind(rule)][1]
    book.place_all(field, fate, open_values)


def _row_fate(rule: Rule) -> RowFate:
    return _FATES[_kind(rule)][0]


def _kind(rule: Rule) -> str:
    return next(name for name in _FATES if getattr(rule, name) is not None)
