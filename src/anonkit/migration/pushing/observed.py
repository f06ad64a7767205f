"""What a push really came to, in the plan's own classes: rows that wait at the target's door are no longer written."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np

from anonkit.migration.account import Account
from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.conversion import Converted
from anonkit.migration.pushing.rows import HISTORY
from anonkit.migration.shaped import Codes


def observed_account(
    converted: Converted, waiting: AbstractSet[str], present: AbstractSet[str] = frozenset()
) -> Account:
    """The partition's account after a push; `waiting` and `present` hold tags.

    A client who waits keeps everything of theirs waiting. A page that waits keeps what it tells.
    """
    clients = converted.books["clients"].frame
    held_back = set(clients.loc[clients["tag"].isin(list(waiting)), "row_key"])
    pages = {tag.partition("#")[2] for tag in waiting if tag.startswith(f"{HISTORY}#")}
    told = clients["tag"].str.partition("#")[2].isin(list(pages)).to_numpy(dtype=bool)
    without_page = set(clients.loc[told, "row_key"])
    for table, book in converted.books.items():
        key = "row_key" if table == "clients" else "client_key"
        own = book.frame["tag"].isin(list(waiting)).to_numpy(dtype=bool)
        if key in book.frame:
            own = own | book.frame[key].isin(list(held_back)).to_numpy(dtype=bool)
        _change(book, own, RowFate.QUARANTINED, FieldFate.QUARANTINED)
        there = book.frame["tag"].isin(list(present)).to_numpy(dtype=bool)
        _change(book, there, RowFate.ALREADY_THERE, FieldFate.ALREADY_THERE)
        if key in book.frame and without_page:
            _hold_attached(book, book.frame[key].isin(list(without_page)).to_numpy(dtype=bool))
    account = Account()
    account.source_rows.update(converted.account.source_rows)
    account.source_fields.update(converted.account.source_fields)
    account.add_books(converted.books.values())
    return account


def _change(book: RowBook, rows: Codes, fate: RowFate, of_fields: FieldFate) -> None:
    chosen = rows & np.isin(book.fates, (RowFate.WRITTEN, RowFate.ATTACHED))
    book.fates[chosen] = fate
    for field in book.filled_fields:
        book.codes(field)[chosen & book.is_filled(field)] = of_fields


def _hold_attached(book: RowBook, rows: Codes) -> None:
    """What a page would have told waits with the page."""
    chosen = rows & (book.fates == RowFate.ATTACHED)
    book.fates[chosen] = RowFate.QUARANTINED
    for field in book.filled_fields:
        codes = book.codes(field)
        codes[rows & (codes == FieldFate.ATTACHED)] = FieldFate.QUARANTINED
        codes[chosen & book.is_filled(field)] = FieldFate.QUARANTINED
