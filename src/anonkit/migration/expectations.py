"""What should be found at the target: counted from the records while they are written, not from what was written."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.client_counts import ClientCounts
from anonkit.migration.context import MigrationContext
from anonkit.migration.conversion import Converted
from anonkit.migration.shaped import Codes, counted
from anonkit.migration.shaping import Owners, formatted, mapped
from anonkit.migration.target import Target, TargetFile
from anonkit.migration.times import local_times

SAMPLE_ROWS_PER_PARTITION = 5
_PENNIES = 100


@dataclass
class Sums:
    """Control sums of one file."""

    by_month: Counter[str] = field(default_factory=Counter)
    """Rows by month, and by month and practitioner where the file names one."""
    money_by_month: Counter[str] = field(default_factory=Counter)
    """Hundredths of the currency."""
    by_client: ClientCounts = field(default_factory=ClientCounts)
    """Rows by the client's number."""

    def add(
        self,
        month: pd.Series | None,
        by: pd.Series | None,
        money: pd.Series | None,
        client: pd.Series | None,
    ) -> None:
        """Counts rows in; every series has a row for each. Without months nothing is counted by month."""
        if month is not None:
            self._add_by_month(month.fillna("without a date"), by, money)
        if client is not None:
            self.by_client.add(client)

    def _add_by_month(
        self, months: pd.Series, by: pd.Series | None, money: pd.Series | None
    ) -> None:
        groups = months if by is None else months + ", " + by.fillna("nobody")
        self.by_month.update(counted(groups))
        if money is not None:
            pennies = np.rint(pd.to_numeric(money, errors="coerce").fillna(0) * _PENNIES)
            sums = pennies.astype("int64").groupby(months.to_numpy()).sum()
            self.money_by_month.update({str(key): int(each) for key, each in sums.items() if each})


@dataclass(frozen=True)
class SampledCell:
    """A cell that must hold exactly what the record holds."""

    file: str
    row: int
    column: str
    value: str


@dataclass
class Expectations:
    """Gathers sums and a random sample from each partition."""

    target: Target
    context: MigrationContext
    chance: random.Random
    sums: dict[str, Sums] = field(default_factory=dict)
    sample: list[SampledCell] = field(default_factory=list)
    _rows: Counter[str] = field(default_factory=Counter)

    def add(self, converted: Converted) -> None:
        """Counts the rows of one partition that were written, and draws some."""
        self.add_sums(converted)
        for file in self.target.files:
            book = converted.books.get(file.table)
            frame = converted.frames.get(file.name)
            if book is None or frame is None or not len(frame):
                continue
            self._add_sample(file, book, frame)
            self._rows[file.name] += len(frame)

    def add_sums(self, converted: Converted) -> None:
        """Counts the rows of one partition that were written."""
        clients = converted.books["clients"].frame
        for file in self.target.files:
            book = converted.books.get(file.table)
            if book is None or not (file.control.field_month or file.control.client):
                continue
            rows = book.fates == RowFate.WRITTEN
            if rows.any():
                self._add_sums(file, book, rows, clients)

    def _add_sums(
        self, file: TargetFile, book: RowBook, rows: Codes, clients: pd.DataFrame
    ) -> None:
        control, frame = file.control, book.frame[rows]
        month = None
        if control.field_month is not None:
            told = frame[control.field_month]
            month = (
                told.str[:7]
                if control.is_text
                else formatted(local_times(told, self.context.zone).naive, "%Y-%m")
            )
        words = self.context.crosswalk.get("practitioners", {})
        by = None
        if control.field_by is not None:
            names = mapped(frame[control.field_by], self.context.staff_names)
            by = mapped(names, {name: word for name, word in words.items() if word})
        self.sums.setdefault(file.name, Sums()).add(
            month,
            by,
            frame[control.field_money] if control.field_money else None,
            Owners(frame["client_key"], clients["row_key"]).of(clients["client_id"])
            if control.client
            else None,
        )

    def _add_sample(self, file: TargetFile, book: RowBook, frame: pd.DataFrame) -> None:
        count = min(SAMPLE_ROWS_PER_PARTITION, len(frame))
        for place in sorted(self.chance.sample(range(len(frame)), count)):
            origin = frame.index[place]
            for name, column in file.columns.items():
                if column.field is None or column.field not in book.filled_fields:
                    continue
                if book.codes(column.field)[origin] == FieldFate.CARRIED:
                    value = str(book.frame[column.field].iloc[origin])
                    self.sample.append(
                        SampledCell(file.name, self._rows[file.name] + place, name, value)
                    )
