"""A reading at work: from one source row to the canonical rows it makes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from anonkit.connectors.applying.amendments import Amendment
from anonkit.connectors.applying.attachments import Attachment, attached_values
from anonkit.connectors.applying.client_rules import ClientFinder
from anonkit.connectors.applying.families import add_family
from anonkit.connectors.applying.fields import Cells, FieldReader, holds
from anonkit.connectors.applying.known_columns import KnownColumns
from anonkit.connectors.applying.members import questions_of
from anonkit.connectors.applying.row_filter import row_digest
from anonkit.connectors.applying.source_ids import (
    derived_content,
    derived_id,
    placed_id,
    plain_id,
    source_id_of,
)
from anonkit.connectors.applying.task import TableTask
from anonkit.connectors.mapping import FieldRule, RowRule
from anonkit.connectors.mapping_parts import ForEach
from anonkit.connectors.readers import SourceRow, plain_header
from anonkit.connectors.values import PARSERS
from anonkit.model import TABLES, RowKey

ID_FIELDS = {
    "clients": "client_id",
    "appointments": "appointment_id",
    "staff": "staff_id",
    "services": "service_id",
    "products": "product_id",
    "locations": "location_id",
}


@dataclass
class MadeRow:
    """One canonical row, its system fields aside, and what is known of its client."""

    table: str
    row_key: str
    fields: dict[str, str | None]
    client_ref: tuple[str, str] | None = None
    """Kind and text of the best reference, where the client is unknown."""


@dataclass
class Made:
    """All that one source row makes: rows, or the reason why it makes none."""

    rows: list[MadeRow] = field(default_factory=list)
    ignored: str | None = None
    faults: list[str] = field(default_factory=list)
    unmapped: dict[str, str] = field(default_factory=dict)


class RowMaker:
    """Makes canonical rows of one source table by one reading."""

    def __init__(self, task: TableTask) -> None:
        self.reading = task.reading
        self.platform = task.platform
        self.place = task.place
        self.known = KnownColumns(task.reading, task.headers)
        self._books = task.books
        self._context = task.context.with_order(task.reading.dates)
        self._fields = FieldReader(
            self.platform, self._context, self._books.clients, self._books.staff
        )
        self._finder = ClientFinder(self.platform, self._context, self._books.clients)
        self._summary = {word.casefold() for word in self.reading.summary}
        self._seen_rows: set[bytes] = set()
        self._seen_ids: Counter[tuple[str, str]] = Counter()

    def make(self, row: SourceRow) -> Made:
        """The canonical rows; a fault in one of them is a fault of the whole source row."""
        if reason := self._is_no_row(row):
            return Made(ignored=reason)
        cells = self.known.cells(row.values)
        for ignored in self.reading.ignore_rows:
            if holds(ignored.when, cells):
                return Made(ignored=ignored.reason)
        made = Made(unmapped={} if self.reading.takes_rest else dict(cells.rest))
        for rule in self.reading.rows:
            if rule.when is not None and not holds(rule.when, cells):
                continue
            for one in self._made_by(rule, cells, row.place, made.faults):
                made.rows.append(one)
                cells.made.setdefault(rule.table, one.row_key)
        if not made.rows and not made.faults:
            made.ignored = "no-record"
        return made

    def amendment(self, row: SourceRow) -> Amendment | None:
        """What the row completes in a client row; ``None`` where its condition does not hold."""
        rule, cells = self.reading.amends, self.known.cells(row.values)
        if rule is None or (rule.when is not None and not holds(rule.when, cells)):
            return None
        wanted = rule.fields
        if rule.until is not None and self._is_over(cells.get(rule.until)):
            wanted = {name: one for name, one in rule.fields.items() if name in rule.appended}
        values = self._field_values("clients", wanted, cells)
        return Amendment(
            self.place.source,
            row.place,
            self._finder.reference(rule.client, cells),
            {name: value for name, value in values.items() if value},
            frozenset(rule.appended),
            frozenset(rule.replaced),
            row.raw,
        )

    def _is_no_row(self, row: SourceRow) -> str | None:
        """Pasted exports repeat their header in the middle, and rows come twice."""
        if all(plain_header(text) == plain_header(name) for name, text in row.values.items()):
            return "repeated-header"
        if (
            self._summary
            and next(iter(row.values.values()), "").strip().casefold() in self._summary
        ):
            return "summary-row"
        if self.reading.repeats == "keep":
            return None
        digest = row_digest("\x1f".join(row.values.values()))
        if digest in self._seen_rows:
            return "duplicate-row"
        self._seen_rows.add(digest)
        return None

    def _is_over(self, text: str) -> bool:
        last = PARSERS["date"](text, self._context) if text else None
        return bool(last) and str(last) < self._context.today.isoformat()

    def _made_by(
        self, rule: RowRule, cells: Cells, place: str, faults: list[str]
    ) -> Iterator[MadeRow]:
        values = self._field_values(rule.table, rule.fields, cells)
        attachment = self._attachment(rule, cells)
        if attachment is None and rule.attachment is not None and rule.attachment.required:
            faults.append("file-missing")
        if attachment is not None:
            if attachment.is_corrupt:
                faults.append("corrupt-pdf")
            values |= attached_values(rule.table, attachment)
        if rule.attachment is not None and rule.attachment.needs_text and not values.get("text"):
            return
        add_family(rule.table, values)
        source_id = self._source_id(rule, cells, place)
        client_ref = None
        if rule.client is not None:
            found = self._finder.find(rule.client, cells)
            values["client_key"], client_ref = found.key, found.ref
            faults += ["ambiguous-client"] if found.is_ambiguous else []
        for part, extra in self._sideways(rule, cells):
            one_id = f"{source_id}/{part}" if part else source_id
            row_key = str(RowKey(self.platform, rule.table, one_id))
            named_id = ID_FIELDS.get(rule.table)
            if named_id is not None and not values.get(named_id):
                values[named_id] = one_id
            yield MadeRow(rule.table, row_key, {"row_key": row_key, **values, **extra}, client_ref)

    def _field_values(
        self, table: str, rules: dict[str, FieldRule], cells: Cells
    ) -> dict[str, str | None]:
        fields = TABLES[table].field_by_name
        values = {
            name: self._fields.read(rule, fields[name], cells) for name, rule in rules.items()
        }
        return without_first(values)

    def _attachment(self, rule: RowRule, cells: Cells) -> Attachment | None:
        if rule.attachment is None:
            return None
        name = cells.get(rule.attachment.column)
        file = self._books.attachments.find(name, self.place.container) if name else None
        if file is None:
            self._context.place = "attachment"
            self._context.note("no-file-named" if not name else "file-missing")
            return None
        attachment = self._books.attachments.take(file)
        for code in attachment.noticed:
            self._context.place = "attachment"
            self._context.note(code)
        return attachment

    def _sideways(self, rule: RowRule, cells: Cells) -> Iterator[tuple[str, dict[str, str]]]:
        each = rule.for_each
        if each is None:
            yield "", {}
            return
        for number, (column, text) in enumerate(_questions(each, cells), start=1):
            if text:
                extra = {each.header_to: column, each.value_to: text}
                extra |= {each.position_to: str(number)} if each.position_to else {}
                yield self._books.identity.file_tag(plain_header(column)), extra

    def _source_id(self, rule: RowRule, cells: Cells, place: str) -> str:
        found = plain_id(rule.id, cells, self._books.identity) or self._derived_id(rule, cells)
        if not found and cells.made:
            # A further row of the same source row shares the id of the first.
            found = source_id_of(next(iter(cells.made.values())))
        found = found or placed_id(self.place.file_tag, place)
        return f"{found}/{rule.part}" if rule.part else found

    def _derived_id(self, rule: RowRule, cells: Cells) -> str:
        texts = [self._fields.text(one, cells).casefold() for one in rule.id.derived]
        if not any(texts):
            return ""
        digest = self._books.identity.content_hash(derived_content(rule.table, texts))[:16]
        self._seen_ids[rule.table, digest] += 1
        return derived_id(digest, self._seen_ids[rule.table, digest])


def _questions(each: ForEach, cells: Cells) -> Iterator[tuple[str, str]]:
    if each.members is not None:
        yield from questions_of(cells.get(each.members), each)
    elif each.rest:
        yield from cells.rest.items()
    else:
        yield from ((column, cells.get(column)) for column in each.columns)


def without_first(values: dict[str, str | None]) -> dict[str, str | None]:
    """Further e-mails and phones without the one that stands in its own field."""
    for first, others in (("email", "other_emails"), ("mobile_phone", "other_phones")):
        listed = values.get(others)
        if values.get(first) and listed and listed.startswith("["):
            kept = [one for one in json.loads(listed) if one != values[first]]
            values[others] = json.dumps(kept, ensure_ascii=False) if kept else None
    return values
