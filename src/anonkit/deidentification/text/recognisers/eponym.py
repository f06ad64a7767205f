"""Whether a surname stands for the sign, scale, line or instrument that bears it."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word

_SIGNS = (
    r"(?:disease|syndrome|sign|tests?|orbitopathy|ophthalmopathy|palsy|phenomenon|scale|types?|lines?|"
    r"lamp|light|score|skin|classification|class|grades?|grading|thyroid|lift|eye|effect|hollow|ducts?|"
    r"n[ae]vus|naevi|nevi|spots?|nodules?|nodes?|glands?|nerve|artery|vein|muscle|fascia|space|angle|"
    r"plane|points?|technique|method|protocol|manoeuvre|maneuver|procedure|repair|stitch|suture|needle|"
    r"cannula|forceps|scissors|retractor|speculum|shields?|peel|layer|membrane|pouch|fossa|ring|canal|"
    r"ligament|tendon|fat[ ]pad|criteria|criterion|index|indices|equation|position|view|ratio|reflex|"
    r"reaction|response|stage|staging|steel|exercises?|endurance|cells?|bod(?:y|ies)|corpuscles?|"
    r"solution|soaks?|paste|formula|trio|mix|cocktail|cream|ointment|triangle|tubercle|area|zone|"
    r"procedure|flap|graft|incision|excision|hernia|contracture|fracture|chart|colour|color|"
    r"neuroma|facies|gait|posture|thyroiditis|dermatitis|melanosis|tumou?r|sarcoma|lymphoma|carcinoma|cyst|ulcer|tetany|anaemia|"
    r"mallampati|neg(?:ative)?|pos(?:itive)?|excluded|ruled[ ]out|present|absent|intact)"
)
_BEHIND = re.compile(
    rf"^(?:'s|'|s')?[ -]?(?:{_SIGNS}|\d[ ]?/[ ]?\d|[IVX]{{1,4}})(?![\w'])", re.IGNORECASE
)
_GENERAL = re.compile(rf"^(?:'s|'|s')?[ ](?:{_SIGNS})(?![\w'])", re.IGNORECASE)
_READING = re.compile(
    r"^[ ](?:\d{1,3}(?:\.\d)?(?![\d/:.-])(?![ ]?[ap]m)|[IVX]{1,4}(?![\w'])|[+-](?![\w ]))"
)


_FOUND = re.compile(
    r"^(?:'s)?(?:[ ](?:neg|pos|not done|nil|\+|-ve|\+ve|if (?:young|viral|asp)|on (?:trunk|back|chest))|"
    r"'s[:.][ ](?=[A-Z\d])(?!.{0,12}(?:rang|called|said|told)))",
    re.IGNORECASE,
)
"""Behind an eponym that was looked for or found."""
_LISTED = re.compile(r"^(?:'s)?(?:[,;)]|[ ]?/[ ]|[ ](?:or|and)[ ])", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:no|nil|neg|not|denies|p?mhx?|phx?|fhx?|hx(?: of)?|pmhx|known|has|had|mild|\?)[ :]{1,2}$|'s, $|\?$",
    re.IGNORECASE,
)
_VALUE = re.compile(r"^[ ]\d{1,2}[.,;)](?!\d)")


def is_clinical_use(note: Note, words: tuple[Word, ...]) -> bool:
    """Whether what a model took for a name stands where the clinic names its things."""
    if not words:
        return False
    last = words[-1]
    if is_eponym(note, last) or is_reading(note, last):
        return True
    if len(words) > 1 or lexicon().is_forename(last.key):
        return False
    after, before = note.word(last.index + 1), note.word(last.index - 1)
    if last.possessive and (after is None or after.key not in cues.RELATIONS):
        return True
    if last.shape == "mixed" or "-" in last.surface:
        return True
    number = after is not None and after.shape == "number" and after.gap == " "
    sides = [w for w in (before, after) if w is not None and "\n" not in w.gap]
    words_here = lexicon()
    return number or any(
        words_here.is_clinical(w.key) and w.key not in words_here.function_words for w in sides
    )


def is_eponym(note: Note, word: Word) -> bool:
    """Whether a name stands for its disease, sign or scale, and nobody is named by it."""
    tail = note.text[word.end : word.end + 24]
    words = lexicon()
    if _is_in_pair(note, word):
        return True
    if words.is_clinical(word.key):
        return bool(_BEHIND.match(tail))
    if word.shape != "capital" or _is_named_first(note, word):
        return False
    if word.key in words.eponyms and _stands_for_sign(note, word):
        return True
    if words.is_forename(word.key) and not words.is_surname(word.key):
        return False
    return bool(_GENERAL.match(tail))


def _stands_for_sign(note: Note, word: Word) -> bool:
    """Whether it is listed among findings without its noun: "no Beau", "PMH: Gilbert's, asthma"."""
    tail = note.text[word.end : word.end + 24]
    if _FOUND.match(tail):
        return True
    if not _LISTED.match(tail):
        return False
    return bool(_AMONG.search(note.text[max(0, word.start - 16) : word.start]))


def is_reading(note: Note, word: Word) -> bool:
    """Whether a number behind a surname reads as the value of a scale: "Wells 0"."""
    if word.shape != "capital":
        return False
    if lexicon().is_forename(word.key):
        is_borne = lexicon().is_surname(word.key)
        return is_borne and bool(_VALUE.match(note.text[word.end : word.end + 6]))
    return bool(_READING.match(note.text[word.end : word.end + 10]))


def _is_named_first(note: Note, word: Word) -> bool:
    """Whether a title, a kin word or a first name stands before it."""
    before = note.word(word.index - 1)
    if before is None or before.possessive or word.gap not in (" ", ". "):
        return False
    words = lexicon()
    is_first = (
        words.is_forename(before.key) and before.is_capital and not words.is_known(before.key)
    )
    return is_first or before.key in cues.TITLES | cues.RELATIONS


def _is_in_pair(note: Note, word: Word) -> bool:
    """Whether it belongs to a term of two or three words: "Ramsay Hunt", "Campbell de Morgan"."""
    words = lexicon()
    part = word.key.split("-", 1)[0]
    if part not in words.parts_of_terms and part.removesuffix("s") not in words.parts_of_terms:
        return False
    for size in (2, 3):
        for first in range(max(0, word.index - size + 1), word.index + 1):
            run = note.words[first : first + size]
            close = len(run) == size and all(w.gap in (" ", "-", "'s ") for w in run[1:])
            if close and words.is_clinical("-".join(w.key for w in run)):
                return True
    return False
