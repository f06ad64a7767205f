"""E-mail addresses, spoken and disguised ones too."""

from __future__ import annotations

import re

from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_AT = r"(?:@|[ ]?[(\[{<][ ]?(?:at|@)[ ]?[)\]}>][ ]?|[ ]@[ ])"
_DOT = r"(?:\.|[ ]?[(\[{<][ ]?(?:dot|\.)[ ]?[)\]}>][ ]?|[ ]dot[ ])"


class Email(PatternRecogniser):
    """Addresses with an @ or a stand-in for it."""

    name = "email"
    entity = "EMAIL"
    patterns = (
        re.compile(
            rf"(?<![\w.+-])[\w][\w.+'-]{{0,63}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<![\w.+-])[\w+-]{{1,40}}(?:{_DOT}[\w+-]{{1,40}}){{1,3}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w.+-])[\w][\w.+-]{1,63}@[a-z][\w-]{2,30}\b", re.IGNORECASE),
        re.compile(
            r"\b[\w.+-]{1,40}(?:[ ](?:dot|underscore|dash|hyphen|plus)[ ][\w.+-]{1,40}){0,4}"
            r"[ ]at[ ]"
            r"[\w-]{1,40}(?:[ ](?:dash|hyphen)[ ][\w-]{1,30})?"
            r"(?:[ ](?:dot|point)[ ][\w-]{1,20}){0,2}[ ](?:dot|point)[ ]"
            r"(?:com|co|org|net|uk|io|me|edu|gov|nhs|us|ie|example|test|biz|info)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<![\w.+-])(?:(?=[\w.+-]*[\d_.+])[\w.+-]{3,40}|(?<=to )[\w.+-]{3,40})[ ]at[ ]"
            r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|org|net|uk|io|me|edu|gov|us|ie|example|test)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b[\w.+-]{2,40}[ ]at[ ](?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|"
            r"btinternet|proton(?:mail)?|comcast)(?:\.(?:com|"
            r"co\.uk|net))?\b",
            re.IGNORECASE,
        ),
    )
