"""Rows of wishes and identity: consents, age checks, people around a client, disclosures."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sample_data.generator.draws import chance, pick, rng, ssn
from sample_data.generator.people import Person
from sample_data.generator.rows_care import base, number
from sample_data.generator.world import World

Rows = Iterator[dict[str, Any]]

# purpose: (scope, share of clients asked, share of those who say yes)
_ASKED = {
    "uk": {
        "Training": ("anonymised notes and outcomes for staff", 1.0, 1.0),
        "Photos for training": ("before and after pictures, staff only", 0.7, 0.7),
        "Photos for promotion": ("website and social media", 0.5, 0.3),
        "Marketing e-mail": ("offers and news", 0.9, 0.6),
        "Marketing SMS": ("offers and news", 0.9, 0.4),
        "Marketing post": ("birthday cards", 0.3, 0.8),
        "Research": ("anonymous audit with the university", 0.2, 0.6),
    },
    "us": {
        "Photos for training": ("clinical photographs, staff education", 0.6, 0.75),
        "Photos for promotion": ("website and social media", 0.5, 0.25),
        "Marketing e-mail": ("promotions", 0.9, 0.6),
        "Marketing SMS": ("promotions", 0.8, 0.5),
        "Marketing post": ("mailers", 0.2, 0.7),
        "Research": ("registry study", 0.1, 0.5),
    },
}
_PREFIX = "CO"


def consents(world: World) -> Rows:
    """One row a statement; some clients made several on one purpose."""
    for person in world.people:
        for count, row in enumerate(_of_person(world, person), 1):
            row["id"] = number(_PREFIX, person, count)
            yield row


def _of_person(world: World, person: Person) -> Rows:
    draw = rng(world.seed, world.clinic, "consents", person.n)
    first = world.courses[person.n].visits[0].day
    guardian = person.role in ("minor", "turned_18")
    signer = person.relatives[0].name if guardian else person.name
    who = {"signer": signer, "capacity": "Parent" if guardian else "Self"}
    yield _row(person, "Treatment", "treatment and record keeping", "Yes", first) | who
    for purpose, (scope, asked, yes) in _ASKED[world.clinic].items():
        if purpose == "Training":
            yield from _training(person, scope, first)
        elif purpose.startswith("Photos") and person.role.startswith("photo"):
            yield from _photos(person, purpose, scope, first)
        elif chance(draw, asked):
            answer = "Yes" if chance(draw, yes) else pick(draw, ("No", 0.9), ("Not asked", 0.1))
            if person.role == "unsubscribed" and purpose.startswith("Marketing"):
                answer = "No"
            yield _row(person, purpose, scope, answer, first) | {
                "channel": draw.choice(["Paper form", "Tablet", "Website"]),
            }  # fmt: skip


def _row(person: Person, purpose: str, scope: str, answer: str, day: date | None) -> dict[str, Any]:
    version = (
        "v1 (2012)"
        if day and day.year < 2019
        else "v2 (2019)"
        if day and day.year < 2023
        else "v3 (2023)"
    )
    return base(person) | {
        "purpose": purpose, "scope": scope, "answer": answer, "channel": "Tablet",
        "version": version, "signer": person.name, "capacity": "Self", "date": day,
        "until": None, "withdrawn": None, "remarks": "",
    }  # fmt: skip


def _training(person: Person, scope: str, first: date) -> Rows:
    """What the client said about training, by role; most say yes."""
    later = first + timedelta(days=200)
    yes = _row(person, "Training", scope, "Yes", first)
    no = _row(person, "Training", scope, "No", first)
    by_role: dict[str, list[dict[str, Any]]] = {
        "refused": [no],
        "withdrawn": [yes, _row(person, "Training", scope, "Withdrawn", later)
                      | {"withdrawn": later, "channel": "E-mail"}],
        "expired": [yes | {"until": first + timedelta(days=90)}],
        "unknown": [_row(person, "Training", scope, "Not asked", None)],
        "conflicting": [yes, no | {"channel": "Phone", "remarks": "said no to reception"}],
        "undated_no": [yes, _row(person, "Training", scope, "No", None)],
    }  # fmt: skip
    yield from by_role.get(person.role, [yes])


def _photos(person: Person, purpose: str, scope: str, first: date) -> Rows:
    training = purpose == "Photos for training"
    answer = {"photo_yes": "Yes", "photo_no": "No", "photo_not_asked": "Not asked",
              "photo_promotion_only": "No" if training else "Yes"}[person.role]  # fmt: skip
    yield _row(person, purpose, scope, answer, None if answer == "Not asked" else first)


def identity_checks(world: World) -> Rows:
    """One row a look at a passport or licence; some clients were never checked."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "identity", person.n)
        course = world.courses[person.n]
        checked = chance(draw, 0.85) and person.role != "age_unknown"
        document = draw.choice(["Passport", "Driving licence", "Driving licence"])
        document = document.replace("licence", "licence" if world.clinic == "uk" else "license")
        adult = person.age_on(course.visits[0].day) >= 18
        yield base(person) | {
            "id": number("ID", person, 1), "date": course.visits[0].day if checked else None,
            "document": document if checked else "",
            "number": _document_number(person, document) if checked else "",
            "born": person.born if checked else None,
            "adult": ("Yes" if adult else "No") if checked else "Not checked",
            "ssn": ssn(person.n) if world.clinic == "us" and person.n % 17 == 0 else "",
            "staff": world.reception().initials,
        }  # fmt: skip


def _document_number(person: Person, document: str) -> str:
    draw = rng("document", person.clinic, person.n)
    if document == "Passport":
        return f"00{draw.randrange(10**6, 10**7)}"
    if person.clinic == "us":
        return f"00-{draw.randrange(100, 999)}-{draw.randrange(1000, 9999)}"
    return f"{(person.last.upper() + '99999')[:5]}{draw.randrange(100000, 999999)}QQ9ZZ"


def emergency_contacts(world: World) -> Rows:
    """One row a contact; one client in ten gave none."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "emergency", person.n)
        if chance(draw, 0.9):
            relative = person.relatives[0]
            yield base(person) | {
                "name": relative.name, "relation": relative.relation.capitalize(),
                "phone": relative.phone, "told": draw.choice(["Yes", "No"]),
            }  # fmt: skip


def family_links(world: World) -> Rows:
    """One row a pair of clients who are related."""
    pairs = [("twin_a", "twin_b", "Twin"), ("mother", "daughter", "Mother"),
             ("shared_phone_a", "shared_phone_b", "Partner")]  # fmt: skip
    for one, other, relation in pairs:
        for a, b in zip(world.with_role(one), world.with_role(other), strict=False):
            yield {"ref": a.ref, "guid": a.guid, "other": b.ref, "relation": relation} | {
                "other": b.ref if world.clinic == "uk" else b.guid
            }


def third_parties(world: World) -> Rows:
    """One row a GP or other person outside the clinic."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "third", person.n)
        if chance(draw, 0.7):
            yield base(person) | {
                "name": person.doctor, "organisation": person.surgery,
                "relation": pick(draw, ("GP", 8), ("Dentist", 1), ("Dermatologist", 1)),
                "phone": f"01632960{draw.randrange(900, 960)}", "address": f"{draw.randrange(1, 60)} High Street, Larkmere",
            }  # fmt: skip


def disclosures(world: World) -> Rows:
    """One row a time that a record left the clinic."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "disclosure", person.n)
        if not chance(draw, 0.06):
            continue
        visit = world.courses[person.n].visits[-1]
        yield base(person) | {
            "id": number("DS", person, 1), "date": visit.day,
            "recipient": draw.choice([f"{person.doctor}, {person.surgery}", "Indemnity insurer",
                                      "Copperbeck Law LLP", "the client"]),
            "what": draw.choice(["treatment summary", "whole record", "photographs"]),
            "why": draw.choice(["continuing care", "claim", "access request"]),
            "method": draw.choice(["post", "secure e-mail", "collected"]),
        }  # fmt: skip


def holds(world: World) -> Rows:
    """One row a record that must not be used freely (the US clinic keeps them in a list)."""
    kinds = {"complaint": "complaint", "legal_hold": "legal hold", "restricted": "restriction",
             "objects": "objection", "deceased": "deceased"}  # fmt: skip
    for person in world.with_role(*kinds):
        last = world.courses[person.n].visits[-1].day
        yield base(person) | {
            "id": number("HD", person, 1), "status": kinds[person.role],
            "date": last + timedelta(days=20), "until": None,
            "reason": {"complaint": "says filler caused lumps", "deceased": "told by family"}.get(
                person.role, "letter on file"),
        }  # fmt: skip
