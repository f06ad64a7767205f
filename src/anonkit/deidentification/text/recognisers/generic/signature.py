"""Who wrote a note: initials or a name that closes a line or the note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold

_CREDENTIAL = (
    r"(?:R\.?N|RGN|LPN|NP|APRN|ARNP|FNP(?:-?[CB]C?)?|PA(?:-C)?|MD|"
    r"DO|INP|MA|CMA|DNP|LE|BSN|MSN|DDS|BDS|MBBS|MBChB|MRCGP)"
)
_TAIL = rf"(?:[ ]?[,/][ ]?{_CREDENTIAL})?"
_CLOSING = re.compile(
    r"(?:^|\n|[.!?;)][ ]{1,3}|[ ]?[-\u2013\u2014~][ ]?|[ ]/+[ ]?|"
    r"[ ](?=[A-Z]{2,3}[ ]?$))(?P<id>(?:[A-Za-z]\.[ ]?){1,3}[A-Za-z]\.?|"
    rf"[A-Z]{{2,4}}|[A-Z][a-z]{{1,2}}[A-Z]|[a-z]{{2,3}}){_TAIL}[ .]*$"
)
_CLOSING_NAME = re.compile(
    r"(?i:[-\u2013\u2014~]|\b(?:regards|thanks|thx|cheers|love|signed|"
    r"sincerely|faithfully|best|by)[,:]?|[.!?)])[ \n]{0,3}(?P<id>[A-Z][a-z]+(?:[- "
    rf"][A-Z][a-z'-]+|[ ][A-Z]\.?)?){_TAIL}(?P<x>[ ]?x{{1,3}})?[ .]*$"
)
_LINE_INITIALS = re.compile(
    rf"[ ]?[-\u2013\u2014~/][ ]?(?P<id>(?:[A-Z]\.){{1,3}}[A-Z]?\.?|[A-Z]{{2,3}}){_TAIL}[ .]*(?=\n)"
)
_BY_INITIALS = re.compile(
    r"(?i:\b(?:by|per|d/w|s/b|w/|with|seen|supervis\w+|inj(?:ected)? "
    r"by|witness(?:ed)?(?: by)?|chaperone[d]?(?: by)?|signed|init(?:ial)?s?|"
    r"inits|tx by|written|scribed?|dictated|entered|noted|cc|ask|told|"
    r"tell|from)[ :]{1,2})(?P<id>(?:[A-Z]\.[ ]?){1,3}[A-Z]?\.?|[A-Z]{2,3})(?![\w'/])"
    r"(?![ ]?(?:\d|ml|mg))"
)
_ACTING = re.compile(
    r"(?:^|[.!?\n][ ]?)(?P<id>[A-Z]{2}|[A-Z]\.[ ]?[A-Z]\.)[ ](?=c/o|rang\b|called\b|spoke\b|informed\b|"
    r"aware\b|to[ ](?:call|ring|review|chase|phone|email)\b|will[ ](?:call|ring|chase|email|review)\b|"
    r"wants\b|says\b|said\b|texted\b|phoned\b|emailed\b|came\b|attended\b|arrived\b|asked\b|reports\b|"
    r"states\b|happy\b|declined\b|signed\b|injected\b|reviewed\b|checked\b|drove\b|brought\b)"
)
_ROLE_INITIALS = re.compile(
    r"(?i:\b(?:surgeon|scrub|assistant|asst|anaesthetist|anesthetist|injector|inj|tech|provider|operator|"
    r"practitioner|nurse|staff|author|reviewer|prescriber|chaperone|witness|clinician|doctor|therapist|"
    r"supervisor|interpreter|assessor|initials)[ ]?[:=][ ]?)(?P<id>[A-Z]{2,3})(?![\w'/])"
)
_SIGNED_LINE = re.compile(
    r"(?i:(?:^|(?<=\n))[ ]*(?:(?:kind(?:est)?|best|warm(?:est)?|many|with|all|yours)[ ])?(?:best|regards|wishes|thanks|"
    r"thank[ ]you|thx|cheers|love|sincerely|faithfully|truly|warmly|kindly|respectfully|cordially|gracias|"
    r"blessings|the[ ]best|take[ ]care|ta|xx?|merci|see[ ]you|yours|diolch[^\n]{0,12})[,.! x]{0,4}\n{1,2}[ ]*)"
    r"(?P<id>[A-Z][^\W\d_'-]*(?:[ -][A-Z][^\W\d_'.-]*){0,2})(?=[ ]*(?:x{1,3})?[ ]*(?:\n|\Z|,))"
)
_DASHED = re.compile(r"[.!?)][ ]?[-\u2013\u2014~]{1,2}[ ]?(?P<id>[a-z]{3,12})[ .x]*\Z")
_AUTHORED = re.compile(
    r"(?i:\b(?:dictated|typed|scribed|transcribed|entered|witnessed|chaperoned|supervised|countersigned|"
    r"covering|me|injector|nurse)[ ])\(?(?P<id>[A-Z]{2,3}|[A-Z]\.[ ]?[A-Z]\.?)(?=[ ]?(?:[,.;)\n]|\Z))"
)
_IN_BRACKETS = re.compile(
    r"(?<![^\W_])(?P<full>(?:[A-Z][^\W\d_]{1,20}[ -]){1,3}?[A-Za-z][^\W\d_]{1,20})[ ]\((?P<id>[A-Z]{2,3})\)"
)
_NOTED_BY = re.compile(
    r"(?i:\b(?:note|notes|addendum|addend|add|update|msg|edit|late[ ]entry|ps)[ ])(?P<id>[A-Za-z]{2,3})[ ]?:"
)
_SIGN_OFF = re.compile(
    r"(?i:\b(?:love|luv|hugs|xx|from)[,]?[ ])(?P<id>[A-Z])\.?(?=[ ](?:and|&|x)|[\"]|[ ]*$|[ ]*\n)"
)
_LONE_LETTER = re.compile(
    r"(?i:[a-z.!?)]\n{1,2}[ ]*)(?P<id>[A-KM-QS-Z])\.?[ ]*x{0,3}"
    r"(?=\n[ ]*(?i:cell|tel|mob|phone|sent[ ]from|m:|t:|\+?\d{3}|\(\d{3})|[ ]*\Z)"
)
"""One letter alone on the last line, or above a telephone number."""
_DICTATION = re.compile(r"\b(?P<id>[A-Z]{2,3})[/:](?P<typist>[a-z]{2,3})(?![\w])")
_NOT_ACTING = words_of(
    "pt px gp hr bp ha cf fu nb ir dr mr ms md rn np pa ok it we he me us no so if in at on to by id "
    "ig fb wa op pp ed er ae la ga iv im rx tx hx dx rv vm sms cc ta dm pm am nok"
)
_NOT_INITIALS = words_of(
    "ok na nb am pm tbc tba nad prn pto gp pt rn md np pa id no uk "
    "us usa nhs end eow eod asap fyi thx ta xx xxx "
    "yes rx tx dx hx fu rv wk hr cc ml mg iv im po bd od tds qds "
    "it so do go up he we me to in on at as an or if by is of "
    "be my us via per and the for not but all her his him she you "
    "out off now new old one two day due ago too who did had has "
    "was get got see saw say ask let set put use can may yet lol "
    "omg rt lt dna dnar fao asa soap sob bp hb"
)


class Signature:
    """Initials or a name at the end of a note, after a dash at the end of a line, or after "by"."""

    name = "signature"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Signatures and initials of authors."""
        text = note.text.rstrip()
        yield from self._initials(note, text)
        yield from self._signed(note, text)
        yield from self._names(text)
        for pattern in (_SIGN_OFF, _LONE_LETTER):
            for match in note.matches(pattern):
                yield self._finding(*match.span("id"))
        for match in note.matches(_DICTATION):
            if _is_initials(match.group("id"), False) and not lexicon().is_clinical(
                match.group("typist")
            ):
                yield self._finding(match.start(), match.end())

    def _initials(self, note: Note, text: str) -> Iterator[Finding]:
        shift = max(0, len(text) - 60)
        for match in _CLOSING.finditer(text[shift:]):
            if _is_initials(match.group("id"), strict=False):
                start, end = match.span("id")
                yield self._finding(start + shift, end + shift)
        for pattern in (_LINE_INITIALS, _BY_INITIALS):
            for match in note.matches(pattern):
                if _is_initials(match.group("id"), strict=pattern is _BY_INITIALS):
                    yield self._finding(*match.span("id"))
        for pattern in (_ACTING, _ROLE_INITIALS, _NOTED_BY):
            for match in note.matches(pattern):
                is_acting = pattern is _ACTING and match.group("id").lower() not in _NOT_ACTING
                if is_acting or _are_working(match.group("id")):
                    yield self._finding(*match.span("id"))

    def _signed(self, note: Note, text: str) -> Iterator[Finding]:
        for match in note.matches(_SIGNED_LINE):
            if not any(lexicon().is_clinical(fold(w)) for w in match.group("id").split()):
                yield self._finding(*match.span("id"))
        dashed = _DASHED.search(text, max(0, len(text) - 40))
        if dashed is not None and _may_sign(fold(dashed.group("id"))):
            yield self._finding(*dashed.span("id"))
        for match in note.matches(_AUTHORED):
            yield self._finding(*match.span("id"))
        for match in note.matches(_IN_BRACKETS):
            firsts = "".join(p[0] for p in re.split(r"[ -]", match.group("full"))).upper()
            if firsts.endswith(match.group("id")) and _are_borne(match.group("full")):
                yield self._finding(*match.span("id"))

    def _names(self, text: str) -> Iterator[Finding]:
        tail = text[-70:]
        shift = len(text) - len(tail)
        match = _CLOSING_NAME.search(tail)
        if match is None:
            return
        surface = match.group("id")
        first = re.split(r"[- ]", surface)[0]
        key = first.lower()
        words = lexicon()
        is_new = not words.is_known(key) or (words.is_forename(key) and surface[0].isupper())
        if (is_new and key not in cues.FUNCTION_CAPITALS and words.is_forename(key)) and (
            key not in words.function_words
        ):
            yield self._finding(match.start("id") + shift, match.end("id") + shift)

    def _finding(self, start: int, end: int) -> Finding:
        return Finding(start, end, self.entity, self.name, CONTEXT, "context")


_DOTTED_WORDS = words_of("iv po rn md np pa prn gp pt am pm uk us do sc im bd od")


def _may_sign(key: str) -> bool:
    words = lexicon()
    is_borne = words.is_forename(key) or words.is_surname(key)
    return not words.is_clinical(key) and (is_borne or not words.is_english(key))


def _are_borne(full: str) -> bool:
    """Whether one of the words is a name and none belongs to the clinic."""
    words = lexicon()
    keys = [fold(p) for p in re.split(r"[ -]", full)]
    is_name = any(words.is_forename(k) or words.is_surname(k) for k in keys)
    return is_name and not any(words.is_clinical(k) for k in keys)


def _are_working(surface: str) -> bool:
    """Whether letters in a person's place are initials: none of the clinic's short words."""
    key = re.sub(r"[^a-z]", "", surface.lower())
    words = lexicon()
    is_word = words.is_clinical(key) or key in words.function_words
    return not is_word and key not in _NOT_INITIALS and not (len(key) > 2 and words.is_english(key))


def _is_initials(surface: str, strict: bool) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", surface)
    key = letters.lower()
    if "." in surface and surface.isupper() and len(letters) in (2, 3):
        return key not in _DOTTED_WORDS
    if key in _NOT_INITIALS or not letters or len(letters) > 4:
        return False
    if "." in surface and len(letters) > 1:
        return letters.isupper() and not re.fullmatch(r"[a-z]\.[a-z]\.?", surface)
    if len(letters) < 2 or letters.islower():
        return False
    words = lexicon()
    if len(letters) == 2 and strict:
        return letters.isupper() and not words.is_clinical(key)
    if len(letters) == 4 or strict:
        return not words.is_known(key)
    return not words.is_clinical(key) and not (words.is_english(key) and len(key) > 2)
