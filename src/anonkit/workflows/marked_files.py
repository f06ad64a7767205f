"""Files of marked notes, in our own layout or a corpus as one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from anonkit.errors import SourceUnreadable
from anonkit.workflows.note_files import NoteColumns, read_notes
from anonkit.workflows.text_lines import text_lines


def read_marked_files(files: Sequence[Path | str]) -> Iterator[dict[str, Any]]:
    """The rows of all files in their order."""
    for file in files:
        path = Path(file)
        if path.suffix.lower() == ".json" and path.is_file():
            yield from _read_corpus(path)
        else:
            yield from _read_own(path)


def _read_own(path: Path) -> Iterator[dict[str, Any]]:
    for row in read_notes(path, NoteColumns()):
        given = {name: row.cells[name] for name in ("full_text", "spans") if name in row.cells}
        yield {
            "text": row.text,
            "record": row.record,
            "test_data": _is_true(row.cells.get("test_data")),
            **given,
        }


def _is_true(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def _read_corpus(path: Path) -> Iterator[dict[str, Any]]:
    try:
        rows = json.loads("".join(text_lines(path)))
    except (ValueError, RecursionError):
        raise SourceUnreadable(f"{path.name} is not whole JSON; mend or export it again.") from None
    is_sound = isinstance(rows, list) and all(
        isinstance(row, dict) and ("full_text" in row or "text" in row) for row in rows
    )
    if not is_sound:
        raise SourceUnreadable(
            f"{path.name} is not a list of notes with `full_text` and `spans`; "
            "one JSON object a line belongs in a .jsonl file."
        )
    yield from rows
