"""Telephone numbers, national and international, written or dictated."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_SEP = r"[ .()/\u2013-]{0,3}"
_EXT = r"(?:[ ,]*(?:x|ext\.?|extn\.?|extension|option|opt|#)[ .]?\d{1,6}|/\d{1,4})?"
_DIGIT_WORD = (
    r"(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|hundred|"
    r"thousand)"
)
_LOT = re.compile(
    r"(?:lot|batch|b/n|bn|serial|s/n|sn|exp|expiry|ref|upc|gtin|npi|mrn|acct|account|inv(?:oice)?|"
    r"policy|claim|mbr|member|id|no|nhs|order|lic)[ .:#]{0,3}(?:no\.?|number|num)?[ .:#]{0,3}$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:tel|phone|ph|mob|mobile|cell|fax|call|ring|text|txt|sms|whatsapp|wa|contact|number|no|on|"
    r"at|dial|landline|home|work|t|m|f|#|to|from)[ .:#(]*$",
    re.IGNORECASE,
)


_KIN_BEFORE = re.compile(
    r"\b(?:nok|next of kin|emergency contact|ice|contact|husband|wife|partner|mum|mom|dad|son|"
    r"daughter|sister|brother|friend)\b[ :]{1,2}[A-Z][^\d\n.;]{1,36}[ :(]$",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    r"[ ,(-]{1,3}(?:is |was )?(?:\w+ )?(?:\w+ )?(?:cell|mob|mobile|phone|number|landline|home|work|fax)\b",
    re.IGNORECASE,
)
_CARD_BEFORE = re.compile(
    r"\b(?:card|visa|amex|mastercard|debit|credit|account|acct|policy|ssn|lot|batch|vin|licen[cs]e|passport)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:tel|phone|ph|mob|mobile|cell|fax|call|ring|text|landline)\b[^.\n]{0,12}$", re.IGNORECASE
)


class Phone(PatternRecogniser):
    """Numbers that can be rung."""

    name = "phone"
    entity = "PHONE"
    patterns = (
        re.compile(rf"(?<![\w+])(?:\+|00)\d(?:{_SEP}\d){{7,14}}{_EXT}(?!\d)"),
        re.compile(rf"(?<![\w.+-])\(?0{_SEP}\d(?:{_SEP}\d){{8,9}}{_EXT}(?![\d])"),
        re.compile(
            rf"(?<![\w.+-])(?:\+?1{_SEP})?\(?[2-9]\d\d\)?{_SEP}\d{{3}}{_SEP}\d{{4}}{_EXT}(?![\d-])"
        ),
        re.compile(rf"(?<![\w.+/-])[2-9]\d{{2}}[-. ]\d{{4}}{_EXT}(?![\d/-])"),
        re.compile(
            rf"\b{_DIGIT_WORD}(?:[ ,-]{{1,3}}(?:{_DIGIT_WORD}|\d{{1,4}})){{5,14}}\b", re.IGNORECASE
        ),
        re.compile(
            r"\b(?:ext|extn|extension|bleep|pager|bep)[ .:#]{1,2}(?:no\.?[ ]|is[ ]|on[ ])?"
            r"(?P<id>\d{2,6}(?:[ -]\d{3,4}(?![\w:/%]|[ ]?[ap]m))?)\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b{_DIGIT_WORD}(?:[ ,-]{{1,3}}{_DIGIT_WORD}){{2}}[ ,-]{{1,3}}\d{{3}}[ ,-]{{1,3}}\d{{4}}\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<![\w.$-])(?P<id>\d{3,6}[ ,]{1,2}(?:ext|extn|extension)[ .:#]{1,2}\d{2,6}(?:[ -]\d{3,4})?)(?![\w-])",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<![\w.,/-])(?P<spoken>[\doO]{{1,4}}(?:[ ,-]{{1,3}}(?:{_DIGIT_WORD}|[\doO]{{1,4}})){{3,13}})"
            r"(?![\w%]|[.,]\d)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w.+-])\(?[2-9]\d\d\)?[ .-]\d{4}[ .-](?P<odd>\d{3})(?![\d-])"),
        re.compile(
            r"\b(?:it|that|number|no|one|mob(?:ile)?|cell|phone)[ ](?:ends?|ending|finishes)[ ](?:in[ ]|with[ ])?"
            r"(?P<id>\d(?:[ -]\d){2,5})(?![\w%]|[ ]?\d|[.,]\d)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\blast[ ](?:4|four|3|three)[ ](?:digits[ ])?of[ ](?:\w+[ ])?(?:phone|cell|mob|mobile|number)"
            r"[ :,]{1,3}(?:is[ ])?\d{3,4}[ ,]{1,2}(?:vs\.?|not|or|and|instead of)[ ](?P<id>\d{3,4})\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w+.-])44\d{10}(?!\w)"),
        re.compile(
            r"(?i)\b(?:mob(?:ile)?|cell|tel|phone|number|no|ring|call|text|whatsapp|landline|on)[ .:]{1,2}"
            r"(?:is[ ]|now[ ])?(?P<id>7\d{3}[ -]?\d{3}[ -]?\d{3})(?!\w)"
        ),
        re.compile(
            r"(?i)\b(?:tel|phone|landline|ring her on|ring him on|ring on|call on|home no|home number)[ .:]{1,2}"
            r"(?P<id>\d{6}|\d{3}[ ]\d{3})(?![\w-]|[ ]?\d)"
        ),
        re.compile(
            rf"(?<![\w.+-])0\d{{3,4}}(?:[ ,-]{{1,3}}\d{{1,4}}){{0,2}}(?:[ ,-]{{1,3}}{_DIGIT_WORD}){{3,9}}(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<![\w.-])(?P<id>(?P<mistyped>[0oO][71235][\doOlI]{3}[ -]?[\doOlI]{3}[ -]?[\doOlI]{3}|"
            r"[2-9]\d\d[-. ][\doOlI]{3}[-. ][\doOlI]{4}|0\d{4}[ ]?\d{3}[xX*]{2,3}))(?![\w-])"
        ),
        re.compile(
            r"\bthe[ ](?P<id>\d{3,4})[ ](?:number|no|cell|mob|mobile|phone|landline|line|one)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:number|no|mob|mobile|cell|phone|landline|line)\b[^.\n\d]{0,28}?"
            r"(?:\.{2,}|\u2026|[ ]-)[ ]?(?P<id>(?P<tail>\d{3,4}))\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\blast[ ](?:4|four|3|three)[ ](?:digits[ ])?of[ ](?:\w+[ ])?(?:phone|cell|mob|mobile|number)"
            r"[ :,]{1,3}(?:is[ ])?(?P<id>\d{3,4})\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:mob(?:ile)?|phone|tel|cell|number|num|landline)\b[ ]?[(,]?[ ]?(?:no\.?[ "
            r"])?(?:that[ ])?(?:is[ ])?"
            r"(?:end(?:s|ing|ed)?|finish(?:es|ing)|last)[ ](?:in[ ]|with[ "
            r"]|\d[ ])?(?P<id>\d{2,6})\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:number|no|num|nr|cell|mob|mobile|phone|landline|line|hers|his|theirs|mine|ours|one|same|"
            r"that one|contact)\b[^.\n\d]{0,24}?\b(?:ends?|ending|finishes|finishing)[ :]{1,2}"
            r"(?:in[ ]|with[ ]|is[ ])?(?P<id>(?P<tail>\d{3,6}))\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:number|no|num|cell|mob|mobile|phone|landline|line|hers|his|theirs|mine|same|contact)\b"
            r"[^.\n\d]{0,24}?(?P<id>(?P<tail>\d{2,6}))[ ](?:at|on)[ ]the[ ]end\b",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Lots, serials and other numbers by their label are not phones."""
        before = note.text[max(0, match.start() - 18) : match.start()]
        before_long = note.text[max(0, match.start() - 48) : match.start()]
        if "tail" in match.re.groupindex:
            return _CARD_BEFORE.search(before_long + match.group()) is None
        digits = re.sub(r"\D", "", match.group())
        if "spoken" in match.re.groupindex:
            return _is_spoken(match.group())
        if "odd" in match.re.groupindex:
            return digits[3:6] == "555" or _ANY_PHONE_WORD.search(before_long) is not None
        if "mistyped" in match.re.groupindex:
            return len(digits) >= 5 and not match.group("id").isdigit() and not _LOT.search(before)
        if _LOT.search(before) and not _PERSONS_NUMBER.search(before):
            return bool(_TOLD.search(before))
        if not digits:
            return True
        if len(digits) == 7 and not match.group().startswith("+"):
            return bool(_CALL.search(before)) or digits.startswith("555")
        if re.fullmatch(r"\d{3} \d{3} \d{4}", match.group()) and match.group()[0] == "0":
            return True
        if match.group().isdigit() and len(digits) in (9, 10) and digits[0] != "0":
            after = note.text[match.end() : match.end() + 24]
            return bool(
                _CALL.search(before)
                or _KIN_BEFORE.search(before_long)
                or _IS_CALLED.match(after)
                or digits[3:6] == "555"
            )
        return True


_ANY_PHONE_WORD = re.compile(
    r"\b(?:tel|phone|ph|mob\w*|cell|fax|call\w*|ring|rang|texts?|txts?|landline|number|reach\w*|whatsapp|cb)\b"
    r"[^.\n]{0,40}$",
    re.IGNORECASE,
)
_PERSONS_NUMBER = re.compile(
    r"\b(?:his|hers?|their|my|your|new|mum|mom|dad|husband|wife|partner|daughter|son|sister|brother|friend|"
    r"carer|contact|mob(?:ile)?|cell|home|work)(?:'s)?[ ](?:no|num|number)[ .:#]{0,3}$",
    re.IGNORECASE,
)
_WORTH = {"double": 1, "treble": 2, "triple": 2, "hundred": 2, "thousand": 3}
"""How many figures a word adds to the figure beside it; other words are one figure."""
_LENGTHS = (10, 11, 12, 13)


def _is_spoken(surface: str) -> bool:
    """Whether figures and the words for figures, mixed, make a number of full length."""
    parts = re.split(r"[ ,-]+", surface.lower())
    words = [p for p in parts if p.isalpha() and set(p) != {"o"}]
    length = sum(_WORTH.get(p, 1) if p in words else len(p) for p in parts)
    is_doubled = any(p in _WORTH for p in words)
    return length in _LENGTHS and (is_doubled or len(words) > 2)
