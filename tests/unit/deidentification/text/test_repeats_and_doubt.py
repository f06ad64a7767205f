"""What was read is not read again, and a model is asked only where there is doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.text import Finding, KnownValues, analyse, analyse_many
from anonkit.deidentification.text.doubt import doubtful_stretches
from anonkit.deidentification.text.note import Note, Word, read_note
from anonkit.deidentification.text.recent import Recent

_SENTENCES = (
    "Kwame rang about his bruise. ",
    "0.5 ml to the left NLF. ",
    "Seen by Dr Osei on 3/4/2024. ",
    "No complaints. ",
    "Zyndara was with her. ",
)
_TEXTS = st.lists(st.sampled_from(_SENTENCES), max_size=3).map("".join)
_KNOWN = (
    None,
    KnownValues.from_record({"first_name": "Kwame", "last_name": "Osei"}, "one"),
    KnownValues.from_record({"first_name": "Zyndara"}, "two"),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(_TEXTS, st.sampled_from(range(len(_KNOWN)))), max_size=8),
    st.integers(1, 4),
)
def test_texts_read_once_are_read_the_same(items: list[tuple[str, int]], batch: int) -> None:
    """Findings of texts that stand there again, for one client or another, are as if read alone."""
    together = analyse_many([(text, _KNOWN[k]) for text, k in items], "uk", batch=batch)
    assert list(together) == [analyse(text, _KNOWN[k], "uk") for text, k in items]


class _Counting:
    """A model that calls every Zyndara a person and counts what it has read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def stretches(self, note: Note, found: Sequence[Finding]) -> list[tuple[int, int]]:
        return doubtful_stretches(note, found, _is_strange)

    def __call__(self, notes: Sequence[Note]) -> Iterator[Sequence[Finding]]:
        for note in notes:
            self.read.append(note.text)
            at = note.text.find("Zyndara")
            yield [Finding(at, at + 7, "PERSON", "model", 0.5, "model")] if at >= 0 else []


def _is_strange(word: Word) -> bool:
    return word.key == "zyndara"


def test_a_model_reads_the_sentences_in_doubt_and_its_offsets_are_those_of_the_note() -> None:
    """It is given the sentence with its neighbours, not the note, and found is found in place."""
    text = "One thing. Two things. Three things. So Zyndara it was. Five things. Six. Seven things here."
    model = _Counting()
    found = analyse(text, None, "uk", model)
    assert [text[f.start : f.end] for f in found if f.entity == "PERSON"] == ["Zyndara"]
    assert len(model.read) == 1
    assert "Zyndara" in model.read[0]
    assert "Seven" not in model.read[0]


def test_a_model_is_not_asked_where_nothing_is_in_doubt_nor_twice_for_one_text() -> None:
    """Plain notes cost no model, and a repeated one costs it once."""
    model = _Counting()
    texts = ["No complaints today.", "So Zyndara it was."] * 3
    list(analyse_many([(text, None) for text in texts], "uk", model, batch=2))
    assert model.read == ["So Zyndara it was."]


@pytest.mark.parametrize(
    ("text", "covered", "stretches"),
    [
        ("Nothing here.", [], []),
        ("so Zyndara it was.", [(3, 10)], []),
        ("So Zyndara Bridge it was.", [(3, 10)], [(0, 25)]),
        ("So Zyndara it was.", [], [(0, 18)]),
    ],
)
def test_doubt_ends_where_findings_explain_a_word(
    text: str, covered: list[tuple[int, int]], stretches: list[tuple[int, int]]
) -> None:
    """A covered word is explained, unless a capital beside it is not."""
    found = [Finding(start, end, "PERSON", "test", 0.9) for start, end in covered]
    assert doubtful_stretches(read_note(text, "uk"), found, _is_strange) == stretches


def test_recent_keeps_within_its_bound_and_forgets_the_longest_unasked() -> None:
    """It never holds more than it may, and what was asked for stays longer."""
    recent: Recent[int, str] = Recent(2)
    recent.put(1, "one")
    recent.put(2, "two")
    assert recent.get(1) == "one"
    recent.put(3, "three")
    assert (len(recent), recent.get(1), recent.get(2)) == (2, "one", None)
