"""The declared columns, parsed: what each writer writes and the README lists."""

from dataclasses import dataclass

from sample_data.generator import columns_uk, columns_us


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one file: the header as written, our key, what it holds."""

    header: str
    key: str
    meaning: str


def parse(text: str) -> list[Column]:
    """Columns of a declaration, in the order they are written."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [Column(*(part.strip() for part in line.split("|", 2))) for line in lines]


UK: dict[str, list[Column]] = {
    "contacts.csv": parse(columns_uk.CONTACTS),
    "bookings_layout_a.csv": parse(columns_uk.BOOKINGS_A),
    "bookings_layout_b.csv": parse(columns_uk.BOOKINGS_B),
    "bookings_cancelled.csv": parse(columns_uk.BOOKINGS_B),
    "messages_utf16.csv": parse(columns_uk.MESSAGES_UTF16),
    "old_price_list_2016.csv": parse(columns_uk.PRICE_LIST_2016),
    "outcomes.jsonl": parse(columns_uk.OUTCOMES_JSONL),
} | {f"clinic_book.xlsx!{sheet}": parse(text) for sheet, text in columns_uk.BOOK.items()}

US: dict[str, list[Column]] = {
    "Patients.xlsx!Patients": parse(columns_us.PATIENTS),
    "Appointments.csv": parse(columns_us.APPOINTMENTS),
    "Sales.csv": parse(columns_us.SALES),
    "Notes.xlsx!Notes": parse(columns_us.NOTES),
    "Insurance policies.xlsx!Policies": parse(columns_us.INSURANCE),
    "charts.zip/index.xlsx!Charts": parse(columns_us.CHARTS_INDEX),
    "intake_forms.zip/index.csv": parse(columns_us.INTAKE_INDEX),
} | {f"spa_book.xlsx!{sheet}": parse(text) for sheet, text in columns_us.BOOK.items()}


def as_markdown() -> str:
    """The tables of the README: file or sheet, header, meaning."""
    parts = []
    for clinic, files in (("uk_clinic", UK), ("us_clinic", US)):
        parts.append(f"## {clinic}\n")
        for name, columns in files.items():
            rows = "\n".join(f"| `{c.header}` | {c.meaning.replace('|', '/')} |" for c in columns)
            parts.append(f"### `{name}`\n\n| column | holds |\n|---|---|\n{rows}\n")
    return "\n".join(parts)
