"""Tables that complete client rows: holds, id checks. They wait until their client row comes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from anonkit.connectors.applying.clients import ClientRef

_STRICTEST_FIRST = (
    "erasure requested",
    "legal hold",
    "claim",
    "restriction",
    "objection",
    "complaint",
    "agreed restriction",
)


@dataclass
class Amendment:
    """What one row of such a table says of its client."""

    source: str
    place: str
    ref: ClientRef
    values: dict[str, str]
    appended: frozenset[str]
    replaced: frozenset[str]
    raw: tuple[str, ...] = ()
    is_used: bool = False

    def applied_to(self, row: Mapping[str, str | None]) -> dict[str, str | None]:
        """The client row with this row's values in it."""
        self.is_used = True
        changed = dict(row)
        for name, value in self.values.items():
            changed[name] = self._joined(name, row.get(name), value)
        return changed

    def _joined(self, name: str, held: str | None, value: str) -> str:
        if not held or name in self.replaced:
            return value
        if name == "restriction":
            return min(held, value, key=_strictness)
        if name in self.appended and value not in held.split("\n"):
            return f"{held}\n{value}"
        return held


@dataclass
class Amendments:
    """Every such row, by what it calls its client."""

    all: list[Amendment] = field(default_factory=list)
    _by: dict[tuple[str, str], list[Amendment]] = field(default_factory=lambda: defaultdict(list))

    def add(self, amendment: Amendment) -> None:
        """Remembers one row under the strongest of its references."""
        self.all.append(amendment)
        kind, ref = amendment.ref.best
        self._by[kind, ref.casefold()].append(amendment)

    def for_client(self, refs: ClientRef, name: str) -> list[Amendment]:
        """The rows about this client; one without an id is only taken once, and where the name fits."""
        found = [one for ref in refs.ids for one in self._by.get(("id", ref.casefold()), [])]
        weaker = [("email", ref) for ref in refs.emails] + [("phone", ref) for ref in refs.phones]
        for kind, ref in [*weaker, ("name", name)]:
            held = self._by.get((kind, ref.casefold()), [])
            found += [one for one in held if not one.is_used and one.ref.name in {"", name}]
        return list({id(one): one for one in found}.values())

    def unused(self, source: str) -> list[Amendment]:
        """The rows of a source whose client has not come by."""
        return [one for one in self.all if one.source == source and not one.is_used]


def _strictness(word: str) -> int:
    return _STRICTEST_FIRST.index(word) if word in _STRICTEST_FIRST else len(_STRICTEST_FIRST)
