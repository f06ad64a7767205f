"""Three views of a text: folded, by shape, by shape with case; and how often what stands in them does.

Folded, letters count without case and every digit as 0. In its shape every letter is an A; in its cased
shape a capital is an A, any other letter an a.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

FOLDED, SHAPED, CASED = range(3)
"""The views."""
FOREIGN = "\uffff"
"""Any one of many characters beyond ASCII."""
# Pairs that `re` takes for each other beside those of `str.lower`.
_ODD_CASES = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}


def folded(character: str) -> str:
    """A letter in lower case; any digit as 0."""
    if character.isalpha():
        lower = _ODD_CASES.get(character) or character.lower()
        return lower if len(lower) == 1 else character
    return "0" if character.isdecimal() else character


def cased(character: str) -> str:
    """A capital as A, any other letter as a; any digit as 0."""
    if character.isdecimal():
        return "0"
    if not character.isalnum():
        return character
    return "A" if character.isalpha() and character.isupper() else "a"


def shaped(character: str) -> str:
    """Any letter as A; any digit as 0."""
    plain = cased(character)
    return "A" if plain == "a" else plain


def view_of(character: str, view: int, any_case: bool) -> Iterable[str]:
    """What a character of an expression may be in a view of a text that it matches."""
    if view == FOLDED:
        return (folded(character),)
    if view == SHAPED:
        return (shaped(character),)
    return "Aa" if any_case and character.isalpha() else (cased(character),)


# How often characters stand in notes, roughly, in thousandths.
_SHARES = {"A": 0.7, " ": 0.17, "0": 0.06, ".": 0.02, ",": 0.015, "-": 0.008, "\n": 0.008}
_SHARES |= {"e": 0.09, "t": 0.07, "r": 0.05, "l": 0.035} | dict.fromkeys("aions", 0.06)
_SHARES |= dict.fromkeys("dhcumpfgwbykv", 0.025) | dict.fromkeys("jqxz", 0.003)
_CASED_SHARES = {**_SHARES, "A": 0.05, "a": 0.65}
_BESIDE_FIGURES = dict.fromkeys(("A0", "0A", "a0", "0a"), 0.1)
_USAGE = {
    FOLDED: (_SHARES, {"00": 0.4}),
    SHAPED: (_SHARES, {"00": 0.4} | _BESIDE_FIGURES),
    CASED: (_CASED_SHARES, {"00": 0.4, "AA": 5.0, "aA": 0.02} | _BESIDE_FIGURES),
}


@lru_cache(maxsize=50_000)
def likelihood(text: str, view: int) -> float:
    """Roughly how often a string begins at any one place of a note."""
    shares, pairs = _USAGE[view]
    share, before = 1.0, ""
    for character in text[:8]:
        share *= shares.get(character, 0.003) * pairs.get(before + character, 1.0)
        before = character
    return share
