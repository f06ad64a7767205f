"""What is true of the two clinics, for those who check what was made of their files."""

from typing import Any

from sample_data.generator.faults import Faults
from sample_data.generator.people import Person
from sample_data.generator.roles import CONSENT_ROLES, LEFT_OUT
from sample_data.generator.rows_care import patient_number, photographed
from sample_data.generator.rows_wishes import consents
from sample_data.generator.world import World

# what the clinics say they collect: where it is, as file, file!sheet, or file!sheet!column
COVERAGE: dict[str, dict[str, list[str]]] = {
    "uk": {
        "name, birth date, age check, phone, e-mail, address, government id": [
            "contacts.csv!First Name", "contacts.csv!Birthdate", "contacts.csv!Phone 1",
            "contacts.csv!Email 1", "contacts.csv!Address 1 - Street", "contacts.csv!NHS number",
            "clinic_book.xlsx!ID and age checks!Document no.",
        ],
        "emergency contact": ["clinic_book.xlsx!Emergency contacts!Contact name"],
        "medical history, conditions, allergies, medications, contraindications, preferences": [
            "clinic_book.xlsx!Medical questionnaires!Answer",
            "clinic_book.xlsx!Conditions!Contraindication",
            "clinic_book.xlsx!Allergies!Allergic to", "clinic_book.xlsx!Medication!Medicine",
        ],
        "treatment notes, progress, previous treatments, products, outcomes and safety": [
            "clinic_book.xlsx!Treatment notes!Note", "clinic_book.xlsx!Treatments!Lot no.",
            "clinic_book.xlsx!Outcomes!What happened", "clinic_book.xlsx!Prescriptions!Medicine",
            "outcomes.jsonl",
        ],
        "before and after photographs": ["clinic_book.xlsx!Photos index!File name"],
        "bookings, reminders, follow-ups, aftercare": [
            "bookings_layout_a.csv!Booking Start Time", "bookings_layout_b.csv!Session date",
            "bookings_cancelled.csv!Session date", "clinic_book.xlsx!Messages sent!Text",
            "messages_utf16.csv!Text",
        ],
        "platform usage, IP address, browser, device, cookies": [
            "clinic_book.xlsx!Web activity!IP address", "clinic_book.xlsx!Web activity!Cookie id",
        ],
        "payments, packages, deposits, credit": [
            "clinic_book.xlsx!Payments!Amount (£)",
            "clinic_book.xlsx!Prepaid balances!Value left (£)",
        ],
        "consent per purpose, marketing": [
            "clinic_book.xlsx!Consents!Purpose", "contacts.csv!Email subscriber status",
        ],
        "feedback, satisfaction surveys": ["clinic_book.xlsx!Feedback!Comments"],
    },
    "us": {
        "name, birth date, age check, phone, e-mail, address, government id": [
            "Patients.xlsx!Patients!First Name", "Patients.xlsx!Patients!Birth Date",
            "Patients.xlsx!Patients!Mobile Phone", "Patients.xlsx!Patients!Email",
            "spa_book.xlsx!ID checks!ID #", "spa_book.xlsx!ID checks!SSN on file",
        ],
        "emergency contact, insurance": [
            "Patients.xlsx!Patients!Emergency Contact Name",
            "Insurance policies.xlsx!Policies!Member ID",
        ],
        "medical history, conditions, allergies, medications, contraindications, preferences": [
            "spa_book.xlsx!Medical history!Entry", "spa_book.xlsx!Intake answers!Answer",
        ],
        "treatment notes, progress, previous treatments, products, outcomes and safety": [
            "spa_book.xlsx!Chart notes!Chart text", "charts.zip", "spa_book.xlsx!Injection log!Lot #",
            "spa_book.xlsx!Adverse events!Description", "spa_book.xlsx!Rx log!Drug",
            "Notes.xlsx!Notes!Note",
        ],
        "before and after photographs": ["spa_book.xlsx!Photo log!File"],
        "bookings, reminders, follow-ups, aftercare": [
            "Appointments.csv!start_at", "spa_book.xlsx!Texts and e-mails!Body",
        ],
        "platform usage, IP address, browser, device, cookies": [
            "spa_book.xlsx!Portal activity!IP",
        ],
        "payments, packages, deposits, credit": [
            "Sales.csv!Total", "spa_book.xlsx!Prepaid!Amount left",
        ],
        "consent per purpose, marketing": [
            "spa_book.xlsx!Consents log!Purpose",
            "Patients.xlsx!Patients!Marketing Email Opt-In",
        ],
        "feedback, satisfaction surveys": ["spa_book.xlsx!Surveys!Comment"],
    },
}  # fmt: skip


def clinic_truth(world: World, faults: Faults, where: dict[str, list[int]]) -> dict[str, Any]:
    """Everything known of one clinic, ready for JSON."""
    source = "contacts.csv" if world.clinic == "uk" else "Patients.xlsx!Patients"
    return {
        "name": world.name,
        "time_zone": "Europe/London" if world.clinic == "uk" else "America/Denver",
        "people": [_person(world, person, where, source) for person in world.people],
        "staff": _staff(world),
        "in_no_training_release": left_out(world),
        "photos_with_training_consent": _with_photo_consent(world),
        "rows": faults.rows,
        "coverage": COVERAGE[world.clinic],
        "faults": faults.as_data(),
    }  # fmt: skip


def _person(
    world: World, person: Person, where: dict[str, list[int]], source: str
) -> dict[str, Any]:
    uk = person.clinic == "uk"
    last = world.courses[person.n].attended[-1].day
    return {
        "id": person.ref if uk else person.guid,
        "number": person.ref if uk else patient_number(person),
        "first_name": person.first, "last_name": person.last, "nickname": person.known,
        "born": person.born.isoformat(), "emails": [e for e in (person.email, person.email2) if e],
        "phones": [p for p in (person.phone, person.phone2) if p], "street": person.street,
        "city": person.city, "postcode": person.postcode, "plate": person.plate,
        "handle": person.handle, "health_number": person.health_number, "employer": person.employer,
        "last_visit": last.isoformat(),
        "doctor": person.doctor, "surgery": person.surgery, "role": person.role,
        "relatives": [{"name": r.name, "relation": r.relation, "phone": r.phone}
                      for r in person.relatives],
        "rows": {source: where.get(person.ref if uk else person.guid, [])},
    }  # fmt: skip


def _with_photo_consent(world: World) -> list[str]:
    """Clients with pictures who agreed that staff learn from them."""
    given = {
        row["ref"] for row in consents(world)
        if row["purpose"] == "Photos for training" and row["answer"] == "Yes"
    }  # fmt: skip
    return [
        p.ref if world.clinic == "uk" else p.guid for p in photographed(world) if p.ref in given
    ]


def _staff(world: World) -> list[dict[str, str]]:
    return [
        {"initials": m.initials, "name": m.name, "nickname": m.known, "role": m.role,
         "email": world.homes[m.initials].email, "phone": world.homes[m.initials].phone,
         "street": world.homes[m.initials].street}
        for m in world.staff
    ]  # fmt: skip


def left_out(world: World) -> list[dict[str, str]]:
    """Clients who must be in no training release, and why."""
    found = []
    for person in world.people:
        reason = LEFT_OUT.get(person.role, "")
        if person.role in CONSENT_ROLES and world.clinic == "us":
            reason = ""
        if person.n > 120 and person.role in ("staff", "shares_with_staff"):
            reason = ""
        if reason:
            found.append({"id": person.ref if world.clinic == "uk" else person.guid,
                          "reason": reason})  # fmt: skip
    return found
