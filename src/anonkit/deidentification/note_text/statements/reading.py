"""Reads what a sentence says of a term in it; where that is in doubt, the term is stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from anonkit.deidentification.note_text.statements.cues import Cues, cues
from anonkit.deidentification.note_text.statements.plain import PlainNote
from anonkit.deidentification.note_text.statements.status import Certainty, Status

_FARTHEST_DENIAL = 14
_LONGEST_ITEM = 4
_FARTHEST_PERSON = 6
_FARTHEST_DOUBT = 7
_FARTHEST_PAST = 8
_AFTER = 45
_ITEMS = r"(?:\s*(?:,|/|&|\+|and|or)\s*[\w-]+(?: [a-z0-9]{1,2})?){0,4}"
_LINKS = (
    r"(?:\s+(?:status|tests?|screen(?:ing)?|hx|history|symptoms?|results?|swab|bloods?|is|was|are|"
    r"were|all|both|concerns?|today|currently|came back|tested|either))*"
)
_QUESTION = re.compile(r"\?(?!\s*(?:yes|y\b|pos))")
_ASKING = re.compile(r"\s*(?:(?:any|are you|is (?:she|he)|do you|have you|could you)\b.*)?")
_END = r"(?=\s*(?:[,;.)\n]|$))"


@dataclass(frozen=True)
class Reading:
    """What a sentence says of one term."""

    status: Status
    certainty: Certainty


def read_statement(
    note: PlainNote,
    start: int,
    end: int,
    *,
    tells_persons_apart: bool = True,
    is_event: bool = False,
) -> Reading:
    """What the note says of the term at this place of its plain text.

    For an event, such as a complication, warnings and advice do not count as saying so, and what
    followed an earlier treatment is historical.
    """
    sentence = _Sentence(note, start, end, cues())
    if sentence.is_denied:
        status = Status.NEGATED
    elif tells_persons_apart and sentence.is_of_family:
        status = Status.FAMILY
    elif tells_persons_apart and sentence.is_of_another:
        status = Status.OTHER_PERSON
    elif sentence.is_warned if is_event else sentence.is_hypothetical:
        status = Status.HYPOTHETICAL
    elif sentence.is_earlier if is_event else sentence.is_historical:
        status = Status.HISTORICAL
    else:
        status = Status.STATED
    return Reading(status, sentence.certainty)


@dataclass(frozen=True)
class _Sentence:
    note: PlainNote
    start: int
    end: int
    cues: Cues

    @cached_property
    def before(self) -> str:
        first, _ = self.note.sentence_at(self.start)
        return self.note.lowered[first : self.start]

    @cached_property
    def after(self) -> str:
        _, last = self.note.sentence_at(self.end)
        return self.note.lowered[self.end : last]

    @property
    def is_denied(self) -> bool:
        return self._is_denied_before or self._is_denied_after

    @property
    def _is_denied_before(self) -> bool:
        others = [match.span() for match in self.cues.no_denial.finditer(self.before)]
        denials = [
            match
            for match in self.cues.denying.finditer(self.before)
            if not any(first <= match.start() < last for first, last in others)
        ]
        return bool(denials) and self._reaches(self.before[denials[-1].end() :])

    def _reaches(self, gap: str) -> bool:
        """Whether a denial still holds after the words between it and the term."""
        if len(gap.split()) > _FARTHEST_DENIAL or self.cues.denial_ends.search(gap):
            return False
        if re.search(r"[:()]", gap):
            return False
        *items, last = re.split(r",|/(?=\s)", gap)
        if not items:
            return True
        if self.cues.denied_box.fullmatch(items[0].strip()):
            return False
        rest = re.split(r"[,;.]", self.after, maxsplit=1)[0]
        is_list = all(len(item.split()) <= _LONGEST_ITEM for item in (*items, last))
        return is_list and len(rest.split()) <= 2

    @property
    def _is_denied_after(self) -> bool:
        text = self.note.lowered[self.end : self.end + _AFTER]
        head = rf"^{_ITEMS}{_LINKS}\s*(?:[:=?-]+\s*)?[\"']?"
        after, last = self.cues.denied_after.pattern, self.cues.denied_last.pattern
        is_denied = re.match(rf"{head}(?:{after}|{last}{_END})", text) is not None
        return is_denied or re.match(rf"\s*,\s*{after}", text) is not None

    @property
    def is_of_family(self) -> bool:
        return (
            self.cues.family_heading.search(self.before) is not None
            or self._is_said_of(self.cues.family)
            or self.cues.family_after.match(self.after.lstrip(" (")) is not None
        )

    @property
    def is_of_another(self) -> bool:
        return self._is_said_of(self.cues.another_person)

    def _is_said_of(self, persons: re.Pattern[str]) -> bool:
        found = list(persons.finditer(self.before))
        if not found:
            return False
        person = found[-1]
        lead = self.before[: person.start()]
        last_word = re.search(r"([\w/-]+)\s+(?:her |his |their |the |my |an? )?(?:\w+ )?$", lead)
        gap = self.before[person.end() :]
        # An age may stand after whoever it is: "mother, 97, had".
        gap = re.sub(r"^(?:,? \(?\d{1,3}\)?,?| x)(?= )", "", gap)
        is_subject = not (last_word and self.cues.not_the_subject.fullmatch(last_word.group(1)))
        is_whose = gap.startswith("'s")
        return (
            (is_subject or is_whose)
            and not re.search(r"[,:;(]", gap)
            and len(gap.split()) <= _FARTHEST_PERSON
            and not self.cues.person_ends.search(gap)
        )

    @property
    def is_hypothetical(self) -> bool:
        is_led = self._is_near(self.cues.hypothetical, _FARTHEST_DOUBT)
        is_asked = self.after == "" and _QUESTION.match(self.note.lowered[self.end :]) is not None
        is_asked = is_asked and _ASKING.fullmatch(self.before) is not None
        is_form = self.cues.hypothetical_after.match(self.after.lstrip()) is not None
        return is_led or is_asked or is_form

    @property
    def is_warned(self) -> bool:
        before, after = self.before, self.after.lstrip(" (")
        if before.endswith("?"):
            return False
        return (
            self.cues.hypothetical.search(before) is not None
            or self.cues.warned.search(before) is not None
            or self.cues.warned_after.match(after) is not None
        )

    @property
    def is_historical(self) -> bool:
        return self._is_near(self.cues.historical, _FARTHEST_PAST) or self._is_followed(
            self.cues.historical_after
        )

    @property
    def is_earlier(self) -> bool:
        return self._is_near(self.cues.earlier, _FARTHEST_PAST) or self._is_followed(
            self.cues.earlier_after
        )

    def _is_near(self, cue: re.Pattern[str], words: int) -> bool:
        found = list(cue.finditer(self.before))
        return bool(found) and len(self.before[found[-1].end() :].split()) <= words

    def _is_followed(self, cue: re.Pattern[str]) -> bool:
        return cue.search(self.after[:_AFTER]) is not None

    @property
    def certainty(self) -> Certainty:
        lead = self.before[-_AFTER:]
        near = " ".join(lead.split()[-4:])
        if lead.rstrip(" ").endswith("?") or self.cues.possible.search(near):
            return Certainty.POSSIBLE
        return Certainty.PROBABLE if self.cues.probable.search(near) else Certainty.CERTAIN
