"""A reading made ready for blocks of one set of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from anonkit.connectors.applying.client_rules import ClientFinder, FoundClient
from anonkit.connectors.applying.fields import Cells, FieldReader, holds
from anonkit.connectors.applying.known_columns import KnownColumns
from anonkit.connectors.applying.source_ids import plain_id
from anonkit.connectors.applying.task import TableTask
from anonkit.connectors.applying.valued import (
    Columns,
    Notes,
    Valued,
    look_of,
    names_staff,
    uses_other_rows,
)
from anonkit.connectors.mapping import ClientRule, FieldRule, Reading, RowRule
from anonkit.connectors.mapping_parts import Condition
from anonkit.model import TABLES

T = TypeVar("T")


def works_by_columns(reading: Reading) -> bool:
    """Whether the rows of a table can be made a block at a time.

    What one row makes may then not change what the next one finds: rows of clients and staff are
    looked up by those after them, and files are handed out one by one.
    """
    if reading.amends is not None or reading.ignore is not None:
        return False
    rules = [rule for row in reading.rows for rule in row.fields.values()]
    adds = {adds for rule in rules for adds in names_staff(rule)}
    return len(adds) < 2 and not any(map(_needs_its_turn, reading.rows))


def _needs_its_turn(row: RowRule) -> bool:
    is_looked_up = row.table in {"clients", "staff"} or (row.client is not None and row.client.own)
    return is_looked_up or row.attachment is not None or row.for_each is not None


@dataclass
class RulePlan:
    """One row rule over columns."""

    rule: RowRule
    when: Valued[bool] | None
    fields: Mapping[str, Valued[str | None]]
    after_others: frozenset[str]
    """The fields that depend on rows which the same source row has made before."""
    staff: Sequence[Valued[str | None]]
    """Those of the fields that name members of staff."""
    client: Valued[FoundClient] | None
    given_id: Valued[str] | None
    """The platform's own id, where more than columns go into it."""
    derived: Sequence[Valued[str]]


@dataclass
class BlockPlan:
    """A reading over columns."""

    known: KnownColumns
    rest: tuple[str, ...]
    """The headers that no rule names."""
    ignore: Sequence[tuple[Valued[bool], str]]
    rules: Sequence[RulePlan]

    def columns(self, cleaned: Mapping[str, Sequence[str]], count: int) -> Columns:
        """The cells of a block as the rules know them, from its cleaned columns by header."""
        by_name = {self.known.name_of(header): column for header, column in cleaned.items()}
        return Columns(by_name, {header: cleaned[header] for header in self.rest}, count)


class BlockPlanner:
    """Makes plans; what their rules notice is added to the context of the task."""

    def __init__(self, task: TableTask) -> None:
        self._reading = task.reading
        self._books = task.books
        self._told = task.context.noticed
        self._aside: Notes = Notes()
        own = replace(task.context, noticed=self._aside).with_order(task.reading.dates)
        self._reader = FieldReader(task.platform, own, task.books.clients, task.books.staff)
        self._finder = ClientFinder(task.platform, own, task.books.clients)

    def plan(self, known: KnownColumns, headers: Sequence[str]) -> BlockPlan:
        """The plan for rows that have these columns."""
        present = frozenset(map(known.name_of, headers))
        rest = tuple(header for header in headers if not known.is_named(header))
        making = _Making(known.order, present, rest, self._aside, self._told)
        ignored = self._reading.ignore_rows
        return BlockPlan(
            known,
            rest,
            [(making.condition(one.when), one.reason) for one in ignored],
            [self._rule(rule, making) for rule in self._reading.rows],
        )

    def _rule(self, rule: RowRule, making: _Making) -> RulePlan:
        targets = TABLES[rule.table].field_by_name
        fields = {
            name: making.field(one, partial(self._reader.read, one, targets[name]))
            for name, one in rule.fields.items()
        }
        client = rule.client
        identity = self._books.identity
        return RulePlan(
            rule,
            None if rule.when is None else making.condition(rule.when),
            fields,
            frozenset(name for name, one in rule.fields.items() if uses_other_rows(one)),
            [fields[name] for name, one in rule.fields.items() if names_staff(one)],
            None if client is None else making.columns(client.columns, self._found(client)),
            making.columns(rule.id.named, lambda cells: plain_id(rule.id, cells, identity))
            if rule.id.within
            else None,
            [making.field(one, partial(self._derived, one)) for one in rule.id.derived],
        )

    def _found(self, rule: ClientRule) -> Callable[[Cells], FoundClient]:
        return partial(self._finder.find, rule)

    def _derived(self, rule: FieldRule, cells: Cells) -> str:
        return self._reader.text(rule, cells).casefold()


@dataclass(frozen=True)
class _Making:
    order: tuple[str, ...]
    present: frozenset[str]
    rest: tuple[str, ...]
    aside: Notes
    told: Notes

    def condition(self, condition: Condition) -> Valued[bool]:
        return self.columns(condition.columns, partial(holds, condition))

    def field(self, rule: FieldRule, read: Callable[[Cells], T]) -> Valued[T]:
        look = look_of((), (rule,), self.order, self.present, self.rest)
        return Valued(look, self.order, read, self.aside, self.told)

    def columns(self, names: Sequence[str], read: Callable[[Cells], T]) -> Valued[T]:
        look = look_of(names, (), self.order, self.present, self.rest)
        return Valued(look, self.order, read, self.aside, self.told)
