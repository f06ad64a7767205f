"""Looks for known people's names: whole, in part, short forms, one slip away, initials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from anonkit.deidentification.text.findings import RECORD, Finding
from anonkit.deidentification.text.known_values.misread import (
    MISREAD_WORD,
    is_parted,
    misread_as_words,
    scanned_forms,
)
from anonkit.deidentification.text.known_values.name_words import (
    NAME_TITLES,
    name_words,
    part_of_name,
)
from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons import cues, lexicon, related_names
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word, fold
from anonkit.deidentification.text.recognisers.eponym import is_eponym
from anonkit.deidentification.text.recognisers.person_context import (
    is_deed,
    is_signature,
    left_evidence,
    right_evidence,
)

_SPELLED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_](?:[ ]?[-.,·][ ]?|[ ])){2,14}[^\W\d_](?![^\W\d_])")
_INITIALS = re.compile(
    r"(?<![\w.&/-])(?:[A-Za-z]\.[ ]?){1,3}[A-Za-z]\.?(?![\w&])|(?<![\w.&/-])[A-Za-z]{2,4}(?![\w&/])"
)
_CODE_WORD = re.compile(r"^[bcdfghjklmnpqrstvwxz]+$")
_HEADS_NOTE = re.compile(
    r"^(?::|[ ]?[+&/=][ ]?|[ ][-\u2013=][ ]|[ ](?:\d{1,2}/(?:52|12|7)|\d{1,2}[ ]?(?:wk|mo|yr)|here|"
    r"wants|came|rang|texted)\b)"
)
_CLAUSE_END = re.compile(r"^[ ]?(?:[.;,\n]|/[ ]|$)")
_WITH = re.compile(r"(?i)(?:\bw/|d/w|(?:2nd|second) ch\w{2,4}|check(?:ed)? by|seen by)[ ]?$")
_NO_FORENAMES = NAME_TITLES | cues.CREDENTIALS | cues.RELATIONS | cues.TITLES | cues.PARTICLES
_EVERYDAY = words_of("drew sue nick jack kit peg chuck jade burns flint mace dawn")
"""Names first of all, and yet words of the day in small letters."""
_LONGEST_NAME = 40
_PARTS = ("first", "preferred", "last")


@dataclass(frozen=True, slots=True)
class _Known:
    owner: str
    role: str
    kind: str
    """full, part (a hyphen or space part), short (a nickname)."""
    part: str = "first"
    """first, last or short: which name of the made-up person stands for it."""


class NameIndex:
    """The names of the known people, ready to be looked up word by word."""

    def __init__(self, values: Iterable[KnownValue]) -> None:
        self._by_key: dict[str, _Known] = {}
        self._initials: dict[str, _Known] = {}
        self._by_deletion: defaultdict[str, list[str]] = defaultdict(list)
        by_owner: defaultdict[tuple[str, str], list[KnownValue]] = defaultdict(list)
        for value in values:
            if value.entity == "PERSON":
                by_owner[(value.owner, value.role)].append(value)
        for (owner, role), names in by_owner.items():
            self._add_person(names, owner, role)
        for key in self._by_key:
            if len(key) >= 5:
                for form in _deletions(key):
                    self._by_deletion[form].append(key)

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where a known person is named."""
        if not self._by_key:
            return
        hits = {w.index: known for w in note.words if (known := self._look_up(w.key))}
        split = self._split_names(note, hits)
        hits |= split
        for index, known in hits.items():
            word = note.words[index]
            if self._is_name_here(note, word, known, hits):
                initial = self._own_initial(note, word)
                yield self._finding(word.start, initial.end if initial else word.end, known)
                if index in split and index + 1 in split:
                    # What stands between the pieces goes with them.
                    yield self._finding(word.start, note.words[index + 1].end, known)
                before = _name_before(note, word, known, hits)
                if before is not None:
                    # Somebody of the same surname whom nobody recorded.
                    yield replace(self._finding(before.start, before.end, known), owner=None)
        yield from self._find_spelled(note)
        yield from self._find_initials(note)
        yield from self._find_misread(note)

    def part_of(self, key: str) -> tuple[str, str] | None:
        """Whose name a folded word is, and which part of it; None for a stranger's."""
        known = self._look_up(key)
        if known is not None:
            return known.owner, known.part
        initials = self._initials.get(re.sub(r"[^a-z]", "", key)) if len(key) <= 5 else None
        return (initials.owner, "initials") if initials is not None else None

    def _add_person(self, names: list[KnownValue], owner: str, role: str) -> None:
        for value in names:
            words = name_words(value.value)
            for position, word in enumerate(words):
                part = part_of_name(value, words, position)
                self._add_word(word, owner, role, part)
                if part != "last":
                    for short in related_names(word):
                        self._add(short, _Known(owner, role, "short", "short"))
            self._add_joined(words, value, owner, role)
        self._add_run_together(names, owner, role)
        self._add_initials([name_words(v.value) for v in names], owner, role)

    def _add_word(self, word: str, owner: str, role: str, part: str) -> None:
        self._add(word, _Known(owner, role, "full", part))
        for piece in re.split(r"[-']", word):
            if len(piece) >= 3 and piece != word and piece not in cues.PARTICLES:
                self._add(piece, _Known(owner, role, "part", part))
        if "'" in word or "-" in word:
            self._add(re.sub(r"[-']", "", word), _Known(owner, role, "full", part))
        if len(word) >= 5:
            for form in scanned_forms(word):
                self._add(form, _Known(owner, role, "part", part))

    def _add_joined(self, words: Sequence[str], value: KnownValue, owner: str, role: str) -> None:
        for size in (2, 3):
            for at in range(len(words) - size + 1):
                part = part_of_name(value, words, at)
                self._add("".join(words[at : at + size]), _Known(owner, role, "full", part))

    def _add_run_together(self, names: list[KnownValue], owner: str, role: str) -> None:
        """First and last name without a blank between, as in a display name."""
        words = {p: [w for v in names if v.part == p for w in name_words(v.value)] for p in _PARTS}
        for first in words["first"] + words["preferred"]:
            for last in words["last"]:
                self._add(first + last, _Known(owner, role, "full", "first"))
                self._add(last + first, _Known(owner, role, "full", "first"))

    def _add_initials(self, names: list[tuple[str, ...]], owner: str, role: str) -> None:
        known = _Known(owner, role, "initials", "initials")
        for words in names:
            hyphened = [p[0] for w in words for p in w.split("-") if p]
            for letters in (hyphened, [w[0] for w in words]):
                if 2 <= len(letters) <= 4:
                    self._initials.setdefault("".join(letters), known)
        first_letters = [w[0] for words in names for w in words]
        if len(names) > 1 and len(first_letters) >= 2:
            self._initials.setdefault(first_letters[0] + first_letters[1], known)
            if len(first_letters) <= 4:
                self._initials.setdefault("".join(first_letters), known)

    def _add(self, key: str, known: _Known) -> None:
        if len(key) < 2:
            return
        rank = {"full": 0, "part": 1, "short": 2}
        held = self._by_key.get(key)
        if held is None or rank[known.kind] < rank[held.kind]:
            self._by_key[key] = known

    def _look_up(self, key: str) -> _Known | None:
        if key[:1].isdigit():
            return None
        known = self._by_key.get(key)
        if len(key) <= _LONGEST_NAME and _is_only_itself(key):
            return known
        if known is None and "-" in key:
            known = self._by_hyphen_part(key)
        if known is None and "'" in key:
            known = self._by_key.get(key.replace("'", ""))
        if known is None and key.endswith("s") and not lexicon().is_known(key):
            known = self._by_key.get(key[:-1])
        return known or self._near(key)

    def _by_hyphen_part(self, key: str) -> _Known | None:
        pieces = key.split("-")
        for piece in pieces:
            known = self._by_key.get(piece)
            # "Heather-coloured" is no name, "Sandhu-Blake" is.
            others = (p for p in pieces if p != piece)
            if known and len(piece) >= 4 and not any(_is_plain_part(p) for p in others):
                return known
        return None

    def _near(self, key: str) -> _Known | None:
        if not 4 <= len(key) <= _LONGEST_NAME or lexicon().is_known(key):
            return None
        for form in (key, *_deletions(key)):
            for name in self._by_deletion.get(form, ()):
                if abs(len(name) - len(key)) <= 1 and OSA.distance(key, name) <= 1:
                    return self._by_key[name]
        return None

    def _split_names(self, note: Note, hits: dict[int, _Known]) -> dict[int, _Known]:
        """Names in two pieces, whatever parts them: "Mc Donald", "Mary Ann", a name broken by a line."""
        found: dict[int, _Known] = {}
        for left, right in zip(note.words, note.words[1:], strict=False):
            known = self._by_key.get(left.key + right.key)
            if known is None or "number" in (left.shape, right.shape):
                continue
            if len(left.key + right.key) < 5 or not is_parted(left, right):
                continue
            # "Mary" alone is a hit as well, and yet half of "Mary Ann" only.
            if not (left.index in hits and right.index in hits):
                found[left.index] = found[right.index] = known
        return found

    def _is_name_here(self, note: Note, word: Word, known: _Known, hits: dict[int, _Known]) -> bool:
        """Settles names that are also words by case and neighbours."""
        words = lexicon()
        key = word.key
        is_everyday = word.shape == "lower" and key in _EVERYDAY
        if not words.is_known(key) and known.part != "last" and not is_everyday:
            return not is_deed(note, word)
        if self._stands_by_name(note, word, hits):
            return True
        if is_eponym(note, word) or is_deed(note, word):
            return False
        if not words.is_known(key) and not is_everyday:
            return True
        evidence = max(left_evidence(note, word), 0.0) + right_evidence(note, word)
        blocked = left_evidence(note, word) < 0
        if self._follows_initial(note, word) or self._precedes_initial(note, word):
            return True
        if known.kind != "part" and self._closes_with(note, word):
            return True
        if word.shape == "lower":
            heads_line = (word.opens and note.text[word.end : word.end + 1] == ":") or (
                word.index == 0
                and _HEADS_NOTE.match(note.text[word.end : word.end + 12]) is not None
            )
            speaks = word.opens and right_evidence(note, word) >= 1.5
            if known.kind == "full" and (heads_line or speaks):
                return True
            return evidence >= 2.5 and not blocked
        if words.is_clinical(key):
            # A capital in mid-sentence after "for" or "with": "brought cake for Gin".
            enough = 1.0 if word.shape == "capital" and not word.opens else 2.0
            return evidence >= enough and not blocked
        if is_signature(note, word, word):
            return True
        if word.shape == "upper":
            return evidence >= 1.5
        if word.opens:
            return evidence >= 1.0 or (known.kind == "full" and self._opens_as_name(note, word))
        return not blocked

    def _follows_initial(self, note: Note, word: Word) -> bool:
        """Names such as "M. Bell" where an M is known."""
        before = note.word(word.index - 1)
        if before is None or len(before.key) != 1 or word.gap not in (". ", ".", " "):
            return False
        known = self._by_key.get(word.key)
        return (
            word.is_capital
            and known is not None
            and any(
                key[0] == before.key and other.owner == known.owner
                for key, other in self._by_key.items()
                if key != word.key
            )
        )

    @staticmethod
    def _closes_with(note: Note, word: Word) -> bool:
        """A clause that ends with somebody's name: "next 3/52 w/ ty.", "2nd check ty"."""
        is_last = _CLAUSE_END.match(note.text[word.end : word.end + 3]) is not None
        return is_last and bool(_WITH.search(note.text[max(0, word.start - 16) : word.start]))

    def _precedes_initial(self, note: Note, word: Word) -> bool:
        """A name before its bearer's other initial: "GRAVES H.", "hope w"."""
        return self._own_initial(note, word) is not None

    def _own_initial(self, note: Note, word: Word) -> Word | None:
        """The single letter behind a name that begins the other name of the same person."""
        after = note.word(word.index + 1)
        if after is None or len(after.key) != 1 or after.gap not in (" ", ", "):
            return None
        known = self._by_key.get(word.key)
        if known is None or (after.shape == "lower" and after.key in "rlaxv"):
            return None
        wanted = ("first", "short") if known.part == "last" else ("last",)
        is_own = any(
            key[0] == after.key and other.owner == known.owner and other.part in wanted
            for key, other in self._by_key.items()
        )
        return after if is_own else None

    def _opens_as_name(self, note: Note, word: Word) -> bool:
        """A capital at the start of a sentence, before nothing that would make it a plain word."""
        after = note.word(word.index + 1)
        if after is None or after.gap.strip(" ") or "\n" in after.gap:
            return True
        return after.key in cues.SPEECH_AFTER or after.is_capital or after.key == "and"

    def _stands_by_name(self, note: Note, word: Word, hits: dict[int, _Known]) -> bool:
        for other_index, gap_word in ((word.index - 1, word), (word.index + 1, None)):
            other = note.word(other_index)
            if other is None or other_index not in hits:
                continue
            gap = (gap_word or other).gap
            sure = not lexicon().is_known(other.key) or (other.is_capital and word.is_capital)
            if sure and re.fullmatch(r"[ ]?[,.\"'(_-]{0,3}[ ]?[\"'(]?", gap):
                return True
        return False

    def _find_spelled(self, note: Note) -> Iterator[Finding]:
        for match in _SPELLED.finditer(note.text):
            letters = fold(re.sub(r"[\W\d_]", "", match.group()))
            known = self._by_key.get(letters)
            if known and len(letters) >= 3:
                yield self._finding(match.start(), match.end(), known)

    def _find_misread(self, note: Note) -> Iterator[Finding]:
        """Names with digits or signs for letters, as scanners write them."""
        for match in MISREAD_WORD.finditer(note.text):
            for word in misread_as_words(match.group()):
                known = self._by_key.get(word) or self._by_key.get(word.replace("'", ""))
                if known:
                    yield self._finding(match.start(), match.end(), known)
                    break

    def _find_initials(self, note: Note) -> Iterator[Finding]:
        if not self._initials:
            return
        for match in _INITIALS.finditer(note.text):
            letters = match.group()
            plain = letters if letters.isalpha() else re.sub(r"[^A-Za-z]", "", letters)
            known = self._initials.get(plain.lower())
            if known and self._are_initials(note, match):
                yield self._finding(match.start(), match.end(), known)

    def _are_initials(self, note: Note, match: re.Match[str]) -> bool:
        words = note.words_in(match.start(), match.end())
        if not words:
            return False
        first, last = words[0], words[-1]
        surface = match.group()
        if is_signature(note, first, last):
            return True
        evidence = left_evidence(note, first) + right_evidence(note, last)
        if "." in surface or (surface.isupper() and not lexicon().is_clinical(fold(surface))):
            return evidence >= 1.0 or (
                surface.isupper() and not lexicon().is_known(fold(surface)) and evidence >= 0
            )
        return evidence >= 2.0 and (surface.isupper() or not lexicon().is_known(fold(surface)))

    def _finding(self, start: int, end: int, known: _Known) -> Finding:
        return Finding(start, end, "PERSON", "known_name", RECORD, "record", known.owner)


def _name_before(note: Note, surname: Word, known: _Known, hits: dict[int, _Known]) -> Word | None:
    """A first name in no list and in any case, right before a known surname."""
    if known.part != "last" or known.kind == "short" or surname.gap != " ":
        return None
    before = note.word(surname.index - 1)
    if before is None or before.index in hits or before.shape == "number" or before.possessive:
        return None
    words, key = lexicon(), before.key
    if (
        key in _NO_FORENAMES
        or _CODE_WORD.match(key)
        or not 3 <= len(key) <= _LONGEST_NAME
        or key in words.function_words
        or words.is_clinical(key)
    ):
        return None
    if words.is_forename(key) and (before.is_capital == surname.is_capital):
        return before
    # A stroke parts a word in the list of words, a name it does not.
    is_strange = "'" in key and not key.endswith(("'s", "'d", "'ll", "'ve", "'re", "n't"))
    return before if is_strange or not words.is_known(key) else None


@lru_cache(maxsize=20_000)
def _is_only_itself(key: str) -> bool:
    """Whether it is a word that everybody knows, and so no other form of a name."""
    return "-" not in key and "'" not in key and lexicon().is_known(key)


def _is_plain_part(piece: str) -> bool:
    return piece in ("ish", "esque") or lexicon().is_english(piece)


@lru_cache(maxsize=8192)
def _deletions(key: str) -> tuple[str, ...]:
    return (key, *(key[:i] + key[i + 1 :] for i in range(len(key))))
