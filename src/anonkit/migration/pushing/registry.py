"""Which platforms take records row by row, and what speaks to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from anonkit.connectors.rest import Connection
from anonkit.migration.pushing.forecast import Costs
from anonkit.migration.pushing.receiver import Receiver
from anonkit.migration.pushing.receivers.cliniko import ClinikoReceiver
from anonkit.migration.pushing.receivers.declared import (
    DeclaredReceiver,
    declared_costs,
    declared_receivers,
)


@dataclass(frozen=True)
class _Written:
    """A platform that needs more than a description."""

    costs: Costs
    opened: Callable[[Sequence[Connection]], Receiver]


_WRITTEN: Mapping[str, _Written] = {
    "cliniko": _Written(
        ClinikoReceiver.costs, lambda keys: ClinikoReceiver(keys[0], authors=keys[1:])
    ),
}


def receiving_platforms() -> tuple[str, ...]:
    """The platforms that take records through their API, by name."""
    return tuple(sorted((*_WRITTEN, *declared_receivers())))


def receiver_named(platform: str, connections: Sequence[Connection]) -> Receiver:
    """What speaks to one of `receiving_platforms`.

    `connections` are of one account: the first with its own key, the others with keys that people lend.
    """
    written = _WRITTEN.get(platform)
    return written.opened(connections) if written else DeclaredReceiver(platform, connections[0])


def costs_of(platform: str) -> Costs:
    """What a push to one of `receiving_platforms` takes in calls."""
    written = _WRITTEN.get(platform)
    return written.costs if written else declared_costs(platform)
