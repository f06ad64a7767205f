"""A frame in memory: what each column seems to be and what that does to a client's privacy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from anonkit.connectors.drafting.habits import Jurisdiction, habits_of
from anonkit.connectors.drafting.proposals import Proposal, propose, usual_readings
from anonkit.connectors.mapping import FieldRule, RowRule
from anonkit.connectors.readers import plain_header
from anonkit.model import TABLES, IdentifierClass
from anonkit.pages.displays import Displayed

_ROWS_LOOKED_AT = 500
_CLASS_BY_SHAPE = {
    "email": IdentifierClass.DIRECT,
    "phone": IdentifierClass.DIRECT,
    "url": IdentifierClass.DIRECT,
    "name": IdentifierClass.DIRECT,
    "address": IdentifierClass.DIRECT,
    "id": IdentifierClass.KEY,
    "birth": IdentifierClass.DATE,
    "date": IdentifierClass.DATE,
    "date-time": IdentifierClass.DATE,
    "postcode": IdentifierClass.QUASI,
    "text": IdentifierClass.FREE_TEXT,
    "word": IdentifierClass.FREE_TEXT,
    "choice": IdentifierClass.SENSITIVE,
    "yes-no": IdentifierClass.SENSITIVE,
    "money": IdentifierClass.SENSITIVE,
    "number": IdentifierClass.QUASI,
    "clock": IdentifierClass.QUASI,
    "duration": IdentifierClass.PLAIN,
    "empty": IdentifierClass.FREE_TEXT,
}
"""Where no header says more; what is not known is taken for prose, in which anything may stand."""


@dataclass(frozen=True)
class ColumnProfile:
    """One column."""

    name: str
    identifier_class: IdentifierClass
    field: str | None
    """The canonical field it seems to be, ``table.field``."""
    reason: str
    is_doubtful: bool


@dataclass(frozen=True)
class Profile(Displayed):
    """Every column of a frame; nothing of its values."""

    columns: tuple[ColumnProfile, ...]

    @property
    def roles(self) -> dict[str, str]:
        """Column to identifier class, to be looked at and handed on."""
        return {one.name: one.identifier_class.value for one in self.columns}

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "columns": [
                {
                    "name": one.name,
                    "class": one.identifier_class.value,
                    "field": one.field,
                    "reason": one.reason,
                    "doubtful": one.is_doubtful,
                }
                for one in self.columns
            ]
        }

    def lines(self) -> list[str]:
        """For a person."""
        width = max((len(one.name) for one in self.columns), default=0)
        return [
            f"{one.name:<{width}}  {one.identifier_class.value:<10} "
            f"{'DOUBT ' if one.is_doubtful else ''}{one.field or '–'}: {one.reason}"
            for one in self.columns
        ]


def profile(
    df: pd.DataFrame, *, jurisdiction: Jurisdiction = "uk", today: date | None = None
) -> Profile:
    """What each column of the frame seems to be, its identifier class, and why; the frame stays as it is.

    Headers are asked first, then the shape of up to 500 values. A column of which nothing is known is
    taken for free text: the strictest class. `today` tells birthdays from visits.
    """
    context = habits_of(jurisdiction, today or datetime.now(UTC).date())
    head = df.head(_ROWS_LOOKED_AT)
    columns = {str(name): [_text(value) for value in head[name]] for name in df.columns}
    proposal = propose(columns, context)
    rows = usual_readings()[proposal.kind].rows
    return Profile(tuple(_column(one, rows) for one in proposal.columns))


def _column(one: Proposal, rows: list[RowRule]) -> ColumnProfile:
    by_shape = _CLASS_BY_SHAPE[one.shape.name]
    found = _field_of(one.usual, rows) if one.usual else None
    if found is None:
        reason = one.reason or f"no header tells; {one.shape.said}"
        return ColumnProfile(one.header, by_shape, None, reason, is_doubtful=True)
    table, name = found
    field = TABLES[table].field_by_name[name]
    return ColumnProfile(
        one.header,
        _stricter(field.identifier_class, by_shape) if one.is_doubtful else field.identifier_class,
        f"{table}.{name}",
        one.reason,
        one.is_doubtful,
    )


_STRICTEST = (
    IdentifierClass.FREE_TEXT,
    IdentifierClass.DIRECT,
    IdentifierClass.KEY,
    IdentifierClass.DATE,
    IdentifierClass.QUASI,
    IdentifierClass.SENSITIVE,
    IdentifierClass.PLAIN,
)


def _stricter(one: IdentifierClass, other: IdentifierClass) -> IdentifierClass:
    return min(one, other, key=_STRICTEST.index)


def _field_of(usual: str, rows: list[RowRule]) -> tuple[str, str] | None:
    """The first field that takes the column; columns that only tell whose row it is are the client's."""
    wanted = plain_header(usual)
    for row in rows:
        for name, rule in row.fields.items():
            if wanted in {plain_header(column) for column in _taking(rule)}:
                return row.table, name
    if any(row.client and wanted in map(plain_header, row.client.columns) for row in rows):
        return "clients", _CLIENT_FIELD.get(wanted, "client_id")
    named = {plain_header(column): row.table for row in rows for column in row.id.columns}
    if wanted in named:
        table = named[wanted]
        return table, next(
            (f.name for f in TABLES[table].fields if f.name.endswith("_id")), "row_key"
        )
    return None


_CLIENT_FIELD = {
    "client": "last_name",
    "first name": "first_name",
    "last name": "last_name",
    "email": "email",
    "phone": "mobile_phone",
}


def _taking(rule: FieldRule) -> list[str]:
    inner = [
        column for one in (*(rule.parts or []), *(rule.choose or [])) for column in _taking(one)
    ]
    return ([rule.column] if rule.column else []) + (rule.first_of or []) + inner


def _text(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return "" if value is None or value is pd.NaT or value != value else str(value)  # noqa: PLR0124
