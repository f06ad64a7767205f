"""Which items of a queue nobody has decided yet, kept up to date one decision at a time.

A queue holds tens of thousands of places; a key on the desk must not look at all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from anonkit.deidentification.review.decisions import folded
from anonkit.deidentification.review.events import ALLOWED, KNOWN, Decision
from anonkit.deidentification.review.queue import Item

_FOR_EVERYWHERE = (KNOWN, ALLOWED)


class OpenItems:
    """The open items of one reviewer, the riskiest first.

    An item is decided by itself, or by a decision on its words wherever they stand. `folded_words` gives
    an item's words as lists hold them; they are asked for only once there is such a decision.
    """

    def __init__(
        self,
        items: Sequence[Item],
        decisions: Mapping[str, Decision],
        folded_words: Callable[[Item], str],
    ) -> None:
        self._items = items
        self._folded_words = folded_words
        self._place = {item.id: place for place, item in enumerate(items)}
        self._decided: set[str] = set(decisions)
        self._listed = Counter(map(_listed_words, decisions.values()))
        del self._listed[""]
        self._is_open = [self._holds_open(place) for place in range(len(items))]
        self._count = sum(self._is_open)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        return (item for item, is_open in zip(self._items, self._is_open, strict=True) if is_open)

    def following(self, item_id: str | None) -> Item | None:
        """The next open item after one, in the order of risk; the first of all where none follows."""
        here = self._place.get(item_id or "", -1)
        for places in (range(here + 1, len(self._items)), range(here + 1)):
            for place in places:
                if self._is_open[place]:
                    return self._items[place]
        return None

    def change(self, item_id: str, before: Decision | None, after: Decision | None) -> None:
        """Takes in that what stands of an item is another decision than before, or none."""
        touched = {self._place[item_id]} if item_id in self._place else set()
        if after is None:
            self._decided.discard(item_id)
        else:
            self._decided.add(item_id)
        for decision, more in ((before, -1), (after, 1)):
            words = "" if decision is None else _listed_words(decision)
            if words:
                self._listed[words] += more
                touched.update(self._places_by_words.get(words, ()))
        self._look_again(touched)

    def _look_again(self, places: Iterable[int]) -> None:
        for place in places:
            is_open = self._holds_open(place)
            self._count += is_open - self._is_open[place]
            self._is_open[place] = is_open

    def _holds_open(self, place: int) -> bool:
        item = self._items[place]
        if item.id in self._decided:
            return False
        return not (self._listed and item.text and self._listed[self._folded_words(item)] > 0)

    @cached_property
    def _places_by_words(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(self._items):
            if item.text:
                found[self._folded_words(item)].append(place)
        return found


def _listed_words(decision: Decision) -> str:
    """The words that the decision is about wherever they stand; empty where it is about one place."""
    return folded(decision.value) if decision.decision in _FOR_EVERYWHERE else ""
