"""Insurers and their administrators, by list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons.words import read_list
from anonkit.deidentification.text.note import Note, Word

_DATA = "anonkit.deidentification.text.lexicons"
_AFTER = frozenset(["ppo", "hmo", "epo", "pos", "ppp", "health", "insurance", "dental", "medicare"])


class Insurer:
    """Names of insurers in any case, with the state or the kind of plan behind them."""

    name = "insurer"
    entity = "ORG"

    def find(self, note: Note) -> Iterator[Finding]:
        """The longest name that begins at each word."""
        names = _names_by_first()
        for word in note.words:
            for name in names.get(word.key, ()):
                last = _last_of(note, word, name)
                if last is not None and _is_named(note, word, name):
                    end = _with_plan(note, last).end
                    yield Finding(word.start, end, self.entity, self.name, CONTEXT, "context")
                    break


_BEFORE = frozenset(
    ["with", "has", "from", "by", "through", "thru", "to", "is", "via", "under", "at"]
)


def _is_named(note: Note, first: Word, name: tuple[str, ...]) -> bool:
    """Capitals or a long coined word; ordinary words in small letters only where one is expected."""
    if first.is_capital:
        return first.shape == "upper" or len(first.key) > 3
    if len(name) == 1:
        return len(first.key) > 5
    before = note.word(first.index - 1)
    return before is not None and before.key in _BEFORE and first.gap == " "


@cache
def _names_by_first() -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for line in read_list(_DATA, "data/insurers.txt"):
        name = tuple(line.split())
        grouped.setdefault(name[0], []).append(name)
    return {first: tuple(sorted(held, key=len, reverse=True)) for first, held in grouped.items()}


def _last_of(note: Note, first: Word, name: tuple[str, ...]) -> Word | None:
    last = first
    for key in name[1:]:
        after = note.word(last.index + 1)
        if after is None or after.key != key or after.gap.strip(" /"):
            return None
        last = after
    return last


def _with_plan(note: Note, last: Word) -> Word:
    """A state or "PPO" behind the name belongs to it."""
    after = note.word(last.index + 1)
    if after is None or after.gap not in (" ", " of ") or not after.is_capital:
        return last
    is_state = (
        after.shape == "upper" and len(after.key) == 2 and last.key in ("bcbs", "cross", "shield")
    )
    return after if is_state or (after.key in _AFTER and after.shape != "lower") else last
