"""Finding a client by what somebody remembers; candidates are shown masked."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.run import run

_CLOSE_ENOUGH = 84
_MOST = 20


@dataclass(frozen=True)
class Candidate:
    """A client row that may be meant."""

    client_id: str
    platform: str
    masked: str
    why: str
    waits: bool
    """Whether the row is in quarantine."""


@dataclass(frozen=True)
class FindReport(Displayed):
    """The candidates, best first."""

    candidates: tuple[Candidate, ...]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"candidates": [vars(candidate) for candidate in self.candidates]}

    def lines(self) -> list[str]:
        """For a person."""
        if not self.candidates:
            return ["Nobody like that is in the records or in quarantine."]
        return [
            f"{candidate.client_id:<24} {candidate.platform:<10} {candidate.masked:<28} {candidate.why}"
            + (" (in quarantine)" if candidate.waits else "")
            for candidate in self.candidates
        ]


def find(workspace: Workspace | Path | str, wanted: str) -> FindReport:
    """Clients whose name, e-mail, phone or birth date is like what was asked for; audited by count."""
    with run(workspace, "find", writes=False) as this:
        rows = [
            *((row, False) for row in _client_rows(this.workspace)),
            *((row, True) for row in _waiting_rows(this.workspace)),
        ]
        scored = [
            (score, why, row, waits) for row, waits in rows for score, why in _match(row, wanted)
        ]
        best = sorted(scored, key=lambda entry: (-entry[0], str(entry[2].get("row_key"))))[:_MOST]
        found = FindReport(
            tuple(masked_candidate(row, why, waits=waits) for _, why, row, waits in best)
        )
        this.audit({"candidates": len(found.candidates)})
        return found


def _client_rows(workspace: Workspace) -> list[dict[Hashable, Any]]:
    return [row for frame in workspace.partitions("clients") for row in frame.to_dict("records")]


def _waiting_rows(workspace: Workspace) -> list[dict[Hashable, Any]]:
    rows = workspace.quarantine.rows()
    waiting = rows[(rows["table"] == "clients") & (rows["stage"] == "validate")]
    return [json.loads(payload) for payload in waiting["payload"]]


def _match(row: Mapping[Hashable, Any], wanted: str) -> list[tuple[float, str]]:
    """How well a row fits, and by what; nothing where it does not."""
    text, digits = _folded(wanted), re.sub(r"\D", "", wanted)
    fits: list[tuple[float, str]] = []
    emails = [
        _folded(row.get("email")),
        *(_folded(one) for one in _members(row.get("other_emails"))),
    ]
    if "@" in wanted and text in emails:
        fits.append((100.0, "e-mail"))
    phones = [row.get("mobile_phone"), *_members(row.get("other_phones"))]
    if len(digits) >= 6 and any(
        _digits(phone).endswith(digits.lstrip("0")[-9:]) for phone in phones
    ):
        fits.append((99.0, "phone"))
    if digits and _digits(row.get("birth_date")) in (digits, _turned(digits)):
        fits.append((95.0, "birth date"))
    name = " ".join(filter(None, (_folded(row.get(part)) for part in ("first_name", "last_name"))))
    likeness = fuzz.token_sort_ratio(text, name) if name else 0.0
    if likeness >= _CLOSE_ENOUGH or (len(text) > 2 and text in name.split()):
        fits.append((likeness, "name"))
    return [max(fits)] if fits else []


def masked_candidate(row: Mapping[Hashable, Any], why: str, *, waits: bool = False) -> Candidate:
    """A client row as it is shown: its id in full, its name by first letters."""
    parts = (_masked(row.get("first_name")), _masked(row.get("last_name")))
    year = str(row.get("birth_date") or "")[:4]
    masked = " ".join(filter(None, (*parts, f"born {year}" if year.isdigit() else "")))
    return Candidate(str(row.get("client_id")), str(row.get("platform")), masked, why, waits)


def _masked(value: object) -> str:
    return f"{value[0]}{'·' * (len(value) - 1)}" if isinstance(value, str) and value else ""


def _folded(value: object) -> str:
    if not isinstance(value, str):
        return ""
    plain = unicodedata.normalize("NFKD", value).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _digits(value: object) -> str:
    return re.sub(r"\D", "", value) if isinstance(value, str) else ""


def _turned(digits: str) -> str:
    """Day, month, year as year, month, day."""
    return digits[4:] + digits[2:4] + digits[:2] if len(digits) == 8 else digits


def _members(value: object) -> list[str]:
    if not isinstance(value, str) or pd.isna(value):
        return []
    return [str(member) for member in json.loads(value)]
