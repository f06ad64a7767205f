"""What kind of lesson a case is: ordinary, difficult, complicated or declined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ORDINARY, DIFFICULT, COMPLICATED, DECLINED = KINDS = (
    "ordinary",
    "difficult",
    "complicated",
    "declined",
)
"""The kinds, in the order in which a set is filled."""

UNTOWARD = frozenset({"complication", "adverse event"})
_SLIGHT = frozenset({"none", "mild"})
_ONLY_TALK = frozenset({"consultation", "review", "product sale"})
_CORRECTION = frozenset({"filler dissolving"})


def kind_of(case: Mapping[str, Any], contraindications: Sequence[str]) -> str:
    """The kind of a case document; what nobody recorded counts as not having been."""
    treated = treatments_here(case)
    outcomes = [row for visit in case["visits"] for row in visit.get("outcomes", ())]
    untoward = [row for row in outcomes if row.get("kind") in UNTOWARD]
    if any(row.get("severity") not in _SLIGHT for row in untoward):
        return COMPLICATED
    if not any(row.get("family") not in _ONLY_TALK for row in treated):
        return DECLINED
    corrected = any(row.get("family") in _CORRECTION for row in treated)
    if untoward or contraindications or corrected or case["person"].get("alert"):
        return DIFFICULT
    return ORDINARY


def treatments_here(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was done in this clinic, over all visits."""
    return [
        row
        for visit in case["visits"]
        for row in visit.get("treatments", ())
        if row.get("place") != "elsewhere"
    ]
