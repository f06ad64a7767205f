"""The clinic's own people, by whatever name rows give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anonkit.connectors.values import folded_name
from anonkit.model import Identity, RowKey


@dataclass
class StaffBook:
    """Staff seen in this ingest or an earlier one; unknown names become rows once."""

    identity: Identity
    _key_by_name: dict[str, str] = field(default_factory=dict)
    _made: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: Mapping[str, Any]) -> None:
        """Remembers one staff row under its id, its name and what else it is called."""
        key = str(row["row_key"])
        names = [str(row.get(name) or "") for name in ("staff_id", "name", "preferred_name")]
        for name in names:
            if folded := folded_name(name):
                self._key_by_name.setdefault(folded, key)

    def key_of(self, name: str, platform: str, *, add: bool) -> str | None:
        """The row key of the member of staff; an unknown one gets a row where `add` says so."""
        folded = folded_name(name)
        if not folded:
            return None
        if folded in self._key_by_name or not add:
            return self._key_by_name.get(folded)
        source_id = f"d-{self.identity.content_hash(folded)[:16]}"
        key = str(RowKey(platform, "staff", source_id))
        self._key_by_name[folded] = key
        self._made.append({"row_key": key, "staff_id": source_id, "name": name.strip()})
        return key

    def take_made(self) -> list[dict[str, Any]]:
        """The rows made since the last call."""
        made, self._made = self._made, []
        return made
