"""A report of counts and places as tables; a long list of rows can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from anonkit.pages.displays.framing import fragment, script, scroll_box

_DEEPEST_TABLE = 1
_LONG = 8
"""From so many rows on a table can be sorted and filtered."""


def report_display(
    report: Mapping[str, Any], *, charts: Sequence[Markup] = (), kind: str = "report"
) -> Markup:
    """The report's figures under its charts."""
    figures = scroll_box(_value(report), f"{kind}: figures")
    is_long = "data-sortable" in figures
    scripts = (script("display_table.js"),) if is_long else ()
    return fragment(kind, [*charts, figures], scripts=scripts)


def _value(value: Any, depth: int = 0) -> Markup:
    if isinstance(value, Mapping):
        return escape(_in_words(value)) if depth > _DEEPEST_TABLE else _pairs(value, depth)
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(member, Mapping) for member in value):
            return _rows(value)
        return escape(", ".join(map(str, value)) or "–")
    return escape("–" if value is None else str(value))


def _pairs(value: Mapping[str, Any], depth: int) -> Markup:
    row = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>')
    rows = [row.format(_words(name), _value(member, depth + 1)) for name, member in value.items()]
    return Markup("<table>{}</table>").format(Markup("").join(rows)) if rows else escape("–")


def _rows(rows: Sequence[Mapping[str, Any]]) -> Markup:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    is_long = len(rows) >= _LONG
    label = Markup("<button type='button'>{}</button>") if is_long else Markup("{}")
    head = [
        Markup('<th scope="col">{}</th>').format(label.format(_words(name))) for name in columns
    ]
    body = [
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup("<td>{}</td>").format(_value(row.get(name), 2)) for name in columns
            )
        )
        for row in rows
    ]
    search = Markup(
        '<div><input type="search" aria-label="Filter rows" placeholder="filter"></div>'
    )
    return Markup("{}<table{}><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        search if is_long else Markup(""),
        Markup(" data-sortable") if is_long else Markup(""),
        Markup("").join(head),
        Markup("").join(body),
    )


def _in_words(value: Mapping[str, Any]) -> str:
    return "; ".join(f"{_words(name)} {_plain(member)}" for name, member in value.items())


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"({', '.join(f'{_words(name)} {_plain(one)}' for name, one in value.items())})"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value)) or "none"
    return "none" if value is None else str(value)


def _words(name: Any) -> str:
    return str(name).replace("_", " ")
