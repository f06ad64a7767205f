"""Names at the head of a line of a list: "1 daisy - lost earring", "- Tevita 10:30", "ruby: ate, no NSAIDs"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.name_shape import name_end

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?[ ]?(?:[ap]\.?m?\.?\b)?"
_BULLETED = re.compile(
    rf"^[ ]*(?:\d{{1,2}}[.)/]?[ ]|[-*\u2022\u2013\u25aa>#]+[ ]?|[^\w\s\"'(\[<@$\u00a3+.,;:!?=%/\\&~-]{{1,3}}[ ]?|"
    rf"{_CLOCK}[ ]?[-\u2013:]?[ ])(?P<id>[^\W\d_][^\W\d_'-]+)",
    re.MULTILINE,
)
_HEADED = re.compile(
    r"^[ ]*(?P<id>[^\W\d_][^\W\d_'-]{2,})(?=:[ ]|[ ]-[ ]|[ ]\u2013[ ])", re.MULTILINE
)
_TIMED = re.compile(
    rf"^[ ,]{{1,2}}(?:at[ ])?(?:\d{{1,2}}[:.]\d\d|{_CLOCK}(?:[ap]m)|\d{{1,2}}[ap]m?)\b"
)
_PARTED = re.compile(r"^(?:[ ]?[-\u2013][ ]|:|'s[ ]|[ ]?[,(]|[ ]?&[ ])")


class ListedName:
    """The first word of a list's line where a time, a dash, a colon or a possession follows."""

    name = "listed_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Names behind bullets, numbers and times, and before a colon or a dash."""
        bulleted = [note.word_at(m.start("id")) for m in note.matches(_BULLETED)]
        for word in bulleted:
            if word is not None and _is_listed(note, word, len(bulleted) > 1):
                yield self._finding(note, word)
        for match in note.matches(_HEADED):
            word = note.word_at(match.start("id"))
            if word is not None and _is_heading(note, word):
                yield self._finding(note, word)

    def _finding(self, note: Note, word: Word) -> Finding:
        last = name_end(note, word)
        return Finding(word.start, last.end, self.entity, self.name, CONTEXT, "context")


def _is_plain(word: Word) -> bool:
    """Whether a word is grammar, a label or a credential before it is anything else."""
    key = word.key
    is_label = key in cues.LABELS | cues.CREDENTIALS | cues.TITLES | cues.RELATIONS
    return len(key) < 3 or is_label or key in lexicon().function_words


def _is_listed(note: Note, word: Word, in_list: bool) -> bool:
    words = lexicon()
    if _is_plain(word) or words.is_clinical(word.key):
        return False
    end = name_end(note, word).end
    tail = note.text[end : end + 12]
    if words.is_forename(word.key):
        if not words.is_english(word.key):
            return in_list and bool(_TIMED.match(tail) or _PARTED.match(tail))
        return in_list and bool(_TIMED.match(tail) or re.match(r"^(?:[ ]-[ ]|'s[ ])", tail))
    if words.is_english(word.key) or not word.is_capital:
        return False
    return bool(_TIMED.match(tail))


def _is_heading(note: Note, word: Word) -> bool:
    """Whether a line's heading is somebody: borne as a first name, and no label."""
    words = lexicon()
    if _is_plain(word) or words.is_clinical(word.key) or not words.is_forename(word.key):
        return False
    is_colon = note.text[word.end : word.end + 1] == ":"
    if not words.is_english(word.key):
        return word.is_capital or is_colon or word.index == 0
    return is_colon and (word.shape == "lower" or word.index > 0)
