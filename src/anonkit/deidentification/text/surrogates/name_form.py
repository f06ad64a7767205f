"""Reads what is written as a name: which words are names, of which part, and which stay or go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from anonkit.deidentification.text.lexicons.cues import (
    CREDENTIALS,
    PARTICLES,
    RELATIONS,
    STRONG_TITLES,
)
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.lexicons.words import lexicon
from anonkit.deidentification.text.note import fold

FIRST, LAST, ANY = "first", "last", "any"
KEPT, DROPPED = "kept", "dropped"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_POSSESSIVE = re.compile(r"(?i)(?<=[^\W\d_])['’]s$")
_JOINING = words_of("of and or the at in from with to for")
_PARTING = words_of("and or for from with")
_STANDING = words_of("poa lpa nok jr jnr snr sr iii")
_NEVER_FIRST = words_of("st mc o")
_CALLINGS = words_of("nurse sister matron midwife sir lady dame uncle auntie aunty")
_LAST_WORD = re.compile(r"(?i)(?<![^\W\d_])([^\W\d_]+(?:-in-law)?)[.:]?[ ]*[\"'(]?$")

_WOMEN = words_of(
    "mrs ms miss lady wife mum mummy mom mommy mam mother stepmum stepmom stepmother daughter "
    "stepdaughter sister sis aunt auntie aunty niece gran granny grandma grandmother nan nana "
    "girlfriend gf missus fiancee fiancée ex-wife mother-in-law sister-in-law daughter-in-law "
    "granddaughter bride mil sil she her"
)
_MEN = words_of(
    "mr sir husband hubby dad daddy father stepdad stepfather son stepson brother bro uncle nephew "
    "grandad granddad grandpa grandfather boyfriend bf fiance fiancé ex-husband father-in-law "
    "brother-in-law son-in-law grandson groom fil bil he him"
)


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of what is written as a name."""

    start: int
    end: int
    text: str
    key: str
    role: str = ANY
    """first, last or any where the place does not tell; kept or dropped for what is no name."""
    place: int = 0
    count: int = 1
    """Where it stands among the names of one person, and how many those are."""


def without_invisible(surface: str) -> str:
    """The surface without characters that nobody sees."""
    return _INVISIBLE.sub("", surface)


def read_name(surface: str, before: str, is_told: Callable[[str], bool]) -> list[NameWord]:
    """The words of a surface in order; `before` is what stands before it in the text."""
    words = [_settled(w, surface, is_told) for w in _words(surface)]
    if len(words) > 1:
        words = [replace(w, role=KEPT) if w.key in STRONG_TITLES else w for w in words]
    words = _without_particles(words, surface, before)
    words = _without_relation(words, is_told)
    is_titled = word_before(before) in STRONG_TITLES or any(
        w.role == KEPT and w.key in STRONG_TITLES for w in words
    )
    people = _people(words, surface)
    return [word for group in people for word in _placed(group, surface, is_titled)]


def gender_before(before: str, surface: str) -> str | None:
    """The gender that the title or the relation word at a name's side tells."""
    first = _WORD.match(surface)
    for key in (fold(first.group()) if first else "", word_before(before)):
        if key in _WOMEN:
            return "female"
        if key in _MEN:
            return "male"
    return None


def word_before(before: str) -> str:
    """The folded word right before a name, if one stands there."""
    found = _LAST_WORD.search(before)
    return fold(found.group(1)) if found else ""


def _words(surface: str) -> Iterator[NameWord]:
    for match in _WORD.finditer(surface):
        text = _POSSESSIVE.sub("", match.group())
        start = match.start()
        yield NameWord(start, start + len(text), text, fold(text).replace("’", "'"))


def _settled(word: NameWord, surface: str, is_told: Callable[[str], bool]) -> NameWord:
    if word.key in _JOINING:
        return replace(word, role=KEPT)
    if word.start == 0 or not word.text.isupper() or is_told(word.key):
        return word
    is_mark = word.key in _STANDING or (
        word.key in CREDENTIALS and not surface.isupper() and len(word.key) > 1
    )
    return replace(word, role=KEPT) if is_mark else word


def _without_particles(words: list[NameWord], surface: str, before: str) -> list[NameWord]:
    """Particles go with the name they stand before: "van der Merwe" is one surname."""
    found = list(words)
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        if word.role != ANY or len(word.key) == 1 or word.key not in PARTICLES:
            continue
        # "Van Morrison" and "Al Green" open with a first name, "Van der Berg" does not.
        is_inside = at > 0 or word.text.islower() or word_before(before) in STRONG_TITLES
        is_inside = is_inside or word.key in _NEVER_FIRST
        if (is_inside or after.key in PARTICLES) and after.role == ANY:
            gap = surface[word.end : after.start]
            found[at] = replace(
                word, role=DROPPED, end=after.start if gap in (" ", ". ") else word.end
            )
    return found


def _without_relation(words: list[NameWord], is_told: Callable[[str], bool]) -> list[NameWord]:
    """The word for a relative that stands before the name stays."""
    if len(words) < 2:
        return words
    first = words[0]
    is_relation = first.key in RELATIONS and not is_told(first.key)
    is_name = lexicon().is_surname(first.key) or lexicon().is_forename(first.key)
    if first.role == ANY and (first.key in _CALLINGS or (is_relation and not is_name)):
        return [replace(first, role=KEPT), *words[1:]]
    return words


def _people(words: list[NameWord], surface: str) -> list[list[NameWord]]:
    """The words parted where one person ends and the next begins."""
    groups: list[list[NameWord]] = [[]]
    end = 0
    for word in words:
        if groups[-1] and re.search(r"[/&+;]", surface[end : word.start]):
            groups.append([])
        groups[-1].append(word)
        end = word.end
        if word.role == KEPT and word.key in _PARTING:
            groups.append([])
    return groups


def _placed(group: list[NameWord], surface: str, is_titled: bool) -> list[NameWord]:
    names = [w for w in group if w.role == ANY]
    is_titled = is_titled or any(w.role == DROPPED for w in group)
    role_by_start = {
        word.start: (_role(names, at, surface, is_titled), at) for at, word in enumerate(names)
    }
    return [
        replace(word, role=found[0], place=found[1], count=len(names))
        if (found := role_by_start.get(word.start))
        else word
        for word in group
    ]


def _role(names: list[NameWord], at: int, surface: str, is_titled: bool) -> str:
    count = len(names)
    if count == 1:
        return LAST if is_titled else ANY
    comma = surface.find(",", names[0].start)
    if names[0].end <= comma < names[-1].start:
        return LAST if names[at].start < comma else FIRST
    if len(names[-1].key) == 1 and at == 0 and count == 2 and len(names[0].key) > 1:
        return ANY
    return LAST if at == count - 1 else FIRST
