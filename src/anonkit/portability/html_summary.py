"""The one-page summary: what anybody who treats the client has to know first."""

from __future__ import annotations

from dataclasses import replace

from anonkit.portability.html_health import alerts_section, history_section, medicines_section
from anonkit.portability.html_parts import Card, Section, Table, Writer
from anonkit.portability.use import Row

_LAST = 12
_ABOUT = ("birth_date", "sex", "mobile_phone", "email", "language")


def summary_sections(writer: Writer) -> list[Section]:
    """Alerts, medicines, conditions, the last treatments, complications, whom to ring."""
    history = replace(history_section(writer), tables=())
    sections = [
        alerts_section(writer),
        medicines_section(writer),
        history,
        _treatments(writer),
        _complications(writer),
        _who(writer),
    ]
    return [section for section in sections if section.empty or not section.is_empty]


def _treatments(writer: Writer) -> Section:
    rows = sorted(
        writer.reading.rows("treatments"), key=lambda row: row.peek("treated_at"), reverse=True
    )
    lines = [_line(writer, row) for row in rows[:_LAST]]
    columns = ["When", "What", "Product", "Lot", "Amount", "Where"]
    lead = f"The last {_LAST} of {len(rows)}." if len(rows) > _LAST else ""
    tables = [Table("Treatments", columns, lines)] if lines else []
    return Section(
        "treatments", "Treatments", lead=lead, tables=tables, empty="No treatment is recorded."
    )


def _line(writer: Writer, row: Row) -> list[str]:
    doubt = " (not yet checked)" if row.held.is_quarantined else ""
    return [
        writer.value(row, "treated_at"),
        (writer.joined(row, "procedure") or writer.joined(row, "family")) + doubt,
        writer.value(row, "product"),
        writer.value(row, "lot"),
        writer.joined(row, "quantity", "unit"),
        writer.joined(row, "site", "side", by=", "),
    ]


def _complications(writer: Writer) -> Section:
    cards = [
        Card(
            writer.value(row, "what") or writer.value(row, "kind"),
            when=writer.value(row, "observed_at"),
            facts=writer.facts(row, "severity", "resolved"),
            badges=[(writer.value(row, "kind"), "warn")],
        )
        for row in writer.reading.rows("outcomes")
        if row.peek("kind") in ("complication", "adverse event")
    ]
    return Section("complications", "Complications", cards=cards, count=len(cards))


def _who(writer: Writer) -> Section:
    cards = [
        Card(writer.joined(row, "first_name", "last_name"), facts=writer.facts(row, *_ABOUT))
        for row in writer.reading.rows("clients")[:1]
    ]
    people = writer.reading.rows("contacts")
    table = writer.table("People to ring", people, ("name", "relationship", "kind", "phone"))
    return Section("about", "The client", cards=cards, tables=[table] if table else [])
