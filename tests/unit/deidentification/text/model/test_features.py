"""What the model sees of a text."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.model.features import COLUMNS, rows_of, tokens_of


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("O'Brien-Shaw's", ["O", "'", "Brien", "-", "Shaw", "'", "s"]),
        ("20u/glabella", ["20", "u", "/", "glabella"]),
        ("Jo\n07700", ["Jo", "\n", "07700"]),
        ("a_b @c", ["a", "_", "b", "@", "c"]),
        ("  ", []),
        ("Zoë", ["Zoë"]),
    ],
)
def test_tokens(text: str, surfaces: list[str]) -> None:
    """Letters, digits and marks part from each other; blanks are nothing; offsets are exact."""
    tokens = tokens_of(text)
    assert [t.surface for t in tokens] == surfaces
    assert all(text[t.start : t.end] == t.surface for t in tokens)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zoë", "Zoe", {"word", "prefix", "suffix", "shape", "lists", "cues"}),
        ("12345", "67890", {"word", "prefix", "suffix", "shape", "lists", "cues"}),
        ("Anna", "anna", {"word", "prefix", "suffix", "lists", "cues"}),
    ],
)
def test_what_is_alike(one: str, other: str, same: set[str]) -> None:
    """Accents and digits make no difference; case makes one in the shape only."""
    texts = [f"x saw {word} now, x Saw" for word in (one, other)]
    rows = [rows_of(t, tokens_of(t), "uk")[2] for t in texts]
    alike = {c for c, a, b in zip(COLUMNS, *rows, strict=True) if a == b}
    assert alike - {"layout", "evidence", "source", "elsewhere"} == same


def test_an_empty_text() -> None:
    """A text without tokens has no rows, and still all columns."""
    assert rows_of("", [], "uk").shape == (0, len(COLUMNS))


def test_what_the_recognisers_say() -> None:
    """A token bears the strongest finding that touches it, and whether it begins there."""
    text = "saw Ana Lee"
    found = [
        Finding(4, 11, "PERSON", "titled_name", 0.9),
        Finding(8, 11, "CITY", "town", 0.6, "list"),
    ]
    rows = rows_of(text, tokens_of(text), "uk", found)
    place, source = COLUMNS.index("evidence"), COLUMNS.index("source")
    assert len(set(rows[:, place].tolist())) == 3
    assert rows[1, source] == rows[2, source] != rows[0, source]


def test_what_other_places_of_a_word_say() -> None:
    """The same word found elsewhere is told; a word that stands once, or a number, is not."""
    text = "Rose came. rose 5, pink 5"
    column = COLUMNS.index("elsewhere")
    plain = rows_of(text, tokens_of(text), "uk")[:, column]
    told = rows_of(text, tokens_of(text), "uk", [Finding(0, 4, "PERSON", "x", 0.9)])[:, column]
    assert plain[3] != plain[6]
    assert told[3] != plain[3]
    assert told[0] == plain[0]
    assert plain[4] == plain[6] == plain[7]
