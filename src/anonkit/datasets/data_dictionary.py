"""The data dictionary of a release: every column, what it means, and what the policy did with it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.datasets.cells import column_type
from anonkit.datasets.csv_text import csv_bytes
from anonkit.datasets.dataset import MARK_COLUMN
from anonkit.model import TABLES

COLUMNS = ("table", "field", "type", "unit", "choices", "meaning", "identifier_class", "treatment")

_MEANINGS = {
    "case": "the case this row belongs to; a number made for this release",
    "row": "names the row within its case",
    "visit": "number of the visit in the course, counted from 1",
    "when": "when it happened, told from the first visit or as coarsely as the policy asks",
    "made_up_name": "the invented name of the person in this case",
    "age_band": "age at the first visit, in bands",
    "sex": "sex as recorded",
    "skin_type": "Fitzpatrick skin type, I to VI",
    "region": "where the person lives, as coarsely as the policy asks",
    "visits": "how many visits the course has",
    "span": "from the first visit to the last",
    "intervals": "for each visit after the first: weeks since the one before, where that tells no date",
    "photo": "name of the picture in photos/",
    "staff_role": "the role of the member of staff in this case",
    "appointment_row": "the appointment this row belongs to, by its row within the case",
    "treatment_row": "the treatment this row belongs to, by its row within the case",
    "procedures": "procedure families in this case",
    "products": "products used in this case",
    "complications": "complications and adverse events recorded; none recorded is not none happened",
    "sites": "sites treated in this case",
    MARK_COLUMN: "says that this row comes from a release; it may not be taken in as records",
}
_MADE = "made for the release"


def data_dictionary(
    tables: Mapping[str, pd.DataFrame], treatment_by_field: Mapping[str, str], mark: str
) -> bytes:
    """CSV with a line for every column that is there, then one for every field the policy took out."""
    lines = [
        _line(table, str(name), treatment_by_field)
        for table, frame in tables.items()
        for name in [*frame.columns, MARK_COLUMN]
    ]
    there = {(line[0], line[1]) for line in lines}
    gone = [name.split(".", 1) for name in treatment_by_field if "." in name]
    lines += [
        _line(table, name, treatment_by_field) for table, name in gone if (table, name) not in there
    ]
    return csv_bytes([*COLUMNS, MARK_COLUMN], ([*line, mark] for line in lines))


def _line(table: str, name: str, treatment_by_field: Mapping[str, str]) -> list[str]:
    schema = TABLES.get(table)
    field = schema.field_by_name.get(name) if schema else None
    made = field is None or name in {"case", "row", "visit", "when"}
    return [
        table,
        name,
        column_type(table, name).value,
        (field.unit or "") if field else "",
        " | ".join(field.choices) if field else "",
        _MEANINGS.get(name, "") if field is None else field.meaning,
        "plain" if field is None else field.identifier_class.value,
        treatment_by_field.get(f"{table}.{name}", _MADE if made else "not stated"),
    ]
