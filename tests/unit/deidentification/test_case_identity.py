"""Case numbers come from the seed and the series, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification import case_identity
from anonkit.deidentification.case_identity import CaseSeed, assign_cases

SEEDS = {f"p{i}": bytes([i, i // 7]) * 16 for i in range(60)}


def numbers(seeds, series="a", **more):
    """By person the case number."""
    return {person: found.case for person, found in assign_cases(seeds, series, **more).items()}


def test_no_two_people_share_a_number():
    """Sixty people have sixty numbers of the promised form."""
    found = numbers(SEEDS)
    assert len(set(found.values())) == len(SEEDS)
    assert all(len(number) == 7 and number.startswith("C-") for number in found.values())
    assert not [number for number in found.values() if set(number[2:]) & set("AEIOU01")]


def test_order_does_not_matter():
    """The same people in another order have the same numbers."""
    assert numbers(dict(reversed(SEEDS.items()))) == numbers(SEEDS)


def test_another_series_shares_no_number_with_anybody():
    """Across series nobody keeps the number, and the offsets have nothing in common."""
    one, other = assign_cases(SEEDS, "a"), assign_cases(SEEDS, "b")
    assert not [p for p in SEEDS if one[p].case == other[p].case]
    assert [one[p].seed.day_offset() for p in SEEDS] != [other[p].seed.day_offset() for p in SEEDS]


def test_numbers_of_earlier_releases_stay():
    """Whoever joins later takes nobody's number, and nobody's number changes."""
    first = numbers({p: SEEDS[p] for p in list(SEEDS)[:20]})
    later = numbers(SEEDS, taken=first)
    assert {p: later[p] for p in first} == first
    assert len(set(later.values())) == len(SEEDS)


def test_a_collision_is_settled(monkeypatch):
    """Where two people draw the same number, each still ends with one of their own."""
    drawn = {0: "C-BBBBB"}

    def always_the_same_first(seed, attempt):
        return drawn.get(attempt) or f"C-{seed.derive('x').hex()[:5].upper()}"

    monkeypatch.setattr(case_identity, "_case_number", always_the_same_first)
    found = numbers(SEEDS)
    assert len(set(found.values())) == len(SEEDS)
    assert found == numbers(dict(reversed(SEEDS.items())))


@given(st.binary(min_size=16, max_size=48), st.text(max_size=20))
def test_an_offset_is_never_nothing_and_at_most_a_year(seed, series):
    """Dates always move, by a year at most; in whole weeks where asked."""
    secret = CaseSeed.of(seed, series)
    assert 1 <= abs(secret.day_offset()) <= 364
    weeks = secret.day_offset(whole_weeks=True)
    assert 7 <= abs(weeks) <= 364
    assert weeks % 7 == 0


def test_a_secret_shows_nothing():
    """The repr of a secret holds no key."""
    assert "key" not in repr(CaseSeed.of(b"s" * 32, "a"))


def test_a_short_seed_is_refused():
    """A seed that could be guessed is no seed."""
    with pytest.raises(ValueError, match="16 bytes"):
        CaseSeed.of(b"short", "a")
