"""Words of a note: what they are, and what of them is kept for the next note."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text import note as notes
from anonkit.deidentification.text.note import read_note
from anonkit.deidentification.text.recognisers import name_shape
from anonkit.deidentification.text.recognisers.name_shape import name_weight


@pytest.mark.parametrize(
    ("text", "word", "key", "shape", "opens", "possessive", "capital"),
    [
        ("Jane rang", 0, "jane", "capital", True, False, True),
        ("Jane rang", 1, "rang", "lower", False, False, False),
        ("saw O'NEIL's son", 1, "o'neil", "upper", False, True, True),
        ("the boss' car", 1, "boss", "lower", False, True, False),
        ("seen. Ren\u00e9e", 1, "renee", "capital", True, False, True),
        ("- 0.5ml", 0, "0.5", "number", True, False, False),
        ("the McCall case", 1, "mccall", "mixed", False, False, True),
    ],
)
def test_a_word_is_read_with_its_look(
    text: str, word: int, key: str, shape: str, opens: bool, possessive: bool, capital: bool
) -> None:
    """Key, shape, beginning, possession and capital of a word."""
    found = read_note(text, "uk").words[word]
    assert (found.index, found.key, found.shape) == (word, key, shape)
    assert (found.opens, found.possessive, found.is_capital) == (opens, possessive, capital)
    assert text[found.start : found.end] == found.surface


def test_what_is_hardly_met_again_is_not_kept() -> None:
    """Long rows of letters and of signs, and numbers, leave nothing behind."""
    caches = (notes._form, notes._opens, name_shape._weight)
    for cache in caches:
        cache.cache_clear()
    read_note("a b", "uk")
    before = [cache.cache_info().currsize for cache in caches]
    read = read_note(f"{'q' * 500}{'!' * 500}{'z' * 300}", "uk")
    assert [w.opens for w in read.words] == [True, True]
    assert [name_weight(w) for w in (*read.words, *read_note("12345", "uk").words)][2] == -5.0
    after = [cache.cache_info().currsize for cache in caches]
    # The number's form is short, and kept as any short word's.
    assert after == [before[0] + 1, *before[1:]]
