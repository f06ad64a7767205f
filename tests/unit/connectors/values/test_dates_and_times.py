"""Dates and times of exports become canonical text, and what is odd about them is told."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from anonkit.connectors.values import PARSERS, ParseContext, add_minutes


def context(order="dmy", zone="Europe/London"):
    return ParseContext(order, ZoneInfo(zone), "GB", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "order", "canonical"),
    [
        ("1984-05-17", "dmy", "1984-05-17"),
        ("1984-05-17 00:00:00", "dmy", "1984-05-17"),
        ("17/05/1984", "dmy", "1984-05-17"),
        ("05/17/1984", "mdy", "1984-05-17"),
        ("3/4/2024", "dmy", "2024-04-03"),
        ("3/4/2024", "mdy", "2024-03-04"),
        ("17.05.1984", "dmy", "1984-05-17"),
        ("19840517", "dmy", "1984-05-17"),
        ("17 May 1984", "mdy", "1984-05-17"),
        ("May 17, 1984", "dmy", "1984-05-17"),
        ("2nd Feb 2026", "dmy", "2026-02-02"),
        ("1984", "dmy", "1984"),
        ("1984-05", "dmy", "1984-05"),
        ("03/2026", "dmy", "2026-03"),
        ("May 1984", "dmy", "1984-05"),
        ("--05-17", "dmy", "--05-17"),
        ("0000-05-17", "mdy", "--05-17"),
        ("05-17", "mdy", "--05-17"),
        ("17-05", "dmy", "--05-17"),
        ("17 May", "dmy", "--05-17"),
        ("--02-29", "dmy", "--02-29"),
    ],
)
def test_a_date_is_read_in_the_declared_order(text, order, canonical):
    """Each form of a date has one canonical text, in the order the mapping declares."""
    assert PARSERS["date"](text, context(order)) == canonical


@pytest.mark.parametrize("text", ["31/02/1985", "1985-02-31", "ask her", "99/99/9999"])
def test_what_is_no_date_stays_as_found_and_is_counted(text):
    """An impossible date is left for validation to see, and told."""
    held = context()
    assert PARSERS["date"](text, held) == text
    assert [code for code, _ in held.noticed] == ["unparsed-date"]


def test_a_date_in_the_other_order_is_read_and_told():
    """A date that only fits the other order is read so; nothing is swapped silently."""
    held = context("dmy")
    assert PARSERS["date"]("03/17/2024", held) == "2024-03-17"
    assert held.noticed["date-in-other-order", ""] == 1


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("17/05/84", "1984-05-17"), ("17/05/26", "1926-05-17"), ("17/05/25", "2025-05-17")],
)
def test_a_two_digit_birth_year_is_never_in_the_future(text, canonical):
    """Nobody is born after the day the source was pulled."""
    assert PARSERS["birth_date"](text, context()) == canonical


@pytest.mark.parametrize(
    ("text", "order", "zone", "canonical"),
    [
        ("10/30/2024, 10:00 AM", "mdy", "Europe/London", "2024-10-30T10:00:00+00:00"),
        ("6/11/2012, 11:15 AM", "mdy", "Europe/London", "2012-06-11T11:15:00+01:00"),
        ("6/11/2012, 12:15 AM", "mdy", "Europe/London", "2012-06-11T00:15:00+01:00"),
        ("17/03/2024 09:30", "dmy", "Europe/London", "2024-03-17T09:30:00+00:00"),
        ("2024-10-30 14:30", "dmy", "Europe/London", "2024-10-30T14:30:00+00:00"),
        ("02 Feb 2026, 1:46pm", "dmy", "Europe/London", "2026-02-02T13:46:00+00:00"),
        ("2023-04-01 16:00:00 UTC", "mdy", "America/Denver", "2023-04-01T10:00:00-06:00"),
        ("2024-05-01T10:00:00Z", "mdy", "America/Denver", "2024-05-01T04:00:00-06:00"),
        ("2024-05-01T10:00:00+01:00", "dmy", "Europe/London", "2024-05-01T10:00:00+01:00"),
        ("2024-05-01", "dmy", "Europe/London", "2024-05-01"),
    ],
)
def test_a_time_carries_the_offset_of_the_clinic(text, order, zone, canonical):
    """Local times take the clinic's zone, times with a zone keep their moment, bare dates stay bare."""
    assert PARSERS["time"](text, context(order, zone)) == canonical


@pytest.mark.parametrize(
    ("text", "canonical", "code"),
    [
        ("2024-03-31 01:30", "2024-03-31T02:30:00+01:00", "time-does-not-exist"),
        ("2024-10-27 01:30", "2024-10-27T01:30:00+01:00", "time-exists-twice"),
    ],
)
def test_hours_that_the_clocks_change_are_told(text, canonical, code):
    """A local time that does not exist, or exists twice, is a finding."""
    held = context()
    assert PARSERS["time"](text, held) == canonical
    assert list(held.noticed) == [(code, "")]


def test_a_column_named_utc_needs_no_zone_in_its_cells():
    """Times of a column that is declared UTC are turned into the clinic's zone."""
    assert PARSERS["time_utc"]("2022-07-31 09:09:46", context()) == "2022-07-31T10:09:46+01:00"


@pytest.mark.parametrize(
    ("moment", "duration", "end"),
    [
        ("2024-10-30T14:30:00+00:00", "1h, 30m", "2024-10-30T16:00:00+00:00"),
        ("2024-10-30T14:30:00+00:00", "45 min", "2024-10-30T15:15:00+00:00"),
        ("2024-10-30", "45 min", None),
        ("2024-10-30T14:30:00+00:00", "soon", None),
    ],
)
def test_a_duration_is_added_to_a_moment(moment, duration, end):
    """An end follows from start and duration only where both are known."""
    assert add_minutes(moment, duration) == end
