"""Notes as the network reads them."""

from __future__ import annotations

import numpy as np

from anonkit.deidentification.text.model.features import COLUMNS, rows_of, tokens_of
from anonkit.deidentification.text.model.network import LABELS
from anonkit.deidentification.text.training.examples import example_of, hidden
from anonkit.deidentification.text.training.writing import WrittenNote


def test_labels_follow_the_marks() -> None:
    """The first token of a mark begins it, the others go on, all else is outside."""
    text = "Mrs Ana Smith-Lee's lips"
    example = example_of(WrittenNote(text, ((4, 17, "PERSON"),)), "uk")
    shown = [(t.surface, LABELS[n]) for t, n in zip(tokens_of(text), example.labels, strict=True)]
    assert shown == [
        ("Mrs", "O"),
        ("Ana", "B-PERSON"),
        ("Smith", "I-PERSON"),
        ("-", "I-PERSON"),
        ("Lee", "I-PERSON"),
        ("'", "O"),
        ("s", "O"),
        ("lips", "O"),
    ]


def test_neighbouring_marks_begin_anew() -> None:
    """Two marks side by side stay two."""
    example = example_of(WrittenNote("Ana Bo", ((0, 3, "PERSON"), (4, 6, "PERSON"))), "uk")
    assert [LABELS[n] for n in example.labels] == ["B-PERSON", "B-PERSON"]


def test_hiding_changes_only_what_may_be_hidden() -> None:
    """Shapes, cues and layout stay; some of what the lists say is taken out, in a copy."""
    text = "saw ana smith in leeds " * 60
    rows = rows_of(text, tokens_of(text), "uk")
    changed = hidden(rows, np.random.default_rng(1))
    for column in ("shape", "cues", "layout"):
        place = COLUMNS.index(column)
        assert (rows[:, place] == changed[:, place]).all()
    place = COLUMNS.index("lists")
    share = float((rows[:, place] != changed[:, place]).mean())
    assert 0.05 < share < 0.2
