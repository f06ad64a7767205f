"""Detection scored on marked notes: the figures add up, and no word of a note is told."""

import json

import pytest

import anonkit
from tests.workflows.small_clinic import json_of, run_anonkit

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


def test_the_report_is_one_page_without_a_word(gold, tmp_path):
    """The page is written whole, names what counts, and shows no word of a note that may be a client's."""
    target = tmp_path / "new" / "evaluation.html"
    result = run_anonkit("evaluate", gold, "--jurisdiction", "uk", "--report", target)
    assert result.exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "Direct identifiers caught whole" in page
    assert not any(w in page for w in ("Zephyrine", "Quillfeather", "07700", "glabella"))
    assert [path.name for path in target.parent.iterdir()] == ["evaluation.html"]


def test_a_report_that_is_no_page_is_refused(gold, tmp_path):
    """Before anything is read."""
    result = run_anonkit("evaluate", gold, "--jurisdiction", "uk", "--report", tmp_path / "x.pdf")
    assert result.exit_code == 2


def test_a_corpus_in_one_list_is_read(tmp_path):
    """Texts with lists of spans are scored like our own marks; a kind of theirs is counted as theirs."""
    spans = [
        {"entity_type": "PERSON", "start_position": 3, "end_position": 8},
        {"entity_type": "TITLE", "start_position": 0, "end_position": 2},
    ]
    path = tmp_path / "corpus.json"
    path.write_text(json.dumps([{"full_text": "Dr Patel rang", "spans": spans}]), encoding="utf-8")
    scores = anonkit.evaluate(path, jurisdiction="us").scores
    assert scores.caught_by_entity == {"PERSON": (1, 1), "TITLE": (0, 1)}


@pytest.mark.parametrize("content", ["{", '{"text": "x"}', "[1]", "\xff"])
def test_a_broken_corpus_is_wrong_usage(tmp_path, content):
    """The command ends with 2 and names the file."""
    path = tmp_path / "corpus.json"
    path.write_bytes(content.encode("latin-1"))
    result = run_anonkit("evaluate", path, "--jurisdiction", "uk")
    assert result.exit_code == 2
    assert "corpus.json" in result.stderr


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
