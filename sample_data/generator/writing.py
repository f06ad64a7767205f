"""Files written the same byte for byte: CSV, JSON Lines, XLSX, ZIP."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sample_data.generator.columns import Column
from sample_data.generator.workbook import workbook_members

Row = Mapping[str, Any]
_STAMP = (2025, 7, 1, 9, 0, 0)


def csv_text(columns: list[Column], rows: Iterable[Row], separator: str = ",") -> str:
    """A CSV with CRLF lines, the header first; keys a row lacks are empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    for row in rows:
        writer.writerow([row.get(column.key, "") for column in columns])
    return out.getvalue()


def json_lines(columns: list[Column], rows: Iterable[Row]) -> str:
    """One JSON object a line, keys as declared."""
    lines = ({c.header: row.get(c.key) for c in columns} for row in rows)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def xlsx_bytes(sheets: Mapping[str, tuple[list[Column], Iterable[Row]]]) -> bytes:
    """A workbook; text stays text whatever it looks like, a `Formula` is a formula."""
    tables = {title: _with_header(columns, rows) for title, (columns, rows) in sheets.items()}
    return zip_bytes(workbook_members(tables))


def _with_header(columns: list[Column], rows: Iterable[Row]) -> Iterator[list[Any]]:
    yield [column.header for column in columns]
    for row in rows:
        yield [row.get(column.key) for column in columns]


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """An archive with fixed times, members in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def write(path: Path, content: bytes | str) -> None:
    """Writes bytes, or text as UTF-8, making the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
