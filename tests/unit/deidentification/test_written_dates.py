"""Dates are read as people write them, in the order their country writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.written_dates import read_written_date

NEAR = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("surface", "jurisdiction", "told"),
    [
        ("3/4/24", "uk", "2024-04-03"),
        ("3/4/24", "us", "2024-03-04"),
        ("19.10.2022", "uk", "2022-10-19"),
        ("10-19-2022", "us", "2022-10-19"),
        ("19/10/2022", "us", "2022-10-19"),  # the month can only be 10
        ("2024-05-01", "uk", "2024-05-01"),
        ("20240501", "us", "2024-05-01"),
        ("9/5", "uk", "2024-05-09"),
        ("12/28", "us", "2023-12-28"),
        ("14th March", "uk", "2024-03-14"),
        ("March 14, 2023", "us", "2023-03-14"),
        ("Mar 2023", "uk", "2023-03"),
        ("1st of June 2022", "uk", "2022-06-01"),
        ("Fri 28 June", "uk", "2024-06-28"),
        ("the 14th", "uk", "2024-05-14"),
        ("the 28th", "uk", "2024-04-28"),
        ("March", "uk", "2024-03"),
        ("Boxing Day", "uk", "2023-12-26"),
        ("Christmas Eve 2021", "us", "2021-12-24"),
        ("12.05.84", "uk", "1984-05-12"),
        ("May '23", "uk", "2023-05"),
        ("31/02/2024", "uk", None),
        ("the 45th", "uk", None),
        ("tomorrow", "uk", None),
        ("", "uk", None),
    ],
)
def test_a_written_date_is_read(surface, jurisdiction, told):
    """Figures, words, feasts, with and without a year; impossible ones are not read."""
    found = read_written_date(surface, jurisdiction, NEAR)
    assert (None if found is None else str(found)) == told


@pytest.mark.parametrize("surface", ["14th March", "the 14th", "9/5", "March", "Boxing Day"])
def test_without_a_day_to_be_near_to_a_date_without_a_year_stays_untold(surface):
    """A year is never guessed."""
    assert read_written_date(surface, "uk", None) is None


@given(st.dates(date(1950, 1, 1), date(2033, 12, 31)), st.sampled_from(["uk", "us"]))
def test_a_whole_date_in_figures_is_read_back(day, jurisdiction):
    """Day and month are not exchanged, whatever the day."""
    form = "%d/%m/%Y" if jurisdiction == "uk" else "%m/%d/%Y"
    found = read_written_date(day.strftime(form), jurisdiction, NEAR)
    assert found is not None
    assert found.earliest == day


@given(st.text(max_size=30))
def test_any_text_is_borne(text):
    """What is no date is None and never an error."""
    read_written_date(text, "uk", NEAR)
