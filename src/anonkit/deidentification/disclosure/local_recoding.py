"""Local recoding: each class of people is coarsened only as far as it must, and stays readable."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.coding import CodedColumn, coded_columns
from anonkit.deidentification.disclosure.conditions import Conditions, Wanted
from anonkit.deidentification.disclosure.equivalence import (
    Codes,
    column_codes,
    combined,
    dense_codes,
)
from anonkit.deidentification.disclosure.inputs import require_columns, require_rows_once
from anonkit.deidentification.disclosure.peeling import Peeled, peel
from anonkit.deidentification.disclosure.recoded_labels import (
    Levels,
    common_levels,
    labels_frame,
    row_losses,
)
from anonkit.deidentification.hierarchies import ANY, Hierarchy
from anonkit.errors import AnonymityNotReached, SettingsError


@dataclass(frozen=True)
class LocalRecoding:
    """The labels chosen for each row, and who had to be left out."""

    labels: pd.DataFrame = field(repr=False)
    """The quasi-identifiers of the rows that stay, under their index labels."""
    left_out: tuple[int, ...]
    """The places of the rows that do not stay, from 0."""
    k_reached: int
    classes: int
    loss: float
    """From 0, everything told, to 1, nothing told; a row left out counts as 1."""
    rows_by_level: Mapping[str, tuple[int, ...]]
    """For each quasi-identifier, how many rows are told at each level from the finest on."""
    level_words: Mapping[str, tuple[str, ...]]
    loss_by_column: Mapping[str, float] = field(default_factory=dict)
    """For each quasi-identifier its share of what is lost, over the rows that stay."""

    def released(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame's rows that stay with their labels; no column is added, the frame is not changed."""
        return frame.loc[self.labels.index].assign(
            **{str(name): self.labels[name] for name in self.labels}
        )

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report; who was left out is counted only."""
        return {
            "left_out": len(self.left_out),
            "k_reached": self.k_reached,
            "classes": self.classes,
            "loss": self.loss,
            "rows_by_level": {name: list(rows) for name, rows in self.rows_by_level.items()},
            "level_words": {name: list(words) for name, words in self.level_words.items()},
        }


def recode_locally(
    frame: pd.DataFrame,
    hierarchies: Mapping[str, Hierarchy],
    k: int,
    *,
    maximum_suppression: float = 0.0,
    finest: Mapping[str, int] | None = None,
    bands: Mapping[str, float] | None = None,
    l: int = 1,  # noqa: E741 - its name in the literature
    t: float | None = None,
    sensitive: Sequence[str] = (),
    harmless: Collection[str] = (),
) -> LocalRecoding:
    """Labels at which every class of `frame` holds `k` different people, l and t, at little loss.

    `frame` has ``person``, a column for each hierarchy and each sensitive one. `bands` names columns
    of numbers whose bands fit their class, in steps of that size (``{"age": 1}`` may tell 31-37).
    People are left out last, and never more than the share `maximum_suppression`; where nothing
    holds, or nothing would be told of anybody, `AnonymityNotReached` says so with counts.
    """
    wanted = Wanted(k, l, t, tuple(sensitive), tuple(harmless))
    _refuse_bad_input(frame, hierarchies, wanted, bands or {})
    conditions = Conditions(frame, wanted)
    _refuse_too_few(conditions)
    columns = coded_columns(frame, hierarchies, finest or {})
    classes = _Classes(columns, conditions, peel(columns, len(frame), k, conditions.hold))
    classes.settle(maximum_suppression)
    labels, by_column = labels_frame(
        columns, classes.class_of_row, classes.levels, bands or {}, frame.index
    )
    _refuse_useless(labels, classes, maximum_suppression)
    losses = np.mean(list(by_column.values()), axis=0)
    return LocalRecoding(
        labels=labels,
        left_out=tuple(int(row) for row in classes.left_over),
        k_reached=_k_reached(labels, conditions.person_of_row[classes.kept]),
        classes=_class_count(labels),
        loss=round(float((losses.sum() + len(classes.left_over)) / len(frame)), 6),
        rows_by_level=classes.rows_by_level(),
        loss_by_column={name: round(float(part.mean()), 6) for name, part in by_column.items()},
        level_words={column.name: _words(hierarchies[column.name], column) for column in columns},
    )


class _Classes:
    """Classes that peeling made, and what becomes of the rows that it left over."""

    def __init__(
        self, columns: Sequence[CodedColumn], conditions: Conditions, peeled: Peeled
    ) -> None:
        self.columns = columns
        self.conditions = conditions
        self.class_of_row = peeled.class_of_row.copy()
        self.levels = _levels_of(peeled, len(columns))

    @property
    def left_over(self) -> Codes:
        """The rows without a class."""
        return np.flatnonzero(self.class_of_row < 0)

    @property
    def kept(self) -> Codes:
        """The rows with a class."""
        return np.flatnonzero(self.class_of_row >= 0)

    def settle(self, maximum_suppression: float) -> None:
        """Finds the rows left over a home in the coarsest classes, or leaves them out where allowed.

        They are left out only where that is allowed and costs less than what it spares the others.
        """
        rows = self.left_over
        if not len(rows):
            return
        losses = row_losses(self.columns, self.class_of_row, self.levels)
        home = self._home(rows, losses)
        if home is not None:
            members, levels = home
            merged = float(self._merged_loss(members, levels))
            if merged <= float(losses[members].sum()) or self._share_left_out() > (
                maximum_suppression
            ):
                self.class_of_row[members] = len(self.levels)
                self.levels = np.vstack([self.levels, levels])

    def _home(
        self, rows: Codes, losses: npt.NDArray[np.float64]
    ) -> tuple[Codes, npt.NDArray[np.int64]] | None:
        """The rows together with the fewest of the costliest classes that make one good class."""
        count = len(self.levels)
        kept = self.kept
        sums = np.bincount(self.class_of_row[kept], weights=losses[kept], minlength=count)
        sizes = np.bincount(self.class_of_row[kept], minlength=count)
        order = np.lexsort((np.arange(count), -sums / np.maximum(sizes, 1)))
        taken = 0
        while taken < count:
            taken = min(max(2 * taken, 1), count)
            merged = np.isin(self.class_of_row, order[:taken])
            merged[rows] = True
            members = np.flatnonzero(merged)
            levels = common_levels(self.columns, members)
            if levels is not None and self.conditions.hold(members, np.zeros_like(members)).all():
                return members, np.array(levels, dtype=np.int64)
        return None

    def _merged_loss(self, members: Codes, levels: npt.NDArray[np.int64]) -> float:
        classes = np.full(len(self.class_of_row), -1, dtype=np.int64)
        classes[members] = 0
        return float(row_losses(self.columns, classes, levels[None, :])[members].sum())

    def _share_left_out(self) -> float:
        people = self.conditions.person_of_row
        stay = len(np.unique(people[self.kept]))
        return 1 - stay / self.conditions.people

    def within(self, maximum_suppression: float) -> bool:
        """Whether no more people are left out than may be."""
        return self._share_left_out() <= maximum_suppression + 1e-12

    def people_left_out(self) -> int:
        """The people of whom no row stays."""
        return round(self._share_left_out() * self.conditions.people)

    def all_hold(self, labels: pd.DataFrame) -> bool:
        """Whether the labels as they are told make classes that hold, judged anew."""
        return bool(self.conditions.hold(self.kept, _codes_of(labels)).all())

    def rows_by_level(self) -> dict[str, tuple[int, ...]]:
        """For each column, the rows told at each level."""
        of_row = self.levels[self.class_of_row[self.kept]]
        return {
            column.name: tuple(np.bincount(of_row[:, place], minlength=column.levels).tolist())
            for place, column in enumerate(self.columns)
        }


def _levels_of(peeled: Peeled, columns: int) -> Levels:
    count = int(peeled.class_of_row.max()) + 1 if len(peeled.class_of_row) else 0
    levels = np.zeros((count, columns), dtype=np.int64)
    kept = np.flatnonzero(peeled.class_of_row >= 0)
    if len(kept):
        nodes = np.array(peeled.nodes, dtype=np.int64).reshape(-1, columns)
        levels[peeled.class_of_row[kept]] = nodes[peeled.node_of_row[kept]]
    return levels


def _codes_of(labels: pd.DataFrame) -> Codes:
    return dense_codes(combined([column_codes(labels[name]) for name in labels], len(labels)))


def _k_reached(labels: pd.DataFrame, people: Codes) -> int:
    pairs = pd.DataFrame({"class": _codes_of(labels), "person": people}).drop_duplicates()
    return int(np.bincount(pairs["class"].to_numpy()).min())


def _class_count(labels: pd.DataFrame) -> int:
    return int(_codes_of(labels).max()) + 1


def _words(hierarchy: Hierarchy, column: CodedColumn) -> tuple[str, ...]:
    first = hierarchy.levels - column.levels
    return tuple(hierarchy.describe(level) for level in range(first, hierarchy.levels))


def _refuse_bad_input(
    frame: pd.DataFrame,
    hierarchies: Mapping[str, Hierarchy],
    wanted: Wanted,
    bands: Mapping[str, float],
) -> None:
    if not hierarchies:
        raise SettingsError("no quasi-identifier is given, so there is nothing to recode.")
    if wanted.k < 1 or wanted.l < 1:
        raise SettingsError(f"k = {wanted.k} and l = {wanted.l}: both must be at least 1.")
    require_columns(frame, ["person", *hierarchies, *wanted.sensitive])
    require_rows_once(frame)
    unknown = [name for name in bands if name not in hierarchies or bands[name] <= 0]
    if unknown:
        raise SettingsError(
            f"{len(unknown)} bands cannot be fitted: {', '.join(sorted(unknown))}. A band needs a "
            "quasi-identifier's name and a step above 0."
        )


def _refuse_too_few(conditions: Conditions) -> None:
    wanted = conditions.wanted
    if conditions.people < wanted.k:
        raise AnonymityNotReached(
            f"k = {wanted.k} needs at least {wanted.k} people, and there are {conditions.people}. "
            "Choose more cases.",
            (f"people {conditions.people}", f"k wanted {wanted.k}"),
        )


def _refuse_useless(labels: pd.DataFrame, classes: _Classes, maximum_suppression: float) -> None:
    """Refuses what cannot be released, and what would tell nothing."""
    wanted = classes.conditions.wanted
    people = classes.conditions.people
    gone = classes.people_left_out()
    if not len(labels) or not classes.within(maximum_suppression):
        raise AnonymityNotReached(
            f"k = {wanted.k}, l = {wanted.l}, t = {wanted.t} leave {gone} of {people} people without "
            f"a class, and at most {maximum_suppression:.0%} may be left out. Ask for less, or "
            "choose more cases.",
            (f"people {people}", f"left out {gone}", f"k wanted {wanted.k}"),
        )
    if not classes.all_hold(labels):
        raise AnonymityNotReached(
            f"the classes made for k = {wanted.k}, l = {wanted.l}, t = {wanted.t} do not hold when "
            "they are measured again; nothing is released.",
            (f"people {people}", f"k wanted {wanted.k}"),
        )
    if (labels == ANY).to_numpy().all():
        raise AnonymityNotReached(
            f"with k = {wanted.k} nothing could be told of any of {people} people over "
            f"{', '.join(map(str, labels))}. Choose more cases, fewer fields, or coarser hierarchies.",
            (f"people {people}", f"k wanted {wanted.k}", "loss 1"),
        )
