"""The canonical record itself as a target: every table whole, as Parquet, as CSV, or in a warehouse."""

from __future__ import annotations

from anonkit.migration.target import Attachments, Column, Control, Target, TargetFile
from anonkit.model import TABLES, TableSchema

WAREHOUSE = "warehouse"
CANONICAL_TARGETS = ("canonical", "csv", WAREHOUSE)
_CONTROL_FIELDS = {
    "appointments": ("starts_at", "price"),
    "treatments": ("treated_at", "price"),
    "notes": ("written_at", None),
    "payments": ("paid_at", "amount"),
}
_EVERYTHING = "application/octet-stream"


def canonical_target(name: str) -> Target:
    """A file, or a table of a database, for each canonical table, with all its columns as they are."""
    suffix = {"canonical": ".parquet", "csv": ".csv", "warehouse": ".sql"}[name]
    files = tuple(_file(number, table, suffix) for number, table in enumerate(TABLES.values(), 1))
    return Target(
        name=name,
        title={
            "canonical": "the canonical record as Parquet",
            "csv": "the canonical record as CSV",
        }.get(name, "a warehouse"),
        how="read the tables; row_key names a row, *_key columns point at the rows of other tables",
        country="",
        certainty="ours",
        source="anonkit's own declaration of the record",
        takes="every table and field",
        files=files,
        attachments=None
        if name == "warehouse"
        else Attachments(
            media_types=(_EVERYTHING,),
            bytes_at_most=2**40,
            columns={
                "file": "file",
                "row_key": "row_key",
                "client_id": "client_number",
                "dated": "dated",
                "kind": "kind",
            },
            keeps_rows=True,
            history=False,
        ),
    )


def _file(number: int, table: TableSchema, suffix: str) -> TargetFile:
    month, money = _CONTROL_FIELDS.get(table.name, (None, None))
    return TargetFile(
        name=table.name,
        file=f"{number:02d}_{table.name}{suffix}",
        table=table.name,
        is_plain=suffix != ".csv",
        columns={field.name: Column(field=field.name) for field in table.all_fields},
        control=Control(
            month=month, field_month=month, money=money, field_money=money, is_text=True
        ),
    )
