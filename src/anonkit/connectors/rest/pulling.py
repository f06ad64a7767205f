"""Pulls a platform's lists page by page; killed at any moment it goes on where it stopped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from anonkit.connectors.rest.apis import ApiFolder
from anonkit.connectors.rest.declaration import Resource, Since
from anonkit.connectors.rest.fetching import PageFetcher
from anonkit.connectors.rest.guarding import PageGuard
from anonkit.connectors.rest.http import Connection, NotPermitted
from anonkit.connectors.rest.pages import Page, PageName, PageStore, PullFacts
from anonkit.connectors.rest.paginators import Position, first_position, next_position
from anonkit.connectors.rest.pulled_files import fetch_files
from anonkit.connectors.rest.shaping import entry_id, without_open_links
from anonkit.connectors.rest.streams import Stream, streams_of
from anonkit.errors import TransientError

_OVERLAP = timedelta(minutes=10)
"""Changes are asked for from a little before the last pull began: clocks differ."""
_PASSES = 4
Tell = Callable[[str], None]


@dataclass
class Pulled:
    """What one pull brought: entries asked for by resource, files, and what was not permitted."""

    since: str | None
    pages: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    files: int = 0
    files_left: dict[str, int] = field(default_factory=dict)
    """Files that were not taken, by reason."""
    not_permitted: list[str] = field(default_factory=list)


def pull(
    folder: ApiFolder,
    connection: Connection,
    store: PageStore,
    clock: Callable[[], datetime],
    *,
    since: str | None = None,
    everything: bool = False,
    tell: Tell = lambda _resource: None,
) -> Pulled:
    """Everything, or what changed since the last pull; what a killed pull has is not asked for again.

    Raises `TransientError` where a list changes faster than it can be read or the platform is away, and
    `PermanentError` where it repeats a page, never ends, or does not let us in.
    """
    facts = _begun(store, clock, since, everything=everything)
    puller = _Puller(folder, connection, store, facts, clock, tell)
    for name, resource in folder.api.resources.items():
        puller.resource(name, resource)
    done = puller.done
    store.finish(facts)
    for name, resource in folder.api.resources.items():
        if resource.files is not None:
            done.files += fetch_files(folder, name, connection, store, done.files_left)
    return done


def _begun(
    store: PageStore, clock: Callable[[], datetime], since: str | None, *, everything: bool
) -> PullFacts:
    """The pull that was killed, else a new one."""
    pulls = store.pulls()
    if pulls and not pulls[-1].complete:
        return pulls[-1]
    now = clock()
    if everything or not store.counting():
        return store.begin(now.isoformat(timespec="seconds"), None)
    if since is None:
        since = (datetime.fromisoformat(pulls[-1].started) - _OVERLAP).isoformat(timespec="seconds")
    return store.begin(now.isoformat(timespec="seconds"), since)


class _Puller:
    def __init__(
        self,
        folder: ApiFolder,
        connection: Connection,
        store: PageStore,
        facts: PullFacts,
        clock: Callable[[], datetime],
        tell: Tell,
    ) -> None:
        self._api = folder.api
        self._fetcher = PageFetcher(folder.api, connection)
        self._store = store
        self._facts = facts
        self._clock = clock
        self._tell = tell
        self.done = Pulled(facts.since)
        # Looking for them list by list would take ever longer: a long history has thousands of spans.
        self._kept_before: dict[tuple[str, int], list[PageName]] = defaultdict(list)
        for page in store.names(facts):
            self._kept_before[page.resource, page.stream].append(page)

    def resource(self, name: str, resource: Resource) -> None:
        """Every stream of one resource."""
        try:
            for stream in streams_of(resource, self._parents(resource), self._facts):
                self._stream(name, resource, stream)
        except NotPermitted:
            if not resource.optional:
                raise
            self.done.not_permitted.append(name)

    def _parents(self, resource: Resource) -> Iterator[str]:
        if resource.each:
            parent = self._api.resources[resource.each]
            seen: dict[str, None] = {}
            for facts in [*self._store.counting(), self._facts]:
                for page in self._store.names(facts, resource.each):
                    for item in self._store.read(facts, page).items:
                        seen[entry_id(parent, item)] = None
            yield from seen

    def _stream(self, name: str, resource: Resource, stream: Stream) -> None:
        """One list to its end; once more where it changed on the way."""
        for passing in range(self._passes_before(name, stream), _PASSES):
            if self._is_steady(name, resource, stream, passing):
                return
        raise TransientError(
            f"{self._api.title}: {name} changes faster than it can be read. Run again at a quieter hour."
        )

    def _passes_before(self, name: str, stream: Stream) -> int:
        return max((one.passing for one in self._kept_before[name, stream.number]), default=0)

    def _is_steady(self, name: str, resource: Resource, stream: Stream, passing: int) -> bool:
        """Reads the list once; whether its total stayed what it was and every entry came."""
        guard = PageGuard(self._api, name)
        had = [
            self._store.read(self._facts, one)
            for one in self._kept_before[name, stream.number]
            if one.passing == passing
        ]
        for page in had:
            guard.take(_ids(resource, page.items), page.total)
        position: Position | None = had[-1].next if had else self._first(resource)
        number = len(had)
        while position is not None:
            guard.check_position(position)
            page = self._page(resource, stream, position)
            guard.take(_ids(resource, page.items), page.total)
            self._store.write(self._facts, PageName(name, stream.number, passing, number), page)
            number += 1
            self._count(name, len(page.items))
            position = page.next
        return guard.is_steady

    def _count(self, name: str, entries: int) -> None:
        self.done.pages[name] = self.done.pages.get(name, 0) + 1
        self.done.entries[name] = self.done.entries.get(name, 0) + entries
        self._tell(name)

    def _first(self, resource: Resource) -> Position:
        return first_position(resource.paginator or self._api.paginator)

    def _page(self, resource: Resource, stream: Stream, position: Position) -> Page:
        params = {**stream.params, **self._since(resource.since)}
        fetched = self._fetcher.fetch(resource, stream.path, params, position)
        paginator = resource.paginator or self._api.paginator
        return Page(
            path=fetched.path,
            query=[list(pair) for pair in fetched.query],
            pulled_at=self._clock().isoformat(timespec="seconds"),
            sha256=sha256(fetched.content).hexdigest(),
            subset=stream.subset,
            items=without_open_links(resource, fetched.items),
            total=fetched.total,
            next=_kept(next_position(paginator, position, fetched.body, len(fetched.items))),
        )

    def _since(self, since: Since | None) -> Mapping[str, str]:
        if since is None or self._facts.since is None:
            return {}
        moment = datetime.fromisoformat(self._facts.since).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {since.param: since.form.replace("{}", moment)}


def _ids(resource: Resource, items: list[Any]) -> list[str]:
    return [entry_id(resource, item) for item in items]


def _kept(position: Position | None) -> dict[str, str] | None:
    return dict(position) if position is not None else None
