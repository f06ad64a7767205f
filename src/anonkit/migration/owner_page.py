"""The reconciliation as a page that a clinic's owner understands and signs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from anonkit.migration.account import Account
from anonkit.migration.classes import KEPT, FieldFate, RowFate
from anonkit.migration.folding import label
from anonkit.migration.reconciliation import Reconciliation
from anonkit.model import TABLES
from anonkit.pages import bar_chart, environment

_LOST = (FieldFate.REFUSED, FieldFate.DROPPED, FieldFate.TRUNCATED, FieldFate.COERCED)
_ROW_FATES = tuple(fate for fate in RowFate if fate is not RowFate.OPEN)
_FIELD_FATES = tuple(fate for fate in FieldFate if fate is not FieldFate.OPEN)


def reconciliation_page(
    result: Reconciliation, *, clinic: str, made_at: str, limit: int | None
) -> str:
    """The page as HTML; counts only."""
    template = environment("anonkit.migration").get_template("reconciliation.html")
    return template.render(
        result=result,
        clinic=clinic or "the clinic",
        made_at=made_at[:16].replace("T", " "),
        limit=limit,
        totals=_totals(result.account),
        picture=_picture(result.account),
        rows=_row_table(result.account),
        row_columns=_row_columns(result.account),
        losses=_losses(result.account),
        reasons=_reasons(result.account),
        comparisons=[
            (
                each.what,
                f"{each.expected:,}",
                f"{each.found:,}",
                "agree" if each.holds else f"{each.differing} differ",
            )
            for each in result.comparisons
        ],
        fields=_field_table(result.account),
    )


def _totals(account: Account) -> dict[str, int]:
    rows: Counter[RowFate] = Counter()
    values: Counter[FieldFate] = Counter()
    for (_, fate), count in account.rows.items():
        rows[fate] += count
    for (_, kind), count in account.fields.items():
        values[kind] += count
    return {
        "rows": sum(account.source_rows.values()),
        "waiting": rows[RowFate.QUARANTINED],
        "left": rows[RowFate.DROPPED] + rows[RowFate.REFUSED],
        "values": sum(account.source_fields.values()),
        "kept": sum(values[fate] for fate in KEPT),
    }


def _picture(account: Account) -> Any:
    counts: Counter[str] = Counter()
    for (_, kind), count in account.fields.items():
        counts[kind.words] += count
    parts = [(fate.words, counts[fate.words]) for fate in _FIELD_FATES if counts[fate.words]]
    return bar_chart("What became of every value", parts) if parts else ""


def _used(account: Account) -> tuple[RowFate, ...]:
    return tuple(
        fate
        for fate in _ROW_FATES
        if any(account.rows[table, fate] for table in account.source_rows)
    )


def _row_columns(account: Account) -> list[Any]:
    return [
        "What",
        ("In the old system", "number"),
        *((fate.words, "number") for fate in _used(account)),
    ]


def _row_table(account: Account) -> list[tuple[str, ...]]:
    return [
        (
            label(table),
            f"{account.source_rows[table]:,}",
            *(
                f"{account.rows[table, fate]:,}" if account.rows[table, fate] else "–"
                for fate in _used(account)
            ),
        )
        for table in TABLES
        if account.source_rows[table]
    ]


def _losses(account: Account) -> list[tuple[str, str, str]]:
    found = [
        (name, fate, count)
        for (name, fate), count in account.fields.items()
        if fate in _LOST and count
    ]
    found.sort(key=lambda each: (_LOST.index(each[1]), -each[2]))
    return [(_told(name), fate.words, f"{count:,}") for name, fate, count in found]


def _reasons(account: Account) -> list[tuple[str, str, str, str]]:
    return [
        (label(table), fate, reason, f"{count:,}")
        for (table, fate, reason), count in sorted(account.reasons.items())
        if count
    ]


def _field_table(account: Account) -> list[tuple[str, str, str]]:
    found = []
    for table in TABLES:
        for field in TABLES[table].fields:
            name = f"{table}.{field.name}"
            total = account.source_fields[name]
            if total:
                parts = [
                    f"{account.fields[name, fate]:,} {fate.words}"
                    for fate in _FIELD_FATES
                    if account.fields[name, fate]
                ]
                found.append((_told(name), f"{total:,}", " + ".join(parts)))
    return found


def _told(name: str) -> str:
    table, _, field = name.partition(".")
    return f"{label(table)}: {label(field).lower()}"
