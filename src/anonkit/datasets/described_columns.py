"""Every column of a release as an analyst must know it: what data dictionary and data package are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.datasets.cells import column_type
from anonkit.datasets.dataset import MARK_COLUMN
from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.known_bias import bias_of
from anonkit.model import TABLES, FieldType

MISSING_CODES = {
    "never_recorded": "nothing was recorded",
    "suppressed": "recorded, and taken out so that nobody is recognised",
    "withheld": "recorded or not, and told for nobody: the policy leaves the whole field out",
    "not_applicable": "nothing could stand there",
    "failed_validation": "recorded, and set aside because a check doubted it",
}
"""Why a cell is empty. Counts below k are told as *some*, and then so are the others of that column."""
SOME = "some"

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
_MADE_COLUMNS = frozenset({"case", "row", "visit", "when"})
_PRECISION = {
    FieldType.PARTIAL_DATE: "day, month or year",
    FieldType.DATE_TIME: "minute or day",
    FieldType.INTEGER: "1",
    FieldType.DECIMAL: "as written",
}
_PARENTS = {"appointment_row": "appointments", "treatment_row": "treatments"}
ROW_KEY = ("case", "row")


@dataclass(frozen=True)
class Column:
    """One column, there or withheld."""

    table: str
    name: str
    type: FieldType
    unit: str = ""
    choices: tuple[str, ...] = ()
    meaning: str = ""
    identifier_class: str = "plain"
    treatment: str = ""
    grain: str = ""
    key: str = ""
    """``primary`` where it names the row, alone or with others."""
    joins: str = ""
    """The columns that it leads to, as ``table(column, column)``."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Code to count, as it may be told."""
    precision_before: str = ""
    precision_after: str = ""
    known_bias: str = ""
    is_told: bool = True


def described_columns(
    tables: Mapping[str, pd.DataFrame],
    facts: ReleaseFacts,
    missing: Mapping[str, Mapping[str, int]],
) -> Iterator[Column]:
    """Every column that is there, then every field of these tables that the policy took out."""
    describer = _Describer(tables, facts, missing)
    there = {(table, name) for table in tables for name in describer.names(table)}
    for table in tables:
        for name in describer.names(table):
            yield describer.told(table, name)
    for place in facts.treatment_by_field:
        table, _, name = place.partition(".")
        if name and (table, name) not in there:
            yield describer.withheld(table, name)


def grain_of(table: str) -> str:
    """What a row of the table is."""
    if table == "cases":
        return "one row a case, which is one person"
    return f"one row of {table.replace('_', ' ')}, within a case"


def told_missing(counts: Mapping[str, int], k: int) -> dict[str, str]:
    """The counts as they may be told: where one is below k, none of the column's is, or it could be worked out."""
    some = any(0 < count < k for count in counts.values())
    return {code: SOME if some else str(count) for code, count in counts.items() if count}


def joins_of(name: str, tables: Mapping[str, pd.DataFrame], table: str) -> str:
    """Where the column leads, if the table it leads to is there."""
    if name == "case" and table != "cases" and "cases" in tables:
        return "cases(case)"
    parent = _PARENTS.get(name, "")
    return f"{parent}(case, row)" if parent in tables else ""


@dataclass(frozen=True)
class _Describer:
    """What is known of the columns of one release."""

    tables: Mapping[str, pd.DataFrame]
    facts: ReleaseFacts
    missing: Mapping[str, Mapping[str, int]]

    def names(self, table: str) -> list[str]:
        """The columns of the CSV file, the mark last."""
        return [*(str(name) for name in self.tables[table].columns), MARK_COLUMN]

    def told(self, table: str, name: str) -> Column:
        """A column that is there."""
        schema = TABLES.get(table)
        declared = schema.field_by_name.get(name) if schema else None
        made = declared is None or name in _MADE_COLUMNS
        place = f"{table}.{name}"
        before = _PRECISION.get(declared.type, "as recorded") if declared else ""
        return Column(
            table=table,
            name=name,
            type=column_type(table, name),
            unit=(declared.unit or "") if declared else "",
            choices=declared.choices if declared else (),
            meaning=_MEANINGS.get(name, "") if declared is None else declared.meaning,
            identifier_class="plain" if declared is None else declared.identifier_class.value,
            treatment=self.facts.treatment_by_field.get(place, _MADE if made else "not stated"),
            grain=grain_of(table),
            key="primary" if name in key_of(table, self.tables[table]) else "",
            joins=joins_of(name, self.tables, table),
            missing=told_missing(self.missing.get(place, {}), self.facts.k or 1),
            precision_before=before,
            precision_after=self.facts.precision_by_field.get(place, before),
            known_bias="" if name in {*ROW_KEY, MARK_COLUMN} else bias_of(table, name),
        )

    def withheld(self, table: str, name: str) -> Column:
        """A field that the policy tells of nobody."""
        schema = TABLES.get(table)
        declared = schema.field_by_name.get(name) if schema else None
        return Column(
            table=table,
            name=name,
            type=declared.type if declared else FieldType.TEXT,
            unit=(declared.unit or "") if declared else "",
            meaning=declared.meaning if declared else _MEANINGS.get(name, ""),
            identifier_class=declared.identifier_class.value if declared else "plain",
            treatment=self.facts.treatment_by_field[f"{table}.{name}"],
            grain=grain_of(table),
            missing={"withheld": "all"},
            precision_before=_PRECISION.get(declared.type, "as recorded") if declared else "",
            precision_after="not told",
            is_told=False,
        )


def key_of(table: str, frame: pd.DataFrame) -> tuple[str, ...]:
    """The columns that together name a row of this table."""
    return ROW_KEY if "row" in frame else ("case",) if table == "cases" else ()
