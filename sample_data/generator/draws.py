"""Seeded draws, and numbers that nobody can own.

Ranges: Ofcom drama numbers, NANP 555-01xx, NHS numbers from 999 up (never issued), SSN area 666
(never issued), NI prefix QQ (specimens), RFC 2606 domains, RFC 5737 addresses.
"""

import random
import re
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<(\w+)>")
_UK_AREAS = [
    *(f"{area}496" for area in ["0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141", "0151", "0161"]),
    "0191498", "0207946", "0292018",
]  # fmt: skip
_COLORADO = ["303", "720", "970", "719", "983"]
_KEPT = ["406", "208", "701", "605"]  # for relatives, practices and staff
_US_AREAS = _COLORADO + [
    str(n)
    for n in range(201, 990)
    if n % 100 != 11 and n % 111 and n // 100 != 8 and str(n) not in _COLORADO + _KEPT
]
# District numbers beyond the last one in use in each area, so no such postcode is delivered to.
_DISTRICTS = ["HG6", "HG7", "HG8", "LS31", "LS32", "YO27", "YO28", "YO33", "BD25", "BD26", "DL18"]
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


def rng(*parts: object) -> random.Random:
    """A generator of its own for these parts: the same for ever, whatever else is drawn."""
    return random.Random("/".join(map(str, parts)))


def chance(draw: random.Random, share: float) -> bool:
    """True in about this share of draws."""
    return draw.random() < share


def expand(draw: random.Random, text: str, slots: dict[str, str]) -> str:
    """Fills `<slot>`s, then chooses one branch of every `{a|b|c}`, innermost first."""
    while match := _ALTERNATIVES.search(text):
        branch = draw.choice(match[1].split("|"))
        text = text[: match.start()] + branch + text[match.end() :]
    return _SLOT.sub(lambda m: slots[m[1]], text)


def pick(draw: random.Random, *weighted: tuple[T, float]) -> T:
    """One of the values by weight."""
    return draw.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def spread(n: int, size: int, prime: int = 7919) -> int:
    """A scattered place of n among size places; n below size never meet."""
    return (n * prime + 13) % size


def uk_phone(n: int) -> str:
    """The n-th UK number in digits: drama mobiles first, then drama landlines."""
    if n < 950:
        return f"07700900{spread(n, 950):03d}"
    area, rest = divmod(n - 950, 1000)
    return f"{_UK_AREAS[area % len(_UK_AREAS)]}{rest:04d}"


def uk_staff_phone(n: int) -> str:
    """Numbers kept for staff, relatives and practices: 01632 960xxx and the last mobiles."""
    return f"01632960{n % 1000:03d}"


def us_phone(n: int) -> str:
    """The n-th US number in digits: 555-0100 to 555-0189; 0190 to 0199 are kept for staff."""
    area, rest = divmod(n, 90)
    return f"{_US_AREAS[area % len(_US_AREAS)]}5550{100 + spread(rest, 90, 37):03d}"


def us_other_phone(n: int) -> str:
    """Numbers of staff, relatives and practices: area codes the clients do not use."""
    return f"{_KEPT[n // 100 % len(_KEPT)]}5550{100 + n % 100:03d}"


def nhs_number(n: int) -> str:
    """A valid NHS number of the range that is never issued."""
    for step in range(20):
        first = f"999{(n * 9973 + step) % 1_000_000:06d}"
        check = 11 - sum(int(d) * w for d, w in zip(first, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return first + str(check % 11)
    raise AssertionError("no check digit in twenty tries")


def ssn(n: int) -> str:
    """A social security number of area 666, which is never issued."""
    return f"666-{n * 31 % 98 + 1:02d}-{n * 7919 % 9998 + 1:04d}"


def ni_number(n: int) -> str:
    """A national insurance number of the specimen prefix."""
    return f"QQ{n * 7919 % 1_000_000:06d}{'ABCD'[n % 4]}"


def postcode(draw: random.Random) -> str:
    """A postcode of the right shape in a district that does not exist."""
    inward = f"{draw.randrange(10)}{draw.choice(_INWARD)}{draw.choice(_INWARD)}"
    return f"{draw.choice(_DISTRICTS)} {inward}"


def ip_address(draw: random.Random) -> str:
    """An address of the documentation blocks."""
    if chance(draw, 0.15):
        return f"2001:db8:{draw.randrange(65536):x}::{draw.randrange(1, 65536):x}"
    block = draw.choice(["192.0.2", "198.51.100", "203.0.113"])
    return f"{block}.{draw.randrange(1, 255)}"


def guid(draw: random.Random) -> str:
    """A random GUID of version 4."""
    digits = f"{draw.getrandbits(128):032x}"
    variant = "89ab"[draw.randrange(4)]
    joined = f"{digits[:12]}4{digits[13:16]}{variant}{digits[17:]}"
    return "-".join([joined[:8], joined[8:12], joined[12:16], joined[16:20], joined[20:]])


def some(draw: random.Random, values: Sequence[T], most: int) -> list[T]:
    """None to `most` of the values, in the order given."""
    count = draw.randrange(most + 1)
    chosen = set(draw.sample(range(len(values)), min(count, len(values))))
    return [value for place, value in enumerate(values) if place in chosen]
