"""The slots of a note: what is true of this client and visit, spelt as this hand spells it."""

import random
from datetime import date, timedelta

from sample_data.generator.catalogue import SERVICES
from sample_data.generator.courses import Line, Visit
from sample_data.generator.draws import chance
from sample_data.generator.marking import mark
from sample_data.generator.medical import health_of
from sample_data.generator.people import Person, Relative, plain
from sample_data.generator.staff import Staff, last_name
from sample_data.generator.world import World

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DIGITS = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
CLINIC_PHONES = {"uk": "01632 960 999", "us": "(719) 555-0199"}
_OTHER_CLINICS = {
    "uk": ["Velvet Skin Lab", "Dr Ormerod Aesthetics", "Bloom & Brow", "The Cheek Rooms"],
    "us": ["Glow Theory", "Rocky Peak Dermatology", "Dr. Vandermeer's office", "Lumina MedSpa"],
}
_FAME = {
    "uk": ["reads the weather on regional television", "mayor of Oxenby in 2018",
           "won the county cheese prize three times", "sang at the last coronation concert"],
    "us": ["anchors the Channel 3 morning show", "two-time barrel racing state champion",
           "the voice of the rodeo", "only female fire chief in the county"],
}  # fmt: skip
_HOLIDAYS = {
    "uk": ["Boxing Day", "Mother's Day", "Bonfire Night", "Diwali", "Eid", "Burns Night"],
    "us": ["Thanksgiving", "Fourth of July", "Labor Day", "Cinco de Mayo", "Lunar New Year"],
}
_HOSPITALS = {"uk": "Fellgate Community Hospital", "us": "Dry Creek Regional"}
_OTHER_TOWNS = {
    "uk": ["Oxenby", "Brackwater", "Leeds", "Marbella", "Saltersgill", "Istanbul", "York"],
    "us": ["Pueblo", "Silver Flats", "Denver", "Cabo", "Dry Creek", "Scottsdale", "Greeley"],
}


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def spell_date(day: date, style: str) -> str:
    """A date as one hand writes it."""
    month = _MONTHS[day.month - 1]
    return {
        "slashes": f"{day.day}/{day.month}/{day:%y}",
        "words": f"{_ordinal(day.day)} {month} {day.year}",
        "dots": f"{day:%d.%m.%y}",
        "iso": day.isoformat(),
        "short": f"{day.day} {month[:3].lower()}",
        "month": f"{day.day} {month[:3]} {day:%y}",
        "spoken": f"{_ordinal(day.day)} of {month}",
        "full": f"{day:%d/%m/%Y}",
        "us full": f"{day:%m/%d/%Y}",
        "us": f"{day.month}/{day.day}/{day:%y}",
        "us words": f"{month} {day.day}, {day.year}",
        "us short": f"{month[:3]} {day.day}",
    }[style]


def spell_phone(draw: random.Random, digits: str, clinic: str) -> str:
    """A phone number as it is typed in prose."""
    if clinic == "uk":
        head, tail = digits[:5], digits[5:]
        return draw.choice([
            digits, f"{head} {tail}", f"{head} {tail[:3]} {tail[3:]}", f"({head}) {tail}",
            f"+44 {digits[1:5]} {tail}", f"+44{digits[1:]}", f"{head}-{tail[:3]}-{tail[3:]}",
            f"0044 {digits[1:]}",
        ])  # fmt: skip
    a, b, c = digits[:3], digits[3:6], digits[6:]
    return draw.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", digits, f"{a} {b} {c}",
                        f"+1 {a} {b} {c}", f"1-{a}-{b}-{c}"])  # fmt: skip


def spell_email(draw: random.Random, email: str) -> str:
    """An e-mail address as it is typed or dictated."""
    local, domain = email.split("@")
    return draw.choice([email, email, email, email.upper(), f"{local} at {domain}",
                        f"{local} (at) {domain.replace('.', ' dot ')}", f"<{email}>"])  # fmt: skip


def phone_words(digits: str) -> str:
    """The number as somebody says it to a machine."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def client_facts(draw: random.Random, world: World, person: Person) -> dict[str, str]:
    """Slots about the client, however they are seen."""
    relative = draw.choice(person.relatives)
    other, health = draw.choice(world.staff), health_of(person)
    title = {"F": "Ms" if draw.random() < 0.5 else "Mrs", "M": "Mr", "X": "Mx"}[person.sex]
    title += "." if world.clinic == "us" else ""
    facts = _who(person, f"{title} ") | _others(world, person, relative, other)
    facts |= _reach(draw, world, person, relative) | _rare(draw, person)
    facts["phone_words_or_phone"] = facts[draw.choice(["phone_words", "phone", "phone"])]
    return facts | {
        "job": person.job, "relation": relative.relation,
        "relation_cap": relative.relation.capitalize(),
        "pronoun": {"F": "She", "M": "He", "X": "They"}[person.sex],
        "pronoun_low": {"F": "she", "M": "he", "X": "they"}[person.sex],
        "pronoun_their": {"F": "her", "M": "his", "X": "their"}[person.sex],
        "otherclinic": mark("ORG", draw.choice(_OTHER_CLINICS[world.clinic])),
        "othertown": mark("CITY", draw.choice(_OTHER_TOWNS[world.clinic])),
        "neartown": mark("CITY", draw.choice(_OTHER_TOWNS[world.clinic][:2])),
        "hospital": mark("ORG", _HOSPITALS[world.clinic]),
        "claim": mark("ID", f"{draw.choice(['AB', 'KR', 'CLM-'])}{draw.randrange(10000, 99999)}"),
        "room": str(draw.randrange(1, 5)), "score": str(draw.randrange(4, 11)),
        "fitz": health.fitzpatrick, "told": health.told, "medicines": health.medicines,
        "reacts_to": health.reacts_to, "smoker": health.smoker,
        "weeks": str(draw.choice([2, 3, 4, 6, 8, 12])),
    }  # fmt: skip


def _rare(draw: random.Random, person: Person) -> dict[str, str]:
    """Slots for what turns up now and then and gives a person away."""
    uk = person.clinic == "uk"
    digits = draw.randrange(10**6, 10**7)
    return {
        "fame": mark("OTHER", draw.choice(_FAME[person.clinic])),
        "holiday": mark("DATE", draw.choice(_HOLIDAYS[person.clinic])),
        "url": mark("URL", draw.choice([f"www.{plain(person.last)}.example/blog",
                                        f"https://pages.example/{plain(person.first)}{person.n}"])),
        "id_number": mark("ID", f"00{digits}" if uk else f"00-{digits // 10000}-{digits % 10000}"),
        "stranger": mark("PERSON", draw.choice(["Mark", "Grace", "Rose", "May", "Will", "Bill"])),
        "gran_age": mark("AGE", str(draw.randrange(90, 101))),
    }  # fmt: skip


def _who(person: Person, title: str) -> dict[str, str]:
    """Slots that name the client."""
    return {
        "first": mark("PERSON", person.first), "last": mark("PERSON", person.last),
        "name": mark("PERSON", person.name), "spoken": mark("PERSON", person.spoken),
        "title_name": title + mark("PERSON", person.last),
        "last_initial": mark("PERSON", f"{person.last} {person.first[0]}"),
        "initials": mark("PERSON", f"{person.first[0]}{person.last[0]}"),
        "plain_name": mark("PERSON", plain(person.name)),
    }  # fmt: skip


def _others(world: World, person: Person, relative: Relative, other: Staff) -> dict[str, str]:
    """Slots that name people and organisations around the client."""
    title, _, doctor = person.doctor.partition(" ")
    rank, _, bare = other.name.split(",")[0].rpartition(". ")
    if not rank:
        rank, bare = "", bare.removeprefix("Dr ").removeprefix("Mrs ")
    prefix = other.name[: other.name.index(bare)]
    return {
        "relative": mark("PERSON", relative.name),
        "relative_first": mark("PERSON", relative.name.split()[0]),
        "gp": f"{title} {mark('PERSON', doctor)}", "surgery": mark("ORG", person.surgery),
        "employer": mark("ORG", person.employer), "staff_name": prefix + mark("PERSON", bare),
        "staff_first": mark("PERSON", other.known), "staff_last": mark("PERSON", last_name(other)),
        "clinic": mark("ORG", world.name),
    }  # fmt: skip


def _reach(draw: random.Random, world: World, person: Person, relative: Relative) -> dict[str, str]:
    """Slots by which the client and others can be reached or found."""
    clinic = world.clinic
    code = person.postcode if chance(draw, 0.7) else person.postcode.replace(" ", "").lower()
    return {
        "relative_phone": mark("PHONE", spell_phone(draw, relative.phone, clinic)),
        "phone": mark("PHONE", spell_phone(draw, person.phone, clinic)),
        "phone_words": mark("PHONE", phone_words(person.phone)),
        "email": mark("EMAIL", spell_email(draw, person.email)),
        "street": mark("ADDRESS", person.street), "city": mark("CITY", person.city),
        "postcode": mark("POSTCODE" if clinic == "uk" else "ZIP", code),
        "plate": mark("VEHICLE", person.plate), "handle": mark("HANDLE", person.handle),
        "clinic_phone": mark("PHONE", CLINIC_PHONES[clinic]),
    }  # fmt: skip


def visit_facts(
    draw: random.Random, world: World, person: Person, visit: Visit, last: date
) -> dict[str, str]:
    """All slots of a note on this visit."""
    style, sign = visit.staff.hand.dates, "£" if world.clinic == "uk" else "$"
    ahead = visit.day + timedelta(days=draw.randrange(9, 60))
    minute = draw.randrange(8 * 60, 18 * 60)
    age = person.age_on(visit.day)
    born = draw.choice([spell_date(person.born, style), person.born.isoformat(),
                        spell_date(person.born, "full" if world.clinic == "uk" else "us full")])  # fmt: skip
    facts = client_facts(draw, world, person) | {
        "age": mark("AGE", str(age)) if age > 89 else str(age),
        "birthday": mark("DATE", spell_date(person.born, "spoken")),
        "birthday_full": mark("DATE", born), "past_date": mark("DATE", spell_date(last, style)),
        "next_date": mark("DATE", spell_date(ahead, style)),
        "month_name": mark("DATE", _MONTHS[ahead.month - 1]), "service_low": _lower(visit.topic or visit.service.name),
        "visit_no": str(visit.number), "price": f"{sign}{_price(visit)}",
        "time1": f"{minute // 60:02d}:{minute % 60:02d}",
        "time2": f"{(minute + 7) // 60:02d}:{(minute + 7) % 60:02d}",
        "time3": f"{(minute + 19) // 60:02d}:{(minute + 19) % 60:02d}",
        "site": "cheek", "site_low": "face", "product": "", "dose_text": "", "lot": "",
        "expiry": "", "sites_text": "", "settings": "", "product_or_device": "treatment",
        "mishap": "", "days": "", "severity": "", "action": "", "resolution": "",
    }  # fmt: skip
    return facts | _line_facts(visit) | _trouble_facts(visit)


def _price(visit: Visit) -> int:
    """What the note's subject costs."""
    wanted = [service.price for service in SERVICES if service.name == visit.topic]
    return visit.price if visit.lines or not wanted else wanted[0]


def _lower(service: str) -> str:
    return (
        service
        if service.split(maxsplit=1)[0] in _BRAND_WORDS
        else service[0].lower() + service[1:]
    )


_BRAND_WORDS = {"Profhilo", "Sculptra", "Kybella", "PDO", "IPL", "RF"}


def _line_facts(visit: Visit) -> dict[str, str]:
    if not visit.lines:
        return {}
    line = visit.lines[0]
    doses = " + ".join(_dose(one) for one in visit.lines)
    product = line.product.name if line.product else ""
    return {
        "site": line.site, "site_low": plain(line.site), "lot": line.lot, "expiry": line.expiry,
        "product": product, "dose_text": doses, "settings": line.settings,
        "sites_text": ", ".join(one.site for one in visit.lines),
        "product_or_device": product or line.settings,
    }  # fmt: skip


def _dose(line: Line) -> str:
    units = {"units": "u", "Speywood units": " Su", "ml": " ml"}
    one = line.unit.removesuffix("s") if line.amount == 1 else line.unit
    return f"{line.amount:g}{units.get(line.unit, f' {one}')}"


def _trouble_facts(visit: Visit) -> dict[str, str]:
    trouble = visit.trouble
    if trouble is None:
        return {}
    line, ended = trouble.line, trouble.resolved
    resolution = (
        "Now fully resolved."
        if ended and ended <= visit.day
        else "Not yet settled, to be seen again."
    )
    return {
        "mishap": trouble.mishap.name, "days": str(trouble.days), "lot": line.lot or "n/a",
        "severity": trouble.mishap.severity.lower(), "action": trouble.mishap.action,
        "site": line.site, "resolution": resolution,
        "product_or_device": line.product.name if line.product else line.settings,
    }  # fmt: skip
