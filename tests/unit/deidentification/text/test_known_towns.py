"""Towns of everybody in the records are found in any case's notes, and words stay words."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text import KnownValue, KnownValues, analyse

TOWNS = frozenset({"Quarrowby", "Leeds", "Battle", "Great Missenden"})
PEOPLE = [
    KnownValue("Imogen", "PERSON", "client", "client", "first"),
    KnownValue("Ravenhill", "PERSON", "client", "client", "last"),
]
KNOWN = KnownValues(PEOPLE, TOWNS)


def found(text: str, entity: str) -> list[str]:
    """What is found of one kind."""
    return [text[f.start : f.end] for f in analyse(text, KNOWN) if f.entity == entity]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("drove over from quarrowby", "quarrowby"),
        ("QUARROWBY SNOWED IN", "QUARROWBY"),
        ("had laser in leeds", "leeds"),
        ("seen in Battle before", "Battle"),
        ("out great missenden way", "great missenden"),
    ],
)
def test_a_town_is_found_in_any_case(text: str, town: str) -> None:
    """A strange word always, a name or a word only where a place is expected."""
    assert found(text, "CITY") == [town]


@pytest.mark.parametrize("text", ["lost the battle", "Battle scars faded", "quarrow by the sea"])
def test_a_word_that_is_also_a_town_stays(text: str) -> None:
    """Ordinary words are told."""
    assert found(text, "CITY") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("partner ze'ev ravenhill picking up", "ze'ev ravenhill"),
        ("came w/ zephyrqa ravenhill", "zephyrqa ravenhill"),
        ("with saul ravenhill", "saul ravenhill"),
        ("RAVENHILL I. peel", "RAVENHILL I"),
        ("see Ravenhill again", "Ravenhill"),
        ("mhx Ravenhill", "Ravenhill"),
    ],
)
def test_a_first_name_before_a_known_surname_is_found(text: str, name: str) -> None:
    """Relatives nobody recorded are named like the client; words of the clinic are not."""
    assert found(text, "PERSON") == [name]


@pytest.mark.parametrize(
    "text", ["block. 2nd check ty", "next 3/52 w/ ty. spf", "d/w ty", "NEXT W/ TY. SPF"]
)
def test_a_short_name_of_staff_that_closes_a_clause_is_found(text: str) -> None:
    """In small letters too, where only a person can stand."""
    staff = KnownValues([KnownValue("Ty", "PERSON", "staff:1", "staff", "first")])
    named = [f for f in analyse(text, staff) if f.owner == "staff:1"]
    assert [text[f.start : f.end] for f in named] in (["ty"], ["TY"])
