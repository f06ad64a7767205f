"""Known leaks that somebody else names in a JSON file, to be planted or to be looked for."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anonkit.deidentification.attack.canaries.copying import Canary, Copy
from anonkit.errors import SettingsError

_KEYS = frozenset(
    ("id", "attack", "file", "case", "column", "text", "values", "content_base64", "planted")
)


@dataclass(frozen=True)
class OutsideCanary:
    """One leak as the file tells it; see ``docs/attack.md``."""

    id: str
    attacks: tuple[str, ...]
    file: str = ""
    case: str = ""
    column: str = ""
    text: str = field(default="", repr=False)
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    content: bytes | None = field(default=None, repr=False)
    is_planted: bool = False

    def plant(self, copy: Copy) -> Canary:
        """Plants it into the copy, where that was not done before."""
        if not self.is_planted:
            self._write(copy)
        return Canary(self.id, self.attacks, self.file, self.case, is_in_release=self.is_planted)

    def _write(self, copy: Copy) -> None:
        if self.content is not None:
            copy.files[self.file] = self.content
        elif self.file in copy.tables:
            self._write_cells(copy)
        elif self.file in copy.files and self.text:
            copy.files[self.file] = copy.files[self.file] + b"\n" + self.text.encode()
        else:
            raise SettingsError(
                f"The known leak {self.id} names a file that the release does not hold, or nothing to "
                "write into it; give a file of the release, or content_base64 for a new one."
            )

    def _write_cells(self, copy: Copy) -> None:
        frame = copy.tables[self.file].copy()
        cases = copy.keys.cases_of(frame)
        column = self.column or "note"
        if column not in frame:
            frame[column] = None
        values = dict(self.values) or {self.case: self.text}
        if cases is None or (not self.case and not self.values):
            rows = [0]
            frame.iloc[rows, list(frame.columns).index(column)] = self.text
        else:
            for case, value in values.items():
                rows_of_case = (cases == case).to_numpy()
                frame.loc[rows_of_case, column] = str(value)
        copy.put_table(self.file, frame)


def outside_canaries(path: Path) -> tuple[OutsideCanary, ...]:
    """The known leaks of a JSON file: a list, or an object whose ``canaries`` is one."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SettingsError(
            f"{path.name} cannot be read as JSON; docs/attack.md shows its form."
        ) from None
    entries = told.get("canaries") if isinstance(told, dict) else told
    if not isinstance(entries, list) or not entries:
        raise SettingsError(f"{path.name} names no known leaks; it must hold a list of them.")
    return tuple(_canary(entry, number, path.name) for number, entry in enumerate(entries, 1))


def _canary(entry: Any, number: int, name: str) -> OutsideCanary:
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise SettingsError(
            f"{name}: known leak {number} has keys other than {', '.join(sorted(_KEYS))}."
        )
    attacks = entry.get("attack", [])
    try:
        content = (
            base64.b64decode(entry["content_base64"], validate=True)
            if "content_base64" in entry
            else None
        )
    except (binascii.Error, TypeError):
        raise SettingsError(
            f"{name}: known leak {number} has content that is not base64."
        ) from None
    return OutsideCanary(
        str(entry.get("id", f"outside {number}")),
        (attacks,) if isinstance(attacks, str) else tuple(map(str, attacks)),
        str(entry.get("file", "")),
        str(entry.get("case", "")),
        str(entry.get("column", "")),
        str(entry.get("text", "")),
        entry.get("values", {}),
        content,
        bool(entry.get("planted", False)),
    )
