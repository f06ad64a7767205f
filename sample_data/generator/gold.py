"""Marked notes: what a scrubber should find, in the form `anonkit evaluate` reads."""

import json
from typing import Any

from sample_data.generator.marking import gold_text
from sample_data.generator.notes import Note
from sample_data.generator.people import Person
from sample_data.generator.world import World


def marked_notes(world: World, notes: list[Note], most: int) -> str:
    """At most `most` notes spread over the clinic, one in eight without an identifier, with the client's record, as JSON Lines."""
    nameless = [note for note in notes if note.marked == note.text]
    named = [note for note in notes if note.marked != note.text]
    few = most // 8
    chosen = _spread(named, most - few) + _spread(nameless, few)
    lines = [
        {
            "id": note.id,
            "kind": note.kind,
            "test_data": True,
            "record": _record(world, note),
            "text": gold_text(note.marked),
        }
        for note in chosen
    ]  # fmt: skip
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _spread(notes: list[Note], most: int) -> list[Note]:
    """At most so many of the notes, evenly from first to last."""
    if not most:
        return []
    step = max(1, len(notes) // most)
    return notes[step // 2 :: step][:most]


def _record(world: World, note: Note) -> dict[str, Any]:
    """What the clinic knows of the client; the nickname is often not written down."""
    person = note.person
    record = {
        "client_id": person.ref if world.clinic == "uk" else person.guid,
        "first_name": person.first, "last_name": person.last,
        "preferred_name": person.known if person.n % 2 else "", "dob": person.born.isoformat(),
        "email": person.email, "mobile": person.phone, "address": person.street,
        "city": person.city, "occupation": person.job, "employer": person.employer,
        "practitioner": note.author.name, "emergency_contact_name": person.relatives[0].name,
        "emergency_contact_phone": person.relatives[0].phone,
    } | _by_country(person)  # fmt: skip
    return {key: value for key, value in record.items() if value}


def _by_country(person: Person) -> dict[str, str]:
    doctor = f"{person.doctor}, {person.surgery}"
    if person.clinic == "uk":
        return {"postcode": person.postcode, "gp": doctor}
    return {"zip": person.postcode, "state": person.region, "pcp": doctor}
