"""One page of a list: by GET, by POST, or as GraphQL."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from anonkit.connectors.rest.declaration import Api, Resource
from anonkit.connectors.rest.http import Connection, Params
from anonkit.connectors.rest.paginators import Position
from anonkit.connectors.rest.paths import found_at, number_at, set_at
from anonkit.errors import PermanentError


@dataclass(frozen=True, repr=False)
class Fetched:
    """A page as it came."""

    path: str
    query: list[tuple[str, str]]
    content: bytes
    body: Any
    items: list[Any]
    total: int | None


class PageFetcher:
    """Asks one platform for pages."""

    def __init__(self, api: Api, connection: Connection) -> None:
        self._api = api
        self._connection = connection

    def fetch(
        self,
        resource: Resource,
        path: str,
        params: Mapping[str, str],
        position: Position,
        filters: Params = (),
    ) -> Fetched:
        """The page at this position; `PermanentError` where the answer is no list.

        `filters` are parameters that may stand there several times.
        """
        if "url" in position:
            return self._linked(resource, position["url"])
        asked = {**params, **position}
        if resource.query or resource.body is not None:
            answer = self._connection.ask(path, (), _body(resource, asked))
        else:
            answer = self._connection.get(path, [*asked.items(), *filters])
        return self._fetched(resource, path, list(asked.items()), answer.content, answer.body)

    def _linked(self, resource: Resource, url: str) -> Fetched:
        answer = self._connection.get(url)
        parts = urlsplit(url)
        return self._fetched(
            resource, parts.path, parse_qsl(parts.query), answer.content, answer.body
        )

    def _fetched(
        self, resource: Resource, path: str, query: list[tuple[str, str]], content: bytes, body: Any
    ) -> Fetched:
        if resource.query and isinstance(body, dict) and body.get("errors"):
            raise PermanentError(
                f"{self._api.title} refused a query. Look at what the key may do, and run again."
            )
        items = found_at(body, resource.items)
        if items is None and self._api.leaves_out_empty and _is_silent(body):
            items = []
        if not isinstance(items, list):
            raise PermanentError(
                f"{self._api.title} answered with something that is no list. Its interface may have changed."
            )
        paginator = resource.paginator or self._api.paginator
        return Fetched(path, query, content, body, items, number_at(body, paginator.total))


def _is_silent(body: Any) -> bool:
    """An answer that holds no list because there is none, and not because something went wrong."""
    return isinstance(body, dict) and not {"error", "errors"} & set(body)


def _body(resource: Resource, asked: Mapping[str, str]) -> dict[str, Any]:
    """What is posted: parameters stand in the body, or are a query's variables."""
    if resource.query:
        variables = {name: _typed(value) for name, value in asked.items()}
        return {"query": resource.query, "variables": variables}
    body = copy.deepcopy(resource.body or {})
    for name, value in asked.items():
        set_at(body, name, _typed(value))
    return body


def _typed(value: str) -> Any:
    return int(value) if value.isdigit() and len(value) < 10 else value
