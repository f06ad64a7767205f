"""What ties clients to the rest: who is known, and what other tables add to a client's row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from anonkit.connectors.applying import Books, ClientBook, ClientRef, MadeRow
from anonkit.connectors.base import ReadContext
from anonkit.connectors.values import ParseContext, e164, folded_name


def remember_known(books: Books, context: ReadContext) -> None:
    """Takes the clients and staff of earlier ingests into the books."""
    country = "GB" if context.jurisdiction == "uk" else "US"
    if context.known_clients is not None:
        for row in _rows(context.known_clients):
            _remember(books.clients, row, country)
    if context.known_staff is not None:
        for row in _rows(context.known_staff):
            books.staff.add(row)


def remember_client(book: ClientBook, row: Mapping[str, Any], context: ParseContext) -> None:
    """Takes one clients row into the book."""
    _remember(book, row, context.country)


def references_of(row: Mapping[str, Any], jurisdiction: str) -> tuple[tuple[str, str], ...]:
    """Kind and text of what rows may call a client by, as `client_refs` hold it; not by name, which many share."""
    country = "GB" if jurisdiction == "uk" else "US"
    told = {name: value for name, value in row.items() if isinstance(value, str)}
    ids = [told[name] for name in ("client_id", "client_number") if name in told]
    by_kind = {"id": ids, "email": _emails(told), "phone": _phones(told, country)}
    return tuple((kind, text) for kind, texts in by_kind.items() for text in texts)


def amended(row: MadeRow, books: Books) -> MadeRow:
    """The row with what other tables say of this client; other rows as they are."""
    if row.table != "clients":
        return row
    ref = ClientRef(
        ids=tuple(filter(None, (row.fields.get("client_id"), row.fields.get("client_number")))),
        emails=tuple(_emails(row.fields)),
        phones=tuple(_phones(row.fields, "")),
    )
    name = folded_name(f"{row.fields.get('first_name') or ''} {row.fields.get('last_name') or ''}")
    values = dict(row.fields)
    for amendment in books.amendments.for_client(ref, name):
        values = amendment.applied_to(values)
    return MadeRow(row.table, row.row_key, values, row.client_ref)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items() if isinstance(value, str)}
        for row in frame.to_dict("records")
    ]


def _remember(book: ClientBook, row: Mapping[str, Any], country: str) -> None:
    book.add(row, _emails(row), _phones(row, country))


def _emails(row: Mapping[str, Any]) -> list[str]:
    return [text for text in (row.get("email"), *_listed(row.get("other_emails"))) if text]


def _phones(row: Mapping[str, Any], country: str) -> list[str]:
    found = [text for text in (row.get("mobile_phone"), *_listed(row.get("other_phones"))) if text]
    # What begins with a plus was read before.
    return [
        text if text.startswith("+") or not country else e164(text, country) or text
        for text in found
    ]


def _listed(text: Any) -> list[str]:
    if not isinstance(text, str):
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
