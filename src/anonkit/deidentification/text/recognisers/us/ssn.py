"""Social security numbers and their last four digits."""

from __future__ import annotations

import re

from anonkit.deidentification.text.recognisers.base import PatternRecogniser


class SocialSecurity(PatternRecogniser):
    """Three, two and four digits, or the tail where the label says so."""

    name = "social_security"
    entity = "ID"
    patterns = (
        re.compile(r"(?<![\w-])[\dxX*]{3}[- ][\dxX*]{2}[- ]\d{4}(?![\w-])"),
        re.compile(
            r"(?i)\b(?:ssn?|social(?: security)?)(?:[ ](?:no\.?|number|#))?[ "
            r".:#-]{0,3}(?:is[ ])?(?P<id>\d{9}|\d{4})\b"
        ),
        re.compile(
            r"(?i)\blast (?:4|four)(?:[ ](?:of )?(?:ssn|social|ss#?))?[ .:#-]{0,3}(?:is[ "
            r"])?(?P<id>\d{4})\b"
        ),
        re.compile(r"(?<![\w-])\d{2}-\d{7}(?![\w-])"),
    )
