"""Rows of contact: messages, web activity, feedback."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sample_data.generator.courses import Visit
from sample_data.generator.draws import chance, expand, ip_address, pick, rng
from sample_data.generator.facts import CLINIC_PHONES
from sample_data.generator.people import Person
from sample_data.generator.rows_care import base, number
from sample_data.generator.world import World

Rows = Iterator[dict[str, Any]]

_TEXTS = {
    "Reminder": "Hi <spoken>, {a reminder of|see you for|looking forward to} your <service> on <when>. "
    "{Running late? Ring|To change it ring|Questions?} <clinic_phone>. <clinic>",
    "Aftercare": "Dear <first>, {thank you for coming in|lovely to see you} today. After <service>: "
    "{keep the area clean, no gym for 24 hours|no sun or heat for two days, SPF daily|do not "
    "massage unless told}. {Worried?|Any blanching or severe pain:} <clinic_phone>, day or night.",
    "Follow-up": "Hi <spoken>, {how are you getting on|two weeks already} after <service>? "
    "{Book your review|Reply with a photo} or ring <clinic_phone>. <staff>",
    "Marketing": "<spoken>, {treat yourself|summer offer|bring a friend}: {15 %|20 %} off <service> "
    "until the end of the month. Reply STOP to opt out.",
}
_BROWSERS = ["Safari 17.4", "Chrome 124.0", "Firefox 125.0", "Edge 123.0", "Samsung Internet 24"]
_DEVICES = ["iPhone 14", "Pixel 8", "Galaxy S22", "MacBook Air", "Windows laptop", "iPad"]
_COMMENTS = [
    (
        "{Lovely team|So friendly|Felt rushed}, {<staff> explained everything|<staff> was running late|"
        "reception {did not|always} {answer|smile}}."
    ),
    "My {sister|friend|mum} <relative> {noticed straight away|says I look rested|is booking too}.",
    "{Bruised for a week but|No bruising at all,} {would come again|worth it|not sure about the price}.",
    "I work at <employer> and {nobody guessed|everyone asked}. {Ring me on <phone>|Thank you}.",
    "{The laser hurt|Numbing cream was great|Parking is awful}. {5 stars|3 out of 5|10/10}!",
]


def _slots(world: World, person: Person, visit: Visit) -> dict[str, str]:
    form = (
        f"{visit.start:%a %d %b %H:%M}"
        if world.clinic == "uk"
        else f"{visit.start:%a %b %d %I:%M %p}"
    )
    return {
        "first": person.first, "spoken": person.spoken, "service": visit.topic or visit.service.name,
        "when": form, "clinic_phone": CLINIC_PHONES[world.clinic], "clinic": world.name,
        "staff": visit.staff.known, "relative": person.relatives[-1].name.split()[0],
        "employer": person.employer, "phone": person.phone,
    }  # fmt: skip


def messages(world: World) -> Rows:
    """One row a message: reminders, aftercare, follow-ups, marketing."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "messages", person.n)
        count = 0
        for visit in world.courses[person.n].visits:
            for kind, offset in _due(visit, chance(draw, 0.15)):
                count += 1
                channel = pick(draw, ("SMS", 6), ("E-mail", 3), ("WhatsApp", 1))
                text = expand(draw, _TEXTS[kind], _slots(world, person, visit))
                yield base(person) | {
                    "id": number("MS", person, count), "at": _local(world, visit.start + offset),
                    "sent": visit.start + offset, "channel": channel, "type": kind,
                    "to": person.email if channel == "E-mail" else person.phone,
                    "subject": f"{kind}: {visit.service.name}" if channel == "E-mail" else "",
                    "text": text, "delivered": "Yes" if chance(draw, 0.97) else "No",
                }  # fmt: skip


def _due(visit: Visit, marketing: bool) -> list[tuple[str, timedelta]]:
    due = [("Reminder", timedelta(hours=-26))]
    if visit.lines:
        due.append(("Aftercare", timedelta(hours=2)))
    if visit.kind == "consultation":
        due.append(("Follow-up", timedelta(days=9)))
    return [*due, ("Marketing", timedelta(days=40))] if marketing else due


def _local(world: World, when: datetime) -> str:
    return f"{when:%d/%m/%Y %H:%M}" if world.clinic == "uk" else f"{when:%m/%d/%Y %I:%M %p}"


def web_activity(world: World) -> Rows:
    """One row a page seen; one client in four used the site while signed in."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "web", person.n)
        if not chance(draw, 0.25):
            continue
        ip, cookie = ip_address(draw), f"_ga{draw.getrandbits(40):x}"
        browser, device = draw.choice(_BROWSERS), draw.choice(_DEVICES)
        for count, visit in enumerate(world.courses[person.n].visits, 1):
            seen = visit.start - timedelta(days=draw.randrange(1, 9), seconds=draw.randrange(9000))
            page = draw.choice(["/book", f"/book?email={person.email}", "/prices", "/member/forms"])
            yield base(person) | {
                "id": number("WA", person, count), "at": f"{seen:%Y-%m-%d %H:%M:%S}", "ip": ip,
                "browser": browser, "device": device, "page": page, "cookie": cookie,
                "referrer": draw.choice(["", "google", "instagram", "newsletter"]),
            }  # fmt: skip


def feedback(world: World) -> Rows:
    """One row an answer of a survey."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "feedback", person.n)
        for count, visit in enumerate(world.courses[person.n].attended, 1):
            if not chance(draw, 0.22):
                continue
            comment = expand(draw, draw.choice(_COMMENTS), _slots(world, person, visit))
            yield base(person) | {
                "id": number("FB", person, count), "date": visit.day + timedelta(days=3),
                "question": draw.choice(["How was your visit?", "Would you recommend us?"]),
                "score": max(1, draw.choice([6, 7, 8, 9, 9, 10, 10]) - (4 if visit.trouble else 0)),
                "comments": comment if chance(draw, 0.75) else "",
                "share": pick(draw, ("Yes", 4), ("No", 3), ("", 3)),
            }  # fmt: skip
