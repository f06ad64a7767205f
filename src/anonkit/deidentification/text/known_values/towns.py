"""Towns of everybody in the records, looked for word by word in any case's texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anonkit.deidentification.text.findings import PATTERN, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word, fold

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_BEFORE = words_of(
    "in from to near at around outside via through visiting visited moved moving live lives living "
    "lived based born trip leaving across into over @ reach"
)


class TownIndex:
    """Where one of these towns stands; a town that is also a word or a name needs more proof."""

    def __init__(self, towns: Iterable[str]) -> None:
        keys = {tuple(fold(w) for w in _WORD.findall(town)) for town in towns}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for key in sorted((k for k in keys if k and len("".join(k)) > 2), key=len, reverse=True):
            self._by_first.setdefault(key[0], []).append(key)

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where a town is named, the longest name first."""
        taken_to = -1
        for word in note.words:
            if word.index <= taken_to:
                continue
            for key in self._by_first.get(word.key, ()):
                last = _follow(note, word, key)
                if last is not None and _is_town_here(note, word, len(key)):
                    taken_to = last.index
                    yield Finding(
                        word.start, last.end, "CITY", "known_town", PATTERN, "record", None
                    )
                    break


@lru_cache(maxsize=8)
def town_index(towns: frozenset[str]) -> TownIndex:
    """The index of these towns, built once for all cases of a release."""
    return TownIndex(towns)


def _follow(note: Note, first: Word, key: tuple[str, ...]) -> Word | None:
    last = first
    for part in key[1:]:
        word = note.word(last.index + 1)
        if word is None or word.key != part or word.gap not in (" ", "-", ". ", "\n", "  "):
            return None
        last = word
    return last


def _is_town_here(note: Note, word: Word, length: int) -> bool:
    words = lexicon()
    is_word = words.is_known(word.key)
    is_name = words.is_forename(word.key) or words.is_surname(word.key)
    if length > 1 or not (is_word or is_name):
        return True
    before = note.word(word.index - 1)
    is_placed = before is not None and before.key in _BEFORE and word.gap in (" ", " (", ", ")
    if is_word:
        return is_placed and word.is_capital
    is_titled = before is not None and before.key in cues.TITLES | cues.RELATIONS
    return is_placed or (word.shape == "capital" and not word.opens and not is_titled)
