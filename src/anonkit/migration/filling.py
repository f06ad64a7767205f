"""One file of a target for one partition: columns shaped, rows that cannot go settled, the rest entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from anonkit.migration.book import RowBook
from anonkit.migration.cells import guarded
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.client_columns import ClientColumns
from anonkit.migration.context import MigrationContext
from anonkit.migration.folding import appended, folded, label, readable
from anonkit.migration.shaped import TEXT, Codes, Shaped, compared, filled
from anonkit.migration.shaping import Owners, minutes_between, shape
from anonkit.migration.target import Column, Condition, Target, TargetFile
from anonkit.migration.uniques import Uniques

_SAFE_FORMS = frozenset({"date", "time", "minutes", "words"})


@dataclass
class Filling:
    """The columns of one file on their way, and what was entered for each."""

    file: TargetFile
    book: RowBook
    context: MigrationContext
    books: Mapping[str, RowBook]
    clients: ClientColumns | None = None
    shaped: dict[str, Shaped] = field(default_factory=dict)
    owners: Owners | None = None

    def frame(self, target: Target, uniques: Uniques) -> pd.DataFrame:
        """The rows that go into the file, in the target's columns; the rest is settled."""
        self._settle_conditions()
        for name, column in self.file.columns.items():
            self.shaped[name] = self._shape(column)
        self._settle_waiting()
        self._settle_required()
        self._settle_twins(uniques)
        written = self.book.open_rows
        self.book.settle(written, RowFate.WRITTEN)
        self._enter(written, target)
        frame = pd.DataFrame({name: shaped.cells for name, shaped in self.shaped.items()})
        return frame[written]

    def extra_frame(self, uniques: Uniques) -> pd.DataFrame:
        """Rows for a list beside the account: what is alike goes once, nothing is settled."""
        rows: Codes = self.book.open_rows & self._is_meant()
        for name, column in self.file.columns.items():
            self.shaped[name] = self._shape(column)
            if column.required:
                rows &= filled(self.shaped[name].cells)
        frame = pd.DataFrame({name: shaped.cells for name, shaped in self.shaped.items()})
        alike = frame[list(self.file.extra)].fillna("").itertuples(index=False)
        named = pd.Series(["\x1f".join(each) for each in alike], index=frame.index, dtype=TEXT)
        rows &= ~uniques.seen_before(self.file.name, named, rows)
        chosen: pd.DataFrame = frame[rows]
        return chosen

    def _is_meant(self) -> Codes:
        if not self.file.only_when:
            return np.ones(len(self.book.frame), dtype=bool)
        found: Codes = np.logical_or.reduce([self._holds(each) for each in self.file.only_when])
        return found

    def _settle_conditions(self) -> None:
        for condition in self.file.refuse_when:
            self.book.settle(self._holds(condition), RowFate.REFUSED, condition.reason)
        for condition in self.file.leave_out_when:
            self.book.settle(self._holds(condition), RowFate.DROPPED, condition.reason)

    def _holds(self, condition: Condition) -> Codes:
        values = self.book.frame[condition.field]
        if condition.empty:
            return ~filled(values)
        return values.isin(list(condition.words)).to_numpy(dtype=bool)

    def _shape(self, column: Column) -> Shaped:
        frame = self.book.frame
        if column.constant is not None:
            fixed = pd.Series(column.constant or None, index=frame.index, dtype=TEXT)
            return Shaped(fixed, np.zeros(len(frame), dtype=np.uint8))
        if column.consent or column.contact or column.fold_tables:
            assert self.clients is not None
            return self._guarded(column, shape(column, self.clients.cells_of(column), self.context))
        if column.client:
            return self._guarded(column, self._looked_up(column))
        if column.fold:
            return self._guarded(column, self._folded(column))
        if column.form == "minutes":
            return minutes_between(frame[column.start], frame[column.field or ""])
        return self._guarded(column, shape(column, frame[column.field or ""], self.context))

    def _guarded(self, column: Column, shaped: Shaped) -> Shaped:
        if self.file.is_plain or column.form in _SAFE_FORMS:
            return shaped
        values, changed = guarded(shaped.cells)
        codes = np.where(
            changed.to_numpy() & (shaped.codes == FieldFate.CARRIED),
            np.uint8(FieldFate.RESHAPED),
            shaped.codes,
        )
        return Shaped(values, codes, shaped.waits)

    def _looked_up(self, column: Column) -> Shaped:
        clients = self.books["clients"].frame
        own = name_of(clients) if column.client == "name" else clients[column.client or ""]
        told = shape(column, own, self.context).cells
        if self.owners is None:
            self.owners = Owners(self.book.frame["client_key"], clients["row_key"])
        values = self.owners.of(told)
        codes = np.where(filled(values), np.uint8(FieldFate.RESHAPED), np.uint8(FieldFate.OPEN))
        return Shaped(values, codes.astype(np.uint8))

    def _folded(self, column: Column) -> Shaped:
        frame, table = self.book.frame, self.file.table
        words = {
            name: shape(Column(field=name, form="staff"), frame[name], self.context).cells
            for name in column.fold
            if name == "staff_key"
        }
        text = folded(table, frame, column.fold, words)
        cut = shape(column, text, self.context)
        return Shaped(cut.cells, compared(text, cut.cells, FieldFate.TRUNCATED), cut.waits)

    def _settle_waiting(self) -> None:
        for name, shaped in self.shaped.items():
            if shaped.waits is None:
                continue
            reason = f"{name}: {_why_waits(self.file.columns[name])}"
            self.book.settle(shaped.waits, RowFate.QUARANTINED, reason)

    def _settle_required(self) -> None:
        for name, column in self.file.columns.items():
            if column.required:
                empty = ~filled(self.shaped[name].cells)
                self.book.settle(empty, RowFate.QUARANTINED, f"{name}: the target needs it")
        if self.file.needs_one_of:
            some = np.zeros(len(self.book.frame), dtype=bool)
            for name in self.file.needs_one_of:
                some |= filled(self.shaped[name].cells)
            wanted = " or ".join(self.file.needs_one_of)
            self.book.settle(~some, RowFate.REFUSED, f"the target needs {wanted}")

    def _settle_twins(self, uniques: Uniques) -> None:
        for name, column in self.file.columns.items():
            if column.unique:
                twins = uniques.seen_before(
                    f"{self.file.name}.{name}", self.shaped[name].cells, self.book.open_rows
                )
                self.book.settle(
                    twins, RowFate.QUARANTINED, f"{name}: another client has the same one"
                )

    def _enter(self, written: Codes, target: Target) -> None:
        for name, column in self.file.columns.items():
            shaped = self.shaped[name]
            if self.clients is not None and (
                column.consent or column.contact or column.fold_tables
            ):
                self.clients.enter(column, written, is_cut=shaped.codes == FieldFate.TRUNCATED)
            if column.counts:
                self._enter_own(name, column, written)
        if target.clients_file is None:
            self._enter_clients(written)

    def _enter_own(self, name: str, column: Column, written: Codes) -> None:
        shaped = self.shaped[name]
        for source in column.sources:
            if not column.fold:
                self.book.place(source, shaped.codes, written)
                continue
            cut = written & (shaped.codes == FieldFate.TRUNCATED)
            self.book.place_all(source, FieldFate.TRUNCATED, cut)
            alone = len(column.fold) == 1 or source == column.fold[0]
            fate = FieldFate.CARRIED if alone and not column.fold_tables else FieldFate.FOLDED
            self.book.place_all(source, fate, written & filled(shaped.cells))
        if column.field and self.file.overflow and name != self.file.overflow:
            self._overflow(column.field, written)

    def _overflow(self, source: str, written: Codes) -> None:
        """A value that its column cannot say goes as words into the text column."""
        assert self.file.overflow is not None
        unsaid = written & self.book.is_filled(source) & (self.book.codes(source) == FieldFate.OPEN)
        if not unsaid.any():
            return
        values = readable(self.file.table, source, self.book.frame[source]).where(unsaid)
        told = self.shaped[self.file.overflow]
        text = appended(told.cells, (label(source) + ": " + values).astype(TEXT))
        self.shaped[self.file.overflow] = Shaped(text, told.codes, told.waits)
        self.book.place_all(source, FieldFate.FOLDED, unsaid)

    def _enter_clients(self, written: Codes) -> None:
        """Clients that no file of their own holds come along with their first row here."""
        book = self.books["clients"]
        keys = set(self.book.frame.loc[written, "client_key"])
        there = book.frame["row_key"].isin(keys).to_numpy(dtype=bool)
        book.settle(there, RowFate.WRITTEN)
        for column in self.file.columns.values():
            if column.client and column.client != "name":
                own = shape(column, book.frame[column.client], self.context)
                book.place(column.client, own.codes, there)


def name_of(clients: pd.DataFrame) -> pd.Series:
    """First and last name, as far as there are any."""
    parts = [clients[name].fillna("") for name in ("first_name", "last_name")]
    name = parts[0].str.cat(parts[1], sep=" ").str.strip().astype(TEXT)
    return name.mask(name == "")


def _why_waits(column: Column) -> str:
    if column.form == "time":
        return "the clock skipped this time"
    if column.longest is not None and column.on_long == "wait":
        return f"longer than the {column.longest} signs that the target takes"
    return "its line in the crosswalk is parked"
