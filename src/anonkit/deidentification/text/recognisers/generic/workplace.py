"""Where somebody works, learns, worships, was treated or is insured, by the words before the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, LIST, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.firm_run import (
    STORES,
    firm_end,
    is_firm_word,
    is_shouted,
    is_titled,
)

_WORK = (
    r"works?|worked|working|job|shifts?|lates|earlies|nights|days|gig|temps?|temping|employed|"
    r"intern(?:s|ing|ship)?|placement|apprentice(?:ship)?|volunteers?|bartends?|waitress(?:es|ing)?|"
    r"serves|cooks|teaches|taught|lectures?|cleans|coaches|guides|sings|performs|dances|"
    r"preaches|swims|studies|studying|student|degree|course|phd|masters|msc|bsc|mba|viva|freshman|"
    r"sophomore|junior|senior|graduat\w+|walks|enrolled|retired|resigned|owner|founder|boss|foreman|"
    r"crew|manager|supervisor|barista|cook|chef|clerk|cashier|guard|nurse|matron|hca|sister|paramedic|"
    r"emt|firefighter|fireman|officer|deputy|sergeant|captain|lieutenant|pilot|driver|steward(?:ess)?|"
    r"engineer|fitter|welder|electrician|plumber|mechanic|technician|tech|agent|broker|adviser|advisor|"
    r"accountant|analyst|consultant|partner|solicitor|lawyer|paralegal|secretary|receptionist|teller|"
    r"assistant|ta|teacher|tutor|professor|prof|lecturer|principal|head|coach|trainer|instructor|"
    r"dancer|singer|musician|actor|actress|model|presenter|producer|reporter|editor|journalist|"
    r"hairdresser|stylist|barber|injector|practitioner|aesthetician|esthetician|therapist|hygienist|"
    r"dentist|pharmacist|vet|farmer|resident|registrar|reg|rep|ceo|cfo|md|vp|director|exec|buyer|"
    r"merchandiser|planner|designer|architect|surveyor|builder|roofer|joiner|carer|caregiver|nanny|"
    r"counter|till|desk|office|team|dept|department|ward"
)
_WORK_PREPOSITION = r"(?:at|@|for|w|w/|in|of|from|out of|over at|down at|with)"
_SURE = re.compile(
    rf"(?i)\b(?:{_WORK})\b(?: [a-z][\w'-]*){{0,2}}? ?{_WORK_PREPOSITION} (?:the )?[\"']?$"
)
_THINGS_DONE = (
    r"botox|filler|fillers|lips|tox|brows|laser|peel|threads|bx|biopsy|scan|mri|ct|mammo|labs?|bloods|"
    r"surgery|op|visit|seen|sees \w+|derm|endo|cardio|onc|admitted|inpatient|overnight|delivered|born|"
    r"wedding|party|event|stolen|swimming|training|classes|gymnastics|football|rugby|choir|nursery|camp|"
    r"therapy|rehab|detox|physio|bought|faxed|sent|called in|rx|script|path|histology|specimen|shave|"
    r"punch|swab|placed|treated|done|put in|trained|studied"
)
_VERBS_OF_WORK = re.compile(
    r"(?i)\b(?:owns|runs|founded|manages|(?:drives|plays|swims|rows|rides|works?|models) for|"
    r"sings (?:at|with)|retired from|graduated from|degree from|student at|trained with|"
    r"(?:laid off|sacked|hired|employed|fired) (?:by|from)|subpoena(?: came)? from|"
    r"(?:letter|call|email|rings?|rang|referr(?:al|ed)|fax|form|request|invoice|report) from|"
    rf"(?:{_THINGS_DONE}) (?:at|by|in|to|from|thru|through|via)|"
    r"(?:covered|insured) (?:by|under|with|through)|"
    r"(?:insurance|cover|coverage|plan) (?:is|with|thru|through)|(?:they are|she's with|he's with)|"
    r"kids from|(?:picks?|picked|collects?|collected|fetch\w*)(?: up)? (?:\w+ ){1,2}from|"
    r"(?:goes|went|go|going|belongs|walks) to) (?:the )?[\"']?$"
)
_NOUN = (
    r"(?:work|job|employer|employers|office|shop|store|salon|clinic|surgery|practice|hospital|gym|"
    r"school|schools|college|uni|university|nursery|preschool|daycare|church|mosque|temple|parish|choir|"
    r"club|pub|restaurant|cafe|bakery|firm|company|business|agency|port|mall|plant|factory|warehouse|"
    r"pharmacy|chemist|bank|insurer|insurance|ins|plan|carrier|payer|union plan|dentist|gdp|physio|"
    r"vet|vets|landlord|solicitors?|lawyers?|attorneys?|lab|path lab|team|league|charity|regiment|unit|"
    r"base|sponsor|sponsors|airline|station|venue|hotel|theatre|studio|wristband|lanyard|uniform|badge)"
)
_NAMED = re.compile(rf"(?i)\b{_NOUN}(?: \(| is (?:the )?|\? |, | = | called | named )[\"']?$")
_LABELLED = re.compile(
    r"(?i)\b(?:employer|school|church|insurer|insurance|ins|pharmacy|gym|work|job|surgery|union plan|"
    r"carrier|payer|lawyer|solicitor|attorney|college|uni|nursery)(?:: ?| - | at )$|"
    r"\b(?:union|health|insurance) plan $|(?<=[a-z] )plan: ?$|(?:^|\n|[.;] )(?:plan|ins|insurance): ?$"
)
_AT = re.compile(r"(?:\b[Aa]t|@) (?:[Tt]he )?[\"']?$")
_IN_THE = re.compile(
    r"(?i)\b(?:in|under|from|to|via|through|thru|by|at|into|outside|near|with)(?: the)? $"
)
_LETTERS = re.compile(r"(?<![\w&-])[A-Z]&[A-Z](?![\w&-])")
_MAY_PRECEDE = re.compile(
    r"(?i)(?:(?<!\w)(?:at|for|w|in|of|from|with|by|to|via|under|is|are|owns|runs|founded|manages|"
    r"through|thru|into|outside|near|called|named|plan)(?: the)? |[@/(?,=:-] ?(?:the )?)[\"']?$"
)
"""How all the expressions above end: a quick look that spares most words their search."""
_LEADS = (
    "at for w in of from with by to via under is are owns runs founded manages through thru into "
    "outside near called named plan"
)
_LEADING = tuple(_LEADS.split())
_BEFORE = 64
"""How far before a word the expressions look."""
_SIGNS = re.compile(r"[@/(?,=:-]")
_PLAIN_LETTERS = words_of(
    "A&E C&E H&E T&C Q&A M&S B&B R&R D&C P&P I&D E&O T&A H&P N&V S&S F&G O&G D&V P&L K&L B&W R&L L&R"
)


class Workplace:
    """Names after "works at", "his work (", "plan:", "seen at", and letters that stand for a place."""

    name = "workplace"
    entity = "ORG"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name, in capitals; in small letters where no list knows the word."""
        shouted, titled = is_shouted(note), is_titled(note)
        for word in note.words:
            if word.shape == "number" or word.gap == "" or "\n" in word.gap:
                continue
            if not _is_led(note, word) or not _MAY_PRECEDE.search(
                note.text[max(0, word.start - 18) : word.start]
            ):
                continue
            before = note.text[max(0, word.start - _BEFORE) : word.start]
            if word.is_capital and not shouted:
                yield from self._capital(note, word, before, titled)
            elif word.shape == "lower" and before[-1:] in (" ", "@"):
                yield from self._small(note, word, before)
        for match in note.matches(_LETTERS):
            if match.group() not in _PLAIN_LETTERS and not shouted:
                yield Finding(*match.span(), self.entity, self.name, LIST, "context")

    def _capital(self, note: Note, word: Word, before: str, titled: bool) -> Iterator[Finding]:
        is_sure = _is_behind(note, _VERBS_OF_WORK, word) or _is_behind(note, _SURE, word)
        is_named = self._is_named(note, word, before, titled)
        is_at = _AT.search(before) is not None and not titled
        is_letters = (
            word.shape == "upper" and len(word.key) < 7 and _IN_THE.search(before) is not None
        )
        if not (is_sure or is_named or is_at or is_letters):
            return
        last = firm_end(note, word)
        run = note.words[word.index : last.index + 1]
        is_firm = is_firm_word(word, is_sure) or (
            (is_sure or is_named)
            and len(run) > 1
            and lexicon().is_clinical(word.key)
            and word.shape == "capital"
        )
        if not is_firm or (word.shape == "upper" and self._is_plain_upper(word)):
            return
        if is_letters and not (is_sure or is_at or is_named) and lexicon().is_known(word.key):
            return
        if all(lexicon().is_clinical(w.key) and w.key not in STORES for w in run):
            return
        score = CONTEXT if is_sure and not lexicon().is_forename(word.key) else LIST
        yield Finding(word.start, _end(note, last), self.entity, self.name, score, "context")

    @staticmethod
    def _is_named(note: Note, word: Word, before: str, titled: bool) -> bool:
        words = lexicon()
        if _is_behind(note, _LABELLED, word):
            return not words.is_clinical(word.key) and word.key not in words.function_words
        if not _is_behind(note, _NAMED, word):
            return False
        if before.rstrip("\"'").endswith(("(", "? ", "called ", "named ", "is ", "is the ", "= ")):
            run = note.words[word.index : firm_end(note, word).index + 1]
            return not titled and any(not words.is_clinical(w.key) for w in run)
        return not words.is_known(word.key) and not words.is_forename(word.key)

    @staticmethod
    def _is_plain_upper(word: Word) -> bool:
        return lexicon().is_english(word.key) and len(word.key) > 3

    def _small(self, note: Note, word: Word, before: str) -> Iterator[Finding]:
        words = lexicon()
        is_new = not words.is_known(word.key) and not words.is_forename(word.key)
        if len(word.key) < 4 or not (is_new or word.key in STORES):
            return
        if not _is_behind(note, _SURE, word):
            return
        if re.search(r"(?i)\b(?:of|in|with|from) (?:the )?$", before):
            return
        after = note.word(word.index + 1)
        has_head = after is not None and after.gap == " " and after.key in cues.ORG_HEADS
        last = after if has_head and after is not None else word
        yield Finding(word.start, _end(note, last), self.entity, self.name, LIST, "context")


def _is_led(note: Note, word: Word) -> bool:
    """Whether `_MAY_PRECEDE` may match before a word, by the words and signs that stand there."""
    before = note.word(word.index - 1)
    if _SIGNS.search(word.gap) or before is None or before.key.endswith(_LEADING):
        return True
    further = note.word(before.index - 1)
    is_the = before.key.endswith("the")
    return is_the and (
        further is None or bool(_SIGNS.search(before.gap)) or further.key.endswith(_LEADING)
    )


def _is_behind(note: Note, pattern: re.Pattern[str], word: Word) -> bool:
    """Whether what stands before a word ends as an expression says."""
    return note.ends_before(pattern, word.start, _BEFORE)


def _end(note: Note, last: Word) -> int:
    """Where a name ends, with the "'s" of "Nando's" that belongs to it."""
    return (
        last.end + 2 if last.possessive and note.text[last.end : last.end + 2] == "'s" else last.end
    )
