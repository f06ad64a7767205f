"""Odd characters become plain ones, and every place leads back."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain", "plain"),
        ("a\u00a0b", "a b"),
        ("０７７００", "07700"),
        ("Ma\u200bry", "Mary"),
        ("O\u2019Brien", "O'Brien"),
        ("Mаry", "Mary"),
        ("привет", "привет"),
        ("5\u20137", "5\u20137"),
        ("½ ml", "½ ml"),
        ("é", "é"),
        ("e\u0301", "e"),
        ("\ufeffAda", "Ada"),
    ],
)
def test_plain_spelling(text: str, plain: str) -> None:
    """Spaces, digits, quotes, invisible marks and look-alikes are made plain; letters are kept."""
    assert normalise(text).text == plain


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("hi Ma\u200bry!", "Mary", "Ma\u200bry"),
        ("x Jose\u0301 y", "Jose", "Jose\u0301"),
        ("😊 Ada", "Ada", "Ada"),
        ("tel ０７７", "077", "０７７"),
        ("ﬁne Ada", "Ada", "Ada"),
    ],
)
def test_leads_back(text: str, word: str, original: str) -> None:
    """A stretch of the plain text is the right stretch of the text as it came."""
    plain = normalise(text)
    start = plain.text.index(word)
    first, last = plain.origin(start, start + len(word))
    assert text[first:last] == original
