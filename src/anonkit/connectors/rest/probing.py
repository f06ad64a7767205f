"""Tries a connection: whose it is, what it may see, and how much there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anonkit.connectors.rest.apis import ApiFolder
from anonkit.connectors.rest.fetching import PageFetcher
from anonkit.connectors.rest.http import Connection, NotPermitted
from anonkit.connectors.rest.pages import PullFacts
from anonkit.connectors.rest.paginators import first_position
from anonkit.connectors.rest.paths import text_at
from anonkit.connectors.rest.streams import streams_of
from anonkit.errors import PermanentError


@dataclass(frozen=True)
class Probe:
    """What a connection shows."""

    account: Mapping[str, str]
    counts: Mapping[str, int | None]
    """Entries by resource, ``None`` where the platform does not say how many."""
    not_permitted: tuple[str, ...]


def probe(folder: ApiFolder, connection: Connection, now: str) -> Probe:
    """Asks once for the account and once for each list; the account's failure is an error."""
    account = _account(folder, connection)
    fetcher = PageFetcher(folder.api, connection)
    counts: dict[str, int | None] = {}
    refused = []
    for name, resource in folder.api.resources.items():
        if resource.each:
            continue
        stream = next(streams_of(resource, (), PullFacts(0, now, None)))
        position = first_position(resource.paginator or folder.api.paginator)
        try:
            page = fetcher.fetch(resource, stream.path, stream.params, position)
        except NotPermitted:
            refused.append(name)
        else:
            counts[name] = page.total
    if not counts:
        raise PermanentError(
            f"{folder.api.title} lets this key see nothing. Ask for a key with more rights."
        )
    return Probe(account, counts, tuple(refused))


def _account(folder: ApiFolder, connection: Connection) -> dict[str, str]:
    declared = folder.api.account
    if declared is None:
        return {}
    body = (
        connection.ask(declared.path, (), {"query": declared.query}).body
        if declared.query
        else connection.get(declared.path).body
    )
    return {name: text for name in declared.show if (text := text_at(body, name))}
