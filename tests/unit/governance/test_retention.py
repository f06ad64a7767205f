"""Until when records have to be kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.governance import Contact, keep_until
from anonkit.governance.retention import years_later
from anonkit.model import PartialDate

TREATED = date(2020, 2, 29)


@pytest.mark.parametrize(
    ("born", "treated", "years", "jurisdiction", "until"),
    [
        ("1980-05-01", TREATED, 10, "uk", date(2030, 3, 1)),
        ("1980", TREATED, 7, "us", date(2027, 3, 1)),
        (None, TREATED, 10, "uk", date(2030, 3, 1)),
        ("--05-01", TREATED, 10, "uk", date(2030, 3, 1)),
        ("2005-06-01", TREATED, 8, "uk", date(2030, 6, 1)),
        ("2002-06-01", TREATED, 5, "uk", date(2028, 6, 1)),
        ("2005-06-01", TREATED, 20, "uk", date(2040, 2, 29)),
        ("2005-06-01", TREATED, 7, "us", date(2030, 6, 1)),
    ],
)
def test_the_years_count_from_the_last_treatment_and_minors_are_kept_longer(
    born, treated, years, jurisdiction, until
):
    """A clinic's years; until the 25th birthday, the 26th of whoever was 17; years from the 18th in the US."""
    contact = Contact(treated=treated, born=PartialDate.parse(born) if born else None)
    assert keep_until(contact, years, jurisdiction) == until


def test_a_contact_counts_where_nobody_was_treated_and_without_any_they_are_kept():
    """Somebody who only booked; and somebody of whom no day is known."""
    assert keep_until(Contact(seen=date(2020, 5, 1)), 10, "uk") == date(2030, 5, 1)
    later = Contact(treated=date(2020, 5, 1), seen=date(2022, 5, 1))
    assert keep_until(later, 10, "uk") == date(2030, 5, 1)
    assert keep_until(Contact(), 10, "uk") is None


def test_a_day_at_the_end_of_the_calendar_is_one():
    """A booking until further notice, as some platforms write it."""
    assert keep_until(Contact(seen=date(9999, 12, 31)), 10, "uk") == date.max


DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
CONTACTS = st.builds(
    Contact,
    treated=st.none() | DAYS,
    seen=st.none() | DAYS,
    born=st.none()
    | st.builds(PartialDate.parse, st.dates(date(1930, 1, 1), date(2040, 1, 1)).map(str)),
)


@given(CONTACTS, CONTACTS, st.integers(0, 30), st.sampled_from(["uk", "us"]))
def test_nothing_shortens_the_clinics_years(one, other, years, jurisdiction):
    """Never before the years are over; a second row of a person never lets the first go sooner."""
    until = keep_until(one, years, jurisdiction)
    assert (until is None) == (one.last is None)
    if until is not None and one.last is not None:
        assert until >= years_later(one.last, years)
    both = one.joined(other)
    if one.treated is not None:
        whole = keep_until(both, years, jurisdiction)
        assert whole is not None
        assert whole >= years_later(one.treated, years)
