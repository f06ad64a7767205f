"""What a push really came to, in the plan's own classes: rows that wait at the target's door are no longer written."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import numpy as np
import pandas as pd

from anonkit.migration.account import Account
from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.conversion import Converted
from anonkit.migration.pushing.rows import HISTORY
from anonkit.migration.shaped import Codes
from anonkit.migration.waiting import WITH_CLIENT, WITH_PAGE

_BEFORE = "was at the target before"


def observed_account(
    converted: Converted, waiting: Mapping[str, str], present: AbstractSet[str] = frozenset()
) -> Account:
    """The partition's account after a push; `waiting` says why by tag, `present` holds tags.

    A client who waits keeps everything of theirs waiting. A page that waits keeps what it tells.
    """
    clients = converted.books["clients"].frame
    held_back = _keys_of(clients, clients["tag"].isin(list(waiting)))
    pages = {
        tag.partition("#")[2]: why for tag, why in waiting.items() if tag.startswith(f"{HISTORY}#")
    }
    without_page = _keys_of(clients, clients["tag"].str.partition("#")[2].isin(list(pages)))
    for table, book in converted.books.items():
        own = book.frame["tag"].map(waiting)
        for why in own.dropna().unique():
            _change(book, _mask(own == why), RowFate.QUARANTINED, str(why))
        _change(book, _mask(book.frame["tag"].isin(list(present))), RowFate.ALREADY_THERE, _BEFORE)
        key = "row_key" if table == "clients" else "client_key"
        if key in book.frame:
            theirs = _mask(book.frame[key].isin(list(held_back)))
            _change(book, theirs, RowFate.QUARANTINED, WITH_CLIENT)
            if without_page:
                _hold_attached(book, _mask(book.frame[key].isin(list(without_page))))
    account = Account()
    account.source_rows.update(converted.account.source_rows)
    account.source_fields.update(converted.account.source_fields)
    account.add_books(converted.books.values())
    return account


def _keys_of(clients: pd.DataFrame, chosen: pd.Series) -> set[str]:
    return set(clients.loc[_mask(chosen), "row_key"])


def _mask(chosen: pd.Series) -> Codes:
    return chosen.fillna(False).to_numpy(dtype=bool)


def _change(book: RowBook, rows: Codes, fate: RowFate, reason: str) -> None:
    book.change(rows & np.isin(book.fates, (RowFate.WRITTEN, RowFate.ATTACHED)), fate, reason)


def _hold_attached(book: RowBook, rows: Codes) -> None:
    """What a page would have told waits with the page."""
    for field in book.filled_fields:
        codes = book.codes(field)
        codes[rows & (codes == FieldFate.ATTACHED)] = FieldFate.QUARANTINED
    chosen = rows & (book.fates == RowFate.ATTACHED)
    book.change(chosen, RowFate.QUARANTINED, WITH_PAGE)
