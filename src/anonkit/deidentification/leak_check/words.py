"""The check's own word lists: ordinary words, words of the clinic, nicknames."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from anonkit.deidentification.leak_check.folding import fold

_HOME = "anonkit.deidentification.leak_check"

PARTICLES = frozenset(
    "a al bin binti da das de del della den der di do dos du e el ibn la le les lo mac mc o of och san st"  # noqa: SIM905
    " te ten ter the van vd von y zu".split()
)
"""Parts of surnames that say nothing alone."""

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev nurse sister matron".split()  # noqa: SIM905
)
"""Words that stand before a name."""


def _lines(name: str) -> list[str]:
    text = (files(_HOME) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def ordinary_words() -> frozenset[str]:
    """Words that mean something besides being somebody's name: English, and the clinic's own."""
    clinic = {fold(word) for line in _lines("clinic_words.txt") for word in line.split()}
    return frozenset(_lines("ordinary_words.txt")) | clinic


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines("nicknames.txt"):
        name, _, short = line.partition(":")
        for nickname in short.split():
            forms[name].add(nickname)
            forms[nickname].add(name)
    return {name: frozenset(found) for name, found in forms.items()}


def nicknames_of(name: str) -> frozenset[str]:
    """What the bearer of a folded first name may be called, and the names a short form stands for."""
    return _nicknames().get(name, frozenset())
