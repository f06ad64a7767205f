"""The reconciliation as a page that a clinic's owner understands and signs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from anonkit.migration.account import Account
from anonkit.migration.classes import KEPT, FieldFate, RowFate
from anonkit.migration.folding import label
from anonkit.migration.reconciliation import Reconciliation
from anonkit.migration.target import Target
from anonkit.model import TABLES
from anonkit.pages import bar_chart, environment

_LOST = {
    FieldFate.REFUSED: RowFate.REFUSED,
    FieldFate.DROPPED: RowFate.DROPPED,
    FieldFate.TRUNCATED: None,
    FieldFate.COERCED: None,
}
"""Worst first; where a whole row stays behind, its values are told with the row."""
_FIELD_FATES = tuple(fate for fate in FieldFate if fate is not FieldFate.OPEN)
_THERE = (RowFate.WRITTEN, RowFate.ALREADY_THERE)
_BEHIND = (RowFate.DROPPED, RowFate.REFUSED)
_MEANINGS = {
    FieldFate.CARRIED: "as it was",
    FieldFate.RESHAPED: "the same in another form, such as a date in another order",
    FieldFate.FOLDED: "as words in a text field",
    FieldFate.ATTACHED: "in a file of the client",
    FieldFate.TRUNCATED: "only its beginning, or a coarser form",
    FieldFate.COERCED: "the nearest thing that the new system knows",
    FieldFate.DROPPED: "left behind because somebody decided so",
    FieldFate.REFUSED: "the new system has no place for it",
    FieldFate.QUARANTINED: "in a row that waits",
    FieldFate.ALREADY_THERE: "brought over earlier",
}


def reconciliation_page(
    result: Reconciliation, *, clinic: str, made_at: str, limit: int | None, incomplete: str = ""
) -> str:
    """The page as HTML; counts only. `incomplete` is why the move was made without everything at hand."""
    template = environment("anonkit.migration").get_template("reconciliation.html")
    account = result.account
    return template.render(
        result=result,
        place=result.target.title if result.is_push else "the files",
        clinic=clinic or "the clinic",
        made_at=made_at[:16].replace("T", " "),
        limit=limit,
        incomplete=incomplete,
        totals=_totals(account),
        picture=_picture(account),
        meanings=[(kind.words, _MEANINGS[kind]) for kind in _used(account)],
        rows=_row_table(account),
        losses=_losses(account, result.target),
        comparisons=[
            (
                each.what,
                f"{each.expected:,}",
                f"{each.found:,}",
                "agree" if each.holds else f"{each.differing:,} differ",
            )
            for each in result.comparisons
        ],
        fields=_field_table(account),
    )


def _totals(account: Account) -> dict[str, Any]:
    rows: Counter[RowFate] = Counter()
    values: Counter[FieldFate] = Counter()
    for (_, fate), count in account.rows.items():
        rows[fate] += count
    for (_, kind), count in account.fields.items():
        values[kind] += count
    return {
        "rows": sum(account.source_rows.values()),
        "waiting": rows[RowFate.QUARANTINED],
        "left": sum(rows[fate] for fate in _BEHIND),
        "values": sum(account.source_fields.values()),
        "kept": sum(values[fate] for fate in KEPT),
        "clients": account.source_rows["clients"],
        "clients_there": sum(account.rows["clients", fate] for fate in _THERE),
    }


def _used(account: Account) -> list[FieldFate]:
    there = {kind for (_, kind), count in account.fields.items() if count}
    return [kind for kind in _FIELD_FATES if kind in there]


def _picture(account: Account) -> Any:
    counts: Counter[FieldFate] = Counter()
    for (_, kind), count in account.fields.items():
        counts[kind] += count
    parts = [(kind.words, counts[kind]) for kind in _used(account)]
    return bar_chart("What became of every value", parts) if parts else ""


def _row_table(account: Account) -> list[tuple[str, ...]]:
    """By table: how many rows there were, where they are now, and why not all of them came along."""
    groups = (_THERE, (RowFate.ATTACHED,), (RowFate.QUARANTINED,), _BEHIND)
    return [
        (
            label(table),
            f"{account.source_rows[table]:,}",
            *(_number(sum(account.rows[table, fate] for fate in group)) for group in groups),
            _why(account, table),
        )
        for table in TABLES
        if account.source_rows[table]
    ]


def _number(count: int) -> str:
    return f"{count:,}" if count else "–"


def _why(account: Account, table: str) -> str:
    """The reasons that were given; numbers only where there are several."""
    found = [
        (count, reason)
        for (own, _, reason), count in account.reasons.items()
        if own == table and count
    ]
    found.sort(key=lambda each: (-each[0], each[1]))
    if len(found) == 1:
        return found[0][1]
    return "; ".join(
        f"{count:,} {'row' if count == 1 else 'rows'}: {reason}" for count, reason in found
    )


def _losses(account: Account, target: Target) -> list[tuple[str, str, str]]:
    order = list(_LOST)
    found = []
    for (name, kind), count in account.fields.items():
        if kind not in _LOST:
            continue
        of_row = _LOST[kind]
        table = name.partition(".")[0]
        with_rows = account.rows[table, of_row] if of_row is not None else 0
        if count > with_rows:
            found.append((name, kind, count))
    found.sort(key=lambda each: (order.index(each[1]), -each[2]))
    return [(_told(name), _how(target, name, kind), f"{count:,}") for name, kind, count in found]


def _how(target: Target, name: str, kind: FieldFate) -> str:
    """What happened to the values of a field, with the reason where the target names one."""
    table, _, field = name.partition(".")
    rule = target.rule_for(table, field) if kind in (FieldFate.DROPPED, FieldFate.REFUSED) else None
    return f"left behind: {rule.reason}" if rule is not None else _MEANINGS[kind]


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
