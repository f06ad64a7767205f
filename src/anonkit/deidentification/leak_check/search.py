"""Searches one text, in the light of the case it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from anonkit.deidentification.leak_check.folding import Folded
from anonkit.deidentification.leak_check.index import IdentifierIndex
from anonkit.deidentification.leak_check.made_books import books_of
from anonkit.deidentification.leak_check.own_case import OwnCase
from anonkit.deidentification.leak_check.tokens import Tokens
from anonkit.deidentification.leak_check.words import ordinary_words
from anonkit.deidentification.leak_check.written_dates import written_dates

_IP_ADDRESS = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:])[0-9a-f]*(?::[0-9a-f]*){2,7}"
)
_DIGIT = re.compile(r"\d")
_INSIDE_FROM = 9
_LONG_TEXT = 200  # remembered by digest
_CACHE_SIZE = 100_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text at which an identifier stands, certainly or possibly."""

    start: int
    end: int
    kind: str
    is_certain: bool


class Searcher:
    """Finds what an index forbids in texts; remembers texts, which repeat from file to file."""

    def __init__(self, index: IdentifierIndex) -> None:
        self._index = index
        self._patterns, self._names = books_of(index)
        self._single_names = self._names.words - ordinary_words()
        self._own: dict[str, OwnCase] = {}
        self._seen: dict[tuple[str | bytes, str | None], tuple[Hit, ...]] = {}

    def search(self, text: str, case: str | None = None) -> tuple[Hit, ...]:
        """Every hit, places in the text as given; inside a case its own people's single names as well."""
        key = (
            text
            if len(text) < _LONG_TEXT
            else blake2b(text.encode("utf-8", "surrogatepass")).digest(),
            case,
        )
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= _CACHE_SIZE:
                self._seen.clear()
            found = self._seen[key] = self._searched(text, case)
        return found

    def knows_case(self, text: str) -> bool:
        """Whether this is the number of one of the cases."""
        return text in self._index.clients_by_case

    def set_made_up_names(self, case: str, text: str) -> None:
        """Names invented for a case, which are nobody else's there."""
        self._own_case(case).made_up.update(Tokens(Folded(text).text).words)

    def _own_case(self, case: str) -> OwnCase:
        if case not in self._own:
            self._own[case] = OwnCase(self._index.marks_of_case(case), self._index.words)
        return self._own[case]

    def _searched(self, text: str, case: str | None) -> tuple[Hit, ...]:
        folded = Folded(text)
        tokens = Tokens(folded.text)
        hits = self._everywhere(tokens)
        if case is not None and self.knows_case(case):
            own = self._own_case(case)
            hits += [Hit(*found) for found in own.search(tokens, folded)]
            hits += self._strangers(tokens, folded, own.made_up)
        hits += self._dates(folded.text, case)
        kept = _without_nested(hits)
        return tuple(
            Hit(folded.origin(hit.start), folded.origin(hit.end - 1) + 1, hit.kind, hit.is_certain)
            for hit in kept
        )

    def _everywhere(self, tokens: Tokens) -> list[Hit]:
        hits = [
            Hit(
                tokens.start(run.first),
                tokens.end(run.last),
                run.kind,
                self._is_certain(tokens, run.first, run.last, run.kind),
            )
            for run in self._patterns.runs(tokens)
        ]
        words = set(tokens.words)
        inside = {
            w: kind for w in words if len(w) >= _INSIDE_FROM and (kind := self._patterns.inside(w))
        }
        if not inside and self._names.words.isdisjoint(words):
            return hits + self._ip_addresses(tokens.text)
        for place, word in enumerate(tokens.words):
            if word in self._names.words and (found := self._names.at(tokens, place)):
                last, ordinary = found
                hits.append(Hit(tokens.start(place), tokens.end(last), "name", not ordinary))
            elif word in inside:
                hits.append(Hit(tokens.start(place), tokens.end(place), inside[word], True))
        return hits + self._ip_addresses(tokens.text)

    def _ip_addresses(self, text: str) -> list[Hit]:
        if not self._patterns.has_ip_addresses:
            return []
        return [
            Hit(match.start(), match.end(), "ip", True)
            for match in _IP_ADDRESS.finditer(text)
            if self._patterns.has_ip_address(match[0])
        ]

    def _is_certain(self, tokens: Tokens, first: int, last: int, kind: str) -> bool:
        """A name of ordinary words only may be two words of a sentence."""
        return kind != "name" or not set(tokens.words[first : last + 1]) <= ordinary_words()

    def _strangers(self, tokens: Tokens, folded: Folded, made_up: set[str]) -> list[Hit]:
        """Capitalised single names of people of other cases; most are coincidence."""
        if self._single_names.isdisjoint(tokens.words):
            return []
        wanted = self._single_names.intersection(tokens.words) - made_up
        return [
            Hit(tokens.start(place), tokens.end(place), "name of another case", False)
            for place, word in enumerate(tokens.words)
            if word in wanted and folded.is_upper(tokens.start(place))
        ]

    def _dates(self, text: str, case: str | None) -> list[Hit]:
        if not _DIGIT.search(text) and len(text) < 8:
            return []
        own = self._own_case(case) if case is not None and self.knows_case(case) else None
        hits: list[Hit] = []
        for found in written_dates(text):
            if any(day in self._index.birth_dates for day in found.days):
                hits.append(Hit(found.start, found.end, "birth date", True))
            elif own is not None and self._index.checks_visit_dates:
                kind = own.kind_of_date(found)
                if kind:
                    hits.append(Hit(found.start, found.end, kind, not found.is_doubtful))
        return hits


def _without_nested(hits: list[Hit]) -> list[Hit]:
    """The hits that lie in no longer one that is at least as sure."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (not h.is_certain, h.start - h.end, h.start, h.kind)):
        if not any(other.start <= hit.start and hit.end <= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))
