"""A few of many: spread over the kinds of lesson, and over procedures and products within each."""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.datasets.choosing.features import CaseFeatures
from anonkit.datasets.choosing.kinds import KINDS


def spread(cases: Sequence[CaseFeatures], limit: int) -> list[CaseFeatures]:
    """At most so many, a kind after the other; of one kind the case that shows most that is new.

    The same cases give the same choice: ties go by case number, which is drawn at random.
    """
    left = {kind: [case for case in cases if case.kind == kind] for kind in KINDS}
    seen: set[str] = set()
    chosen: list[CaseFeatures] = []
    while len(chosen) < limit and any(left.values()):
        for kind in KINDS:
            if left[kind] and len(chosen) < limit:
                best = min(left[kind], key=lambda case: (-_new(case, seen), case.case))
                left[kind].remove(best)
                chosen.append(best)
                seen.update(_shown(best))
    return chosen


def _shown(case: CaseFeatures) -> set[str]:
    return {*case.procedures, *case.products, *case.sites, *case.complications}


def _new(case: CaseFeatures, seen: set[str]) -> int:
    return len(_shown(case) - seen)
