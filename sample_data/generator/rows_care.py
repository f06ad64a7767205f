"""Rows of care: notes, treatments, outcomes, questionnaires, conditions, prescriptions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sample_data.generator.courses import Visit
from sample_data.generator.draws import chance, rng
from sample_data.generator.facts import CLINIC_PHONES, spell_phone
from sample_data.generator.medical import health_of
from sample_data.generator.notes import KINDS, Note
from sample_data.generator.people import LAST_DAY, Person
from sample_data.generator.world import World

Rows = Iterator[dict[str, Any]]


def base(person: Person) -> dict[str, Any]:
    """The keys by which a row says whose it is."""
    return {
        "ref": person.ref, "guid": person.guid, "email": person.email, "name": person.name,
        "patient": person.name, "number": patient_number(person),
    }  # fmt: skip


def patient_number(person: Person) -> str:
    """The US clinic's number: leading zeros at first, above 2^53 since a change of software."""
    if person.n % 3:
        return f"{person.n:07d}"
    return str(9_007_199_254_740_993 + person.n * 2)


def number(prefix: str, person: Person, count: int) -> str:
    """The running number of a row, the same however many clients there are."""
    return f"{prefix}-{person.n:05d}{count:02d}"


def note_rows(notes: list[Note]) -> Rows:
    """One row a note."""
    for note in notes:
        author = note.author
        yield base(note.person) | {
            "id": note.id, "phone": "", "date": note.day, "kind": KINDS[note.kind],
            "author": author.initials if author.hand.sign == "initials" else author.name,
            "signed": note.signed, "status": note.status, "amends": note.amends,
            "text": note.text,
        }  # fmt: skip


def treatments(world: World) -> Rows:
    """One row a product and site, and what was done at other clinics."""
    for person in world.people:
        course = world.courses[person.n]
        for visit in course.treated:
            yield from _lines(person, visit)
        yield from _elsewhere(world, person)


def _lines(person: Person, visit: Visit) -> Rows:
    for line in visit.lines:
        yield base(person) | {
            "id": line.id, "date": visit.day, "procedure": visit.service.name,
            "product": line.product.name if line.product else "", "lot": line.lot,
            "expiry": line.expiry, "amount": line.amount, "unit": line.unit, "site": line.site,
            "settings": line.settings, "staff": visit.staff.initials, "place": "Here",
            "note": visit.note, "remarks": "",
        }  # fmt: skip


def _elsewhere(world: World, person: Person) -> Rows:
    draw = rng(world.seed, world.clinic, "elsewhere", person.n)
    if chance(draw, 0.2):
        day = world.courses[person.n].visits[0].day - timedelta(days=draw.randrange(90, 900))
        yield base(person) | {
            "id": number("EL", person, 1), "date": day, "procedure": "Lip filler", "lot": "",
            "product": draw.choice(["", "Juvederm Volift"]), "amount": None, "unit": "",
            "site": "lips", "place": "Elsewhere", "staff": "",
            "remarks": draw.choice(["told us at consultation", "clinic unknown", "abroad"]),
        }  # fmt: skip


def outcomes(world: World) -> Rows:
    """One row a complication the clinic wrote down; about one in six stays in the notes only."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "outcomes", person.n)
        troubled = [visit for visit in world.courses[person.n].treated if visit.trouble]
        for count, visit in enumerate(troubled, 1):
            trouble = visit.trouble
            if trouble is None or (trouble.mishap.severity == "Mild" and chance(draw, 0.17)):
                continue
            adverse = trouble.mishap.severity == "Severe"
            yield base(person) | {
                "id": number("OC", person, count), "treatment": trouble.line.id,
                "date": trouble.seen, "kind": "Adverse event" if adverse else "Complication",
                "what": f"{trouble.mishap.name}, {trouble.line.site}",
                "severity": trouble.mishap.severity, "days": trouble.days,
                "action": trouble.mishap.action,
                "resolved": "Yes" if trouble.resolved else "Unknown",
                "resolved_on": trouble.resolved,
            }  # fmt: skip


def results(world: World) -> Rows:
    """One row a result or a satisfaction score, from reviews."""
    words = ["soft and even", "fuller, natural", "lines softened at rest", "clearance about half",
             "little change seen", "texture smoother", "slight asymmetry left alone"]  # fmt: skip
    for person in world.people:
        draw = rng(world.seed, world.clinic, "results", person.n)
        for count, visit in enumerate(world.courses[person.n].treated, 1):
            if chance(draw, 0.3):
                score = draw.choice([5, 6, 7, 8, 8, 9, 9, 10])
                score -= 3 if visit.trouble else 0
                yield base(person) | {
                    "id": number("OJ", person, count), "treatment": visit.lines[0].id,
                    "date": (visit.day + timedelta(days=14)).isoformat(),
                    "kind": draw.choice(["Result", "Satisfaction"]), "what": draw.choice(words),
                    "score": score, "severity": None, "days": 14, "action": None,
                    "resolved": None,
                }  # fmt: skip


def questionnaires(world: World) -> Rows:
    """One row a question; one form at the first visit and one every other year."""
    for person in world.people:
        health, course = health_of(person), world.courses[person.n]
        years: set[int] = set()
        for visit in course.attended:
            if visit.day.year - 1 in years or visit.day.year in years:
                continue
            years.add(visit.day.year)
            answers = {
                "Do you have, or have you had, any medical condition?": health.told,
                "Which medicines do you take?": health.medicines,
                "Are you allergic to anything?": health.reacts_to,
                "Are you pregnant or breastfeeding?": "No",
                "Do you smoke?": health.smoker,
                "Is there anything you would like us to respect?": health.preference,
                "What do you do for a living?": f"{person.job}, {person.employer}",
                "Your GP and surgery": f"{person.doctor}, {person.surgery}",
            }
            for question, answer in answers.items():
                yield base(person) | {
                    "form": number("MQ", person, len(years)), "title": "Medical questionnaire",
                    "date": visit.day, "question": question, "answer": answer,
                }  # fmt: skip


def conditions(world: World) -> Rows:
    """One row a condition."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "since", person.n)
        for count, (name, _, _, contra) in enumerate(health_of(person).conditions, 1):
            yield base(person) | {
                "id": number("CN", person, count), "name": name,
                "since": draw.choice(["", str(draw.randrange(2001, 2019)), "2015-03"]),
                "current": "No" if "20" in name else "Yes", "contra": "Yes" if contra else "No",
                "date": world.courses[person.n].visits[0].day,
            }  # fmt: skip


def allergies(world: World) -> Rows:
    """One row an allergy."""
    for person in world.people:
        for count, (name, reaction, severity) in enumerate(health_of(person).allergies, 1):
            yield base(person) | {
                "id": number("AL", person, count), "name": name, "reaction": reaction,
                "severity": severity, "date": world.courses[person.n].visits[0].day,
            }  # fmt: skip


def medication(world: World) -> Rows:
    """One row a medicine the client takes."""
    for person in world.people:
        taken = [c for c in health_of(person).conditions if c[1]]
        for count, (reason, medicine, dose, _) in enumerate(taken, 1):
            yield base(person) | {
                "id": number("MD", person, count), "name": medicine, "dose": dose,
                "reason": reason, "since": "", "stopped": "Yes" if "stopped" in dose else "",
            }  # fmt: skip


def history(world: World) -> Rows:
    """Conditions, allergies and medicines in one list, as the US clinic keeps them."""
    for kind, rows in (
        ("Condition", conditions),
        ("Allergy", allergies),
        ("Medication", medication),
    ):
        for row in rows(world):
            row["type"] = kind
            row["detail"] = row.get("reaction") or row.get("dose") or ""
            row.setdefault("date", None)
            yield row


def prescriptions(world: World) -> Rows:
    """One row a prescription: toxins are on prescription, and what treats a complication."""
    doctor = next(m for m in world.staff if "irector" in m.role or "Owner" in m.role)
    where = {"uk": "Viaduct Pharmacy", "us": "Mesa Drug #4"}[world.clinic]
    for person in world.people:
        count = 0
        for visit in world.courses[person.n].treated:
            toxin = visit.lines[0].product is not None and visit.lines[0].product.kind == "toxin"
            trouble = visit.trouble
            if trouble and trouble.mishap.severity == "Mild":
                trouble = None
            if not (toxin or trouble):
                continue
            count += 1
            medicine, strength = "Botulinum toxin type A", "100 units"
            if trouble:
                medicine, strength = trouble.mishap.action.split(",")[0], ""
            yield base(person) | {
                "id": number("RX", person, count),
                "date": trouble.seen if trouble else visit.day, "medicine": medicine,
                "strength": strength, "instructions": "as directed by prescriber",
                "quantity": "1", "prescriber": doctor.name, "pin": doctor.registration,
                "pharmacy": where,
            }  # fmt: skip


def photographed(world: World) -> list[Person]:
    """The clients with pictures: those of the photo roles and some others, among the first 120."""
    return [
        person for person in world.people[:120]
        if world.courses[person.n].treated
        and (person.role.startswith("photo") or chance(rng(world.seed, "photos", person.n), 0.15))
    ]  # fmt: skip


def photos_index(world: World, files: dict[tuple[int, str], str]) -> Rows:
    """One row a photograph."""
    for person in photographed(world):
        draw = rng(world.seed, world.clinic, "photos", person.n)
        treated = world.courses[person.n].treated
        wish = {"photo_yes": "Yes", "photo_no": "No", "photo_promotion_only": "No"}
        for count, stage in enumerate(("before", "after"), 1):
            day = min(treated[0].day + timedelta(days=14 * (count - 1)), LAST_DAY)
            yield base(person) | {
                "id": number("PH", person, count), "date": day, "stage": stage,
                "file": files[(person.n, stage)],
                "view": draw.choice(["front", "left oblique", "right oblique"]),
                "treatment": treated[0].lines[0].id, "staff": treated[0].staff.initials,
                "consent": wish.get(person.role, "Not asked" if person.role.startswith("photo") else ""),
            }  # fmt: skip


def contact_line(world: World, person: Person) -> str:
    """How the clinic is reached, for the end of a message."""
    draw = rng(world.seed, "line", person.n)
    return CLINIC_PHONES[world.clinic] if chance(draw, 0.9) else spell_phone(
        draw, person.phone, world.clinic)  # fmt: skip
