"""Detection scored on marked notes: the figures add up, and no word of a note is told."""

import json

import pytest

import anonkit
from tests.workflows.small_clinic import json_of, run_anonkit

pytestmark = pytest.mark.xdist_group("small")

GOLD = [
    {
        "id": "1",
        "text": "[[PERSON|Zephyrine Quillfeather]] rang from [[PHONE|07700 900987]], swollen lips.",
        "record": {"first_name": "Zephyrine", "last_name": "Quillfeather"},
    },
    {"id": "2", "text": "Botox 20 units to the glabella, review in 2 weeks."},
]


@pytest.fixture
def gold(tmp_path):
    """Two marked notes."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(note) + "\n" for note in GOLD), encoding="utf-8")
    return path


def test_the_score_counts_what_was_marked(gold):
    """Notes, identifiers and what was caught of each kind."""
    told = json_of(run_anonkit("evaluate", gold, "--jurisdiction", "uk", "--json"))
    assert told["with_record"] is True
    assert told["notes"] == 2
    assert told["spans"] == 2
    scores = anonkit.evaluate(gold, jurisdiction="uk").scores
    assert scores.caught_by_entity == {"PERSON": (1, 1), "PHONE": (1, 1)}
    assert scores.clean_notes == 1


def test_no_word_of_a_note_is_in_the_score(gold):
    """Misses are told by shape."""
    result = run_anonkit("evaluate", gold, "--jurisdiction", "uk", "--without-record")
    assert result.exit_code == 0
    for word in ("Zephyrine", "Quillfeather", "07700", "900987"):
        assert word not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("content", "jurisdiction"),
    [('{"id": "1", "text": "x"}\n', "fr"), ("{\n", "uk")],
    ids=["jurisdiction", "broken line"],
)
def test_what_cannot_be_scored_is_wrong_usage(tmp_path, content, jurisdiction):
    """The command ends with 2."""
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    assert run_anonkit("evaluate", path, "--jurisdiction", jurisdiction).exit_code == 2
