"""NHS numbers: the check digit and either a label or the usual spacing."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.checksums import is_nhs_number

_LABEL = re.compile(r"\bnhs\b[^\n]{0,16}$", re.IGNORECASE)


class NhsNumber(PatternRecogniser):
    """Ten digits that the NHS could have given; a check digit alone proves nothing."""

    name = "nhs_number"
    entity = "ID"
    patterns = (re.compile(r"(?<![\d.+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])"),)

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A label is enough; without one the digits must be spaced 3-3-4 and check."""
        before = note.text[max(0, match.start() - 24) : match.start()]
        if _LABEL.search(before):
            return True
        is_spaced = bool(re.fullmatch(r"\d{3} \d{3} \d{4}", match.group()))
        return is_spaced and is_nhs_number(re.sub(r"\D", "", match.group()))
