"""What around a number says that it is, or is not, a date."""

from __future__ import annotations

import re

EXPIRY_BEFORE = re.compile(
    r"\b(?:exp(?:iry|ires?|iration|\.)?|bbe|use[ -]by|best before|"
    r"ed|e/d|shelf life|in date to|in date until|good until|lot|batch|b/n|bn)\b"
    r"[ .:/=-]{0,3}(?:date[ :]{0,2})?(?:\d{1,2}[ /-])?(?:[A-Z0-9-]{3,12}[ ,/]{1,3}(?:exp\.?[ :]?)?)?$",
    re.IGNORECASE,
)
_SCORE_BEFORE = re.compile(
    r"\b(?:pain|schirmer\w*|score[sd]?|grade|vas|nrs|rate[sd]?|rating|scale|power|"
    r"strength|fst|fitz\w*|satisfaction|"
    r"happy|bp|vision|va|gcs|apgar|phq-?9|gad-?7|severity|merz|glogau|wsrs|anxiety|sleep|about|"
    r"baseline|rest|frown|contraction|animation|dynamic|static|marionettes?|nlf|nlfs|laxity|volume|lines?|"
    r"folds?|wrinkles?|redness|erythema|swelling|bruising|"
    r"pkg|package|session|course|ratio|dilut\w+|itch|stinging|discomfort|"
    r"tingl\w+|sensation|acuity|reflexes|tone|motor|snellen|brightness|firmness|tenderness|"
    r"power)\b[ :=~]{0,3}(?:is |was |of |at |a )?$",
    re.IGNORECASE,
)
_SCORE_AFTER = re.compile(
    r"^[ ]?(?:pain|out of|happy|satisf|on (?:the )?(?:vas|scale)|discomfort|"
    r"vas|severity|strength|power|"
    r"itch|sting|bilat|tolera|volume|loss|mg|ml|u\b|units?|syringes?|"
    r"vials?|tabs?|cc|mm|cm|inch|in\b|\"|"
    r"face|of (?:a |the |her |his |an )|dose|price|off|way|hour|hr|"
    r"strength|thickness|amp|tube|pot|min\b|"
    r"sessions?|mo\b|mths?\b|months?|wks?\b|weeks?|d\b|days?|yrs?\b|"
    r"years?|hrs?\b|pack|complete|done|used|left|teaspoon|full|dilution)",
    re.IGNORECASE,
)
_DURATION_BEFORE = re.compile(
    r"\b(?:od|bd|tds|qds|nocte|mane|prn|in|for|x|every|after|over|last|past|within|next|review|"
    r"r/v|rv|f/u|fu|tca|rtc|see|back|about|"
    r"approx|than|of|at|another|further|rx|course|gap|still|was|is|"
    r"now|only|circa|c\.|~|@|about a)[ ~:x]{0,2}$",
    re.IGNORECASE,
)
_DURATION_AFTER = re.compile(
    r"^[ ]?(?:ago|later|post|after|pre|since|hx|history|f/u|fu\b|review|r/v|course|supply|rx\b|old|"
    r"pregnant|gest|duration|in\b|prior|before|gap|total|apart|or "
    r"so|wait|break|off\b|then|tx\b|,|and counting)",
    re.IGNORECASE,
)
_SCORED = re.compile(
    r"\b(?:pain|happy|happiness|scor\w+|discomfort|sting\w*|itch\w*|"
    r"satisf\w+|burning|rates?|rated|nrs|vas|anxiety|tender\w*)\b[^.\n;]*$",
    re.IGNORECASE,
)
_ACUITY = re.compile(
    r"\bv\.?a\.?\b[^.;\n]{0,20}$|\b6/\d{1,2}[, ]+(?:and |r |l |& )?$", re.IGNORECASE
)
"""Sight is told in pairs: "VA 6/6, 6/9"."""
_MONTHS_FRACTION = re.compile(r"^(\d{1,2})/(7|12|52)$")
_USUAL_DURATION = re.compile(r"^(?:(?:[1-9]|10|14)/7|(?:[1-9]|1[0-2])/12|\d{1,2}/52)$")
"""So many days, months or weeks as people write them; 14/12 is a day in December."""


_LOT_BRACKET = re.compile(
    r"\b(?:lot|batch|bn|b/n)\b[ .:#]{0,3}(?=[a-z0-9-]*\d)[a-z0-9-]{3,14} \((?:x|exp)? ?$",
    re.IGNORECASE,
)


_SMALL_SCALES = re.compile(
    r"\b(?:lines?|folds?|wrinkles?|volume|static|dynamic|animation|rest|baseline|frown|contraction|marionettes?|"
    r"nlfs?|laxity|session|package|course|about|power|strength|grade)\b[ :=~]{0,3}(?:is |was |of |at |a )?$",
    re.IGNORECASE,
)
"""Scales that nowhere go beyond twelve, and words of a clinic's telephone."""
_CLOCK_AFTER = re.compile(
    r"^,?[ ](?:@[ ]?|at[ ]|in[ ]|out[ ])?(?:\d{1,2}:\d\d(?:[ ]?[ap]m?)?|\d{1,2}(?:\.\d\d)?[ ]?[ap]m)(?!\w)",
    re.IGNORECASE,
)


def _is_score(before: str, second: int) -> bool:
    if second > 12 and _SMALL_SCALES.search(before):
        return False
    return _SCORE_BEFORE.search(before) is not None


def is_expiry(text: str, start: int) -> bool:
    """Whether the words before a date make it a product's expiry or lot."""
    before = text[max(0, start - 36) : start]
    return bool(EXPIRY_BEFORE.search(before[-30:]) or _LOT_BRACKET.search(before))


def is_fraction_date(text: str, start: int, end: int, jurisdiction: str) -> bool:
    """Whether two numbers with a stroke between are day and month, not a score or a duration."""
    first, second = (int(n) for n in re.split(r"[/]", text[start:end]))
    if not (1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31):
        return False
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _CLOCK_AFTER.match(after):
        return True
    if re.match(r"^[ ]?[\"\u2033\u201d%]", after) or _is_score(before, second):
        return False
    if _SCORE_AFTER.match(after) or (first in (6, 20) and _ACUITY.search(before)):
        return False
    fraction = text[start:end]
    if _MONTHS_FRACTION.match(fraction) and _is_duration(fraction, before, after, jurisdiction):
        return False
    if fraction in ("24/7", "50/50", "20/20", "1/1", "6/6", "2/2", "3/3", "4/4", "5/5", "10/10"):
        return bool(
            re.search(
                r"\b(?:on|since|from|by|dated|seen|mon|tues?|weds?|thurs?|fri|sat|sun)\b[ ]?$",
                before,
                re.IGNORECASE,
            )
        )
    if fraction in ("1/2", "1/4", "3/4", "1/3", "2/3", "1/8"):
        return bool(
            re.search(
                r"(?:^|\n|\b(?:on|since|from|by|dated|seen|until|till|\w+day|mon|vm|voicemail|lvm|biopsied|bx'?d|called|rang|"
                r"tues?|weds?|thurs?|fri|sat|sun))[ ,]?$",
                before,
                re.IGNORECASE,
            )
        )
    return not (second == 10 and _SCORED.search(text[max(0, start - 60) : start]))


_DATED_BEFORE = re.compile(
    r"(?:^|[\n(\[]|\b(?:on|since|from|by|until|till|dated|date|seen|dob|born|bday|birthday|booked|"
    r"appt|due|rang|called|phoned|texted|emailed|sent|signed|taken|paid|moved to|rebooked|w/c|w/e|and|&|"
    r"to|cx|cancelled|dna|visit|inj|injected|treated|tx|mon|tues?|weds?|wed|thurs?|thu|fri|sat|sun|\w+day))"
    r"[ ,:]{0,2}$",
    re.IGNORECASE,
)


def _is_duration(fraction: str, before: str, after: str, jurisdiction: str) -> bool:
    if _DURATION_AFTER.match(after) and not re.match(r"^[ ]?,", after):
        return True
    if jurisdiction != "uk":
        return False
    return bool(_DURATION_BEFORE.search(before)) or (
        _USUAL_DURATION.match(fraction) is not None and not _DATED_BEFORE.search(before)
    )
