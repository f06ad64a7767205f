"""The pieces a page is put together from, and how a row becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from anonkit.portability.use import RecordReading, Row
from anonkit.portability.wording import in_words, label_of

Pair = tuple[str, str]
_LONG = 60
"""More cards than these are folded by year."""
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SAME_IN_OTHER_WORDS = {"source_status": "status"}
"""Fields that say what another says in the words of the source; shown only where these differ."""
_MONEY = ("amount", "price", "tax", "collected")


@dataclass(frozen=True)
class Picture:
    """A photograph on the page, by relative link."""

    path: str
    words: str


@dataclass(frozen=True)
class Link:
    """A file in the bag."""

    path: str
    words: str
    size: int


@dataclass(frozen=True)
class Card:
    """One thing that happened, or one thing that is known."""

    title: str
    when: str = ""
    by: str = ""
    facts: Sequence[Pair] = ()
    prose: Sequence[Pair] = ()
    folded: Sequence[Pair] = ()
    """Long texts behind a heading that opens them."""
    pictures: Sequence[Picture] = ()
    links: Sequence[Link] = ()
    badges: Sequence[Pair] = ()
    """Words and tone."""
    warnings: Sequence[str] = ()
    parts: Sequence[Card] = ()
    year: str = ""
    """Under which it is found where a part of the page is long; empty where no day is known."""


@dataclass(frozen=True)
class Table:
    """Rows side by side."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A part of the page with its own heading."""

    id: str
    title: str
    lead: str = ""
    cards: Sequence[Card] = ()
    tables: Sequence[Table] = ()
    facts: Sequence[Pair] = ()
    empty: str = ""
    """What is said where nothing is held; a section without it is left out then."""
    tone: str = ""
    count: int = field(default=0)

    @property
    def years(self) -> Sequence[tuple[str, Sequence[Card]]]:
        """The cards of a long part by year, in the order in which they stand; nothing where it is short."""
        if len(self.cards) <= _LONG:
            return ()
        by_year: dict[str, list[Card]] = {}
        for card in self.cards:
            by_year.setdefault(card.year, []).append(card)
        return tuple(by_year.items())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not (self.cards or self.tables or self.facts)


def year_of(row: Row, name: str) -> str:
    """The year of a date or time; empty where it is none."""
    found = _YEAR.match(row.peek(name))
    return found[0] if found else ""


class Writer:
    """Turns rows into pieces of the page, and remembers which values it showed."""

    def __init__(self, reading: RecordReading, jurisdiction: str) -> None:
        self.reading = reading
        self._jurisdiction = jurisdiction

    def value(self, row: Row, name: str) -> str:
        """A field's value in words."""
        return in_words(row.table, name, row.get(name), self._jurisdiction)

    def moment(self, row: Row, *names: str) -> str:
        """The first of these times that is known; the others stay unshown."""
        return next((self.value(row, name) for name in names if row.peek(name)), "")

    def facts(self, row: Row, *names: str) -> list[Pair]:
        """Labels and values of the fields that hold something."""
        return [(label_of(name), self.value(row, name)) for name in names if row.peek(name)]

    def joined(self, row: Row, *names: str, by: str = " ") -> str:
        """Several values in one."""
        return by.join(self.value(row, name) for name in names if row.peek(name))

    def staff(self, row: Row) -> str:
        """Who did it: name, role, registration."""
        found = self.reading.referred(row, "staff_key")
        if found is None:
            return ""
        number = found.get("registration_number")
        parts = [found.get("name"), found.get("role"), f"registration {number}" if number else ""]
        return ", ".join(part for part in parts if part)

    def table(self, caption: str, rows: Iterable[Row], names: Sequence[str]) -> Table | None:
        """The rows as a table of those columns that hold something; ``None`` without rows."""
        own = list(rows)
        used = [name for name in names if _says_something(own, name)]
        if not own or not used:
            return None
        has_money = "currency" in used and bool({"amount", "price"} & set(used))
        shown = [name for name in used if not (has_money and name == "currency")]
        lines = [[self._cell(row, name, name == shown[-1]) for name in shown] for row in own]
        return Table(caption, [label_of(name) for name in shown], lines)

    def _cell(self, row: Row, name: str, is_last: bool) -> str:
        text = self.value(row, name)
        if name in _MONEY and text:
            text = " ".join(part for part in (text, self.currency(row)) if part)
        if is_last and row.held.is_quarantined:
            return f"{text} (not yet checked: {'; '.join(self.warnings(row))})".strip()
        return text

    def currency(self, row: Row) -> str:
        """The currency of a row's amounts, where it says so."""
        return row.get("currency")

    def badges(self, row: Row) -> list[Pair]:
        """The mark of a row that the clinic has not checked yet."""
        return [("not yet checked", "warn")] if row.held.is_quarantined else []

    def warnings(self, row: Row) -> list[str]:
        """Why a row is held in quarantine."""
        return [reason.message or reason.code.replace("-", " ") for reason in row.held.reasons]

    def picture(self, row: Row) -> Picture | None:
        """A photograph, where its file is in the bag and a browser shows it."""
        held = self.reading.file_of(row)
        words = self.joined(row, "view", "stage", "taken_at", by=", ") or "photograph"
        if held is None or held.media_type not in (
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
        ):
            return None
        self._took_file(row)
        return Picture(held.path, words)

    def link(self, row: Row, words: str) -> Link | None:
        """A link to a row's file, where it is in the bag."""
        held = self.reading.file_of(row)
        if held is None:
            return None
        self._took_file(row)
        return Link(held.path, words, held.size)

    def _took_file(self, row: Row) -> None:
        for name in ("blob", "media_type", "size"):
            row.get(name)


def _says_something(rows: Sequence[Row], name: str) -> bool:
    """Whether a column holds anything, and anything new; what the page need not repeat counts as shown."""
    other = _SAME_IN_OTHER_WORDS.get(name)
    if other and all(row.peek(name).casefold() == row.peek(other).casefold() for row in rows):
        for row in rows:
            row.get(name)
        return False
    return any(row.peek(name) for row in rows)
