"""The audit log: who did what, when, to how many; append-only, chained with a key, without values.

Each line carries a MAC over itself and the line before. The number of lines and the last MAC are kept
beside the key, outside the workspace, so that a cut tail shows as well as a changed line.
"""

from __future__ import annotations

import errno
import getpass
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from anonkit.errors import IntegrityError
from anonkit.keys import KeyStore

_START = "0" * 64
_ENTRY = "audit"


@dataclass(frozen=True)
class AuditVerdict:
    """Whether the chain holds, and where it breaks."""

    lines: int
    holds: bool
    broken_at: int | None = None
    reason: str = ""


class AuditLog:
    """The log of one workspace."""

    def __init__(self, path: Path, key: bytes, store: KeyStore, workspace_id: str) -> None:
        self._path = path
        self._key = key
        self._store = store
        self._workspace_id = workspace_id

    def append(self, event: str, when: datetime, facts: Mapping[str, Any]) -> None:
        """Adds one line; facts are counts, names of settings and tags, never a client's value."""
        state = self._state()
        line = {
            "number": state["count"] + 1,
            "when": when.isoformat(timespec="seconds"),
            "who": _user(),
            "event": event,
            "facts": dict(facts),
        }
        mac = self._mac(line, state["mac"])
        text = json.dumps({**line, "mac": mac}, ensure_ascii=False, sort_keys=True)
        self._write(f"{text}\n".encode())
        self._keep({"count": line["number"], "mac": mac})

    def _write(self, line: bytes) -> None:
        """Adds the line whole or not at all: half a line, from a disk that is full, would break the chain."""
        with self._path.open("ab", buffering=0) as file:
            before = file.seek(0, os.SEEK_END)
            try:
                if file.write(line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError:
                file.truncate(before)
                raise

    def lines_about(self, release: str) -> list[str]:
        """The lines, as they stand in the log, that speak of this release."""
        return [
            text
            for text in self._lines()
            if (self._entry(text).get("facts") or {}).get("release") == release
        ]

    def verify(self) -> AuditVerdict:
        """Walks the whole chain and compares its end with what is kept beside the key."""
        previous, count = _START, 0
        for number, text in enumerate(self._lines(), start=1):
            entry = self._entry(text)
            mac = entry.pop("mac", "")
            expected = self._mac(entry, previous)
            if entry.get("number") != number or not hmac.compare_digest(str(mac), expected):
                return AuditVerdict(
                    count, holds=False, broken_at=number, reason=_why(entry.get("number"), number)
                )
            previous, count = expected, number
        state = self._state()
        if (count, previous) == (state["count"], state["mac"]):
            return AuditVerdict(count, holds=True)
        if self._is_one_ahead(count, state):
            return AuditVerdict(
                count, holds=True, reason="the last line was written by a run that was killed"
            )
        return AuditVerdict(
            count,
            holds=False,
            broken_at=count + 1,
            reason=f"{state['count']} lines were written, {count} are here",
        )

    def anchor_again(self) -> None:
        """Counts the lines anew after the counter was lost with its key; `IntegrityError` where a MAC fails.

        A tail that was cut before this cannot be seen afterwards; the line that the caller writes next
        says that it happened.
        """
        previous = _START
        lines = self._lines()
        for number, text in enumerate(lines, start=1):
            entry = self._entry(text)
            mac = entry.pop("mac", "")
            expected = self._mac(entry, previous)
            if entry.get("number") != number or not hmac.compare_digest(str(mac), expected):
                raise IntegrityError(
                    f"The audit log does not hold at line {number}; it was changed or moved."
                )
            previous = expected
        self._keep({"count": len(lines), "mac": previous})

    def require_holds(self) -> None:
        """`IntegrityError` where the chain does not hold."""
        verdict = self.verify()
        if not verdict.holds:
            raise IntegrityError(
                f"The audit log does not hold at line {verdict.broken_at}: {verdict.reason}."
            )

    def _is_one_ahead(self, count: int, state: Mapping[str, Any]) -> bool:
        """A run killed between the line and the counter leaves one good line more than was counted."""
        if count != state["count"] + 1:
            return False
        last = self._entry(self._lines()[-1])
        last.pop("mac", None)
        return self._mac(last, state["mac"]) == self._entry(self._lines()[-1]).get("mac")

    def _lines(self) -> list[str]:
        # Only a line feed ends a line: a text may hold what other rules take for one (U+2028).
        if not self._path.exists():
            return []
        text = self._path.read_text(encoding="utf-8")
        return text.removesuffix("\n").split("\n") if text else []

    @staticmethod
    def _entry(text: str) -> dict[str, Any]:
        try:
            entry: dict[str, Any] = json.loads(text)
        except ValueError:
            return {}
        return entry if isinstance(entry, dict) else {}

    def _mac(self, line: Mapping[str, Any], previous: str) -> str:
        body = json.dumps(line, ensure_ascii=False, sort_keys=True)
        return hmac.new(self._key, f"{previous}\n{body}".encode(), sha256).hexdigest()

    def _state(self) -> dict[str, Any]:
        entry = self._store.read(self._workspace_id) or {}
        state: dict[str, Any] = entry.get(_ENTRY, {"count": 0, "mac": _START})
        written = self._lines()
        if len(written) == state["count"] + 1 and self._is_one_ahead(len(written), state):
            return {"count": len(written), "mac": self._entry(written[-1])["mac"]}
        return state

    def _keep(self, state: Mapping[str, Any]) -> None:
        entry = self._store.read(self._workspace_id) or {}
        self._store.write(self._workspace_id, {**entry, _ENTRY: dict(state)})


def _why(told: object, number: int) -> str:
    """A later number stands where a copy of the workspace, or a restored backup, was used in between."""
    if isinstance(told, int) and told > number:
        return (
            f"line {told} of the log stands here; those before it are missing, as where a copy or a "
            "restored backup of the workspace went on"
        )
    return "the line was changed or moved"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
