"""Scores count what is covered, letter by letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anonkit.deidentification.evaluation import (
    evaluate_detection,
    mask,
    read_marked,
    score,
)
from anonkit.errors import SettingsError

NOTES = Path(__file__).parents[2] / "cases" / "notes"
ROW = {"id": "n1", "text": "Dr [[PERSON|Patel]] rang on [[DATE|3/4/24]]."}


def test_marks_are_read() -> None:
    """The text without marks, and the places of the marks in it."""
    note = read_marked(ROW)
    assert note.text == "Dr Patel rang on 3/4/24."
    assert [note.text[a:b] for a, b, _ in note.spans] == ["Patel", "3/4/24"]


def test_an_unknown_kind_is_refused() -> None:
    """The error names the kind and the note, not what is marked."""
    with pytest.raises(SettingsError, match="NAME") as caught:
        read_marked({"id": "n2", "text": "[[NAME|Patel]]"})
    assert "Patel" not in str(caught.value)


@pytest.mark.parametrize(
    ("spans", "everything", "direct", "leaks", "kept"),
    [
        ([(3, 8), (17, 23)], 1.0, 1.0, 0.0, 1.0),
        ([(3, 8), (17, 22)], 0.5, 1.0, 0.0, 1.0),
        ([(17, 23)], 0.5, 0.0, 1.0, 1.0),
        ([(0, 8), (17, 23)], 1.0, 1.0, 0.0, 2 / 3),
        ([], 0.0, 0.0, 1.0, 1.0),
    ],
)
def test_counting(
    spans: list[tuple[int, int]], everything: float, direct: float, leaks: float, kept: float
) -> None:
    """A mark counts when all its letters and digits are covered; words outside when none is."""
    scores = score([(read_marked(ROW), spans)])
    assert scores.recall_all.value == everything
    assert scores.recall_direct.value == direct
    assert scores.notes_with_direct_leak == leaks
    assert scores.clinical_words_kept.value == pytest.approx(kept)


def test_misses_show_shapes_only() -> None:
    """What was missed is shown by its shape."""
    scores = score([(read_marked(ROW), [])])
    assert [(m.entity, m.shape) for m in scores.misses] == [("PERSON", "Aaaaa"), ("DATE", "9/9/99")]
    assert "Patel" not in json.dumps(scores.as_dict())
    assert mask("O'Neil 07") == "A'Aaaa 99"


@pytest.mark.parametrize(
    ("jurisdiction", "everything", "direct", "kept"),
    [("uk", 0.96, 0.97, 0.985), ("us", 0.94, 0.95, 0.985)],
)
def test_marked_notes(jurisdiction: str, everything: float, direct: float, kept: float) -> None:
    """On the marked notes detection stays where it was, give or take."""
    lines = (NOTES / f"gold_{jurisdiction}.jsonl").read_text(encoding="utf-8").splitlines()
    scores = evaluate_detection([json.loads(line) for line in lines], jurisdiction)
    assert scores.recall_all.value >= everything
    assert scores.recall_direct.value >= direct
    assert scores.clinical_words_kept.value >= kept
    assert scores.recall_all.low <= scores.recall_all.value <= scores.recall_all.high


def test_intervals_repeat() -> None:
    """The same notes give the same interval."""
    rows = [ROW, {"id": "n2", "text": "[[PERSON|Zz]] [[ID|Qqq]]"}]
    assert evaluate_detection(rows, "uk") == evaluate_detection(rows, "uk")
