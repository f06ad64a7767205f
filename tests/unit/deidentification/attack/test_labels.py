"""What an intruder reads in a label."""

from __future__ import annotations

import numpy as np
import pytest

from anonkit.deidentification.attack.fitting import fitting_matrix, pack, unpack
from anonkit.deidentification.attack.times import month_step_of, told_time

FITS = [
    ("41", "41", True),
    ("41", "42", False),
    ("41.0", "41", True),
    ("[38;57]", "38", True),
    ("[38;57]", "57", True),
    ("[38;57]", "58", False),
    ("[38, 57)", "57", False),
    ("(38, 57]", "38", False),
    ("38-57", "45", True),
    ("38–57", "45", True),
    ("38 to 57", "60", False),
    ("60+", "60", True),
    ("60+", "59", False),
    ("90 or more", "93", True),
    ("under 18", "17", True),
    ("under 18", "18", False),
    ("<5", "4", True),
    (">60", "60", False),
    ("0 to under 100", "99.5", True),
    ("0 to under 100", "100", False),
    ("1980s", "1984-05-17", True),
    ("1984", "1984-05-17", True),
    ("1985", "1984-05-17", False),
    ("1984-05", "1984-05-17", True),
    ("*", "anything", True),
    ("suppressed", "anything", True),
    (None, "anything", True),
    ("{lips, chin}", "lips", True),
    ('["lips", "chin"]', "cheek", False),
    ("SW1**", "SW1A 1AA", True),
    ("SW1**", "SE1 1AA", False),
    ("SW1A", "SW1A 1AA", True),
    ("SW", "SW1A 1AA", True),
    ("England", "SW1A 1AA", True),
    ("Scotland", "SW1A 1AA", False),
    ("802", "80203", True),
    ("40-49", "44", True),
    ("female", "Female", True),
    ("female", "male", False),
    ("female", None, True),
]


@pytest.mark.parametrize(("label", "value", "expected"), FITS)
def test_a_label_admits_what_it_may_stand_for(label, value, expected):
    """Intervals, open ends, sets, masks, dates and steps of hierarchies are read; nothing told admits all."""
    assert bool(fitting_matrix([label], [value])[0, 0]) is expected


def test_labels_of_ones_own_are_read_when_they_are_named():
    """A release's own hierarchy is data, from label to values."""
    matrix = fitting_matrix(["group A"], ["a1", "b1"], {"group A": ["a1", "a2"]})
    assert matrix.tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("first visit", (0, 0)),
        ("+2 weeks", (9.5, 18.5)),
        ("the same week", (0, 3)),
        ("visit 3", (0, np.inf)),
        ("date not recorded", (-np.inf, np.inf)),
        ("about 15 years before the first visit", (-np.inf, np.inf)),
    ],
)
def test_course_time_is_a_stretch_of_days(label, expected):
    """From the first visit; what says nothing is open at both ends."""
    told = told_time(label)
    assert (told.low, told.high) == expected


def test_quarters_told_as_months_are_wide():
    """Where every month is a multiple of three, each may be any of three."""
    import pandas as pd

    labels = pd.Series(["first visit", "+3 months", "+12 months"])
    assert month_step_of(labels) == 3
    assert told_time("+3 months", 3).low < told_time("+3 months", 1).low


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("2024-03-04", 1),
        ("2024-03", 31),
        ("2024", 366),
        ("January to March 2024", 91),
        ("04/03/2024", 1),
    ],
)
def test_the_calendar_is_read(label, days):
    """A day, a month, a quarter, a year."""
    told = told_time(label)
    assert told.last - told.first + 1 == days


def test_bits_come_back():
    """What is packed is what is unpacked."""
    flags = np.random.default_rng(1).random(131) < 0.5
    assert unpack(pack(flags)[None], 131)[0].tolist() == flags.tolist()
