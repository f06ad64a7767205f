"""The UK clinic's bookings in both layouts Wix has used, with what is wrong in them."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sample_data.generator import faults as f
from sample_data.generator.columns import UK
from sample_data.generator.courses import Visit
from sample_data.generator.draws import chance, expand, pick, rng
from sample_data.generator.faults import Faults
from sample_data.generator.people import Person
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, write

A, B, CANCELLED = "bookings_layout_a.csv", "bookings_layout_b.csv", "bookings_cancelled.csv"
_CHANGE = date(2023, 1, 1)  # the site's layout changed that day
_KNOW = ["no", "", "", "{Bit|Very} nervous of needles", "I am allergic to plasters",
         "please ring me on <phone>", "on antibiotics until Friday",
         "my <relation> <relative> will wait in the car", "breastfeeding until <month>"]  # fmt: skip
_ELSEWHERE = ["", "No", "Yes, at Velvet Skin Lab", "lips in 2020 by a lady called Chantelle"]
_HEARD = ["", "Google", "Instagram", "<relative>", "walked past"]


def write_bookings(world: World, folder: Path, faults: Faults) -> None:
    """Writes the three booking files."""
    visits = [(p, v) for p in world.people for v in world.courses[p.n].booked]
    visits.sort(key=lambda pair: (pair[1].start, pair[0].n))
    kept = [pair for pair in visits if pair[1].status != "cancelled"]
    old = [_row_a(world, p, v) for p, v in kept if v.day < _CHANGE]
    new = [_row_b(world, p, v) for p, v in kept if v.day >= _CHANGE]
    gone = [_row_b(world, p, v) for p, v in visits if v.status == "cancelled"]
    _plant_a(old, faults)
    _plant_b(new, faults)
    faults.rows |= {A: len(old), B: len(new), CANCELLED: len(gone)}
    write(folder / A, _cut_off(csv_text(UK[A], old), len(old), faults))
    write(folder / B, _damage_b(csv_text(UK[B], new), faults))
    write(folder / CANCELLED, _with_nul(csv_text(UK[CANCELLED], gone), faults))


def _row_a(world: World, person: Person, visit: Visit) -> dict[str, Any]:
    draw = rng(world.seed, "booking", visit.id)
    end = visit.start + timedelta(minutes=visit.minutes)
    relative = person.relatives[0]
    slots = {"phone": person.phone, "relation": relative.relation, "relative": relative.name,
             "month": "May"}  # fmt: skip
    return {
        "start": _twelve(visit.start), "end": _twelve(end), "first": person.first,
        "last": person.last, "email": person.email, "phone": person.phone,
        "service": visit.service.name, "type": "Appointment", "staff": visit.staff.name,
        "duration": _duration_a(visit.minutes), "status": "Confirmed",
        "paid": pick(draw, ("Paid", 8), ("Not Paid", 1), ("Partially Paid", 1)),
        "order": f"{10000 + int(visit.id) % 89999}", "total": f"£{visit.price:,.2f}",
        "know": expand(draw, draw.choice(_KNOW), slots), "elsewhere": draw.choice(_ELSEWHERE),
        "heard": expand(draw, draw.choice(_HEARD), slots),
    }  # fmt: skip


def _twelve(when: datetime) -> str:
    hour = when.hour % 12 or 12
    return (
        f"{when.month}/{when.day}/{when.year}, {hour}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"
    )


def _duration_a(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{rest} min" if not hours else f"{hours} hr {rest} min" if rest else f"{hours} hr"


def _duration_b(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{rest}m" if not hours else f"{hours}h, {rest}m" if rest else f"{hours}h"


def _row_b(world: World, person: Person, visit: Visit) -> dict[str, Any]:
    draw = rng(world.seed, "booking", visit.id)
    status = {"cancelled": draw.choice(["Canceled", "Canceled", "Declined", "Pending"])}
    attended = {"no_show": "No-Show", "cancelled": "not specified", "planned": "not specified"}
    return {
        "day": visit.day.isoformat(), "time": f"{visit.start:%H:%M}",
        "registered": (visit.day - timedelta(days=draw.randrange(1, 40))).isoformat(),
        "name": person.name, "email": person.email,
        "phone": ("'" if chance(draw, 0.3) else "") + f"+44{person.phone[1:]}",
        "address": f"{person.street}, {person.city} {person.postcode}" if chance(draw, 0.4) else "",
        "spots": "1", "duration": _duration_b(visit.minutes), "service": visit.service.name,
        "type": "Appointment", "staff": visit.staff.name,
        "status": status.get(visit.status, "Confirmed"),
        "attendance": attended.get(visit.status, draw.choice(["Attended", "Checked-In"])),
        "paid": pick(draw, ("Paid", 8), ("Not Paid", 1), ("unknown", 1)),
    }  # fmt: skip


def _plant_a(rows: list[dict[str, Any]], faults: Faults) -> None:
    """End before start, and a client nobody knows."""
    if len(rows) < 12:
        return
    rows[8]["start"], rows[8]["end"] = rows[8]["end"], rows[8]["start"]
    faults.add("end before start", A, 9, f.QUARANTINE, "start and end changed places")
    rows[10] |= {"first": "Ottilie", "last": "Quarrington", "email": "nobody.here@example.org",
                 "phone": "07700900951"}  # fmt: skip
    faults.add("unknown client", A, 11, f.QUARANTINE, "name, e-mail and phone are in no contact")


def _plant_b(rows: list[dict[str, Any]], faults: Faults) -> None:
    """Clock changes, and a copied row."""
    if len(rows) < 20:
        return
    for place, day, fault in ((4, "2024-03-31", "local time that does not exist"),
                              (5, "2024-10-27", "local time that exists twice")):  # fmt: skip
        rows[place] |= {"day": day, "time": "01:30", "registered": "2024-03-01"}
        faults.add(fault, B, place + 1, f.WARNING, "the clocks change that night")
    rows[12]["email"], rows[12]["phone"] = "", ""
    faults.add("booking with a name only", B, 13, f.WARNING, "neither e-mail nor phone")
    rows.insert(16, dict(rows[15]))
    faults.add("duplicated row", B, 17, f.IGNORED, "the same booking twice")


def _cut_off(text: str, rows: int, faults: Faults) -> str:
    if not rows:
        return text
    faults.add("cut-off last row", A, rows, f.QUARANTINE, "the file ends inside the row")
    return text.rstrip("\r\n").rsplit(",", 9)[0]


def _with_nul(text: str, faults: Faults) -> str:
    lines = text.split("\r\n")
    if len(lines) < 6:
        return text
    lines[3] = lines[3].replace(" ", "\x00", 1)
    faults.add("NUL byte", CANCELLED, 3, f.QUARANTINE, "a zero byte inside the name")
    return "\r\n".join(lines)


def _damage_b(text: str, faults: Faults) -> str:
    lines = text.split("\r\n")
    if len(lines) < 25:
        return text
    lines[8] = ",".join(lines[8].split(",")[:6])
    faults.add("short row", B, 8, f.QUARANTINE, "fewer cells than the header has")
    lines[19] += ",moved,by phone,ask Babs"
    faults.add("long row", B, 19, f.QUARANTINE, "more cells than the header has")
    return "\r\n".join(lines)
