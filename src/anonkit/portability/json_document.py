"""The whole record as one JSON document, in the canonical words; what `import-patient` reads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from anonkit.portability.context import ExportContext
from anonkit.portability.csv_tables import TECHNICAL
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.use import FieldUse

MARK = "patient-export"
FORMAT_VERSION = 1


@dataclass(frozen=True)
class JsonDocument:
    """The document's text, and which values it holds."""

    text: str
    use: FieldUse


def to_json(record: ClientRecord, context: ExportContext) -> JsonDocument:
    """The record as JSON: every row of every table, and what is beside them."""
    use = FieldUse()
    document = {
        "anonkit": MARK,
        "format_version": FORMAT_VERSION,
        "export": context.case,
        "made_at": context.made_at,
        "made_by": asdict(context.clinic),
        "basis": record.basis.value,
        "tables": {table: [_row(row, use) for row in rows] for table, rows in record.rows.items()},
        "other_columns": [asdict(value) for value in record.unmapped],
        "unreadable_rows": [asdict(unit) for unit in record.unreadable],
        "files": [
            {
                "row": held.row_id,
                "path": held.path,
                "media_type": held.media_type,
                "problem": held.problem,
            }
            for held in record.files
        ],
        "withheld": [asdict(each) for each in record.withheld],
        "questions": [asdict(each) for each in record.questions],
    }
    return JsonDocument(json.dumps(document, ensure_ascii=False, indent=1) + "\n", use)


def _row(row: RecordRow, use: FieldUse) -> dict[str, Any]:
    values = {name: value for name, value in row.value_by_field.items() if name not in TECHNICAL}
    use.of(row).update(values)
    made: dict[str, Any] = {"id": row.id, "values": values}
    if row.doubts:
        made["doubts"] = dict(row.doubts)
    if row.is_quarantined:
        made["quarantined"] = [asdict(reason) for reason in row.reasons]
    return made
