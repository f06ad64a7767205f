"""Looks for known addresses, towns and organisations, whole and in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anonkit.deidentification.text.findings import CONTEXT, RECORD, Finding
from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word, fold
from anonkit.deidentification.text.sieve import fold_word

_ABBREVIATIONS = {
    "street": "st",
    "road": "rd",
    "lane": "ln",
    "avenue": "ave?",
    "drive": "dr",
    "close": "cl",
    "court": "ct",
    "crescent": "cres",
    "place": "pl",
    "terrace": "terr?",
    "gardens": "gdns",
    "square": "sq",
    "boulevard": "blvd",
    "highway": "hwy",
    "circle": "cir",
    "trail": "trl",
    "parkway": "pkwy",
    "county": "c(?:ounty|o)?",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "saint": "st",
    "apartment": "apt",
}
_LONG = {
    short.replace("?", "").replace("(:ounty|o)", ""): long for long, short in _ABBREVIATIONS.items()
}
_VARIED = _ABBREVIATIONS.keys() | _LONG.keys()
_GAP = r"[\s,.]{0,3}"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class PhraseIndex:
    """Known values made of words: addresses, towns, organisations."""

    def __init__(self, values: Iterable[KnownValue]) -> None:
        self._phrases: list[_Phrase] = []
        self._organisations: list[_Organisation] = []
        for value in dict.fromkeys(values):
            if value.entity == "ADDRESS":
                self._add_address(value)
            elif value.entity == "CITY":
                self._add_town(value)
            elif value.entity == "ORG":
                keys = tuple(fold(w) for w in _WORD.findall(value.value))
                if keys:
                    self._organisations.append(_organisation_of(keys, value))

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where a known address, town or organisation stands."""
        for phrase in self._phrases:
            if not note.holds(phrase.anchor):
                continue
            value = phrase.value
            for match in _compiled(phrase.expression, phrase.any_case).finditer(note.text):
                name = f"known_{value.entity.lower()}"
                span = match.span()
                yield Finding(*span, value.entity, name, phrase.score, "record", value.owner)
        for organisation in self._organisations:
            yield from _find_organisation(note, organisation)

    def _add_address(self, value: KnownValue) -> None:
        parts = [p.strip() for p in re.split(r"[,\n]", value.value) if p.strip()]
        for form in [value.value, *parts]:
            words = _WORD.findall(form)
            if len(words) >= 2 or (words and len(form) >= 6 and not lexicon().is_known(fold(form))):
                self._add_pattern(words, value, RECORD)
        for part in parts:
            words = _WORD.findall(part)
            street = [w for w in words if not re.match(r"\d", w)]
            if (len(street) >= 2 and len(street) < len(words)) and (
                fold(street[0]) not in ("flat", "apt", "unit", "suite")
            ):
                self._add_pattern(street, value, RECORD)

    def _add_town(self, value: KnownValue) -> None:
        words = re.findall(r"[^\W\d_]+", value.value)
        if not words:
            return
        if len(words) == 1 and lexicon().is_clinical(fold(words[0])):
            text = re.escape(words[0].capitalize())
            expression = rf"(?<= in ){text}(?!\w)|(?<= to ){text}(?!\w)|(?<=from ){text}(?!\w)"
            self._phrases.append(
                _Phrase(expression, _anchor(words), value, CONTEXT, any_case=False)
            )
        elif len(words) == 1 and lexicon().is_english(fold(words[0])):
            text = re.escape(words[0].capitalize())
            expression = rf"(?<=[a-z,] ){text}(?!\w)|(?<!\w){text}(?=, [A-Z]{{2}}\b)"
            self._phrases.append(
                _Phrase(expression, _anchor(words), value, CONTEXT, any_case=False)
            )
        else:
            self._add_pattern(words, value, RECORD)

    def _add_pattern(self, words: list[str], value: KnownValue, score: float) -> None:
        body = _GAP.join(_word_pattern(w) for w in words)
        expression = rf"(?<!\w){body}(?!\w)"
        self._phrases.append(_Phrase(expression, _anchor(words), value, score, any_case=True))


def _anchor(words: list[str]) -> str:
    """A word of a phrase that every spelling of it holds, folded; empty where there is none."""
    fixed = (w for w in words if w.isascii() and "'" not in w and fold(w) not in _VARIED)
    return max(map(fold_word, fixed), key=len, default="")


@lru_cache(maxsize=4096)
def _compiled(expression: str, any_case: bool) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE if any_case else 0)


def _word_pattern(word: str) -> str:
    key = fold(word)
    plain = re.escape(word).replace("'", "'?")
    if key in _ABBREVIATIONS:
        return f"(?:{plain}|{_ABBREVIATIONS[key]})"
    if key in _LONG:
        return f"(?:{plain}|{_LONG[key]})"
    return plain


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Known words and the expression for them, compiled when a text first holds one of them."""

    expression: str
    anchor: str
    value: KnownValue
    score: float
    any_case: bool


@dataclass(frozen=True, slots=True)
class _Organisation:
    """The words of a known organisation, folded, and their first letters."""

    keys: tuple[str, ...]
    acronym: str
    value: KnownValue


def _organisation_of(keys: tuple[str, ...], value: KnownValue) -> _Organisation:
    acronym = "".join(k[0] for k in keys if k not in ("and", "of", "the", "for"))
    return _Organisation(keys, acronym if len(acronym) >= 3 else "", value)


def _find_organisation(note: Note, known: _Organisation) -> Iterator[Finding]:
    head, acronym = known.keys[0], known.acronym
    initial = head[0]
    for word in note.words:
        # Whatever stands for the first word begins with its first letter.
        if word.key.startswith(initial) and (word.key == head or _is_short_for(word, head)):
            last = _follow(note, word, known.keys)
            if last is not None:
                yield _organisation(word, last, known.value)
        elif word.shape == "upper" and word.key == acronym:
            yield _organisation(word, word, known.value)


def _organisation(first: Word, last: Word, value: KnownValue) -> Finding:
    return Finding(first.start, last.end, "ORG", "known_org", RECORD, "record", value.owner)


def _follow(note: Note, first: Word, keys: tuple[str, ...]) -> Word | None:
    """The last word of the run that says the organisation's name from its beginning."""
    last, place = first, 1
    while place < len(keys):
        word = note.word(last.index + 1)
        if word is None or word.gap.strip(" .&'"):
            break
        if word.key != keys[place] and not _is_short_for(word, keys[place]):
            if word.key in cues.ORG_HEADS and word.is_capital:
                last = word
            break
        last, place = word, place + 1
    if place >= min(2, len(keys)) and (place > 1 or first.key == keys[0]):
        distinctive = any(not lexicon().is_english(k) for k in keys[:place])
        return last if distinctive or first.is_capital or place == len(keys) > 1 else None
    is_distinctive = len(first.key) >= 4 and not lexicon().is_known(first.key)
    is_placed = not first.opens and first.shape == "capital" and len(keys) == 2
    return last if first.is_capital and (is_distinctive or is_placed) else None


def _is_short_for(word: Word, key: str) -> bool:
    """Whether a word abbreviates another: "Gen" for "generating", "amzn" for "amazon"."""
    if len(word.key) >= 3 and key.startswith(word.key) and len(key) > len(word.key) + 1:
        return word.is_capital
    consonants = key[0] + "".join(c for c in key[1:] if c not in "aeiou")
    return len(key) >= 6 and len(word.key) >= 4 and word.key == consonants
