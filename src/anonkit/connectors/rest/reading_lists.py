"""Every entry of a list, asked for page by page and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from anonkit.connectors.rest.fetching import PageFetcher
from anonkit.connectors.rest.http import Connection
from anonkit.connectors.rest.paginators import first_position, next_position
from anonkit.errors import PermanentError


def entries_of(connection: Connection, resource: str) -> Iterator[Any]:
    """The entries as the platform tells them; `PermanentError` where a list never ends."""
    api = connection.api
    described = api.resources[resource]
    paginator = described.paginator or api.paginator
    fetcher, position = PageFetcher(api, connection), first_position(paginator)
    for _ in range(api.most_pages):
        page = fetcher.fetch(described, described.path, described.params, position)
        yield from page.items
        following = next_position(paginator, position, page.body, len(page.items))
        if following is None:
            return
        position = following
    raise PermanentError(f"{api.title} gives a list that never ends; nothing more was asked.")
