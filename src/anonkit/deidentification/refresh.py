"""A release that follows others to the same audience: k and courses hold over all of them together.

Within a series a case keeps its number, so whoever has two releases joins them. Three things then tell
people apart that one release does not: who is new, who has gone, and two labels for one thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from anonkit.deidentification.disclosure import equivalence_classes
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.told_tables import Tables, told_people, told_visits

_GROUP = "which_releases"


@dataclass(frozen=True)
class EarlierRelease:
    """A release that the same audience holds."""

    name: str
    tables: Tables = field(repr=False)
    counted_as: Mapping[str, str] = field(repr=False)
    """By case number the person it counts as."""


@dataclass(frozen=True)
class RefreshFindings:
    """What comparing with earlier releases would give away."""

    newcomers: tuple[str, ...] = ()
    """Cases that are new, and too few like them are: they wait for the next release."""
    recall: Mapping[str, str] = field(default_factory=dict)
    """Earlier releases that have to be recalled first, and why."""


def compared_with_earlier(
    tables: Tables,
    policy: Policy,
    audience: str,
    counted_as: Mapping[str, str],
    earlier: Sequence[EarlierRelease],
) -> RefreshFindings:
    """Who could be told apart by holding this release beside each earlier one."""
    wanted = policy.k_for(audience)
    waiting: set[str] = set()
    recall: dict[str, str] = {}
    for one in earlier:
        both = _joined(tables, one, policy, counted_as)
        small = _small(both, wanted)
        new = set(small.loc[small[_GROUP] == "new", "case"])
        waiting |= new
        reasons = _reasons(small, wanted)
        if not reasons and _courses_differ(tables, one, counted_as):
            reasons = ["it tells visits of the same courses that this one does not"]
        if reasons:
            recall[one.name] = "; ".join(reasons)
    return RefreshFindings(tuple(sorted(waiting)), recall)


def _joined(
    tables: Tables, one: EarlierRelease, policy: Policy, counted_as: Mapping[str, str]
) -> pd.DataFrame:
    """A row a case of either release: in which it is, and what each tells of it."""
    now = told_people(tables, policy, counted_as, ())
    then = told_people(one.tables, policy, one.counted_as, ())
    both = now.frame[["case", "person", *now.quasi_identifiers]].merge(
        then.frame[["case", "person", *then.quasi_identifiers]],
        on="case",
        how="outer",
        suffixes=("", " before"),
        indicator=_GROUP,
    )
    groups = both[_GROUP].map({"left_only": "new", "right_only": "gone", "both": "both"})
    person = both["person"].where(both["person"].notna(), both["person before"])
    return both.assign(**{_GROUP: groups.astype(str), "person": person}).drop(
        columns="person before"
    )


def _small(both: pd.DataFrame, wanted: int) -> pd.DataFrame:
    """The rows that fewer than the wanted people share, in what both tell and in which they are."""
    columns = [str(name) for name in both if name not in ("case", "person")]
    classes = equivalence_classes(both, columns)
    return both[classes.people_of_row < wanted]


def _reasons(small: pd.DataFrame, wanted: int) -> list[str]:
    """Why the earlier release has to go: newcomers can wait, but what is out is out."""
    found = []
    if (small[_GROUP] == "gone").any():
        found.append(
            f"fewer than {wanted} people who look alike have left it, and whoever compares the two sees who"
        )
    if (small[_GROUP] == "both").any():
        found.append(
            f"what it tells of some people, joined with what this one tells, fits fewer than {wanted}"
        )
    return found


def _courses_differ(tables: Tables, one: EarlierRelease, counted_as: Mapping[str, str]) -> bool:
    """Whether the earlier release tells more visits of a case, or one of them under another label."""
    now = told_visits(tables, counted_as).set_index(["case", "visit"])["when"]
    then = told_visits(one.tables, one.counted_as).set_index(["case", "visit"])["when"]
    shared = then[then.index.get_level_values("case").isin(now.index.get_level_values("case"))]
    return not shared.equals(now.reindex(shared.index))
