"""Shows reports in a notebook; holds no logic."""

from __future__ import annotations

from html import escape
from typing import Any, Protocol


class Report(Protocol):
    """What every workflow gives back."""

    def as_dict(self) -> dict[str, Any]:
        """For programs."""

    def lines(self) -> list[str]:
        """For a person."""


class Shown:
    """A report as a notebook shows it: a table where there are counts, else its lines."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __repr__(self) -> str:
        return "\n".join(self._report.lines())

    def _repr_html_(self) -> str:
        # A long report scrolls within itself and does not push the next cell away.
        style = "max-height:32em;overflow:auto"
        return f'<div class="anonkit-report" style="{style}">{_html(self._report.as_dict())}</div>'


def show(report: Report) -> Shown:
    """The report, for the last line of a cell."""
    return Shown(report)


_DEEPEST_TABLE = 1


def _html(value: Any, depth: int = 0) -> str:
    if isinstance(value, dict) and depth > _DEEPEST_TABLE:
        return escape(
            "; ".join(f"{_words(name)} {_plain(member)}" for name, member in value.items())
        )
    if isinstance(value, dict):
        rows = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{escape(_words(name))}</th>'
            f'<td style="text-align:left">{_html(member, depth + 1)}</td></tr>'
            for name, member in value.items()
        )
        return f"<table>{rows}</table>" if rows else "–"
    if (
        isinstance(value, (list, tuple))
        and value
        and all(isinstance(member, dict) for member in value)
    ):
        return _table(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(escape(str(member)) for member in value) or "–"
    return "–" if value is None else escape(str(value))


def _table(rows: Any) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f'<th style="text-align:left">{escape(_words(name))}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left">{_html(row.get(name))}</td>' for name in columns)
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "("
            + ", ".join(f"{_words(name)} {_plain(member)}" for name, member in value.items())
            + ")"
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(member) for member in value) or "none"
    return "none" if value is None else str(value)


def _words(name: Any) -> str:
    return str(name).replace("_", " ")
