"""A frame of identified records: how many rows, what columns, and the shape of a few values."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from markupsafe import Markup

from anonkit.model import TABLES
from anonkit.pages.displays.framing import fragment, scroll_box

_ROWS, _COLUMNS, _LONGEST = 5, 30, 24
_LETTERS = re.compile(r"[^\W\d_]")
_RUN = re.compile(r"(a|A|9)\1{2,}")
SAFE_COLUMNS = frozenset(
    {"tag", "platform"}
    | {field.name for table in TABLES.values() for field in table.fields if field.choices}
)
"""Columns whose values come from a closed list, and tags; everything else is masked."""


def masked_text(value: object) -> str:
    """The shape of a value: letters as a and A, digits as 9, long runs cut; never the value."""
    if value is None or value != value:  # noqa: PLR0124 - a missing value is not itself
        return "–"
    letters = _LETTERS.sub(lambda m: "A" if m[0].isupper() else "a", str(value)[: _LONGEST * 2])
    shape = _RUN.sub(r"\1\1…", re.sub(r"\d", "9", letters))
    return shape if len(shape) <= _LONGEST else shape[: _LONGEST - 1] + "…"


def masked_frame(frame: Any, safe: Collection[str] = SAFE_COLUMNS) -> tuple[Markup, str]:
    """The frame for a page and as text; only its head is touched, however long it is."""
    columns = [
        str(name) if str(name) in _NAMES else f"column {n}" for n, name in enumerate(frame, 1)
    ]
    shown = min(len(columns), _COLUMNS)
    rows = [
        [
            str(value) if columns[place] in safe and value == value else masked_text(value)  # noqa: PLR0124
            for place, value in enumerate(row[:shown])
        ]
        for row in frame.iloc[:_ROWS].itertuples(index=False, name=None)
    ]
    said = (
        f"{len(frame):,} rows, {len(columns)} columns of clients' records; values are masked. "
        "anonkit.notebook.reveal(frame, workspace, reason=…) shows them and is audited."
    )
    text = "\n".join([said, "  ".join(columns[:shown]), *("  ".join(row) for row in rows)])
    return _page(said, columns[:shown], rows), text


def _page(said: str, columns: list[str], rows: list[list[str]]) -> Markup:
    head = [Markup('<th scope="col">{}</th>').format(name) for name in columns]
    body = [
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)
        )
        for row in rows
    ]
    table = Markup(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(said, Markup("").join(head), Markup("").join(body))
    return fragment("masked records", [scroll_box(table, "rows, masked", classes="masked")])


_NAMES = frozenset(name for table in TABLES.values() for name in table.column_names)
"""Names that are ours; what else a column is called may be a value, as after a pivot."""
