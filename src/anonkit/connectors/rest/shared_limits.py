"""One budget of requests per account, shared by every run on this machine that asks for the same account.

The budget lies in a small file of moments: no address, no key and no value is in it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from anonkit.connectors.rest.declaration import Limit

_LOST = 180.0
"""Seconds after which a request that was never answered is taken for answered: its run has died."""
_POLL = 0.05
_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY, tokens REAL NOT NULL, filled_at REAL NOT NULL, closed_until REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS slots (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, started REAL NOT NULL, answered REAL
);
CREATE INDEX IF NOT EXISTS slots_by_account ON slots (account, answered);
"""


class SharedLimiter:
    """What `RateLimiter` does, with all other holders of the same account on the same file.

    A slot is free only when the request that many requests before it was answered a whole span ago, whoever
    sent it. Used by one thread; another process opens the file for itself.
    """

    def __init__(
        self,
        path: Path,
        account: str,
        requests: int,
        seconds: float,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._account = account
        self._clock = clock
        self._sleep = sleep
        self._limit = Limit(requests=requests, seconds=seconds)
        self._base = _opened(path)
        self._base.execute(
            "INSERT OR IGNORE INTO accounts (account, tokens, filled_at) VALUES (?, ?, ?)",
            (account, self._limit.burst, clock()),
        )

    @contextlib.contextmanager
    def slot(self) -> Iterator[None]:
        """Waits until a request may be sent; the block is the request and its answer."""
        number = self._taken()
        try:
            yield
        finally:
            self._base.execute(
                "UPDATE slots SET answered = ? WHERE number = ?", (self._clock(), number)
            )

    def close_for(self, seconds: float) -> None:
        """Nobody sends anything for this long: the platform has said so."""
        self._base.execute(
            "UPDATE accounts SET closed_until = max(closed_until, ?) WHERE account = ?",
            (self._clock() + seconds, self._account),
        )

    def close(self) -> None:
        """Lets the file go."""
        self._base.close()

    def _taken(self) -> int:
        while True:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                wait = self._wait()
                if wait <= 0:
                    return self._take()
            finally:
                self._base.execute("COMMIT")
            self._sleep(wait)

    def _wait(self) -> float:
        """Seconds until a slot may be free; none or less where one is."""
        now = self._clock()
        tokens, filled_at, closed_until = self._base.execute(
            "SELECT tokens, filled_at, closed_until FROM accounts WHERE account = ?",
            (self._account,),
        ).fetchone()
        if closed_until > now:
            return float(closed_until - now)
        self._base.execute(
            "DELETE FROM slots WHERE account = ? AND (answered <= ? OR answered IS NULL AND started <= ?)",
            (self._account, now - self._limit.seconds, now - _LOST),
        )
        held, oldest = self._base.execute(
            "SELECT count(*), min(answered) FROM slots WHERE account = ?", (self._account,)
        ).fetchone()
        if held >= self._limit.requests:
            return _POLL if oldest is None else float(oldest + self._limit.seconds - now) + 1e-4
        more = max(0.0, now - filled_at) * self._limit.per_second
        tokens = min(self._limit.burst, tokens + more)
        self._base.execute(
            "UPDATE accounts SET tokens = ?, filled_at = ? WHERE account = ?",
            (tokens, now, self._account),
        )
        # A sleep too short to move the clock would never end.
        return max(1e-4, (1 - tokens) / self._limit.per_second) if tokens < 1 - 1e-9 else 0.0

    def _take(self) -> int:
        self._base.execute(
            "UPDATE accounts SET tokens = tokens - 1 WHERE account = ?", (self._account,)
        )
        made = self._base.execute(
            "INSERT INTO slots (account, started) VALUES (?, ?)", (self._account, self._clock())
        )
        return int(made.lastrowid or 0)


def _opened(path: Path) -> sqlite3.Connection:
    """The file; one that is damaged is begun anew, since it only remembers the last minute."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _ready(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return _ready(path)


def _ready(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        # What a crash of the machine loses is a minute of moments.
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_TABLES)
    except sqlite3.DatabaseError:
        base.close()
        raise
    path.chmod(0o600)
    return base
