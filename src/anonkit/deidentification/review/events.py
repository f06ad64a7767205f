"""Decisions as they are kept: one after another, none overwritten; and what stands of them.

Two people decide without seeing each other's. Where they differ the more careful decision stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from anonkit.deidentification.review.decisions import ReviewDecisions, TextDecisions, folded

IDENTIFIER, ORDINARY, KNOWN, ALLOWED = "identifier", "ordinary", "known", "allowed"
RELEASE, LEAVE_OUT, MARK, UNDO = "release", "leave out", "mark", "undo"
DECISIONS = (IDENTIFIER, ORDINARY, KNOWN, ALLOWED, RELEASE, LEAVE_OUT, MARK)
"""Of a place: an identifier or ordinary words, here or everywhere; of a row: let through or left out."""
_CAREFUL = frozenset({IDENTIFIER, KNOWN, MARK, LEAVE_OUT})


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one place or row."""

    item: str
    decision: str
    when: str
    text: str = ""
    start: int = 0
    end: int = 0
    entity: str = ""
    was_found: bool = False
    """Whether the publication that was reviewed had replaced it."""
    value: str = field(default="", repr=False)
    """The words, where the decision is about them wherever they stand."""
    words: int = 0

    @property
    def is_careful(self) -> bool:
        """Whether it keeps something out of a release."""
        return self.decision in _CAREFUL

    def as_dict(self) -> dict[str, Any]:
        """For encrypted storage."""
        return asdict(self)


class Standing:
    """What stands of one person's decisions, taken in one after another."""

    def __init__(self, events: Iterable[Mapping[str, Any]] = ()) -> None:
        self._stacks: dict[str, list[Decision]] = {}
        self.decisions: dict[str, Decision] = {}
        """By item the decision that was not undone; the one taken last comes last."""
        self.taken = 0
        """How many events were taken in."""
        for event in events:
            self.take(Decision(**event))

    def take(self, decision: Decision) -> None:
        """Takes in the next decision, or that the last one on an item is undone."""
        self.taken += 1
        stack = self._stacks.setdefault(decision.item, [])
        self.decisions.pop(decision.item, None)
        if decision.decision != UNDO:
            stack.append(decision)
        elif stack:
            stack.pop()
        if stack:
            self.decisions[decision.item] = stack[-1]


def standing(events: Iterable[Mapping[str, Any]]) -> dict[str, Decision]:
    """By item the decision that was not undone; the one taken last comes last."""
    return Standing(events).decisions


def merged(people: Sequence[Mapping[str, Decision]]) -> ReviewDecisions:
    """The decisions of several people as one; for places and lists of words."""
    careful, careless = _parted(people)
    known = {folded(d.value): (d.value, d.entity) for d in careful.values() if d.decision == KNOWN}
    allowed = {folded(d.value) for d in careless.values() if d.decision == ALLOWED}
    # What somebody called an identifier is allowed nowhere, though another thought it ordinary.
    refused = set(known) | {folded(d.value) for d in careful.values() if d.value}
    by_text: defaultdict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for decision in careless.values():
        if decision.text:
            by_text[decision.text][0].append((decision.start, decision.end))
    for decision in careful.values():
        if decision.text and not decision.was_found:
            place = (decision.start, decision.end, decision.entity)
            by_text[decision.text][1].append(place)
    return ReviewDecisions(
        by_text={
            text: TextDecisions(tuple(sorted(out)), tuple(sorted(marked)))
            for text, (out, marked) in sorted(by_text.items())
        },
        known=tuple(known[key] for key in sorted(known)),
        allowed=frozenset(allowed - refused),
    )


def decided_rows(people: Sequence[Mapping[str, Decision]]) -> dict[str, str]:
    """By the row's tag: let through only where nobody wants it left out."""
    careful, careless = _parted(people)
    rows = {item: RELEASE for item, d in careless.items() if d.decision == RELEASE}
    return {**rows, **{item: LEAVE_OUT for item, d in careful.items() if d.decision == LEAVE_OUT}}


def _parted(
    people: Sequence[Mapping[str, Decision]],
) -> tuple[dict[str, Decision], dict[str, Decision]]:
    """The careful decisions by item, and the others about items of which nobody was careful."""
    careful: dict[str, Decision] = {}
    careless: dict[str, Decision] = {}
    for decisions in people:
        for item, decision in decisions.items():
            if decision.is_careful:
                held = careful.get(item)
                careful[item] = decision if held is None or decision.decision == KNOWN else held
            else:
                held = careless.get(item)
                careless[item] = decision if held is None or decision.decision == ALLOWED else held
    return careful, {item: one for item, one in careless.items() if item not in careful}
