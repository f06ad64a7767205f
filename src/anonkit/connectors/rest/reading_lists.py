"""Every entry of a list, asked for page by page and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from anonkit.connectors.rest.fetching import PageFetcher
from anonkit.connectors.rest.guarding import PageGuard
from anonkit.connectors.rest.http import Connection, Params
from anonkit.connectors.rest.paginators import Position, first_position, next_position
from anonkit.connectors.rest.shaping import entry_id


def entries_of(
    connection: Connection, resource: str, *, subset: str = "", filters: Params = ()
) -> Iterator[Any]:
    """The entries of a list, or of a subset that it leaves out; `PermanentError` where it never ends."""
    api = connection.api
    described = api.resources[resource]
    path, params = described.path, dict(described.params)
    if subset:
        chosen = {one.name: one for one in described.subsets}[subset]
        path, params = chosen.path or path, params | chosen.params
    paginator = described.paginator or api.paginator
    fetcher = PageFetcher(api, connection)
    position: Position | None = first_position(paginator)
    guard = PageGuard(api, resource)
    while position is not None:
        guard.check_position(position)
        page = fetcher.fetch(described, path, params, position, filters)
        guard.take([entry_id(described, one) for one in page.items], None)
        yield from page.items
        position = next_position(paginator, position, page.body, len(page.items))
