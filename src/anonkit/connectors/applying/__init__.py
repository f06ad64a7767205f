"""A mapping at work: source rows become canonical rows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.applying.amendments import Amendment as Amendment
    from anonkit.connectors.applying.amendments import Amendments as Amendments
    from anonkit.connectors.applying.attachments import Attachment as Attachment
    from anonkit.connectors.applying.attachments import Attachments as Attachments
    from anonkit.connectors.applying.attachments import attached_values as attached_values
    from anonkit.connectors.applying.block_plans import works_by_columns as works_by_columns
    from anonkit.connectors.applying.blocks import BlockMaker as BlockMaker
    from anonkit.connectors.applying.clients import ClientBook as ClientBook
    from anonkit.connectors.applying.clients import ClientRef as ClientRef
    from anonkit.connectors.applying.clients import Match as Match
    from anonkit.connectors.applying.clients import is_made_id as is_made_id
    from anonkit.connectors.applying.contents import content_of as content_of
    from anonkit.connectors.applying.contents import contents_of as contents_of
    from anonkit.connectors.applying.known_columns import KnownColumns as KnownColumns
    from anonkit.connectors.applying.made_blocks import MadeBlock as MadeBlock
    from anonkit.connectors.applying.made_blocks import MadeColumns as MadeColumns
    from anonkit.connectors.applying.remembered import LONGEST_TEXT as LONGEST_TEXT
    from anonkit.connectors.applying.remembered import MOST_TEXTS as MOST_TEXTS
    from anonkit.connectors.applying.rows import Made as Made
    from anonkit.connectors.applying.rows import MadeRow as MadeRow
    from anonkit.connectors.applying.rows import RowMaker as RowMaker
    from anonkit.connectors.applying.source_ids import placed_id as placed_id
    from anonkit.connectors.applying.staff import StaffBook as StaffBook
    from anonkit.connectors.applying.task import Books as Books
    from anonkit.connectors.applying.task import Place as Place
    from anonkit.connectors.applying.task import TableTask as TableTask

_HOME_BY_NAME = {
    "RowMaker": "rows",
    "Books": "task",
    "Place": "task",
    "TableTask": "task",
    "LONGEST_TEXT": "remembered",
    "MOST_TEXTS": "remembered",
    "Made": "rows",
    "MadeRow": "rows",
    "content_of": "contents",
    "contents_of": "contents",
    "placed_id": "source_ids",
    "BlockMaker": "blocks",
    "KnownColumns": "known_columns",
    "MadeBlock": "made_blocks",
    "MadeColumns": "made_blocks",
    "works_by_columns": "block_plans",
    "ClientBook": "clients",
    "ClientRef": "clients",
    "Match": "clients",
    "is_made_id": "clients",
    "StaffBook": "staff",
    "Amendments": "amendments",
    "Amendment": "amendments",
    "Attachments": "attachments",
    "Attachment": "attachments",
    "attached_values": "attachments",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
