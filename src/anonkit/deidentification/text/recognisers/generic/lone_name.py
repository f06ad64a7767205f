"""Names that stand alone where only a name would: sign-offs and "next visit w/ ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold

_WORD = r"[^\W\d_]{3,14}(?:[-'][^\W\d_]{2,14})?"
_LAST_LINE = re.compile(rf"\n[ ]*(?P<id>{_WORD})[ .]*\Z")
_CHAT_LINE = re.compile(rf"[.?!][ ]+(?P<id>{_WORD})[ ]*(?:x{{1,3}})?[ ]*(?=\n|\Z)")
_CHAT = re.compile(r"^\W{0,2}\d{1,2}[:.]?\d\d\b", re.MULTILINE)
_WITH = re.compile(
    r"(?i)\b(?:next|rebook(?:ed)?|booked|appt|seen|back|r/v|rv|review|d/w|disc(?:ussed)?|2nd|second|"
    r"check(?:ed)?|see|tx|started|done)\b[^.;\n]{0,28}?\b(?:w/|with|d/w)[ ]?"
    r"(?P<id>[^\W\d_]{2,12})(?=[ ]?(?:[.;,\n]|/[ ]|\Z))"
)
_ASIDE = re.compile(
    r"(?i)\b(?:d/w|dw|checked by|check(?:ed)? w/|scribe|witness(?:ed by)?|chaperone)[ :]{1,2}"
    r"(?P<id>[^\W\d_]{3,12})(?=[ ]?(?:[.;,\n]|/[ ]|\Z))"
)
_PERSON_WITH = re.compile(
    r"(?i)\b(?:consented|spoke|seen|met|d/w|swap(?:ped)?|shadow(?:ed|ing)?|train(?:ed|ing)?|booked|chat(?:ted)?|"
    r"in|lunch|cover(?:ed)?)[ ](?:w/|with|by)[ ]?(?P<id>[^\W\d_]{3,12})(?=[ ]?(?:[.;,\n]|\Z))"
)
_SECOND = re.compile(
    r"(?i)\b(?:2nd|second) ch[a-z]{2,4} (?:by |w/ ?)?(?P<id>[^\W\d_]{2,12})(?=[ ]?(?:[.;,\n]|/[ ]|\Z))"
)
_THINGS = words_of(
    "happy done paid fine end bill thanks cheers regards ok okay good great well same more less "
    "ice heat tint cash card team family both all none nil numbing care caution patch photos "
    "rest reply later today tomorrow soon sorry yes please sent agreed noted signed complete "
    "closed open urgent stable settled better worse sunscreen makeup numb needle cannula pt "
    "him her them us me you it this that self mum mom dad staff reception consent deposit"
)


class LoneName:
    """A lone last line, the last word of a chat message, whoever the next visit is with."""

    name = "lone_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Such names, and every other place in the note where a sign-off stands after "w/"."""
        text = note.text
        spans = {m.span("id") for m in (*note.matches(_WITH), *note.matches(_ASIDE))}
        found = {s for s in spans if _is_name(text[slice(*s)], is_sure=False)}
        with_whom = (m.span("id") for m in note.matches(_PERSON_WITH))
        found.update(s for s in with_whom if _is_borne(text[slice(*s)]))
        second = (m.span("id") for m in note.matches(_SECOND))
        found.update(s for s in second if _is_name(text[slice(*s)].title(), is_sure=True))
        signed = _LAST_LINE.search(text)
        if signed is not None and _is_name(signed["id"], is_sure=True):
            found.add(signed.span("id"))
            found.update(_repeated(text, signed["id"]))
        if len(_CHAT.findall(text)) > 1:
            lines = (m.span("id") for m in note.matches(_CHAT_LINE))
            found.update(s for s in lines if _is_forename(text[slice(*s)]))
        for start, end in sorted(found):
            yield Finding(start, end, self.entity, self.name, CONTEXT, "context")


def _is_name(surface: str, is_sure: bool) -> bool:
    """Whether a word in a name's place is one: borne as a name, or no word at all."""
    words = lexicon()
    key = fold(surface)
    if key in _THINGS or key in words.function_words or key in cues.RELATIONS | cues.CREDENTIALS:
        return False
    is_borne = words.is_forename(key) or words.is_surname(key)
    if words.is_clinical(key):
        return is_borne and surface[0].isupper() and surface[1:].islower()
    if words.is_english(key):
        return (is_borne or surface.istitle()) and (is_sure or surface[0].isupper())
    return True


def _is_borne(surface: str) -> bool:
    """Whether a first name, though a word too, is none of the clinic's."""
    words = lexicon()
    key = fold(surface)
    is_thing = key in _THINGS or words.is_clinical(key) or key in words.function_words
    return words.is_forename(key) and not is_thing and key not in cues.RELATIONS


def _is_forename(surface: str) -> bool:
    words = lexicon()
    key = fold(surface)
    return words.is_forename(key) and not words.is_known(key)


def _repeated(text: str, name: str) -> Iterator[tuple[int, int]]:
    pattern = rf"(?i)(?:\bw/|\b(?:with|by|chec?k|chcek|is|see|told|per)[ ])[ ]?(?P<id>{name})(?!\w)"
    yield from (m.span("id") for m in re.finditer(pattern, text))
