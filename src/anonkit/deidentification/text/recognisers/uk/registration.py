"""Registrations of UK practitioners and driving licence numbers by their shape."""

from __future__ import annotations

import re

from anonkit.deidentification.text.recognisers.base import PatternRecogniser


class UkRegistration(PatternRecogniser):
    """GMC, GDC, GPhC and HCPC numbers by label; NMC pins and driving licences by shape."""

    name = "uk_registration"
    entity = "ID"
    patterns = (
        re.compile(
            r"(?i)\b(?:gmc|gdc|gphc|hcpc|nmc|pin)[ .:#-]{0,3}(?:no\.?|number|"
            r"ref|reg|pin)?[ .:#-]{0,3}(?P<id>[A-Z]{0,3}\d{5,8}|\d{2}[A-L]\d{4}[A-Z])\b"
        ),
        re.compile(r"(?<!\w)\d{2}[A-L]\d{4}[EWSNO](?!\w)"),
        re.compile(r"(?<!\w)[A-Z9]{5}[ ]?\d[0156]\d{4}[ ]?[A-Z9]{2}[ ]?[0-9A-Z]{3}(?!\w)"),
    )
