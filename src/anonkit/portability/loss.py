"""What went into which format, per field: the loss report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anonkit.model import TABLES
from anonkit.portability.csv_tables import TECHNICAL
from anonkit.portability.held import ClientRecord
from anonkit.portability.use import FieldUse

FORMATS = ("fhir", "csv", "json", "html")
_WHY_TECHNICAL = "a name or digest that means something only inside the clinic's software"
_WHY_PAGE = "a number for machines; it stands in the other files"
_HEADER = (
    "table",
    "field",
    "meaning",
    "held",
    "fhir",
    "fhir_extension",
    "csv",
    "json",
    "html",
    "note",
)


@dataclass(frozen=True)
class FieldLoss:
    """How often one field is held, and how often it went into each format."""

    table: str
    field: str
    meaning: str
    held: int
    fhir: int
    """In FHIR's own elements."""
    fhir_extension: int
    """In an extension under the field's name: another system keeps it, and may not show it."""
    csv: int
    json: int
    html: int
    note: str

    @property
    def counts(self) -> tuple[int, ...]:
        """Held, and in each format, in the order of the columns."""
        return self.held, self.fhir, self.fhir_extension, self.csv, self.json, self.html

    @property
    def is_technical(self) -> bool:
        """Whether the field means something only inside the clinic's software."""
        return self.field in TECHNICAL

    @property
    def is_whole(self) -> bool:
        """Whether every value stands in every machine-readable format."""
        return min(self.fhir + self.fhir_extension, self.csv, self.json) >= self.held


@dataclass(frozen=True)
class LossReport:
    """The loss report of one export."""

    fields: tuple[FieldLoss, ...]

    @property
    def lost(self) -> tuple[FieldLoss, ...]:
        """The fields that are in no machine-readable format at all."""
        return tuple(
            each for each in self.fields if not each.csv and not each.json and not each.fhir
        )

    def to_csv(self) -> str:
        """A line per field."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_HEADER)
        writer.writerows([getattr(each, name) for name in _HEADER] for each in self.fields)
        return out.getvalue()

    def to_json(self) -> str:
        """The same as JSON, with the fields that are not whole first named."""
        document: dict[str, Any] = {
            "formats": list(FORMATS),
            "not_whole": [
                f"{each.table}.{each.field}" for each in self.fields if not each.is_whole
            ],
            "fields": [{name: getattr(each, name) for name in _HEADER} for each in self.fields],
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def measure_loss(record: ClientRecord, uses: Mapping[str, FieldUse]) -> LossReport:
    """Per field that is held: into which formats its values went. `uses` has every name of the columns."""
    fields: list[FieldLoss] = []
    taken = {name: use.counts() for name, use in uses.items()}
    for table, rows in record.rows.items():
        for field in TABLES[table].all_fields:
            held = sum(1 for row in rows if row.get(field.name))
            if held:
                counts = {name: each[table, field.name] for name, each in taken.items()}
                note = _note(field.name, held, counts)
                fields.append(
                    FieldLoss(table, field.name, field.meaning, held, **counts, note=note)
                )
    return LossReport(tuple(fields))


def _note(name: str, held: int, counts: Mapping[str, int]) -> str:
    if name in TECHNICAL:
        return _WHY_TECHNICAL
    if counts["html"] < held:
        return _WHY_PAGE
    return ""
