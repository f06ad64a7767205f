"""A number right after a name is an age unless a unit or a month says otherwise."""

from __future__ import annotations

import pytest

from anonkit.deidentification.note_text.name_ages import ages_after_names


@pytest.mark.parametrize(
    ("after", "age"),
    [
        (" 30 2nd opinion", 30),
        (", 42, wants", 42),
        (" (97) at home", 97),
        (", 41", 41),
        (", 41. New paragraph", 41),
        (" 41 wants", 41),
        (" 41\nS:", 41),
    ],
)
def test_an_age_is_read_in_any_context(after: str, age: int) -> None:
    """Whatever follows, the number is the age of the person named."""
    text = "Quilla" + after
    (fact,) = ages_after_names(text, [len("Quilla")])
    assert (fact.kind, fact.number, text[fact.start : fact.end]) == ("age", age, str(age))


@pytest.mark.parametrize(
    "after",
    [
        " 20 units",
        " 10 Oct",
        " 30/04",
        " 12:30",
        " 50%",
        " 14 days",
        " 15 min late",
        " 1.5 ml",
        " 20u",
        " 12 weeks",
        " then 30",
        "",
    ],
)
def test_other_numbers_stay(after: str) -> None:
    """Doses, dates, times and durations after a name are no ages."""
    assert list(ages_after_names("Quilla" + after, [len("Quilla")])) == []
