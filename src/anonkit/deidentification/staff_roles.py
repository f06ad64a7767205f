"""Which part each member of staff plays in a case; another part, and no name, in the next case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

PRESCRIBER = "prescriber"
INJECTOR = "injector"
FRONT_DESK = "front desk"
THERAPIST = "therapist"
DEVICE_OPERATOR = "laser practitioner"
OTHER = "member of staff"

_INJECTED = frozenset(
    {
        "botulinum toxin",
        "dermal filler",
        "filler dissolving",
        "skin booster",
        "biostimulator",
        "thread lift",
        "fat dissolving",
        "platelet-rich plasma",
        "hyperhidrosis",
        "vein treatment",
    }
)
_BY_DEVICE = frozenset(
    {"laser hair removal", "laser skin", "light therapy", "radiofrequency", "ultrasound"}
)
_DECLARED: tuple[tuple[str, str], ...] = (
    (r"recept|front.?desk|admin|manager|coordinat|concierge|booking|host", FRONT_DESK),
    (r"prescrib", PRESCRIBER),
    (r"inject|nurse|doctor|\bdr\b|physician|surgeon|dentist|\bnp\b|\bpa\b|\brn\b|\bmd\b", INJECTOR),
    (r"laser|ipl|technician|electrolog", DEVICE_OPERATOR),
    (r"aesthetician|esthetician|therapist|facial|beaut", THERAPIST),
)
_ORDINALS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ")


@dataclass(frozen=True)
class Act:
    """Something a member of staff did in a case."""

    when: str
    staff_key: str
    role: str | None
    """The part the act itself shows; ``None`` where it shows none."""


def roles_in_case(acts: Iterable[Act], declared: Mapping[str, str]) -> dict[str, str]:
    """By staff row key: the part in this case; a second injector is told from the first."""
    ordered = sorted(acts, key=lambda act: (act.when, act.staff_key))
    role_by_staff: dict[str, str] = {}
    for act in ordered:
        if act.role is not None and act.staff_key not in role_by_staff:
            role_by_staff[act.staff_key] = act.role
    for act in ordered:
        role_by_staff.setdefault(act.staff_key, declared.get(act.staff_key, OTHER))
    seen: dict[str, int] = {}
    told = {}
    for staff_key in dict.fromkeys(act.staff_key for act in ordered):
        role = role_by_staff[staff_key]
        place = seen.get(role, 0)
        seen[role] = place + 1
        told[staff_key] = _ORDINALS[min(place, len(_ORDINALS) - 1)] + role
    return told


def declared_roles(staff: pd.DataFrame) -> dict[str, str]:
    """By staff row key: the part that the staff table's own words say."""
    return {
        str(key): declared_role(role)
        for key, role in zip(staff["row_key"], staff["role"], strict=True)
    }


def declared_role(words: object) -> str:
    """The part that a job title says."""
    if not isinstance(words, str):
        return OTHER
    for pattern, role in _DECLARED:
        if re.search(pattern, words.lower()):
            return role
    return OTHER


def role_of_treatment(family: object) -> str | None:
    """The part of somebody who gave a treatment of that family."""
    if family in _INJECTED:
        return INJECTOR
    if family in _BY_DEVICE:
        return DEVICE_OPERATOR
    return THERAPIST if isinstance(family, str) and family not in ("other", "review") else None
