"""The slots of a note: what is true of this client and visit, spelt as this hand spells it."""

import random
from datetime import date, timedelta

from sample_data.generator.courses import Visit
from sample_data.generator.draws import chance
from sample_data.generator.medical import health_of
from sample_data.generator.people import Person, plain
from sample_data.generator.staff import last_name
from sample_data.generator.world import World

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DIGITS = "oh one two three four five six seven eight nine".split()
CLINIC_PHONES = {"uk": "01632 960 999", "us": "(719) 555-0199"}
_OTHER_CLINICS = {
    "uk": ["Velvet Skin Lab", "Dr Ormerod Aesthetics", "Bloom & Brow", "The Cheek Rooms"],
    "us": ["Glow Theory", "Rocky Peak Dermatology", "Dr. Vandermeer's office", "Lumina MedSpa"],
}
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
        "spoken": f"the {_ordinal(day.day)} of {month}",
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
    return {
        "first": person.first, "last": person.last, "name": person.name, "spoken": person.spoken,
        "title_name": f"{title} {person.last}", "first_initial": person.first[0],
        "initials": f"{person.first[0]}{person.last[0]}", "plain_name": plain(person.name),
        "job": person.job, "employer": person.employer,
        "pronoun": {"F": "She", "M": "He", "X": "They"}[person.sex],
        "pronoun_their": {"F": "her", "M": "his", "X": "their"}[person.sex],
        "pronoun_low": {"F": "she", "M": "he", "X": "they"}[person.sex],
        "relative": relative.name, "relative_first": relative.name.split()[0],
        "relation": relative.relation, "relation_cap": relative.relation.capitalize(),
        "relative_phone": spell_phone(draw, relative.phone, world.clinic),
        "phone": spell_phone(draw, person.phone, world.clinic),
        "phone_words": phone_words(person.phone), "email": spell_email(draw, person.email),
        "gp": person.doctor, "surgery": person.surgery, "street": person.street,
        "city": person.city, "postcode": person.postcode if chance(draw, 0.7)
        else person.postcode.replace(" ", "").lower(), "plate": person.plate,
        "handle": person.handle, "staff_name": other.name, "staff_first": other.known,
        "staff_last": last_name(other), "clinic_phone": CLINIC_PHONES[world.clinic],
        "otherclinic": draw.choice(_OTHER_CLINICS[world.clinic]),
        "othertown": draw.choice(_OTHER_TOWNS[world.clinic]),
        "claim": f"{draw.choice(['AB', 'KR', 'CLM-'])}{draw.randrange(10000, 99999)}",
        "room": str(draw.randrange(1, 5)), "score": str(draw.randrange(4, 11)),
        "fitz": health.fitzpatrick, "told": health.told, "medicines": health.medicines,
        "reacts_to": health.reacts_to, "smoker": health.smoker,
        "weeks": str(draw.choice([2, 3, 4, 6, 8, 12])),
    }  # fmt: skip


def visit_facts(
    draw: random.Random, world: World, person: Person, visit: Visit, last: date
) -> dict[str, str]:
    """All slots of a note on this visit."""
    style, sign = visit.staff.hand.dates, "£" if world.clinic == "uk" else "$"
    ahead = visit.day + timedelta(days=draw.randrange(9, 60))
    minute = draw.randrange(8 * 60, 18 * 60)
    facts = client_facts(draw, world, person) | {
        "age": str(person.age_on(visit.day)), "birthday": spell_date(person.born, "spoken"),
        "birthday_full": draw.choice([spell_date(person.born, style), person.born.isoformat(),
                                      f"{person.born:%d/%m/%Y}" if world.clinic == "uk"
                                      else f"{person.born:%m/%d/%Y}"]),
        "past_date": spell_date(last, style), "next_date": spell_date(ahead, style),
        "month_name": _MONTHS[ahead.month - 1], "service_low": _lower(visit.topic or visit.service.name),
        "visit_no": str(visit.number), "price": f"{sign}{visit.price or 40}",
        "time1": f"{minute // 60:02d}:{minute % 60:02d}",
        "time2": f"{(minute + 7) // 60:02d}:{(minute + 7) % 60:02d}",
        "time3": f"{(minute + 19) // 60:02d}:{(minute + 19) % 60:02d}",
        "site": "cheek", "site_low": "face", "product": "", "dose_text": "", "lot": "",
        "expiry": "", "sites_text": "", "settings": "", "product_or_device": "treatment",
        "mishap": "", "days": "", "severity": "", "action": "", "resolution": "",
    }  # fmt: skip
    return facts | _line_facts(visit) | _trouble_facts(visit, style)


def _lower(service: str) -> str:
    return service if service.split()[0] in _BRAND_WORDS else service[0].lower() + service[1:]


_BRAND_WORDS = {"Profhilo", "Sculptra", "Kybella", "PDO", "IPL", "RF"}


def _line_facts(visit: Visit) -> dict[str, str]:
    if not visit.lines:
        return {}
    line = visit.lines[0]
    doses = " + ".join(f"{one.amount:g}{_unit(one.unit)}" for one in visit.lines)
    product = line.product.name if line.product else ""
    return {
        "site": line.site, "site_low": plain(line.site), "lot": line.lot, "expiry": line.expiry,
        "product": product, "dose_text": doses, "settings": line.settings,
        "sites_text": ", ".join(one.site for one in visit.lines),
        "product_or_device": product or line.settings,
    }  # fmt: skip


def _unit(unit: str) -> str:
    return {"units": "u", "Speywood units": " Su", "ml": " ml"}.get(unit, f" {unit}")


def _trouble_facts(visit: Visit, style: str) -> dict[str, str]:
    trouble = visit.trouble
    if trouble is None:
        return {}
    line, ended = trouble.line, trouble.resolved
    if ended and ended <= visit.day:
        resolution = "Now fully resolved."
    else:
        resolution = "Not yet settled, to be seen again."
    return {
        "mishap": trouble.mishap.name, "days": str(trouble.days), "lot": line.lot or "n/a",
        "severity": trouble.mishap.severity.lower(), "action": trouble.mishap.action,
        "site": line.site, "resolution": resolution,
        "product_or_device": line.product.name if line.product else line.settings,
    }  # fmt: skip
