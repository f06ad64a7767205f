"""Which first names are forms of each other."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from anonkit.deidentification.text.lexicons.words import read_list

_PACKAGE = "anonkit.deidentification.text.lexicons"


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    shorts: defaultdict[str, set[str]] = defaultdict(set)
    fulls: defaultdict[str, set[str]] = defaultdict(set)
    for line in read_list(_PACKAGE, "data/nicknames.tsv"):
        name, _, forms = line.partition("\t")
        for form in forms.split():
            shorts[name].add(form)
            fulls[form].add(name)
    return (
        {name: frozenset(found) for name, found in shorts.items()},
        {name: frozenset(found) for name, found in fulls.items()},
    )


@lru_cache(maxsize=4096)
def related_names(name: str) -> tuple[str, ...]:
    """The full names and short forms that may stand for a folded first name, in order."""
    shorts, fulls = _tables()
    related = set(shorts.get(name, ()))
    for full in fulls.get(name, ()):
        related.add(full)
        related |= shorts[full]
    return tuple(sorted(related - {name}))


def short_forms(name: str) -> tuple[str, ...]:
    """The short forms of a folded full name, in order."""
    shorts, _ = _tables()
    return tuple(sorted(shorts.get(name, ())))
