"""The source id of a row: the platform's own, or one made of values that stay the same."""

from __future__ import annotations

from collections.abc import Iterable

from anonkit.connectors.applying.fields import Cells
from anonkit.connectors.mapping import IdRule
from anonkit.model import Identity, RowKey


def plain_id(rule: IdRule, cells: Cells, identity: Identity) -> str:
    """The platform's own id; empty where one of its columns is."""
    found = [cells.get(column) for column in rule.columns]
    if not found or not all(found):
        return ""
    if rule.within:
        inner = "\x1f".join(cells.get(column).casefold() for column in rule.within)
        found.append(identity.file_tag(inner))
    return "/".join(found)


def derived_content(table: str, texts: Iterable[str]) -> str:
    """What the keyed hash of a derived id is made of."""
    return "\x1f".join((table, *texts))


def derived_id(digest: str, count: int) -> str:
    """The id that a digest becomes when it comes for the `count`-th time in a source."""
    return f"d-{digest}" if count == 1 else f"d-{digest}-{count}"


def placed_id(file_tag: str, place: str) -> str:
    """The id of a row that nothing else names: its file and its number there."""
    return f"r-{file_tag}-{place.rpartition(' ')[2]}"


def source_id_of(row_key: str) -> str:
    """The source id of another row that the same source row has made."""
    return RowKey.parse(row_key).source_id
