"""Words that stand for one thing, as data: what to look for, and where it means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from anonkit.deidentification.note_text.statements.misspelt import Misspellings
from anonkit.deidentification.note_text.statements.plain import PlainNote
from anonkit.deidentification.note_text.statements.word_patterns import WordPatterns

_NEAR = 60


@dataclass(frozen=True)
class Term:
    """One place where a term stands; offsets of the plain text."""

    start: int
    end: int


@dataclass(frozen=True)
class TermList:
    """The terms of one topic or kind, compiled once; every list holds regular expressions."""

    terms: Sequence[str] = ()
    """In any case, as whole words."""
    exact: Sequence[str] = ()
    """Letters that count only in this case: TOP is none of "top"."""
    near: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Terms that count only with one of these words within a few words of them."""
    exclusions: Sequence[str] = ()
    """Phrases within which a term means something else."""
    spelt: Sequence[str] = ()
    """Plain words that are also known with one letter wrong."""
    not_misspelt: Sequence[str] = ()
    """Real words that differ from those by one letter."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> TermList:
        """The list as its YAML says it."""
        return cls(
            terms=tuple(data.get("terms") or ()),
            exact=tuple(data.get("exact") or ()),
            near={str(k): tuple(v) for k, v in (data.get("near") or {}).items()},
            exclusions=tuple(data.get("exclusions") or ()),
            spelt=tuple(data.get("spelt") or ()),
            not_misspelt=tuple(data.get("not misspelt") or ()),
        )

    def find(self, note: PlainNote) -> list[Term]:
        """Every place, in order; of places that overlap the first and longest."""
        found = sorted(set(self._candidates(note)), key=lambda span: (span[0], -span[1]))
        excluded = self._excluded(note) if found else []
        terms: list[Term] = []
        for start, end in found:
            if any(start < stop and begin < end for begin, stop in excluded):
                continue
            if not terms or start >= terms[-1].end:
                terms.append(Term(start, end))
        return terms

    def _candidates(self, note: PlainNote) -> Iterator[tuple[int, int]]:
        starts = note.word_starts
        yield from self._terms.find(note.lowered, starts)
        if self.exact and not note.is_in_capitals:
            yield from self._exact.find(note.text, note.capital_starts)
        yield from self._found_in_company(note)
        yield from self._misspellings.find(note.lowered)

    def _found_in_company(self, note: PlainNote) -> Iterator[tuple[int, int]]:
        """The terms that count only beside certain words."""
        if (
            not self.near
            or next(self._near_terms.find(note.lowered, note.word_starts), None) is None
        ):
            return
        for term, company in self._near:
            for match in term.finditer(note.lowered):
                start, end = match.span()
                around = note.lowered[max(0, start - _NEAR) : start] + "\n"
                around += note.lowered[end : end + _NEAR]
                if company.search(around):
                    yield start, end

    def _excluded(self, note: PlainNote) -> list[tuple[int, int]]:
        if self._exclusions is None:
            return []
        return [match.span() for match in self._exclusions.finditer(note.lowered)]

    @cached_property
    def _terms(self) -> WordPatterns:
        return WordPatterns(self.terms)

    @cached_property
    def _exact(self) -> WordPatterns:
        return WordPatterns(self.exact)

    @cached_property
    def _near_terms(self) -> WordPatterns:
        return WordPatterns(tuple(self.near))

    @cached_property
    def _exclusions(self) -> re.Pattern[str] | None:
        return _whole_words(self.exclusions)

    @cached_property
    def _near(self) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
        return [
            (re.compile(rf"(?<!\w)(?:{term})(?!\w)"), re.compile(rf"(?<!\w)(?:{'|'.join(words)})"))
            for term, words in self.near.items()
        ]

    @cached_property
    def _misspellings(self) -> Misspellings:
        return Misspellings(self.spelt, frozenset(self.not_misspelt))


def _whole_words(expressions: Sequence[str]) -> re.Pattern[str] | None:
    if not expressions:
        return None
    # The longest first, so that of two readings of one place the fuller is taken.
    ordered = sorted(expressions, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(ordered) + r")(?!\w)")
