"""Towns, neighbourhoods and counties from the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, LIST, PATTERN, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.places import Gazetteer, gazetteer
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_PREPOSITION = words_of(
    "in from to near at around round outside via through visiting "
    "visited moved moving live lives "
    "living lived based born trip flying flew back off of leaving across city town downtown north "
    "south east west greater central into over"
)
_STATE = re.compile(
    r"^,?[ ](?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|"
    r"S[CD]|T[NX]|UT|V[TA]|W[AVIY])\b"
)
_COUNTY = re.compile(
    r"^ (?:County|Co\.|Parish|Borough|Township|Twp|Heights|Hills|Beach|"
    r"Village|Island|Bay|Springs|Falls|Creek)\b"
)
_JOURNEY = re.compile(
    r"(?i:\b(?:off to|trip to|trips to|fl(?:y|ying|ew|ies) to|holiday (?:in|to)|moving to|moved to|"
    r"lives? in|living in|born in|back from|travell?(?:ing|ed|s) to|commut\w+ (?:to|from)|wedding in|"
    r"visiting|based in|drives? (?:in )?from|clinic in|grew up in|over in|out in) )"
    r"(?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_ASKED = re.compile(
    r"(?i:\b(?:where (?:do|does|are|is) (?:you|she|he|they|pt) (?:live|from|based)|lives?|town|city|from|"
    r"hometown|area|living in|borough|village)(?:\?|:) )(?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_LOWER_JOURNEY = re.compile(
    r"(?i:\b(?:off to|trips? to|fl(?:y|ying|ew|ies) to|(?:holiday|hols?|away) (?:in|to)|mov(?:ing|ed) to|lives? in|"
    r"living in|born in|back from|travell?(?:ing|ed|s) to|commut\w+ (?:to|from)|wedding in|based in|"
    r"grew up in|over from|drove (?:over )?from|came from|visiting from|weekend in) )"
    r"(?P<place>[^\W\d_]{4,20})(?!\w)"
)
_TREATED_IN = re.compile(
    r"(?i)\b(?:had|done|filler|laser|tox|toxin|botox|lips|peel|threads|tx|treatment|surgery|clinic|"
    r"nose|somewhere|place) in (?P<place>[^\W\d_]{4,20})(?!\w)"
)
_CODE_AFTER = re.compile(r"^,? (?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5})\b")
_CLINIC_PLACE = words_of("clinic branch site office location store shop salon spa hub rooms team")
_WRITTEN_UP = ("capital", "upper", "mixed")


class Town:
    """The longest place that begins at a word, where case and neighbours allow it."""

    name = "town"
    entity = "CITY"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place; a place that is also a word or a name needs a preposition or a state."""
        places = gazetteer(note.jurisdiction)
        skip_to = 0
        yield from self._journeys(note)
        yield from self._small_letters(note, places)
        for word in note.words:
            if word.index < skip_to or not places.begins(word.key) or word.shape == "number":
                continue
            last = self._longest(note, places, word)
            if last is not None:
                skip_to = last.index + 1
                yield from self._report(note, places, word, last)

    def _journeys(self, note: Note) -> Iterator[Finding]:
        """An unknown capital after words for going somewhere or living there."""
        words = lexicon()
        for match in (*note.matches(_JOURNEY), *note.matches(_ASKED)):
            word = note.word_at(match.start("place"))
            if word is None or words.is_known(word.key) or words.is_forename(word.key):
                continue
            yield Finding(*match.span("place"), self.entity, self.name, LIST, "context")

    def _small_letters(self, note: Note, places: Gazetteer) -> Iterator[Finding]:
        """Any word that is none of the language after words for a journey, in any case."""
        words = lexicon()
        for pattern in (_LOWER_JOURNEY, _TREATED_IN):
            for match in note.matches(pattern):
                word = note.word_at(match.start("place"))
                if word is None or word.possessive or words.is_clinical(word.key):
                    continue
                is_placed = pattern is _LOWER_JOURNEY and note.words[word.index - 1].key == "in"
                if words.is_english(word.key) and not (is_placed and places.is_home((word.key,))):
                    continue
                is_new = not words.is_forename(word.key) and pattern is _LOWER_JOURNEY
                if is_new or places.is_home((word.key,)):
                    yield Finding(word.start, word.end, self.entity, self.name, CONTEXT, "context")

    def _longest(self, note: Note, places: Gazetteer, first: Word) -> Word | None:
        found: Word | None = None
        keys: list[str] = []
        word: Word | None = first
        while word is not None and len(keys) < places.longest:
            if word is not first and word.gap not in (" ", "-", ". ", "  "):
                break
            keys.extend(word.key.split("-"))
            if places.is_place(tuple(keys)) and self._has_case(note, first, word):
                found = word
            word = note.word(word.index + 1)
        return found

    @staticmethod
    def _has_case(note: Note, first: Word, last: Word) -> bool:
        run = note.words[first.index : last.index + 1]
        if first.shape in _WRITTEN_UP:
            return all(w.is_capital or w.key in cues.PARTICLES or len(w.key) <= 4 for w in run)
        return len(run) > 1 or not lexicon().is_known(first.key)

    def _report(self, note: Note, places: Gazetteer, first: Word, last: Word) -> Iterator[Finding]:
        keys = tuple(k for w in note.words[first.index : last.index + 1] for k in w.key.split("-"))
        score = self._score(note, places, first, last, keys)
        if score is None:
            return
        end = last.end
        county = _COUNTY.match(note.text[end : end + 12])
        if county and first.is_capital:
            end += county.end()
        yield Finding(first.start, end, self.entity, self.name, score, "list")

    def _score(
        self, note: Note, places: Gazetteer, first: Word, last: Word, keys: tuple[str, ...]
    ) -> float | None:
        before = note.word(first.index - 1)
        has_preposition = (
            before is not None and before.key in _PREPOSITION and not first.gap.strip(" (")
        )
        has_state = bool(_STATE.match(note.text[last.end : last.end + 6]))
        after = note.word(last.index + 1)
        has_branch = after is not None and after.key in _CLINIC_PLACE and after.gap == " "
        if first.is_capital and (has_state or _in_address(note, first, last)):
            return PATTERN
        if first.shape == "lower" or (first.shape == "upper" and len(keys) == 1):
            return self._score_lower(places, keys, has_preposition or first.gap.endswith("("))
        if places.is_plain(keys):
            return CONTEXT if has_preposition or len(keys) > 1 else LIST
        if lexicon().is_clinical(keys[0]) and len(keys) == 1:
            return None
        if (
            has_preposition
            and before is not None
            and before.key not in ("to", "from", "at", "of", "via")
        ):
            return CONTEXT
        if has_preposition and places.is_home(keys) and not lexicon().is_forename(keys[0]):
            return LIST
        return LIST if has_branch and not first.opens else None

    @staticmethod
    def _score_lower(
        places: Gazetteer, keys: tuple[str, ...], has_preposition: bool
    ) -> float | None:
        if len(keys) > 1:
            ordinary = all(lexicon().is_known(k) for k in keys)
            return None if ordinary and not has_preposition else LIST
        if not has_preposition or len(keys[0]) < 4:
            return None
        return LIST if places.is_plain(keys) else None


def _in_address(note: Note, first: Word, last: Word) -> bool:
    """Whether a postcode follows, or a street with a number stands before."""
    if _CODE_AFTER.match(note.text[last.end : last.end + 12]):
        return True
    before = note.word(first.index - 1)
    return (
        before is not None and before.key in cues.STREET_CORE and first.gap in (", ", ",\n", "\n")
    )
