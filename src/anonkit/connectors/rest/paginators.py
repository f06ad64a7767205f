"""How a list comes in pages: from one page's answer to where the next one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anonkit.connectors.rest.declaration import Paginator
from anonkit.connectors.rest.paths import found_at, number_at
from anonkit.errors import PermanentError

Position = Mapping[str, str]
"""Where a page stands: parameters, or ``url`` with a whole address. It can be kept and taken up again."""


def first_position(paginator: Paginator) -> Position:
    """Where the first page stands."""
    found: dict[str, str] = {}
    if paginator.size_param:
        found[paginator.size_param] = str(paginator.size)
    if paginator.kind == "page":
        found[paginator.param] = str(paginator.first)
    elif paginator.kind == "offset":
        found[paginator.param] = "0"
    return found


def next_position(
    paginator: Paginator, position: Position, body: Any, count: int
) -> Position | None:
    """Where the page after this one stands; ``None`` after the last.

    `count` is how many entries this page holds.
    """
    if paginator.kind == "none":
        if paginator.size_param and count >= paginator.size:
            raise PermanentError(
                f"A list without pages gave all {count} entries that may be asked for at once, so there may be "
                "more. Its spans of time are too long; tell us."
            )
        return None
    if paginator.more and not found_at(body, paginator.more):
        return None
    if paginator.kind == "next_link":
        link = found_at(body, paginator.next)
        return {"url": str(link)} if link else None
    if paginator.kind == "cursor":
        cursor = found_at(body, paginator.next)
        return {**position, paginator.param: str(cursor)} if cursor else None
    return _numbered(paginator, position, body, count)


def _numbered(paginator: Paginator, position: Position, body: Any, count: int) -> Position | None:
    at = int(position[paginator.param])
    is_paged = paginator.kind == "page"
    seen = (at - paginator.first) * paginator.size + count if is_paged else at + count
    total = number_at(body, paginator.total)
    if not count or (total is not None and seen >= total):
        return None
    if total is None and not paginator.more and count < paginator.size:
        return None
    return {**position, paginator.param: str(at + (1 if is_paged else count))}
