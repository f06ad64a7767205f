"""Which values a format took up: read a row through here, and the loss report knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from anonkit.model import TABLES
from anonkit.portability.held import ClientRecord, HeldFile, RecordRow


class FieldUse:
    """Notes, for one format, which values of each row went into it."""

    def __init__(self) -> None:
        self._taken_by_row: dict[str, tuple[str, set[str]]] = {}

    def of(self, row: RecordRow) -> set[str]:
        """The fields of this row whose values went into the format; whoever takes one adds its name."""
        found = self._taken_by_row.get(row.id)
        if found is None:
            found = self._taken_by_row[row.id] = row.table, set()
        return found[1]

    def counts(self) -> Counter[tuple[str, str]]:
        """From how many rows of a table each field's value went into the format, by table and field."""
        return Counter(
            (table, name) for table, taken in self._taken_by_row.values() for name in taken
        )


class Row:
    """A row of the record as one format reads it."""

    __slots__ = ("_values", "held", "id", "table", "taken")

    def __init__(self, row: RecordRow, use: FieldUse) -> None:
        self.held = row
        self.id = row.id
        """The row's id in this record."""
        self.table = row.table
        """The row's canonical table."""
        self.taken = use.of(row)
        """The fields whose values went into the format."""
        self._values = row.value_by_field

    def get(self, name: str) -> str:
        """The value of a field, noted as taken; empty where there is none."""
        value = self._values.get(name, "")
        if value:
            self.taken.add(name)
        return value

    def peek(self, name: str) -> str:
        """The value of a field that only steers what is written."""
        return self._values.get(name, "")


class RecordReading:
    """A record as one format reads it."""

    def __init__(self, record: ClientRecord, use: FieldUse | None = None) -> None:
        self.record = record
        noted = use or FieldUse()
        self._rows: Mapping[str, tuple[Row, ...]] = {
            table: tuple(Row(row, noted) for row in rows) for table, rows in record.rows.items()
        }
        self._rows_by_reference: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._file_by_row = {held.row_id: held for held in reversed(record.files) if held.path}
        self._by_key = {row.peek("row_key"): row for rows in self._rows.values() for row in rows}

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table."""
        return self._rows.get(table, ())

    def tables(self) -> Iterable[str]:
        """The tables that hold rows."""
        return self._rows

    def by_key(self, row_key: str) -> Row | None:
        """The row that a key names, where it is in the record."""
        return self._by_key.get(row_key) if row_key else None

    def referred(self, row: Row, name: str) -> Row | None:
        """The row that a key field of this row names, where it is in the record and of the right table."""
        found = self.by_key(row.peek(name))
        if found is None or found.table != TABLES[row.table].field_by_name[name].references:
            return None
        row.get(name)
        return found

    def file_of(self, row: Row) -> HeldFile | None:
        """The file a row describes, where it is in the bag."""
        return self._file_by_row.get(row.id)

    def rows_naming(self, table: str, name: str, row_key: str) -> list[Row]:
        """The rows of a table whose field of this name holds this key."""
        if (table, name) not in self._rows_by_reference:
            index: dict[str, list[Row]] = {}
            for row in self.rows(table):
                index.setdefault(row.peek(name), []).append(row)
            self._rows_by_reference[table, name] = index
        return self._rows_by_reference[table, name].get(row_key, []) if row_key else []
