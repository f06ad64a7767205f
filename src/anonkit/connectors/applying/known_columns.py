"""The columns of one table as its reading knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch

from anonkit.connectors.applying.fields import Cells, headers_between
from anonkit.connectors.mapping import Reading
from anonkit.connectors.readers import plain_header


class KnownColumns:
    """Names the columns as the rules do, and tells those that no rule names."""

    def __init__(self, reading: Reading, headers: Iterable[str]) -> None:
        headers = tuple(headers)
        self._name_by_header = reading.header_names(headers)
        self.order = tuple(self.name_of(header) for header in headers)
        """The names in the order of the source."""
        self._named = self._named_by(reading)
        self._blank = {word.casefold() for word in reading.blank}
        ids = frozenset(_id_headers(reading))
        self.ids = ids | {header for header, name in self._name_by_header.items() if name in ids}
        """The columns that hold record numbers, by plain header."""

    def name_of(self, header: str) -> str:
        """The plain header by which the rules know a column."""
        plain = plain_header(header)
        return self._name_by_header.get(plain, plain)

    def is_named(self, header: str) -> bool:
        """Whether a rule names the column."""
        return self.name_of(header) in self._named

    def cells(self, values: Mapping[str, str]) -> Cells:
        """The cells of a row by plain header, blanks stripped."""
        cleaned = {header: self.cleaned(text) for header, text in values.items()}
        by_name = {self.name_of(header): text for header, text in cleaned.items()}
        rest = {h: text for h, text in cleaned.items() if text and not self.is_named(h)}
        return Cells(by_name, self.order, rest)

    def cleaned(self, text: str) -> str:
        """The text without blanks around it; empty where it is a word that stands for nothing."""
        found = text.strip()
        return "" if self._blank and found.casefold() in self._blank else found

    def _named_by(self, reading: Reading) -> set[str]:
        named = {plain_header(column) for column in reading.columns}
        present = set(self.order)
        for first, last in reading.gaps:
            named.update(headers_between(self.order, first, last))
        for pattern in (name for name in reading.drop if "*" in name):
            named |= {header for header in present if fnmatch(header, _plain_pattern(pattern))}
        for pattern in reading.groups:
            named |= set(numbered_headers(pattern)) & present
        return named


def numbered_headers(pattern: str) -> Iterator[str]:
    """The plain headers that a numbered group may have."""
    for number in range(1, 100):
        yield plain_header(pattern.replace("{n}", str(number)))


def _plain_pattern(pattern: str) -> str:
    return "*".join(plain_header(part) for part in pattern.split("*"))


def _id_headers(reading: Reading) -> Iterator[str]:
    for rule in reading.rows:
        columns = rule.id.columns + (rule.client.id if rule.client else [])
        columns += [one.column for one in rule.fields.values() if one.refers_to and one.column]
        yield from map(plain_header, columns)
    if reading.amends is not None:
        yield from map(plain_header, reading.amends.client.id)
