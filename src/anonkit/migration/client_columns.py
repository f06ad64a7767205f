"""Columns of the clients' file that come from other tables: consents, contacts, what is folded in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from anonkit.governance import state_by_person
from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.context import MigrationContext
from anonkit.migration.folding import SEPARATOR, label, sentence
from anonkit.migration.shaped import TEXT, Codes, no_text
from anonkit.migration.target import Column

Books = Mapping[str, RowBook]


class ClientColumns:
    """Fills such columns for the clients of one partition, and enters what it used."""

    def __init__(self, books: Books, context: MigrationContext) -> None:
        self._books = books
        self._clients = books["clients"].frame
        self._people = {
            key: context.person_by_client.get(key, key) for key in self._clients["row_key"]
        }
        self._states = self._consent_states(context)
        self._first_contacts: dict[str, pd.DataFrame] = {}

    def cells_of(self, column: Column) -> pd.Series:
        """The column's values, a client a row."""
        if column.consent:
            return self._consent(column)
        if column.contact:
            return self._contact(column)
        return self._folded(column)

    def enter(self, column: Column, written: Codes, *, is_cut: Codes) -> None:
        """Enters the rows that the column used, for clients that are written."""
        tables = {"consents"} if column.consent else {"contacts"}
        if column.fold_tables:
            tables = set(column.fold_tables)
        if not tables & self._books.keys():
            return
        keys = self._keys(written)
        if column.consent:
            self._enter_consents(column, keys)
        elif column.contact:
            self._enter_contacts(column, keys)
        else:
            self._enter_folded(column, keys, self._keys(is_cut))

    def _keys(self, rows: Codes) -> set[str]:
        return set(self._clients.loc[rows, "row_key"].tolist())

    def _consent_states(self, context: MigrationContext) -> Mapping[str, Mapping[str, str]]:
        if "consents" not in self._books:
            return {}
        frame = self._books["consents"].frame
        people = {
            key: context.person_by_client.get(key, key) for key in frame["client_key"].dropna()
        }
        return state_by_person(frame, {**people, **self._people}, context.as_of)

    def _state(self, key: str, purpose: str) -> str:
        return self._states.get(self._people.get(key, key), {}).get(purpose, "unknown")

    def _consent(self, column: Column) -> pd.Series:
        assert column.consent is not None
        # A state that is none of the five is treated like one that nobody knows.
        words = [
            column.words.get(self._state(key, column.consent), column.words["unknown"])
            for key in self._clients["row_key"]
        ]
        made = pd.Series(words, index=self._clients.index, dtype=TEXT)
        return made.mask(made == "")

    def _enter_consents(self, column: Column, keys: set[str]) -> None:
        book = self._books.get("consents")
        if book is None or column.consent is None:
            return
        frame = book.frame
        counts = [self._state(str(key), column.consent or "") for key in frame["client_key"]]
        used = (
            book.open_rows
            & (frame["purpose"] == column.consent).to_numpy(dtype=bool, na_value=False)
            & frame["client_key"].isin(keys).to_numpy(dtype=bool)
            & (frame["state"] == pd.Series(counts, index=frame.index)).to_numpy(
                dtype=bool, na_value=False
            )
        )
        book.settle(used, RowFate.WRITTEN)
        book.place_all("client_key", FieldFate.RESHAPED, used)
        book.place_all("purpose", FieldFate.RESHAPED, used)
        lossy = frame["state"].isin(list(column.coerced)).to_numpy(dtype=bool)
        book.place_all("state", FieldFate.COERCED, used & lossy)
        book.place_all("state", FieldFate.RESHAPED, used)

    def _contact_rows(self, kind: str) -> pd.DataFrame:
        if kind not in self._first_contacts:
            book = self._books.get("contacts")
            frame = (
                pd.DataFrame(columns=["client_key"]) if book is None else book.frame[book.open_rows]
            )
            if book is not None:
                frame = frame[(frame["kind"] == kind).fillna(False)]
            self._first_contacts[kind] = frame.drop_duplicates("client_key")
        return self._first_contacts[kind]

    def _contact(self, column: Column) -> pd.Series:
        assert column.contact is not None
        rows = self._contact_rows(column.contact)
        if not len(rows):
            return no_text(self._clients.index)
        by_client = rows.set_index("client_key")[column.of]
        return self._clients["row_key"].map(by_client).astype(TEXT)

    def _enter_contacts(self, column: Column, keys: set[str]) -> None:
        book = self._books.get("contacts")
        if book is None or column.contact is None:
            return
        rows = self._contact_rows(column.contact)
        rows = rows[rows["client_key"].isin(keys)]
        used = np.zeros(len(book.frame), dtype=bool)
        used[book.frame.index.get_indexer(rows.index)] = True
        book.settle(used, RowFate.WRITTEN)
        book.place_all("client_key", FieldFate.RESHAPED, used)
        book.place_all("kind", FieldFate.RESHAPED, used)
        book.place_all(column.of, FieldFate.CARRIED, used)

    def _folded(self, column: Column) -> pd.Series:
        own = [self._clients[name].fillna("").tolist() for name in column.fold]
        said = {table: self._sentences(table) for table in column.fold_tables}
        texts = []
        for place, key in enumerate(self._clients["row_key"].tolist()):
            parts = [values[place] for values in own if values[place]]
            parts += [
                f"{label(table)}: {' | '.join(lines[key])}"
                for table, lines in said.items()
                if key in lines
            ]
            texts.append(SEPARATOR.join(parts))
        made = pd.Series(texts, index=self._clients.index, dtype=TEXT)
        return made.mask(made == "")

    def _sentences(self, table: str) -> dict[str, list[str]]:
        book = self._books.get(table)
        if book is None:
            return {}
        found: dict[str, list[str]] = {}
        for row in book.frame[book.open_rows].to_dict("records"):
            found.setdefault(str(row["client_key"]), []).append(sentence(table, row))
        return found

    def _enter_folded(self, column: Column, keys: set[str], cut: set[str]) -> None:
        for table in column.fold_tables:
            book = self._books.get(table)
            if book is None:
                continue
            used = book.open_rows & book.frame["client_key"].isin(keys).to_numpy(dtype=bool)
            is_cut = book.frame["client_key"].isin(cut).to_numpy(dtype=bool)
            book.settle(used, RowFate.WRITTEN)
            for field in book.filled_fields:
                book.place_all(field, FieldFate.TRUNCATED, used & is_cut)
                book.place_all(field, FieldFate.FOLDED, used)
