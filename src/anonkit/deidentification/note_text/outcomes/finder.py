"""Finds complications in a note: what, when it began, how bad, what was done, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anonkit.deidentification.note_text.outcomes.complication import Complication, complications
from anonkit.deidentification.note_text.outcomes.details import (
    actions_in,
    is_elsewhere,
    resolution_of,
    severity_of,
)
from anonkit.deidentification.note_text.outcomes.onset import onset_days
from anonkit.deidentification.note_text.statements import (
    Certainty,
    PlainNote,
    Status,
    Term,
    plain_note,
    read_statement,
)

_SENTENCES_AFTER = 2
_LEAD = 90
# A list of allergies or of old conditions tells of no treatment.
_BACKGROUND = re.compile(
    r"(?<!\w)(?:all(?:erg\w*)?\s?[-:)]|allerg(?:y|ies|ic to)|nkda|pmh|mhx|past (?:medical )?history|"
    r"own history|known reactions|reactions:|medical history|health form|conditions?:)[^.\n]*$"
)
_BEFOREHAND = re.compile(
    r"^[^.;\n]{0,25}(?<!\w)(?:pre[- ]?(?:treatment|tx|existing|procedure|op)|at baseline|baseline|"
    r"since (?:childhood|birth|teens?)|before (?:treatment|tx|starting)|not ours|long ?standing|as expected)"
)


@dataclass(frozen=True)
class OutcomeFinding:
    """One place in a note that tells of a complication; offsets are of the note as it came."""

    kind: str
    start: int
    end: int
    status: Status
    certainty: Certainty
    onset_days: int | None
    severity: str | None
    actions: tuple[str, ...]
    resolved: str | None
    """yes, no or partly; ``None`` where the note does not say."""
    is_elsewhere: bool
    """After somebody else's treatment: never counted in a rate."""

    @property
    def is_event(self) -> bool:
        """Whether it came about, here, with this client."""
        is_told = self.status in (Status.STATED, Status.HISTORICAL)
        return is_told and not self.is_elsewhere


def find_outcomes(text: str) -> tuple[OutcomeFinding, ...]:
    """Every mention of a complication, denied and warned-of ones too, in the order of the text."""
    if not text.strip():
        return ()
    note = plain_note(text)
    places = sorted(_places(note), key=lambda place: (place[0].start, -place[0].end, place[1].kind))
    kept: list[tuple[Term, Complication]] = []
    for term, complication in places:
        if not kept or term.start >= kept[-1][0].end:
            kept.append((term, complication))
    ends = [*(term.start for term, _ in kept[1:]), len(note.text)][: len(kept)]
    return tuple(
        _finding(note, term, complication, until)
        for (term, complication), until in zip(kept, ends, strict=True)
    )


def _places(note: PlainNote) -> Iterator[tuple[Term, Complication]]:
    for complication in complications().values():
        for term in complication.terms.find(note):
            lead = note.lowered[max(0, term.start - _LEAD) : term.start]
            trail = note.lowered[term.end :]
            if not _BACKGROUND.search(lead) and not _BEFOREHAND.match(trail):
                yield term, complication


def _finding(note: PlainNote, term: Term, complication: Complication, until: int) -> OutcomeFinding:
    reading = read_statement(note, term.start, term.end, is_event=True)
    first, _ = note.sentence_at(term.start)
    after = note.lowered[term.end : min(until, note.following(term.end, _SENTENCES_AFTER))]
    around = note.lowered[first : term.start] + after
    start, end = note.origin(term.start, term.end)
    return OutcomeFinding(
        kind=complication.kind,
        start=start,
        end=end,
        status=reading.status,
        certainty=reading.certainty,
        onset_days=onset_days(note, term.start, term.end),
        severity=severity_of(note, term.start, term.end, complication.severity),
        actions=actions_in(around),
        resolved=resolution_of(after),
        is_elsewhere=is_elsewhere(note, term.start, term.end),
    )
