"""Made-up towns, streets and organisations."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from anonkit.deidentification.text.lexicons.cues import (
    ORG_HEADS,
    STREET_WORDS,
    STRONG_TITLES,
)
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.lexicons.words import read_list
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.shapes import like_case, like_shape

_KINDS = words_of(
    "medicine family internal office offices agent agents district department pd fd women's "
    "children's general plastic cosmetic credit town city estate and &"
)
"""Words besides the heads that say a kind and no name."""
_LONG_ENOUGH = 6

_PACKAGE = "anonkit.deidentification.text.surrogates"


@cache
def _pools() -> dict[str, tuple[str, ...]]:
    pools: dict[str, tuple[str, ...]] = {}
    for line in read_list(_PACKAGE, "data/places.txt"):
        kind, names = line.split("\t")
        pools[kind] = tuple(names.split("|") if "|" in names else names.split())
    return pools


def town(choice: KeyedChoice, surface: str, owner: str, locale: str) -> str:
    """An invented town, the same wherever the real one stands."""
    pool = _pools()["town_us" if locale == "en_US" else "town"]
    made = choice.pick(pool, "town", owner, fold(surface))
    return like_case(surface, made)


def organisation(
    choice: KeyedChoice, surface: str, owner: str, surname: Callable[[str], str]
) -> str:
    """An invented name with the same kind of organisation at its end, of a person where it is so."""
    words = re.findall(r"[^\W_]+(?:['’&.-][^\W_]+)*|&", surface)
    if len(words) > 1 and fold(words[0]).strip(".") in STRONG_TITLES:
        return _of_a_person(surface, words[1], surname)
    heads: list[str] = []
    for word in reversed(words[1:]):
        if not _is_head(fold(word).strip(".")):
            break
        heads.insert(0, word)
    own = words[: len(words) - len(heads)]
    key = " ".join(w for w in map(fold, own) if w != "the")
    made = choice.pick(_pools()["org"], "org", owner, key)
    the = f"{own[0]} " if len(own) > 1 and fold(own[0]) == "the" else ""
    return like_case(surface, the + " ".join([made, *heads]))


def _of_a_person(surface: str, name: str, surname: Callable[[str], str]) -> str:
    """The place of somebody with a title: the title and the kind of place stay."""
    bare = re.sub(r"['’]s?$", "", name)
    start = surface.index(bare, 1)
    return surface[:start] + surname(bare) + surface[start + len(bare) :]


@lru_cache(maxsize=4096)
def _is_head(word: str) -> bool:
    """Whether a word, one slip away at most, says which kind of organisation it is."""
    if word in ORG_HEADS or word in _KINDS:
        return True
    return len(word) >= _LONG_ENOUGH and any(
        abs(len(head) - len(word)) <= 1 and OSA.distance(head, word, score_cutoff=1) <= 1
        for head in sorted(ORG_HEADS | _KINDS)
        if len(head) >= _LONG_ENOUGH
    )


def address(choice: KeyedChoice, surface: str, owner: str) -> str:
    """An invented street, house or unit, with the parts the surface has."""
    key = fold(surface)
    street = choice.pick(_pools()["street"], "street", owner, re.sub(r"[^a-z]", "", key))
    unit = re.match(r"(?i)(?:flat|apt|apartment|unit|suite|ste|penthouse)[ .#]*\w{1,4}\b", surface)
    parts: list[str] = []
    if unit:
        parts.append(
            re.sub(r"\d+|\b[A-Za-z]$", str(1 + choice.number(40, "unit", owner, key)), unit.group())
        )
    rest = surface[unit.end() :] if unit else surface
    head = _street_word(rest)
    if head:
        number = (
            f"{1 + choice.number(180, 'house', owner, key)} " if re.search(r"\b\d", rest) else ""
        )
        parts.append(f"{number}{street} {head}")
    elif re.search(r"[A-Za-z]{3}", rest):
        if re.search(r"\d", rest):
            parts.append(
                like_shape(choice, rest.strip(" ,"), "box", owner)
                if len(rest) < 8
                else f"{1 + choice.number(180, 'house', owner, key)} {street} Road"
            )
        else:
            parts.append(choice.pick(_pools()["house"], "house", owner, key))
    elif rest.strip(" ,") or not parts:
        parts.append(like_shape(choice, rest.strip(" ,") or surface, "box", owner))
    return like_case(surface, ", ".join(parts))


def _street_word(surface: str) -> str | None:
    words: list[str] = re.findall(r"[^\W\d_]+", surface)
    for word in reversed(words):
        if fold(word) in STREET_WORDS:
            return word
    return None
