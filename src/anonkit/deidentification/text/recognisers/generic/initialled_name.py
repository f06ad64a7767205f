"""Surnames behind initials, and first names before one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold

_BEHIND = re.compile(r"(?<![\w.'-])(?:[A-Z]\.[ ]?){1,3}(?P<name>[A-Z][^\W\d_]+(?:['-][^\W\d_]+)*)")
_BARE = re.compile(
    r"(?:(?<=\n)|(?<=\A)|(?<=[ (,:]))(?P<initial>[A-Z])[ ](?P<name>[A-Z][a-z'][^\W\d_]*(?:[-'][A-Z][^\W\d_]+)*)"
    r"(?P<end>(?=[ ]*(?:\n|\Z|[,;)]|[A-Z]{2,}))|)"
)
_BEFORE = re.compile(r"(?<![\w.'-])(?P<name>[A-Z][a-z]+)[ ][A-Z]\.(?=[ ,;)\n]|$)")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,3}(?![\w.]*@)(?!\w)")
_ABBREVIATIONS = words_of(
    "iv po rn md us uk do pa np otc prn hs eg ie am pm dob ps sob "
    "nb dc bid tid qd qid sc im cc id "
    "usa hr bp tx rx dx fu uv la ny nj nc sd nd mo sa eu ny dvm phd ba bs ma llc inc pc lp rnp ca"
)
_SPECIES = words_of("coli pylori diff difficile aureus acnes albicans pneumoniae faecalis")


class InitialledName:
    """Names such as "J. P. Whelan", "M. Bell", "Tasha R."."""

    name = "initialled_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name; bacteria are written alike and are not people."""
        words = lexicon()
        for match in note.matches(_BEHIND):
            key = fold(match.group("name"))
            if key not in _SPECIES and key not in words.function_words and self._is_name(key):
                yield self._finding(match)
        for match in note.matches(_BARE):
            if self._is_bare_name(note, match):
                yield self._finding(match)
        for match in note.matches(_DOTTED):
            if fold(match.group()).replace(".", "") not in _ABBREVIATIONS:
                yield self._finding(match)
        for match in note.matches(_BEFORE):
            key = fold(match.group("name"))
            if words.is_forename(key) and not words.is_known(key):
                yield self._finding(match)

    @staticmethod
    def _is_bare_name(note: Note, match: re.Match[str]) -> bool:
        """An initial without a stop: the surname is no word, or the two stand alone on a line."""
        words = lexicon()
        key = fold(match.group("name"))
        if key in words.function_words or words.is_clinical(key):
            return False
        start, end = match.span()
        before, after = note.text[max(0, start - 1) : start], note.text[end : end + 1]
        alone = before in ("", "\n") and after in ("", "\n", ",")
        if alone or (words.is_surname(key) and match.group("end") is not None and before == "\n"):
            return words.is_surname(key) or not words.is_known(key)
        if words.is_known(key) or match.group("initial") in "ILRAXSUVW":
            return False
        return words.is_surname(key)

    @staticmethod
    def _is_name(key: str) -> bool:
        words = lexicon()
        return words.is_surname(key) or words.is_forename(key) or not words.is_known(key)

    def _finding(self, match: re.Match[str]) -> Finding:
        return Finding(match.start(), match.end(), self.entity, self.name, CONTEXT, "context")
