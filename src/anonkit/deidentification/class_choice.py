"""How the quasi-identifiers are told: one level for all, or labels class by class, as the policy says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from anonkit.deidentification.disclosure import (
    Enforcement,
    LocalRecoding,
    enforce_k,
    hard_to_hide,
    recode_locally,
)
from anonkit.deidentification.policy import Policy
from anonkit.errors import AnonymityNotReached

NO_COMPLICATION: tuple[str, ...] = ("[]",)
"""What the case table says where nothing is recorded; it tells nothing about anybody."""

_OTHER_K = (2, 3, 5, 8, 11, 15, 20)
_MOST_ROWS_TRIED = 5_000


@dataclass(frozen=True)
class ClassChoice:
    """Levels or labels at which every class holds k people, and what was looked at."""

    levels: Mapping[str, int]
    label_by_quasi: Mapping[str, Mapping[str, str | None]] = field(repr=False)
    """Where labels are chosen class by class: by quasi-identifier and case the label."""
    left_out: frozenset[str]
    k_reached: int
    loss: float
    """From 0, everything told, to 1, nothing told."""
    loss_by_quasi: Mapping[str, float]
    level_words: Mapping[str, str]
    rows_by_words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """With local recoding, by quasi-identifier: how many rows are told how."""
    tried: tuple[tuple[float, float], ...] = ()
    """For other k: what would be kept, and the highest risk."""
    hard_to_hide: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report; who was left out is counted only."""
        return {
            "levels": dict(self.levels),
            "level_words": dict(self.level_words),
            "recoding": "local" if self.label_by_quasi else "global",
            "suppressed_cases": len(self.left_out),
            "k_reached": self.k_reached,
            "loss": self.loss,
            "loss_by_quasi": dict(self.loss_by_quasi),
        }


def choose_classes(
    people: pd.DataFrame, policy: Policy, k: int, *, explore: bool = True
) -> ClassChoice:
    """The labels at which k, l and t hold with the least lost; `AnonymityNotReached` where none do."""
    known = known_values(people, policy)
    if not _is_local(policy):
        return _global(known, policy, k)
    return _local(known, policy, k, explore=explore)


def _is_local(policy: Policy) -> bool:
    return policy.privacy.recoding == "local" and bool(policy.quasi_identifiers)


def known_values(people: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The frame with values that a hierarchy does not know made missing; they are told as missing."""
    changed = {}
    for name, hierarchy in policy.hierarchy_by_quasi.items():
        unknown = hierarchy.generalise(people[name], 0).isna() & people[name].notna()
        changed[name] = people[name].mask(unknown)
    return people.assign(**changed)


def _wanted(people: pd.DataFrame, policy: Policy) -> dict[str, Any]:
    privacy = policy.privacy
    return {
        "maximum_suppression": privacy.maximum_suppression,
        "l": privacy.l,
        "t": privacy.t,
        "sensitive": tuple(name for name in privacy.sensitive if name in people),
        "harmless": NO_COMPLICATION,
    }


def _global(people: pd.DataFrame, policy: Policy, k: int) -> ClassChoice:
    found: Enforcement = enforce_k(people, policy.hierarchy_by_quasi, k, **_wanted(people, policy))
    return ClassChoice(
        levels=dict(found.levels),
        label_by_quasi={},
        left_out=frozenset(found.suppressed_cases),
        k_reached=found.k_reached,
        loss=found.loss,
        loss_by_quasi={},
        level_words=dict(found.level_words),
        hard_to_hide=_hard_to_hide(people, policy, k),
    )


def _local(people: pd.DataFrame, policy: Policy, k: int, *, explore: bool) -> ClassChoice:
    found = _recoded(people, policy, k)
    rows_by_words = _rows_by_words(found)
    cases = people["case"].astype(str)
    stay = cases.loc[found.labels.index]
    labels = {
        str(name): {
            case: None if pd.isna(label) else str(label)
            for case, label in zip(stay, found.labels[name], strict=True)
        }
        for name in found.labels
    }
    return ClassChoice(
        levels=dict.fromkeys(policy.quasi_identifiers, 0),
        label_by_quasi=labels,
        left_out=frozenset(cases.iloc[list(found.left_out)]),
        k_reached=found.k_reached,
        loss=found.loss,
        loss_by_quasi=dict(found.loss_by_column),
        level_words=_level_words(rows_by_words),
        rows_by_words=rows_by_words,
        tried=_tried(people, policy, k, found) if explore else (),
        hard_to_hide=_hard_to_hide(people, policy, k) if explore else (),
    )


def _recoded(people: pd.DataFrame, policy: Policy, k: int) -> LocalRecoding:
    bands = {n: q.band for n, q in policy.quasi_identifiers.items() if q.band is not None}
    return recode_locally(
        people, policy.hierarchy_by_quasi, k, bands=bands, **_wanted(people, policy)
    )


def _rows_by_words(found: LocalRecoding) -> dict[str, dict[str, int]]:
    """For each quasi-identifier how many rows are told how, the finest first."""
    return {
        name: {
            said: count for said, count in zip(found.level_words[name], rows, strict=True) if count
        }
        for name, rows in found.rows_by_level.items()
    }


def _level_words(rows_by_words: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        name: f"{name.replace('_', ' ')}: "
        + ", ".join(f"{said} for {count}" for said, count in rows.items())
        for name, rows in rows_by_words.items()
    }


def _tried(
    people: pd.DataFrame, policy: Policy, k: int, found: LocalRecoding
) -> tuple[tuple[float, float], ...]:
    """What other k would keep, with the highest risk of each; the first is the choice itself."""
    tried = [(1 - found.loss, 1 / found.k_reached)]
    if len(people) > _MOST_ROWS_TRIED:
        return tuple(tried)
    for other in _OTHER_K:
        if other != k:
            try:
                one = _recoded(people, policy, other)
            except AnonymityNotReached:
                continue
            tried.append((1 - one.loss, 1 / one.k_reached))
    return tuple(tried)


def _hard_to_hide(people: pd.DataFrame, policy: Policy, k: int) -> tuple[Mapping[str, Any], ...]:
    """Who would be in a class of fewer than k people at the finest labels, by tag and case."""
    names = tuple(policy.quasi_identifiers)
    if not names or not len(people):
        return ()
    finest = people.assign(
        **{n: h.generalise(people[n], 0) for n, h in policy.hierarchy_by_quasi.items()}
    )
    tag = "tag" if "tag" in people else None
    return tuple(
        {**one.to_dict(), "case": str(people["case"].iloc[one.position])}
        for one in hard_to_hide(finest, names, k, tag=tag)
    )
