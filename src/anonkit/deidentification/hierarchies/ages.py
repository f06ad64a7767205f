"""Ages in completed years, in ever wider bands; everybody of 90 and over is one class."""

from __future__ import annotations

from functools import partial

from anonkit.deidentification.hierarchies.base import SteppedHierarchy

ADULT = 18
TOP = 90
"""45 CFR 164.514(b)(2)(i)(C): ages over 89 form one category."""


def age_band(text: str, edges: tuple[int, ...]) -> str | None:
    """The band an age falls into; `edges` are the first ages of the bands, ascending."""
    if not text.isdigit():
        return None
    age = int(text)
    if age < edges[0]:
        return f"under {edges[0]}"
    if age >= edges[-1]:
        return f"{edges[-1]}+"
    start = max(edge for edge in edges if edge <= age)
    following = min(edge for edge in edges if edge > age)
    return f"{start}-{following - 1}"


def exact_age(text: str) -> str | None:
    """The age itself, 90 and over as one class."""
    if not text.isdigit():
        return None
    return f"{TOP}+" if int(text) >= TOP else str(int(text))


FIVE_YEARS = (ADULT, *range(25, TOP + 1, 5))
TEN_YEARS = (ADULT, *range(30, TOP + 1, 10))
TEN_YEARS_TO_70 = (ADULT, 30, 40, 50, 60, 70)
TWENTY_YEARS = (ADULT, 40, 60)
HALVES = (ADULT, 40)

AGE = SteppedHierarchy(
    "age",
    (
        ("in years, 90 and over together", exact_age),
        ("in bands of five years", partial(age_band, edges=FIVE_YEARS)),
        ("in bands of ten years", partial(age_band, edges=TEN_YEARS)),
        ("in bands of ten years to 70", partial(age_band, edges=TEN_YEARS_TO_70)),
        ("in bands of twenty years", partial(age_band, edges=TWENTY_YEARS)),
        ("under 40, or 40 and over", partial(age_band, edges=HALVES)),
    ),
)

AGE_BANDS = SteppedHierarchy("age band", AGE.steps[2:])
"""Never finer than ten years."""
