"""The tables of a publication: counted over the people of its cases, protected, and put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets import CountTable, earlier_count_tables
from anonkit.deidentification import Policy
from anonkit.deidentification.service_rows import grouped_labels
from anonkit.deidentification.tabulation import (
    Dimension,
    EarlierTable,
    Guard,
    ProtectedTable,
    ProtectedTables,
    protect_tables,
)


@dataclass(frozen=True)
class ServiceTables:
    """The tables that may be told, and what was found while protecting them."""

    tables: tuple[CountTable, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    sealed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Counts in full: for the sealed report alone."""

    def to_dict(self) -> dict[str, Any]:
        """For the recipient's report: what was left out and why, in words."""
        return {
            "told": [
                {"name": t.name, "title": t.title, "rules": list(t.rules)} for t in self.tables
            ],
            "not_told": dict(self.refused),
        }


def service_tables(
    services: Mapping[str, pd.DataFrame],
    policy: Policy,
    audience: str,
    recipient: str,
    releases: Path,
    release: str,
) -> ServiceTables:
    """The policy's tables for an audience, protected against what the same audience holds already."""
    if policy.tabulation is None or not services:
        return ServiceTables()
    guard = policy.tabulation.guard(audience, recipient, policy.practitioners)
    earlier = earlier_count_tables(releases, audience, release)
    rows = {kind: grouped_labels(frame, guard.threshold) for kind, frame in services.items()}
    found = protect_tables(rows, policy.tabulation.designs, guard, earlier=_held(earlier))
    return ServiceTables(
        tuple(_count_table(table, guard) for table in found.tables),
        found.refused,
        _sealed(found, earlier),
    )


def _held(earlier: Mapping[str, Sequence[CountTable]]) -> list[EarlierTable]:
    return [
        EarlierTable(
            release=release,
            of=table.of,
            by=tuple(Dimension(columns[0], columns) for columns in table.by),
            frame=table.frame,
            amount=table.amount,
            round_to=table.round_to,
        )
        for release, tables in earlier.items()
        for table in tables
    ]


def _count_table(table: ProtectedTable, guard: Guard) -> CountTable:
    design = table.design
    return CountTable(
        name=design.name,
        title=design.title,
        of=design.of,
        by=tuple(dimension.columns for dimension in design.by),
        frame=table.frame,
        rules=_rules(table, guard),
        rate_of=None if design.rate is None else design.rate.label,
        amount=design.amount,
        round_to=guard.round_to,
    )


def _rules(table: ProtectedTable, guard: Guard) -> tuple[str, ...]:
    """What a reader must know of a table; nothing that says which cells are small."""
    cells = table.told + table.left_out
    lines = [
        (
            f"{table.left_out} of {cells} cells that hold something are left out (*): those with fewer than "
            f"{guard.threshold} people, and others so that these cannot be worked out."
        )
    ]
    if guard.round_to > 1:
        lines.append(
            f"Every number is rounded to a multiple of {guard.round_to} by itself, so sums may differ by a little."
        )
    if table.design.rate is not None:
        lines.append(
            f"Rates are of the numbers told, on {guard.least_denominator} or more; none rests on a number left out."
        )
    lines.append(f"Rare labels, of fewer than {guard.threshold} people, stand together as other.")
    return tuple(lines)


def _sealed(found: ProtectedTables, earlier: Mapping[str, Sequence[CountTable]]) -> dict[str, Any]:
    return {
        "audits": {kind: asdict(audit) for kind, audit in found.audit_by_kind.items()},
        "refused": dict(found.refused),
        "cells": {t.design.name: {"told": t.told, "left_out": t.left_out} for t in found.tables},
        "earlier_releases": sorted(earlier),
    }
