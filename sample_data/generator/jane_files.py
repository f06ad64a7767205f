"""The US med spa's archives: charts as PDF, intake forms, notes and insurance reports."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sample_data.generator import faults as f
from sample_data.generator.columns import US
from sample_data.generator.draws import chance, rng
from sample_data.generator.facts import spell_phone
from sample_data.generator.faults import Faults
from sample_data.generator.jane import utc
from sample_data.generator.medical import health_of
from sample_data.generator.notes import KINDS, Note
from sample_data.generator.pages import page
from sample_data.generator.people import Person
from sample_data.generator.pictures import page_as_image
from sample_data.generator.rows_care import patient_number
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, write, xlsx_bytes, zip_bytes

CHARTS, INTAKE = "charts.zip", "intake_forms.zip"
NOTES, INSURANCE = "Notes.xlsx", "Insurance policies.xlsx"
_INSURERS = ["Summit Peak Health", "Front Range Mutual", "Columbine Blue"]


def write_charts(
    world: World, notes: list[Note], limit: int, folder: Path, faults: Faults
) -> set[str]:
    """Writes charts.zip with at most `limit` charts; gives the ids of the notes in it."""
    charts = [note for note in notes if note.clinical and note.kind != "photo"][:limit]
    members: dict[str, bytes] = {}
    rows: list[dict[str, Any]] = []
    for place, note in enumerate(charts, 1):
        name = _chart_name(note, place)
        rows.append(_index_row(note, name))
        members[name] = _chart(world, note, image_only=place % 18 == 0)
        if place % 18 == 0:
            faults.add("scan without a text layer", CHARTS, name, f.KEPT, "never released")
    if len(charts) > 6:
        _damage(members, rows, faults)
    index = xlsx_bytes({"Charts": (US[f"{CHARTS}/index.xlsx!Charts"], rows)})
    faults.rows[f"{CHARTS}/index.xlsx!Charts"] = len(rows)
    write(folder / CHARTS, zip_bytes({"index.xlsx": index} | members))
    return {note.id for note in charts}


def _damage(members: dict[str, bytes], rows: list[dict[str, Any]], faults: Faults) -> None:
    name = rows[4]["file"]
    members[name] = members[name][: len(members[name]) // 3]
    faults.add("corrupt PDF", CHARTS, name, f.QUARANTINE, "cut off after a third")
    lost = rows[5]["file"]
    del members[lost]
    faults.add("chart in the index but not in the archive", CHARTS, "index.xlsx!Charts!6",
               f.QUARANTINE, "no such member")  # fmt: skip
    members["charts/stray_page.pdf"] = members[rows[0]["file"]]
    faults.add("chart in the archive but not in the index", CHARTS, "charts/stray_page.pdf",
               f.QUARANTINE, "nobody knows whose it is")  # fmt: skip
    members["../escape.pdf"] = b"%PDF-1.4\n"
    faults.add("ZIP member outside the archive", CHARTS, "../escape.pdf", f.REFUSED, "path goes up")


def _chart_name(note: Note, place: int) -> str:
    return f"charts/{note.person.last}_{note.person.first}_{note.day}_entry{place:04d}.pdf"


def _index_row(note: Note, name: str) -> dict[str, Any]:
    return {
        "id": note.id, "file": name, "guid": note.person.guid, "name": note.person.name,
        "number": patient_number(note.person), "template": KINDS[note.kind],
        "author": note.author.name, "entered": note.day, "signed": note.signed,
        "status": note.status.lower(), "amends": note.amends,
    }  # fmt: skip


def _chart(world: World, note: Note, image_only: bool) -> bytes:
    person = note.person
    facts = {
        "Patient": f"{person.last}, {person.first}", "Preferred name": person.known or "-",
        "DOB": f"{person.born:%m/%d/%Y}", "Patient number": patient_number(person),
        "Phone": spell_phone(rng(note.id), person.phone, "us"), "Author": note.author.name, "Entered": f"{note.day:%b %d, %Y}",
        "Status": note.status,
    }  # fmt: skip
    foot = f"Signed by {note.author.name} on {note.signed:%b %d, %Y}" if note.signed else "DRAFT"
    if image_only:
        lines = [world.name, *(f"{k}: {v}" for k, v in facts.items()), *note.text.split("\n"), foot]
        return page_as_image(lines, note.day)
    return page(world.name, f"{KINDS[note.kind]} note", facts, note.text, foot)


def write_intake(world: World, folder: Path, faults: Faults) -> None:
    """Writes intake_forms.zip: a text form for each client, a few as PDF, and an index."""
    members: dict[str, bytes] = {}
    rows: list[dict[str, Any]] = []
    for person in world.people:
        draw = rng(world.seed, "intake", person.n)
        first = world.courses[person.n].visits[0]
        as_pdf = person.n in (4, 9, 14)
        name = f"forms/{person.last}, {person.first} - intake {person.n:05d}.{'pdf' if as_pdf else 'txt'}"
        guardian = person.role in ("minor", "turned_18")
        signer = person.relatives[0].name if guardian else person.name
        text = _intake_text(world, person, signer)
        rows.append({
            "id": f"IF-{person.n:05d}", "file": name, "guid": person.guid, "name": person.name,
            "title": "New patient intake", "signer": signer,
            "completed": utc(first.start - timedelta(hours=draw.randrange(1, 50))),
            "capacity": "Parent/Guardian" if guardian else "Self",
        })  # fmt: skip
        members[name] = (
            text.encode()
            if not as_pdf
            else page(
                world.name, "New patient intake", {"Patient": person.name}, text, f"Signed {signer}"
            )
        )
    index = "\ufeff" + csv_text(US[f"{INTAKE}/index.csv"], rows)
    faults.rows[f"{INTAKE}/index.csv"] = len(rows)
    write(folder / INTAKE, zip_bytes({"index.csv": index.encode()} | members))
    faults.add("forms named after patients", INTAKE, rows[0]["file"] if rows else "", f.KEPT,
               "a member's name is not fit for a log")  # fmt: skip


def _intake_text(world: World, person: Person, signer: str) -> str:
    health = health_of(person)
    return (
        f"{world.name} - NEW PATIENT INTAKE\nName: {person.name}   DOB: {person.born:%m/%d/%Y}\n"
        f"Address: {person.street}, {person.city}, {person.region} {person.postcode}\n"
        f"Phone: {person.phone}   E-mail: {person.email}\nEmployer: {person.employer}\n"
        f"Conditions: {health.told}\nMedications: {health.medicines}\n"
        f"Allergies: {health.reacts_to}\nTobacco: {health.smoker}\nPCP: {person.doctor}, "
        f"{person.surgery}\nEmergency: {person.relatives[0].name} "
        f"({person.relatives[0].relation}) {person.relatives[0].phone}\n"
        f"I received the Notice of Privacy Practices. /s/ {signer}\n"
    )


def write_notes_report(notes: list[Note], folder: Path, faults: Faults) -> None:
    """Writes Notes.xlsx: what the front desk wrote, which is no chart."""
    rows: list[dict[str, Any]] = [
        {"id": note.id.replace("CH", "PN"), "guid": note.person.guid, "date": note.day,
         "number": patient_number(note.person), "name": note.person.name,
         "author": note.author.name, "kind": KINDS[note.kind], "text": note.text}
        for note in notes if not note.clinical
    ]  # fmt: skip
    if len(rows) > 20:
        rows[11]["text"] += "\nran card 4111-1111-1111-1111 cvv 737"
        faults.add("card number in a note", NOTES, "Notes!12", f.MASKED, "a full card number")
        rows[14]["date"] = "02/31/2024"
        faults.add("impossible date", NOTES, "Notes!15", f.WARNING, "31 February, as text")
    faults.rows[f"{NOTES}!Notes"] = len(rows)
    write(folder / NOTES, xlsx_bytes({"Notes": (US[f"{NOTES}!Notes"], rows)}))


def write_insurance(world: World, folder: Path, faults: Faults) -> None:
    """Writes the insurance report: one client in five has a policy on file."""
    rows: list[dict[str, Any]] = []
    for person in world.people:
        draw = rng(world.seed, "insurance", person.n)
        if not chance(draw, 0.2):
            continue
        own = chance(draw, 0.7)
        start = world.courses[person.n].visits[0].day.replace(month=1, day=1)
        rows.append({
            "id": f"POL-{person.n:05d}", "guid": person.guid, "name": person.name,
            "insurer": draw.choice(_INSURERS), "plan": draw.choice(["PPO Gold", "HMO 2", "HDHP"]),
            "member": f"XZ{draw.randrange(10**8, 10**9)}", "group": f"{draw.randrange(1000, 9999)}",
            "holder": person.name if own else person.relatives[0].name,
            "holder_born": person.born if own else None,
            "relation": "Self" if own else person.relatives[0].relation.capitalize(),
            "start": start, "end": start + timedelta(days=364),
        })  # fmt: skip
    faults.rows[f"{INSURANCE}!Policies"] = len(rows)
    write(folder / INSURANCE, xlsx_bytes({"Policies": (US[f"{INSURANCE}!Policies"], rows)}))
