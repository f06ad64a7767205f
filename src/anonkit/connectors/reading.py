"""Reads sources whole: every unit ends read, quarantined or ignored, and clients come before their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from anonkit.connectors.applying import (
    Amendment,
    Amendments,
    Attachments,
    BlockMaker,
    Books,
    ClientBook,
    MadeRow,
    RowMaker,
    StaffBook,
    TableTask,
    placed_id,
    works_by_columns,
)
from anonkit.connectors.base import Piece, ReadContext
from anonkit.connectors.expansion import MAPPING_NAME, Container, Expander
from anonkit.connectors.guarding import BlockGuard, formula_count, guarded_row, guarded_unit
from anonkit.connectors.joining import amended, remember_client, remember_known
from anonkit.connectors.leftovers import read_leftovers
from anonkit.connectors.naming import SourceNames
from anonkit.connectors.pieces import PieceMaker
from anonkit.connectors.readers import (
    BadUnit,
    Block,
    SkippedUnit,
    SourceBlock,
    SourceFile,
    SourceRow,
)
from anonkit.connectors.registry import Recogniser, TableRecogniser
from anonkit.connectors.tables import PlannedTable, UnreadableFile, plan_tables
from anonkit.connectors.values import ParseContext
from anonkit.errors import MappingError, SettingsError
from anonkit.model import RowKey


def read_sources(sources: Sequence[Path], context: ReadContext) -> Iterator[Piece]:
    """The canonical rows of files, folders and archives, piece by piece.

    Raises `MarkedInput` before anything is read where a source bears the mark of a release, and
    `MappingError` where the clinic's mapping file cannot be used.
    """
    if context.mapping is None:
        context = replace(context, mapping=mapping_beside(sources))
    yield from _Ingest(context).pieces(sources)


def read_pulled(
    files: Sequence[SourceFile], recogniser: TableRecogniser, context: ReadContext
) -> Iterator[Piece]:
    """The canonical rows of tables that were pulled from a platform, piece by piece.

    The tables come decrypted as they are read; `recogniser` knows the reading of each by its name.
    """
    yield from _Ingest(context, recogniser).pieces(files)


def mapping_beside(sources: Sequence[Path]) -> Path | None:
    """The ``mapping.yaml`` of the one given folder that holds one; `MappingError` where several do."""
    found = [source / MAPPING_NAME for source in sources if (source / MAPPING_NAME).is_file()]
    if len(found) > 1:
        raise MappingError(
            "Several of the given folders hold a mapping.yaml. Give one folder a time."
        )
    return found[0] if found else None


Maker = TypeVar("Maker", RowMaker, BlockMaker)


class _Ingest:
    def __init__(self, context: ReadContext, recogniser: TableRecogniser | None = None) -> None:
        self._context = context
        self._names = SourceNames(context.identity)
        self._recogniser = recogniser or Recogniser(context.platform, context.mapping)
        self._books = Books(
            context.identity,
            ClientBook(),
            StaffBook(context.identity),
            Amendments(),
            Attachments(context.put_blob),
        )
        self._parse = parse_context(context)
        remember_known(self._books, context)

    def pieces(self, sources: Sequence[Path | SourceFile]) -> Iterator[Piece]:
        found = Expander(self._names).expand(sources)
        for file in found.attachments:
            self._books.attachments.add(file)
        planned = plan_tables(found.tables, self._recogniser, self._names, self._context.identity)
        for file in found.repeated:
            yield self._only_ignored(self._names.name(file.path), "same-bytes")
        for one in planned:
            if isinstance(one, UnreadableFile):
                yield self._unreadable(one)
        tables = sorted(
            (one for one in planned if isinstance(one, PlannedTable)), key=lambda one: one.rank
        )
        amending = [one for one in tables if one.recognised and one.recognised.reading.amends]
        waiting = [self._gather_amendments(one) for one in amending]
        for one in tables:
            if one.recognised is None or one.recognised.reading.amends is None:
                yield from self._table_pieces(one)
        for maker in waiting:
            yield from self._amendment_pieces(maker)
        yield from self._container_pieces(found.containers)

    def _only_ignored(self, source: str, reason: str, count: int = 1) -> Piece:
        maker = self._maker(source, self._context.platform)
        maker.ignore(reason, count)
        return maker.close()

    def _unreadable(self, file: UnreadableFile) -> Piece:
        maker = self._maker(file.place.source, self._context.platform)
        if file.ignored is not None:
            maker.ignore(file.ignored)
        else:
            maker.add_bad_unit(BadUnit("file", "unreadable-file"), "", file.place.file_tag)
        return maker.close()

    def _table_pieces(self, planned: PlannedTable) -> Iterator[Piece]:
        if planned.recognised is None:
            reason = "not-recognised" if planned.table.headers else "empty-sheet"
            yield self._only_ignored(planned.place.source, reason)
            return
        reading, platform = planned.recognised.reading, planned.recognised.platform
        maker = self._maker(planned.place.source, platform)
        if planned.table.blocks is not None and works_by_columns(reading):
            yield from self._block_pieces(planned, planned.table.blocks(), maker)
            return
        rows = self._made_ready(RowMaker, planned, maker)
        for unit in planned.table.units():
            if isinstance(unit, SkippedUnit):
                maker.ignore(unit.reason)
            elif reading.ignore is not None:
                maker.ignore(reading.ignore)
            elif isinstance(unit, BadUnit):
                self._add_bad_unit(unit, reading.tables[0], planned, maker)
            else:
                self._add_row(unit, rows, maker)
            if maker.is_full:
                yield self._closed(maker)
        yield self._closed(maker)

    def _block_pieces(
        self, planned: PlannedTable, units: Iterable[Block], maker: PieceMaker
    ) -> Iterator[Piece]:
        rows = self._made_ready(BlockMaker, planned, maker)
        guard = BlockGuard(rows.known)
        for unit in units:
            if isinstance(unit, SkippedUnit):
                maker.ignore(unit.reason)
            elif isinstance(unit, BadUnit):
                self._add_bad_unit(unit, rows.reading.tables[0], planned, maker)
            else:
                yield from self._full_pieces(unit, rows, guard, maker)
            if maker.is_full:
                yield self._closed(maker)
        yield self._closed(maker)

    def _full_pieces(
        self, block: SourceBlock, rows: BlockMaker, guard: BlockGuard, maker: PieceMaker
    ) -> Iterator[Piece]:
        """The block in the piece at hand; what has no room in it goes on in the next one."""
        while len(block) > (room := maker.room):
            self._add_block(block.part(0, room), rows, guard, maker)
            block = block.part(room, len(block))
            yield self._closed(maker)
        self._add_block(block, rows, guard, maker)

    def _add_block(
        self, block: SourceBlock, rows: BlockMaker, guard: BlockGuard, maker: PieceMaker
    ) -> None:
        guarded = guard.guard(block)
        self._note_guarded(maker, guarded.masked, guarded.formulas)
        maker.add_block(rows.make(guarded.block, guarded.cleaned))

    def _add_bad_unit(
        self, unit: BadUnit, table: str, planned: PlannedTable, maker: PieceMaker
    ) -> None:
        guarded, masked = guarded_unit(unit)
        if masked:
            maker.noticed["card-masked", "row"] += masked
        maker.add_bad_unit(guarded, table, planned.place.file_tag)

    def _add_row(self, unit: SourceRow, rows: RowMaker, maker: PieceMaker) -> None:
        row = self._guarded_row(unit, rows, maker)
        made = rows.make(row)
        if made.ignored is not None:
            maker.ignore(made.ignored)
        elif made.faults:
            kept = made.rows or [MadeRow(rows.reading.tables[0], self._raw_key(rows, row), {})]
            maker.add_faulty_rows(kept, row.place, made.faults, made.unmapped)
        else:
            completed = [amended(one, self._books) for one in made.rows]
            self._remember(completed)
            maker.add_rows(completed, row.place, made.unmapped)
            maker.count_read()
        if new_staff := self._books.staff.take_made():
            made_staff = [MadeRow("staff", one["row_key"], one) for one in new_staff]
            maker.add_rows(made_staff, row.place, {})

    def _remember(self, rows: list[MadeRow]) -> None:
        for row in rows:
            if row.table == "clients":
                remember_client(self._books.clients, row.fields, self._parse)
            elif row.table == "staff":
                self._books.staff.add(row.fields)

    def _raw_key(self, rows: RowMaker, row: SourceRow) -> str:
        source_id = placed_id(rows.place.file_tag, row.place)
        return str(RowKey(rows.platform, rows.reading.tables[0], source_id))

    def _gather_amendments(self, planned: PlannedTable) -> PieceMaker:
        if planned.recognised is None:
            raise AssertionError("only recognised tables amend")
        maker = self._maker(planned.place.source, planned.recognised.platform)
        rows = self._made_ready(RowMaker, planned, maker)
        for unit in planned.table.units():
            if isinstance(unit, SkippedUnit):
                maker.ignore(unit.reason)
            elif isinstance(unit, BadUnit):
                self._add_bad_unit(unit, "clients", planned, maker)
            else:
                found = rows.amendment(self._guarded_row(unit, rows, maker))
                if found is None:
                    maker.ignore("no-record")
                else:
                    self._books.amendments.add(found)
        self._take_notes(maker)
        return maker

    def _amendment_pieces(self, maker: PieceMaker) -> Iterator[Piece]:
        unused = {id(one) for one in self._books.amendments.unused(maker.source)}
        for one in self._books.amendments.all:
            if one.source != maker.source:
                continue
            if id(one) in unused and not self._amends_known(one, maker):
                maker.add_faulty_rows([self._lost(one, maker)], one.place, ["unknown-client"])
            else:
                maker.count_read()
        yield self._closed(maker)

    def _amends_known(self, amendment: Amendment, maker: PieceMaker) -> bool:
        """Completes a client of an earlier ingest, whose row is then handed out anew."""
        match = self._books.clients.find(amendment.ref, maker.platform)
        values = self._known_clients.get(match.key or "")
        if values is None:
            return False
        row = MadeRow("clients", values["row_key"], amendment.applied_to(values))
        maker.add_rows([row], amendment.place, {})
        return True

    @cached_property
    def _known_clients(self) -> dict[str, dict[str, str]]:
        known = self._context.known_clients
        rows = [] if known is None else known.to_dict("records")
        return {
            str(row["row_key"]): {
                str(name): text for name, text in row.items() if isinstance(text, str)
            }
            for row in rows
        }

    def _lost(self, amendment: Amendment, maker: PieceMaker) -> MadeRow:
        tag = self._context.identity.file_tag(maker.source)
        source_id = placed_id(tag, amendment.place)
        key = str(RowKey(maker.platform, "clients", source_id))
        values: dict[str, str | None] = {"row_key": key, **amendment.values}
        return MadeRow("clients", key, values, amendment.ref.best)

    def _container_pieces(self, containers: dict[str, Container]) -> Iterator[Piece]:
        files = dict(self._books.attachments.by_container())
        for name, container in containers.items():
            shown = (
                name
                if container.is_archive
                else self._names.name((name,) if name else ("loose files",), is_fixed=not name)
            )
            maker = self._maker(shown, self._context.platform)
            tag = self._context.identity.file_tag(shown)
            for number, bad in enumerate(container.bad, start=1):
                maker.add_bad_unit(replace(bad, place=bad.place or f"member {number}"), "", tag)
            for skipped in container.skipped:
                maker.ignore(skipped.reason)
            if container.is_archive:
                maker.count_read(container.tables)
            read_leftovers(files.get(name, []), maker, self._books)
            if maker.units:
                yield self._closed(maker)

    def _guarded_row(self, unit: SourceRow, rows: RowMaker, maker: PieceMaker) -> SourceRow:
        row, masked = guarded_row(unit, rows.known.ids)
        self._note_guarded(maker, masked, formula_count(row))
        return row

    def _note_guarded(self, maker: PieceMaker, masked: int, formulas: int) -> None:
        if masked:
            maker.noticed["card-masked", "row"] += masked
        if formulas:
            maker.noticed["formula-text", "row"] += formulas

    def _made_ready(self, kind: type[Maker], planned: PlannedTable, maker: PieceMaker) -> Maker:
        if planned.recognised is None:
            raise AssertionError("only recognised tables are read")
        for code in planned.table.findings:
            maker.noticed[code, "header"] += 1
        found = planned.recognised
        maker.recognition = found.recognition(len(planned.table.headers))
        headers = tuple(planned.table.headers)
        return kind(
            TableTask(
                found.reading, found.platform, headers, planned.place, self._books, self._parse
            )
        )

    def _maker(self, source: str, platform: str) -> PieceMaker:
        return PieceMaker(source, platform, self._context)

    def _closed(self, maker: PieceMaker) -> Piece:
        self._take_notes(maker)
        return maker.close()

    def _take_notes(self, maker: PieceMaker) -> None:
        maker.noticed.update(self._parse.noticed)
        self._parse.noticed.clear()


def parse_context(context: ReadContext) -> ParseContext:
    """The habits of the clinic's country and zone; `SettingsError` for a zone that does not exist."""
    try:
        zone = ZoneInfo(context.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            "The time zone is unknown. Give an IANA name such as Europe/London."
        ) from error
    is_uk = context.jurisdiction == "uk"
    return ParseContext(
        order="dmy" if is_uk else "mdy",
        zone=zone,
        country="GB" if is_uk else "US",
        today=date.fromisoformat(context.pulled_at[:10]),
    )
