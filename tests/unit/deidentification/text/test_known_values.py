"""What the clinic holds on a client is found in every form a note writes it."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text import KnownValue, KnownValues, analyse

RECORD = {
    "client_id": "GC/2211",
    "first_name": "Elizabeth",
    "last_name": "Okonkwo-Frost",
    "preferred_name": "Lizzie",
    "dob": "1990-10-03",
    "email": "lizzie.okf@example.com",
    "mobile": "+447700900341",
    "address": "Flat 6, 88 Corporation Street",
    "postcode": "B4 6SX",
    "city": "Kendal",
    "employer": "Four Corners Generating Station",
    "gp": "Dr Aldous, Addiscombe Park Practice",
    "practitioner": "Dr Anand Rao",
    "emergency_contact_name": "Gina Frost",
    "insurance_member_id": "XQH900114872",
    "state": "CO",
}
KNOWN = KnownValues.from_record(RECORD, "c1")


def covered(text: str, known: KnownValues | None = KNOWN) -> str:
    """The text with what was found replaced by stars."""
    shown = list(text)
    for f in analyse(text, known):
        shown[f.start : f.end] = "*" * (f.end - f.start)
    return "".join(shown)


@pytest.mark.parametrize(
    "form",
    [
        "Elizabeth",
        "elizabeth",
        "ELIZABETH",
        "Elizabth",
        "Elizabethh",
        "Elziabeth",
        "beth",
        "liz",
        "Betty",
        "Okonkwo",
        "okonkwofrost",
        "Okonkwo Frost",
        "Ókonkwo",
        "O-k-o-n-k-w-o",
        "gina",
        "Rao",
        "Aldous",
        "Addiscombe Park",
        "lizzie.okf@example.com",
        "lizzie.okf",
        "07700900341",
        "07700 900 341",
        "+44 (0) 7700 900341",
        "88 corporation st",
        "Corporation Street",
        "b46sx",
        "GC2211",
        "xqh 900114872",
        "031090",
        "Four Corners Gen. Station",
        "Four Corners",
    ],
)
def test_every_form_is_found(form: str) -> None:
    """The whole of the form is covered."""
    masked = covered(f"pt today, {form} as agreed")
    assert not any(c.isalnum() for c in masked[10 : 10 + len(form)])


@pytest.mark.parametrize(
    "text",
    [
        "frost nip on fingers after cryo",
        "mark the brow and liz",
        "CO2 resurfacing in two passes",
        "the corporation paid",
    ],
)
def test_ordinary_words_are_left(text: str) -> None:
    """A name that is also a word is left where nothing speaks for a person."""
    assert covered(text).startswith(text.split(" and liz", maxsplit=1)[0][:12])


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("spoke to Patience re fee", True),
        ("patience is needed with this", False),
        ("Explained that patience pays", False),
        ("Patience says it is fine", True),
    ],
)
def test_common_words_are_settled_by_context(text: str, is_name: bool) -> None:
    """Case and neighbours decide for a forename that is a word."""
    known = KnownValues([KnownValue("Patience", "PERSON", "c", part="first")])
    assert ("*" in covered(text, known)) is is_name


def test_owner_and_part_are_known() -> None:
    """Client, relative and staff are told apart, and first from last names."""
    assert KNOWN.name_part("lizzie") == ("c1", "short")
    assert KNOWN.name_part("okonkwo") == ("c1", "last")
    assert KNOWN.name_part("rao") == ("c1/practitioner", "last")
    assert KNOWN.name_part("gina") == ("c1/emergency_contact", "first")
    assert KNOWN.name_part("stranger") is None


def test_nothing_of_a_value_is_shown() -> None:
    """No representation holds a value."""
    shown = repr(KNOWN) + repr(KNOWN.values)
    assert not any(str(v) in shown for v in RECORD.values() if len(str(v)) > 3)
