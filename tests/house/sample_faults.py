"""For every kind of planted fault, how to see that it is really there."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Place = Any
_CARD = re.compile(r"4111[ -]?1111[ -]?1111[ -]?1111")


def _words(place: Place) -> str:
    return " ".join(str(cell) for cell in place[""])


def _born(place: Place) -> Any:
    return place.get("Birthdate", place.get("Birth Date"))


def _has_card(place: Place) -> bool:
    return bool(_CARD.search(_words(place))) and "cvv" in _words(place).lower()


def _mail(place: Place) -> str:
    return str(place.get("Email 1", place.get("Email")))


def _swapped(place: Place) -> bool:
    if "start_at" in place:
        return bool(place["start_at"] > place["end_at"])
    form = "%m/%d/%Y, %I:%M %p"
    start = datetime.strptime(place["Booking Start Time"], form)
    return start > datetime.strptime(place["Booking End Time"], form)


def _dose(place: Place) -> float:
    return float(place.get("Amount", place.get("Qty")))


def _alike(place: Place, *headers: str) -> int:
    """How many rows of the file have the same cells in these columns, this one included."""
    header, rows = place["rows"][0], place["rows"][1:]
    at = [header.index(name) for name in headers if name in header]
    own = [place[header[n]] for n in at]
    assert any(own), "nothing to compare"
    return sum([row[n] for n in at if n < len(row)] == own for row in rows)


def _same_digits(place: Place) -> int:
    """How many rows bear the last nine digits of this row's mobile."""
    header, rows = place["rows"][0], place["rows"][1:]
    at = header.index("Phone 1" if "Phone 1" in header else "Mobile Phone")
    tails = [re.sub(r"\D", "", str(row[at]))[-9:] for row in rows]
    return tails.count(re.sub(r"\D", "", str(place[header[at]]))[-9:])


_MAILS = ("Email 1", "Email")
_HOMES = ("Address 1 - Street", "Address 1 - Zip", "Street Address", "Postal")
_BIRTHS = ("Birthdate", "Birth Date")
_SURNAME = ("Last Name",)


def _staff(place: Place) -> str:
    return " ".join(str(cell) for row in place["staff"] for cell in row)


def _as_day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


SEEN: dict[str, Callable[[Place], bool]] = {
    "Canadian code": lambda p: "K1A 0B1" in _words(p),
    "NUL byte": lambda p: "\x00" in _words(p),
    "UTF-16 file": lambda p: "Sent at" in p,
    "ZIP member outside the archive": lambda p: isinstance(p, bytes) and len(p) > 0,
    "ZIP with lost leading zero": lambda p: str(p["Postal"]).startswith("6511"),
    "ZIP+4": lambda p: bool(re.fullmatch(r"\d{5}-\d{4}", p["Postal"])),
    "age unknown": lambda p: _born(p) == "",
    "birth after treatment": lambda p: _as_day(_born(p)).year >= 2012,
    "booking with a name only": lambda p: not p["Booking contact email"],
    "break without a patient": lambda p: p["patient_guid"] == "",
    "card number in a field": _has_card,
    "card number in a note": _has_card,
    "chart in the archive but not in the index": lambda p: p.startswith(b"%PDF-1.7"),
    "chart in the index but not in the archive": lambda p: p["File"] not in p["members"],
    "combining characters": lambda p: "\u0308" in _words(p) and "\u0303" in _words(p),
    "conflicting same-day statements": lambda p: _alike(p, "Client ref", "Purpose", "Signed on") == 2,
    "consent expired": lambda p: p["Valid until"] != "",
    "consent refused": lambda p: p["Answer"] == "No",
    "consent unknown": lambda p: p["Answer"] == "Not asked",
    "consent withdrawn": lambda p: p["Answer"] == "Withdrawn" and p["Withdrawn on"] != "",
    "corrupt PDF": lambda p: p.startswith(b"%PDF") and b"%%EOF" not in p,
    "cp1252 file": lambda p: "–" in _words(p),
    "cut-off last row": lambda p: len(p[""]) < 10,
    "deceased": lambda p: "eceased" in _words(p) or p.get("Deceased At") not in (None, ""),
    "duplicated header": lambda p: p[""].count("Date") == 2,
    "duplicated row": lambda p: p["rows"].count(p[""]) == 2,
    "e-mail invalid": lambda p: not re.fullmatch(r"[^@ ]+@[^@ ]+\.\w+", _mail(p)),
    "emoji in a name": lambda p: "🌸" in p["First Name"],
    "empty file": lambda p: p == b"",
    "end before start": _swapped,
    "family sharing a phone": lambda p: _same_digits(p) == 2 and _alike(p, *_MAILS) == 1,
    "family sharing phone and e-mail": lambda p: _alike(p, *_MAILS) == 2 and _alike(p, *_BIRTHS) == 1,
    "file nothing recognises": lambda p: isinstance(p, bytes) and len(p) > 0,
    "forms named after patients": lambda p: b"NEW PATIENT INTAKE" in p,
    "formula cell": lambda p: "HYPERLINK(" in p["formulas"],
    "formula cells": lambda p: "=HYPERLINK(" in _words(p) and "@SUM" in _words(p),
    "future birth date": lambda p: _as_day(_born(p)).year == 2031,
    "future date": lambda p: p["Date of note"].year == 2033,
    "header in the middle": lambda p: p["Message no."] == "Message no.",
    "high-ratio ZIP member": lambda p: len(p) > 1_000_000 and set(p) == {ord("0")},
    "id above 2^53 as a number": lambda p: p["Patient Number"] > 2**53,
    "id as a number": lambda p: isinstance(p["Patient Number"], (int, float)),
    "implausible dose": lambda p: _dose(p) > 400,
    "impossible date": lambda p: "31/02/" in _words(p) or "02/31/" in _words(p),
    "leading zeros": lambda p: p["Lot no."].startswith("000"),
    "leading-zero ids": lambda p: p["Patient Number"].startswith("0"),
    "legal hold": lambda p: "egal hold" in _words(p),
    "local time that does not exist": lambda p: p["Session date"] == "2024-03-31",
    "local time that exists twice": lambda p: p["Session date"] == "2024-10-27",
    "long row": lambda p: len(p[""]) > 15,
    "marketing unsubscribed": lambda p: "Unsubscribed" in _words(p)
    or p.get("Marketing Email Opt-In") == "No",
    "missing lot of an injectable": lambda p: p.get("Lot no.", p.get("Lot #")) == "",
    "money as text": lambda p: p["Amount (£)"] == "£1,290.00",
    "nested ZIP": lambda p: p.startswith(b"PK"),
    "objecting client": lambda p: "bject" in _words(p),
    "one client on two rows": lambda p: _alike(p, *_SURNAME, *_HOMES) == 2 and _same_digits(p) == 2,
    "open complaint": lambda p: "omplaint" in _words(p),
    "partial birthday": lambda p: len(str(_born(p))) < 9,
    "phone escapes": lambda p: "\\+" in _words(p) and "'+" in _words(p),
    "phone invalid": lambda p: len(str(p.get("Phone 1", p.get("Mobile Phone")))) < 8,
    "photo cut off": lambda p: p.startswith(b"\xff\xd8") and not p.endswith(b"\xff\xd9"),
    "photo in the list, not in the folder": lambda p: p.get("File name", p.get("File")) not in p["files"],
    "photo with place, camera and name": lambda p: b"Lumenbox" in p,
    "photo without consent": lambda p: (
        p.get("Consent for training", p.get("Training OK")) in ("No", "Not asked", "N", "not asked")
    ),
    "postcode invalid": lambda p: p["Address 1 - Zip"] == "HG66 66Z",
    "restricted client": lambda p: "estrict" in _words(p),
    "reversal and new line": lambda p: p["Details"].startswith("Changed") and _alike(p, "Invoice #") == 3,
    "right-to-left name": lambda p: "الخطيب" in _words(p),
    "row with name and phone only": lambda p: p["Client ref"] == "" and bool(p["Mobile"]),
    "scan without a text layer": lambda p: p.startswith(b"%PDF") and b"/BaseFont" not in p,
    "shares address and phone with staff": lambda p: str(p.get("Address 1 - Street", p.get("Street Address"))) in _staff(p),
    "short row": lambda p: len(p[""]) < 15,
    "smart quotes, emoji, invisible characters": lambda p: "\u202e" in p["Note"],
    "staff who is a client": lambda p: f"{p['First Name']} {p['Last Name']}" in _staff(p),
    "surname Null": lambda p: p["Last Name"] == "Null",
    "treated under 18": lambda p: p["Done at"] == "here" and p["Date"].year in (2022, 2023, 2024, 2025),
    "twins": lambda p: _alike(p, *_MAILS, *_SURNAME, *_HOMES) == 2 and _alike(p, "First Name", *_SURNAME) == 1,
    "unclosed quote": lambda p: "Somebody who hung up" in _words(p),
    "undated refusal beside a dated yes": lambda p: p["Answer"] == "No" and p["Signed on"] == "",
    "under 18 at treatment": lambda p: _as_day(_born(p)).year >= 2005,
    "unknown client": lambda p: "Quarrington" in _words(p) or "dead" in _words(p)
    or p.get("Client ref") == "GC-9999",
    "visit before birth": lambda p: p["Client ref"] in ("GC-0051", "GC-0052") and p["Where"] == "Here",
    "words for nothing": lambda p: p["Gender"] == "NA" and p["Occupation"] == "N/A",
    "zero-width characters": lambda p: "\u200b" in _words(p),
}  # fmt: skip
