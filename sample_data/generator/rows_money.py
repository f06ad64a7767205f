"""Rows of money: payments and what is prepaid. Never a card number, but four digits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sample_data.generator.draws import chance, pick, rng
from sample_data.generator.rows_care import base, number
from sample_data.generator.world import World

Rows = Iterator[dict[str, Any]]


def payments(world: World) -> Rows:
    """One row a receipt."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "payments", person.n)
        card = f"{draw.randrange(10000):04d}"
        for count, visit in enumerate(world.courses[person.n].attended, 1):
            if not visit.price:
                continue
            method = pick(draw, ("Card", 7), ("Cash", 1), ("Bank transfer", 1), ("Package", 2))
            yield base(person) | {
                "id": number("RC", person, count), "date": visit.day, "item": visit.service.name,
                "amount": float(visit.price), "method": method, "staff": visit.staff.name,
                "card": card if method == "Card" else "",
                "refunded": float(visit.price) if visit.trouble and chance(draw, 0.1) else None,
                "remarks": "",
            }  # fmt: skip


def balances(world: World) -> Rows:
    """One row a package, deposit, credit or voucher."""
    for person in world.people:
        draw = rng(world.seed, world.clinic, "balances", person.n)
        if not chance(draw, 0.3):
            continue
        kind = draw.choice(["Package", "Deposit", "Credit", "Gift voucher"])
        visit = world.courses[person.n].visits[-1]
        sessions = draw.randrange(0, 5) if kind == "Package" else None
        yield base(person) | {
            "id": number("PB", person, 1), "type": kind,
            "description": f"{visit.service.name} x6" if kind == "Package" else kind.lower(),
            "date": visit.day, "expires": visit.day + timedelta(days=365), "sessions": sessions,
            "value": float(draw.randrange(20, 400, 10)),
        }  # fmt: skip
