"""What validation says of a bundle of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

ASIDES_COLUMNS: tuple[str, ...] = ("row_key", "table", "field", "value", "reason")
"""A value that was taken out of its field, kept as it was found."""

_EXAMPLES = 3


@dataclass(frozen=True)
class Tally:
    """How many rows of one table one rule found, with the tags of a few of them."""

    table: str
    code: str
    field: str
    severity: str
    message: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class TableCount:
    """What became of the rows of one table."""

    table: str
    rows: int
    passed: int
    quarantined: int


@dataclass(frozen=True)
class BundleSummary:
    """A verdict without rows or values: what reports and logs are made of."""

    tables: tuple[TableCount, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class BundleVerdict:
    """Every row of a bundle, passed or quarantined, with reasons and counts."""

    passed: Mapping[str, pd.DataFrame]
    quarantined: pd.DataFrame
    asides: pd.DataFrame
    summary: BundleSummary

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """Rows by table and code, all severities."""
        totals: dict[tuple[str, str], int] = {}
        for tally in self.summary.tallies:
            key = (tally.table, tally.code)
            totals[key] = totals.get(key, 0) + tally.count
        return totals


def merge_tallies(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """The tallies of several bundles as if they had been one, in the order of table, severity and code."""
    ranks = {"critical": 0, "warning": 1, "info": 2}

    def key(tally: Tally) -> tuple[str, int, str, str, str]:
        return (tally.table, ranks[tally.severity], tally.code, tally.field, tally.message)

    merged = []
    for _, group in groupby(sorted(tallies, key=key), key=key):
        alike = list(group)
        examples = sorted({tag for tally in alike for tag in tally.examples})[:_EXAMPLES]
        first = alike[0]
        merged.append(
            Tally(
                first.table,
                first.code,
                first.field,
                first.severity,
                first.message,
                sum(tally.count for tally in alike),
                tuple(examples),
            )
        )
    return tuple(merged)
