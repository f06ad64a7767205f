"""Files of notes: JSON Lines, CSV, Parquet and XLSX, read and written a batch at a time."""

from __future__ import annotations

import csv
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.errors import SettingsError, SourceUnreadable
from anonkit.workflows.text_lines import text_lines

FORMATS = (".jsonl", ".csv", ".parquet", ".xlsx")
_BATCH = 2_000
_RECORD_PREFIX = "record."
_LONGEST_CELL = 50_000_000
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_CSV_FAULT = "a quote is not closed, or the line is no CSV; mend the line."


@dataclass(frozen=True)
class NoteRow:
    """One row of a file of notes: the row as it stands, and what scrubbing needs of it."""

    cells: Mapping[str, Any]
    note_id: str
    text: str
    record: Mapping[str, Any]

    @property
    def client(self) -> str:
        """Whose note it is: the client id where the record has one, else the note's own id."""
        return str(self.record.get("client_id") or self.note_id)


@dataclass(frozen=True)
class NoteColumns:
    """Which columns hold what; without options the names of the documented layout."""

    text: str = "text"
    note_id: str = "id"
    known: tuple[str, ...] = ()

    def row(self, cells: Mapping[str, Any], number: int) -> NoteRow:
        """The row with its parts; a note without an id is named by its number."""
        text = cells.get(self.text)
        note_id = cells.get(self.note_id)
        return NoteRow(
            cells=cells,
            note_id=str(note_id) if _is_there(note_id) else str(number),
            text=text if isinstance(text, str) else "",
            record=self._record(cells),
        )

    def _record(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        record = _nested_record(cells.get("record"))
        for name, value in cells.items():
            if name.startswith(_RECORD_PREFIX) and _is_there(value):
                record[name.removeprefix(_RECORD_PREFIX)] = value
        record.update({name: cells[name] for name in self.known if _is_there(cells.get(name))})
        return record

    def check(self, names: Sequence[str], where: str) -> None:
        """`SettingsError` where a column that was named is not there."""
        missing = [name for name in (self.text, *self.known) if name not in names]
        if missing:
            raise SettingsError(
                f"{where} has no column {', '.join(missing)}; it has {', '.join(map(str, names))}. "
                "Name the columns with --text, --id and --known."
            )


def _nested_record(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str) and value.startswith("{"):
        try:
            parsed = json.loads(value)
        except ValueError:
            return {}
        return parsed if isinstance(parsed, dict) else {}
    return {}


def _is_there(value: Any) -> bool:
    return value is not None and value == value and value != ""  # noqa: PLR0124 - NaN is not itself


def read_notes(path: Path, columns: NoteColumns) -> Iterator[NoteRow]:
    """The file's rows in their order; `SourceUnreadable` names the line that cannot be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise SettingsError(f"{path.name}: the suffix must be one of {', '.join(FORMATS)}")
    if not path.is_file():
        raise SettingsError(f"{path} is not there.")
    for number, cells in enumerate(reader(path), start=1):
        if number == 1 and path.suffix.lower() != ".jsonl":
            columns.check(list(cells), path.name)
        yield columns.row(cells, number)


def _read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("text", ""), (str, type(None))):
            raise SourceUnreadable(
                f"{path.name}, line {number}: not a JSON object with a text; mend the line."
            )
        yield _sound(row) if _HALF.search(line) else row


def _sound(value: Any) -> Any:
    """The value with halves of characters, which no file can hold, as the mark for a lost one."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {_sound(name): _sound(held) for name, held in value.items()}
    return [_sound(held) for held in value] if isinstance(value, list) else value


def _read_csv(path: Path) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(text_lines(path, newline=""), strict=True)
    try:
        header = next(rows, [])
        for row in rows:
            if len(row) != len(header):
                raise SourceUnreadable(
                    f"{path.name}, line {rows.line_num}: {len(row)} cells where the header has "
                    f"{len(header)}; mend the line."
                )
            yield dict(zip(header, row, strict=True))
    except csv.Error:
        raise SourceUnreadable(f"{path.name}, line {rows.line_num}: {_CSV_FAULT}") from None


def _read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid:
        raise SourceUnreadable(f"{path.name} is not a Parquet file.") from None
    for batch in file.iter_batches(_BATCH):
        yield from batch.to_pylist()


def _read_workbook(path: Path) -> Iterator[dict[str, Any]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.CalamineError:
        raise SourceUnreadable(f"{path.name} is not a workbook that can be read.") from None
    rows = iter(book.get_sheet_by_index(0).iter_rows())
    header = [str(name) for name in next(rows, [])]
    for row in rows:
        yield {
            name: cell if isinstance(cell, str) else _plain(cell)
            for name, cell in zip(header, row, strict=False)
        }


def _plain(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


_READERS: Mapping[str, Callable[[Path], Iterator[dict[str, Any]]]] = {
    ".jsonl": _read_json_lines,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_workbook,
}


def write_notes(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Writes the rows in the format of the suffix, whole or not at all, and returns how many."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise SettingsError(f"{path.name}: the suffix must be one of {', '.join(FORMATS)}")
    with _aside(path) as aside:
        return _WRITERS[suffix](aside, rows)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.aside")
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _write_json_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: Any = None
        for row in rows:
            cells = {name: _cell(value) for name, value in row.items()}
            if writer is None:
                writer = csv.DictWriter(file, list(cells), lineterminator="\n")
                writer.writeheader()
            writer.writerow(cells)
            count += 1
    return count


def _write_parquet(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    count, writer = 0, None
    for batch in _batches(rows):
        columns = {name: [_cell(row.get(name)) for row in batch] for name in batch[0]}
        table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
        count += len(batch)
    if writer is None:
        pq.write_table(pa.table({"id": [], "text": [], "findings": []}), path)
    else:
        writer.close()
    return count


def _write_workbook(path: Path, _rows: Iterable[dict[str, Any]]) -> int:
    raise SettingsError(
        f"{path.suffix} is read and not written; name a .csv, .jsonl or .parquet file."
    )


_WRITERS: Mapping[str, Callable[[Path, Iterable[dict[str, Any]]], int]] = {
    ".jsonl": _write_json_lines,
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_workbook,
}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
