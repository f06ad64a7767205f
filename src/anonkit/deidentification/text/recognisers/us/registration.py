"""NPI and DEA numbers, Medicare ids."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.checksums import is_dea, is_npi

_LABEL = re.compile(r"\b(?:npi|dea)\b[^\n]{0,12}$", re.IGNORECASE)


class UsRegistration(PatternRecogniser):
    """Registrations of US practitioners, by label or by check digit and shape."""

    name = "us_registration"
    entity = "ID"
    patterns = (
        re.compile(r"(?<![\w.+-])[12]\d{9}(?![\w-])"),
        re.compile(r"(?<![\w-])[ABFGMPR][A-Z9]\d{7}(?![\w-])"),
        re.compile(
            r"(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKM"
            r"NP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A label, or a check digit that holds."""
        before = note.text[max(0, match.start() - 20) : match.start()]
        surface = match.group()
        if _LABEL.search(before) or len(surface) > 10:
            return True
        if re.search(r"\b(?:lot|batch|serial)\b[^\n]{0,6}$", before, re.IGNORECASE):
            return False
        return is_npi(surface) if surface.isdigit() else is_dea(surface)
