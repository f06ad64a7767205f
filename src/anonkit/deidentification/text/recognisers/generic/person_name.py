"""Names by their own look and by their neighbours, weighed together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, LIST, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.eponym import is_eponym, is_reading
from anonkit.deidentification.text.recognisers.name_shape import name_end, name_weight
from anonkit.deidentification.text.recognisers.person_context import (
    is_deed,
    left_evidence,
    right_evidence,
    spelled_alone,
)

_ENOUGH = 2.5
_SURE = 4.0
_VOWEL = re.compile(r"[aeiouy]")
_VISIT = re.compile(
    r"^[ ](?:\d{1,2}/(?:52|12|7)\b|\d{1,2}[ ]?(?:w|wks?|weeks?|mo|mths?|yrs?|days?|d)\b|r/v\b|rv\b|f/?u\b|"
    r"review\b|here\b|back\b|in\b|again\b|for\b)"
)
_CLIENT = re.compile(
    r"^[ ](?:here\b|in[ ](?:for|today|w/|with)\b|back[ ](?:for|at|after)\b|came\b|rang\b)"
)
_MODALS = frozenset(("will", "may", "summer", "autumn", "winter", "june", "april", "august"))
_SURNAME_FIRST = re.compile(r"^, ?$")


class PersonName:
    """Weighs each word as a name; what is sure once is found again throughout the note."""

    name = "person_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Names, and every repetition of a sure name."""
        sure: set[str] = set()
        taken_to = -1
        found: set[int] = set()
        for word in note.words:
            if word.index <= taken_to:
                continue
            weight = name_weight(word)
            if weight <= -1.5:
                continue
            last = name_end(note, word) if weight >= -1.0 else word
            around = self._neighbours(note, word, last, found)
            total = weight + around
            if total < _ENOUGH or self._is_org_part(note, last) or is_eponym(note, last):
                continue
            if last.index == word.index and is_deed(note, word):
                continue
            run = note.words[word.index : last.index + 1]
            taken_to = last.index
            found.update(w.index for w in run)
            if total >= _SURE:
                sure.update(w.key for w in run if len(w.key) > 2)
            score = CONTEXT if total >= 3.5 else LIST
            evidence = "context" if around >= 1.5 else "list"
            yield Finding(word.start, last.end, self.entity, self.name, score, evidence)
        yield from self._repeated(note, sure, found)

    def _neighbours(self, note: Note, first: Word, last: Word, found: set[int]) -> float:
        left = left_evidence(note, first)
        right = right_evidence(note, last)
        evidence = left + right + spelled_alone(note, first, last)
        if is_reading(note, last):
            evidence -= 1.5
        if last.index > first.index:
            evidence += self._full_name(note, first, last)
        evidence += self._surname_first(note, first, last) + self._behind_given(note, first)
        evidence += self._joined(note, first, found) + self._in_pair(note, first, last)
        evidence += self._as_subject(first, note.word(last.index + 1))
        if first.index == 0:
            evidence += self._heading(note, first, last, right)
        if first.shape == "lower" and left <= 0 and right < 2:
            evidence -= 0.5
        return evidence

    @staticmethod
    def _heading(note: Note, first: Word, last: Word, right: float) -> float:
        """Hurried notes begin with the client: "nuala - letters to go", "Zuza 6/52 post peel"."""
        is_client = bool(_CLIENT.match(note.text[last.end : last.end + 12]))
        if lexicon().is_known(first.key):
            is_borne = first.shape == "capital" and lexicon().is_forename(first.key)
            return 2.5 if is_borne and is_client and last.index == first.index else 0.0
        is_worded = (
            len(first.key) > 3 and not first.key.isdigit() and bool(_VOWEL.search(first.key))
        )
        if first.shape == "lower":
            return 2.25 if is_worded and right >= 1.5 else 1.25
        is_visit = bool(_VISIT.match(note.text[last.end : last.end + 16]))
        return 1.75 if first.shape == "capital" and is_worded and is_visit else 0.0

    @staticmethod
    def _full_name(note: Note, first: Word, last: Word) -> float:
        words = lexicon()
        rest = note.words[first.index + 1 : last.index + 1]
        is_forename = words.is_forename(first.key)
        if first.shape == "lower":
            return 1.5 if is_forename else 0.0
        has_surname = any(words.is_surname(w.key) or len(w.key) == 1 for w in rest)
        if is_forename:
            return 2.0 if has_surname else 1.0
        return 0.75 if has_surname and not words.is_known(first.key) else 0.0

    @staticmethod
    def _surname_first(note: Note, first: Word, last: Word) -> float:
        """Names such as "Baumgartner, Shirley" or "BLACKWELL CORNELL"."""
        after = note.word(last.index + 1)
        if after is None or not first.is_capital or not _SURNAME_FIRST.match(after.gap):
            return 0.0
        if not after.is_capital or not lexicon().is_surname(first.key):
            return 0.0
        if lexicon().is_forename(after.key) and not lexicon().is_known(after.key):
            return 3.0 if first.opens else 1.5
        return 0.0

    @staticmethod
    def _behind_given(note: Note, first: Word) -> float:
        """A surname behind a first name that is also a word: "that Will Kowalczyk came"."""
        before = note.word(first.index - 1)
        words = lexicon()
        if before is None or before.opens or first.gap != " " or before.possessive:
            return 0.0
        is_new = words.is_surname(first.key) and not words.is_known(first.key)
        is_cased = before.shape == first.shape == "capital"
        return 1.0 if is_new and is_cased and words.is_forename(before.key) else 0.0

    @staticmethod
    def _joined(note: Note, first: Word, found: set[int]) -> float:
        """Names come in company: "Kofi and Ama", "Kofi, Ama", "Baumgartner, Shirley"."""
        before = note.word(first.index - 1)
        if before is None or "\n" in first.gap:
            return 0.0
        if before.index in found and re.fullmatch(r"[ ]?[,/&+][ ]?|,? ", first.gap):
            return 1.5
        further = note.word(before.index - 1)
        is_and = before.key in ("and", "or", "nor", "n") or first.gap.strip() == "&"
        if is_and and further is not None and further.index in found:
            return 2.0
        return 0.0

    @staticmethod
    def _in_pair(note: Note, first: Word, last: Word) -> float:
        """Two first names joined, though both be words: "Joy and Faith came"."""
        link, other = note.word(last.index + 1), note.word(last.index + 2)
        if link is None or other is None or first.shape != "capital" or other.shape != "capital":
            return 0.0
        is_link = link.key == "and" and link.gap == other.gap == " "
        words = lexicon()
        borne = words.is_forename(first.key) and words.is_forename(other.key)
        clinical = words.is_clinical(first.key) or words.is_clinical(other.key)
        return 2.5 if is_link and borne and not clinical else 0.0

    @staticmethod
    def _as_subject(first: Word, after: Word | None) -> float:
        """Words that are names only before a verb of people: "Will says", "grace rang"."""
        if after is None or after.gap != " " or after.key not in cues.TELLING:
            return 0.0
        if first.key in _MODALS:
            return 3.0 if first.shape == "capital" else 0.0
        is_lower_name = first.shape == "lower" and first.opens and lexicon().is_forename(first.key)
        return 0.5 if is_lower_name else 0.0

    @staticmethod
    def _is_org_part(note: Note, last: Word) -> bool:
        after = note.word(last.index + 1)
        if after is None or after.gap not in (" ", " & ") or last.possessive:
            return False
        return after.is_capital and after.key in cues.STRONG_ORG_HEADS

    def _repeated(self, note: Note, sure: set[str], found: set[int]) -> Iterator[Finding]:
        words = lexicon()
        for word in note.words:
            if word.index in found or word.key not in sure:
                continue
            if words.is_known(word.key) and (not word.is_capital or word.opens):
                continue
            if is_eponym(note, word) or is_deed(note, word):
                continue
            yield Finding(word.start, word.end, self.entity, self.name, CONTEXT, "context")
