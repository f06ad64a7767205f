"""For every reading of every platform a table that it reads, made from its own description."""

import csv
import io
import json

from anonkit.connectors import ReadContext, available_connectors, connector_named, read_sources
from anonkit.connectors.readers import plain_header
from anonkit.keys import KeyRing
from anonkit.model import Identity

READINGS = [
    (name, reading)
    for name in available_connectors()
    for reading in connector_named(name).mapping.readings
]
WORDS = {
    "birth": "1984-05-17",
    "date": "2024-05-01",
    "time": "2024-05-01 10:00",
    "start": "2024-05-01 10:00",
    "end": "2024-05-01 11:00",
    "email": "ann{}@example.org",
    "phone": "0770090000{}",
    "mobile": "0770090000{}",
    "total": "12.50",
    "amount": "12.50",
    "price": "12.50",
}
NAMES = ("Ann Ames", "Ben Bole", "Cat Cope", "Dan Dale")


def headers_of(reading):
    """The columns that a reading knows, one spelling of each."""
    named = [column for column in reading.columns if column] + list(reading.recognise.columns)
    named += [pattern.replace("{n}", "1") for pattern in reading.groups]
    held = {}
    for column in named:
        held.setdefault(plain_header(column), column)
    return tuple(held.values())


def cell(header, number=0):
    """Something that such a column may hold, in the row of that number."""
    words = plain_header(header)
    if words in {"first name", "last name"}:
        return NAMES[number].split()[words == "last name"]
    if words in {"client", "patient", "booking contact name"}:
        return NAMES[number]
    found = next((value for word, value in WORDS.items() if word in words), f"{number + 7}")
    return found.format(number + 1)


def cells_of(reading):
    """What a row must hold beyond the usual, so that the reading's own conditions are met."""
    held = {}
    for row in reading.rows:
        if row.when is not None and row.when.is_in:
            held[plain_header(row.when.column)] = row.when.is_in[0]
        if row.for_each is not None and row.for_each.members:
            member = {row.for_each.header: "How are you?", "value": "well"}
            for key in reversed(row.for_each.within):
                member = {"name": "part", key: [member]}
            held[plain_header(row.for_each.members)] = json.dumps([member])
    for rule in reading.ignore_rows:
        held |= {plain_header(column): "" for column in rule.when.all_filled or []}
    return held


def rows_of(reading, count):
    """Rows that differ, each a record."""
    headers, held = headers_of(reading), cells_of(reading)
    return [
        [held.get(plain_header(header), cell(header, number)) for header in headers]
        for number in range(count)
    ]


def table_of(reading, *, count=1, broken=False, **dialect):
    """The table as CSV; broken it has a short row, a long one, and one that never ends."""
    stream = io.StringIO()
    writer = csv.writer(stream, **dialect)
    headers, rows = headers_of(reading), rows_of(reading, count)
    writer.writerow(headers)
    writer.writerows(rows)
    if broken:
        writer.writerow(["short"])
        writer.writerow([cell(header) for header in headers] + ["too", "long"])
        stream.write('"never closed')
    return stream.getvalue()


def read_files(platform, paths, jurisdiction="uk"):
    """What is made of files, in pieces."""
    context = ReadContext(
        platform,
        jurisdiction,
        "Europe/London",
        Identity(KeyRing(b"k" * 32)),
        "2026-01-01T00:00:00+00:00",
        lambda _: "b",
    )
    return list(read_sources(paths, context))


def read(tmp_path, platform, content, jurisdiction="uk"):
    """What is made of one table."""
    path = tmp_path / "export.csv"
    path.write_text(content, encoding="utf-8", newline="")
    return read_files(platform, [path], jurisdiction)
