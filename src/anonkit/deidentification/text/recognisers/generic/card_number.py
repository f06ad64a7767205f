"""Payment card and bank account numbers."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.checksums import is_luhn


class CardNumber(PatternRecogniser):
    """Thirteen to nineteen digits that pass the Luhn check, IBANs, sort codes with accounts."""

    name = "card_number"
    entity = "ID"
    patterns = (
        re.compile(r"(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w-])"),
        re.compile(
            r"(?<!\w)(?P<iban>[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)(?!\w)"
        ),
        re.compile(r"(?<![\w-])(?P<sort>\d{2}-\d{2}-\d{2}[ ,/]{1,3}(?:a/?c[ :]{0,2})?\d{8})(?!\w)"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Cards must pass their check; the other shapes speak for themselves."""
        if match.lastgroup:
            return True
        return is_luhn(re.sub(r"\D", "", match.group()))
