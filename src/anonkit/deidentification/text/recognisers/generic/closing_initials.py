"""Who closed a note or a line of it: initials that stand as a sentence of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note

_CREDENTIAL = (
    r"(?i:r\.?n|rgn|lpn|np|aprn|arnp|fnp(?:-?[cb]c?)?|pa(?:-c)?|md|do|inp|ma|cma|dnp|le|bsn|msn|dds|"
    r"bds|mbbs|mbchb|mrcgp|hca|crnp|lvn)"
)
_LETTERS = (
    r"(?P<id>[A-Z]{2,4}|[a-z]{2,3}|[A-Z][a-z]?[A-Z]|(?:[A-Za-z]\.[ ]?){1,3}[A-Za-z]\.?|"
    r"[A-Z]/[A-Z]|[A-Z]-?[A-Z]{1,2}|[a-z]\.[a-z])"
)
_WHEN = (
    r"(?:[ ,]{1,2}(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}[:.]\d\d(?:[ap]m)?|"
    r"\d{1,2}[ ]?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}(?:[ ]\d{2,4})?))"
)
_CLOSED = rf"(?:(?:[ ]?[,/][ ]?|(?P<role>[ ])){_CREDENTIAL}(?P<done>))?{_WHEN}{{0,2}}[ .x*_|\]-]*"
_LAST = re.compile(
    rf"(?P<lead>^|\n|[.!?)\]\"'*|%~/\u2013\u2014-]|,|\d|[^\W_])[ ]{{0,3}}(?<![\w.]){_LETTERS}{_CLOSED}$"
)
_LINE_END = re.compile(rf"(?P<lead>[.!?)~\u2013\u2014/,-])[ ]{{1,2}}{_LETTERS}{_CLOSED}(?=\n)")
_ENDINGS = words_of(
    "ok okay na n/a nb am pm tbc tba tbd nad prn pto thx ty ta tia xx xxx yes no nil none rv rtc fu "
    "ffup f/u pls plz lol omg idk tmrw tmw tom mon tue tues wed weds thu thur thurs fri sat sun jan "
    "feb mar apr jun jul aug sep sept oct nov dec wk wks mo mos mth yr yrs hr hrs min mins bd od tds "
    "qds bid tid qid qhs qd hs stat asap fyi eod eow eom nka nkda nkfa nkf dna dns ns uk us usa nhs gp "
    "pcp ent er ed ae ooh aware done paid sent too now off out up in on it so me us her him them you "
    "we all both due ago new old one two six ten ice gel spf uv lip lips cf fh dao glab btx tox ha "
    "rx tx dx hx px sx fx bx cx pmh mhx pts pt's ml mls mg mcg cc cm mm iu ui ius oz lb lbs kg "
    "left right l r l/r lhs rhs bilat nfa no1 h2o po im iv sc sl top etc ie eg aka re cp vs per via "
    "by to at as an or if is of be my go do he tbh imo brb np nvm ttyl fb ig sms wa dm msg txt vm "
    "eta gdpr dnr led ipl co2 pdt prp rf hifu nir cbc tsh hct psa bmi bp ecg uss ct mri "
    "led's ok'd oclock gtt tca aha bha pdo lhr dpn std pn sop ins gov com org www "
    "qs q4 dob hep hiv hsv hpv uti ibs dvt pe mi tia cva copd htn dm t2 t1 std rsd pcos hrt ocp iud "
    "adv mac inc ltd llc plc co dept bldg apt ave st rd dr ln ct sq ca tx ny nj fl il oh ga nc va wa az"
)
_NEVER = words_of(
    "ok na tbc tbd pto ty tx rx hx dx sx fx px am pm uk us usa nhs gp ed er rv fu ns nb no go xx ta "
    "dm im fb ig pm wa iv vv pt"
)
"""Short words that no place in a note turns into initials."""
_STOPS = ("", *"\n.!?)]*|~\u2013\u2014-/\"'%")
_SLASHED = words_of(
    "a/c c/o d/c d/w f/u h/o i/o l/r n/a n/s o/e p/c p/o r/l r/o r/s r/v s/e s/p t/l w/o y/o"
)
"""Pairs of letters that a stroke makes a short word of, not a person."""
_NEXT_DAY = re.compile(r"\n[ ]*\d{1,2}[/.-]\d{1,2}(?![\d%])")
_AFTER_COMMA = words_of("la ga ra da rn md np pa do ma le pt")
_DOTTED_WORDS = words_of("iv po rn md np pa prn gp pt am pm uk us do sc im bd od ie eg no")


class ClosingInitials:
    """Initials in any case that end a note, or stand alone at the end of one of its lines."""

    name = "closing_initials"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """The last letters of the note, then those that close a line."""
        text = note.text.rstrip()
        tail = text[-48:]
        match = _LAST.search(tail)
        if match is not None and _are_initials(match, is_last=True):
            shift = len(text) - len(tail)
            start, end = _span(match)
            yield self._finding(start + shift, end + shift)
        for found in note.matches(_LINE_END):
            # What closes the entry of one day ends a note, whatever follows on the next line.
            is_last = _NEXT_DAY.match(note.text, found.end()) is not None
            if _are_initials(found, is_last=is_last):
                yield self._finding(*_span(found))

    def _finding(self, start: int, end: int) -> Finding:
        return Finding(start, end, self.entity, self.name, CONTEXT, "context")


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the initials stand; "mj rn" in small letters reads as one word and goes as one."""
    is_one = match.group("role") and match.group("id").islower()
    return match.start("id"), match.end("done") if is_one else match.end("id")


def _are_initials(match: re.Match[str], is_last: bool) -> bool:
    """Whether letters that close something are somebody's: none of the clinic's short words."""
    surface, lead = match.group("id"), match.group("lead")
    letters = re.sub(r"[^A-Za-z]", "", surface)
    key = letters.lower()
    if surface.lower() in _SLASHED:
        return False
    if "." in surface.rstrip("."):
        return key not in _DOTTED_WORDS and len(letters) > 1
    if len(letters) < 2 or key in _NEVER or key in lexicon().function_words:
        return False
    if lead not in _STOPS:
        return _behind_a_word(letters, lead, is_last)
    if len(letters) == 2 and letters.isupper():
        # A sentence of two capitals is nearly always an author: "ML", "NP".
        return is_last or not (key in _ENDINGS or lexicon().is_clinical(key))
    if key in _ENDINGS:
        return False
    return _small(key, is_last) if letters.islower() else _large(key, is_last)


def _behind_a_word(letters: str, lead: str, is_last: bool) -> bool:
    """After a comma or a bare word only capitals that mean nothing else, or two small letters."""
    words = lexicon()
    key = letters.lower()
    if key in _ENDINGS | _AFTER_COMMA or words.is_clinical(key):
        return False
    if len(letters) > 2 and words.is_english(key):
        return False
    if letters.islower():
        return lead == "," and len(letters) == 2
    return letters[0].isupper() and len(letters) < 4 and (lead == "," or is_last)


def _small(key: str, is_last: bool) -> bool:
    words = lexicon()
    if len(key) == 2:
        return is_last or not words.is_clinical(key)
    return is_last and (words.is_forename(key) or not words.is_known(key))


def _large(key: str, is_last: bool) -> bool:
    return not lexicon().is_known(key) and (is_last or len(key) == 3)
