"""From a platform's API to sources that an ingest reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from anonkit.connectors import Piece, ReadContext, read_pulled
from anonkit.connectors.rest import PageStore, Pulled, Snapshot, api_named, pull
from anonkit.storage import Workspace
from anonkit.workflows.connecting import access_to, open_account
from anonkit.workflows.pull_drift import drift_between, profile_of
from anonkit.workflows.run import Clock, Run

ALL = "all"
PROFILES = "pull_profiles"


@dataclass(frozen=True)
class PulledPlatform:
    """What was pulled, ready to be read."""

    platform: str
    pulled: Pulled
    snapshot: Snapshot
    drift: tuple[str, ...] = ()
    """What differs from the pull before: lists and columns, never a value."""

    def pieces(self, context: ReadContext) -> Iterator[Piece]:
        """The canonical rows of everything the platform holds, as it was told last."""
        yield from read_pulled(self.snapshot.sources(), self.snapshot, context)

    @property
    def lists(self) -> list[str]:
        """The lists that the platform gave, empty ones too."""
        return [name for name in self.snapshot.counts() if name not in self.pulled.not_permitted]

    def as_dict(self) -> dict[str, Any]:
        """Counts by resource; no value."""
        return {
            "since": self.pulled.since,
            "pages": dict(self.pulled.pages),
            "entries": dict(self.pulled.entries),
            "held": self.snapshot.counts(),
            "files": self.pulled.files,
            "files_left": dict(self.pulled.files_left),
            "not_permitted": list(self.pulled.not_permitted),
            "drift": list(self.drift),
        }


def pull_platform(
    this: Run,
    platform: str,
    since: str | None,
    clock: Clock,
    tell: Callable[[str], None] = lambda _resource: None,
) -> PulledPlatform:
    """Pulls the connected platform: everything the first time, then what changed.

    `since` is an ISO 8601 moment, or ``all`` for everything once more. A pull that was killed goes on.
    """
    folder = api_named(platform)
    store = page_store(this.workspace, platform)
    access = access_to(this.workspace, platform)
    with open_account(folder.api, access) as connection:
        done = pull(
            folder,
            connection,
            store,
            clock,
            since=None if since == ALL else since,
            everything=since == ALL,
            tell=tell,
        )
    snapshot = Snapshot(folder, store)
    before, now = this.workspace.sealed.read(PROFILES, {}), profile_of(snapshot)
    this.workspace.sealed.write(PROFILES, {**before, platform: now})
    drift = drift_between(before.get(platform, {}), now)
    return PulledPlatform(platform, done, snapshot, tuple(drift))


def page_store(workspace: Workspace, platform: str) -> PageStore:
    """Where the pages of a platform are kept, encrypted."""
    return PageStore(workspace.root / "records" / "_pulled" / platform, workspace.keys.storage)
