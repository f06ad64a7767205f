"""Rows on their way to Cliniko, made up; two visits of one client may be alike to the letter."""

from hashlib import sha256

from anonkit.migration.pushing import Outgoing, StoredFile, content_of

FIRST = ("Ines", "Tomas", "Wren", "Odile")


def outgoing(resource, tag, values, refers=None, file=None, author=""):
    """A row with its hash."""
    refers = refers or {}
    told = content_of(values, refers, file.name if file else "")
    digest = sha256(told.encode()).hexdigest()
    return Outgoing(resource, tag, digest, values, refers, author, file)


def patient(number, **changes):
    """A patient of the source."""
    values = {
        "old_reference_id": f"S-{number}",
        "first_name": FIRST[number % 4],
        "last_name": f"Marsh{number}",
        "date_of_birth": f"19{50 + number}-04-12",
        "email": f"p{number}@oddment.example",
        "phone_mobile": f"+447700900{number:03}",
        "emergency_name": "Ada Marsh",
        "emergency_relationship": "sister",
        **changes,
    }
    return outgoing("patients", f"clients#{number}", values)


def of(number):
    """Refers to that patient."""
    return {"patient_id": ("patients", f"clients#{number}")}


def visit(number, at, status="arrived", **changes):
    """A visit of a patient."""
    values = {
        "starts_at": f"2024-03-{number + 1:02}T10:00:00+00:00",
        "practitioner_id": "31",
        "appointment_type_id": "51",
        "business_id": "41",
        "status": status,
        **changes,
    }
    return outgoing("individual_appointments", f"appointments#{number}-{at}", values, of(number))


def rows_of_a_clinic(people=8):
    """Patients, alerts, visits (some alike, some cancelled), notes and files."""
    rows = []
    for number in range(people):
        rows.append(patient(number))
        rows.append(
            outgoing("medical_alerts", f"conditions#{number}", {"name": "Asthma"}, of(number))
        )
        rows.append(visit(number, 0))
        # The same visit told twice is two visits.
        rows.append(visit(number, 1))
        if number % 3 == 0:
            rows.append(visit(number, 2, "cancelled", cancellation_note="moved away"))
        booked = {"booking_id": ("individual_appointments", f"appointments#{number}-0")}
        note = {
            "title": "Visit",
            "heading": "Written 2024-03-01 by Robin Quill",
            "text": "20 units <2 ml\nno pain",
        }
        rows.append(outgoing("treatment_notes", f"notes#{number}", note, {**of(number), **booked}))
        if number % 4 == 0:
            content = f"scan {number}".encode()
            file = StoredFile(
                f"{number}.txt", "text/plain", len(content), lambda content=content: content
            )
            rows.append(
                outgoing(
                    "patient_attachments",
                    f"documents#{number}",
                    {"description": "scan"},
                    of(number),
                    file,
                )
            )
    return rows
