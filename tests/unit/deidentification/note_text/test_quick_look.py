"""The quick look says no only where the expression finds nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.note_text.quick_look import may_hold, whole_words

LETTERS = "aksSK\u017f\u212a\u0131\u0130é -,"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Rang Ann Holt today", ["ann", "HOLT"], True),
        ("Rang Ann today", ["Ann", "Holt"], False),
        ("Rang Holt; ann later", ["Ann", "Holt"], True),
        ("no a\u017f written", ["as"], True),
        ("plain", ["\u017f"], True),
        ("", ["Ann"], False),
    ],
)
def test_a_text_without_one_of_the_words_is_passed_over(
    text: str, words: list[str], expected: bool
) -> None:
    """Only a plain word that a plain text does not hold is a no."""
    assert may_hold(text.lower(), words) is expected


@given(st.text(LETTERS), st.text(LETTERS, min_size=1))
def test_a_no_is_certain(text: str, word: str) -> None:
    """Wherever the expression finds the word, the quick look lets it be asked."""
    if whole_words(re.escape(word)).search(text):
        assert may_hold(text.lower(), [word])
