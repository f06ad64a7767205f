"""People for a Cliniko account: what a small clinic holds after some months."""

OLD = "2024-05-01T08:00:00Z"


def peopled(clinic, people=23):
    """Patients with visits, notes and files; some archived, cancelled or deleted."""
    for number in range(people):
        patient = clinic.add(
            "patients",
            now=OLD,
            first_name=["Ines", "Tomas", "Wren", "Odile"][number % 4],
            last_name=f"Marsh{'abcdefghij'[number % 10]}{'xyz'[number // 10]}",
            date_of_birth=f"19{60 + number}-04-1{number % 10}",
            email=f"p{number}@oddment.example",
            patient_phone_numbers=[{"phone_type": "Mobile", "number": f"447700900{number:03}"}],
            accepted_email_marketing=[None, True, False][number % 3],
            **({"archived_at": OLD} if number % 7 == 0 else {}),
        )
        clinic.add(
            "individual_appointments",
            now=OLD,
            patient_id=patient,
            practitioner_id="31",
            appointment_type_id="51",
            business_id="41",
            starts_at=f"2024-03-{number + 1:02}T10:00:00Z",
            ends_at=f"2024-03-{number + 1:02}T10:30:00Z",
            **({"cancelled_at": OLD} if number % 5 == 0 else {}),
        )
        if number % 6 == 0:
            question = {"name": "Treated", "type": "paragraph", "answer": "<div>20 units</div>"}
            clinic.add(
                "treatment_notes",
                now=OLD,
                patient_id=patient,
                practitioner_id="31",
                author_name="Robin Quill",
                draft=False,
                title="Visit",
                content={"sections": [{"name": "Notes", "questions": [question]}]},
            )
            scan = clinic.add(
                "patient_attachments",
                now=OLD,
                patient_id=patient,
                filename="scan.txt",
                content_type="text/plain",
                size=len(f"scan {number}"),
            )
            clinic.files[scan] = f"scan {number}".encode()
    clinic.add("patients", now=OLD, first_name="Erased", last_name="Early", deleted_at=OLD)
    return clinic
