"""Figures that a clinic writes all day, and those that are somebody's."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.note import read_note
from anonkit.deidentification.text.recognisers.clinic_figures import is_clinic_figure


@pytest.mark.parametrize(
    ("text", "figure", "is_clinics"),
    [
        ("numb\n1512 phoned", "1512", True),
        ("0905: arrived", "0905", True),
        ("numb\n2561 phoned", "2561", False),
        ("room 1512 please", "1512", False),
        ("auth for 6 CPT 0479T, exp 12 mo", "0479T", True),
        ("CPT codes 15820, 15821", "15821", True),
        ("ICD-10 L71.9 noted", "L71.9", True),
        ("lot no. 88213 used", "88213", True),
        ("member 88213", "88213", False),
        ("CPT done; call 44172", "44172", False),
    ],
)
def test_a_clinics_figures_are_told_by_what_stands_before(
    text: str, figure: str, is_clinics: bool
) -> None:
    """An hour opens a line, a code follows the name of its list."""
    start = text.index(figure)
    assert is_clinic_figure(read_note(text, "us"), start, start + len(figure)) is is_clinics
