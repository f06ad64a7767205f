"""Outcome rows for complications that only a note tells of; what was recorded stands as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from anonkit.deidentification.course_time import calendar_day
from anonkit.deidentification.note_text.outcomes import OutcomeFinding, find_outcomes, kind_of
from anonkit.deidentification.note_text.statements import Certainty, Status
from anonkit.deidentification.rows import Row, rows_of
from anonkit.model import canonical_frame, empty_frame

_SAME_EVENT = timedelta(days=60)
"""Mentions of one kind no farther apart are one event: notes of a course repeat each other."""
_AFTER_TREATMENT = timedelta(days=183)
_CERTAINTY = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
_SEVERITY = ("severe", "moderate", "mild")


@dataclass
class _Known:
    """By kind the days on which a client's complications are known."""

    days_by_kind: defaultdict[str, list[date | None]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def has(self, kind: str, day: date | None) -> bool:
        """Whether this event is known already; one without a day is every event of its kind."""
        return any(
            known is None or day is None or abs(known - day) <= _SAME_EVENT
            for known in self.days_by_kind[kind]
        )


def with_outcomes_of_notes(rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The recorded outcomes, and after them those that notes tell of and nobody recorded."""
    recorded = rows.get("outcomes", empty_frame("outcomes"))
    notes = rows_of(rows.get("notes"))
    if not notes:
        return recorded
    known = _recorded(rows_of(recorded))
    treated = _treatments(rows_of(rows.get("treatments")))
    found: list[dict[str, object]] = []
    for note in sorted(notes, key=lambda row: (row.get("written_at", ""), row["row_key"])):
        day, client = calendar_day(note.get("written_at")), note["client_key"]
        for kind, findings in _events(note["text"]).items():
            if _is_news(kind, findings, day, known[client]):
                known[client].days_by_kind[kind].append(day)
                treatment = _treatment_before(treated[client], day)
                found.append(_row(note, kind, findings, treatment))
    if not found:
        return recorded
    return pd.concat([recorded, canonical_frame("outcomes", found)], ignore_index=True)


def _is_news(kind: str, findings: list[OutcomeFinding], day: date | None, known: _Known) -> bool:
    if all(one.status is Status.HISTORICAL for one in findings):
        # An earlier one is told again: it is news only where nothing of its kind is known.
        return not known.days_by_kind[kind]
    return not known.has(kind, day)


def _recorded(outcomes: Iterable[Row]) -> defaultdict[str, _Known]:
    known: defaultdict[str, _Known] = defaultdict(_Known)
    for row in outcomes:
        kind = kind_of(row.get("what", ""))
        if kind is not None:
            known[row["client_key"]].days_by_kind[kind].append(calendar_day(row.get("observed_at")))
    return known


def _treatments(rows: Iterable[Row]) -> defaultdict[str, list[tuple[date, str]]]:
    """By client the treatments done here, with their days, in order."""
    found: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for row in rows:
        day = calendar_day(row.get("treated_at"))
        if day is not None and row.get("place") != "elsewhere":
            found[row["client_key"]].append((day, row["row_key"]))
    for days in found.values():
        days.sort()
    return found


def _treatment_before(treated: list[tuple[date, str]], day: date | None) -> str | None:
    """The only treatment on the last day of treatment before a note; ``None`` where it is unclear."""
    if day is None:
        return None
    before = [one for one in treated if day - _AFTER_TREATMENT <= one[0] <= day]
    last = [key for when, key in before if when == before[-1][0]]
    return last[0] if len(last) == 1 else None


def _events(text: str) -> dict[str, list[OutcomeFinding]]:
    """By kind what came about, as one note tells it."""
    found: dict[str, list[OutcomeFinding]] = {}
    for one in find_outcomes(text):
        if one.is_event:
            found.setdefault(one.kind, []).append(one)
    return found


def _row(
    note: Row, kind: str, findings: list[OutcomeFinding], treatment: str | None
) -> dict[str, object]:
    first = findings[0]
    onset = [one.onset_days for one in findings if one.onset_days is not None]
    resolved = [one.resolved for one in findings if one.resolved is not None]
    actions = dict.fromkeys(action for one in findings for action in one.actions)
    severities = {one.severity for one in findings}
    return {
        "row_key": f"{note['row_key']}~{kind.replace(' ', '-')}",
        "tag": f"{note['tag']}~{kind.replace(' ', '-')}",
        "platform": note.get("platform"),
        "client_key": note["client_key"],
        "treatment_key": treatment,
        "observed_at": note.get("written_at"),
        "kind": "complication",
        "what": kind,
        "severity": next((word for word in _SEVERITY if word in severities), "unknown"),
        "onset_days": str(onset[0]) if onset else None,
        "action": ", ".join(actions) or None,
        "resolved": resolved[-1] if resolved else "unknown",
        "known_by": "note",
        "known_place": f"{note['row_key']} {first.start}-{first.end}",
        "certainty": _certainty(findings).value,
    }


def _certainty(findings: list[OutcomeFinding]) -> Certainty:
    """As sure as its surest mention; one that is only told again is no more than probable."""
    surest = min((one.certainty for one in findings), key=_CERTAINTY.index)
    is_told_again = all(one.status is Status.HISTORICAL for one in findings)
    return Certainty.PROBABLE if is_told_again and surest is Certainty.CERTAIN else surest
