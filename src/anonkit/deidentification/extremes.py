"""Extremes that few people have: the highest sums and rare products are told together, rare lots not at all.

Visits at which something rare was done, and those that make a course longer than k people's, are named
for whoever cuts courses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from anonkit.deidentification.operators import Generalise
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.told_tables import Tables
from anonkit.model import TABLES

_BANDED = ("money", "count")
_PRODUCT, _FAMILY = "product", "family"
_RARE: Mapping[str, tuple[str, ...]] = {"lot": (), "service_family": ("service",)}
"""What is not told where it is rare, each with the fields that say the same in other words."""
_START = re.compile(r"(?P<minus>minus )?(?P<start>\d+)")


def without_extremes(
    tables: Tables, policy: Policy, counted_as: Mapping[str, str], k: int
) -> dict[str, pd.DataFrame]:
    """The tables with the highest bands and rare products joined until k people have them, and no rarer lots."""
    told = dict(tables)
    for table, operators in policy.operators.items():
        frame = told.get(table)
        if frame is None or "case" not in frame:
            continue
        people = frame["case"].map(lambda case: counted_as.get(str(case), str(case)))
        changed = {}
        for name, operator in operators.items():
            column = operator.column_name(TABLES[table].field_by_name[name])
            if column not in frame or not operator.keeps_column:
                continue
            if isinstance(operator, Generalise) and operator.hierarchy in _BANDED:
                changed[column] = joined_bands(frame[column], people, k)
            elif name == _PRODUCT and _FAMILY in frame:
                changed[column] = joined_products(frame[column], frame[_FAMILY], people, k)
            elif name in _RARE:
                changed[column] = without_rare(frame[column], people, k)
                is_gone = frame[column].notna() & changed[column].isna()
                for other in (other for other in _RARE[name] if other in frame):
                    changed[other] = frame[other].mask(is_gone)
        told[table] = frame.assign(**changed)
    return told


def joined_bands(bands: pd.Series, people: pd.Series, k: int) -> pd.Series:
    """The bands with the highest joined until at least k people are in the last; ``500 or more``.

    Sums below zero are joined among themselves. Where fewer than k people have any, none is told.
    """
    told = bands.copy()
    found = bands.dropna().astype(str).map(_START.match)
    for minus in ("", "minus "):
        rows = found[[m is not None and (m["minus"] or "") == minus for m in found]]
        starts = rows.map(lambda m: int(m["start"]))
        lowest = _last_start(starts, people, k)
        if lowest is None:
            told[starts.index] = None
            continue
        top = starts.index[starts >= lowest]
        if len(set(told[top])) > 1:
            told[top] = f"{minus}{lowest} or more"
    return told


def _last_start(starts: pd.Series, people: pd.Series, k: int) -> int | None:
    """The highest start of a band at or above which k people are."""
    for start in sorted(starts.unique(), reverse=True):
        if people[starts.index[starts >= start]].nunique() >= k:
            return int(start)
    return None


def joined_products(
    products: pd.Series, families: pd.Series, people: pd.Series, k: int
) -> pd.Series:
    """Products that fewer than k people had as ``another dermal filler``, by procedure family.

    Joined with the next rarest of the family until k people share the words; where its products have
    fewer people together, or no family is told, none is told.
    """
    told = without_rare(products.where(families.isna()), people, k)
    for family, rows in products[families.notna()].dropna().groupby(families):
        bearers = people[rows.index].groupby(rows).agg(set)
        joined: set[str] = set()
        had: set[str] = set()
        for product in sorted(bearers.index, key=lambda word: (len(bearers[word]), word)):
            if len(bearers[product]) >= k and (not joined or len(had) >= k):
                break
            joined.add(product)
            had |= bearers[product]
        words = f"another {family}" if len(had) >= k else None
        told[rows.index] = rows.mask(rows.isin(list(joined)), words)
    return told


def without_rare(values: pd.Series, people: pd.Series, k: int) -> pd.Series:
    """The values that at least k people have; the others are left out."""
    had_by = people.groupby(values).nunique()
    rare = set(had_by.index[had_by < k])
    return values.mask(values.isin(list(rare)))


def rare_visits(visits: pd.DataFrame, k: int) -> dict[str, tuple[str, ...]]:
    """By case the visits, by number, at which something was done that fewer than k people had.

    `visits` are `told_visits`.
    """
    people: dict[str, set[str]] = defaultdict(set)
    families = [str(words).split("; ") if words else [] for words in visits["families"]]
    for person, words in zip(visits["person"], families, strict=True):
        for word in words:
            people[word].add(str(person))
    rare = {word for word, had in people.items() if len(had) < k}
    # A plain empty list would choose no columns instead of no rows.
    is_rare = [bool(rare & set(words)) for words in families]
    return _by_case(visits[pd.Series(is_rare, index=visits.index, dtype=bool)])


def longest_visits(visits: pd.DataFrame, k: int) -> dict[str, tuple[str, ...]]:
    """By case the last visits, by number, of whoever has more than all but k - 1 people have.

    `visits` are `told_visits`.
    """
    counts = visits.groupby(["person", "case"])["visit"].count()
    most = counts.groupby(level="person").max().sort_values(ascending=False)
    if len(most) < k:
        return {}
    place = visits.groupby("case").cumcount()
    return _by_case(visits[place >= int(most.iloc[k - 1])])


def _by_case(visits: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {str(case): tuple(part["visit"]) for case, part in visits.groupby("case")}
