"""All identifiers as text without spaces and marks, found at the beginnings of words by their first letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anonkit.deidentification.leak_check import forms
from anonkit.deidentification.leak_check.index import IdentifierIndex
from anonkit.deidentification.leak_check.names import joined_forms
from anonkit.deidentification.leak_check.tokens import Tokens
from anonkit.deidentification.leak_check.words import ordinary_words

_PREFIX = 5
_LONG = 9
_LONG_NUMBER = 7
_SHORTEST_RECORD_NUMBER = 7
_WIDEST_GAP = 4
_SENTENCE_END = re.compile(r"[.!?]\s+$")
_FORMS_BY_KIND = {
    "email": forms.email_forms,
    "phone": forms.phone_forms,
    "postcode": forms.postcode_forms,
    "address": forms.address_forms,
    "id": forms.id_forms,
    "plate": forms.plate_forms,
    "number": lambda value: forms.id_forms(value, _SHORTEST_RECORD_NUMBER),
    "url": forms.url_forms,
    "handle": forms.handle_forms,
}


_MOST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens that is an identifier."""

    first: int
    last: int
    kind: str


class PatternBook:
    """Finds identifiers whatever spaces and marks stand in them, backwards too."""

    def __init__(self, index: IdentifierIndex) -> None:
        self._kinds: dict[str, str] = {}
        self._by_prefix: dict[str, list[str]] = {}
        self._ip_addresses = {value.lower() for kind, value in index.recorded if kind == "ip"}
        for kind, value in sorted(index.recorded):
            self._add_value(kind, value)
        for name in sorted(index.full_names):
            for joined in joined_forms(name):
                self._add(joined, "name")
                if len(joined) >= _LONG:
                    self._add(joined[::-1], "name")
        self._inside: dict[str, str | None] = {}

    def _add_value(self, kind: str, value: str) -> None:
        make = _FORMS_BY_KIND.get(kind)
        if make is None:
            return
        shown = "id" if kind == "number" else kind
        for form in make(value):
            self._add(form, shown)
            if kind in ("email", "phone") and len(form) >= _LONG:
                self._add(form[::-1], shown)
        if kind == "email" and (local := forms.email_name(value)) and local not in ordinary_words():
            self._add(local, "email")

    def _add(self, form: str, kind: str) -> None:
        if len(form) < _PREFIX or form in self._kinds:
            return
        self._kinds[form] = kind
        self._by_prefix.setdefault(form[:_PREFIX], []).append(form)

    def runs(self, tokens: Tokens) -> Iterator[Run]:
        """Every run of tokens that is an identifier."""
        compact, by_prefix = tokens.compact, self._by_prefix
        begins = [
            (first, start)
            for first, start in enumerate(tokens.compact_starts)
            if compact[start : start + _PREFIX] in by_prefix
        ]
        for first, start in begins:
            for form in by_prefix[compact[start : start + _PREFIX]]:
                if compact.startswith(form, start) and (run := self._run(tokens, first, form)):
                    yield run

    def _run(self, tokens: Tokens, first: int, form: str) -> Run | None:
        last = tokens.last_of(first, len(form))
        if last is None or not self._holds_together(tokens, first, last, form):
            return None
        return Run(first, last, self._kinds[form])

    def _holds_together(self, tokens: Tokens, first: int, last: int, form: str) -> bool:
        gaps = [tokens.between(token) for token in range(first, last)]
        if form.isdigit():
            if len(form) < _LONG_NUMBER:
                return (
                    not gaps
                    and tokens.is_whole(first, last)
                    and not _is_part_of_number(tokens, first)
                )
            return all(len(gap) <= _WIDEST_GAP and "\n" not in gap for gap in gaps)
        if len(form) < _LONG and not tokens.is_whole(first, last):
            return False
        if self._kinds[form] == "name" and any(_SENTENCE_END.search(gap) for gap in gaps):
            return all(len(word) == 1 for word in tokens.words[first : last + 1])
        return all(len(gap) <= _WIDEST_GAP and "\n\n" not in gap for gap in gaps)

    def inside(self, word: str) -> str | None:
        """The kind of a long identifier that stands within one word, or nothing."""
        if word not in self._inside:
            if len(self._inside) >= _MOST_WORDS:
                self._inside.clear()
            self._inside[word] = self._kind_inside(word)
        return self._inside[word]

    def _kind_inside(self, word: str) -> str | None:
        for start in range(len(word) - _LONG + 1):
            for form in self._by_prefix.get(word[start : start + _PREFIX], ()):
                if len(form) >= _LONG and word.startswith(form, start):
                    return self._kinds[form]
        return None

    @property
    def has_ip_addresses(self) -> bool:
        """Whether any is to be looked for."""
        return bool(self._ip_addresses)

    def has_ip_address(self, text: str) -> bool:
        """Whether this run of a text is somebody's IP address."""
        return text in self._ip_addresses


def _is_part_of_number(tokens: Tokens, first: int) -> bool:
    """Whether the digits are a piece of a decimal or of a figure with thousands."""
    before = tokens.text[max(tokens.start(first) - 2, 0) : tokens.start(first)]
    after = tokens.text[tokens.end(first) : tokens.end(first) + 2]
    return bool(re.search(r"\d[.,]$|#$", before) or re.match(r"[.,]\d", after))
