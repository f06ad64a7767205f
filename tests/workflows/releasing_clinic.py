"""A clinic small enough to publish in a test: people alike, a visit each, and what they said of training."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.workflows import small_clinic
from tests.workflows.small_clinic import contacts, csv_text, new_workspace, write_contacts

MAPPING = (
    small_clinic.MAPPING
    + """  visits:
    recognise: {columns: [Visit no., Procedure]}
    rows:
      - table: treatments
        id: Visit no.
        client: {id: Client ref}
        fields:
          treated_at: Date of visit
          procedure: Procedure
          family: {constant: dermal filler}
          product: Product
          lot: Lot
          place: {constant: here}
  agreements:
    recognise: {columns: [Agreement no., Said]}
    rows:
      - table: consents
        id: Agreement no.
        client: {id: Client ref}
        fields:
          purpose: {constant: training}
          state: Said
          stated_at: Date said
"""
)
POLICY = """
name: small
extends: uk-training
review_after_months: 60
privacy: {k: {own-staff: 3, partner: 3, public: 3}, l: 1, maximum_unicity: 1.0}
"""
PEOPLE = [replace(one, birth_date=f"1985-03-{1 + one.number % 28:02}") for one in contacts(12)]
PUBLISHED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def at(day):
    """A clock that stands at nine in the morning of that day."""
    return lambda: datetime.fromisoformat(f"{day}T09:00:00+00:00")


def write_policy(folder, more="", extends="uk-training"):
    """The small clinic's own policy, with more of it where a test asks."""
    path = folder / "policy.yaml"
    path.write_text(POLICY.replace("uk-training", extends) + more, encoding="utf-8")
    return path


def write_visits(folder, people=PEOPLE):
    """A visit each."""
    header = ("Visit no.", "Client ref", "Date of visit", "Procedure", "Product", "Lot")
    rows = [
        (
            str(one.number),
            one.ref,
            "2025-05-06",
            "Lip filler",
            "Restylane" if one.number % 2 else "",
            "",
        )
        for one in people
    ]
    (folder / "visits.csv").write_text(csv_text(header, rows), encoding="utf-8")


def write_agreements(folder, withdrawing=()):
    """Everybody agreed to training in May; these withdrew in March."""
    rows = [(f"A{one.number}", one.ref, "2025-05-01", "given") for one in PEOPLE]
    rows += [(f"B{one.number}", one.ref, "2026-03-05", "withdrawn") for one in withdrawing]
    path = folder / "agreements.csv"
    path.write_text(
        csv_text(("Agreement no.", "Client ref", "Date said", "Said"), rows), encoding="utf-8"
    )
    return path


def clinic_with_visits(folder, jurisdiction="uk"):
    """A workspace that holds people, visits and agreements, and the mapping they were read with."""
    from anonkit.workflows import ingest

    place, source = new_workspace(folder / "clinic", jurisdiction), folder / "source"
    source.mkdir()
    write_contacts(source, PEOPLE)
    write_visits(source)
    write_agreements(source)
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    ingest(place, source, mapping=folder / "mapping.yaml", clock=lambda: PUBLISHED_AT)
    return place


def withdraw(workspace, folder, person):
    """The client withdraws, as a newer export says; returns the client's id."""
    from anonkit.workflows import ingest

    newer = folder / "newer"
    newer.mkdir()
    write_agreements(newer, [person])
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    ingest(workspace, newer, mapping=folder / "mapping.yaml", clock=at("2026-03-06"))
    return person.ref


def audit_lines(workspace):
    """The audit log, a dictionary a line."""
    text = (Path(workspace) / "audit.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def copied(folder, to):
    """A copy of a release folder."""
    return Path(shutil.copytree(folder, to))
