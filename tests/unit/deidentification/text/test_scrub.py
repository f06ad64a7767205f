"""Text in, de-identified text and findings out."""

from __future__ import annotations

import socket

import pytest

from anonkit.deidentification.text import (
    KnownValues,
    NoteToScrub,
    RuleReplacer,
    SurrogateBook,
    SurrogateReplacer,
    scrub_text,
    scrub_texts,
)
from anonkit.deidentification.text.analysis import MAX_PIECE

SEED = b"a seed of at least sixteen bytes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Botox 20u glabella, NAD.", "Botox 20u glabella, NAD."),
        ("Dr Patel rang", "Dr [PERSON] rang"),
        ("Seen 3/4/24 by Sister Jo Trent", "Seen [DATE] by Sister [PERSON]"),
        ("call 07700 900123", "call [PHONE]"),
        ("[PERSON] rang [DATE]", "[PERSON] rang [DATE]"),
        ("lives in LE3 9QT", "lives in [POSTCODE]"),
        ("she is 94, BP 120/80", "she is [AGE], BP 120/80"),
        ("review in 2/52, lot C24018A exp 08/2026", "review in 2/52, lot C24018A exp 08/2026"),
        ("46 year old, £590, since 2015, TX", "46 year old, £590, since 2015, TX"),
    ],
)
def test_placeholders(text: str, expected: str) -> None:
    """Without a book the kinds stand in place; what is kept is untouched."""
    assert scrub_text(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "<p>Dr <b>Patel</b></p>",
        "{\\rtf1 Dr Patel\\par}",
        "\x00\x07Dr Patel\udcff",
        "Dr Patel שלום",
        "😀" * 50 + " Dr Patel",
        "Dr\u00a0Pa\u200btel",
    ],
)
def test_odd_input_is_borne(text: str) -> None:
    """Markup, binary, other scripts and invisible marks neither crash nor hide a name."""
    assert "atel" not in scrub_text(text).text


def test_long_texts_are_read_in_pieces() -> None:
    """A long text is read to its end, with offsets of the whole."""
    text = "No change today. " * (3 * MAX_PIECE // 17) + "Dr Patel rang"
    assert len(text) > 3 * MAX_PIECE
    scrubbed = scrub_text(text)
    assert scrubbed.text.endswith("Dr [PERSON] rang")
    assert text[scrubbed.findings[-1].start :].startswith("Patel")


def test_offsets_count_code_points_of_the_input() -> None:
    """Emoji and combining marks before a finding do not move it."""
    text = "😀 cafe\u0301, Dr Jose\u0301 Rojas rang"
    finding = scrub_text(text).findings[0]
    assert text[finding.start : finding.end] == "Jose\u0301 Rojas"


def test_surrogates_are_reported_with_the_findings() -> None:
    """Each finding names its surrogate and who found it."""
    scrubbed = scrub_text("Dr Patel rang", book=SurrogateBook(SEED))
    (finding,) = scrubbed.findings
    assert finding.surrogate
    assert finding.surrogate != "Patel"
    assert scrubbed.text == f"Dr {finding.surrogate} rang"
    assert finding.recogniser == "titled_name"


def test_dates_of_one_client_move_together() -> None:
    """The gap between two dates of a note is kept."""
    book = SurrogateBook(SEED, day_offset=14)
    assert scrub_text("1/2/24 and 8/2/24", book=book).text == "15/2/24 and 22/2/24"


def test_rules_can_take_over_an_entity() -> None:
    """A rule may rewrite or keep what the book would replace."""
    book = SurrogateBook(SEED)
    replacer = RuleReplacer(
        {"DATE": lambda finding, surface: "+2 weeks", "CITY": lambda finding, surface: None},
        SurrogateReplacer(book),
    )
    text = scrub_text("Moved to Swindon on 3/4/24, Dr Patel", replacer=replacer).text
    assert text.startswith("Moved to Swindon on +2 weeks, Dr ")
    assert "Patel" not in text


def test_many_texts_keep_their_order() -> None:
    """Batches, repeats and empty texts come out where they went in."""
    known = KnownValues.from_record({"first_name": "Adaeze"}, "c")
    texts = ["adaeze rang", "", "Botox 20u", "adaeze rang"] * 30
    notes = [NoteToScrub(t, known) for t in texts]
    made = [s.text for s in scrub_texts(notes, batch=7)]
    assert made == ["[PERSON] rang", "", "Botox 20u", "[PERSON] rang"] * 30


def test_nothing_is_shown_by_accident() -> None:
    """The representation holds counts only."""
    shown = repr(scrub_text("Dr Patel rang"))
    assert "rang" not in shown
    assert "1 findings" in shown


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading, voting and replacing stay on this machine."""
    from anonkit.deidentification.text import model_votes

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    scrub_text("jo@clinic.invalid saw Dr Patel", book=SurrogateBook(SEED), model=model_votes())
