"""One client's page of what the new platform has no field for, to be kept there as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Template

from anonkit.migration.attaching import HistoryRow
from anonkit.migration.folding import label
from anonkit.pages import environment


@cache
def _template() -> Template:
    return environment("anonkit.migration").get_template("history.html")


def history_page(client_name: str, rows: Sequence[HistoryRow]) -> str:
    """The page as HTML: plain, without scripts, a heading for each table of the record."""
    tables: dict[str, list[HistoryRow]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    sections = [(label(table), found) for table, found in tables.items()]
    return _template().render(client=client_name, sections=sections)
