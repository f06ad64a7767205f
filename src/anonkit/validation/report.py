"""What validation found, in counts: nothing in it is a client's value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from anonkit.model import CLINIC_TABLES, TABLES
from anonkit.pages import environment, stacked_bars
from anonkit.validation.advice import advice_for
from anonkit.validation.verdict import BundleSummary, TableCount, Tally, merge_tallies

_TEMPLATE = "validation_report.html"


@dataclass(frozen=True)
class TableReport:
    """One table: what became of its rows, and why."""

    table: str
    rows: int
    passed: int
    quarantined: int
    tallies: tuple[Tally, ...]

    @property
    def meaning(self) -> str:
        """What the table holds."""
        return TABLES[self.table].meaning

    @property
    def warnings(self) -> int:
        """Findings of a single wrong value."""
        return self._count("warning")

    @property
    def infos(self) -> int:
        """Findings that were only counted."""
        return self._count("info")

    def _count(self, severity: str) -> int:
        return sum(tally.count for tally in self.tallies if tally.severity == severity)


@dataclass(frozen=True)
class ValidationReport:
    """Every table of a clinic; made of summaries, which hold neither rows nor values."""

    as_of: date
    tables: tuple[TableReport, ...]

    @classmethod
    def of(cls, summaries: Iterable[BundleSummary], as_of: date) -> ValidationReport:
        """The report on all partitions together, the same however the rows were partitioned.

        The clinic's own tables come with every partition and are counted once.
        """
        counts: dict[str, list[TableCount]] = {}
        tallies: list[Tally] = []
        for summary in summaries:
            repeated = {name for name in CLINIC_TABLES if name in counts}
            for count in summary.tables:
                if count.table not in repeated:
                    counts.setdefault(count.table, []).append(count)
            tallies += [tally for tally in summary.tallies if tally.table not in repeated]
        merged = merge_tallies(tallies)
        tables = (_table_report(name, counts[name], merged) for name in TABLES if name in counts)
        return cls(as_of, tuple(tables))

    @property
    def rows(self) -> int:
        """Rows that were judged."""
        return sum(table.rows for table in self.tables)

    @property
    def passed(self) -> int:
        """Rows that passed, some of them with a value put aside."""
        return sum(table.passed for table in self.tables)

    @property
    def quarantined(self) -> int:
        """Rows that wait in quarantine."""
        return sum(table.quarantined for table in self.tables)

    @property
    def warnings(self) -> int:
        """Findings of a single wrong value."""
        return sum(table.warnings for table in self.tables)

    @property
    def infos(self) -> int:
        """Findings that were only counted."""
        return sum(table.infos for table in self.tables)

    @property
    def reasons(self) -> dict[str, int]:
        """Findings by code, the commonest first."""
        totals: dict[str, int] = {}
        for table in self.tables:
            for tally in table.tallies:
                totals[tally.code] = totals.get(tally.code, 0) + tally.count
        return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))

    def to_json(self) -> dict[str, Any]:
        """Everything the page shows, for programs."""
        return {
            "as_of": self.as_of.isoformat(),
            "rows": self.rows,
            "passed": self.passed,
            "quarantined": self.quarantined,
            "warnings": self.warnings,
            "infos": self.infos,
            "tables": [_table_json(table) for table in self.tables],
        }

    def to_html(self, clinic: str = "") -> str:
        """One self-contained page, light and dark, for screen and paper."""
        page = environment("anonkit.validation").get_template(_TEMPLATE)
        return page.render(
            report=self,
            clinic=clinic,
            bars=_bars(self),
            advice=advice_for,
            share=_share,
            words=_words,
        )


def _table_report(name: str, counts: list[TableCount], merged: Iterable[Tally]) -> TableReport:
    return TableReport(
        name,
        sum(count.rows for count in counts),
        sum(count.passed for count in counts),
        sum(count.quarantined for count in counts),
        tuple(tally for tally in merged if tally.table == name),
    )


def _table_json(table: TableReport) -> dict[str, Any]:
    return {
        "table": table.table,
        "rows": table.rows,
        "passed": table.passed,
        "quarantined": table.quarantined,
        "warnings": table.warnings,
        "infos": table.infos,
        "reasons": [
            {
                "code": tally.code,
                "field": tally.field,
                "severity": tally.severity,
                "message": tally.message,
                "count": tally.count,
                "examples": list(tally.examples),
            }
            for tally in table.tallies
        ],
    }


def _bars(report: ValidationReport) -> Any:
    """Passed and waiting rows, a bar a table."""
    rows = [
        (_words(table.table), {"passed": table.passed, "in quarantine": table.quarantined})
        for table in report.tables
        if table.rows
    ]
    return stacked_bars("Rows by table", rows)


def _share(part: int, whole: int) -> str:
    """A percentage that says 100 % or 0 % only where that is exactly so."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if part not in (0, whole):
        percent = min(max(percent, 0.1), 99.9)
    return f"{percent:.1f} %".replace(".0 %", " %")


def _words(name: str) -> str:
    return name.replace("_", " ")
