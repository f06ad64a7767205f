"""Two client rows side by side: how names, birth dates and contacts agree, and the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rapidfuzz.distance import OSA, JaroWinkler

from anonkit.linkage.folding import Folded, given_names, nickname_groups

_GENERATION_YEARS = 15
_ALIKE = 0.88


class Agreement(IntEnum):
    """How far two values agree; the larger, the better."""

    CONTRADICTS = -1
    MISSING = 0
    ALIKE = 1
    """Near: a slip of the hand, or two values that only look alike."""
    FITS = 2
    """As good as equal: a short form, a former name, a part of a double name, day and month swapped."""
    EQUAL = 3


@dataclass(frozen=True)
class Comparison:
    """What two rows have in common."""

    first: Agreement
    last: Agreement
    birth: Agreement
    email: Agreement
    phone: Agreement
    place: Agreement
    number: Agreement
    is_slip: bool = False
    """The first names differ by a slip: one of the two is no name that anybody else here bears."""
    is_swapped: bool = False
    """First and last name stand the other way round."""
    is_generation_apart: bool = False

    @property
    def has_contact(self) -> bool:
        """Whether an e-mail address or a phone is shared."""
        return Agreement.EQUAL in {self.email, self.phone}

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words, without a value."""
        told = [
            "first and last name swapped" if self.is_swapped else _NAMES[self.first],
            "" if self.is_swapped else _LAST_NAMES[self.last],
            _BIRTHS[self.birth],
            _CONTACTS[self.email].format("e-mail"),
            _CONTACTS[self.phone].format("phone"),
            _PLACES[self.place],
            "same government number" if self.number is Agreement.EQUAL else "",
        ]
        return tuple(one for one in told if one)


def compared(one: Folded, other: Folded, name_counts: Mapping[str, int]) -> Comparison:
    """The two rows side by side; `name_counts` says how many rows bear a first name."""
    swapped = _are_swapped(one, other)
    first = Agreement.FITS if swapped else _first_names(one, other)
    birth = _births(one.birth, other.birth)
    return Comparison(
        first=first,
        last=Agreement.FITS if swapped else _last_names(one, other),
        birth=birth,
        email=_any_shared(one.emails, other.emails),
        phone=_any_shared(one.phones, other.phones),
        place=_places(one, other),
        number=_equal(one.number, other.number),
        is_slip=first is Agreement.ALIKE and _is_slip(one.first, other.first, name_counts),
        is_swapped=swapped,
        is_generation_apart=_years_between(one.birth, other.birth) >= _GENERATION_YEARS,
    )


def _are_swapped(one: Folded, other: Folded) -> bool:
    if not (one.first and one.last and other.first and other.last) or one.first == other.first:
        return False
    first, last = one.first == other.last, one.last == other.first
    return (first and (last or _look_alike(one.last, other.first))) or (
        last and _look_alike(one.first, other.last)
    )


def _first_names(one: Folded, other: Folded) -> Agreement:
    if not one.given or not other.given:
        return Agreement.MISSING
    if one.first == other.first:
        return Agreement.EQUAL
    if set(one.given) & set(other.given) or _are_one_name(one.given, other.given):
        return Agreement.FITS
    if 1 in {len(one.first), len(other.first)} and one.first[0] == other.first[0]:
        return Agreement.ALIKE
    return Agreement.ALIKE if _look_alike(one.first, other.first) else Agreement.CONTRADICTS


def _are_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    groups = nickname_groups()
    empty: frozenset[int] = frozenset()
    mine = set().union(*(groups.get(name, empty) for name in one))
    theirs = set().union(*(groups.get(name, empty) for name in other))
    return bool(mine & theirs)


def _last_names(one: Folded, other: Folded) -> Agreement:
    if not one.family or not other.family:
        return Agreement.MISSING
    if one.last == other.last:
        return Agreement.EQUAL
    if set(one.family) & set(other.family):
        return Agreement.FITS
    return Agreement.ALIKE if _look_alike(one.last, other.last) else Agreement.CONTRADICTS


def _look_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= 2:
        return False
    edits = OSA.distance(one, other, score_cutoff=2)
    long_enough = min(len(one), len(other)) >= 6
    return edits <= 1 or (
        edits == 2 and long_enough and JaroWinkler.similarity(one, other) >= _ALIKE
    )


def _is_slip(one: str, other: str, counts: Mapping[str, int]) -> bool:
    """Whether just one of the two is a name that somebody bears, and they begin alike.

    Twins are called Anna and Hanna, Mia and Mila; nobody is called Jnathan.
    """
    borne = [name in given_names() or counts.get(name, 0) > 1 for name in (one, other)]
    return borne[0] != borne[1] and one[:1] == other[:1]


def _births(one: str, other: str) -> Agreement:
    if not one or not other:
        return Agreement.MISSING
    if one == other:
        return Agreement.EQUAL if len(one) == len("1984-05-17") else Agreement.ALIKE
    mine, theirs = _parts(one), _parts(other)
    if "" in (*mine, *theirs):
        clash = any(a and b and a != b for a, b in zip(mine, theirs, strict=True))
        return Agreement.CONTRADICTS if clash else Agreement.ALIKE
    if mine[0] == theirs[0] and mine[1:] == (theirs[2], theirs[1]):
        return Agreement.FITS
    # A slip of the hand changes one part of a date, seldom two.
    equal_parts = sum(a == b for a, b in zip(mine, theirs, strict=True))
    is_near = equal_parts == 2 or OSA.distance(one, other, score_cutoff=1) <= 1
    return Agreement.ALIKE if is_near else Agreement.CONTRADICTS


def _parts(birth: str) -> tuple[str, str, str]:
    if birth.startswith("--"):
        return "", birth[2:4], birth[5:7]
    year, _, rest = birth.partition("-")
    month, _, day = rest.partition("-")
    return year, month, day


def _years_between(one: str, other: str) -> float:
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) / 365.25
    except ValueError:
        return 0.0


def _any_shared(one: frozenset[str], other: frozenset[str]) -> Agreement:
    """Addresses or numbers: equal where one is shared, alike where two are a slip apart."""
    if not one or not other:
        return Agreement.MISSING
    if one & other:
        return Agreement.EQUAL
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in one for b in other)
    return Agreement.ALIKE if near else Agreement.CONTRADICTS


def _places(one: Folded, other: Folded) -> Agreement:
    if one.postcode and other.postcode:
        if one.postcode != other.postcode:
            return Agreement.CONTRADICTS
        return Agreement.EQUAL if one.address and one.address == other.address else Agreement.FITS
    if one.address and other.address:
        return Agreement.FITS if one.address == other.address else Agreement.CONTRADICTS
    return Agreement.MISSING


def _equal(one: str, other: str) -> Agreement:
    if not one or not other:
        return Agreement.MISSING
    return Agreement.EQUAL if one == other else Agreement.CONTRADICTS


_NAMES = {
    Agreement.EQUAL: "same first name",
    Agreement.FITS: "first names are forms of one name",
    Agreement.ALIKE: "first names look alike",
    Agreement.MISSING: "",
    Agreement.CONTRADICTS: "first names differ",
}
_LAST_NAMES = {
    Agreement.EQUAL: "same last name",
    Agreement.FITS: "last names share a part or a former name",
    Agreement.ALIKE: "last names look alike",
    Agreement.MISSING: "",
    Agreement.CONTRADICTS: "last names differ, as after a marriage",
}
_BIRTHS = {
    Agreement.EQUAL: "same birth date",
    Agreement.FITS: "birth dates with day and month swapped",
    Agreement.ALIKE: "birth dates agree in part",
    Agreement.MISSING: "",
    Agreement.CONTRADICTS: "birth dates differ",
}
_CONTACTS = {
    Agreement.EQUAL: "same {}",
    Agreement.FITS: "",
    Agreement.ALIKE: "{} one key apart",
    Agreement.MISSING: "",
    Agreement.CONTRADICTS: "",
}
_PLACES = {
    Agreement.EQUAL: "same address",
    Agreement.FITS: "same postcode",
    Agreement.ALIKE: "",
    Agreement.MISSING: "",
    Agreement.CONTRADICTS: "",
}
