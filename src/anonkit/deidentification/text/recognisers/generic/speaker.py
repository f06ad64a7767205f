"""Who speaks in a pasted chat: the label before each message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold

_DAY = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[AaPp]\.?[Mm]?\.?(?![A-Za-z]))?"
_STAMPED = re.compile(
    rf"^[ >]*[\[(]?(?:{_DAY}[, ]+(?:at )?)?{_TIME}(?:,[ ]{_DAY})?[\])]?[ ]*(?:[-\u2013\u2014][ ]?)?"
    r"(?P<id>[^\n:\[\]<>/]{1,32}?)[ ]?:(?=[ ]|$)",
    re.MULTILINE,
)
_TIMED_AFTER = re.compile(
    rf"^[ >]*(?P<id>[^\W\d_][^\n:\[\]<>/,]{{1,30}}?)[ ]?,?[ ][\[(]?(?:{_DAY}[, ]+(?:at )?)?{_TIME}[\])]?"
    r"(?:[ ]?[:>-](?=[ ])|[ ]*$)",
    re.MULTILINE,
)
_LABELLED = re.compile(
    rf"^[ >]*(?:[\[(]?{_DAY}[\])]?[ ]+)?(?P<id>[^\W\d_][^\n:\[\]<>/,.;]{{0,24}}?)[ ]?:(?=[ ]|$)",
    re.MULTILINE,
)
_POINTED = re.compile(r"^[ >]*<(?P<id>[^\W\d_][^\n<>@/]{1,24})>[ ](?!\Z)", re.MULTILINE)
_NOBODY = words_of(
    "us me clinic client clients pt patient reception recep admin staff desk office team you we "
    "system auto bot unknown caller support customer them her him she he they sender sent from "
    "to cc bcc subject date re nurse doctor practitioner injector provider note notes mum mom "
    "husband wife partner dad name dob address phone mobile tel email gp allergies meds plan"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TITLE_DOT = re.compile(r"^(?:dr|mr|mrs|ms|miss|prof)\.?[ ]", re.IGNORECASE)


class Speaker:
    """Labels of the messages of a chat that are the speakers' names or display names."""

    name = "speaker"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every label; plain names are people, the rest are display names."""
        stamped = [m.span("id") for m in note.matches(_STAMPED)]
        stamped += [m.span("id") for m in note.matches(_POINTED)]
        later = [m.span("id") for m in note.matches(_TIMED_AFTER)]
        labelled = [m.span("id") for m in note.matches(_LABELLED)]
        counts = Counter(_folded(note.text, span) for span in (*labelled, *later))
        is_chat = len(labelled) > 2 and any(n > 1 for n in counts.values())
        spans = dict.fromkeys(stamped, True)
        spans |= {s: True for s in later if counts[_folded(note.text, s)] > 1}
        if is_chat:
            spans |= {s: counts[_folded(note.text, s)] > 1 for s in labelled if s not in spans}
        for span, is_sure in sorted(spans.items()):
            entity = _kind_of(note.text[slice(*span)], is_sure)
            if entity is not None:
                start = span[0] + _title_length(note.text[slice(*span)])
                yield Finding(start, span[1], entity, self.name, CONTEXT, "context")


def _folded(text: str, span: tuple[int, int]) -> str:
    return fold(text[slice(*span)]).strip()


def _title_length(label: str) -> int:
    match = _TITLE_DOT.match(label)
    return match.end() if match else 0


def _kind_of(label: str, is_sure: bool) -> str | None:
    """PERSON for a plain name, HANDLE for another display name, None for nobody in particular."""
    bare = label[_title_length(label) :]
    words = [fold(w) for w in _WORD.findall(bare)]
    if not words or len(words) > 4 or any(_is_nobody(w) for w in words):
        return None
    is_decorated = any(not c.isalnum() and c not in " .'-()" for c in bare) or (
        any(c.isdigit() for c in bare)
    )
    if is_decorated:
        return "HANDLE" if is_sure else None
    return "PERSON" if all(_may_be_named(w, is_sure) for w in words) else None


def _is_nobody(key: str) -> bool:
    return key in _NOBODY or (len(key) > 1 and key in lexicon().function_words)


def _may_be_named(key: str, is_sure: bool) -> bool:
    words = lexicon()
    if len(key) == 1:
        return True
    if words.is_forename(key) and key not in cues.LABELS:
        return is_sure or not words.is_known(key)
    if words.is_surname(key) and key not in cues.LABELS:
        return is_sure and not words.is_clinical(key)
    return is_sure and not words.is_known(key)
