"""Opens a file as tables and finds the reading of each; a file that cannot be opened says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from anonkit.connectors.applying import Place
from anonkit.connectors.files import Recognised
from anonkit.connectors.naming import SourceNames
from anonkit.connectors.readers import (
    SourceFile,
    SourceTable,
    read_delimited,
    read_json_lines,
    read_workbook,
    refuse_marked,
)
from anonkit.connectors.registry import TableRecogniser
from anonkit.errors import SourceUnreadable
from anonkit.model import Identity


@dataclass(frozen=True)
class PlannedTable:
    """One table, where it lies, and how it is read; without a reading it is left aside."""

    place: Place
    table: SourceTable
    recognised: Recognised | None

    @property
    def rank(self) -> int:
        """What has to be read first: what completes clients, clients, staff, then what refers to them."""
        if self.recognised is None or self.recognised.reading.amends is not None:
            return 0
        made = self.recognised.reading.tables
        return 1 if "clients" in made else 2 if "staff" in made else 3


@dataclass(frozen=True)
class UnreadableFile:
    """A file that is no table after all: one to mend, or one that holds nothing."""

    place: Place
    ignored: str | None = None
    """Why it may be left aside, where it may."""


def plan_tables(
    files: Iterable[SourceFile], recogniser: TableRecogniser, names: SourceNames, identity: Identity
) -> list[PlannedTable | UnreadableFile]:
    """Every table of the files, in the order in which they were given."""
    planned: list[PlannedTable | UnreadableFile] = []
    tags: set[str] = set()
    for file in files:
        try:
            tables = open_tables(file, recogniser.code_page_of(file.name))
        except SourceUnreadable:
            place = Place(names.name(file.path), identity.file_tag(file.name), file.container)
            planned.append(UnreadableFile(place, _why_ignored(file)))
            continue
        for number, table in enumerate(tables, start=1):
            found = (
                recogniser.recognise(table.headers, file.name, table.sheet)
                if table.headers
                else None
            )
            is_fixed = found is not None and found.is_named
            source = names.name(file.path, table.sheet, is_fixed=is_fixed, sheet_number=number)
            tag = identity.file_tag(f"{file.name}!{table.sheet}" if table.sheet else file.name)
            if tag in tags:
                # Files of one name in several folders must not give their rows one id.
                tag = identity.file_tag("/".join(file.path) + f"!{table.sheet or ''}")
            tags.add(tag)
            planned.append(PlannedTable(Place(source, tag, file.container), table, found))
    return planned


def open_tables(file: SourceFile, code_page: str | None) -> list[SourceTable]:
    """The tables of one file; `SourceUnreadable` where it cannot be read at all."""
    if file.suffix in {".xlsx", ".xlsm", ".xls"}:
        return read_workbook(file.read(), file.suffix)
    if file.suffix in {".jsonl", ".ndjson", ".json"}:
        return [read_json_lines(file.open, code_page)]
    return [read_delimited(file.open, code_page)]


def open_tables_of(path: Path) -> list[SourceTable]:
    """The tables of a file on disk; `MarkedInput` where it was released."""
    file = SourceFile((path.name,), lambda: path.open("rb"), path.stat().st_size)
    refuse_marked(file)
    return open_tables(file, None)


def _why_ignored(file: SourceFile) -> str | None:
    if file.size == 0:
        return "empty-file"
    return "old-workbook" if file.suffix == ".xls" else None
