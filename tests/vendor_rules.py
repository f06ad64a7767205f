"""What the vendors say of the files they import, checked with an ordinary CSV reader; nothing is taken from the writer."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
US_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
JANE_PATIENT_COLUMNS = """Patient Number,Member Since,First Name,Middle Name,Last Name,Email,Home Phone,Mobile Phone,
Work Phone,Fax Phone,Street Address,Street Address 2,City,Province,Postal,Country,Birth Date,Sex,Identifying Gender,
Personal Health Number,Referral Source,Referred To,Marketing Email Opt-In,Family Doctor Name,Family Doctor Phone,
Family Doctor Email,Guardian Name,Medical Alert,Emergency Contact Name,Emergency Contact Phone,
Emergency Contact Relationship,Occupation,Employer,Referring Professional Name,Referring Professional Email,
Referring Professional Phone,Deceased At,Discharged At,Active/Inactive,Preferred Name,Pronouns""".replace(
    "\n", ""
).split(",")
JANE_APPOINTMENT_COLUMNS = [
    "Location Name",
    "Appointment Start Date & Time",
    "Appointment End Date & Time",
    "Patient Number",
    "Patient First Name",
    "Patient Last Name",
    "Treatment Name",
    "Treatment Price",
    "Treatment Duration",
    "Staff Member Name",
    "Status",
    "Notes",
]
JANE_PRODUCT_COLUMNS = [
    "Product Code",
    "Product Name",
    "Info",
    "SKU",
    "Supplier Name",
    "Manufacturer Name",
    "MSRP",
    "Price",
    "Cost",
    "Quantity",
    "Reorder Quantity",
    "Notes",
    "Tax Name",
]


def faults_of(target: str, folder: Path) -> list[str]:
    """What a vendor would complain of; empty where nothing."""
    check = {
        "jane": jane_faults,
        "square": square_faults,
        "acuity": acuity_faults,
        "wix": wix_faults,
        "fresha": fresha_faults,
        "simplepractice": simplepractice_faults,
    }.get(target)
    return check(folder) if check else []


def rows_of(folder: Path, pattern: str) -> list[dict[str, str]]:
    """The rows of all parts of a file."""
    found: list[dict[str, str]] = []
    for path in sorted(folder.glob(pattern)):
        with path.open(newline="", encoding="utf-8") as file:
            found += csv.DictReader(file)
    return found


def columns_of(path: Path) -> list[str]:
    """The header of a file."""
    with path.open(newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def faults(rows, required=(), formats=None, words=None):
    """Required cells that are empty, cells in another format, words that do not exist."""
    found = []
    for number, row in enumerate(rows, start=2):
        found += [f"line {number}: {name} is empty" for name in required if not row[name]]
        for name, form in (formats or {}).items():
            if row[name] and not form.fullmatch(row[name]):
                found.append(f"line {number}: {name} has another format")
        for name, known in (words or {}).items():
            if row[name] not in known:
                found.append(f"line {number}: {name} is none of {known}")
    return found


def unknown_columns(path: Path, known) -> list[str]:
    """Columns that the vendor's list does not have."""
    return [f"{path.name}: unknown column {name}" for name in columns_of(path) if name not in known]


def jane_faults(folder: Path) -> list[str]:
    """Known columns; names, moments and practitioners there; bookings only of patients in the patient file."""
    patients, bookings = rows_of(folder, "1_patients.csv"), rows_of(folder, "2_appointments.csv")
    charts = rows_of(folder, "[34]_*charts.csv")
    policies = rows_of(folder, "7_insurance.csv")
    numbers = [row["Patient Number"] for row in patients]
    found = unknown_columns(folder / "1_patients.csv", JANE_PATIENT_COLUMNS)
    found += unknown_columns(folder / "2_appointments.csv", JANE_APPOINTMENT_COLUMNS)
    found += unknown_columns(folder / "5_products.csv", JANE_PRODUCT_COLUMNS)
    found += faults(
        patients,
        ("First Name", "Last Name"),
        {"Birth Date": DAY, "Member Since": DAY, "Deceased At": DAY},
        {"Marketing Email Opt-In": {"Yes", "No"}, "Active/Inactive": {"Active", "Inactive", ""}},
    )
    found += faults(
        bookings,
        (
            "Appointment Start Date & Time",
            "Patient First Name",
            "Patient Last Name",
            "Staff Member Name",
            "Patient Number",
        ),
        {"Appointment Start Date & Time": MOMENT, "Appointment End Date & Time": MOMENT},
    )
    found += faults(charts, ("Patient Number", "Patient Name", "Chart Text"))
    found += faults(rows_of(folder, "5_products.csv"), ("Product Name", "Price"))
    found += ["a patient number stands twice"] if len(set(numbers)) < len(numbers) else []
    found += [
        "a row of nobody"
        for row in bookings + charts + policies
        if row["Patient Number"] not in set(numbers)
    ]
    return found + jane_file_faults(folder, set(numbers))


def jane_file_faults(folder: Path, numbers: set[str]) -> list[str]:
    """Every file in the archives stands in the index, with a patient and a date; none names a patient."""
    index = rows_of(folder, "6_files_index.csv")
    named = {row["File Name"] for row in index}
    there: set[str] = set()
    for path in folder.glob("6_files_*.zip"):
        with zipfile.ZipFile(path) as archive:
            there |= set(archive.namelist())
            found = [
                f"{i.filename} is over 50 MB"
                for i in archive.infolist()
                if i.file_size > 50 * 2**20
            ]
            if found:
                return found
    found = faults(index, ("File Name", "Patient Number", "Date"), {"Date": DAY})
    found += [] if there == named else ["index and archives differ"]
    found += ["a file of nobody" for row in index if row["Patient Number"] not in numbers]
    return found + [
        f"{name} is of no kind Jane takes"
        for name in there
        if not name.endswith((".pdf", ".jpg", ".png", ".html"))
    ]


def square_faults(folder: Path) -> list[str]:
    """CSV up to 0.25 MB, birthdays with or without their year, known words of subscription, nothing medical."""
    rows = rows_of(folder, "customers_*.csv")
    birthday = re.compile(r"(?:\d{4}-)?\d{2}-\d{2}|\d{2}-\d{2}-\d{4}")
    states = {"Email Subscription Status": {"Subscribed", "Unsubscribed", "Unknown"}}
    found = faults(rows, (), {"Birthday": birthday}, states)
    found += [f"{p.name} is too large" for p in folder.glob("*.csv") if p.stat().st_size > 250_000]
    text = " ".join(" ".join(row.values()) for row in rows).casefold()
    return found + [
        f"health information: {word}"
        for word in ("keloid", "lidocaine", "lip filler")
        if word in text
    ]


def acuity_faults(folder: Path) -> list[str]:
    """At most 1,000 rows a file, US dates, a name, a type, a length; nothing cancelled."""
    rows = rows_of(folder, "appointments_*.csv")
    required = ("First Name", "Last Name", "Date", "Start Time", "Duration", "Appointment Type")
    found = faults(rows, required, {"Date": US_DAY, "Duration": re.compile(r"[1-9]\d*")})
    for path in folder.glob("appointments_*.csv"):
        if len(rows_of(folder, path.name)) > 1000:
            found.append(f"{path.name} has too many rows")
    found += ["a cancelled booking" for row in rows if "cancel" in row["Notes"].casefold()]
    return found + ["contact data that makes reminders go out" for row in rows if "@" in str(row)]


def wix_faults(folder: Path) -> list[str]:
    """Under 10,000 rows, an e-mail or phone in each, dates as the vendor says, known states."""
    rows = rows_of(folder, "contacts_*.csv")
    states = {"Subscribed", "Unsubscribed", "Never subscribed"}
    words = {"Email subscriber status": states, "SMS subscriber status": states}
    found = faults(rows, (), {"Birthdate": DAY}, words)
    found += ["neither e-mail nor phone" for row in rows if not (row["Email 1"] or row["Phone 1"])]
    mails = [row["Email 1"] for row in rows if row["Email 1"]]
    return found + (["an e-mail stands twice"] if len(mails) > len(set(mails)) else [])


def fresha_faults(folder: Path) -> list[str]:
    """A first name in every row, whole dates."""
    answers = {"Accepts Marketing": {"Yes", "No"}, "Accepts SMS Marketing": {"Yes", "No"}}
    return faults(rows_of(folder, "clients.csv"), ("First Name",), {"Date of Birth": DAY}, answers)


def simplepractice_faults(folder: Path) -> list[str]:
    """Columns with a star are filled."""
    rows = rows_of(folder, "clients.csv")
    starred = [name for name in columns_of(folder / "clients.csv") if name.endswith("*")]
    return faults(rows, starred, {"Date of Birth": US_DAY})
