"""Everything said of a release's usefulness: exact for the sealed report, rounded for the recipient's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from anonkit.deidentification.context import Levels
from anonkit.deidentification.hierarchies import Hierarchy
from anonkit.deidentification.usefulness.distributions import (
    MarginalChange,
    PairChange,
    marginal_changes,
    pair_changes,
)
from anonkit.deidentification.usefulness.loss import InformationLoss, information_loss
from anonkit.deidentification.usefulness.questions import Answer, Share, clinic_questions
from anonkit.deidentification.usefulness.teaching_fields import LostFields

_CLINICAL = ("family", "product", "site", "complication")


@dataclass(frozen=True)
class ReleaseUsefulness:
    """What a release can still answer."""

    loss: InformationLoss
    marginals: tuple[MarginalChange, ...]
    pairs: tuple[PairChange, ...]
    answers: tuple[Answer, ...]
    lost: LostFields

    @property
    def is_useful(self) -> bool:
        """Whether what a set teaches by was kept in nearly all cases."""
        return self.lost.is_useful

    def to_sealed_dict(self) -> dict[str, Any]:
        """Every figure; for the sealed report alone."""
        return {
            "loss": asdict(self.loss),
            "marginals": [asdict(one) for one in self.marginals],
            "pairs": [{**asdict(one), "difference": one.difference} for one in self.pairs],
            "answers": [answer.to_dict() for answer in self.answers],
            "lost": {"had": dict(self.lost.had), "lost": dict(self.lost.lost)},
            "useful": self.is_useful,
        }

    def to_dict(self, threshold: int) -> dict[str, Any]:
        """For the recipient: rounded, and answers only where enough people stand on every side."""
        return {
            "loss": round(self.loss.gcp, 2),
            "loss_by_column": {name: round(n, 2) for name, n in self.loss.by_column.items()},
            "moved": {one.column: round(one.total_variation, 2) for one in self.marginals},
            "hang_together": [
                {
                    "columns": list(one.columns),
                    "before": round(one.association_before, 1),
                    "after": round(one.association_after, 1),
                }
                for one in self.pairs
            ],
            "answers": [_rounded(a) for a in self.answers if _may_be_told(a, threshold)],
            "lost": [
                {"field": name, "told_too_little": name in self.lost.too_often}
                for name in self.lost.had
            ],
            "useful": self.is_useful,
        }


def release_usefulness(
    people: pd.DataFrame,
    released: Sequence[str],
    hierarchy_by_quasi: Mapping[str, Hierarchy],
    levels: Levels,
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    lost: LostFields,
) -> ReleaseUsefulness:
    """The usefulness of a release of these cases, told at these levels or label by label.

    What coarsening cost is the loss. How far shares moved is what leaving people out did, so both
    sides are compared at one coarseness.

    `people` has a row a case of everybody who could have been released, before coarsening; `before` and
    `after` hold the rows that the clinic's questions are asked of.
    """
    columns = list(hierarchy_by_quasi)
    everybody = people[["case", *columns]].reset_index(drop=True)
    is_kept = everybody["case"].isin(released)
    shares = everybody.assign(
        **{
            name: hierarchy.generalise(everybody[name], levels.level_by_quasi[name])
            for name, hierarchy in hierarchy_by_quasi.items()
            if name not in levels.label_by_quasi
        }
    )
    kept = shares[is_kept].reset_index(drop=True)
    clinical = [
        name
        for name in _CLINICAL
        if all("treatments" in side and name in side["treatments"] for side in (before, after))
    ]
    told = [(shares, kept, columns)]
    if clinical:
        told.append((before["treatments"], after["treatments"], clinical))
    return ReleaseUsefulness(
        loss=information_loss(everybody, _as_told(kept, levels), columns),
        marginals=tuple(one for side in told for one in marginal_changes(*side)),
        pairs=tuple(one for side in told for one in pair_changes(*side)),
        answers=clinic_questions(before, after),
        lost=lost,
    )


def _as_told(kept: pd.DataFrame, levels: Levels) -> pd.DataFrame:
    """The released people with the labels of columns that were recoded case by case."""
    labels = {
        name: kept["case"].map(dict(by_case)) for name, by_case in levels.label_by_quasi.items()
    }
    return kept.assign(**labels)


def _may_be_told(answer: Answer, threshold: int) -> bool:
    """Whether people who were hit, and people who were not, are enough in both."""
    sides = [answer.before, *([answer.after] if answer.after else [])]
    return all(_is_wide(side, threshold) for side in sides)


def _is_wide(share: Share, threshold: int) -> bool:
    spared = share.people - share.people_hit
    return share.people_hit >= threshold and (share.of - share.hits == 0 or spared >= threshold)


def _rounded(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "group": answer.group,
        "before": _percent(answer.before),
        "after": None if answer.after is None else _percent(answer.after),
        "difference": None
        if answer.difference is None
        else f"{100 * answer.difference:+.0f} points",
    }


def _percent(share: Share) -> str:
    low, high = share.interval
    return f"{share.rate:.0%} ({low:.0%} to {high:.0%})"
