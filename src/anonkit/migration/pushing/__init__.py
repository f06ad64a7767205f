"""Records pushed into a platform row by row: sent once, looked up where nobody confirmed, undone where asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.migration.pushing.checking import PushCheck as PushCheck
    from anonkit.migration.pushing.checking import read_target as read_target
    from anonkit.migration.pushing.forecast import Costs as Costs
    from anonkit.migration.pushing.forecast import Forecast as Forecast
    from anonkit.migration.pushing.found_sums import FoundSums as FoundSums
    from anonkit.migration.pushing.found_sums import by_resource as by_resource
    from anonkit.migration.pushing.held_entries import HeldEntries as HeldEntries
    from anonkit.migration.pushing.ledger import Entry as Entry
    from anonkit.migration.pushing.ledger import Ledger as Ledger
    from anonkit.migration.pushing.ledger import ledger_target as ledger_target
    from anonkit.migration.pushing.observed import observed_account as observed_account
    from anonkit.migration.pushing.outgoing import Outgoing as Outgoing
    from anonkit.migration.pushing.outgoing import StoredFile as StoredFile
    from anonkit.migration.pushing.outgoing import content_of as content_of
    from anonkit.migration.pushing.pusher import PushReport as PushReport
    from anonkit.migration.pushing.pusher import push as push
    from anonkit.migration.pushing.reading_back import ReadBack as ReadBack
    from anonkit.migration.pushing.reading_back import read_back as read_back
    from anonkit.migration.pushing.receiver import Receiver as Receiver
    from anonkit.migration.pushing.receiver import RowRefused as RowRefused
    from anonkit.migration.pushing.receivers.cliniko import ClinikoReceiver as ClinikoReceiver
    from anonkit.migration.pushing.receivers.declared import DeclaredReceiver as DeclaredReceiver
    from anonkit.migration.pushing.registry import costs_of as costs_of
    from anonkit.migration.pushing.registry import receiver_named as receiver_named
    from anonkit.migration.pushing.registry import receiving_platforms as receiving_platforms
    from anonkit.migration.pushing.rollback import RollbackReport as RollbackReport
    from anonkit.migration.pushing.rollback import roll_back as roll_back
    from anonkit.migration.pushing.rows import RowSource as RowSource
    from anonkit.migration.pushing.rows import resource_of as resource_of

_HOME_BY_NAME = {
    "FoundSums": "found_sums",
    "by_resource": "found_sums",
    "HeldEntries": "held_entries",
    "PushCheck": "checking",
    "read_target": "checking",
    "Forecast": "forecast",
    "Costs": "forecast",
    "Entry": "ledger",
    "Ledger": "ledger",
    "ledger_target": "ledger",
    "observed_account": "observed",
    "Outgoing": "outgoing",
    "StoredFile": "outgoing",
    "content_of": "outgoing",
    "PushReport": "pusher",
    "push": "pusher",
    "ReadBack": "reading_back",
    "read_back": "reading_back",
    "Receiver": "receiver",
    "RowRefused": "receiver",
    "ClinikoReceiver": "receivers.cliniko",
    "DeclaredReceiver": "receivers.declared",
    "costs_of": "registry",
    "receiver_named": "registry",
    "receiving_platforms": "registry",
    "RollbackReport": "rollback",
    "roll_back": "rollback",
    "RowSource": "rows",
    "resource_of": "rows",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
