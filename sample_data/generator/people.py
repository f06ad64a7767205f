"""The clients: who they are, how they are reached, who is close to them."""

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from sample_data.generator import names
from sample_data.generator.draws import (
    chance,
    guid,
    nhs_number,
    pick,
    postcode,
    rng,
    ssn,
    uk_phone,
    uk_staff_phone,
    us_other_phone,
    us_phone,
)  # fmt: skip
from sample_data.generator.roles import role_of

LAST_DAY = date(2025, 6, 30)  # the day both clinics made their downloads


@dataclass(frozen=True, slots=True)
class Relative:
    """Someone close to a client."""

    name: str
    relation: str
    phone: str


@dataclass(slots=True)
class Person:
    """One client, as they truly are; what files say of them may differ."""

    n: int
    clinic: str
    role: str
    ref: str
    guid: str
    first: str
    last: str
    known: str
    sex: str
    culture: str
    born: date
    email: str
    email2: str
    phone: str
    phone2: str
    street: str
    line2: str
    city: str
    region: str
    postcode: str
    job: str
    employer: str
    doctor: str
    surgery: str
    plate: str
    handle: str
    health_number: str
    relatives: list[Relative] = field(default_factory=list)

    @property
    def name(self) -> str:
        """First and last name as written."""
        return f"{self.first} {self.last}"

    @property
    def spoken(self) -> str:
        """What people call them."""
        return self.known or self.first

    def age_on(self, day: date) -> int:
        """Whole years on this day."""
        before = (day.month, day.day) < (self.born.month, self.born.day)
        return day.year - self.born.year - before


def plain(text: str) -> str:
    """Lower-case ASCII letters of a name, for e-mail addresses and file names."""
    text = text.replace("ł", "l").replace("Ł", "L").replace("Đ", "D").replace("đ", "d")
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in bare.lower() if letter.isalnum())


def make_people(clinic: str, seed: int, count: int) -> list[Person]:
    """The clients of one clinic, each from a seed of their own, families joined afterwards."""
    people = [_person(clinic, seed, n) for n in range(1, count + 1)]
    by_role: dict[str, Person] = {}
    for person in people:
        if person.role:
            by_role[person.role] = person
        _join_family(person, by_role)
    return people


def _person(clinic: str, seed: int, n: int) -> Person:
    draw = rng(seed, clinic, "person", n)
    role = role_of(n)
    shares = names.SHARES[clinic]
    culture = draw.choices(list(shares), list(shares.values()))[0]
    sex = pick(draw, ("F", 0.8), ("M", 0.18), ("X", 0.02))
    women, men, surnames = (names.words(part) for part in names.CULTURES[culture])
    first = draw.choice(men if sex == "M" else women)
    last = draw.choice(surnames)
    if chance(draw, 0.06):
        last = f"{last}-{draw.choice(surnames)}"
    if role in names.AWKWARD:
        first, last, _ = names.AWKWARD[role]
    known = names.NICKNAMES.get(first, "") if chance(draw, 0.7) else ""
    if role == "double_nickname":
        first, last, known, sex, culture = "Margaret", "Pickersgill", "Peggy", "F", "english"
    person = Person(
        n=n, clinic=clinic, role=role, ref=f"GC-{n:04d}", guid=guid(draw), first=first, last=last,
        known=known, sex=sex, culture=culture, born=_born(draw, role),
        email=_email(draw, first, last, n), email2="", phone="", phone2="",
        street=f"{draw.randrange(1, 140)} {draw.choice(names.phrases(names.STREETS[clinic]))}",
        line2=pick(draw, ("", 0.85), (f"Flat {draw.randrange(1, 30)}", 0.15)),
        city=draw.choice(names.phrases(names.TOWNS[clinic])), region="", postcode="",
        job=_job(draw, role), employer=draw.choice(names.phrases(names.EMPLOYERS[clinic])),
        doctor="", surgery="", plate="", handle=f"@{plain(first) or 'c'}.{plain(last)[:6]}{n % 97}",
        health_number="",
    )  # fmt: skip
    (_settle_uk if clinic == "uk" else _settle_us)(person, draw)
    person.relatives = _relatives(person, draw)
    return person


def _settle_uk(person: Person, draw: random.Random) -> None:
    person.phone = uk_phone(person.n)
    person.phone2 = uk_staff_phone(person.n % 400) if chance(draw, 0.15) else ""
    person.region, person.postcode = "North Yorkshire", postcode(draw)
    person.doctor = f"Dr {draw.choice('ABCDEFGHJKLMNPRST')} {_surname(draw, 'uk')}"
    person.surgery = draw.choice(["Larkmere Health Centre", "Oxenby Surgery", "Viaduct Practice",
                                  "Fellgate Medical Group", "The Tanyard Surgery"])  # fmt: skip
    letters = "".join(draw.choices("ABCDEFGHJKLMNOPRSTUVWXY", k=3))
    person.plate = f"Y{draw.choice('ABCDEFGHJK')}{draw.choice(['49', '50'])} {letters}"
    person.health_number = nhs_number(person.n)
    if chance(draw, 0.06):
        person.email2 = f"{plain(person.first)[:1]}.{plain(person.last)}@work.example"


def _settle_us(person: Person, draw: random.Random) -> None:
    person.phone = us_phone(person.n)
    person.phone2 = us_other_phone(person.n % 150) if chance(draw, 0.15) else ""
    person.region, person.postcode = "CO", draw.choice(names.ZIPS)
    person.doctor = f"Dr. {_surname(draw, 'us')}"
    person.surgery = draw.choice(["Mesa Family Medicine", "Pronghorn Primary Care",
                                  "Silver Flats Clinic", "High Plains Internal Medicine"])  # fmt: skip
    letters = "".join(draw.choices("ABCDFGHJKLMNPRSTVWXZ", k=3))
    person.plate = f"{letters}-{draw.choice('ABCD')}{draw.randrange(10, 99)}"
    person.health_number = ssn(person.n)


def _surname(draw: random.Random, clinic: str) -> str:
    culture = draw.choice(list(names.SHARES[clinic]))
    return draw.choice(names.words(names.CULTURES[culture][2]))


def _born(draw: random.Random, role: str) -> date:
    if role == "minor":
        return date(2007, 9, 1) + timedelta(days=draw.randrange(300))
    if role == "turned_18":
        return date(2005, 1, 1) + timedelta(days=draw.randrange(60))
    if role == "over_89":
        return date(1929, 3, 1) + timedelta(days=draw.randrange(1200))
    years = min(max(draw.gauss(41, 12), 21), 84)
    return date(2019, 1, 1) - timedelta(days=int(years * 365.25))


def _job(draw: random.Random, role: str) -> str:
    if role == "minor":
        return "sixth form student"
    return "retired" if role == "over_89" else draw.choice(names.phrases(names.JOBS))


def _email(draw: random.Random, first: str, last: str, n: int) -> str:
    one, two = plain(first) or "guest", plain(last) or "client"
    local = draw.choice([f"{one}.{two}", f"{one[0]}{two}", f"{two}_{one}", f"{one}{two[:1]}"])
    domain = pick(
        draw, ("example.com", 6), ("example.org", 2), ("example.net", 2), ("post.example", 1)
    )
    return f"{local}{n}@{domain}"


def _relatives(person: Person, draw: random.Random) -> list[Relative]:
    women, men, surnames = (names.words(part) for part in names.CULTURES[person.culture])
    kinds = [("husband", men), ("wife", women), ("sister", women), ("mum", women), ("son", men),
             ("daughter", women), ("partner", men), ("brother", men), ("best friend", women)]  # fmt: skip
    found: list[Relative] = []
    for place, (relation, forenames) in enumerate(draw.sample(kinds, 3)):
        last = draw.choice(surnames) if relation == "best friend" else person.last
        number = 400 + (person.n * 3 + place) % 500
        phone = uk_staff_phone(number) if person.clinic == "uk" else us_other_phone(number % 300)
        taken = [person.first, *(relative.name.split()[0] for relative in found)]
        first = draw.choice([name for name in forenames if name not in taken])
        found.append(Relative(f"{first} {last}", relation, phone))
    return found


def _join_family(person: Person, by_role: dict[str, Person]) -> None:
    """The second of a pair takes from the first what families and households share."""
    if person.role == "twin_b":
        first = by_role["twin_a"]
        person.born, person.last, person.sex = first.born, first.last, "F"
        person.email, person.postcode, person.street = first.email, first.postcode, first.street
        person.first = "Gwen" if first.first != "Gwen" else "Nora"
        person.known = ""
    elif person.role == "daughter":
        first = by_role["mother"]
        person.born = date(2001, 4, 9)
        first.born = date(1972, 11, 23)
        person.last, person.email, person.phone = first.last, first.email, first.phone
        person.street, person.postcode = first.street, first.postcode
    elif person.role == "shared_phone_b":
        person.phone = by_role["shared_phone_a"].phone
