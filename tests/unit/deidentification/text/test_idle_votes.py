"""A model's vote alone makes no name of words that do not look like one."""

import pytest

from anonkit.deidentification.text.note import read_note
from anonkit.deidentification.text.recognisers.lone_vote import is_idle_vote


@pytest.mark.parametrize(
    ("text", "voted", "entity", "score", "idle"),
    [
        ("script in rose and black", "rose", "PERSON", 0.79, True),
        ("told rose to wait", "rose", "PERSON", 0.79, False),
        ("the halo was QZF then", "QZF", "PERSON", 0.6, True),
        ("the halo was QZF then", "QZF", "PERSON", 0.75, False),
        ("seen today by nuala", "nuala", "PERSON", 0.5, False),
        ("asked abt cost again", "abt cost", "PERSON", 0.78, True),
        ("Terry Price at the desk", "Terry Price", "PERSON", 0.78, False),
        ("send to MAIN acct", "MAIN", "ORG", 0.46, True),
        ("send to Tesco", "Tesco", "ORG", 0.46, False),
    ],
)
def test_idle_votes(text: str, voted: str, entity: str, score: float, idle: bool) -> None:
    """Plain words, short forms and phrases need more than a guess; names do not."""
    note = read_note(text, "uk")
    start = text.index(voted)
    words = note.words_in(start, start + len(voted))
    assert is_idle_vote(note, entity, score, words) is idle
