"""What a record leaves out: what its basis does not reach, and what a person decided to withhold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from anonkit.model import SYSTEM_FIELDS, TABLES, IdentifierClass
from anonkit.portability import basis as grounds
from anonkit.portability.basis import SCOPES, Basis
from anonkit.portability.decisions import Action, Decision, names_in_record
from anonkit.portability.held import RecordRow, UnmappedValue, Withheld
from anonkit.portability.names_of_others import others_in, without_names

_SYSTEM = frozenset(field.name for field in SYSTEM_FIELDS)
_OTHER_CLIENT = ("relationships", "other_client_key")


class Sieve:
    """Lets through what a basis covers and nobody decided to withhold; counts the rest."""

    def __init__(
        self,
        basis: Basis,
        decisions: Sequence[Decision],
        rows: Sequence[RecordRow],
        other_names: Iterable[str] = (),
    ) -> None:
        self._basis = basis
        self._scope = SCOPES[basis]
        self._names = names_in_record(rows, other_names)
        self._decisions: dict[tuple[str, str], list[Decision]] = {}
        for decision in decisions:
            self._decisions.setdefault((decision.table, decision.tag), []).append(decision)
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def pass_row(self, row: RecordRow) -> RecordRow | None:
        """The row as it may be handed out; ``None`` where nothing of it may."""
        if not self._reaches(row):
            return self._withheld_row(row, grounds.OUTSIDE_SCOPE)
        outside = set() if self._was_provided(row) else self._outside(row)
        if not _says_something(row.without(outside)):
            return self._withheld_row(row, grounds.OUTSIDE_SCOPE)
        self._count_fields(row, outside, grounds.OUTSIDE_SCOPE)
        row = self._without_other_client(row.without(outside))
        return self._decided(row)

    def pass_clinic(self, rows: Iterable[RecordRow]) -> list[RecordRow]:
        """The clinic's rows; of staff only what concerns their work."""
        return [self._staff_at_work(row) if row.table == "staff" else row for row in rows]

    def pass_unmapped(self, values: tuple[UnmappedValue, ...]) -> tuple[UnmappedValue, ...]:
        """Values of columns nobody has classified, where the basis takes values of any origin."""
        if self._basis is not Basis.ART20:
            return tuple(value for value in values if value.table not in self._scope.tables_outside)
        for value in values:
            self._counts[value.table, value.column, grounds.UNKNOWN_ORIGIN] += 1
        return ()

    def withheld(self) -> tuple[Withheld, ...]:
        """What was left out so far, in declared order of the tables."""
        order = {table: number for number, table in enumerate(TABLES)}
        places = sorted(
            self._counts, key=lambda place: (order.get(place[0], len(order)), *place[1:])
        )
        return tuple(Withheld(*place, self._counts[place]) for place in places)

    def _reaches(self, row: RecordRow) -> bool:
        if row.table in self._scope.tables_outside:
            return False
        kinds = self._scope.note_kinds
        return row.table != "notes" or kinds is None or row.get("kind") in kinds

    def _was_provided(self, row: RecordRow) -> bool:
        return row.table == "documents" and row.get("kind") in grounds.PROVIDED_DOCUMENTS

    def _outside(self, row: RecordRow) -> set[str]:
        fields = TABLES[row.table].field_by_name
        return {name for name in row.value_by_field if not self._scope.covers(fields[name])}

    def _without_other_client(self, row: RecordRow) -> RecordRow:
        table, name = _OTHER_CLIENT
        if row.table != table or not row.get(name):
            return row
        self._count_fields(row, {name}, grounds.ANOTHER_CLIENT)
        return row.without({name})

    def _staff_at_work(self, row: RecordRow) -> RecordRow:
        private = {
            name for name in row.value_by_field if name not in grounds.STAFF_PUBLIC_FIELDS | _SYSTEM
        }
        self._count_fields(row, private, grounds.STAFF_PRIVATE)
        return row.without(private)

    def _decided(self, row: RecordRow) -> RecordRow | None:
        for decision in self._decisions.get((row.table, row.get("tag") or row.id), ()):
            if decision.action is Action.INCLUDE:
                continue
            if not decision.field or decision.action is Action.NOT_THEIRS:
                return self._withheld_row(row, decision.ground)
            if not row.get(decision.field):
                continue
            self._count_fields(row, {decision.field}, decision.ground)
            if decision.action is Action.WITHHOLD:
                row = row.without({decision.field})
            else:
                row = self._redacted(row, decision.field)
        return row if _says_something(row) else None

    def _redacted(self, row: RecordRow, name: str) -> RecordRow:
        text = row.get(name)
        covered = without_names(text, others_in(text, self._names.others, self._names.own))
        return replace(row, value_by_field={**row.value_by_field, name: covered})

    def _withheld_row(self, row: RecordRow, ground: str) -> RecordRow | None:
        """Nothing, once the row is counted."""
        self._counts[row.table, "", ground] += 1
        return None

    def _count_fields(self, row: RecordRow, names: set[str], ground: str) -> None:
        for name in names:
            self._counts[row.table, name, ground] += 1


def _says_something(row: RecordRow) -> bool:
    """Whether anything but keys and system fields is left."""
    fields = TABLES[row.table].field_by_name
    return any(
        name not in _SYSTEM and fields[name].identifier_class is not IdentifierClass.KEY
        for name in row.value_by_field
    )
