"""What was sent to a target and what came of it, on disk before and after every request.

Rows are named by their tags and content by keyed hashes; no value of a client is in it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from anonkit.errors import IntegrityError, SettingsError
from anonkit.migration.pushing.outgoing import Outgoing

SENT, MADE, WRITTEN, PRESENT, QUARANTINED, UNDONE = (
    "sent",
    "made",
    "written",
    "present",
    "quarantined",
    "undone",
)
HERE = (WRITTEN, PRESENT)
_VERSION = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
    resource TEXT NOT NULL, tag TEXT NOT NULL, content_hash TEXT NOT NULL, target_id TEXT, status TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', at TEXT NOT NULL,
    PRIMARY KEY (resource, tag)
);
CREATE INDEX IF NOT EXISTS rows_by_id ON rows (resource, target_id);
CREATE TABLE IF NOT EXISTS journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT, resource TEXT NOT NULL, tag TEXT NOT NULL, target_id TEXT NOT NULL,
    act TEXT NOT NULL, at TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Entry:
    """What is known of one row."""

    content_hash: str
    target_id: str | None
    status: str
    attempt: int
    reason: str


class Ledger:
    """The ledger of one migration; used as a context manager.

    Raises `SettingsError` where the file belongs to another workspace, target or account, and
    `IntegrityError` where it is no ledger.
    """

    def __init__(self, path: Path, *, workspace: str, target: str, account: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        try:
            self._base.execute("PRAGMA journal_mode = WAL")
            # A row is on disk before it is sent, whatever happens to the machine.
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(_TABLES)
            self._belongs(
                {"version": _VERSION, "workspace": workspace, "target": target, "account": account}
            )
        except sqlite3.DatabaseError:
            self._base.close()
            raise IntegrityError(
                f"{path.name} is no ledger; restore it or begin in a new folder."
            ) from None
        except SettingsError:
            self._base.close()
            raise
        path.chmod(0o600)

    def _belongs(self, facts: dict[str, str]) -> None:
        held = dict(self._base.execute("SELECT name, value FROM facts"))
        if not held:
            self._base.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
            return
        other = [name for name, value in facts.items() if held.get(name) != value]
        if other:
            raise SettingsError(
                f"The ledger in this folder is of another {' and '.join(other)}. Its rows are not these rows: "
                "name a new folder, or the folder of that run."
            )

    def entry(self, row: Outgoing) -> Entry | None:
        """What is known of this row."""
        found = self._base.execute(
            "SELECT content_hash, target_id, status, attempt, reason FROM rows WHERE resource = ? AND tag = ?",
            (row.resource, row.tag),
        ).fetchone()
        return Entry(*found) if found else None

    def target_id(self, resource: str, tag: str) -> str | None:
        """The id at the target of a row that is there, even where a change of it waits."""
        found = self._base.execute(
            "SELECT target_id FROM rows WHERE resource = ? AND tag = ? AND status IN (?, ?, ?)"
            " AND target_id IS NOT NULL",
            (resource, tag, *HERE, QUARANTINED),
        ).fetchone()
        return str(found[0]) if found else None

    def ids(self, row: Outgoing) -> dict[str, str] | None:
        """The target's ids of everything that the row refers to; ``None`` where one is not there."""
        found = {
            name: self.target_id(resource, tag) for name, (resource, tag) in row.refers.items()
        }
        known = {name: one for name, one in found.items() if one is not None}
        return known if len(known) == len(found) else None

    def status(self, resource: str, target_id: str) -> str | None:
        """What became of the row that an entry at the target belongs to; ``None`` where it is nobody's."""
        found = self._base.execute(
            "SELECT status FROM rows WHERE resource = ? AND target_id = ? AND status != ?",
            (resource, target_id, UNDONE),
        ).fetchone()
        return str(found[0]) if found else None

    def knows(self, resource: str, target_id: str) -> bool:
        """Whether this entry at the target is already some row's."""
        return self.status(resource, target_id) is not None

    def last_unanswered(self) -> str | None:
        """When the last of the rows was sent of which nobody knows; ``None`` where there is none."""
        query = "SELECT max(at) FROM rows WHERE status = ?"
        found: str | None = self._base.execute(query, (SENT,)).fetchone()[0]
        return found

    def sent(self, row: Outgoing, at: str) -> None:
        """The row is about to be sent."""
        self._put(row, SENT, None, at, attempts=1)

    def made(self, row: Outgoing, target_id: str, at: str) -> None:
        """The target has it; something may remain to be done."""
        with self._at_once():
            self._put(row, MADE, target_id, at)
            self._note(row.resource, row.tag, target_id, "created", at)

    def written(self, row: Outgoing, target_id: str, at: str) -> None:
        """Everything is done."""
        self._put(row, WRITTEN, target_id, at)

    def present(self, row: Outgoing, target_id: str, at: str) -> None:
        """It was there before."""
        self._put(row, PRESENT, target_id, at)

    def updated(self, row: Outgoing, entry: Entry, at: str) -> None:
        """What was there now says what the row says."""
        with self._at_once():
            self._put(row, entry.status, entry.target_id, at)
            self._note(row.resource, row.tag, entry.target_id or "", "updated", at)

    def quarantined(
        self, row: Outgoing, reason: str, at: str, target_id: str | None = None
    ) -> None:
        """The row waits."""
        self._put(row, QUARANTINED, target_id, at, reason=reason)

    def to_undo(self) -> Iterator[tuple[str, str, str]]:
        """Resource, tag and id of every entry that was created and not taken back, newest first."""
        yield from self._base.execute(
            "SELECT j.resource, j.tag, j.target_id FROM journal j JOIN rows r ON r.resource = j.resource"
            " AND r.tag = j.tag AND r.target_id = j.target_id WHERE j.act = 'created' AND r.status != ?"
            " ORDER BY j.number DESC",
            (UNDONE,),
        ).fetchall()

    def undone(self, resource: str, tag: str, target_id: str, act: str, at: str) -> None:
        """The entry was taken back."""
        with self._at_once():
            self._base.execute(
                "UPDATE rows SET status = ?, at = ? WHERE resource = ? AND tag = ?",
                (UNDONE, at, resource, tag),
            )
            self._note(resource, tag, target_id, act, at)

    def changes_on(self, day: str) -> int:
        """How many entries were made, changed or taken back on a day, ``YYYY-MM-DD``."""
        query = "SELECT count(*) FROM journal WHERE at >= ? AND at < ? || 'U'"
        return int(self._base.execute(query, (day, day)).fetchone()[0])

    def counts(self) -> dict[str, Counter[str]]:
        """Rows by resource and status."""
        found: dict[str, Counter[str]] = {}
        query = "SELECT resource, status, count(*) FROM rows GROUP BY resource, status"
        for resource, status, count in self._base.execute(query):
            found.setdefault(resource, Counter())[status] = count
        return found

    def reasons(self) -> dict[str, int]:
        """Why rows wait."""
        query = "SELECT reason, count(*) FROM rows WHERE status = ? GROUP BY reason ORDER BY reason"
        return dict(self._base.execute(query, (QUARANTINED,)))

    def waiting(self) -> list[tuple[str, str, str]]:
        """Resource, tag and reason of every row that waits."""
        query = "SELECT resource, tag, reason FROM rows WHERE status = ? ORDER BY resource, tag"
        return list(self._base.execute(query, (QUARANTINED,)))

    def present_tags(self) -> set[str]:
        """Tags of rows that were at the target before."""
        query = "SELECT tag FROM rows WHERE status = ?"
        return {str(tag) for (tag,) in self._base.execute(query, (PRESENT,))}

    def close(self) -> None:
        """Closes the file."""
        self._base.close()

    def _put(
        self,
        row: Outgoing,
        status: str,
        target_id: str | None,
        at: str,
        *,
        attempts: int = 0,
        reason: str = "",
    ) -> None:
        self._base.execute(
            "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (resource, tag) DO UPDATE SET"
            " content_hash = excluded.content_hash, target_id = excluded.target_id, status = excluded.status,"
            " attempt = rows.attempt + ?, reason = excluded.reason, at = excluded.at",
            (
                row.resource,
                row.tag,
                row.content_hash,
                target_id,
                status,
                attempts,
                reason,
                at,
                attempts,
            ),
        )

    def _note(self, resource: str, tag: str, target_id: str, act: str, at: str) -> None:
        self._base.execute(
            "INSERT INTO journal (resource, tag, target_id, act, at) VALUES (?, ?, ?, ?, ?)",
            (resource, tag, target_id, act, at),
        )

    def _at_once(self) -> _Transaction:
        return _Transaction(self._base)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ledger_target(path: Path) -> str:
    """The platform that a ledger is about; `IntegrityError` where it is no ledger."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return str(base.execute("SELECT value FROM facts WHERE name = 'target'").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError):
        raise IntegrityError(f"{path.name} is no ledger; restore it from a copy.") from None
    finally:
        base.close()


class _Transaction:
    """Several lines that count together or not at all."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.execute("COMMIT" if kind is None else "ROLLBACK")
