"""Coarsens until every class holds k people: the best choice of levels, with people left out last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.conditions import Wanted
from anonkit.deidentification.disclosure.diversity import (
    class_diversity,
    is_numeric,
    value_counts,
)
from anonkit.deidentification.disclosure.equivalence import Classes, classes_of, column_codes
from anonkit.deidentification.disclosure.inputs import require_columns, require_rows_once
from anonkit.deidentification.disclosure.lattice import Lattice, Node
from anonkit.deidentification.hierarchies import Hierarchy
from anonkit.errors import AnonymityNotReached

_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
"""An odd number that spreads neighbouring keys over all buckets."""


@dataclass(frozen=True)
class Enforcement:
    """The levels chosen, and who had to be left out."""

    levels: Mapping[str, int]
    suppressed_cases: tuple[str, ...]
    k_reached: int
    loss: float
    """From 0, everything told, to 1, nothing told; a case left out counts as 1."""
    tried: int
    """How many combinations of levels were looked at."""
    lattice_size: int
    level_words: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report; who was left out is counted only."""
        return {
            "levels": dict(self.levels),
            "level_words": dict(self.level_words),
            "suppressed_cases": len(self.suppressed_cases),
            "k_reached": self.k_reached,
            "loss": self.loss,
            "tried": self.tried,
            "lattice_size": self.lattice_size,
        }


@dataclass(frozen=True)
class _Outcome:
    node: Node
    bad_rows: npt.NDArray[np.bool_]
    suppressed_share: float
    loss: float
    smallest: int


def enforce_k(
    frame: pd.DataFrame,
    hierarchies: Mapping[str, Hierarchy],
    k: int,
    *,
    maximum_suppression: float = 0.0,
    finest: Mapping[str, int] | None = None,
    l: int = 1,  # noqa: E741 - its name in the literature
    t: float | None = None,
    sensitive: Sequence[str] = (),
    harmless: Collection[str] = (),
) -> Enforcement:
    """The levels at which every class of `frame` holds `k` different people, with the least lost.

    `frame` has a row a case: ``case``, ``person`` and a column for each hierarchy (and each sensitive
    column). At most the share `maximum_suppression` of people is left out. Where nothing holds,
    `AnonymityNotReached` tells what was reached and the nearest settings that would do.
    """
    require_columns(frame, ["case", "person", *hierarchies, *sensitive])
    require_rows_once(frame)
    search = _Search(frame, Lattice(frame, hierarchies, finest or {}))
    wanted = Wanted(k, l, t, tuple(sensitive), tuple(harmless))
    best, tried = search.best(wanted, maximum_suppression)
    if best is None:
        raise _not_reached(search, wanted, maximum_suppression)
    levels = search.lattice.levels_of(best.node)
    cases = frame.loc[best.bad_rows, "case"].astype(str)
    return Enforcement(
        levels=levels,
        suppressed_cases=tuple(sorted(cases)),
        k_reached=best.smallest,
        loss=round(best.loss, 6),
        tried=tried,
        lattice_size=search.lattice.size,
        level_words=search.lattice.words_of(best.node),
    )


class _Search:
    """Judges nodes of the lattice; the cheapest first, and no further than one could still win."""

    def __init__(self, frame: pd.DataFrame, lattice: Lattice) -> None:
        self.frame = frame
        self.lattice = lattice
        self._people = column_codes(frame["person"])
        self.people = len(np.unique(self._people))

    def best(self, wanted: Wanted, maximum_suppression: float) -> tuple[_Outcome | None, int]:
        """The outcome with the least loss; of equals the one that leaves out fewer, then the finer."""
        best: _Outcome | None = None
        tried = 0
        for node in self.lattice.nodes_by_loss():
            # Leaving people out only adds to what coarsening costs, so no later node can win.
            if best is not None and self.lattice.loss(node) > best.loss:
                break
            tried += 1
            if self._least_left_out(node, wanted.k) > maximum_suppression:
                continue
            outcome = self.judge(node, wanted)
            if outcome.suppressed_share > maximum_suppression or outcome.smallest == 0:
                continue
            if best is None or _rank(outcome) < _rank(best):
                best = outcome
        return best, tried

    def _least_left_out(self, node: Node, k: int) -> float:
        """A share of people that a node leaves out at least: a quick count, in buckets of classes.

        Classes that share a bucket look larger than they are, never smaller.
        """
        if not self.people:
            return 0.0
        buckets = (self.lattice.keys(node).view(np.uint64) * _SPREAD >> np.uint64(48)).view(
            np.int64
        )
        may_stay = (np.bincount(buckets, minlength=1 << 16) >= k)[buckets]
        staying = np.bincount(self._people[may_stay], minlength=self.people)
        return 1 - np.count_nonzero(staying) / self.people

    def judge(self, node: Node, wanted: Wanted) -> _Outcome:
        """Which rows a node would cost, and the smallest class of those that stay."""
        classes = classes_of(self.lattice.keys(node), self._people)
        bad = _bad_classes(classes, self.frame, wanted)[classes.class_of_row]
        kept = ~bad
        left_out = 1 - len(np.unique(self._people[kept])) / self.people if self.people else 0.0
        losses = np.where(bad, 1.0, self.lattice.row_losses(node))
        smallest = int(classes.people_of_row[kept].min()) if kept.any() else 0
        return _Outcome(node, bad, left_out, float(losses.mean()) if len(losses) else 0.0, smallest)


def _bad_classes(classes: Classes, frame: pd.DataFrame, wanted: Wanted) -> npt.NDArray[np.bool_]:
    bad: npt.NDArray[np.bool_] = classes.people_in_class < wanted.k
    for name in wanted.sensitive if classes.count else ():
        by_size = is_numeric(frame[name])
        counts = value_counts(classes, frame[name], ordered=by_size)
        distinct, _, distance = class_diversity(counts, ordered=by_size)
        telling = np.zeros(classes.count, dtype=bool)
        is_telling = ~frame[name].isin(list(wanted.harmless)).to_numpy(dtype=bool)
        telling[classes.class_of_row[is_telling]] = True
        bad = bad | (telling & (distinct < wanted.l))
        if wanted.t is not None:
            bad = bad | (telling & (distance > wanted.t))
    return bad


def _rank(outcome: _Outcome) -> tuple[float, float, Node]:
    return round(outcome.loss, 12), outcome.suppressed_share, outcome.node


def _not_reached(search: _Search, wanted: Wanted, maximum: float) -> AnonymityNotReached:
    nearest = _nearest_settings(search, wanted, maximum)
    reached = _largest_k(search, wanted, maximum)
    message = (
        f"k = {wanted.k} is not reached over {_listed(search.lattice.names)}: {search.people} people, "
        f"k reached {reached} with at most {maximum:.0%} left out. "
        + (f"Nearest settings: {'; '.join(nearest)}." if nearest else "Choose more cases.")
    )
    counts = (f"k wanted {wanted.k}, reached {reached}", f"people {search.people}")
    return AnonymityNotReached(message, (*counts, *nearest))


def _nearest_settings(search: _Search, wanted: Wanted, maximum: float) -> tuple[str, ...]:
    """Up to three changes, each of which alone would let the release through."""
    found: list[str] = []
    lower = _largest_k(search, wanted, maximum)
    if lower >= 2:
        found.append(f"k = {lower} with the other settings as they are")
    more, _ = search.best(wanted, 1.0)
    if more is not None:
        left = search.people - round(more.suppressed_share * search.people)
        found.append(
            f"leaving out up to {np.ceil(more.suppressed_share * 100):.0f} % of people, which keeps "
            f"{left} of them (the largest subset is found with "
            f"{_listed(search.lattice.words_of(more.node).values())})"
        )
    if wanted.sensitive and (wanted.l > 1 or wanted.t is not None):
        without, _ = search.best(Wanted(wanted.k), maximum)
        if without is not None:
            found.append(f"l = 1 and no t over {_listed(wanted.sensitive)}")
    if search.people < wanted.k:
        found.append(f"a selection of at least {wanted.k} people")
    return tuple(found[:3])


def _largest_k(search: _Search, wanted: Wanted, maximum: float) -> int:
    """The largest k that could be had with the other settings as they are; 0 where none can."""
    low, high = 0, min(wanted.k, search.people)
    while low < high:
        middle = (low + high + 1) // 2
        held, _ = search.best(replace(wanted, k=middle), maximum)
        low, high = (middle, high) if held is not None else (low, middle - 1)
    return low


def _listed(names: Collection[str]) -> str:
    return ", ".join(names)
