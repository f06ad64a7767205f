"""The records a partition at a time, in a target's form; a plan, a run and a reconciliation all walk the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from anonkit.errors import ReconciliationMismatch
from anonkit.migration.account import Account
from anonkit.migration.context import MigrationContext
from anonkit.migration.conversion import Converted, convert
from anonkit.migration.target import Target
from anonkit.migration.uniques import Uniques
from anonkit.model import CLIENT_TABLES, ValidRecords


def walk(records: ValidRecords, target: Target, context: MigrationContext) -> Iterator[Converted]:
    """Each partition converted, in order; the clinic's own tables come with the first."""
    if not isinstance(records, ValidRecords):
        raise TypeError("a migration takes ValidRecords only")
    uniques = Uniques()
    for index in range(records.partition_count):
        yield convert(_bundle(records, index), target, context, uniques)


def _bundle(records: ValidRecords, index: int) -> Mapping[str, pd.DataFrame]:
    tables = [name for name in records.tables if index == 0 or name in CLIENT_TABLES]
    return {table: records.read(table, index) for table in tables}


def refuse_gaps(account: Account) -> None:
    """`ReconciliationMismatch` where a row or value has no class, or two; the message names where."""
    gaps = account.gaps()
    if gaps:
        raise ReconciliationMismatch(
            f"The account does not close in {len(gaps)} places, so nothing was written: "
            f"{'; '.join(gaps[:5])}. This is a fault of ours."
        )
