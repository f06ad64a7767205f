"""Words that stand for one thing, and where they mean another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.note_text.statements.first_letters import alternatives, first_letters
from anonkit.deidentification.note_text.statements.misspelt import Misspellings
from anonkit.deidentification.note_text.statements.plain import plain_note
from anonkit.deidentification.note_text.statements.terms import TermList
from anonkit.deidentification.note_text.statements.word_patterns import WordPatterns, word_starts
from anonkit.deidentification.note_text.topics.topic import topics

LIST = TermList(
    terms=("cold sores?", "low mood"),
    exact=("TOP(?! UP)", "SI"),
    near={"herpes": ("genital",)},
    exclusions=("cold sores? cream",),
    spelt=("depression",),
    not_misspelt=("repression",),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cold sore on lip", ["Cold sore"]),
        ("cold sore cream", []),
        ("coldsore", []),
        ("had a TOP, si on top", ["TOP"]),
        ("TOP UP OF LIPS AND SI", []),
        ("herpes, genital", ["herpes"]),
        ("herpes labialis", []),
        ("depresion and deperssion", ["depresion", "deperssion"]),
        ("depression of a term not listed, repression", []),
        ("low\u00a0mood, l\u200bow mood", ["low\u00a0mood", "l\u200bow mood"]),
    ],
)
def test_terms_are_found_as_whole_words(text, found):
    """In any case, or in this very case; beside a word; but for exclusions; with a letter wrong."""
    note = plain_note(text)
    spans = [note.origin(term.start, term.end) for term in LIST.find(note)]
    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize("word", ["depresion", "deprression", "depreasion", "derpession"])
def test_one_wrong_letter_is_seen_through(word):
    """Left out, added, another one, or two exchanged; two mistakes are another word."""
    spelt = Misspellings(("depression",))
    assert list(spelt.find(word)) == [(0, len(word))]
    assert list(spelt.find("depresson x".replace("depresson", "deprssin"))) == []
    assert list(Misspellings(("depression",), frozenset({word})).find(word)) == []


@pytest.mark.parametrize(
    ("expression", "letters", "is_empty"),
    [
        ("hiv|aids", "ha", False),
        ("(?:a|b)?c", "abc", False),
        (r"(?<!x)\d+ y", "0123456789", False),
        ("[a-c]x*", "abc", False),
        ("x?", "x", True),
        (r"\.net", ".", False),
        ("(?:(?:a|b)c|d)(?= e)", "abd", False),
    ],
)
def test_first_letters_of_an_expression(expression, letters, is_empty):
    """Every character a match can begin with, through brackets and what may be left out."""
    assert first_letters(expression) == (frozenset(letters), is_empty)


def test_alternatives_are_split_outside_brackets_only():
    """A bar within a bracket or a class parts nothing."""
    assert alternatives(r"a(?:b|c)|[|]d|\|e") == ["a(?:b|c)", "[|]d", r"\|e"]


WORDS = st.lists(
    st.sampled_from(
        [
            "denies",
            "depression",
            "hep",
            "b",
            "c",
            "sober",
            "2y",
            "mayor",
            "of",
            "hmp",
            "court",
            "date",
            "17/40",
            "trans",
            "woman",
            "pt",
            "bipolar",
            "solicitor's",
            "letter",
            "rehab",
            "for",
            "knee",
            "ex",
            "violent",
            "no",
            "post",
            "coke",
            "can",
            "weekends",
            "self-harm",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(WORDS)
def test_looking_by_first_letter_finds_what_looking_everywhere_finds(text):
    """The quick search is only quicker."""
    starts = word_starts(text)
    for topic in topics().values():
        expressions = topic.terms.terms
        quick = list(WordPatterns(expressions).find(text, starts))
        whole = re.compile(r"(?<!\w)(?:" + "|".join(expressions) + r")(?!\w)")
        assert {start for start, _ in quick} >= {m.start() for m in whole.finditer(text)}
