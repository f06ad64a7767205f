"""What tables may be broken down by: for each kind of rows its dimensions, with the margins each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anonkit.deidentification.tabulation.design import PRACTITIONER, Dimension


@dataclass(frozen=True)
class KnownDimension(Dimension):
    """A dimension that rows of a clinic have."""

    labels: tuple[str, ...] = ()
    """Its labels where they are a closed list."""
    meaning: str = ""


YES, NO = "yes", "no"
ATTENDANCE = ("kept", "no show", "cancelled late", "cancelled", "not known")
FOLLOW_UP = (
    "within 2 weeks",
    "2 to 6 weeks",
    "6 to 12 weeks",
    "3 to 6 months",
    "later",
    "no visit since",
)

_FAMILY = KnownDimension("family", ("family", "kind"), meaning="procedure family, and its kind")
_KIND = KnownDimension("kind", ("kind",), meaning="kind of treatment: injectables, skin, devices")
_AGE = KnownDimension("age", ("age",), meaning="age at the first visit, in bands")
_SEX = KnownDimension("sex", ("sex",), meaning="sex as recorded")
_SKIN = KnownDimension("skin_type", ("skin_type",), meaning="Fitzpatrick skin type")
_MONTH = KnownDimension("month", ("month", "year"), meaning="calendar month, and its year")
_QUARTER = KnownDimension("quarter", ("quarter", "year"), meaning="quarter, and its year")
_YEAR = KnownDimension("year", ("year",), meaning="calendar year")
_WHO = KnownDimension(
    "practitioner", (PRACTITIONER,), is_staff=True, meaning="who did it, by a drawn number"
)
_ROLE = KnownDimension("role", ("role",), is_staff=True, meaning="the role of who did it")
_PERSONAL = (_AGE, _SEX, _SKIN)
_TIMES = (_MONTH, _QUARTER, _YEAR)


def _named(*dimensions: KnownDimension) -> Mapping[str, KnownDimension]:
    return {dimension.name: dimension for dimension in dimensions}


DIMENSIONS: Mapping[str, Mapping[str, KnownDimension]] = {
    "treatments": _named(
        _FAMILY,
        _KIND,
        KnownDimension("product", ("product",), meaning="product, rare ones together"),
        KnownDimension("site", ("site",), meaning="site treated, rare ones together"),
        KnownDimension(
            "complication",
            ("complication",),
            labels=(YES, NO),
            meaning="whether a complication of this treatment is known",
        ),
        *_TIMES,
        *_PERSONAL,
        _WHO,
        _ROLE,
    ),
    "appointments": _named(
        _FAMILY,
        _KIND,
        KnownDimension(
            "attendance", ("attendance",), labels=ATTENDANCE, meaning="what became of the booking"
        ),
        KnownDimension("weekday", ("weekday",), meaning="day of the week"),
        *_TIMES,
        *_PERSONAL,
        _WHO,
        _ROLE,
    ),
    "feedback": _named(
        KnownDimension("score", ("score",), meaning="the score given, on its scale"),
        KnownDimension("feedback_kind", ("feedback_kind",), meaning="survey, review, complaint"),
        *_TIMES,
        *_PERSONAL,
    ),
    "people": _named(
        KnownDimension(
            "follow_up",
            ("follow_up",),
            labels=FOLLOW_UP,
            meaning="from the first treatment to the next visit",
        ),
        _FAMILY,
        _KIND,
        *_PERSONAL,
    ),
}
"""By kind of rows: treatments done here, bookings up to the day of the release, feedback, treated people."""

AMOUNTS: Mapping[str, tuple[str, ...]] = {"treatments": ("price",), "appointments": ("price",)}
"""Money that may be summed."""
