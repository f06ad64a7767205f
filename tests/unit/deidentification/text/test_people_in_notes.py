"""Names in whole notes: repeated, reaching as far as written, and apart from eponyms and deeds."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text import KnownValues, analyse


def people(text: str, known: KnownValues | None = None) -> list[str]:
    """What is taken for a person, as written."""
    return [text[f.start : f.end] for f in analyse(text, known, "uk") if f.entity == "PERSON"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Spoke to Ms Oyelaran. oyelaran wants a call", "oyelaran"),
        ("Her friend Zlatan Perkovic rang. perkovich asked again", "perkovich"),
        ("Clothilde and Dot Fontenot came. Dot got her card", "Dot"),
        ("follows us as @hazel.glows. Hazel in for lips", "Hazel"),
    ],
)
def test_a_name_proved_once_is_found_again(text: str, last: str) -> None:
    """In another case, a letter away, or spelled by a handle."""
    assert people(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("seen by Lucia R. Stone today", "Lucia R. Stone"),
        ("signed by Marianne de la Tour", "Marianne de la Tour"),
        ('told Kwame "Bug" Mensah', 'Kwame "Bug" Mensah'),
        ("RE: MARY LAKE, tox", "MARY LAKE"),
        ("then Terry Yellow Tail rang", "Terry Yellow Tail"),
        ("Re: Delphine Three Stars, DOB due", "Delphine Three Stars"),
        ("also the 3 oclock May Vuong may be late", "May Vuong"),
        ("says that Will Kowalczyk may be late", "Will Kowalczyk"),
        ("NAME Ambrose J. Okonkwo III", "Ambrose J. Okonkwo III"),
    ],
)
def test_a_name_is_found_as_far_as_it_is_written(text: str, whole: str) -> None:
    """With middle initials, particles, a nickname in marks and surnames that are words."""
    assert whole in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hutchinson's sign neg, Morton's neuroma excluded",
        "Ramsay Hunt was excluded",
        "Mark the midline. Pat dry.",
        "Robin-red patch at the temple",
        "Rose flush as endpoint",
        "subcision w/ Nokor",
    ],
)
def test_eponyms_deeds_and_colours_name_nobody(text: str) -> None:
    """What the clinic calls by somebody's name is left to stand."""
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hope w tox + lip", ["hope w"]),
        ("Drew blood, then Drew rang", ["Drew"]),
        ("Murphy's sign neg", []),
    ],
)
def test_a_recorded_name_is_told_from_the_same_word(text: str, found: list[str]) -> None:
    """By its own initial, by what is done, by what it names."""
    record = {"first_name": "Hope", "last_name": "Wray"}
    others = {"first_name": "Drew", "last_name": "Murphy"}
    known = KnownValues(
        (*KnownValues.from_record(record).values, *KnownValues.from_record(others, "b").values)
    )
    assert people(text, known) == found
