"""What a clause says of a term in it."""

from __future__ import annotations

import pytest

from anonkit.deidentification.note_text.statements.plain import plain_note
from anonkit.deidentification.note_text.statements.reading import read_statement
from anonkit.deidentification.note_text.statements.status import Certainty


def reading(text, **options):
    """How the marked term is meant."""
    start = text.index("<")
    plain = text.replace("<", "").replace(">", "")
    return read_statement(plain_note(plain), start, text.index(">") - 1, **options)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Known <asthma>.", "stated"),
        ("Denies <asthma>.", "negated"),
        ("denies any current or past <asthma>", "negated"),
        ("No hx of eczema, hay fever or <asthma>.", "negated"),
        ("not known to have <asthma>", "negated"),
        ("Eczema, psoriasis, <asthma>: nil.", "negated"),
        ("<asthma> neg", "negated"),
        ("<asthma>? no", "negated"),
        ("Screened for <asthma>, negative.", "negated"),
        ("<Asthma>: no concerns", "negated"),
        ("Nil allergies, <asthma> on inhalers", "stated"),
        ("No allergies. <asthma>.", "stated"),
        ("No change in her <asthma>", "stated"),
        ("not sure if <asthma> settled", "hypothetical"),
        ("Not happy, but <asthma> now", "stated"),
        ("husband does not know she has <asthma>", "stated"),
        ("no meds and takes inhalers for <asthma>", "stated"),
        ("Mum had <asthma>.", "family"),
        ("Mother, 97, had <asthma>", "family"),
        ("FHx: <asthma>", "family"),
        ("<asthma> in her father", "family"),
        ("her mum's <asthma>", "family"),
        ("her friend has <asthma>", "other person"),
        ("Lives with mum, has <asthma>", "stated"),
        ("Mum says she has <asthma>", "stated"),
        ("came with her sister <asthma> worse", "stated"),
        ("Ring if <asthma> flares", "hypothetical"),
        ("Asked whether <asthma> matters", "hypothetical"),
        ("Any <asthma>?", "hypothetical"),
        ("hx of <asthma>", "historical"),
        ("<asthma> as a child", "historical"),
        ("<asthma> in 2012", "historical"),
    ],
)
def test_a_clause_says_in_which_way_it_speaks(text, status):
    """Denied, a relative's, possible or past; in doubt it is stated."""
    assert reading(text).status == status


def test_persons_need_not_be_told_apart():
    """Where it does not matter whose it is, a relative's counts as stated."""
    assert reading("Husband's <assault> on her", tells_persons_apart=False).status == "stated"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("may get a <bruise>", "hypothetical"),
        ("risks incl infection, <bruise> explained", "hypothetical"),
        ("<bruise> is possible", "hypothetical"),
        ("<bruise> after last tx", "historical"),
        ("<bruise> L lip", "stated"),
    ],
)
def test_a_warning_is_no_event(text, status):
    """For events, warnings and what followed earlier treatments are told apart."""
    assert reading(text, is_event=True).status == status


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("?<asthma>", Certainty.POSSIBLE),
        ("query <asthma>", Certainty.POSSIBLE),
        ("likely <asthma>", Certainty.PROBABLE),
        ("confirmed <asthma>", Certainty.CERTAIN),
    ],
)
def test_certainty_is_read_from_the_words_before(text, certainty):
    """A question mark or a hedge lowers it."""
    assert reading(text).certainty is certainty
