"""Capitals after "at", and hospital groups: places of work or care that no head word names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import LIST, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_AT = re.compile(r"(?:\b(?:at|At)|@)[ ](?:[Tt]he[ ])?$|\bdone(?: at| by)?[ ][Tt]he[ ]$")
_GROUPS = words_of(
    "mercy swedish providence kaiser mayo sutter intermountain baylor "
    "ascension banner scripps cedars "
    "sharp northwell geisinger ochsner advocate novant atrium dignity stanford emory duke spire "
    "nuffield ramsay circle bmi hca priory"
)
_LONE_GROUPS = words_of("kaiser baylor intermountain northwell geisinger ochsner emory")
_GROUP_NEXT = re.compile(r"^ (?:[A-Z][a-z]+|General|City)")
_KEPT = words_of("rest home risk baseline night noon times present all least most once first last")


def _is_after_at(note: Note, word: Word) -> bool:
    before = note.word(word.index - 1)
    # A quick look spares most words the expression.
    if (before is None or before.key not in ("at", "the")) and "@" not in word.gap:
        return False
    return _AT.search(note.text[max(0, word.start - 12) : word.start]) is not None


class VisitedPlace:
    """Runs of capitals that follow "at" and mean no clinical site."""

    name = "visited_place"
    entity = "ORG"

    def find(self, note: Note) -> Iterator[Finding]:
        """Such runs; of ordinary words only where at least two stand together."""
        for word in note.words:
            if word.shape not in ("capital", "mixed", "upper"):
                continue
            if (
                _is_after_at(note, word)
                or (word.key in _LONE_GROUPS and word.shape == "capital")
                or (
                    (word.key in _GROUPS and word.shape == "capital")
                    and (_GROUP_NEXT.match(note.text[word.end : word.end + 12]))
                )
            ):
                yield from self._run(note, word)

    def _run(self, note: Note, first: Word) -> Iterator[Finding]:
        last, run = first, [first]
        while (after := note.word(last.index + 1)) is not None and len(run) < 6:
            if after.gap not in (" ", " & ", "'s ", "-") or not after.is_capital:
                break
            last = after
            run.append(after)
        words = lexicon()
        names = [w for w in run if w.key not in cues.FUNCTION_CAPITALS]
        if not names or first.key in _KEPT or first.key in words.function_words:
            return
        if all(words.is_clinical(w.key) for w in names) or len(first.key) < 3:
            return
        new = [w for w in names if not words.is_known(w.key)]
        if (new and (len(names) > 1 or first.shape != "upper")) or (
            len(names) > 1 and first.shape == "capital"
        ):
            yield Finding(first.start, last.end, self.entity, self.name, LIST, "context")
