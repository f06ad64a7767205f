"""What the model sees of a text."""

from __future__ import annotations

import pytest

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
    assert alike - {"layout"} == same


def test_an_empty_text() -> None:
    """A text without tokens has no rows, and still all columns."""
    assert rows_of("", [], "uk").shape == (0, len(COLUMNS))
