"""National Insurance numbers."""

from __future__ import annotations

import re

from anonkit.deidentification.text.recognisers.base import PatternRecogniser


class NationalInsurance(PatternRecogniser):
    """Two letters, six digits in any spacing, a last letter A to D."""

    name = "national_insurance"
    entity = "ID"
    patterns = (
        re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]?(?!\w)"),
        re.compile(
            r"(?i)(?<!\w)(?:ni|nino|national insurance)[ .:#]{0,3}(?:no\.?|"
            r"number)?[ .:#]{0,2}(?P<id>[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ "
            r"-]?[A-D]?)(?!\w)"
        ),
    )
