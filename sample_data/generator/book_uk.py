"""The UK clinic's own workbook, and what is wrong in it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sample_data.generator import faults as f
from sample_data.generator import (
    rows_care as care,
)
from sample_data.generator import (
    rows_house as house,
)
from sample_data.generator import (
    rows_money as money,
)
from sample_data.generator import (
    rows_reach as reach,
)
from sample_data.generator import (
    rows_wishes as wishes,
)
from sample_data.generator.columns import UK
from sample_data.generator.faults import Faults
from sample_data.generator.notes import Note
from sample_data.generator.roles import CONSENT_ROLES
from sample_data.generator.workbook import Formula
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, json_lines, write, xlsx_bytes

BOOK = "clinic_book.xlsx"
_OLD_MESSAGES = datetime(2020, 7, 1)
Table = list[dict[str, Any]]


def write_book(
    world: World, notes: list[Note], files: dict[tuple[int, str], str], folder: Path, faults: Faults
) -> None:
    """Writes the workbook, the outcomes in JSON Lines and the old messages in UTF-16."""
    tables = _tables(world, notes, files)
    _plant_notes(world, tables["Treatment notes"], faults)
    _plant_treatments(world, tables["Treatments"], faults)
    _note_consents(world, tables["Consents"], faults)
    _note_photos(world, tables["Photos index"], faults)
    _plant_money(tables["Payments"], faults)
    messages = list(reach.messages(world))
    old = [row for row in messages if row["sent"] < _OLD_MESSAGES]
    tables["Messages sent"] = [row for row in messages if row["sent"] >= _OLD_MESSAGES]
    sheets = {s: (c, tables[s]) for s, c in _columns().items()}
    faults.rows |= {f"{BOOK}!{sheet}": len(tables[sheet]) for sheet in sheets}
    write(folder / BOOK, xlsx_bytes(sheets))
    results = list(care.results(world))
    faults.rows["outcomes.jsonl"] = len(results)
    write(folder / "outcomes.jsonl", json_lines(UK["outcomes.jsonl"], results))
    _write_old_messages(old, folder, faults)


def _columns() -> dict[str, Any]:
    return {name.split("!")[1]: columns for name, columns in UK.items() if "!" in name}


def _tables(world: World, notes: list[Note], files: dict[tuple[int, str], str]) -> dict[str, Table]:
    return {
        "Treatment notes": list(care.note_rows(notes)),
        "Treatments": list(care.treatments(world)),
        "Outcomes": list(care.outcomes(world)),
        "Medical questionnaires": list(care.questionnaires(world)),
        "Conditions": list(care.conditions(world)),
        "Allergies": list(care.allergies(world)),
        "Medication": list(care.medication(world)),
        "Prescriptions": list(care.prescriptions(world)),
        "Consents": list(wishes.consents(world)),
        "ID and age checks": list(wishes.identity_checks(world)),
        "Emergency contacts": list(wishes.emergency_contacts(world)),
        "Family links": list(wishes.family_links(world)),
        "GP and third parties": list(wishes.third_parties(world)),
        "Disclosures": list(wishes.disclosures(world)),
        "Payments": list(money.payments(world)),
        "Prepaid balances": list(money.balances(world)),
        "Feedback": list(reach.feedback(world)),
        "Web activity": list(reach.web_activity(world)),
        "Photos index": list(care.photos_index(world, files)),
        "Documents index": _documents(world),
        "Staff": list(house.staff(world)),
        "Services": list(house.services(world)),
        "Products": list(house.products(world)),
        "Locations": list(house.locations(world)),
    }


def document_names(world: World) -> list[tuple[int, str, str, str]]:
    """Client number, file, title and remarks of the documents that are on disk."""
    found = []
    texts = [("consent", "Consent to treatment", "typed"), ("consent_scan", "Consent, signed on paper",
             "image only")]  # fmt: skip
    for person, (stem, title, remark) in zip(world.with_role("photo_yes")[:2], texts, strict=False):
        name = f"{person.last}_{person.first}_{stem}.pdf".replace(" ", "_")
        found.append((person.n, name, title, remark))
    return found


def _documents(world: World) -> Table:
    by_number = {person.n: person for person in world.people}
    rows = []
    for n, name, title, remark in document_names(world):
        person = by_number[n]
        rows.append(care.base(person) | {
            "id": care.number("DC", person, 1), "file": name, "title": title, "pages": 1,
            "date": world.courses[n].visits[0].day, "remarks": remark,
        })  # fmt: skip
    return rows


def _plant_notes(world: World, rows: Table, faults: Faults) -> None:
    sheet = BOOK
    phones = {person.ref: person.phone for person in world.people}
    for place in (14, 77, 160):
        if place < len(rows):
            rows[place] |= {"phone": phones[rows[place]["ref"]], "ref": "", "email": ""}
            faults.add("row with name and phone only", sheet, f"Treatment notes!{place + 1}",
                       f.KEPT, "joined by full name and mobile")  # fmt: skip
    if len(rows) < 60:
        return
    rows[30] |= {"ref": "GC-9999", "email": "gone.away@example.org", "name": "Ottilie Quarrington"}
    faults.add("unknown client", sheet, "Treatment notes!31", f.QUARANTINE, "no such client")
    rows[40] |= {"date": date(2033, 3, 3), "signed": date(2033, 3, 3)}
    faults.add("future date", sheet, "Treatment notes!41", f.WARNING, "a visit that has not been")
    rows[50]["date"] = "31/02/2024"
    faults.add("impossible date", sheet, "Treatment notes!51", f.WARNING, "31 February, as text")
    for place, row in enumerate(rows):
        if row["ref"] in {p.ref for p in world.with_role("card_in_note")}:
            row["text"] += "\nPaid by phone w/ 4111 1111 1111 1111, 04/28, cvv 737."
            faults.add("card number in a note", sheet, f"Treatment notes!{place + 1}", f.MASKED,
                       "a full card number and its code")  # fmt: skip
            break
    rows[55]["text"] += (
        " \u201cThank you\u201d \U0001f44d\U0001f3fd cafe\u0301\u200b \u202eabc\u202c"
    )
    faults.add("smart quotes, emoji, invisible characters", sheet, "Treatment notes!56", f.KEPT,
               "letters as they came")  # fmt: skip


def _plant_treatments(world: World, rows: Table, faults: Faults) -> None:
    unborn = {person.ref for person in world.with_role("birth_after_visit", "future_birth")}
    for place, row in enumerate(rows, 1):
        if row["ref"] in unborn and row["place"] == "Here":
            faults.add("visit before birth", BOOK, f"Treatments!{place}", f.QUARANTINE,
                       "the contact's birth date lies after it")  # fmt: skip
    toxins = [n for n, row in enumerate(rows) if row["unit"] == "units" and row["place"] == "Here"]
    for n in toxins[1:2]:
        rows[n]["amount"] = 480
        faults.add("implausible dose", BOOK, f"Treatments!{n + 1}", f.WARNING,
                   "480 units of one toxin in one site")  # fmt: skip
    for n in toxins[3:4]:
        rows[n]["lot"] = ""
        faults.add("missing lot of an injectable", BOOK, f"Treatments!{n + 1}", f.WARNING,
                   "toxin without a lot number")  # fmt: skip
    for n in toxins[5:6]:
        rows[n]["remarks"] = Formula('=HYPERLINK("http://prize.example","open")')
        faults.add("formula cell", BOOK, f"Treatments!{n + 1}", f.KEPT, "a live formula")
    for n in toxins[7:8]:
        rows[n] |= {"remarks": "+1 unit each side, =see photo", "lot": "0001847"}
        faults.add("leading zeros", BOOK, f"Treatments!{n + 1}", f.KEPT, "a lot is text")


def _note_consents(world: World, rows: Table, faults: Faults) -> None:
    names = {"refused": "consent refused", "withdrawn": "consent withdrawn",
             "expired": "consent expired", "unknown": "consent unknown",
             "conflicting": "conflicting same-day statements",
             "undated_no": "undated refusal beside a dated yes"}  # fmt: skip
    role_of = {person.ref: person.role for person in world.people}
    for place, row in enumerate(rows, 1):
        role = role_of[row["ref"]]
        said = {"withdrawn": "Withdrawn", "undated_no": "No"}.get(role, row["answer"])
        if role in CONSENT_ROLES and row["purpose"] == "Training" and row["answer"] == said:
            faults.add(names[role], BOOK, f"Consents!{place}", f.KEPT, "in no training release")


def _note_photos(world: World, rows: Table, faults: Faults) -> None:
    role_of = {person.ref: person.role for person in world.people}
    reasons = {"photo_no": "refused", "photo_not_asked": "never asked",
               "photo_promotion_only": "promotion only, not training"}  # fmt: skip
    if rows:
        faults.add("photo in the list, not in the folder", BOOK, f"Photos index!{len(rows)}",
                   f.WARNING, "no such file")  # fmt: skip
    for place, row in enumerate(rows, 1):
        if reason := reasons.get(role_of[row["ref"]]):
            faults.add("photo without consent", BOOK, f"Photos index!{place}", f.KEPT,
                       f"{reason}: in no release")  # fmt: skip


def _plant_money(rows: Table, faults: Faults) -> None:
    if len(rows) > 30:
        rows[20]["amount"] = "£1,290.00"
        faults.add("money as text", BOOK, "Payments!21", f.KEPT, "sign and comma")
        rows[25]["remarks"] = "card 4111111111111111 CVV 123 over the phone"
        faults.add("card number in a field", BOOK, "Payments!26", f.MASKED, "no spaces in it")


def _write_old_messages(rows: Table, folder: Path, faults: Faults) -> None:
    name = "messages_utf16.csv"
    text = csv_text(UK[name], rows)
    lines = text.split("\r\n")
    faults.add("UTF-16 file", name, 1, f.KEPT, "little-endian with its mark")
    if len(lines) > 12:
        lines.insert(10, lines[0])
        faults.add("header in the middle", name, 10, f.IGNORED, "two downloads pasted together")
    faults.rows[name] = len(lines) - 2  # the header and the empty end are no rows
    write(folder / name, b"\xff\xfe" + "\r\n".join(lines).encode("utf-16-le"))
