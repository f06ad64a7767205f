"""Made-up notes: the marks are exact, the seed decides, every kind occurs."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from anonkit.deidentification.text.findings import ENTITIES
from anonkit.deidentification.text.normalise import normalise
from anonkit.deidentification.text.training.slots import Piece
from anonkit.deidentification.text.training.writing import WrittenNote, assemble, write_notes


@cache
def _notes(jurisdiction: str) -> tuple[WrittenNote, ...]:
    return tuple(write_notes(11, 700, jurisdiction))


def test_assembling() -> None:
    """Each mark covers its surface and nothing else."""
    pieces: list[Piece] = [("Saw ", None), ("Ana", "PERSON"), (" in ", None), ("Ayr", "CITY")]
    note = assemble(pieces)
    assert note.text == "Saw Ana in Ayr"
    assert [(note.text[s:e], k) for s, e, k in note.spans] == [("Ana", "PERSON"), ("Ayr", "CITY")]


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_marks_are_sound(jurisdiction: str) -> None:
    """Marks are in order, do not overlap, lie inside the text and hold a letter or digit."""
    for note in _notes(jurisdiction):
        end = 0
        for start, stop, kind in note.spans:
            assert end <= start < stop <= len(note.text)
            assert kind in ENTITIES
            assert any(c.isalnum() for c in note.text[start:stop])
            end = stop


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_notes_are_plain(jurisdiction: str) -> None:
    """A note is written in the plain spelling that recognisers read, so offsets need no way back."""
    unlike = [n for n in _notes(jurisdiction) if normalise(n.text).text != n.text]
    assert len(unlike) <= 2


def test_the_seed_decides() -> None:
    """The same seed writes the same notes; another seed and another country write others."""
    first = list(write_notes(3, 40, "uk"))
    assert first == list(write_notes(3, 40, "uk"))
    assert first != list(write_notes(4, 40, "uk"))
    assert first != list(write_notes(3, 40, "us"))


def test_every_kind_occurs() -> None:
    """Each kind of identifier is written in one country or the other."""
    counts = Counter(k for j in ("uk", "us") for n in _notes(j) for *_, k in n.spans)
    assert set(counts) == set(ENTITIES)


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_a_third_name_nobody(jurisdiction: str) -> None:
    """Between a fifth and two fifths of the notes hold no mark."""
    notes = _notes(jurisdiction)
    assert 0.2 < sum(not n.spans for n in notes) / len(notes) < 0.4


def test_hands_differ() -> None:
    """Some notes are all small letters, some all capitals, most neither."""
    letters = [n.text for n in _notes("uk") if any(c.isalpha() for c in n.text)]
    small = sum(t == t.lower() for t in letters)
    high = sum(t == t.upper() for t in letters)
    assert small > 20
    assert high > 5
    assert small + high < len(letters) / 2
