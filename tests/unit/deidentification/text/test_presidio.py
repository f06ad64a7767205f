"""Presidio's recognisers as ours, ours as its own."""

from __future__ import annotations

import socket

import pytest
from presidio_analyzer.predefined_recognizers import EmailRecognizer
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from anonkit.deidentification.text import SurrogateBook, analyse, from_presidio, to_presidio
from anonkit.deidentification.text.note import read_note
from anonkit.deidentification.text.presidio import (
    PlaceholderOperator,
    SurrogateOperator,
    model_votes,
)
from anonkit.deidentification.text.recognisers import all_recognisers
from anonkit.errors import SettingsError

TITLED = next(r for r in all_recognisers() if r.name == "titled_name")


def test_theirs_as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its e-mail recogniser finds what it finds, without asking the network for suffixes."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    note = read_note("write to jo@example.com", "uk")
    found = list(from_presidio(EmailRecognizer()).find(note))
    assert [(f.entity, note.text[f.start : f.end]) for f in found] == [("EMAIL", "jo@example.com")]


def test_ours_as_theirs() -> None:
    """Our recogniser answers as an `EntityRecognizer`, for the entities asked for."""
    recognizer = to_presidio(TITLED)
    results = recognizer.analyze("Dr Patel rang", ["PERSON"])
    assert [(r.entity_type, r.start, r.end) for r in results] == [("PERSON", 3, 8)]
    assert recognizer.analyze("Dr Patel rang", ["PHONE_NUMBER"]) == []


def test_operators_in_their_engine() -> None:
    """Their anonymiser writes our surrogates and placeholders."""
    engine = AnonymizerEngine()
    engine.add_anonymizer(SurrogateOperator)
    engine.add_anonymizer(PlaceholderOperator)
    results = [RecognizerResult("PERSON", 3, 8, 0.9)]
    book = SurrogateBook(b"a seed of at least sixteen bytes")
    made = engine.anonymize(
        "Dr Patel rang",
        results,
        {"PERSON": OperatorConfig("anonkit_surrogate", {"book": book, "owner": "gp"})},
    )
    assert made.text == f"Dr {book.surrogate('PERSON', 'Patel', 'gp')} rang"
    plain = engine.anonymize(
        "Dr Patel rang", results, {"PERSON": OperatorConfig("anonkit_placeholder")}
    )
    assert plain.text == "Dr [PERSON] rang"


def test_an_operator_without_a_book_is_refused() -> None:
    """The error says what is missing."""
    with pytest.raises(SettingsError, match="book"):
        SurrogateOperator().operate("Patel", {})


def test_the_model_is_one_vote_below_the_vocabulary() -> None:
    """Its guesses never take a product, and never outrank a pattern."""
    text = "Juvederm Volift 1ml to NLF, then Zbigniew Kwarciak drove her home"
    found = analyse(text, None, "uk", model_votes())
    assert "Volift" not in {text[f.start : f.end] for f in found}
    assert any("Kwarciak" in text[f.start : f.end] for f in found)


def test_an_absent_model_is_named_not_fetched() -> None:
    """A model that is not installed is an error of settings."""
    with pytest.raises(SettingsError, match="not installed"):
        model_votes("en_no_such_model")


def test_the_model_is_asked_without_a_word_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Labels we have no use for are left out by its settings, not warned about note by note."""
    with caplog.at_level("DEBUG"):
        analyse(
            "Two of three syringes for 300 pounds on Monday at 3pm, in English",
            None,
            "uk",
            model_votes(),
        )
    assert [r.getMessage() for r in caplog.records if "not mapped" in r.getMessage()] == []
