"""Organisations by the word that heads their name, by what stands before them, by acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, LIST, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.firm_run import MORE_HEADS, NUMBERED

_JOINERS = words_of("of the and & for de la le du von van")
_GENERIC = words_of(
    "our your my her his their the a an this that local private public "
    "main another other any new "
    "nearest previous old last next same dental medical skin eye walk-in free emergency urgent "
    "botox filler laser beauty private front clinic nhs gp a&e acute patient facial cosmetic "
    "aesthetic aesthetics health home hair nail training head good bad full half happy day night "
    "high low local care no each every all some general minor tox needle"
)
_WORKPLACE = re.compile(
    r"\b(?:works?|worked|working|job|employed|employer(?:[ ]is)?|shift|"
    r"teaches|taught|teacher|manager|"
    r"nurse|director|partner|driver|drives|studying|studies|student|degree|graduat\w+|interns?|"
    r"volunteers?|apprentice|trains?|trainee|boss|gig|contract|consultant|"
    r"reg|hca|sister|matron|md|ceo|"
    r"owner|founder)[ ](?:full[ -]time[ ]|part[ -]time[ ]|nights?[ "
    r"]|days[ ])?(?:as[ ]an?[ ][a-z -]{3,24}[ ])?(?:at|for|in|with|"
    r"@|of|on)[ ](?:the[ ])?$|\b(?:owns|runs|founded|co-owns|manages)[ "
    r"](?:the[ ])?$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:at|@|from|via|under|with|by|seen in|admitted to|attended|"
    r"went to|referred to|order to|transferred to|in)|\bemployer:?|"
    r"\bc/o)[ ](?:the[ ])?$",
    re.IGNORECASE,
)
_SAINT = re.compile(
    r"\b(?:St\.?|Saint|Our Lady of|Holy|Sacred)[ ](?:[A-Z][\w']+)(?:[ "
    r"](?:&|and)[ ](?:St\.?[ ])?[A-Z][\w']+)?(?:'s)?(?:[ ][A-Z][a-z]+){0,2}(?![\w])("
    r"?![ ](?:St|Street|Road|Rd|Lane|Ave|Avenue|Close|Day)\b)"
)
_ACRONYMS = words_of(
    "rie qmc uclh ucl kch gstt rvi jr rlh bri gri rah ruh luht lth "
    "bth bhrut uhb uhcw hri pri ari wgh "
    "qeh qehb uhnm lgi nnuh rdh rsh rmh rnoh cuh ouh nuh mri rbh "
    "uhs sth mrht rjah msh mgh bwh bidmc "
    "nyu nyp ucsf ucla ucsd uw ohsu uab upmc chop uhc utsw vumc mskcc "
    "bcbs bcbstx bcbsil bcbsnc bcbsm "
    "unitedhealthcare aetna cigna humana kaiser anthem bupa axa wpa vitality aviva hcsc "
    "uhc oxhp medibank geico progressive allianz zurich hiscox mdu "
    "mps mdds hamilton fraser bbc itv "
    "rbs hsbc tsb bt sky ee o2 nhsbt dwp hmrc mod raf usaf usps ups "
    "fedex dhl ibm kpmg pwc ey hca cvs "
    "walgreens raf met gmp lapd nypd fbi tsa amzn msft goog"
) - words_of("met sky ey bt ee o2 raf hmrc dwp mod jr bri cvs walgreens fedex ups dhl usps goog uw")
_WORD_ACRONYMS = words_of(
    "aetna cigna humana kaiser anthem bupa vitality aviva geico allianz "
    "hiscox unitedhealthcare progressive zurich axa"
)


_CALL_SIGN = re.compile(r"(?<![\w-])[KW][A-Z]{3}(?:[- ](?:TV|FM|AM|Channel \d+))?(?![\w-])")


_STATION = re.compile(
    r" (?:St|Stn|Sta|Station|Engine|Ladder|Truck|Medic|Co|Company|House)\.? \#?\d{1,3}\b"
)


class Organisation:
    """Clinics, surgeries, schools, employers, insurers and the rest, named in capitals."""

    name = "organisation"
    entity = "ORG"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name."""
        for word in note.words:
            if word.key in cues.ORG_HEADS or (word.key in MORE_HEADS and word.is_capital):
                yield from self._headed(note, word)
            elif word.key in _ACRONYMS:
                yield from self._acronym(note, word)
        yield from self._saints(note)
        yield from self._workplaces(note)
        yield from self._call_signs(note)

    def _headed(self, note: Note, head: Word) -> Iterator[Finding]:
        first = _first_of_run(note, head)
        before = note.word(head.index - 1)
        if first is None or before is None or (before.possessive and not head.is_capital):
            return
        run = note.words[first.index : head.index]
        strong = head.key in cues.STRONG_ORG_HEADS
        names = [w for w in run if w.key not in _JOINERS]
        if not names or all(w.key in _GENERIC or w.key in cues.FUNCTION_CAPITALS for w in names):
            return
        if not head.is_capital and not strong:
            return
        last = _extended(note, head)
        if head.key == "surgery" and names[-1].key in _OPERATIONS:
            return
        placed = note.ends_before(_PLACE_BEFORE, first.start, 20)
        is_proper = any(not lexicon().is_known(w.key) or lexicon().is_surname(w.key) for w in names)
        if head.key in ("fire", "police", "ems", "sheriff") and head.is_capital and head.gap == " ":
            station = _STATION.match(note.text[last.end : last.end + 14])
            if station or any(w.is_capital and self._is_proper(w) for w in names):
                end = last.end + (station.end() if station else 0)
                yield Finding(first.start, end, self.entity, self.name, LIST, "context")
        elif strong or placed or (is_proper and head.is_capital):
            if not head.is_capital and not any(self._is_proper(w) for w in names):
                return
            if all(lexicon().is_clinical(w.key) for w in names) and not placed:
                return
            score = CONTEXT if strong or placed else LIST
            yield Finding(first.start, last.end, self.entity, self.name, score)
        elif head.key == "co" and head.gap == " & ":
            yield Finding(first.start, last.end, self.entity, self.name, LIST, "context")
        elif len(names) > 1 and _is_title_case(note, first, last):
            yield Finding(first.start, last.end, self.entity, self.name, LIST)

    @staticmethod
    def _is_proper(word: Word) -> bool:
        return not lexicon().is_known(word.key)

    def _acronym(self, note: Note, word: Word) -> Iterator[Finding]:
        is_cased = word.shape == "upper" or (word.key in _WORD_ACRONYMS and word.is_capital)
        before = note.text[max(0, word.start - 12) : word.start]
        is_placed = bool(
            re.search(r"(?i)\b(?:in|at|from|to|via|@|with|for)[ ](?:the[ ])?$", before)
        )
        if is_cased and (is_placed or word.key.startswith("bcbs") or word.key in _WORD_ACRONYMS):
            yield Finding(word.start, word.end, self.entity, self.name, CONTEXT)
        elif word.shape == "lower" and is_placed and not lexicon().is_known(word.key):
            yield Finding(word.start, word.end, self.entity, self.name, LIST)

    def _saints(self, note: Note) -> Iterator[Finding]:
        for match in note.matches(_SAINT):
            yield Finding(match.start(), match.end(), self.entity, self.name, LIST)

    def _workplaces(self, note: Note) -> Iterator[Finding]:
        """Capitals right after "works at", "teaches at", "student at"."""
        if not note.may_match(_WORKPLACE):
            return
        for word in note.words:
            if not word.is_capital or word.gap not in (" ", "  ", ' "'):
                continue
            if word.key not in cues.FUNCTION_CAPITALS and note.ends_before(
                _WORKPLACE, word.start, 70
            ):
                if lexicon().is_clinical(word.key) or word.key in _GENERIC:
                    continue
                last = _capital_run(note, word)
                yield Finding(word.start, last.end, self.entity, self.name, CONTEXT)

    def _call_signs(self, note: Note) -> Iterator[Finding]:
        if note.jurisdiction != "us":
            return
        for match in note.matches(_CALL_SIGN):
            key = match.group()[:4].lower()
            if not lexicon().is_known(key) and not lexicon().is_surname(key):
                yield Finding(match.start(), match.end(), self.entity, self.name, LIST)


def _first_of_run(note: Note, head: Word) -> Word | None:
    """The first of the capitals that lead up to a head word."""
    first: Word | None = None
    current = head
    for _ in range(6):
        before = note.word(current.index - 1)
        if before is None or not re.fullmatch(
            r" |  | & | \+ |-|'s? ?|, (?=Inc|LLC|Ltd)", current.gap
        ):
            break
        if before.possessive and current.gap not in (" ", "'s ", "' "):
            break
        if before.key in _JOINERS and first is not None:
            if before.key in ("of", "for", "and", "the") and _is_person_before(note, before):
                break
            current = before
            continue
        is_name = (
            before.is_capital and len(before.key) > 1 and before.key not in cues.FUNCTION_CAPITALS
        )
        if (
            not is_name
            or (before.key in cues.TITLES and before.key != "sister")
            or before.key in cues.CREDENTIALS
        ):
            break
        if before.key in ("nhs", "dr", "works", "worked") or (
            before.opens and before.key in cues.SPEECH_BEFORE
        ):
            break
        first = current = before
        if before.opens:
            break
    return first


_OPERATIONS = words_of(
    "plastic oculofacial oculoplastic cosmetic facial bariatric oral "
    "general spinal heart knee hip "
    "day cataract dental breast nose gastric back eye laser reconstructive "
    "mohs vascular sinus neck "
    "brain foot hand jaw maxillofacial weight-loss elective minor major open keyhole lid bypass"
)


def _is_title_case(note: Note, first: Word, last: Word) -> bool:
    """Whether every word of a run is written as a name is, and not all of them are clinical."""
    run = note.words[first.index : last.index + 1]
    if any(w.shape != "capital" for w in run if w.key not in _JOINERS):
        return False
    words = lexicon()
    return any(not words.is_clinical(w.key) and w.key not in _GENERIC for w in run[:-1])


def _is_person_before(note: Note, joiner: Word) -> bool:
    """Whether the word before "of" is somebody's name: "Oonagh Tierney of Tierney Walsh"."""
    before = note.word(joiner.index - 1)
    if before is None:
        return False
    further = note.word(before.index - 1)
    keys = [before.key] + ([further.key] if further is not None and before.gap == " " else [])
    words = lexicon()
    return any(words.is_forename(k) and not words.is_known(k) for k in keys)


def _extended(note: Note, head: Word) -> Word:
    """The head, or the last of the head words that follow it ("Medical Centre")."""
    last = head
    while (after := note.word(last.index + 1)) is not None:
        if (
            after.gap not in (" ", ", ", " & ")
            or (after.key not in cues.ORG_HEADS and after.key not in MORE_HEADS)
            or not after.is_capital
        ):
            break
        last = after
    number = note.word(last.index + 1)
    if (
        number is not None
        and number.shape == "number"
        and number.gap == " "
        and last.key in NUMBERED
    ):
        return number
    return last


def _capital_run(note: Note, first: Word) -> Word:
    last = first
    while (after := note.word(last.index + 1)) is not None:
        joined = re.fullmatch(r" | & |\. |-|'s ", after.gap) is not None
        if (
            joined
            and after.is_capital
            and not after.opens
            and after.key not in cues.FUNCTION_CAPITALS
        ):
            last = after
            continue
        further = note.word(after.index + 1)
        if (
            after.key in _JOINERS
            and after.gap == " "
            and further
            and further.is_capital
            and further.gap == " "
        ):
            last = further
            continue
        break
    return last
