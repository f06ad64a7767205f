"""Pairs of client rows in three bands: the same person, somebody has to look, different people.

Deterministic rules over candidates that share a key: no training, no threshold to tune, and each pair
says why. The rules that keep apart come first: first names that differ (families, twins), birth dates
that differ, a parent and child of one name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from anonkit.linkage.comparing import Agreement, Comparison, compared
from anonkit.linkage.folding import Folded, folded_rows, nickname_groups

Band = Literal["same", "review", "different"]
_LARGEST_BLOCK = 60
"""More rows than this behind one key are told apart by another key."""

_EQUAL, _FITS, _ALIKE, _MISSING = (
    Agreement.EQUAL,
    Agreement.FITS,
    Agreement.ALIKE,
    Agreement.MISSING,
)


@dataclass(frozen=True)
class Pair:
    """Two client rows that may be one person."""

    first: str
    second: str
    """Row keys, in order."""
    band: Band
    reasons: tuple[str, ...]
    score: float
    """The weight of what agrees less what differs: for the order in which somebody looks."""


def likely_pairs(rows: Iterable[Mapping[Hashable, Any]]) -> list[Pair]:
    """Every pair in the bands *same* and *review*, the surest first.

    Nobody is merged by it: what it calls *same* is a proposal that needs one yes.
    """
    found = folded_rows(rows)
    counts = Counter(one.first for one in found)
    pairs = []
    for one, other in _candidates(found):
        comparison = compared(one, other, counts)
        band = band_of(comparison)
        if band != "different":
            keys = sorted((one.key, other.key))
            pairs.append(Pair(keys[0], keys[1], band, comparison.reasons, score_of(comparison)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def band_of(found: Comparison) -> Band:
    """The band of a comparison."""
    if found.number is _EQUAL:
        return "review" if found.first < _FITS or found.birth < _ALIKE else "same"
    if found.number is Agreement.CONTRADICTS or found.birth is Agreement.CONTRADICTS:
        return "different"
    if found.first is Agreement.CONTRADICTS or found.first is _MISSING:
        return "different"
    if found.is_generation_apart:
        return "different"
    if _is_same(found):
        return "same"
    return "review" if _needs_a_look(found) else "different"


def _is_same(found: Comparison) -> bool:
    sure_first = found.first >= _FITS or found.is_slip
    sure_last = found.last >= _ALIKE
    if found.birth is _EQUAL:
        if sure_first and sure_last and found.has_contact:
            return True
        # A new last name with the old phone: nobody else has that first name, birthday and phone.
        if found.first is _EQUAL and found.has_contact:
            return True
        near = _ALIKE in {found.email, found.phone} or found.place >= _FITS
        return found.first is _EQUAL and sure_last and near
    if found.birth is _MISSING or not sure_last:
        return False
    # A birth date that agrees in part is enough where a relative would bear another first name.
    contacts = [found.email, found.phone].count(_EQUAL)
    if found.first is _EQUAL and found.last is _EQUAL:
        return contacts == 2 or (contacts == 1 and (found.birth is _FITS or found.place >= _FITS))
    return sure_first and contacts == 2


def _needs_a_look(found: Comparison) -> bool:
    is_backed = found.has_contact or _ALIKE in {found.email, found.phone} or found.place is _EQUAL
    sure_first = found.first >= _FITS or found.is_slip
    if found.birth is _EQUAL:
        if found.last >= _ALIKE:
            return sure_first or is_backed
        # Same first name and birthday, another last name: a marriage, or chance.
        return found.first >= _FITS and (is_backed or found.place is _FITS)
    if found.birth in {_FITS, _ALIKE}:
        return found.last >= _ALIKE and is_backed
    return _agrees_without_birth(found, sure_first=sure_first)


def _agrees_without_birth(found: Comparison, *, sure_first: bool) -> bool:
    """Where a birth date is missing: a name and a contact, and the less of one the more of the other."""
    if found.first is _EQUAL and found.last is _EQUAL:
        return found.has_contact or found.place is _EQUAL
    if found.first is _EQUAL and found.last is Agreement.CONTRADICTS:
        return found.has_contact and found.place is _EQUAL
    backing = [found.email, found.phone, found.place].count(_EQUAL)
    if found.last >= _ALIKE and sure_first:
        return found.has_contact
    return found.last is _EQUAL and found.has_contact and backing >= 2


_WEIGHTS: Mapping[str, Mapping[Agreement, float]] = {
    "first": {_EQUAL: 4.0, _FITS: 3.0, _ALIKE: 2.0, Agreement.CONTRADICTS: -5.0},
    "last": {_EQUAL: 4.5, _FITS: 3.0, _ALIKE: 3.0, Agreement.CONTRADICTS: -2.0},
    "birth": {_EQUAL: 6.0, _FITS: 4.5, _ALIKE: 3.0, Agreement.CONTRADICTS: -6.0},
    "email": {_EQUAL: 5.0, _ALIKE: 3.0, Agreement.CONTRADICTS: -1.0},
    "phone": {_EQUAL: 4.5, _ALIKE: 2.5, Agreement.CONTRADICTS: -1.0},
    "place": {_EQUAL: 2.0, _FITS: 1.0, Agreement.CONTRADICTS: -0.5},
    "number": {_EQUAL: 10.0, Agreement.CONTRADICTS: -6.0},
}


def score_of(found: Comparison) -> float:
    """The weight of everything that agrees less what differs."""
    return sum(weights.get(getattr(found, name), 0.0) for name, weights in _WEIGHTS.items())


def _candidates(rows: list[Folded]) -> Iterator[tuple[Folded, Folded]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(rows):
        for key in set(_keys(one)):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if 1 < len(members) <= _LARGEST_BLOCK:
            seen.update(combinations(members, 2))
    for first, second in sorted(seen):
        yield rows[first], rows[second]


def _keys(one: Folded) -> Iterator[tuple[str, ...]]:
    """What rows of one person nearly always share at least one of."""
    for email in one.emails:
        yield "email", email
    for phone in one.phones:
        yield "phone", phone
    if one.number:
        yield "number", one.number
    if one.birth:
        for group in nickname_groups().get(one.first, ()):
            yield "short name and birth", str(group), one.birth
        yield "first and birth", one.first, one.birth
        yield "birth and last", one.birth, one.last[:4]
        if one.postcode:
            yield "birth and place", one.birth, one.postcode
    if one.first and one.last:
        names = sorted((one.first, one.last))
        yield "names", *names
        if one.postcode:
            yield "place and name", one.postcode, one.last[:3]
