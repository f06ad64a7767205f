"""UK postcodes and US ZIP codes, and how far each may be told."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from anonkit.deidentification.hierarchies.base import SteppedHierarchy

NOT_ALLOWED = "000"
"""What stands for a ZIP area that is too small, or whose population nobody has counted."""

_DATA = Path(__file__).parent / "data"

# Area: first letter never Q V X, second never I J Z; inward letters never C I K M O V.
_OUTWARD = r"(?P<area>[A-PR-UWYZ][A-HK-Y]?)(?P<district>[0-9][0-9A-HJKPSTUW]?)"
_POSTCODE = re.compile(_OUTWARD + r"(?:[0-9][ABD-HJLNP-UW-Z]{2})?")
_ZIP = re.compile(r"(?P<zip3>[0-9]{3})(?:[0-9]{2})(?:[- ]?[0-9]{4})?")
_ZIP_WITHOUT_ZERO = re.compile(r"[0-9]{4}(?:-[0-9]{4})?")

# Not places: British forces, non-geographic, pseudo-codes of the NHS.
_NOT_PLACES = ("BF", "BX", "XX", "ZZ", "GIR", "SAN")


def district_of(postcode: str) -> str | None:
    """The outward code, never cut to a fixed length; ``None`` for what is no UK postcode."""
    found = _read_postcode(postcode)
    return None if found is None else found["area"] + found["district"]


def area_of(postcode: str) -> str | None:
    """The letters of the outward code; ``None`` for what is no UK postcode."""
    found = _read_postcode(postcode)
    return None if found is None else found["area"]


def nation_of(postcode: str) -> str | None:
    """The part of the United Kingdom most of the postcode area lies in."""
    area = area_of(postcode)
    return None if area is None else _areas().get(area, "England")


def zip3_of(zip_code: str) -> str | None:
    """The first three digits where more than 20,000 people live there, else ``000``.

    What is no US ZIP code (a Canadian or UK code in the column) is ``None``. A spreadsheet that
    took away the leading zero has left four digits: they are read with the zero.
    """
    text = zip_code.strip().removesuffix(".0")
    if _ZIP_WITHOUT_ZERO.fullmatch(text):
        text = "0" + text
    found = _ZIP.fullmatch(text)
    if found is None:
        return None
    return found["zip3"] if found["zip3"] in allowed_zip3() else NOT_ALLOWED


def zip1_of(zip_code: str) -> str | None:
    """The first digit, which names a group of states."""
    zip3 = zip3_of(zip_code)
    return None if zip3 is None else NOT_ALLOWED if zip3 == NOT_ALLOWED else f"{zip3[0]}xx"


@cache
def allowed_zip3() -> frozenset[str]:
    """The three-digit ZIP areas with more than 20,000 people in the newest census."""
    lines = (_DATA / "zip3_allowed_2020.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(words)


def _read_postcode(text: str) -> re.Match[str] | None:
    compact = re.sub(r"[\s.-]", "", text).upper()
    if compact.startswith(_NOT_PLACES):
        return None
    return _POSTCODE.fullmatch(compact)


@cache
def _areas() -> dict[str, str]:
    table = yaml.safe_load((_DATA / "uk_nations.yaml").read_text(encoding="utf-8"))
    return {area: nation for nation, areas in table["areas"].items() for area in areas}


UK_POSTCODE = SteppedHierarchy(
    "UK postcode",
    (("postcode area", area_of), ("part of the United Kingdom", nation_of)),
)
UK_DISTRICT = SteppedHierarchy(
    "UK postcode district",
    (
        ("postcode district", district_of),
        ("postcode area", area_of),
        ("part of the United Kingdom", nation_of),
    ),
)
US_ZIP = SteppedHierarchy(
    "US ZIP",
    (("first three digits, or 000", zip3_of), ("first digit", zip1_of)),
)
