"""The procedure family of a row, from the clinic's own words where no rule gave it."""

from __future__ import annotations

from collections.abc import Iterable

from anonkit.connectors.values import family_of

_FAMILY_FIELDS = {
    "appointments": ("service_family", ("service",)),
    "treatments": ("family", ("procedure", "product")),
    "services": ("family", ("name",)),
    "products": ("family", ("name",)),
}


def add_family(table: str, values: dict[str, str | None]) -> None:
    """Fills the procedure family of a row."""
    target, sources = _FAMILY_FIELDS.get(table, ("", ()))
    if target and not values.get(target):
        values[target] = _first_family(values.get(name) for name in sources)


def add_family_column(table: str, values: dict[str, list[str | None]]) -> None:
    """As `add_family`, for rows that are given by column."""
    target, sources = _FAMILY_FIELDS.get(table, ("", ()))
    words = [values[name] for name in sources if name in values]
    if not words:
        return
    if len(words) == 1:
        family_by_word = {word: _first_family((word,)) for word in set(words[0])}
        found = [family_by_word[word] for word in words[0]]
    else:
        found = list(map(_first_family, zip(*words, strict=True)))
    held = values.get(target) or found
    values[target] = [one or other for one, other in zip(held, found, strict=True)]


def _first_family(words: Iterable[str | None]) -> str | None:
    return next((family for word in words if word and (family := family_of(word))), None)
