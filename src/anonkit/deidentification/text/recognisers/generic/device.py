"""Serial numbers of things that belong to a person, and hardware addresses."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_PERSONAL = re.compile(
    r"\b(?:pacemaker|pacer|ppm|crt-?[dp]|micra|aveir|icd|aicd|defib\w*|loop recorder|monitor|valve|stent|"
    r"shunt|port|iol|lens|implant(?:ed|s)?|breast|natrelle|mentor|motiva|nagor|eurosilicone|polytech|"
    r"sientra|prosthe\w+|hip|knee|joint|aneurysm clip|stimulator|neurostim\w*|vns|dbs|sacral|baclofen|"
    r"intrathecal|pump|insulin|omnipod|tandem|t:slim|minimed|cgm|sensor|receiver|transmitter|reader|libre|dexcom|"
    r"medtronic|abbott|biotronik|boston sci(?:entific)?|nevro|zimmer biomet|stryker|"
    r"hearing aids?|oticon|phonak|resound|starkey|signia|widex|cochlear|"
    r"cpap|bipap|ventilator|concentrator|phone|iphone|handset|samsung|galaxy|ipad|airpods?|laptop|"
    r"macbook|watch|fitbit|garmin|oura|imei|wheelchair|scooter)\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"\bdevice serial\b", re.IGNORECASE)
"""Whose device it is nobody says: the client's, unless a machine of the clinic is near."""
_MACHINE = re.compile(
    r"\b(?:laser|ipl|handpiece|hand piece|machine|platform|rf|hifu|microneedl\w+|cryo\w*|treated with|"
    r"serviced|calibrat\w+)\b",
    re.IGNORECASE,
)


class Device(PatternRecogniser):
    """Serials near words for an implant or a personal device, IMEIs and MAC addresses."""

    name = "device"
    entity = "DEVICE"
    patterns = (
        re.compile(
            r"(?i)\b(?:s/n|s/no|sn|serial(?:[ ](?:no\.?|number|num|is|ends|ending))?|"
            r"ser\.?[ ]?no\.?|ser(?:\.|[ ](?:no|num)\b\.?)?(?=[ .:#])|udi|imei|qid|model/serial|"
            r"device[ ]id|implant[ ](?:id|no\.?|number|card[ ](?:no\.?|number)))[ .:#]{0,4}(?:is[ ])?"
            r"(?P<id>(?=[\w-]*\d)[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?)"
        ),
        re.compile(
            r"(?i)\b(?:pacemaker|pacer|icd|aicd|pump|hearing aids?|cgm|dexcom|libre|implants?|ipad|watch|fitbit|"
            r"cpap|stimulator|loop recorder|cochlear|omnipod|valve)\b[^.\n]{0,24}?(?:#|\bno\b\.?|\bnumber\b|\bid\b)"
            r"[ :]{0,2}(?P<id>(?=[A-Z0-9-]*\d{3})[A-Z0-9][A-Z0-9-]{3,}[A-Z0-9])(?!\w)"
        ),
        re.compile(
            r"(?i:\b(?:pacemaker|pacer|icd|aicd|crt-?d|medtronic|biotronik|boston sci(?:entific)?|cochlear|"
            r"phonak|oticon|omnipod|dexcom|nevro)\b)[^.\n\d]{0,30}?(?P<id>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d{3})"
            r"[A-Z0-9][A-Z0-9-]{5,14}[A-Z0-9])(?![\w-])"
        ),
        re.compile(
            r"(?i:\b(?:transmitter|sensor|generator|receiver|pod|pdm)s?[ ]"
            r"(?:(?:no|id|code|number|is)\b\.?[ ]?)?[:#(]?[ ]?)"
            r"(?P<id>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,13})(?![\w-])"
        ),
        re.compile(r"(?<![\w:])(?P<mac>(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2})(?![\w:])"),
        re.compile(r"(?i)\bimei\b[ .:#]{0,4}(?P<id>\d{14,16})\b"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """The clinic's own machines keep their serials."""
        if "mac" in match.re.groupindex or "imei" in match.group().lower():
            return True
        around = note.text[max(0, match.start() - 80) : match.end() + 30]
        is_unsaid = (
            match.group().lower().startswith("serial") and _UNSAID.search(around) is not None
        )
        return bool(_PERSONAL.search(around)) or (is_unsaid and not _MACHINE.search(around))
