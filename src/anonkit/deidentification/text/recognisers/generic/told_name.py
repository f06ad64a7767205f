"""Names that the sentence announces: "goes by ...", "my name is ...", "ask for ...", "... (she/her)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.name_shape import name_end

_QUOTE = r"[ ]?[\"'(]{0,2}"
_SURE = re.compile(
    r"(?i)\b(?:(?:goes|going|went|go)[ ]by|known[ ]as|aka|a\.k\.a\.?|answers[ ]to|signs[ ](?:as|herself|himself)|"
    r"(?:likes?|prefers?|wants?|asked|asks)[ ](?:to[ ]be[ ](?:called|known[ ]as)|being[ ]called)|"
    r"(?:my|full|real|legal|birth|given|preferred|chosen|maiden|married|middle|first|second|last|family|"
    r"pet|stage|dead|account|card|passport)[ -]?name(?:[ ](?:on[ ](?:the|her|his|their)[ ][a-z]{2,10}))?"
    r"(?:[ ]?[:=]|[ ](?:is|was|as|now)|'s)?|"
    r"(?:sur|nick|fore|user)name(?:[ ]?[:=]|[ ](?:is|was|now))?|"
    r"name(?:[ ]?[:=]|[ ](?:is|was|of)|'s)|name[ ][a-z]{3,8}:|nee|n\u00e9e|formerly|"
    r"(?:call|calls|called|calling)[ ](?:me|her|him|them|herself|himself|myself)|"
    r"(?P<asked>ask|asks|asked|asking|attn|attention|fao|f\.a\.o\.?|c/o|signed|sgd)(?:[ ]for)?:?|"
    r"(?:me[ ]llamo|soy|je[ ]suis|ich[ ]bin|jestem|sono)|typed[ ]by|taken[ ]by|end[ ]of[ ](?:dictation|note|letter),?|"
    r"(?:written|entered|filed|posted|message[ ]taken|msg[ ]taken|booked[ ]in|keyed|logged|faxed|completed|"
    r"collected|opened|closed|countersigned|covered|translated|interpreted|chaperoned|witnessed|"
    r"assisted|scribed|supervised|dictated|transcribed|performed|injected|reviewed|checked)[ ]by)"
    rf"(?:[ ]{{1,2}}|[ ]?:[ ]?){_QUOTE}(?=(?P<id>[^\W\d_]))|"
    r"\b(?:say|says|said|pronounced|pron\.?|sounds[ ]like|rhymes[ ]with|as[ ]in|name[ ]badge|reads|signed|calls|"
    r"called|named|name|names|misspelled|misspelt|spelled|spelt|wrote|written|put|heard|had|as|for|or|and|just|signs|pt|px|client|patient|banner)"
    r"[ ](?:it[ ]|h(?:im|er)[ ]|them[ ]|me[ ])?"
    r"[\"'](?=(?P<quoted>[A-Z]))"
)
_MILD = re.compile(
    r"(?i)\b(?:this[ ]is|it(?:'s|[ ]is|s)|is[ ]this|i(?:'m|[ ]am|m)|thank[ ]you|thanks|thankyou|thx|cheers|"
    r"sorry|hola|hi|hiya|hey|hello|dear|morning|afternoon|evening|ciao|bonjour|love|xx|bye|goodbye|"
    r"congratulations|congrats|welcome|poor|dearest|told|tell|telling|told|asked|"
    r"bless|thank|for[ ]attention[ ]of|please[ ](?:copy|call|ring|tell|text|email)|pls[ ](?:call|ring|tell|text)|"
    r"call|ring|text|phone|email|message|msg|contact|copy|remind|met|see|saw|with|for|from|via|per|to|by|and|"
    r"knows?|names|named|called)"
    r"[ ](?=(?P<id>[A-Z][^\W\d_]))"
)
_ROLE = re.compile(
    r"(?i)\b(?:reception(?:ist)?|recep|nurse|tech|injector|inj|scribe|chaperone|witness|assistant|asst|"
    r"assisted|staff|operator|provider|prescriber|photographer|on[ ]call|cover|author|supervisor|"
    r"interpreter|translator|driver|escort|referrer|referred[ ](?:you|by)|contact|nok|next[ ]of[ ]kin|"
    r"emergency(?:[ ]contact)?|consultant|coordinator|aesthetician|who)[ ]?[:=][ ]?(?=(?P<id>[^\W\d_]))"
)
_WORKER = re.compile(
    r"(?i)(?:(?<=[.,;/\n] )|(?<=[\n,;/])|(?<=\A)|(?<=\+ )|(?<=& ))(?P<id>[^\W\d_]{3,14})"
    r"[ ](?:inj|injected|injecting|assist|"
    r"assists|assisted|assisting|scribed|scribing|scribe|chaperoned|chaperoning|chaperone|numbed|cannulated|"
    r"prescribed|prescribing|supervised|supervising|on[ ](?:desk|reception|front[ ]desk|phones))"
    r"(?=[ ]?(?:[.,;/\n&+]|\Z|by\b|the\b|me\b))"
)
_NICKED = re.compile(
    r"(?i)\b(?P<id>(?:big|little|lil|wee|old|young|mad|mama|papa|lady|aunty|auntie|uncle|tall|baby|miss)[ ]"
    r"(?=(?P<name>[^\W\d_]{3})))"
)
_SPOKEN_TO = re.compile(
    r"(?i:\b(?:left[ ](?:a[ ])?(?:vm|voicemail|msg|message)[ ](?:for|w/?|with)|"
    r"(?:chatted|spoke|spoken|talked|talking|debriefed|chat)[ ](?:to|w/?|with)|covering[ ]for|"
    r"(?:handed|passed)[ ](?:it[ ]|over[ ])?to|phoned|texted|emailed|msgd|messaged)[ ])(?P<id>[a-z]{3,12})"
    r"(?=[ ]?(?:[.,;:\n)+&]|\Z)|[ ](?:about|re|on|at|today|who|and|this|tmrw|again|to|in|from|w|abt|yest)\b)"
)
_PRONOUNS = re.compile(
    r"(?i)\b(?P<id>[^\W\d_][^\W\d_'-]{1,20})[ ]?[(\[,][ ]?(?:she|he|they|xe|ze|any)[ ]?/[ ]?"
    r"(?:her|him|them|they|he|she|hers|his|any)\b"
)
_IS_NAME = re.compile(
    r"(?i)(?:(?P<open>[\"'])|\b)(?P<id>[^\W\d_][^\W\d_'-]{1,20})(?P<shut>[\"'])?[ ](?:is|was|being)[ ]"
    r"(?:actually[ ]|really[ ]|also[ ]|now[ ])?"
    r"(?:her|his|their|my|the|a)[ ](?:[a-z]{3,8}[ ])?(?:sur|nick|fore|middle|user)?name\b"
)
_INSTEAD = re.compile(
    r"^\"?,?[ ](?:not|nee|formerly|previously|was|now|or|and not|/)[ ]\"?(?P<id>[A-Z][^\W\d_]+)"
)
_NEVER = words_of(
    "me you him her them us it this that my your his their our the a an no not and or on in at to of "
    "for as by is was now then there here what who when why how if so too all any both none nil same "
    "consent consented photo photos file form chart record system card phone patient pt client "
    "staff nurse doctor dr reception team clinic mum mom dad husband wife partner daughter son "
    "sister brother friend gp pcp self myself herself himself refund help review advice details "
    "appt appointment callback price prices botox filler more less another one two three "
    "everyone somebody someone anybody nobody everybody unknown tbc n/a na electronically digitally "
    "verbally today yesterday tomorrow hand post email text fax courier laser needle cannula injection "
    "god bless jesus lord christ goodness hell love darling hun babe dear sweetie honey pet lovely all "
    "mr mrs ms miss dr"
)


class ToldName:
    """A name in the slot that words of naming, calling, signing or pronouns open."""

    name = "told_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Names after the sure openings in any case, after mild ones where a list or shape agrees."""
        yield from self._announced(note)
        yield from self._slotted(note)
        yield from self._pronounced(note)

    def _announced(self, note: Note) -> Iterator[Finding]:
        for match in note.matches(_SURE):
            is_quoted = match.group("quoted") is not None
            begin = match.start("quoted" if is_quoted else "id")
            word = note.word_at(begin)
            if word is None or (is_quoted and not _is_name_in_quotes(note, word)):
                continue
            if word.key in cues.PARTICLES:
                word = _behind_particles(note, word)
            is_told = is_quoted or (
                match.group("asked") in (None, "ask") and not match.group().lower().endswith("by ")
            )
            if _fits_sure(word) or (
                is_told and (_is_called(word) or _is_quoted_letter(note, word))
            ):
                found = self._finding(note, note.word_at(begin) or word)
                yield found
                yield from self._instead(note, found)

    def _slotted(self, note: Note) -> Iterator[Finding]:
        for match in note.matches(_MILD):
            word = note.word_at(match.start("id"))
            if word is not None and _fits_mild(note, word):
                yield self._finding(note, word)
        for match in (*note.matches(_ROLE), *note.matches(_WORKER)):
            word = note.word_at(match.start("id"))
            if word is not None and _fits_role(word):
                yield self._finding(note, word)
        for match in note.matches(_SPOKEN_TO):
            word = note.word_at(match.start("id"))
            if word is not None and _fits_role(word) and not _is_office(word):
                yield self._finding(note, word)
        for match in note.matches(_NICKED):
            word = note.word_at(match.start("name"))
            if word is not None and _fits_nick(match.group(), word):
                found = self._finding(note, word)
                yield Finding(match.start(), found.end, self.entity, self.name, CONTEXT, "context")

    def _pronounced(self, note: Note) -> Iterator[Finding]:
        for match in note.matches(_PRONOUNS):
            word = note.word_at(match.start("id"))
            if word is not None and _fits_sure(word, is_told=True):
                yield self._finding(note, word)
        for match in note.matches(_IS_NAME):
            word = note.word_at(match.start("id"))
            is_borne = word is not None and lexicon().is_forename(word.key)
            is_sure = is_borne or bool(match.group("open") and match.group("shut"))
            if word is not None and _fits_sure(word, is_told=is_sure):
                yield self._finding(note, word)

    def _instead(self, note: Note, found: Finding) -> Iterator[Finding]:
        """The other name of a correction: "last name Vang not Yang"."""
        match = _INSTEAD.match(note.text[found.end : found.end + 40])
        if match is not None:
            start, end = match.span("id")
            yield Finding(
                found.end + start, found.end + end, self.entity, self.name, CONTEXT, "context"
            )

    def _finding(self, note: Note, word: Word) -> Finding:
        last = _name_end(note, _behind_particles(note, word))
        return Finding(word.start, last.end, self.entity, self.name, CONTEXT, "context")


def _name_end(note: Note, first: Word) -> Word:
    """The end of a name, further capitals taken in that are no words: "Nguyen Thu Ha"."""
    last = name_end(note, first)
    words = lexicon()
    for _ in range(3):
        after = note.word(last.index + 1)
        is_more = (
            after is not None
            and after.gap == " "
            and after.shape == last.shape == "capital"
            and len(after.key) > 1
            and not words.is_clinical(after.key)
            and (after.key not in words.function_words or words.is_forename(after.key))
            and (not words.is_known(after.key) or words.is_forename(after.key))
        )
        if not is_more or after is None:
            return last
        last = after
    return last


def _is_name_in_quotes(note: Note, word: Word) -> bool:
    """Whether the quotation marks hold one to three capitals of which none belongs to the clinic."""
    close = note.text.find(note.text[word.start - 1], word.start, word.start + 33)
    words = note.words_in(word.start, close) if 0 < close - word.start < 32 else ()
    known = lexicon()
    return 0 < len(words) < 4 and all(
        w.is_capital
        and not known.is_clinical(w.key)
        and w.key not in known.function_words
        and (known.is_forename(w.key) or known.is_surname(w.key) or not known.is_known(w.key))
        for w in words
    )


def _behind_particles(note: Note, word: Word) -> Word:
    """The first word of a name that is no particle."""
    first = word
    while first.key in cues.PARTICLES:
        after = note.word(first.index + 1)
        if after is None or after.gap != " ":
            return word
        first = after
    return first


def _is_called(word: Word) -> bool:
    """Whether a capital is what somebody is called, though it be a word."""
    words = lexicon()
    is_small = word.shape != "capital" or len(word.key) < 3
    return not (
        is_small
        or word.key in _NEVER | cues.LABELS
        or word.key in words.function_words
        or words.is_clinical(word.key)
    )


def _is_quoted_letter(note: Note, word: Word) -> bool:
    """Whether one capital stands in marks: 'call him "T"'."""
    around = note.text[word.start - 1 : word.end + 1]
    return len(around) == 3 and around[1].isupper() and around[0] == around[2] in ('"', "'")


def _fits_sure(word: Word, is_told: bool = False) -> bool:
    """After "goes by" any capital, a new word, or a small word that is borne as a name."""
    words = lexicon()
    key = word.key
    if key in _NEVER or key in words.function_words or key in cues.CREDENTIALS | cues.TITLES:
        return False
    if len(key) < 2 or word.shape == "number":
        return False
    if is_told:
        return not words.is_clinical(key) or words.is_forename(key)
    if words.is_clinical(key):
        return word.shape == "capital" and words.is_forename(key)
    if not words.is_english(key):
        return True
    if word.shape == "lower":
        return False
    return words.is_forename(key) or words.is_surname(key)


def _fits_role(word: Word) -> bool:
    """After "reception:" whoever bears the word as a first name, or a capital that is no word."""
    words = lexicon()
    key = word.key
    if key in _NEVER | cues.LABELS | cues.RELATIONS or key in words.function_words:
        return False
    if words.is_forename(key) and len(key) > 2:
        return not words.is_clinical(key) or word.shape == "capital"
    return word.shape == "capital" and not words.is_known(key) and len(key) > 2


def _is_office(word: Word) -> bool:
    """Whether a small word stands for an office or a firm before it is anybody's name."""
    return word.key in cues.ORG_HEADS | cues.TITLES | cues.SPEECH_BEFORE


def _fits_nick(descriptor: str, word: Word) -> bool:
    """Whether a first name no word of the language stands behind "Big" or "wee"."""
    words = lexicon()
    if not words.is_forename(word.key) or words.is_known(word.key):
        return False
    is_small = descriptor[0].islower()
    return word.shape == "lower" if is_small else word.shape == "capital"


def _fits_mild(note: Note, word: Word) -> bool:
    """A capital that somebody bears as a first name, alone or before the end of the clause."""
    words = lexicon()
    key = word.key
    if key in _NEVER or word.shape != "capital" or len(key) < 3:
        return False
    if key in words.function_words or words.is_clinical(key) or key in cues.LABELS:
        return False
    if not words.is_forename(key):
        return False
    if not words.is_english(key):
        return True
    before = note.word(word.index - 1)
    in_sentence_case = before is not None and before.surface.islower()
    return in_sentence_case or (before is not None and before.shape == "capital" and before.opens)
