"""A client's own name is found where it stands as a name, and the ordinary word stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.note_text.own_names import find_own_names


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Baker", "chemical peel - Baker. pt late", ["Baker"]),
        ("Baker", "Baker K. chemical peel", ["Baker"]),
        ("Wood", "wood j. double chin dissolving", ["wood"]),
        ("Gem", "gem 31 f/u enq lip filler", ["gem"]),
        ("Olive", "olive +brother in, this note olive only", ["olive", "olive"]),
        ("Nair", "S: Nair A. lip filler", ["Nair"]),
        ("Rose", "saw Rose today, Rose-pink papules", ["Rose"]),
        ("Rose", "rose-pink papules, skin rose red", []),
        ("Will", "aftercare given. Will need review, will call", []),
        ("Mark", "skin marked, small mark on jaw. Mark old", []),
        ("Will", "Will. seen, will call", ["Will"]),
        ("Bo", "Bo. seen", []),
        ("Frost", "patient Frosty about it", []),
        ("O'Malley", "pdo thread lift - O'Malley. pt late", ["O'Malley"]),
    ],
)
def test_names_and_words(name, text, found):
    """Head of the note, after a dash, capital in mid-sentence; nothing else."""
    spans = sorted(set(find_own_names(text, [name])))
    assert [text[start:end] for start, end in spans] == found


@given(st.text("abAB -.'é\n", max_size=60), st.text("abABé'", min_size=1, max_size=4))
def test_any_text_and_name_are_borne(text, name):
    """What is found is the name itself."""
    for start, end in find_own_names(text, [name]):
        assert text[start:end].casefold() == name.casefold()
