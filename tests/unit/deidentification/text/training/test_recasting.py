"""Notes written by hand: their marks are sound, and they can be told of other people."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.text.findings import ENTITIES
from anonkit.deidentification.text.training.recasting import other_digits, recast
from anonkit.deidentification.text.training.slots import Piece
from anonkit.deidentification.text.training.written_notes import (
    hand_written,
    pieces_of,
    surfaces,
)


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_written_notes_are_sound(jurisdiction: str) -> None:
    """Every mark is of a known kind and holds a letter or digit; no bracket is left over."""
    notes = hand_written(jurisdiction)
    assert len(notes) > 1_000
    for note in notes:
        for text, kind in note.pieces:
            assert kind is None or kind in ENTITIES
            assert kind is None or any(c.isalnum() for c in text)
            assert "[[" not in text
            assert "]]" not in text


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_enough_of_them_name_nobody(jurisdiction: str) -> None:
    """Between a seventh and a half, or the network learns that every note names somebody."""
    notes = hand_written(jurisdiction)
    assert 1 / 7 < sum(n.names_nobody for n in notes) / len(notes) < 1 / 2


def test_marks_become_pieces() -> None:
    """What is marked stands apart from what is not, in order, with nothing lost."""
    assert pieces_of("saw [[PERSON|Ana]], [[CITY|Ayr]]") == [
        ("saw ", None),
        ("Ana", "PERSON"),
        (", ", None),
        ("Ayr", "CITY"),
    ]
    assert pieces_of("20u glabella") == [("20u glabella", None)]


@given(seed=st.integers(0, 10_000), place=st.integers(0, 10_000))
def test_a_recast_note_keeps_its_sentence(seed: int, place: int) -> None:
    """Kinds stay in order and what is not marked stays to the letter; no surface becomes empty."""
    notes = hand_written("uk")
    pieces = notes[place % len(notes)].pieces
    made = recast(pieces, "uk", Random(seed))
    assert [kind for _, kind in made] == [kind for _, kind in pieces]
    plain = [text for text, kind in made if kind is None]
    assert plain == [text for text, kind in pieces if kind is None]
    assert all(text for text, _ in made)


def test_one_word_is_one_person_throughout() -> None:
    """A name that stands twice is replaced by one other, in the case of each place."""
    pieces: tuple[Piece, ...] = (
        ("Oluwaseun", "PERSON"),
        (" rang. ", None),
        ("oluwaseun", "PERSON"),
    )
    others = [recast(pieces, "uk", Random(seed)) for seed in range(40)]
    changed = [m for m in others if m[0][0] != "Oluwaseun"]
    assert changed
    assert all(m[0][0].lower() == m[2][0] for m in changed)


def test_codes_change_their_digits_only() -> None:
    """Digits become digits, capitals of a code capitals, the rest stays."""
    made = other_digits("AB-0047-k", Random(3))
    assert made != "AB-0047-k"
    assert [c.isdigit() for c in made] == [c.isdigit() for c in "AB-0047-k"]
    assert (made[2], made[-2:]) == ("-", "-k")


def test_surfaces_are_those_of_the_notes() -> None:
    """What one note calls a firm may stand in another."""
    assert len(set(surfaces("us", "ORG"))) > 300
