"""What the person who decides has to see: the passages that the decision sheet points at, as a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anonkit.pages import environment
from anonkit.portability.basis import SCOPES
from anonkit.portability.context import ExportContext
from anonkit.portability.decisions import SheetLine
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.wording import label_of


@dataclass(frozen=True)
class Passage:
    """One line of the sheet with the words it is about."""

    number: int
    """The line of the sheet, as a spreadsheet counts."""
    tag: str
    place: str
    why: str
    proposed: str
    words: str


def passages_to_html(
    record: ClientRecord, lines: Iterable[SheetLine], context: ExportContext
) -> str:
    """The passages, in the order of the sheet; identified, for the one who decides only."""
    rows = {(row.table, row.get("tag") or row.id): row for row in record.all_rows()}
    shown = [
        _passage(number, line, rows[line.table, line.tag])
        for number, line in enumerate(lines, start=2)
    ]
    template = environment("anonkit.portability").get_template("passages.html")
    return template.render(
        clinic=context.clinic, scope=SCOPES[record.basis], passages=shown, case=context.case
    )


def _passage(number: int, line: SheetLine, row: RecordRow) -> Passage:
    place = label_of(line.table) + (f", {label_of(line.field).lower()}" if line.field else "")
    words = row.get(line.field) if line.field else _whole(row)
    return Passage(number, line.tag, place, line.why, line.proposed, words)


def _whole(row: RecordRow) -> str:
    reasons = "; ".join(reason.message or reason.code for reason in row.reasons)
    skipped = {"row_key", "tag", "client_key", "content_hash", "source_place", "pulled_at"}
    told = [
        f"{label_of(name)}: {value}"
        for name, value in row.value_by_field.items()
        if name not in skipped
    ]
    return "\n".join([*told, f"Why it waits: {reasons}"])
