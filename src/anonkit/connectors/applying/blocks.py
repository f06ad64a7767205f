"""A reading at work on blocks: the same rows that `RowMaker` makes one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress

from anonkit.connectors.applying.block_plans import BlockPlan, BlockPlanner, RulePlan
from anonkit.connectors.applying.block_work import BlockWork
from anonkit.connectors.applying.families import add_family_column
from anonkit.connectors.applying.known_columns import KnownColumns
from anonkit.connectors.applying.made_blocks import MadeBlock, MadeColumns, Ref
from anonkit.connectors.applying.occurrences import Occurrences
from anonkit.connectors.applying.row_filter import RowFilter
from anonkit.connectors.applying.rows import ID_FIELDS, MadeRow
from anonkit.connectors.applying.source_ids import (
    derived_content,
    derived_id,
    placed_id,
    source_id_of,
)
from anonkit.connectors.applying.task import TableTask
from anonkit.connectors.applying.valued import Columns, Valued
from anonkit.connectors.readers import SourceBlock, plain_header

_ID_BYTES = 8
Picked = Sequence[tuple[RulePlan, Sequence[int]]]


class BlockMaker:
    """Makes canonical rows of one source table by a reading for which `works_by_columns` holds."""

    def __init__(self, task: TableTask) -> None:
        self.reading = task.reading
        self.platform = task.platform
        self.place = task.place
        self.known = KnownColumns(task.reading, task.headers)
        self._books = task.books
        self._planner = BlockPlanner(task)
        self._plan_by_headers: dict[tuple[str, ...], BlockPlan] = {}
        self._filter = RowFilter(task.reading)
        self._ids: dict[str, Occurrences] = defaultdict(lambda: Occurrences(_ID_BYTES))

    def make(self, block: SourceBlock, cleaned: Mapping[str, Sequence[str]]) -> MadeBlock:
        """All that the rows of the block make; `cleaned` are its columns as `KnownColumns` cleans them."""
        plan = self._plan(tuple(block.columns))
        made = MadeBlock(block.places)
        rows = self._filter.left(block, made.ignored)
        columns = plan.columns(cleaned, len(block))
        for condition, reason in plan.ignore:
            left_out = set(_picked(condition, columns, rows))
            made.ignored[reason] += len(left_out)
            rows = [row for row in rows if row not in left_out] if left_out else rows
        picked = [(one, _picked(one.when, columns, rows)) for one in plan.rules]
        made.staff = self._met_staff(picked, columns, block.places)
        work = BlockWork(block.places)
        for one, own in picked:
            if own:
                work.parts.append(self._made_by(one, own, columns.chosen(own), work))
        rest = {} if self.reading.takes_rest else {h: columns.unnamed(h) for h in plan.rest}
        work.finish(made, rows, rest)
        return made

    def _plan(self, headers: tuple[str, ...]) -> BlockPlan:
        found = self._plan_by_headers.get(headers)
        if found is None:
            found = self._plan_by_headers[headers] = self._planner.plan(self.known, headers)
        return found

    def _met_staff(
        self, picked: Picked, columns: Columns, places: Sequence[str]
    ) -> list[tuple[str, MadeRow]]:
        """Whoever is named for the first time, in the order of the rows that name them."""
        waiting = [
            (own[at], rule, number, valued, key)
            for rule, (one, own) in enumerate(picked)
            for number, valued in enumerate(one.staff)
            for key, at in valued.unread(columns.chosen(own)).items()
        ]
        met = []
        for row, _, _, valued, key in sorted(waiting, key=lambda one: one[:3]):
            valued.learn(key)
            new = self._books.staff.take_made()
            met += [(places[row], MadeRow("staff", one["row_key"], one)) for one in new]
        return met

    def _made_by(
        self, plan: RulePlan, rows: Sequence[int], columns: Columns, work: BlockWork
    ) -> MadeColumns:
        rule, made = plan.rule, work.made_by(rows)
        values = {
            name: valued.of_made(columns, made) if name in plan.after_others else valued.of(columns)
            for name, valued in plan.fields.items()
        }
        add_family_column(rule.table, values)
        ids = self._source_ids(plan, columns, made, [work.places[row] for row in rows])
        refs: list[Ref | None] = [None] * len(rows)
        if plan.client is not None:
            found = plan.client.of(columns)
            values["client_key"] = [one.key for one in found]
            refs = [one.ref for one in found]
            for row, one in zip(rows, found, strict=True):
                if one.is_ambiguous:
                    work.faults[row].append("ambiguous-client")
        start = f"{self.platform}:{rule.table}:"
        keys: list[str | None] = [start + one for one in ids]
        if (named := ID_FIELDS.get(rule.table)) is not None:
            held = values.get(named)
            values[named] = (
                list(ids) if held is None else [h or i for h, i in zip(held, ids, strict=True)]
            )
        return MadeColumns(rule.table, rows, {"row_key": keys, **values}, refs)

    def _source_ids(
        self,
        plan: RulePlan,
        columns: Columns,
        made: Sequence[Mapping[str, str]],
        places: Sequence[str],
    ) -> list[str]:
        found = self._given_ids(plan, columns)
        missing = [at for at, one in enumerate(found) if not one]
        if missing and plan.derived:
            for at, one in zip(missing, self._derived_ids(plan, columns, missing), strict=True):
                found[at] = one
            missing = [at for at in missing if not found[at]]
        for at in missing:
            # A further row of the same source row shares the id of the first.
            first = next(iter(made[at].values()), None)
            tag = self.place.file_tag
            found[at] = placed_id(tag, places[at]) if first is None else source_id_of(first)
        part = plan.rule.part
        return [f"{one}/{part}" for one in found] if part else found

    def _given_ids(self, plan: RulePlan, columns: Columns) -> list[str]:
        if plan.given_id is not None:
            return plan.given_id.of(columns)
        parts = [columns.named(plain_header(name)) for name in plan.rule.id.columns]
        if len(parts) < 2:
            return list(parts[0]) if parts else [""] * columns.count
        return ["/".join(cells) if all(cells) else "" for cells in zip(*parts, strict=True)]

    def _derived_ids(self, plan: RulePlan, columns: Columns, missing: Sequence[int]) -> list[str]:
        table = plan.rule.table
        columns = columns.chosen(missing)
        texts = zip(*(valued.of(columns) for valued in plan.derived), strict=True)
        contents = [derived_content(table, row) for row in texts]
        nothing = derived_content(table, [""] * len(plan.derived))
        filled = [content for content in contents if content != nothing]
        hashes = self._books.identity.content_hashes(filled)
        digests = [one[: 2 * _ID_BYTES] for one in hashes]
        counts = self._ids[table].number(list(map(bytes.fromhex, digests)))
        made = map(derived_id, digests, counts)
        return ["" if content == nothing else next(made) for content in contents]


def _picked(condition: Valued[bool] | None, columns: Columns, rows: Sequence[int]) -> Sequence[int]:
    """Those of the rows for which the condition holds."""
    if condition is None:
        return rows
    return list(compress(rows, condition.of(columns.chosen(rows))))
