"""Names that are also words stay words where their neighbours make them so."""

import pytest

from anonkit.deidentification.text import analyse


@pytest.mark.parametrize(
    "text",
    [
        "Redness crosses the mark. Patience needed with the toes",
        "Ferritin 34. Miles better than day 3",
        "Wood's lamp today. Amber/brown accentuation over the cheek",
        "Asthma, ulcer, Samter's triad, Reye's if young",
        "PMH: Gilbert's, asthma, reflux",
        "Nails: no Beau, no pits",
        "VA 6/6, 6/9 unaided",
        "Botox today, no lying flat 4h, gym 24h",
        "Trendelenburg, do NOT wait",
        "Skin: CeraVe, Dr. Jart cream, Paula's Choice BHA",
    ],
)
def test_words_that_stay(text: str) -> None:
    """Nothing is found where nobody is named."""
    assert analyse(text, None, "uk") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patience rang to cancel", "Patience"),
        ("Seen with her husband Miles, happy", "Miles"),
        ("Dr Gilbert rang about the bloods", "Gilbert"),
        ("spoke to Violet Amber Hopkins today", "Violet Amber Hopkins"),
    ],
)
def test_names_that_go(text: str, name: str) -> None:
    """The same words are found where they name somebody."""
    assert [text[f.start : f.end] for f in analyse(text, None, "uk")] == [name]
