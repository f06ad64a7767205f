"""Surrogates are stable, made up, and written in the form of what they replace."""

from __future__ import annotations

import re

import pytest

from anonkit.deidentification.text import (
    KnownValues,
    PlaceholderReplacer,
    SurrogateBook,
    SurrogateReplacer,
    apply_findings,
    scrub_text,
)
from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.recognisers.checksums import is_luhn, is_nhs_number
from anonkit.deidentification.text.surrogates import book as surrogate_book
from anonkit.deidentification.text.surrogates.shapes import from_words

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


def test_a_person_made_up_again_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the book no longer has at hand it makes up alike, whatever a later call says of them."""
    monkeypatch.setattr(surrogate_book, "_MOST_PEOPLE", 2)
    made = book()
    made.introduce("c0", ["Maureen Slade"])
    first = {owner: made.person(owner) for owner in ("c0", "c1", "c2", "c3")}
    first["c4"] = made.person("c4", "male")
    made.introduce("c0", ["Peter Slade"])
    assert first["c0"].gender == "female"
    assert {owner: made.person(owner, "female") for owner in first} == first


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


RECORD = {
    "first_name": "Natalie",
    "last_name": "van der Merwe",
    "preferred_name": "Nat",
    "practitioner": "Mrs Barbara Cleasby",
    "emergency_contact_name": "Kofi van der Merwe",
}


@pytest.mark.parametrize(
    ("surface", "shape"),
    [
        ("Mrs van der Merwe, Lauren", "Mrs {last}, {first}"),
        ("MRS VAN DER MERWE", "MRS {LAST}"),
        ("Botha, Lauren", "{last}, {first}"),
        ("Van der Berg", "{last}"),
        ("Van Morrison", "{first} {last}"),
        ("Maria de la Cruz", "{first} {last}"),
        ("Lauren Botha's", "{first} {last}'s"),
        ("Simon POA", "{first} POA"),
        ("Simon Botha RGN", "{first} {last} RGN"),
        ("BROTHER DECLAN MULVANEY FOR LAUREN", "BROTHER {FIRST} {LAST} FOR {FIRST}"),
        ("Lauren and Simon Botha", "{first} and {first} {last}"),
        ("L. Botha", "{letter}. {last}"),
        ("Mr & Mrs Botha", "Mr & Mrs {last}"),
        ("Botha Dr", "{last} Dr"),
        ("Lauren/Simon", "{first}/{first}"),
        ("nurse lauren", "nurse {lower_first}"),
        ("St. John", "{last}"),
        ("Al-Khatib", "{last}"),
        ("d'Souza", "{last}"),
        ("J-P", "{letter}-{letter}"),
        ("dr botha", "dr {lower_last}"),
        ("Pat\u200bricia", "{first}"),
        ("O’Hal\u00adloran", "{last}"),
    ],
)
def test_a_name_is_read_in_its_parts(surface: str, shape: str) -> None:
    """First names stand for first names, surnames for surnames; what is no name stays."""
    firsts, lasts = ("|".join(sorted(names)) for names in _pool())
    pattern = re.escape(shape)
    for mark, names in (("first", firsts), ("last", lasts)):
        pattern = pattern.replace(rf"\{{{mark}\}}", f"(?:{names})")
        pattern = pattern.replace(rf"\{{{mark.upper()}\}}", f"(?:{names.upper()})")
        pattern = pattern.replace(rf"\{{lower_{mark}\}}", f"(?:{names.lower()})")
    pattern = pattern.replace(r"\{letter\}", "[A-Z]")
    assert re.fullmatch(pattern, book().surrogate("PERSON", surface))


def _pool() -> tuple[set[str], set[str]]:
    """Every made-up first name and surname."""
    people = [book().person(f"p{i}", g) for i in range(1500) for g in ("female", "male", None)]
    firsts = {n for p in people for n in (p.first, p.nickname)}
    return firsts, {p.last for p in people}


@pytest.mark.parametrize("title", ["Ms ", "mr ", "her GP Dr. ", "Prof "])
def test_after_a_title_a_single_name_is_a_surname(title: str) -> None:
    """The text before a name tells which part of a name it is."""
    _, lasts = _pool()
    made = book().surrogate("PERSON", "Grace", before=f"saw {title}")
    assert made in lasts


@pytest.mark.parametrize(
    ("before", "gender"),
    [("her husband ", "male"), ("Mrs ", "female"), ("his mum ", "female"), ("Mr ", "male")],
)
def test_what_stands_before_a_name_tells_the_gender(before: str, gender: str) -> None:
    """A name in no list has the gender of the title or the relation."""
    made = book()
    made.surrogate("PERSON", "Xanthor", before=before)
    assert made.stranger("xanthor").gender == gender


def test_a_relative_of_the_same_surname_gives_the_client_no_gender() -> None:
    """A husband named with the client's surname leaves the client what she is."""
    made = book()
    known = KnownValues.from_record(RECORD, "c1")
    replacer = SurrogateReplacer(made, known, "c1")
    text = "husband Robert Merwe rang"
    apply_findings(text, [Finding(8, 20, "PERSON", "test", 0.9, owner="c1")], replacer)
    assert made.person("c1").gender == "female"


def test_a_short_form_in_a_record_is_short_for_the_made_up_name() -> None:
    """The nickname of somebody nobody knows goes with the full name."""
    made = book()
    made.surrogate("PERSON", "Sebastian")
    assert made.surrogate("PERSON", "Seb") == made.stranger("sebastian").nickname


@pytest.mark.parametrize("word", ["marcus", "Grace", "Olive", "Noel", "Selby", "Hugo", "Rosa"])
def test_no_name_stands_for_itself(word: str) -> None:
    """Whatever the seed, a name or a form of it never comes out as its own surrogate."""
    for seed in range(60):
        made = SurrogateBook(bytes([seed]) * 16).surrogate("PERSON", word)
        assert made.casefold() != word.casefold()


def test_strangers_are_never_a_real_full_name() -> None:
    """Two made-up words side by side are not the name of somebody in the export."""
    plain = book().surrogate("PERSON", "Lauren Botha")
    assert book(forbidden_names=[plain]).surrogate("PERSON", "Lauren Botha") != plain


@pytest.mark.parametrize(
    ("entity", "surface", "shape"),
    [
        ("HANDLE", "@natalie.mer7", "@{first}.{last3}\\d"),
        ("HANDLE", "NATALIE_MERWE", "{first}_{last}"),
        ("HANDLE", "@natalie.", "@{first}_\\d\\d\\."),
        ("EMAIL", "natalie@clinic.co,", "{first}\\.{last}@example\\.com,"),
    ],
)
def test_names_of_the_net_follow_their_person(entity: str, surface: str, shape: str) -> None:
    """A handle or an address that spells a known name is that person's made-up one."""
    made = book()
    known = KnownValues.from_record(RECORD, "c1")
    replacer = SurrogateReplacer(made, known, "c1")
    written = replacer.replace(Finding(0, len(surface), entity, "test", 0.9), surface) or ""
    person = made.person("c1")
    pattern = shape.replace("{first}", person.first).replace("{last3}", person.last[:3])
    assert re.fullmatch(pattern.replace("{last}", person.last), written, re.IGNORECASE)


def test_one_handle_is_one_surrogate() -> None:
    """With or without its sign, in any case."""
    made = book()
    written = {
        made.surrogate("HANDLE", surface, owner).lower().lstrip("@")
        for surface in ("@sunny.days54", "sunny.days54", "SUNNY.DAYS54", "@ sunny.days54")
        for owner in (None, "c1")
    }
    assert len(written) == 1


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("1972-11-23", "1972-11-30"),
        ("20/11/1976", "27/11/1976"),
        ("15/8/24", "22/8/24"),
    ],
)
def test_a_number_written_as_a_date_moves_as_a_date(surface: str, expected: str) -> None:
    """An identifier in the form of a date stays a possible date, with the client's offset."""
    finding = Finding(0, len(surface), "ID", "test", 0.9)
    made = book(day_offset=7)
    assert SurrogateReplacer(made, None, "c1").replace(finding, surface) == expected
    assert PlaceholderReplacer().replace(finding, surface) == "[DATE]"


@pytest.mark.parametrize("surface", ["1234-56-78", "12-34-56", "99/99/2020", "2024/13/45"])
def test_a_number_that_is_no_date_stays_a_number(surface: str) -> None:
    """The form alone makes no date."""
    finding = Finding(0, len(surface), "ID", "test", 0.9)
    assert PlaceholderReplacer().replace(finding, surface) == "[ID]"


@pytest.mark.parametrize(
    ("surface", "days", "expected"),
    [
        ("Tuesday 4 March 2025", 7, "Tuesday 11 March 2025"),
        ("Monday 4 March 2025", 7, "Tuesday 11 March 2025"),
        ("Tue 4/3/25", 10, "Fri 14/3/25"),
        ("Tuesday 4 March", 10, "Friday 14 March"),
        ("Tuesdays from 4 March", 1, "Wednesdays from 5 March"),
    ],
)
def test_weekdays_are_those_of_the_new_day(surface: str, days: int, expected: str) -> None:
    """With a whole date the weekday is that day's, else it moves by the offset."""
    assert book(day_offset=days).surrogate("DATE", surface, "c") == expected


@pytest.mark.parametrize(
    "surface",
    ["31/2/2024", "00/00/2024", "99/99/99", "30 Feb 2023", "32nd of May", "2024-13-45", "0/0/0"],
)
@pytest.mark.parametrize("days", [-182, -7, 7, 182])
def test_impossible_dates_come_out_moved_and_never_as_they_were(surface: str, days: int) -> None:
    """What is no date neither stops the work nor passes as it stands."""
    assert book(day_offset=days).surrogate("DATE", surface, "c") != surface


@pytest.mark.parametrize(
    ("surface", "locale", "shape"),
    [
        ("07700 812 345", "en_GB", r"07700 900 \d{3}"),
        ("0113 496 1234", "en_GB", r"01632 960\d{3}"),
        ("0800 123 4567", "en_GB", r"08081 570\d{3}"),
        ("0345 123 4567", "en_GB", r"03069 990\d{3}"),
        ("0906 123 4567", "en_GB", r"09098 790\d{3}"),
        ("+44 20 7123 4567", "en_GB", r"\+44 1632 960\d{3}"),
        ("(01234) 567890", "en_GB", r"\(01632\) 960\d{3}"),
        ("567 890", "en_GB", r"960 \d{3}"),
        ("234-5678", "en_US", r"555-01\d\d"),
        ("602.234.5678 x12", "en_US", r"\d{3}-555-01\d\d"),
    ],
)
def test_telephones_are_in_ranges_kept_for_drama(surface: str, locale: str, shape: str) -> None:
    """Every kind of British and American number has its own range that rings nowhere."""
    assert re.fullmatch(shape, book(locale=locale).surrogate("PHONE", surface, "c"))


def test_a_dictated_number_is_the_same_as_in_figures() -> None:
    """Spoken or written, one number has one surrogate."""
    made = book()
    written = re.sub(r"\D", "", made.surrogate("PHONE", "07700 812345", "c"))
    spoken = made.surrogate("PHONE", "oh double seven oh oh eight one two three four five", "c")
    assert from_words(spoken) == written


@pytest.mark.parametrize(
    ("surface", "shape"),
    [
        ("Dr. Vandermeer's office", r"Dr\. [A-Z][a-z]+'s office"),
        ("dr ormerod aesthetics", r"dr [a-z]+ aesthetics"),
        ("High Plains Internal Medicine", r"[A-Z][a-z]+ Internal Medicine"),
        ("Fellgate Mediacl Group", r"[A-Z][a-z]+ Mediacl Group"),
        ("The Tanyard Surgery", r"The [A-Z][a-z]+ Surgery"),
    ],
)
def test_the_kind_of_organisation_stays(surface: str, shape: str) -> None:
    """Readers still see that it is a surgery, an office, a school."""
    assert re.fullmatch(shape, book().surrogate("ORG", surface, "c"))


def test_two_plates_are_two_plates() -> None:
    """Different numbers of one owner differ after, too."""
    made = book()
    assert made.surrogate("VEHICLE", "CNH-D16", "c") != made.surrogate("VEHICLE", "NRA-A39", "c")


def test_feasts_become_dates_as_the_country_writes_them() -> None:
    """Month first in American notes."""
    made = book(day_offset=7, locale="en_US").surrogate("DATE", "Thanksgiving", "c")
    assert re.fullmatch(r"[A-Z][a-z]+ \d{1,2}", made)


@pytest.mark.parametrize(
    ("entity", "surface", "locale", "range_"),
    [
        ("PHONE", "07911 123456", "en_GB", r"07700900\d{3}"),
        ("PHONE", "020 7123 4567", "en_GB", r"01632960\d{3}"),
        ("PHONE", "602-234-5678", "en_US", r"\d{3}55501\d\d"),
        ("ID", "943 476 5919", "en_GB", r"999\d{7}"),
        ("ID", "543-21-9876", "en_US", r"000\d{6}"),
        ("ID", "543219876", "en_US", r"000\d{6}"),
        ("ID", "AB123456C", "en_GB", r"QQ\d{6}C"),
        ("POSTCODE", "SW1A 1AA", "en_GB", r"[QVX][AE]\d\d[A-Z]{2}"),
        ("ZIP", "80211-1234", "en_US", r"000\d\d0000"),
        ("EMAIL", "a.b@clinic.co", "en_GB", r"[a-z]+\.[a-z]+@example\.com"),
        ("VEHICLE", "GW03 SHP", "en_GB", r"QQ\d\d[A-Z]{3}"),
        ("VEHICLE", "1HGCM82633A004352", "en_US", r"\dQQ[A-Z0-9]{14}"),
    ],
)
def test_no_draw_leaves_its_range(entity: str, surface: str, locale: str, range_: str) -> None:
    """Whoever it belongs to, a code is from the range that nobody holds."""
    made = book(locale=locale)
    for number in range(150):
        written = re.sub(r"[ ()-]", "", made.surrogate(entity, surface, f"c{number}"))
        assert re.fullmatch(range_, written)


@pytest.mark.parametrize("surface", ["4929 1234 5678 9012", "378282246310005"])
def test_no_payment_card_is_made_up(surface: str) -> None:
    """A row of digits as long as a card's never passes the check of cards."""
    made = book()
    for number in range(100):
        digits = re.sub(r"\D", "", made.surrogate("ID", surface, f"c{number}"))
        assert len(digits) == len(re.sub(r"\D", "", surface))
        assert not is_luhn(digits)
