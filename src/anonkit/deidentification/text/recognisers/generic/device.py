"""Serial numbers of things that belong to a person, and hardware addresses."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_PERSONAL = re.compile(
    r"\b(?:pacemaker|implant(?:ed|s)?|pump|cpap|hearing aids?|oticon|"
    r"phonak|resound|starkey|signia|widex|icd|aicd|stent|lens|iol|"
    r"phone|iphone|"
    r"samsung|watch|fitbit|imei|monitor|cgm|libre|dexcom|valve|prosthe\w+|stimulator|neurostim\w*|"
    r"loop recorder|breast|cochlear|shunt|port|ipad|laptop|wheelchair|"
    r"scooter|insulin|medtronic|abbott|"
    r"boston scientific|natrelle|mentor|motiva)\b",
    re.IGNORECASE,
)


class Device(PatternRecogniser):
    """Serials near words for an implant or a personal device, IMEIs and MAC addresses."""

    name = "device"
    entity = "DEVICE"
    patterns = (
        re.compile(
            r"(?i)\b(?:s/n|sn|serial(?:[ ](?:no\.?|number|num))?|ser\.?[ ]?no\.?|"
            r"udi|imei|model/serial)[ .:#]{0,4}(?:is[ ])?(?P<id>(?=[\w-]*\d)[A-Z0-9](?:[A-Z0"
            r"-9-]*[A-Z0-9])?)"
        ),
        re.compile(r"(?<![\w:])(?P<mac>(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2})(?![\w:])"),
        re.compile(r"(?i)\bimei\b[ .:#]{0,4}(?P<id>\d{14,16})\b"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """The clinic's own machines keep their serials."""
        if "mac" in match.re.groupindex or "imei" in match.group().lower():
            return True
        around = note.text[max(0, match.start() - 80) : match.end() + 30]
        return bool(_PERSONAL.search(around))
