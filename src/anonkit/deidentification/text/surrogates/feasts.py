"""Named days: about when they fall, so that another day can stand in for them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from anonkit.deidentification.text.recognisers.date_words import MONTHS
from anonkit.deidentification.text.surrogates.shapes import like_case

_ABOUT: tuple[tuple[str, int, int], ...] = (
    ("boxing", 12, 26),
    ("christmas eve", 12, 24),
    ("mas eve", 12, 24),
    ("christmas", 12, 25),
    ("mas", 12, 25),
    ("hogmanay", 12, 31),
    ("new year's eve", 12, 31),
    ("nye", 12, 31),
    ("chinese new year", 2, 3),
    ("lunar new year", 2, 3),
    ("new year", 1, 1),
    ("nyd", 1, 1),
    ("burns", 1, 25),
    ("valentine", 2, 14),
    ("patrick", 3, 17),
    ("paddy", 3, 17),
    ("david", 3, 1),
    ("george", 4, 23),
    ("andrew", 11, 30),
    ("pancake", 2, 20),
    ("shrove", 2, 20),
    ("ash", 2, 21),
    ("mardi", 2, 20),
    ("moth", 3, 25),
    ("good friday", 4, 7),
    ("easter", 4, 9),
    ("passover", 4, 8),
    ("pesach", 4, 8),
    ("ramadan", 3, 15),
    ("eid", 4, 15),
    ("nowruz", 3, 20),
    ("holi", 3, 12),
    ("vaisakhi", 4, 14),
    ("baisakhi", 4, 14),
    ("cinco", 5, 5),
    ("memorial", 5, 28),
    ("father", 6, 18),
    ("juneteenth", 6, 19),
    ("july", 7, 4),
    ("independence", 7, 4),
    ("labo", 9, 3),
    ("rosh", 9, 20),
    ("yom", 9, 29),
    ("suk", 10, 5),
    ("diwali", 10, 30),
    ("navratri", 10, 10),
    ("hallow", 10, 31),
    ("bonfire", 11, 5),
    ("guy", 11, 5),
    ("remembrance", 11, 11),
    ("veteran", 11, 11),
    ("ve day", 5, 8),
    ("ve-day", 5, 8),
    ("vj day", 8, 15),
    ("vj-day", 8, 15),
    ("d-day", 6, 6),
    ("thanksgiving", 11, 24),
    ("black friday", 11, 25),
    ("han", 12, 14),
    ("chan", 12, 14),
    ("kwanzaa", 12, 28),
)


def shift_feast(surface: str, days: int, month_first: bool) -> str | None:
    """A plain date about as far from the feast as the client's other dates are moved."""
    key = surface.lower()
    for fragment, about_month, day in _ABOUT:
        if fragment in key:
            year = re.search(r"(?:19|20)\d\d", surface)
            moved = date(int(year.group()) if year else 2023, about_month, day) + timedelta(
                days=days
            )
            month = MONTHS[moved.month - 1].capitalize()
            text = f"{month} {moved.day}" if month_first else f"{moved.day} {month}"
            gap = ", " if month_first else " "
            return like_case(surface, f"{text}{gap}{moved.year}" if year else text)
    return None
