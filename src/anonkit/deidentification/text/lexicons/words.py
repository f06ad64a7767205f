"""Looks words up in the shipped lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_DATA = "anonkit.deidentification.text.lexicons"
_CLINICAL = "anonkit.deidentification.text.vocabulary"
_MOST_INFLECTED = 50_000
_FORENAMES = ("data/forenames.txt", "data/forenames_us.txt", "data/forenames_world.txt")
_SURNAMES = ("data/surnames.txt", "data/surnames_us.txt", "data/surnames_world.txt")


def read_list(package: str, name: str) -> Iterator[str]:
    """The entries of a list that ships with the package, comments left out."""
    text = (files(package) / name).read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")


class Lexicon:
    """Answers what a folded word is known to be."""

    def __init__(self) -> None:
        names = frozenset(_split(_DATA, "data/names_over_words.txt"))
        self.english = frozenset(_lines("data/english.txt")) - names
        self.named_words = names
        """Dictionary words that are nearly always names, at least with a capital."""
        self.function_words = frozenset(_split(_DATA, "data/function_words.txt"))
        self.clinical = frozenset(_clinical_words())
        self.parts_of_terms = frozenset(p for w in self.clinical if "-" in w for p in w.split("-"))
        """The words of clinical terms that are written with hyphens."""
        self.eponyms = frozenset(_eponyms())
        """Surnames that stand before a sign, a disease or a scale."""
        short_forms = frozenset(_nicknames()) - self.clinical
        self.forenames = names.union(
            *map(_lines, _FORENAMES), _split(_DATA, "data/forenames_more.txt"), short_forms
        )
        self.surnames = frozenset().union(
            *map(_lines, _SURNAMES), _split(_DATA, "data/surnames_more.txt")
        )
        self._inflected: dict[str, bool] = {}

    def is_clinical(self, key: str) -> bool:
        """Whether it is a word of the clinic: product, drug, anatomy, eponym, scale."""
        return key in self.clinical or (
            len(key) > 3 and key[-1] == "s" and key[:-1] in self.clinical
        )

    def is_english(self, key: str) -> bool:
        """Whether it is an ordinary English word, in any of its endings."""
        known = self._inflected.get(key)
        if known is None:
            known = self._is_inflected(key)
            if len(self._inflected) < _MOST_INFLECTED and not key.isdigit():
                self._inflected[key] = known
        return known

    def is_known(self, key: str) -> bool:
        """Whether it is an ordinary or a clinical word."""
        return self.is_english(key) or self.is_clinical(key)

    def is_forename(self, key: str) -> bool:
        """Whether somebody bears it as a first name."""
        return key in self.forenames

    def is_surname(self, key: str) -> bool:
        """Whether somebody bears it as a last name."""
        return key in self.surnames

    def _is_inflected(self, key: str) -> bool:
        if key in self.english or key in self.function_words:
            return True
        if key.isdigit():
            return False
        if "-" in key or "'" in key:
            parts = [p for p in key.replace("'", "-").split("-") if p]
            return len(parts) > 1 and all(
                len(p) < 3 or self.is_english(p) or self.is_clinical(p) for p in parts
            )
        return key not in self.forenames and any(stem in self.english for stem in _stems(key))


def _stems(key: str) -> Iterator[str]:
    for ending, replacements in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            stem = key[: -len(ending)]
            for replacement in replacements:
                yield stem + replacement
            if ending in ("ed", "ing", "er", "est") and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
    for prefix in ("non", "un", "re", "pre", "post", "over", "under", "mid", "multi", "micro"):
        if key.startswith(prefix) and len(key) > len(prefix) + 3:
            yield key[len(prefix) :]


_ENDINGS = (
    ("s", ("",)),
    ("es", ("", "e")),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("ier", ("y",)),
    ("est", ("", "e")),
    ("iest", ("y",)),
    ("ly", ("", "le")),
    ("ness", ("", "y")),
    ("ment", ("",)),
    ("ings", ("", "e")),
    ("able", ("", "e")),
    ("ation", ("e", "")),
    ("ish", ("", "e")),
    ("y", ("", "e")),
    ("less", ("",)),
    ("ful", ("",)),
    ("ise", ("", "y", "ize")),
    ("ised", ("ize",)),
    ("our", ("or",)),
)


def _lines(name: str) -> list[str]:
    """The lines of a long list, its head of comments left out; read whole for speed."""
    lines = (files(_DATA) / name).read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if line[:1] != "#")
    return [line for line in lines[first:] if line]


def _split(package: str, name: str) -> Iterator[str]:
    for line in read_list(package, name):
        yield from line.split()


def _nicknames() -> Iterator[str]:
    for line in read_list(_DATA, "data/nicknames.tsv"):
        yield from (form for form in line.split() if len(form) > 2)


def _clinical_words() -> Iterator[str]:
    folder = files(_CLINICAL)
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            for line in read_list(_CLINICAL, entry.name):
                yield from line.lower().split()


def _eponyms() -> Iterator[str]:
    for line in read_list(_CLINICAL, "eponym_pairs.txt"):
        yield from (term.split("-")[0] for term in line.split())


@cache
def lexicon() -> Lexicon:
    """The one lexicon of this process."""
    return Lexicon()
