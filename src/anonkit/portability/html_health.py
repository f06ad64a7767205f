"""What the page says about health: alerts, medicines, history, the course of treatment."""

from __future__ import annotations

from itertools import groupby

from anonkit.portability.html_parts import (
    Card,
    Pair,
    Picture,
    Section,
    Table,
    Writer,
    year_of,
)
from anonkit.portability.use import Row

_ALERT_KINDS = ("alert", "contraindication")
_PRODUCT_FIELDS = ("product", "lot", "expiry")


def alerts_section(writer: Writer) -> Section:
    """What anybody who treats the client must see first."""
    reading = writer.reading
    cards = [
        Card(row.get("alert"), badges=[("alert", "bad")])
        for row in reading.rows("clients")
        if row.peek("alert")
    ]
    conditions = (row for row in reading.rows("conditions") if row.peek("kind") in _ALERT_KINDS)
    cards += [_condition(writer, row, "bad") for row in conditions]
    cards += [_allergy(writer, row) for row in reading.rows("allergies")]
    return Section(
        "alerts",
        "Allergies and alerts",
        cards=cards,
        empty="No allergy or alert is recorded. That does not mean that there is none: tell whoever treats you.",
        tone="bad",
        count=len(cards),
    )


def _allergy(writer: Writer, row: Row) -> Card:
    facts = writer.facts(row, "reaction", "severity", "stated_at")
    badges = [("allergy", "bad"), *writer.badges(row)]
    return Card(
        writer.value(row, "substance"), facts=facts, badges=badges, warnings=writer.warnings(row)
    )


def _condition(writer: Writer, row: Row, tone: str = "plain") -> Card:
    kind = writer.value(row, "kind")
    return Card(
        writer.value(row, "name"),
        facts=writer.facts(row, "status", "since"),
        prose=writer.facts(row, "remarks"),
        badges=[*([(kind, tone)] if kind else []), *writer.badges(row)],
        warnings=writer.warnings(row),
    )


def medicines_section(writer: Writer) -> Section:
    """What the client takes, and what was prescribed."""
    taken = [
        Card(
            writer.value(row, "name"),
            facts=writer.facts(row, "dose", "status", "stated_at"),
            badges=writer.badges(row),
            warnings=writer.warnings(row),
        )
        for row in writer.reading.rows("medications")
    ]
    prescribed = [
        Card(
            writer.value(row, "medicine"),
            when=writer.moment(row, "prescribed_at"),
            by=writer.staff(row),
            facts=writer.facts(row, "dose", "quantity", "reason"),
            badges=[("prescribed here", "accent"), *writer.badges(row)],
            warnings=writer.warnings(row),
        )
        for row in writer.reading.rows("prescriptions")
    ]
    return Section(
        "medicines",
        "Medicines",
        cards=taken + prescribed,
        empty="No medicine is recorded.",
        count=len(taken) + len(prescribed),
    )


def history_section(writer: Writer) -> Section:
    """Conditions, and answers to the clinic's forms."""
    conditions = [
        row for row in writer.reading.rows("conditions") if row.peek("kind") not in _ALERT_KINDS
    ]
    cards = [_condition(writer, row) for row in conditions]
    answers = sorted(writer.reading.rows("questionnaires"), key=_place_in_form)
    forms = groupby(answers, key=_form_and_day)
    tables = [_answers(writer, list(rows)) for _, rows in forms]
    return Section(
        "history",
        "Health history",
        cards=cards,
        tables=[table for table in tables if table],
        empty="No medical history is recorded.",
        count=len(cards),
    )


def _answers(writer: Writer, rows: list[Row]) -> Table | None:
    """What was answered in one form on one day; the times only where they differ."""
    is_one_moment = len({row.peek("answered_at") for row in rows}) == 1
    told = [
        writer.joined(row, *("form", "answered_at")[: 1 + is_one_moment], by=", ") for row in rows
    ]
    caption = ", ".join(part for part in ("Your answers", told[0]) if part)
    columns = ("question", "answer") if is_one_moment else ("question", "answer", "answered_at")
    return writer.table(caption, rows, columns)


def _form_and_day(row: Row) -> tuple[str, str]:
    return row.peek("answered_at")[:10], row.peek("form")


def _place_in_form(row: Row) -> tuple[str, str, int, str]:
    """Orders answers as their form does; the order is how the page shows the position."""
    position = row.get("position")
    place = int(position) if position.isdecimal() else 0
    return *_form_and_day(row), place, row.id


def course_section(writer: Writer) -> Section:
    """Every visit with what was done, written and photographed, the latest first."""
    visits = _visits(writer)
    cards = [card for _, card in sorted(visits, key=lambda visit: visit[0], reverse=True)]
    cards += _loose_outcomes(writer)
    return Section(
        "treatments",
        "Treatments",
        lead="Every visit on record, the latest first.",
        cards=cards,
        empty="No treatment is recorded.",
        count=len(writer.reading.rows("treatments")),
    )


def _visits(writer: Writer) -> list[tuple[str, Card]]:
    reading = writer.reading
    linked = ("treatments", "notes")
    made: list[tuple[str, Card]] = []
    taken: set[str] = set()
    for booking in reading.rows("appointments"):
        key = booking.peek("row_key")
        own = {table: reading.rows_naming(table, "appointment_key", key) for table in linked}
        if not any(own.values()):
            continue
        taken.update(row.id for rows in own.values() for row in rows)
        made.append(
            (booking.peek("starts_at"), _visit(writer, booking, own["treatments"], own["notes"]))
        )
    alone = [row for row in reading.rows("treatments") if row.id not in taken]
    return made + [
        (row.peek("treated_at"), _treatment(writer, row, is_alone=True)) for row in alone
    ]


def _visit(writer: Writer, booking: Row, treatments: list[Row], notes: list[Row]) -> Card:
    for row in (*treatments, *notes):
        row.get("appointment_key")
    who = writer.staff(booking)
    return Card(
        writer.value(booking, "service") or "Visit",
        when=writer.moment(booking, "starts_at"),
        year=year_of(booking, "starts_at"),
        by=", ".join(part for part in (who, writer.value(booking, "location")) if part),
        badges=writer.badges(booking),
        warnings=writer.warnings(booking),
        parts=[
            *(_treatment(writer, row, beside=who) for row in treatments),
            *(note_card(writer, row, beside=who) for row in notes),
        ],
    )


def _treatment(writer: Writer, row: Row, *, is_alone: bool = False, beside: str = "") -> Card:
    """A treatment; who did it is said once, where the visit says the same."""
    who = writer.staff(row)
    amount = writer.joined(row, "quantity", "unit")
    site = writer.joined(row, "site", "side", by=", ")
    facts: list[Pair] = [*writer.facts(row, *_PRODUCT_FIELDS)]
    facts += [pair for pair in (("Amount", amount), ("Where", site)) if pair[1]]
    facts += writer.facts(row, "technique", "device", "device_serial", "device_settings", "price")
    elsewhere = [("done elsewhere", "plain")] if row.peek("place") == "elsewhere" else []
    row.get("place")
    return Card(
        writer.joined(row, "procedure") or writer.joined(row, "family") or "Treatment",
        when=writer.moment(row, "treated_at")
        if is_alone or row.held.is_quarantined
        else _noted(row),
        year=year_of(row, "treated_at"),
        by=who if who != beside else "",
        facts=facts,
        prose=writer.facts(row, "remarks"),
        pictures=_pictures(writer, row),
        badges=[*elsewhere, *_family_badge(writer, row), *writer.badges(row)],
        warnings=writer.warnings(row),
        parts=[_outcome(writer, each) for each in _of_treatment(writer, "outcomes", row)],
    )


def _noted(row: Row) -> str:
    """Nothing: the visit around it bears the day."""
    row.get("treated_at")
    return ""


def _family_badge(writer: Writer, row: Row) -> list[Pair]:
    return (
        [(writer.value(row, "family"), "accent")]
        if row.peek("family") and row.peek("procedure")
        else []
    )


def _of_treatment(writer: Writer, table: str, row: Row) -> list[Row]:
    return writer.reading.rows_naming(table, "treatment_key", row.peek("row_key"))


def _pictures(writer: Writer, row: Row) -> list[Picture]:
    photos = _of_treatment(writer, "photos", row)
    for photo in photos:
        photo.get("treatment_key")
    return [picture for photo in photos if (picture := writer.picture(photo))]


def _outcome(writer: Writer, row: Row) -> Card:
    tone = "warn" if row.peek("kind") in ("complication", "adverse event") else "plain"
    row.get("treatment_key")
    return Card(
        writer.value(row, "what") or writer.value(row, "kind") or "Outcome",
        when=writer.moment(row, "observed_at"),
        year=year_of(row, "observed_at"),
        facts=writer.facts(
            row, "severity", "onset_days", "resolved", "resolved_at", "certainty", "known_by"
        ),
        prose=writer.facts(row, "action"),
        badges=[(writer.value(row, "kind"), tone), *writer.badges(row)],
        warnings=writer.warnings(row),
    )


def _loose_outcomes(writer: Writer) -> list[Card]:
    """Outcomes that belong to no treatment in the record."""
    treated = {row.peek("row_key") for row in writer.reading.rows("treatments")}
    return [
        _outcome(writer, row)
        for row in writer.reading.rows("outcomes")
        if row.peek("treatment_key") not in treated
    ]


def note_card(writer: Writer, row: Row, *, beside: str = "") -> Card:
    """A note as its author wrote it; who that was is said once, where the visit says the same."""
    kind = writer.value(row, "kind")
    status = writer.value(row, "status")
    staff, author = writer.staff(row), writer.value(row, "author")
    signed_by = [("Author", author)] if staff and author and author not in staff else []
    amends = [("Amends", "an earlier note")] if row.peek("amends_key") else []
    row.get("amends_key")
    return Card(
        writer.value(row, "title") or f"{kind} note".strip().capitalize(),
        when=writer.moment(row, "written_at"),
        year=year_of(row, "written_at"),
        by="" if staff and staff == beside else staff or author,
        facts=[*signed_by, *writer.facts(row, "signed_at"), *amends],
        prose=[("", row.get("text"))] if row.peek("text") else [],
        badges=[*((each, "plain") for each in (kind, status) if each), *writer.badges(row)],
        warnings=writer.warnings(row),
    )
