"""Ages that stand right after a name: "Holly, 42, wants", "Imogen 30 2nd opinion", "HANNAH (41)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from anonkit.deidentification.note_text.facts import Fact

_AFTER_NAME = re.compile(
    r"(?:,? \(?|,)(?P<age>[1-9]\d)(?![\w/:%°]|[.,-]\d)"
    r"(?!\s?(?:units?|iu|u|su|ml|mls|mg|mcg|mm|cm|nm|ms|j|hz|weeks?|wks?|days?|months?|mths?|"
    r"hours?|hrs?|min(?:ute)?s?|x|cc|syringes?|vials?|shots?|passes|pulses|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b)",
    re.IGNORECASE,
)


def ages_after_names(text: str, name_ends: Iterable[int]) -> Iterator[Fact]:
    """The number after each name, where nothing makes it a dose, a time or a date."""
    for end in name_ends:
        match = _AFTER_NAME.match(text, end)
        if match is not None:
            yield Fact(*match.span("age"), "age", int(match["age"]))
