"""What a platform holds, from all its pages: every entry once, as it was told last."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from anonkit.connectors.files import Recognised
from anonkit.connectors.readers import SourceFile
from anonkit.connectors.rest.apis import ApiFolder
from anonkit.connectors.rest.declaration import Resource
from anonkit.connectors.rest.pages import PageName, PageStore
from anonkit.connectors.rest.paths import last_part, text_at
from anonkit.connectors.rest.shaping import entry_id, shaped


@dataclass(frozen=True)
class _Spot:
    """Where the telling of an entry that counts stands."""

    pull: int
    page: PageName
    position: int


class Snapshot:
    """The entries of one platform as sources for reading, without a plain byte on disk."""

    def __init__(self, api: ApiFolder, store: PageStore) -> None:
        self._api = api
        self._store = store

    def sources(self) -> list[SourceFile]:
        """A table for each resource that holds entries and has a reading, and every file."""
        found = []
        for name in self._api.readings:
            if self._spots[name]:
                found.append(self._table(name))
                found += self._files(name)
        return found

    def counts(self) -> dict[str, int]:
        """How many entries each resource holds."""
        return {name: len(spots) for name, spots in self._spots.items()}

    def columns(self, resource: str) -> set[str]:
        """The names of the fields that its entries have."""
        found: set[str] = set()
        for _, _, item in self.items(resource):
            if isinstance(item, dict):
                found.update(item)
        return found

    def recognise(
        self, headers: tuple[str, ...], file_name: str, sheet: str | None
    ) -> Recognised | None:
        """The reading of a resource's table, by the name it was given here."""
        del headers, sheet
        name = file_name.removeprefix(f"{self._api.name}-api-").removesuffix(".jsonl")
        reading = self._api.readings.get(name)
        return Recognised(self._api.name, name, reading, is_named=True) if reading else None

    def code_page_of(self, file_name: str) -> str | None:
        """None is needed: an API speaks UTF-8."""
        del file_name
        return None

    def items(self, resource: str) -> Iterator[tuple[str, str, Any]]:
        """Id, subset and content of every entry, in the order in which they were told."""
        spots = self._spots[resource]
        declared = self._api.api.resources[resource]
        for facts, name in self._store.pages(resource):
            page = self._store.read(facts, name)
            for position, item in enumerate(page.items):
                key = _key(declared, item, name, position)
                if spots[key] == _Spot(facts.number, name, position):
                    yield key, page.subset, item

    def lines(self, resource: str) -> Iterator[bytes]:
        """The entries as JSON lines, shaped for the mapping."""
        declared = self._api.api.resources[resource]
        for key, subset, item in self.items(resource):
            if isinstance(item, dict):
                file_name = self._file_name(resource, declared, key, item)
                row = self._completed(declared, shaped(declared, item, subset, file_name))
                yield json.dumps(row, ensure_ascii=False).encode() + b"\n"

    def _completed(self, declared: Resource, row: dict[str, Any]) -> dict[str, Any]:
        """The row with what other lists say of the entries it names."""
        for column, rule in declared.look_up.items():
            by, _, where = rule.partition("=")
            other, _, field = where.partition(".")
            key = last_part(text_at(row, by))
            row[column] = self._told.setdefault((other, field), self._all(other, field)).get(key)
        return row

    def _all(self, resource: str, field: str) -> dict[str, str]:
        """One field of every entry of a small list, by id."""
        if (resource, field) in self._told:
            return self._told[resource, field]
        return {key: text_at(item, field) for key, _, item in self.items(resource)}

    @cached_property
    def _told(self) -> dict[tuple[str, str], dict[str, str]]:
        return {}

    @cached_property
    def _spots(self) -> dict[str, dict[str, _Spot]]:
        return {name: self._spots_of(name) for name in self._api.api.resources}

    def _spots_of(self, resource: str) -> dict[str, _Spot]:
        found: dict[str, _Spot] = {}
        declared = self._api.api.resources[resource]
        for facts, name in self._store.pages(resource):
            for position, item in enumerate(self._store.read(facts, name).items):
                found[_key(declared, item, name, position)] = _Spot(facts.number, name, position)
        return found

    def _table(self, resource: str) -> SourceFile:
        def opened() -> io.BufferedReader:
            return io.BufferedReader(_LineStream(partial(self.lines, resource)), 1 << 16)

        name = f"{self._api.name}-api-{resource}.jsonl"
        return SourceFile((name,), opened, 1)

    def _files(self, resource: str) -> Iterator[SourceFile]:
        declared = self._api.api.resources[resource]
        if declared.files is None:
            return
        for key, _, item in self.items(resource):
            if name := self._file_name(resource, declared, key, item):
                yield self._file(resource, key, name)

    def _file(self, resource: str, key: str, name: str) -> SourceFile:
        def opened() -> io.BytesIO:
            return io.BytesIO(self._store.read_file(resource, key))

        return SourceFile((name,), opened, 1)

    def _file_name(self, resource: str, declared: Resource, key: str, item: Any) -> str:
        """Id and name: names alone are given twice."""
        if declared.files is None or not self._store.has_file(resource, key):
            return ""
        named = text_at(item, declared.files.name).replace("/", "_").replace("\\", "_")
        return f"{key}-{named or 'file'}"


class _LineStream(io.RawIOBase):
    """Lines made one at a time, as a stream of bytes that can be read again from its beginning."""

    def __init__(self, lines: Callable[[], Iterator[bytes]]) -> None:
        super().__init__()
        self._make = lines
        self._lines = lines()
        self._rest = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) == (0, io.SEEK_SET):
            self._lines, self._rest, self._at = self._make(), b"", 0
        elif (offset, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("lines are read from their beginning")
        return self._at

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._lines, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._at += count
        return count


def _key(declared: Resource, item: Any, name: PageName, position: int) -> str:
    """The entry's id; one without an id is itself wherever it stands."""
    return entry_id(declared, item) or f"@{name.stream}.{name.number}.{position}"
