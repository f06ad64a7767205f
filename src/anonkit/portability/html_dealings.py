"""What the page says about the client and their dealings with the clinic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from anonkit.model import SYSTEM_FIELDS, TABLES, IdentifierClass
from anonkit.portability.html_health import note_card
from anonkit.portability.html_parts import Card, Pair, Section, Table, Writer, year_of
from anonkit.portability.use import Row
from anonkit.portability.wording import count_in_words, label_of

_ABOUT = (
    "title", "first_name", "middle_name", "last_name", "preferred_name", "former_names", "birth_date", "sex",
    "gender", "pronouns", "ethnicity", "skin_type", "email", "other_emails", "mobile_phone", "other_phones",
    "address_line_1", "address_line_2", "city", "region", "postcode", "country", "national_id",
    "identity_document", "age_checked", "occupation", "employer", "language", "preferences", "referral_source",
    "client_id", "client_number", "status", "member_since", "first_visit", "last_visit", "labels", "restriction",
    "deceased_on", "remarks",
)  # fmt: skip
_TABLES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "appointments",
        "Appointments",
        "appointments",
        (
            "starts_at", "ends_at", "service", "status", "source_status", "location", "price", "currency",
            "payment_status", "booked_at", "cancelled_at", "cancellation_reason", "answers", "remarks",
        ),
    ),
    (
        "payments",
        "Payments",
        "payments",
        (
            "paid_at", "item", "kind", "amount", "tax", "collected", "currency", "method", "invoice_number", "payer",
            "remarks",
        ),
    ),
    ("payments", "Packages, deposits and credit", "balances",
     ("kind", "item", "units_left", "amount", "currency", "as_of", "expires_on")),
    ("consents", "Consents", "consents",
     ("purpose", "state", "stated_at", "scope", "channel", "wording_version", "signer", "capacity", "valid_until")),
    ("messages", "Messages", "communications",
     ("sent_at", "direction", "channel", "purpose", "subject", "text", "address", "status")),
    ("feedback", "Feedback", "feedback", ("given_at", "kind", "question", "score", "scale", "text")),
    ("sharing", "Passed on to others", "disclosures", ("disclosed_at", "recipient", "what", "basis")),
    ("website", "Use of the website", "web_activity",
     ("seen_at", "event", "page", "device", "browser", "ip_address", "cookie_id")),
)  # fmt: skip
_CLINIC = (
    ("People", "staff", ("name", "role", "registration_number", "is_active")),
    ("Services", "services", ("name", "family", "duration", "price", "currency")),
    ("Products", "products", ("name", "family", "manufacturer", "unit")),
    ("Places", "locations", ("name", "address", "phone", "email", "time_zone")),
)
_TITLES = {
    "appointments": "Appointments",
    "payments": "Payments and credit",
    "consents": "Consents",
    "messages": "Messages",
    "feedback": "Feedback",
    "sharing": "Passed on to others",
    "website": "Use of the website",
}
_SYSTEM = frozenset(field.name for field in SYSTEM_FIELDS)


def about_section(writer: Writer) -> Section:
    """Who the client is, and the people and insurers around them."""
    rows = writer.reading.rows("clients")
    cards = [
        _about_card(writer, row, number, len(rows)) for number, row in enumerate(rows, start=1)
    ]
    tables = [
        writer.table(
            "People around you",
            writer.reading.rows("contacts"),
            ("name", "relationship", "kind", "phone", "email", "address", "organisation"),
        ),
        writer.table("Ties to other clients", writer.reading.rows("relationships"), ("kind",)),
        writer.table(
            "Insurance",
            writer.reading.rows("coverages"),
            (
                "insurer",
                "member_number",
                "group_number",
                "policy_holder",
                "valid_from",
                "valid_until",
            ),
        ),
    ]
    return Section("about", "About you", cards=cards, tables=[table for table in tables if table])


def _about_card(writer: Writer, row: Row, number: int, count: int) -> Card:
    system = row.get("platform")
    title = f"As held in {system}" if system else "As held"
    doubts = [
        f"“{label_of(name)}” stands as found: it did not pass a check." for name in row.held.doubts
    ]
    return Card(
        title if count > 1 or number > 1 else "Your details",
        facts=writer.facts(row, *_ABOUT),
        badges=writer.badges(row),
        warnings=[*writer.warnings(row), *doubts],
    )


def notes_section(writer: Writer) -> Section:
    """Notes that belong to no visit in the record."""
    bookings = {row.peek("row_key") for row in writer.reading.rows("appointments")}
    rows = [
        row for row in writer.reading.rows("notes") if row.peek("appointment_key") not in bookings
    ]
    cards = [note_card(writer, row) for row in reversed(rows)]
    return Section(
        "notes", "Other notes", lead="Notes that belong to no visit.", cards=cards, count=len(cards)
    )


def photos_section(writer: Writer) -> Section:
    """Photographs that belong to no treatment, and photographs a browser does not show."""
    treated = {row.peek("row_key") for row in writer.reading.rows("treatments")}
    cards = []
    for row in writer.reading.rows("photos"):
        picture = writer.picture(row)
        if picture and row.peek("treatment_key") in treated:
            continue
        words = writer.joined(row, "view", "stage", "taken_at", by=", ") or "photograph"
        link = None if picture else writer.link(row, words)
        missing = "" if picture or link else _why_missing(writer, row)
        cards.append(
            Card(
                words,
                pictures=[picture] if picture else [],
                links=[link] if link else [],
                warnings=[*([missing] if missing else []), *writer.warnings(row)],
                year=year_of(row, "taken_at"),
            )
        )
    return Section("photos", "Other photographs", cards=cards, count=len(cards))


def documents_section(writer: Writer) -> Section:
    """Every document, with a link to its file."""
    cards = [_document(writer, row) for row in writer.reading.rows("documents")]
    return Section("documents", "Documents", cards=cards, count=len(cards))


def _document(writer: Writer, row: Row) -> Card:
    title = writer.value(row, "title") or writer.value(row, "kind") or "Document"
    link = writer.link(row, "Open the file")
    missing = [] if link else [_why_missing(writer, row)]
    scan = [("a scan: no text to search", "plain")] if row.peek("is_image_only") == "true" else []
    row.get("is_image_only")
    return Card(
        title,
        when=writer.moment(row, "dated"),
        year=year_of(row, "dated"),
        facts=writer.facts(row, "kind", "original_name"),
        links=[link] if link else [],
        folded=[("The text in this document", row.get("text"))] if row.peek("text") else [],
        badges=[*scan, *writer.badges(row)],
        warnings=[*missing, *writer.warnings(row)],
    )


def _why_missing(writer: Writer, row: Row) -> str:
    held = next((each for each in writer.reading.record.files if each.row_id == row.id), None)
    return (
        f"The file is not here: {held.problem}." if held else "The clinic's record names no file."
    )


def dealings_sections(writer: Writer) -> list[Section]:
    """Appointments, payments, consents, messages, feedback, sharing, use of the website."""
    made = []
    for id_, title in _TITLES.items():
        tables = [
            table
            for place, caption, name, columns in _TABLES
            if place == id_ and (table := writer.table(caption, writer.reading.rows(name), columns))
        ]
        made.append(
            Section(id_, title, tables=tables, count=sum(len(table.rows) for table in tables))
        )
    return made


def clinic_section(writer: Writer) -> Section:
    """The clinic's own people, services, products and rooms that the record speaks of."""
    tables = [
        writer.table(caption, writer.reading.rows(name), columns)
        for caption, name, columns in _CLINIC
    ]
    return Section(
        "clinic",
        "The clinic",
        lead="The people, services and products that your record speaks of.",
        tables=[table for table in tables if table],
    )


def loose_section(writer: Writer) -> Section:
    """Values outside the clinic's usual fields, and rows nobody could read."""
    record = writer.reading.record
    tables = []
    if record.unmapped:
        found: dict[tuple[str, str], Counter[str]] = {}
        for value in record.unmapped:
            found.setdefault((label_of(value.table), value.column), Counter())[value.value] += 1
        lines = [[*place, _each_once(values)] for place, values in found.items()]
        tables.append(Table("Further columns of the source", ["Part", "Column", "Value"], lines))
    if record.unreadable:
        tables.append(
            Table("Rows that could not be read, as found", ["As found", "Why"], _unreadable(writer))
        )
    return Section(
        "unsorted",
        "Not sorted yet",
        lead="Held on you, but not in a known place.",
        tables=tables,
        count=len(tables),
    )


def _each_once(values: Mapping[str, int]) -> str:
    return ", ".join(
        value if count == 1 else f"{value} ({count_in_words(count, 'time')})"
        for value, count in values.items()
    )


def _unreadable(writer: Writer) -> Sequence[Sequence[str]]:
    return [
        [" | ".join(unit.raw), "; ".join(reason.message or reason.code for reason in unit.reasons)]
        for unit in writer.reading.record.unreadable
    ]


def remaining_section(writer: Writer) -> Section:
    """Every value that no other part of the page has shown; keys for machines stay in the other files."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for table in writer.reading.tables():
        for row in writer.reading.rows(table):
            for name in row.held.value_by_field:
                if _is_readable(row, name) and name not in row.taken:
                    told = label_of(row.table), label_of(name), writer.value(row, name)
                    found.setdefault(told, []).append(_row_words(writer, row))
    lines = [(*told, "\n".join(entries)) for told, entries in found.items()]
    tables = [Table("Further details", ["Part", "What", "Value", "Of"], lines)] if lines else []
    return Section(
        "further", "Further details", lead="Everything else that is held, for completeness.", tables=tables,
        count=len(lines),
    )  # fmt: skip


def _is_readable(row: Row, name: str) -> bool:
    field = TABLES[row.table].field_by_name[name]
    return name not in _SYSTEM and field.identifier_class is not IdentifierClass.KEY


def _row_words(writer: Writer, row: Row) -> str:
    times = (
        "starts_at",
        "treated_at",
        "written_at",
        "paid_at",
        "observed_at",
        "sent_at",
        "taken_at",
        "dated",
    )
    first = next((name for name in times if row.peek(name)), "")
    names = ("name", "title", "service", "procedure", "medicine", "substance", "view", "kind")
    title = next((row.peek(name) for name in names if row.peek(name)), "")
    return (
        ", ".join(part for part in (title, writer.value(row, first) if first else "") if part)
        or row.id
    )


def sources_table(writer: Writer) -> Table:
    """From which system and file how many entries came, and when they were read."""
    counts: dict[tuple[str, str, str], int] = {}
    for table in writer.reading.tables():
        for row in writer.reading.rows(table):
            source = (row.get("platform"), row.get("source_file"), writer.value(row, "pulled_at"))
            counts[source] = counts.get(source, 0) + 1
    lines = [
        [*source, count_in_words(count, "entry", "entries")]
        for source, count in sorted(counts.items())
    ]
    return Table("Where the entries came from", ["System", "File", "Read on", "How many"], lines)


def summary_pairs(writer: Writer) -> list[Pair]:
    """How much there is, for the cover."""
    names = (
        ("appointments", "appointment"),
        ("treatments", "treatment"),
        ("notes", "note"),
        ("photos", "photograph"),
        ("documents", "document"),
        ("payments", "payment"),
    )
    counts = ((len(writer.reading.rows(table)), one) for table, one in names)
    return [(str(count), one if count == 1 else f"{one}s") for count, one in counts if count]
