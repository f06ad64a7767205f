"""How much the words around a stretch of text say that a person is named there."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.plain_use import is_plain_use

_THING_VERBS = words_of(
    "is was has had does did seems looks looked off left isn't wasn't took takes needs needed"
)
_SPELLING = words_of("phonetic phonetically sp spelt spelled spelling misspelt misspelled sic")
_SPEAKS_LATER = re.compile(
    r"[^.\n]{2,40}?\b(?:called|rang|phoned|emailed|texted|rung|came|dropped|visited)\b",
    re.IGNORECASE,
)
_OBJECTS = words_of("the a an any each")
_DEEDS = words_of(
    "drew mark marks pat pats nick nicks pierce pierced grant grants chase chased skip skips skipped "
    "will may rob sue sues bob rich peg jack chuck bank banks bill bills drop drops hunt hunts buff "
    "ward wade dot dots clip clips cash stew tuck tucks trim trims wax hope hopes lance gore rush"
)
_DEED_OBJECTS = words_of(
    "blood bloods labs line lines point points dot dots dry up out markings midline borders injection "
    "sites site it this both all bleeding pressure area areas hair hairs deposit cooler down off"
)
_OF_PRODUCTS = words_of(
    "used uses using use of on to tried try tries applied apply started start starting takes taking "
    "took take plus add added adding switch switched cont continue continued stop stopped restart "
    "sample samples x w and or via with prefer prefers preferred recommend recommended bought buys "
    "buying had has have having no non not nil post pre after before between for from into in at near "
    "under over by than vs like as per onto off minus without is was are were discussed offered "
    "suggested considered declined wants want wanted fancies gave give given sold including incl "
    "cream serum wash gel lotion cleanser balm mask peel laser device brand filler toxin tox"
)
_PERSONAL = re.compile(
    r"^ (?:(?:not|now|also|still|very|v|so|just|really|always|back|been|to|her|his|our|my|a|the|an) ){0,3}"
    r"(?:going|flying|moving|getting|staying|working|coming|asking|wanting|worried|happy|unhappy|keen|"
    r"due|aware|allergic|pregnant|preg|away|off sick|on holiday|on leave|upset|fuming|thrilled|delighted|"
    r"covering|chasing|calling|ringing|texting|emailing|married|divorced|engaged|related|cousin|"
    r"sister|brother|husband|wife|mum|mom|dad|friend|partner|daughter|son|aunt|uncle|translating|"
    r"interpreting|driving|waiting|running late|late|nervous|anxious|booked|bringing|picking|"
    r"faithful|lovely|sweet|tall|new girl|new one|manager|receptionist|nurse|call|ring|text|email|"
    r"bring|drive|pick|pay|send|asked|rung|called|texted|told|perfect hair|years? old|\d{2})\b"
)
_FEELINGS = words_of(
    "happy unhappy fuming upset delighted pleased thrilled keen worried anxious nervous declined "
    "consented tolerated aware cried crying teary tearful laughing laughed insists hates loves wants "
    "thinks feels felt agrees knows denies reports phoned checked consents prefers requests"
)
_TO_DO = re.compile(
    r"^ (?:call|ring|email|text|chase|review|send|book|collect|bring|check|confirm|fax|pay|see|assist|"
    r"inject|cover|order|phone|reply|scan|upload|sign|let|tell|ask)\b"
)
_BELONGINGS = words_of(
    "shift shifts notes handover column diary list desk pts patients clients client day lunch birthday "
    "leave leaving locker handwriting phone mobile email number acct account card deposit appt appts "
    "appointment consult booking refund voucher car coat bag room chart file photos before girl boy "
    "team login password initials review feedback complaint invoice prescription rx rota clinic"
)
_WEAK_VERBS = words_of(
    "here ok okay fine in back will would can't pls please aware seen treated reviewed injected"
)
_ROLES = words_of(
    "RN NP PA LPN MA HCA INP CMA LE CNA APRN RGN MD DO DDS DMD CRNA FNP SHO GP PCP ANP LVN PSR MUA ODP"
)
_CLIENTS = words_of("patient pt client px pat customer lady gentleman gent")
_VISITS = words_of(
    "consult consultation appt appointment review reviewed seen booked rebooked rv next tx visit slot "
    "session meeting call spoke consented chat chatted lunch check checked follow followup fu wait"
)
_DETERMINERS = words_of(
    "the a an this that these those some any no every each another "
    "more less much very too so "
    "mild moderate severe good bad slight small large dry"
)
_CLOSE_GAP = re.compile(r"^[ \t]*[(\"'@:,/.&+]?[ \t]*[\"'(]?$")
_COMMA_GAP = re.compile(r"^\s*,\s*$")
_GREETINGS = words_of("hi hello hey hiya dear morning thanks thx cheers ta love regards")
_DOSE = re.compile(
    r"^[ \t]*(?:x[ \t]?)?\d+(?:\.\d+)?[ \t]?(?:ml|mls|u|iu|units?|mg|mcg|g|%|cc)\b", re.IGNORECASE
)
_AFTER_COLON = re.compile(
    r"(?:patient|pt|client|name|practitioner|provider|injector|nurse|doctor|seen by|clinician|"
    r"witness|chaperone|contact|staff|operator|tech|author|from|to|cc|attn|fao|re|employee|"
    r"claimant|insured|member|subscriber|who|nok|prescriber)[ \t]*[:=-][ \t]*$",
    re.IGNORECASE,
)
_COLONS = (":", "=", "-")


def left_evidence(note: Note, first: Word) -> float:
    """What the words before a candidate say."""
    before = note.word(first.index - 1)
    if first.gap.rstrip(" \t")[-1:] in _COLONS and note.ends_before(_AFTER_COLON, first.start, 24):
        return 2.0
    if before is None or "\n" in first.gap:
        return 0.0
    if before.shape == "number" and first.shape == "lower" and first.gap in ("", " "):
        return -3.0
    if not _CLOSE_GAP.match(first.gap):
        return 0.0
    return _from_neighbour(note, first, before)


def _from_neighbour(note: Note, first: Word, before: Word) -> float:
    key = before.key
    comma = bool(_COMMA_GAP.match(first.gap))
    if key in cues.TITLES and not comma:
        return 4.0 if key in cues.STRONG_TITLES else 2.0
    if before.surface in _ROLES and first.is_capital and not comma:
        return 2.0
    if key in cues.RELATIONS and not before.possessive and before.surface != "PA":
        return 2.5
    if key in _GREETINGS:
        return 2.5
    if key in _CLIENTS and first.shape == "capital" and not comma:
        return 1.5
    if key in ("it's", "its", "i'm", "im"):
        is_name = lexicon().is_forename(first.key) and not lexicon().is_known(first.key)
        return 1.5 if is_name else 0.0
    if key in _DETERMINERS:
        return -2.0
    if before.shape == "number" and first.key in ("su", "iu", "ou"):
        return -4.0
    if comma:
        return 0.0
    if key in cues.LINKS or key in ("w", "s"):
        return _from_link(note, first, before)
    return 2.0 if key in cues.SPEECH_BEFORE else 0.0


def _from_link(note: Note, first: Word, before: Word) -> float:
    """What a small word such as "with" or "from" says, by the word before it."""
    key = before.key
    further = note.word(before.index - 1)
    if further is not None and further.key in cues.SPEECH_BEFORE and "\n" not in before.gap:
        return 2.5 if key in ("to", "with", "w", "by", "from") else 1.5
    if key == "by":
        return 2.0
    is_tool = further is not None and further.key not in _VISITS
    if is_tool and further is not None and lexicon().is_clinical(further.key):
        # A tool or a product comes with a treatment: "subcision w/ Nokor".
        borne = lexicon().is_forename(first.key)
        return 0.5 if borne else 0.0
    return 1.0 if key in ("from", "with", "w", "per", "via", "cc", "for", "to") else 0.3


def first_is_full_name(note: Note, word: Word) -> bool:
    """Whether two capitals begin here of which one is a name and none an ordinary word."""
    after = note.word(word.index + 1)
    if after is None or after.gap != " " or not (word.is_capital and after.is_capital):
        return False
    words = lexicon()
    pair = (word.key, after.key)
    is_borne = any(words.is_forename(k) or words.is_surname(k) for k in pair)
    return is_borne and not any(words.is_known(k) for k in pair)


def is_deed(note: Note, word: Word) -> bool:
    """Whether a name that is also a verb opens a sentence as one: "Drew blood", "Banks a cycle"."""
    if is_plain_use(note, word):
        return True
    after = note.word(word.index + 1)
    if not word.opens or after is None or after.gap != " ":
        return False
    if after.key in _OBJECTS and (word.key in _DEEDS or lexicon().is_english(word.key)):
        return True
    return word.key in _DEEDS and after.key in _DEED_OBJECTS


def spelled_alone(note: Note, first: Word, last: Word) -> float:
    """What a capital says that stands among small letters, away from the clinic's own words."""
    before, after = note.word(first.index - 1), note.word(last.index + 1)
    if first.opens or first.shape != "capital" or before is None or "\n" in first.gap:
        return 0.0
    if not before.surface.islower() or before.key in _OF_PRODUCTS | _DETERMINERS:
        return 0.0
    if first.gap not in (" ", ", ") or lexicon().is_clinical(before.key):
        return 0.0
    if after is not None and after.gap == " ":
        is_plain = after.surface.islower() and not lexicon().is_clinical(after.key)
        return 1.0 if is_plain and after.key not in _OF_PRODUCTS else 0.0
    return 0.75


def right_evidence(note: Note, last: Word) -> float:
    """What the words after a candidate say."""
    tail = note.text[last.end : last.end + 24]
    if _DOSE.match(tail):
        return -2.0
    after = note.word(last.index + 1)
    if last.possessive:
        if after is not None and (after.key in cues.RELATIONS or after.key == "own"):
            return 2.5
        if after is not None and after.gap in (" ", "'s ") and after.key in _BELONGINGS:
            return 2.5
        closes = after is None or after.gap.strip(" ") != ""
        return 0.0 if closes and not lexicon().is_forename(last.key) else 1.0
    if tail[:1] == ":" and last.is_capital and not lexicon().is_known(last.key):
        return 1.5
    if after is None or "\n" in after.gap:
        return 0.0
    if after.shape == "number" and after.gap == " " and last.opens:
        return -1.0
    is_worn = "," in after.gap and after.key not in lexicon().function_words
    if after.key in cues.CREDENTIALS and (after.surface.isupper() or is_worn):
        return 3.0
    if "(" in after.gap and after.key in cues.RELATIONS | _SPELLING:
        return 2.5
    if after.gap in (" (", "(") and first_is_full_name(note, after):
        return 2.5
    if after.key in ("from", "at", "@") and _SPEAKS_LATER.match(
        note.text[after.end : after.end + 60]
    ):
        return 2.5
    if _COMMA_GAP.match(after.gap):
        return _apposition(note, after)
    return _from_predicate(note, last, after) if after.gap.strip() == "" else 0.0


def _from_predicate(note: Note, last: Word, after: Word) -> float:
    """What the verb behind a candidate says of it."""
    if (
        after.key == "to"
        and last.is_capital
        and _TO_DO.match(note.text[after.end : after.end + 12])
    ):
        return 2.0
    if after.key in ("is", "was", "isn't", "will", "has") and last.is_capital:
        return 2.5 if _PERSONAL.match(note.text[after.end : after.end + 40]) else 1.0
    if after.key in _FEELINGS and last.shape == "capital" and lexicon().is_forename(last.key):
        return 2.5
    return _verb_evidence(after.key)


def _verb_evidence(key: str) -> float:
    """How much a verb behind a candidate asks for a person before it."""
    if key not in cues.SPEECH_AFTER:
        return 0.0
    if key in _THING_VERBS:
        return 1.0
    if key in cues.TELLING:
        return 2.5
    return 1.5 if key in _WEAK_VERBS else 2.0


def _apposition(note: Note, after: Word) -> float:
    """Evidence of a relation named after a comma: "Kofi, her husband"."""
    if after.key in ("her", "his", "their", "my", "our", "the", "pt's", "who"):
        further = note.word(after.index + 1)
        if further is not None and further.key in cues.RELATIONS:
            return 2.5
        return 1.5 if after.key == "who" else 0.0
    return 1.5 if after.key in cues.RELATIONS else 0.0


def is_signature(note: Note, first: Word, last: Word) -> bool:
    """Whether a candidate stands alone at the end of a line, as an author signs."""
    tail = note.text[last.end : last.end + 200]
    line_rest = tail.split("\n", 1)[0].strip(" .\t,;)|*_-")
    if line_rest and not _is_credentials(line_rest):
        return False
    if not first.gap.strip(" \t") and "\n" not in first.gap and first.index > 0:
        return False
    at_end = last.end + 200 >= len(note.text)
    is_last_line = (at_end and not tail.strip(" .\n\t)*_-")) or bool(line_rest)
    return is_last_line or bool(re.search(r"(?:[-\u2013\u2014~/]|x|xx)\s*$", first.gap))


def _is_credentials(text: str) -> bool:
    parts = [p for p in re.split(r"[\s,./]+", text.lower()) if p]
    return bool(parts) and len(parts) <= 4 and all(p in cues.CREDENTIALS for p in parts)
