"""Surrogates are stable, made up, and written in the form of what they replace."""

from __future__ import annotations

import re

import pytest

from anonkit.deidentification.text import KnownValues, SurrogateBook, scrub_text
from anonkit.deidentification.text.recognisers.checksums import is_nhs_number

SEED = b"a seed of at least sixteen bytes"


def book(**changes: object) -> SurrogateBook:
    """A book with a fixed seed."""
    return SurrogateBook(SEED, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surface", "days", "month_first", "expected"),
    [
        ("3/4/24", 7, False, "10/4/24"),
        ("3/4/24", 7, True, "3/11/24"),
        ("03.04.2024", 7, False, "10.04.2024"),
        ("2024-02-25", 7, False, "2024-03-03"),
        ("20240319", 14, False, "20240402"),
        ("27 December", 7, False, "3 January"),
        ("19th Oct 1949", -7, False, "12th Oct 1949"),
        ("Fri 28 June", 7, False, "Fri 5 July"),
        ("Fri 28 June", 8, False, "Sat 6 July"),
        ("the 14th", 7, False, "the 21st"),
        ("MARCH", 35, False, "APRIL"),
        ("sept", -30, False, "aug"),
        ("October 3rd, 2024", 7, True, "October 10th, 2024"),
        ("the fourteenth of march", 7, False, "the twenty-first of march"),
        ("31/6/2024", 7, False, "7/7/2024"),
        ("thurs 9/5", 7, False, "thurs 16/5"),
    ],
)
def test_dates_move_in_their_form(
    surface: str, days: int, month_first: bool, expected: str
) -> None:
    """Order, separators, padding, ordinals, case and weekday are kept; the day is true."""
    made = book(day_offset=days, locale="en_US" if month_first else "en_GB")
    assert made.surrogate("DATE", surface, "c") == expected


@pytest.mark.parametrize(
    ("entity", "surface", "shape"),
    [
        ("PHONE", "07700 812345", r"07700 900\d{3}"),
        ("PHONE", "+447712345678", r"\+447700900\d{3}"),
        ("PHONE", "020 7123 4567", r"01632 960\d{3}"),
        ("PHONE", "(602) 234-5678", r"\(\d{3}\) 555-01\d\d"),
        ("PHONE", "+1 602 234 5678", r"\+1 \d{3} 555 01\d\d"),
        ("POSTCODE", "LE3 9QT", r"[QVX][AE]\d \d[A-Z]{2}"),
        ("POSTCODE", "le39qt", r"[qvx][ae]\d\d[a-z]{2}"),
        ("POSTCODE", "LE3", r"[QVX][AE]\d"),
        ("ZIP", "80211", r"000\d\d"),
        ("EMAIL", "real.name@clinic.co", r"[a-z]+\.[a-z]+@example\.com"),
        ("URL", "https://x.co/a", r"https://example\.com/[a-z]{6}"),
        ("URL", "81.2.69.142", r"192\.0\.2\.\d{1,3}"),
        ("ID", "543-21-9876", r"000-\d\d-\d{4}"),
        ("ID", "AB 12 34 56 D", r"QQ \d\d \d\d \d\d C"),
        ("ID", "CRM/884120/23", r"[A-Z]{3}/\d{6}/\d\d"),
        ("VEHICLE", "GW03 SHP", r"QQ\d\d [A-Z]{3}"),
        ("AGE", "94", r"90\+"),
        ("ORG", "Lune Valley Pathology", r"[A-Z][a-z]+ Pathology"),
        ("ADDRESS", "8 Coniston Drive", r"\d+ [A-Z][a-z]+ Drive"),
    ],
)
def test_codes_come_from_ranges_that_are_never_real(entity: str, surface: str, shape: str) -> None:
    """The form is kept and the range is one that nobody holds."""
    made = book(locale="en_US" if surface.startswith(("(", "+1", "543")) else "en_GB")
    assert re.fullmatch(shape, made.surrogate(entity, surface, "c"))


def test_nhs_numbers_check_but_are_never_issued() -> None:
    """Ten digits become a 999 number with a true check digit."""
    made = book().surrogate("ID", "943 476 5919", "c")
    assert made.startswith("999 ")
    assert is_nhs_number(made.replace(" ", ""))


def test_one_person_is_one_person_throughout() -> None:
    """First, last, short name and initials of one client all belong to one made-up person."""
    known = KnownValues.from_record({"first_name": "Elizabeth", "last_name": "Okonkwo"}, "c1")
    made = book()
    person = made.person("c1", "female")
    text = "Elizabeth Okonkwo. liz rang. OKONKWO's card. Told Beth. E.O."
    scrubbed = scrub_text(text, book=made, known=known).text
    assert scrubbed.startswith(f"{person.first} {person.last}.")
    assert f"{person.last.upper()}'s" in scrubbed
    assert person.nickname.lower() in scrubbed
    assert f"{person.first[0]}.{person.last[0]}." in scrubbed


def test_seed_and_owner_decide() -> None:
    """The same seed gives the same people; another seed or owner gives others."""
    owners = [f"c{i}" for i in range(40)]
    first = [book().person(o).full for o in owners]
    assert first == [book().person(o).full for o in owners]
    other = SurrogateBook(b"another seed of sixteen")
    assert first != [other.person(o).full for o in owners]
    assert len(set(first)) > 35


def test_gender_is_kept() -> None:
    """A name that only women bear becomes a name of a woman."""
    made = book()
    known = KnownValues.from_record({"first_name": "Maureen"}, "c1")
    scrub_text("Maureen rang", book=made, known=known)
    assert made.person("c1").gender == "female"


def test_nobody_real_is_made_up() -> None:
    """Forbidden names, whole or single, never come out."""
    plain = [book().person(f"c{i}") for i in range(60)]
    forbidden = {p.full for p in plain} | {plain[0].last}
    made = [book(forbidden_names=forbidden).person(f"c{i}") for i in range(60)]
    assert not {p.full for p in made} & forbidden
    assert plain[0].last not in {p.last for p in made}


def test_a_short_seed_is_refused() -> None:
    """A seed that could be guessed makes no book."""
    with pytest.raises(ValueError, match="16 bytes"):
        SurrogateBook(b"short")


def test_offsets_are_whole_weeks_and_never_none() -> None:
    """A client's own offset keeps weekdays and always moves."""
    offsets = [book().days(f"c{i}") for i in range(200)]
    assert all(o % 7 == 0 and o != 0 and abs(o) <= 182 for o in offsets)


def test_two_seeds_agree_on_a_name_no_more_than_chance_has_it():
    """Of the same people made up in two workspaces, as many share a name as strangers would."""
    one, other = (SurrogateBook(bytes([seed]) * 16) for seed in (1, 2))
    owners = [f"client-{number}" for number in range(1500)]
    drawn = [(one.person(owner, "female"), other.person(owner, "female")) for owner in owners]
    shifted = [(drawn[at][0], drawn[at - 1][1]) for at in range(len(drawn))]
    for part in ("first", "last"):
        same, by_chance = (
            sum(getattr(a, part) == getattr(b, part) for a, b in pairs)
            for pairs in (drawn, shifted)
        )
        assert same <= by_chance + 4 * by_chance**0.5 + 4
    assert sum(a.full == b.full for a, b in drawn) <= 3
