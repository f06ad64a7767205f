"""Everything a target holds, read list by list; what is kept of it are keyed hashes, in a file without a name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

_TABLES = """
CREATE TABLE held (
    resource TEXT NOT NULL, id TEXT NOT NULL, likeness TEXT NOT NULL, said TEXT NOT NULL, row TEXT,
    PRIMARY KEY (resource, id)
) WITHOUT ROWID;
CREATE INDEX held_by_likeness ON held (resource, likeness);
"""
_SIGNS = 20


class HeldEntries:
    """What stands at a target, hashed with the clinic's key; used as a context manager."""

    def __init__(self, content_hash: Callable[[str], str]) -> None:
        # Without a name SQLite keeps it in memory, and beyond that in a file that nobody can open.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._hash = content_hash

    def add(
        self,
        resource: str,
        target_id: str,
        said: Mapping[str, str],
        naming: Iterable[str],
        *,
        is_ours: bool,
    ) -> None:
        """Keeps an entry; of one that is nobody's row only what makes it the same as another."""
        likeness = self._short("\x1f".join(said.get(name, "") for name in naming))
        kept = {name: self._short(value) for name, value in said.items() if value}
        words = json.dumps(kept if is_ours else {})
        self._base.execute(
            "INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?, ?)",
            (resource, target_id, likeness, words, "" if is_ours else None),
        )

    def take(self, resource: str, target_id: str, tag: str) -> Mapping[str, str] | None:
        """The hashes of what an entry says by field, once: a second row that wants it gets nothing."""
        key = (resource, target_id)
        found = self._base.execute(
            "SELECT said FROM held WHERE resource = ? AND id = ? AND row = ''", key
        ).fetchone()
        if found is None:
            return None
        self._base.execute("UPDATE held SET row = ? WHERE resource = ? AND id = ?", (tag, *key))
        said: dict[str, str] = json.loads(found[0])
        return said

    def unlike(self, told: Mapping[str, str], said: Mapping[str, str]) -> list[str]:
        """The fields in which an entry does not say what was told."""
        return [
            name
            for name, value in told.items()
            if said.get(name, "") != (self._short(value) if value else "")
        ]

    def doubles(self) -> int:
        """Entries that no row of ours made, and that are the same as one that a row did."""
        query = (
            "SELECT count(*) FROM held other WHERE other.row IS NULL AND EXISTS (SELECT 1 FROM held ours"
            " WHERE ours.resource = other.resource AND ours.likeness = other.likeness AND ours.row IS NOT NULL)"
        )
        return int(self._base.execute(query).fetchone()[0])

    def _short(self, text: str) -> str:
        return self._hash(text)[:_SIGNS]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
