"""Scores count what is covered, letter by letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anonkit.deidentification.evaluation import (
    evaluate_detection,
    evaluation_page,
    examine,
    read_marked,
    score,
    shape_of,
)
from anonkit.deidentification.evaluation.before_after import before_and_after
from anonkit.deidentification.evaluation.resampling import intervals
from anonkit.deidentification.evaluation.shapes import surroundings
from anonkit.deidentification.text import Finding
from anonkit.errors import SettingsError

NOTES = Path(__file__).parents[2] / "cases" / "notes"
ROW = {"id": "n1", "text": "Dr [[PERSON|Patel]] rang on [[DATE|3/4/24]]."}


def found(start: int, end: int, entity: str = "PERSON") -> Finding:
    """A finding of some recogniser."""
    return Finding(start, end, entity, "test", 0.9)


def test_marks_are_read() -> None:
    """The text without marks, and the places of the marks in it."""
    note = read_marked(ROW)
    assert note.text == "Dr Patel rang on 3/4/24."
    assert [note.text[a:b] for a, b, _ in note.spans] == ["Patel", "3/4/24"]


def test_marks_of_a_corpus_are_read() -> None:
    """A text with a list of spans is a marked note; kinds get our names where we have one."""
    note = read_marked(
        {
            "full_text": "Title Mr of 4 Elm Way",
            "spans": [
                {"entity_type": "STREET_ADDRESS", "start_position": 12, "end_position": 21},
                {"entity_type": "TITLE", "start_position": 6, "end_position": 8},
            ],
        }
    )
    assert note.spans == ((6, 8, "TITLE"), (12, 21, "ADDRESS"))
    assert note.record == {}


def test_kinds_of_other_corpora_are_known_in_marks() -> None:
    """A mark may use another corpus's name for a kind."""
    assert read_marked({"text": "[[EMAIL_ADDRESS|a@b.example]]"}).spans == ((0, 11, "EMAIL"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "[[NAME|Patel]]"}, "NAME"),
        ({"text": "[[PERSN|Patel]]"}, "PERSON"),
        ({"text": "Dr [[PERSON|Patel rang"}, "not closed"),
        ({"text": "Dr [[person|Patel]] rang"}, "capitals"),
        ({"full_text": "Patel", "spans": [{"entity_type": "PERSON"}]}, "start_position"),
        (
            {
                "full_text": "Patel",
                "spans": [{"entity_type": "ID", "start_position": 0, "end_position": 99}],
            },
            "outside",
        ),
    ],
    ids=["unknown kind", "misspelt kind", "open mark", "small letters", "no places", "outside"],
)
def test_wrong_marks_are_refused(row: dict[str, object], said: str) -> None:
    """The error names the note by its number and what is wrong, not what is marked."""
    with pytest.raises(SettingsError, match=said) as caught:
        read_marked(row, 7)
    assert "Note 7" in str(caught.value)
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
    scores = score([(read_marked(ROW), [found(*span) for span in spans])])
    assert scores.recall_all.value == everything
    assert scores.recall_direct.value == direct
    assert scores.notes_with_direct_leak == leaks
    assert scores.clinical_words_kept.value == pytest.approx(kept)


def test_misses_show_shapes_only() -> None:
    """What was missed is shown by its shape."""
    scores = score([(read_marked(ROW), [])])
    assert [(m.entity, m.shape, m.where) for m in scores.misses] == [
        ("PERSON", "Xxxxx", "after a title, before a verb of people"),
        ("DATE", "9/9/99", "after a small word, ends the note"),
    ]
    assert "Patel" not in json.dumps(scores.as_dict())
    assert "Patel" not in repr(scores)
    assert shape_of("O'Neil 07 \nElm") == "X'Xxxx 99↵Xxx"
    assert len(shape_of("a" * 500)) == 60


@pytest.mark.parametrize(
    ("text", "word", "where"),
    [
        ("Zorx rang", "Zorx", "opens the note, before a verb of people"),
        ("her mum Zorx", "Zorx", "after a kin or role word, ends the note"),
        ("seen.\nZorx 4 units", "Zorx", "opens a line, before a number"),
        ("Botox. Zorx, Botox", "Zorx", "after a stop, before a clinical word"),
        ("d/w Wexhamia Zorx\nnext", "Zorx", "after a capital word, ends a line"),
        ("@Zorx", "Zorx", "after a sign, ends the note"),
    ],
)
def test_places_are_told_by_kinds_of_word(text: str, word: str, where: str) -> None:
    """What stands before and after is told as a class of words, never as the word."""
    start = text.index(word)
    assert surroundings(text, start, start + len(word)) == where


def test_words_are_told_where_all_is_invented() -> None:
    """A line marked as test data tells its misses by value as well; its neighbour does not."""
    rows = [{**ROW, "test_data": True}, {"id": "n2", "text": "[[PERSON|Quorn]]", "test_data": "x"}]
    told = json.dumps(score([(read_marked(row, 1), []) for row in rows]).as_dict())
    assert '"value": "Patel"' in told
    assert "Quorn" not in told


def test_findings_without_a_mark_are_counted() -> None:
    """Precision counts findings on a mark of any kind, kind by kind."""
    spans = [found(0, 2, "ORG"), found(3, 8, "PERSON"), found(9, 13, "PERSON")]
    scores = score([(read_marked(ROW), spans)])
    told = {k.kind: (k.caught, k.marked, k.true, k.found) for k in scores.kinds}
    assert told == {"DATE": (0, 1, 0, 0), "ORG": (0, 0, 0, 1), "PERSON": (1, 1, 1, 2)}
    assert [(s.entity, s.shape) for s in scores.needless] == [("PERSON", "xxxx"), ("ORG", "Xx")]
    assert scores.word_precision.value == pytest.approx(1 / 3)


def test_fully_clean_notes() -> None:
    """A note with a missed date is not clean, yet holds no direct identifier."""
    scores = score([(read_marked(ROW, n), [found(3, 8)] * n) for n in (0, 1)])
    assert scores.notes_fully_clean.value == 0
    assert scores.notes_without_direct_leak.value == 0.5


def test_nothing_to_score() -> None:
    """No notes are no fault."""
    scores = score([])
    assert (scores.notes, scores.spans, scores.recall_all.value, scores.kinds) == (0, 0, 1.0, ())


def test_intervals_hold_the_share() -> None:
    """Shares of notes drawn again lie around the share; a sure thing has no spread."""
    uneven, sure, nothing = intervals([[(n % 2, 1), (1, 1), (0, 0)] for n in range(40)])
    assert uneven.low < uneven.value == 0.5 < uneven.high
    assert (sure.low, sure.high) == (1.0, 1.0)
    assert nothing.value == 1.0


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


def test_the_page_shows_words_of_test_data_only() -> None:
    """Invented notes stand on the page before and after; of others there are shapes alone."""
    rows = [
        {"text": "Dr [[PERSON|Zephyrine]] rang, <b>swollen</b>", "test_data": True},
        {"text": "[[PERSON|Quibblesworth]] and her [[ORG|Orblex]] laughed."},
    ]
    page = evaluation_page(examine(rows, "uk"))
    assert page.count("Zephyrine") >= 1
    assert "&lt;b&gt;swollen" in page
    for word in ("Quibblesworth", "Orblex", "laughed"):
        assert word not in page
    assert "style=" not in page
    assert page.count("<article") == 1


def test_before_and_after_are_the_whole_note() -> None:
    """The pieces of a note make up its text, each with what became of it."""
    row = {"text": "Dr [[PERSON|Patel]] rang [[PERSON|zq]] re Dr Jekyll", "test_data": True}
    read = examine([row], "uk").shown
    (told,) = before_and_after(read, "uk", 5)
    assert "".join(p.text for p in told.before) == read[0].note.text
    states = {p.text: p.state for p in told.before}
    assert (states["Patel"], states["zq"], states["Jekyll"]) == ("caught", "missed", "over")
    assert (told.missed, told.over) == (1, 1)
    assert "Patel" not in "".join(p.text for p in told.after)
    assert [p.kind for p in told.after if p.state == "new"] == ["PERSON", "PERSON"]
