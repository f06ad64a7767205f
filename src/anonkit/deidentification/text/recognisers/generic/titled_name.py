"""Names after a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, PATTERN, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.name_shape import name_end, name_weight

_GAP = re.compile(r"^\.?[ ]{1,2}(?:[\"'(])?$|^\.$")


class TitledName:
    """Dr, Mr, Mrs, Sister and the like, with the name that follows, in any case."""

    name = "titled_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name, the title outside."""
        for title in note.words:
            if title.key not in cues.TITLES:
                continue
            first = note.word(title.index + 1)
            before = note.word(title.index - 1)
            if before is not None and before.shape == "number" and title.gap in ("", " "):
                continue
            if first is None or not _GAP.match(first.gap) or title.possessive:
                continue
            if lexicon().is_clinical(f"{title.key}-{first.key}"):
                continue  # A maker's name: "Dr. Jart".
            after = note.word(first.index + 1)
            if first.key in cues.STRONG_TITLES and after and _GAP.match(after.gap):
                first = after
            first = self._start(note, title, first)
            if first is not None:
                last = self._end(note, first)
                strong = title.key in cues.STRONG_TITLES
                score = PATTERN if strong else CONTEXT
                yield Finding(first.start, last.end, self.entity, self.name, score, "context")
                yield from self._second(note, last)

    @staticmethod
    def _start(note: Note, title: Word, first: Word) -> Word | None:
        is_initial = len(first.key) == 1 and title.key in cues.STRONG_TITLES
        if first.shape == "number" or (first.key in cues.NOT_AFTER_TITLE and not is_initial):
            return None
        strong = title.key in cues.STRONG_TITLES
        known = lexicon().is_known(first.key)
        if first.is_capital:
            if not strong:
                return first if name_weight(first) >= 1.0 and title.shape != "upper" else None
            if first.key not in lexicon().function_words or is_initial:
                return first
            after = note.word(first.index + 1)
            is_name = lexicon().is_forename(first.key) and first.key not in cues.FUNCTION_CAPITALS
            return first if is_name and after and after.is_capital and after.gap == " " else None
        if strong and not known and title.key not in ("miss", "doctor"):
            return first
        if strong and len(first.key) == 1 and first.key not in ("a", "i"):
            return first
        if strong and first.key in ("a", "i"):
            after = note.word(first.index + 1)
            is_new = after is not None and not lexicon().is_known(after.key)
            return first if is_new and after is not None and after.gap in (" ", ". ") else None
        is_forename = lexicon().is_forename(first.key)
        if strong and known:
            return (
                first
                if title.key in ("mr", "mrs", "ms") and not lexicon().is_clinical(first.key)
                else None
            )
        return first if is_forename and not known and len(first.key) > 2 else None

    @staticmethod
    def _end(note: Note, first: Word) -> Word:
        """An initial or a name may be followed by more of the name."""
        last = first
        while len(last.key) == 1 or last.key in cues.PARTICLES:
            after = note.word(last.index + 1)
            if after is None or not re.match(r"^[. ]{1,2}$", after.gap) or after.shape == "number":
                return last
            if not (after.is_capital or after.key in cues.PARTICLES or last.shape == "lower"):
                return last
            is_name = lexicon().is_surname(after.key) or not lexicon().is_known(after.key)
            if len(last.key) == 1 and not is_name and len(after.key) > 1:
                return last
            last = after
        return name_end(note, last)

    def _second(self, note: Note, last: Word) -> Iterator[Finding]:
        """Names such as "Drs Hill and Osei": the second doctor."""
        link = note.word(last.index + 1)
        other = note.word(last.index + 2)
        title = note.word(last.index - 1)
        if link is None or other is None or title is None or title.key != "drs":
            return
        if link.key == "and" and other.is_capital and other.gap == " ":
            end = name_end(note, other)
            yield Finding(other.start, end.end, self.entity, self.name, CONTEXT, "context")
