"""A choice kept as a file: the case numbers, who chose them, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from anonkit.errors import OutputExists, SettingsError

_MOST_BYTES = 200_000
_KEYS = ("chosen_by", "why", "cases")


@dataclass(frozen=True)
class CaseFile:
    """The cases somebody asks for, in the order they stand."""

    cases: tuple[str, ...]
    chosen_by: str | None = None
    why: str | None = None

    def to_yaml(self) -> str:
        """The file as it is written and read again."""
        document = {"chosen_by": self.chosen_by, "why": self.why, "cases": list(self.cases)}
        kept = {name: value for name, value in document.items() if value is not None}
        return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)

    def save(self, path: Path | str) -> Path:
        """Writes the file to a new place."""
        place = Path(path)
        if place.exists():
            raise OutputExists(f"{place.name} is there already; name a new file for the choice.")
        place.write_text(self.to_yaml(), encoding="utf-8")
        return place


def read_case_file(path: Path | str) -> CaseFile:
    """The choice in a file: YAML with cases, chosen_by and why, a YAML list, or a number a line."""
    place = Path(path)
    if not place.is_file():
        raise SettingsError(
            "--cases names no file; write one case number a line, or keep a basket."
        )
    if place.stat().st_size > _MOST_BYTES:
        raise SettingsError(
            f"{place.name} is larger than {_MOST_BYTES // 1000} kB; a choice holds case numbers only."
        )
    try:
        text = place.read_text(encoding="utf-8-sig")
        document = yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError):
        raise _unreadable(place) from None
    if isinstance(document, str) or document is None:
        return CaseFile(
            _unique([line.strip() for line in text.splitlines() if line.strip()], place)
        )
    if isinstance(document, list):
        document = {"cases": document}
    return _from_mapping(document, place)


def _from_mapping(document: Any, place: Path) -> CaseFile:
    if not isinstance(document, Mapping) or set(document) - set(_KEYS):
        raise _unreadable(place)
    cases = document.get("cases") or []
    texts = [document.get(name) for name in ("chosen_by", "why")]
    is_read = isinstance(cases, list) and all(isinstance(case, str) for case in cases)
    if not is_read or not all(text is None or isinstance(text, str) for text in texts):
        raise _unreadable(place)
    return CaseFile(_unique(cases, place), *texts)


def _unique(cases: list[str], place: Path) -> tuple[str, ...]:
    twice = [str(number) for number, case in enumerate(cases, 1) if case in cases[: number - 1]]
    if twice:
        raise SettingsError(
            f"{place.name} names a case twice (entries {', '.join(twice[:10])}); leave one of each."
        )
    return tuple(cases)


def _unreadable(place: Path) -> SettingsError:
    return SettingsError(
        f"{place.name} is no choice of cases; it holds `cases`, a list of case numbers, and may say "
        "`chosen_by` and `why`; or it is a text with one case number a line."
    )
