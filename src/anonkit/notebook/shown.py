"""Shows reports in a notebook; holds no logic."""

from __future__ import annotations

from typing import Any, Protocol

from anonkit.pages import report_display


class Report(Protocol):
    """What every workflow gives back."""

    def as_dict(self) -> dict[str, Any]:
        """For programs."""

    def lines(self) -> list[str]:
        """For a person."""


class Shown:
    """A report as a notebook shows it: pictures and tables on a page, else its lines."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __repr__(self) -> str:
        return "\n".join(self._report.lines())

    def _repr_html_(self) -> str:
        charts = getattr(self._report, "charts", tuple)
        return str(report_display(self._report.as_dict(), charts=charts()))


def show(report: Report) -> Shown:
    """The report, for the last line of a cell."""
    return Shown(report)
