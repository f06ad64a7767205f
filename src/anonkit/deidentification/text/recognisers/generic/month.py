"""Months that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, LIST, Finding
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.date_context import is_expiry

_PLAIN = re.compile(
    r"\b(?:january|february|july|september|october|november|december|"
    r"febuary|janurary|sept|novemeber|"
    r"septmber|feb|oct|nov|aug|jul)\b(?!['-]s?[a-z]*[a-z]{3})",
    re.IGNORECASE,
)
_WORDLIKE = re.compile(
    r"\b(?:april|august|june|march|may|jan|mar|apr|jun|dec|sep)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:in|since|until|untill|till|til|by|early|late|mid|middle "
    r"of|end of|start of|beginning of|last|next|"
    r"this|from|before|after|of|during|around|approx|to|for|through|"
    r"between|mid-|late-|early-|back in|"
    r"again|due|review|r/v|recall|booked|prev|previous|tox|botox|both|again in|"
    r"stop|stopped|start|starts|started|began|finish(?:ed|es)?|ended|ends|quit|"
    r"(?:1st|2nd|3rd|4th|first|second|third|last) (?:wk|week|half|w/e|weekend))[ (:-]{1,2}$",
    re.IGNORECASE,
)
_LIST_BEFORE = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|"
    r"february|march|april|june|july|"
    r"august|september|october|november|december)[ ]?(?:,|/|&|and|or|-|to|then)[ ]?|[(/][ ]?)$",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?<![\w'-])(?:january|jan|april|june|jun|august)(?![\w'-])(?! (?:said|says|rang|called|is|was))"
)
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?"
_RANGE = re.compile(rf"(?<![\w/-]){_NAME}[ ]?[-/\u2013][ ]?{_NAME}(?![\w-])", re.IGNORECASE)
_THIS_MAY = re.compile(
    r"\b(?:this|it|she|he|they|which|that|who|there|you|we|i)[ ]$", re.IGNORECASE
)
_CLAUSE_BEFORE = re.compile(r"(?:^|[.;\n]|[ ]/)[ ]+$")
_CLAUSE_AFTER = re.compile(r"^[ ]?(?:[.;\n]|/[ ]|$)")
_BOOKING = re.compile(r"\b(?:rebook(?:ed)?|rtc|next|recall|rv|due|back)[ ]$", re.IGNORECASE)
_MODAL_AFTER = re.compile(
    r"^[ ](?:be|have|need|not|also|well|still|take|feel|occur|want|"
    r"cause|get|require|i|we|he|she|it|they|"
    r"help|experience|notice|come|go|see|lead|last|appear|develop|"
    r"result|bruise|return|call|or may|only|now)\b",
    re.IGNORECASE,
)


class Month:
    """A month's name without a day."""

    name = "month"
    entity = "DATE"

    def find(self, note: Note) -> Iterator[Finding]:
        """Months; those that are also words or names need a word that expects a date."""
        for match in note.matches(_PLAIN):
            if not is_expiry(note.text, match.start()):
                yield self._finding(match)
        yield from self._in_small_letters(note)
        for match in note.matches(_RANGE):
            if not is_expiry(note.text, match.start()):
                yield self._finding(match)
        for match in note.matches(_WORDLIKE):
            if self._is_month(note.text, match):
                yield self._finding(match)

    def _in_small_letters(self, note: Note) -> Iterator[Finding]:
        """Months in small letters that are else only names; a name proved otherwise outweighs them."""
        for match in note.matches(_SMALL):
            if not is_expiry(note.text, match.start()):
                yield Finding(match.start(), match.end(), self.entity, self.name, LIST, "context")

    def _finding(self, match: re.Match[str]) -> Finding:
        return Finding(match.start(), match.end(), self.entity, self.name, CONTEXT)

    @staticmethod
    def _is_month(text: str, match: re.Match[str]) -> bool:
        before = text[max(0, match.start() - 24) : match.start()]
        after = text[match.end() : match.end() + 16]
        if is_expiry(text, match.start()) or _MODAL_AFTER.match(after):
            return False
        if match.group().islower() and _THIS_MAY.search(before) and re.match(r" [a-z]", after):
            return False
        if _CLAUSE_AFTER.match(after) and (
            (_CLAUSE_BEFORE.search(before) and len(match.group()) > 3) or _BOOKING.search(before)
        ):
            return True
        if re.match(r"^'s? [A-Z]|^ [A-Z][a-z]+", after) and match.group()[0].isupper():
            return bool(
                re.search(
                    r"(?i)\b(?:in|since|until|till|last|next|this|early|late|mid)[ -]$", before
                )
            )
        if match.group().lower() == "dec" and not re.search(
            r"(?i)\b(?:in|since|until|till|last|next|this|early|late|mid|by|from|sept,|nov,)[ -]$",
            before,
        ):
            return bool(_LIST_BEFORE.search(before)) or (
                match.group() == "Dec" and bool(_BEFORE.search(before))
            )
        if match.group().islower() and match.group().lower() in ("march", "may", "mar"):
            return bool(
                re.search(
                    r"(?i)\b(?:in|since|until|till|last|next|this|early|late|mid|end "
                    r"of|middle of|by)[ -]$",
                    before,
                )
            )
        return bool(_BEFORE.search(before) or _LIST_BEFORE.search(before)) or (
            match.group().lower() in ("april", "august", "june")
            and match.group()[0].isupper()
            and bool(re.match(r"^[ ]?(?:$|[.,;)\n]|tox|botox|filler|appt|visit|batch|lot)", after))
            and bool(re.search(r"[a-z,] $", before))
        )
