"""Rows of the house itself: staff, services, products, places."""

from collections.abc import Iterator
from typing import Any

from sample_data.generator.catalogue import CONSULT, PRODUCTS, REVIEW, menu
from sample_data.generator.facts import CLINIC_PHONES
from sample_data.generator.world import World

Rows = Iterator[dict[str, Any]]


def staff(world: World) -> Rows:
    """One row a member of staff, with the private address they gave."""
    for member in world.staff:
        home = world.homes[member.initials]
        client = world.staff_clients.get(member.initials)
        yield {
            "initials": member.initials, "name": member.name, "known": member.known,
            "role": member.role, "registration": member.registration, "email": home.email,
            "phone": home.phone, "address": home.street, "postcode": home.postcode,
            "started": member.started, "left": member.left,
            "ref": client.ref if client else "", "guid": client.guid if client else "",
        }  # fmt: skip


def services(world: World) -> Rows:
    """One row a service."""
    for service in [CONSULT, REVIEW, *menu(world.clinic)]:
        yield {
            "name": service.name, "category": service.category, "minutes": service.minutes,
            "price": float(service.price), "deposit": 50.0 if service.price > 200 else 0.0,
        }  # fmt: skip


def products(world: World) -> Rows:
    """One row a product some service of this clinic uses."""
    used = {name for service in menu(world.clinic) for name in service.products} | {"Hyalase"}
    for product in PRODUCTS.values():
        if product.name in used:
            yield {"name": product.name, "maker": product.maker, "kind": product.kind,
                   "unit": product.unit}  # fmt: skip


def locations(world: World) -> Rows:
    """One row a place."""
    phone = CLINIC_PHONES[world.clinic]
    if world.clinic == "uk":
        yield {"name": "Larkmere", "address": "2 Tanyard Row", "town": "Larkmere",
               "postcode": "HG6 1AA", "phone": phone}  # fmt: skip
        yield {"name": "Oxenby clinic room", "address": "11 Market Place", "town": "Oxenby",
               "postcode": "YO27 4BD", "phone": phone}  # fmt: skip
    else:
        yield {"name": "Juniper Mesa", "address": "400 Mesa Trail", "town": "Juniper Mesa",
               "postcode": "80831", "phone": phone}  # fmt: skip
