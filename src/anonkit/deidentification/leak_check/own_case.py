"""What tells a case's own people: single names, nicknames, one-edit forms, visit dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anonkit.deidentification.leak_check.folding import Folded
from anonkit.deidentification.leak_check.index import ClientMarks
from anonkit.deidentification.leak_check.names import is_one_edit
from anonkit.deidentification.leak_check.tokens import Tokens
from anonkit.deidentification.leak_check.words import TITLES, nicknames_of, ordinary_words
from anonkit.deidentification.leak_check.written_dates import WrittenDate

_ONE_EDIT_FROM = 6
_SHORT = 2
_FRAGMENT_PREFIX = 4
_CLIENTS_THAT_MAKE_A_WORD = 3
_BEFORE_A_NAME = TITLES | frozenset(
    "name named called client patient husband wife partner mother mum mom father dad sister brother son"  # noqa: SIM905
    " daughter friend aunt uncle spoke saw met phoned rang texted emailed told asked".split()
)
Found = tuple[int, int, str, bool]


class OwnCase:
    """Searches texts of one case for the people the case is about."""

    def __init__(self, marks: ClientMarks, clinic_words: Counter[str]) -> None:
        names = marks.names | marks.staff_names
        self._names = {name for name in names if len(name) >= _SHORT}
        self._only_staff = marks.staff_names - marks.names
        short_forms = {form for name in marks.given_names for form in nicknames_of(name)}
        self._nicknames = short_forms - self._names
        self._near = _neighbourhoods(name for name in self._names if len(name) >= _ONE_EDIT_FROM)
        self._fragments = marks.fragments
        self._lengths = sorted({len(fragment) for fragment in marks.fragments})
        self._clinic_words = clinic_words
        self._visit_days = marks.visit_days
        self._visit_days_of_year = {(day.month, day.day) for day in marks.visit_days}
        self._birth_days_of_year = marks.birth_days_of_year
        self._begins = {fragment[:_FRAGMENT_PREFIX] for fragment in marks.fragments}
        self._kind_by_word: dict[str, str | None] = {}
        self.made_up: set[str] = set()

    def search(self, tokens: Tokens, folded: Folded) -> Iterator[Found]:
        """Hits as start, end, kind, certain; places in the folded text."""
        is_alone = len(tokens.words) == 1
        telling = {word: kind for word in set(tokens.words) if (kind := self._kind(word))}
        for place, word in enumerate(tokens.words) if telling else ():
            if word in telling:
                kind = telling[word]
                certain = self._is_certain(tokens, place, folded, is_alone)
                yield tokens.start(place), tokens.end(place), kind, certain
        yield from self._fragment_hits(tokens)

    def _kind(self, word: str) -> str | None:
        if word not in self._kind_by_word:
            self._kind_by_word[word] = self._kind_of(word)
        return self._kind_by_word[word]

    def _kind_of(self, word: str) -> str | None:
        if word in self._names:
            return "own name"
        if word in self._nicknames:
            return "own nickname"
        near = (name for form in _with_one_less(word) for name in self._near.get(form, ()))
        if len(word) >= _ONE_EDIT_FROM - 1 and any(is_one_edit(word, name) for name in near):
            return "own name, one letter off"
        return None

    def _is_certain(self, tokens: Tokens, place: int, folded: Folded, is_alone: bool) -> bool:
        word = tokens.words[place]
        if word in self.made_up and word in self._only_staff:
            # The made-up client may bear a first name that one of many colleagues bears too.
            return False
        if word not in ordinary_words() and len(word) > _SHORT:
            in_names = word in self._names or word in self._nicknames
            return in_names or self._clinic_words[word] < _CLIENTS_THAT_MAKE_A_WORD
        if not (word in self._names or word in self._nicknames):
            return False
        return is_alone or self._reads_as_a_name(tokens, place, folded)

    @staticmethod
    def _reads_as_a_name(tokens: Tokens, place: int, folded: Folded) -> bool:
        """Whether an ordinary word stands where a name would: capitalised inside a sentence, or after a title."""
        start = tokens.start(place)
        if not folded.is_upper(start) or folded.is_upper(start + 1):
            return False
        if place == 0 or not re.fullmatch(r" |\. ", tokens.between(place - 1)):
            return False
        if tokens.words[place - 1] in _BEFORE_A_NAME:
            return True
        # A word in lower case just before means that no sentence and no heading begins here.
        return tokens.between(place - 1) == " " and not folded.is_upper(tokens.start(place - 1))

    def _fragment_hits(self, tokens: Tokens) -> Iterator[Found]:
        if not self._lengths:
            return
        compact, begins = tokens.compact, self._begins
        for first, start in enumerate(tokens.compact_starts):
            if compact[start : start + _FRAGMENT_PREFIX] not in begins:
                continue
            for length in self._lengths:
                last = tokens.last_of(first, length)
                if last is not None and compact[start : start + length] in self._fragments:
                    yield tokens.start(first), tokens.end(last), "part of an identifier", False

    def kind_of_date(self, found: WrittenDate) -> str | None:
        """Whether a written date is one of this case's visits or, without a year, its birthday."""
        if any(day in self._visit_days for day in found.days):
            return "visit date"
        if any(part in self._visit_days_of_year for part in found.days_of_year):
            return "visit date"
        if any(part in self._birth_days_of_year for part in found.days_of_year):
            return "birthday"
        return None


def _with_one_less(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _neighbourhoods(names: Iterator[str]) -> dict[str, list[str]]:
    """Each name under itself and each form with one letter less, where all its one-edit forms meet it."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        for form in _with_one_less(name):
            found.setdefault(form, []).append(name)
    return found
