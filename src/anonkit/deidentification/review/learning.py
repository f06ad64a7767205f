"""What was learnt from a review, as measured figures: identifiers found, and words kept.

Three figures: the publication that was reviewed; the next one, over the same places; and what the lists of
known and allowed words alone would have done in texts they were not made from, in two halves each read with
the lists of the other. Only the third says anything about texts nobody has read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonkit.deidentification.review.decisions import folded
from anonkit.deidentification.review.events import ALLOWED, KNOWN, Decision
from anonkit.deidentification.review.read_text import ReadText


@dataclass(frozen=True)
class Score:
    """How many of the identifiers that people named were found, and how many ordinary words were lost."""

    identifiers: int
    found: int
    words_lost: int
    words: int
    """All words of the texts that were looked at, but for those of identifiers."""

    @property
    def recall(self) -> float | None:
        """The share of identifiers that were found."""
        return self.found / self.identifiers if self.identifiers else None

    @property
    def words_kept(self) -> float | None:
        """The share of ordinary words that stayed."""
        return 1 - self.words_lost / self.words if self.words else None

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "identifiers": self.identifiers,
            "found": self.found,
            "recall": _rounded(self.recall),
            "words": self.words,
            "words_lost": self.words_lost,
            "words_kept": _rounded(self.words_kept),
        }


@dataclass(frozen=True)
class Learnt:
    """Recall and words kept before the review and after it."""

    texts: int
    before: Score
    after: Score | None
    """The next publication over the same places; none before there is one."""
    unseen: Score
    """What the lists alone would have done in texts they were not made from."""

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "texts": self.texts,
            "before": self.before.as_dict(),
            "after": None if self.after is None else self.after.as_dict(),
            "unseen": self.unseen.as_dict(),
        }


def learnt_from(
    decisions: Iterable[Decision],
    words_by_text: Mapping[str, int],
    later: Mapping[str, ReadText],
    later_when: str,
) -> Learnt:
    """The figures over every decision about a place; `later` is what the last publication read, and when.

    Only decisions that were there before it can have had an effect.
    """
    places = [one for one in decisions if one.text in words_by_text and one.end > one.start]
    words = _ordinary_words(places, words_by_text)
    halves = tuple([p for p in places if _half(p.text) == half] for half in (0, 1))
    learnt = tuple(_Lists.of(half) for half in halves)
    unseen = [(place, learnt[1 - half].finds(place)) for half in (0, 1) for place in halves[half]]
    before = [(place, place.was_found) for place in places]
    used = [p for p in places if p.when < later_when and p.text in later]
    after = _score([(p, _covers(later[p.text], p)) for p in used], words) if used else None
    texts = len({place.text for place in places})
    return Learnt(texts, _score(before, words), after, _score(unseen, words))


@dataclass(frozen=True)
class _Lists:
    known: frozenset[str]
    allowed: frozenset[str]

    @classmethod
    def of(cls, places: Sequence[Decision]) -> _Lists:
        by_kind = {
            kind: frozenset(folded(p.value) for p in places if p.decision == kind and p.value)
            for kind in (KNOWN, ALLOWED)
        }
        return cls(by_kind[KNOWN], by_kind[ALLOWED] - by_kind[KNOWN])

    def finds(self, place: Decision) -> bool:
        surface = folded(place.value)
        if surface in self.known:
            return True
        return place.was_found and surface not in self.allowed


def _score(found: Sequence[tuple[Decision, bool]], words: int) -> Score:
    identifiers = [is_found for place, is_found in found if place.is_careful]
    lost = sum(place.words for place, is_found in found if is_found and not place.is_careful)
    return Score(len(identifiers), sum(identifiers), lost, words)


def _ordinary_words(places: Sequence[Decision], words_by_text: Mapping[str, int]) -> int:
    texts = {place.text for place in places}
    named = sum(place.words for place in places if place.is_careful)
    return max(0, sum(words_by_text[text] for text in texts) - named)


def _covers(text: ReadText, place: Decision) -> bool:
    return any(s.start < place.end and place.start < s.end for s in text.spans)


def _half(digest: str) -> int:
    return int(digest[-1], 16) % 2


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
