"""Names of people in folded words, and where a text holds one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from anonkit.deidentification.leak_check.folding import fold
from anonkit.deidentification.leak_check.index import FullName
from anonkit.deidentification.leak_check.tokens import Tokens, words_of
from anonkit.deidentification.leak_check.words import PARTICLES, TITLES, ordinary_words

_NOT_A_PERSON = re.compile(
    r"\b(surgery|clinic|practice|centre|center|medical|health|healthcare|hospital|pharmacy|ltd|limited|llc|inc"
    r"|group|partners|insurance|trust|company|bank|reception|team|admin|system|self|unknown|none)\b"
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_DEGREE = re.compile(
    r",\s*(?:md|rn|np|pa|pa-c|do|dds|lpn|aprn|fnp|bsc|mbbs|phd|fnp-c|dnp|esq|jr|sr|ii|iii)\b.*"
)
# What may stand between the words of one name; the end of a sentence or of a paragraph may not.
_GAP = re.compile(r"[ \t.,'\"()_/\\|&+:;=@0-9<>\[\]{}-]{0,6}|[ \t,]{0,3}\r?\n[ \t]{0,12}")
_SENTENCE_END = re.compile(r"[.!?]\s")
_MOST_BETWEEN = 2
_REACH = 6


def name_words(text: str) -> list[str]:
    """The words of a name that could tell who it is."""
    words = words_of(_ASIDE.sub(" ", fold(text)))
    return [
        w
        for w in words
        if len(w) > 1 and not w.isdigit() and w not in PARTICLES and w not in TITLES
    ]


def full_name(text: str, first: str = "", middle: str = "", last: str = "") -> FullName | None:
    """The full name that a text, or its parts, stand for; none where a part is missing or no person is meant."""
    if last:
        given, family = name_words(first) or words_of(fold(first)), name_words(last)
        return _made(given, name_words(middle), family)
    plain = _DEGREE.sub("", _ASIDE.sub(" ", fold(text)))
    if _NOT_A_PERSON.search(plain):
        return None
    if plain.count(",") == 1:
        family_text, _, given_text = plain.partition(",")
        plain = f"{given_text} {family_text}"
    words = [word for word in words_of(plain) if word not in TITLES and not word.isdigit()]
    kept = [word for word in words if word not in PARTICLES or word == words[0]]
    return _made(kept[:1], kept[1:-1], kept[-1:]) if len(kept) > 1 else None


def _made(given: list[str], middle: list[str], family: list[str]) -> FullName | None:
    if not given or not family or given == family:
        return None
    if len(given[0]) < 2 and len(family[-1]) < 3:
        return None
    return FullName(tuple(given), tuple(middle), tuple(family))


def joined_forms(name: FullName) -> Iterator[str]:
    """The name in one piece, in each order."""
    given, middle, family = ("".join(part) for part in (name.given, name.middle, name.family))
    yield from (given + family, family + given, name.given[0] + family, family + name.given[0])
    if middle:
        yield from (given + middle + family, family + given + middle)


class NameBook:
    """Finds full names whose words stand near each other, in any order, with initials between."""

    def __init__(self, names: Iterable[FullName]) -> None:
        self._partners: defaultdict[str, defaultdict[str, list[FullName]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.words: set[str] = set()
        for name in sorted(names):
            # A given name of one letter is an initial, and an initial alone is nobody.
            if len(name.given[0]) < 2:
                continue
            for one, other in ((name.given[0], name.family[-1]), (name.family[0], name.given[0])):
                self._partners[one][other].append(name)
            self.words.update((*name.given, *name.middle, *name.family))

    def at(self, tokens: Tokens, first: int) -> tuple[int, bool] | None:
        """Where a full name that begins with this token ends, and whether its words are all ordinary ones."""
        partners = self._partners.get(tokens.words[first])
        if partners is None:
            return None
        reach = min(len(tokens.words), first + _REACH)
        if partners.keys().isdisjoint(tokens.words[first + 1 : reach]):
            return None
        for last in range(first + 1, reach):
            if not self._may_follow(tokens, last - 1):
                return None
            for name in partners.get(tokens.words[last], ()):
                if self._is_this(name, tokens.words[first : last + 1]):
                    ordinary = {name.given[0], name.family[-1]} <= ordinary_words()
                    return last, ordinary
        return None

    @staticmethod
    def _may_follow(tokens: Tokens, token: int) -> bool:
        gap = tokens.between(token)
        if (
            len(tokens.words[token]) > 1
            and tokens.words[token] not in TITLES
            and _SENTENCE_END.search(gap)
        ):
            return False
        return _GAP.fullmatch(gap) is not None

    @staticmethod
    def _is_this(name: FullName, words: list[str]) -> bool:
        if not set(name.family) <= set(words):
            return False
        known = {*name.given, *name.middle, *name.family} | PARTICLES | TITLES
        strangers = [w for w in words if w not in known and len(w) > 1 and not w.isdigit()]
        return (
            len(strangers) == 0
            and len(words)
            <= len(name.family) + len(name.given) + len(name.middle) + 1 + _MOST_BETWEEN
        )


def is_one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two neighbours swapped make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
