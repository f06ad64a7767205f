"""What each slot of the phrases stands for, and whether it is an identifier."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.training import dates, numbers, places
from anonkit.deidentification.text.training.names import made_up
from anonkit.deidentification.text.training.people import (
    Cast,
    Person,
    mention,
    slipped,
    spelled,
    titled,
)
from anonkit.deidentification.text.training.word_files import entries, is_list

Piece = tuple[str, str | None]
"""A stretch of a note, and the kind of identifier it is, if it is one."""

Maker = Callable[[Cast], list[Piece]]


def fill(name: str, cast: Cast) -> list[Piece]:
    """The pieces that a slot becomes in this note."""
    maker = _MAKERS.get(name)
    if maker is not None:
        return maker(cast)
    return [(_plain(name, cast), None)]


def is_slot(name: str) -> bool:
    """Whether there is such a slot."""
    return name in _MAKERS or name in _PLAIN or is_list(name)


def is_marked(name: str) -> bool:
    """Whether the slot holds an identifier."""
    return name in _MAKERS


def _plain(name: str, cast: Cast) -> str:
    maker = _PLAIN.get(name)
    if maker is not None:
        return maker(cast.draw)
    text = cast.draw.choice(entries(name))
    if name in _BRANDS and cast.draw.random() < 0.14:
        text = _made_up_brand(cast.draw)
    return text


_BRANDS = frozenset(listed("tox fill boost device skincare drug supplement peel thread brand"))


def _made_up_brand(draw: Random) -> str:
    """A product nobody sells, so that products are known by what stands around them."""
    ends = listed("ia ex ol ane ique yl um aderm age os in ra lux fill derm tox acor ine oxin")
    name = made_up(draw, ends)
    more = draw.choice(
        ("", "", "", "", " Deep", " Soft", " Volume", " Lips", " Plus", " 2", " Pro")
    )
    return name + more


def _whole(entity: str, make: Callable[[Cast], str]) -> Maker:
    return lambda cast: [(make(cast), entity)]


def _mention(pick: Callable[[Cast], Person]) -> Maker:
    def make(cast: Cast) -> list[Piece]:
        title, name = mention(pick(cast), cast.draw)
        if cast.draw.random() < 0.04:
            name = slipped(name, cast.draw)
        return [(title, None), (name, "PERSON")] if title else [(name, "PERSON")]

    return make


def _named(pick: Callable[[Cast], Person], form: Callable[[Person], str]) -> Maker:
    def make(cast: Cast) -> list[Piece]:
        name = form(pick(cast))
        return [(slipped(name, cast.draw) if cast.draw.random() < 0.03 else name, "PERSON")]

    return make


def _titled(pick: Callable[[Cast], Person]) -> Maker:
    def make(cast: Cast) -> list[Piece]:
        person = pick(cast)
        return [(titled(person, cast.draw), None), (person.last, "PERSON")]

    return make


def _doctor(full: float) -> Maker:
    def make(cast: Cast) -> list[Piece]:
        draw = cast.draw
        person = draw.choice(cast.doctors)
        title = draw.choice(("Dr ", "Dr ", "Dr. ", "Dr. ", "dr ", "Doctor ", "Prof ", "Mr "))
        kind = draw.random()
        name = person.full if kind < full else person.last
        if full == 0 and kind > 0.94:
            name = person.last[0]
        return [(title, None), (name, "PERSON")]

    return make


def _signature(cast: Cast) -> list[Piece]:
    draw = cast.draw
    person = draw.choice(cast.staff)
    kind = draw.random()
    if kind < 0.3:
        return [(person.initials, "PERSON")]
    if kind < 0.42:
        dotted = ".".join(person.initials) + "."
        return [(dotted if draw.random() < 0.6 else person.initials.lower(), "PERSON")]
    if kind < 0.6:
        return [(person.first, "PERSON")]
    name = person.full if kind < 0.9 else f"{person.first[0]}. {person.last}"
    credential = draw.choice(entries(f"credentials_{cast.jurisdiction}"))
    return [(name, "PERSON"), (draw.choice((", ", " ", " - ")) + credential, None)]


def _client(cast: Cast) -> Person:
    return cast.client


def _staff(cast: Cast) -> Person:
    return cast.draw.choice(cast.staff)


def _kin(cast: Cast) -> Person:
    return cast.draw.choice(cast.kin)


def _stranger(cast: Cast) -> Person:
    return cast.stranger()


def _short_or_first(person: Person) -> str:
    return person.first if len(person.short) < 2 or hash_free(person) else person.short


def hash_free(person: Person) -> bool:
    """Settles without a draw which of two forms a person goes by."""
    return (len(person.first) + len(person.last)) % 2 == 0


def _firm(heads: str) -> Maker:
    return _whole("ORG", lambda c: places.firm(c.draw, c.jurisdiction, heads))


def _work(cast: Cast) -> list[Piece]:
    if cast.draw.random() < 0.18:
        return [(cast.draw.choice(entries("employers")), "ORG")]
    return [(places.firm(cast.draw, cast.jurisdiction, "work_heads"), "ORG")]


def _hospital(cast: Cast) -> list[Piece]:
    draw = cast.draw
    if draw.random() < 0.12:
        letters = "".join(
            draw.choice("ABCEGHJKLMNPRSTUW") for _ in range(draw.choice((2, 3, 3, 4)))
        )
        return [(letters, "ORG")]
    return [(places.firm(draw, cast.jurisdiction, "hospital_heads"), "ORG")]


def _insurer(cast: Cast) -> list[Piece]:
    if cast.draw.random() < 0.4:
        return [(cast.draw.choice(entries("insurers")), "ORG")]
    return [(places.firm(cast.draw, cast.jurisdiction, "insurer_heads"), "ORG")]


def _station(cast: Cast) -> list[Piece]:
    draw = cast.draw
    if cast.jurisdiction == "us":
        letters = "".join(draw.choice("ABCDFGKLMNPRSTVX") for _ in range(draw.choice((2, 3, 3))))
        return [
            (draw.choice("KW") + letters + draw.choice(("", "", " Radio", "-TV", " FM")), "ORG")
        ]
    band = draw.choice((" FM", " Radio", " Sound", " TV", f" {draw.randrange(88, 108)}FM"))
    return [(places.town(draw, "uk") + band, "ORG")]


def _eatery(cast: Cast) -> list[Piece]:
    draw = cast.draw
    if draw.random() < 0.5:
        return [(places.firm(draw, cast.jurisdiction, "eatery_heads"), "ORG")]
    name = cast.first()
    return [(draw.choice((f"{name}'s", f"Chez {name}", f"Casa {name}", f"Mama {name}'s")), "ORG")]


def _pharmacy(cast: Cast) -> list[Piece]:
    return [(places.firm(cast.draw, cast.jurisdiction, "pharmacy_heads"), "ORG")]


def _post(cast: Cast) -> list[Piece]:
    if cast.jurisdiction == "uk":
        return [(numbers.postcode(cast.draw), "POSTCODE")]
    return [(numbers.zip_code(cast.draw), "ZIP")]


def _whole_address(cast: Cast) -> list[Piece]:
    draw = cast.draw
    between = draw.choice((", ", ", ", " ", "\n"))
    pieces: list[Piece] = [(places.address(draw, cast.jurisdiction), "ADDRESS")]
    pieces += [(between, None), (places.town(draw, cast.jurisdiction), "CITY")]
    if cast.jurisdiction == "us":
        pieces += [(between.replace("\n", ", "), None), (draw.choice(entries("us_states")), None)]
        between = " "
    if draw.random() < 0.75:
        pieces += [(between, None), *_post(cast)]
    return pieces


def _reversed(person: Person) -> str:
    return f"{person.last}, {person.first}"


def _name(attribute: str) -> Callable[[Person], str]:
    return lambda person: str(getattr(person, attribute))


def _first_and_letter(person: Person) -> str:
    return f"{person.first} {person.last[0]}"


def _any_name(cast: Cast) -> list[Piece]:
    return [(cast.first(), "PERSON")]


_MAKERS: dict[str, Maker] = {
    "c": _mention(_client),
    "cf": _named(_client, _short_or_first),
    "cn": _named(_client, _name("full")),
    "ct": _titled(_client),
    "cl": _named(_client, _name("last")),
    "cr": _named(_client, _reversed),
    "ci": _named(_client, _name("initials")),
    "k": _named(_kin, _name("first")),
    "kn": _named(_kin, _name("full")),
    "s": _named(_staff, _short_or_first),
    "sn": _named(_staff, _name("full")),
    "sl": _named(_staff, _name("last")),
    "si": _named(_staff, _name("initials")),
    "st": _titled(_staff),
    "dr": _doctor(0.2),
    "drl": _doctor(0.0),
    "drn": _doctor(1.0),
    "p": _named(_stranger, _short_or_first),
    "pa": _mention(_stranger),
    "pl": _named(_stranger, _name("last")),
    "pn": _named(_stranger, _name("full")),
    "pt": _titled(_stranger),
    "pf": _named(_stranger, _first_and_letter),
    "pi": _named(_stranger, _name("initials")),
    "any": _any_name,
    "sig": _signature,
    "cspelled": _whole("PERSON", lambda c: spelled(c.client.last, c.draw)),
    "cfspelled": _whole("PERSON", lambda c: spelled(c.client.first, c.draw)),
    "cslip": _whole("PERSON", lambda c: slipped(c.client.first, c.draw)),
    "date": _whole("DATE", lambda c: dates.date(c.draw, c.jurisdiction)),
    "day": _whole("DATE", lambda c: dates.day_of_month(c.draw)),
    "month": _whole("DATE", lambda c: dates.month(c.draw)),
    "dob": _whole("DATE", lambda c: dates.birth_date(c.draw, c.jurisdiction)),
    "age90": _whole("AGE", lambda c: c.draw.choice(entries("great_ages"))),
    "phone": _whole("PHONE", lambda c: numbers.phone(c.draw, c.jurisdiction)),
    "email": _whole("EMAIL", lambda c: numbers.email(c.draw, c.client)),
    "semail": _whole("EMAIL", lambda c: numbers.email(c.draw, c.staff[0])),
    "handle": _whole("HANDLE", lambda c: numbers.handle(c.draw, c.client)),
    "phandle": _whole("HANDLE", lambda c: numbers.handle(c.draw, c.somebody())),
    "disp": _whole("HANDLE", lambda c: numbers.display_name(c.draw, c.client)),
    "url": _whole("URL", lambda c: numbers.url(c.draw, c.client)),
    "addr": _whole("ADDRESS", lambda c: places.address(c.draw, c.jurisdiction)),
    "street": _whole("ADDRESS", lambda c: places.street(c.draw, c.jurisdiction)),
    "house": _whole("ADDRESS", lambda c: places.house(c.draw, c.jurisdiction)),
    "fulladdr": _whole_address,
    "city": _whole("CITY", lambda c: places.town(c.draw, c.jurisdiction)),
    "post": _post,
    "clinic": _firm("clinic_heads"),
    "surgery": _firm("surgery_heads"),
    "school": _firm("school_heads"),
    "venue": _firm("venue_heads"),
    "hosp": _hospital,
    "work": _work,
    "insurer": _insurer,
    "pharm": _pharmacy,
    "law": _firm("law_heads"),
    "plant": _firm("plant_heads"),
    "eatery": _eatery,
    "station": _station,
    "ward": _whole("ORG", lambda c: places.ward(c.draw, c.jurisdiction)),
    "id": _whole("ID", lambda c: numbers.code(c.draw)),
    "nhsno": _whole("ID", lambda c: numbers.nhs_number(c.draw)),
    "ssn": _whole("ID", lambda c: numbers.ssn(c.draw)),
    "tail": _whole("ID", lambda c: f"{c.draw.randrange(10_000):04}"),
    "plate": _whole("VEHICLE", lambda c: numbers.plate(c.draw, c.jurisdiction)),
    "serial": _whole("DEVICE", lambda c: numbers.serial_number(c.draw)),
}


@cache
def _ordinary() -> tuple[str, ...]:
    """Ordinary words, fewer of those that are names as well."""
    known = lexicon()
    kept = (w for w in sorted(known.english) if 2 < len(w) < 12 and w.isalpha())
    return tuple(w for w in kept if not known.is_forename(w))


@cache
def _clinical() -> tuple[str, ...]:
    known = lexicon()
    kept = (w for w in sorted(known.clinical) if len(w) > 2 and w[0].isalpha())
    return tuple(w for w in kept if not known.is_forename(w) or known.is_english(w))


def _capitals(draw: Random) -> str:
    """Capitals that stand for something in medicine, if only to whoever wrote them."""
    return "".join(draw.choice("ABCDEFGHILMNOPRSTUVX") for _ in range(draw.choice((2, 2, 3, 3, 4))))


def _tail(draw: Random, low: int, high: int, step: int = 1) -> str:
    return str(draw.randrange(low, high, step))


def _lot(draw: Random) -> str:
    letters = "".join(draw.choice("ABCDEFHKLMNPRSTVWX") for _ in range(draw.choice((0, 1, 1, 2))))
    return letters + _tail(draw, 1000, 99_999) + draw.choice(("", "", "A", "C3", "-2"))


def _price(draw: Random) -> str:
    whole = draw.choice((25, 40, 50, 75, 95, 120, 150, 180, 220, 250, 295, 350, 420, 600, 1200))
    return draw.choice(("£", "$", "£", "$", "")) + str(whole)


def _clock(draw: Random) -> str:
    hour, minute = draw.randrange(8, 19), draw.choice((0, 5, 10, 15, 20, 30, 40, 45, 50))
    return draw.choice(
        (
            f"{hour}:{minute:02}",
            f"{hour % 12 or 12}.{minute:02}",
            f"{hour % 12 or 12}{draw.choice(['am', 'pm', ' pm'])}",
            f"{hour:02}{minute:02}",
            f"{hour % 12 or 12}:{minute:02}{draw.choice(['am', 'pm', ' PM'])}",
        )
    )


def _wait(draw: Random) -> str:
    return draw.choice(("1", "2", "3", "4", "6", "two", "a few", "10", "3-4", "2/3")) + draw.choice(
        ("/52", "/12", "/7", " weeks", " wks", "wks", " days", " months", " mths", "d", " hours")
    )


_PLAIN: dict[str, Callable[[Random], str]] = {
    "n": lambda d: _tail(d, 1, 13),
    "nn": lambda d: _tail(d, 10, 100),
    "age": lambda d: _tail(d, 18, 82),
    "year": lambda d: _tail(d, 1985, 2026),
    "units": lambda d: _tail(d, 2, 64, 2) + d.choice(("u", " units", "iu", "U", " u", " iu")),
    "ml": lambda d: (
        d.choice(("0.1", "0.3", "0.5", "0.55", "1", "1.0", "1.2", "2", "2.5", "0.2"))
        + d.choice(("ml", "ml", " ml", " mL", "cc"))
    ),
    "mg": lambda d: (
        d.choice(("5", "10", "20", "25", "50", "75", "100", "150", "200", "400", "500"))
        + d.choice(("mg", " mg", "mcg", "mg OD", " mg daily", "mg BD", " mg nocte", "mg PRN"))
    ),
    "lot": _lot,
    "exp": lambda d: f"{d.randrange(1, 13):02}/{d.choice((25, 26, 27, 28, 2026, 2027))}",
    "price": _price,
    "t": _clock,
    "wait": _wait,
    "wd": dates.weekday,
    "joule": lambda d: _tail(d, 3, 40) + d.choice((" J/cm2", "J", " J", "j/cm²", " J/cm²")),
    "ms": lambda d: _tail(d, 2, 40) + d.choice(("ms", " ms", "msec")),
    "nm": lambda d: (
        d.choice(("755", "1064", "808", "532", "810", "1927", "1550", "10600"))
        + d.choice(("nm", " nm", ""))
    ),
    "bp": lambda d: f"{d.randrange(100, 160)}/{d.randrange(60, 98)}",
    "kg": lambda d: f"{d.randrange(50, 140)}{d.choice(['kg', ' kg', '.4kg', 'lb', ' lbs'])}",
    "pain": lambda d: f"{d.randrange(0, 10)}/10",
    "madeword": lambda d: made_up(d).lower(),
    "eng": lambda d: d.choice(_ordinary()),
    "Eng": lambda d: d.choice(_ordinary()).capitalize(),
    "clin": lambda d: d.choice(_clinical()),
    "Abbrany": _capitals,
    "Clin": lambda d: d.choice(_clinical()).capitalize(),
}
