"""National Insurance numbers."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

# Prefixes never given out are left aside, but for QQ, which stands in examples
# (https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110).
_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
_LOT = re.compile(
    r"\b(?:lot|batch|b/n|bn|serial|s/n)[ .:#]{0,3}(?:no\.?)?[ .:#]{0,2}$", re.IGNORECASE
)


class NationalInsurance(PatternRecogniser):
    """Two letters, six digits in any spacing and a last letter A to D; with a label, in any form."""

    name = "national_insurance"
    entity = "ID"
    patterns = (
        re.compile(rf"(?<!\w){_PREFIX}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?[A-D](?!\w)"),
        re.compile(rf"(?<!\w){_PREFIX}[ -]\d{{2}}[ -]\d{{2}}[ -]\d{{2}}(?![\w-]|[ -]\d)"),
        re.compile(
            r"(?i)(?<!\w)(?:ni|nino|national insurance)[ .:#]{0,3}(?:no\.?|"
            r"number)?[ .:#]{0,2}(?P<id>[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ "
            r"-]?[A-D]?)(?!\w)"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A lot may look the same."""
        return _LOT.search(note.text[max(0, match.start() - 14) : match.start()]) is None
