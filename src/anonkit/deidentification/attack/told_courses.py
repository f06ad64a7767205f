"""The courses of a release as arrays: for each case its visits in order, when and what, as far as told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.attack.release_view import CASE
from anonkit.deidentification.attack.times import is_time_column, month_step_of, told_time
from anonkit.deidentification.attack.vocabularies import told_column
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float32]
Masks = npt.NDArray[np.uint64]

MOST_VISITS = 24
_MOST_FAMILIES = 63
_FAMILY_NAMES = ("family", "service_family", "procedure", "treatment", "service", "product")
_TIME_NAMES = ("when", "treated_at", "starts_at", "date", "day")
_WEEKS = re.compile(r"(\d+) weeks?")
_REAL = 0.8
_ENDLESS = 1e6


@dataclass(frozen=True, repr=False)
class ToldCourses:
    """Padded by case and visit; padding has no family, so nothing fits it."""

    families: Masks
    first: Floats
    """Calendar stretch, days since `epoch`."""
    last: Floats
    low: Floats
    """Course stretch, days since the first visit."""
    high: Floats
    least_sum: Floats
    """Told gaps added up, at least and at most."""
    most_sum: Floats
    has_calendar: bool
    """Whether the calendar that is told is the true one."""
    vocabulary: Mapping[str, int]
    """The bit of each family; empty where the release tells none."""
    epoch: int

    @cached_property
    def all_families(self) -> Masks:
        """By case everything that was done."""
        return np.asarray(np.bitwise_or.reduce(self.families, axis=1))

    @cached_property
    def length(self) -> npt.NDArray[np.int64]:
        """By case how many visits are told."""
        return np.asarray((self.families != 0).sum(axis=1))

    @cached_property
    def has_course(self) -> bool:
        """Whether days since the first visit are told."""
        return bool(np.isfinite(self.low).any())

    @cached_property
    def has_gaps(self) -> bool:
        """Whether gaps are told beside the visits."""
        return bool((self.least_sum > 0).any())

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.families)


def family_column(world: World, visits: pd.DataFrame) -> str | None:
    """The told column that says what was done: the one with most of the true families in it."""
    return told_column(visits, world.truth.visits["family"], _FAMILY_NAMES)


def time_column(visits: pd.DataFrame) -> str | None:
    """The column that says when."""
    fitting = [str(n) for n in visits.columns if n != CASE and is_time_column(str(n), visits[n])]
    return min(
        fitting,
        key=lambda n: _TIME_NAMES.index(n) if n in _TIME_NAMES else len(_TIME_NAMES),
        default=None,
    )


def told_courses(world: World, visits: pd.DataFrame) -> ToldCourses | None:
    """The courses that a table of visits tells; ``None`` where it tells neither when nor what."""
    family, time = family_column(world, visits), time_column(visits)
    if not len(visits) or (family is None and time is None):
        return None
    vocabulary = _vocabulary(visits[family]) if family is not None else {}
    table = _by_visit(visits, family, time, vocabulary, world.place_of_case)
    epoch = (
        int(table["first"].replace(-np.inf, np.nan).min())
        if np.isfinite(table["first"]).any()
        else 0
    )
    padded = _padded(table, len(world.case_names), epoch)
    is_true = bool(np.isfinite(table["first"]).any()) and _is_true_calendar(table, world)
    if not is_true:
        padded = _as_course(padded)
    least, most = _told_gaps(world, padded.pop("number"))
    return ToldCourses(
        **padded,
        least_sum=least,
        most_sum=most,
        has_calendar=is_true,
        vocabulary=vocabulary,
        epoch=epoch,
    )


def _vocabulary(column: pd.Series) -> dict[str, int]:
    counts = column.dropna().astype(str).str.casefold().value_counts()
    order = sorted(counts.index, key=lambda word: (-counts[word], word))
    return {word: min(place, _MOST_FAMILIES - 1) for place, word in enumerate(order)}


def _by_visit(
    visits: pd.DataFrame,
    family: str | None,
    time: str | None,
    vocabulary: Mapping[str, int],
    place_of_case: Mapping[str, int],
) -> pd.DataFrame:
    """A row a visit: place of the case, families as bits, stretches."""
    frame = pd.DataFrame({"case": visits[CASE].map(place_of_case).to_numpy()})
    step = month_step_of(visits[time]) if time is not None else 1
    told = [told_time(_plain(t), step) for t in visits[time]] if time is not None else []
    for name in ("first", "last", "low", "high"):
        default = -np.inf if name in ("first", "low") else np.inf
        frame[name] = [getattr(one, name) for one in told] or default
    if family is None:
        frame["families"] = np.uint64(1)
    else:
        bits = [vocabulary.get(str(word).casefold()) for word in visits[family]]
        frame["families"] = np.array(
            [(1 << 64) - 1 if bit is None else 1 << bit for bit in bits], dtype=np.uint64
        )
    frame["key"] = _visit_keys(frame, visits)
    number = frame["key"] if "visit" in visits else pd.Series("", index=frame.index)
    frame["order"] = pd.to_numeric(number, errors="coerce").fillna(0).to_numpy()
    frame = frame.dropna(subset=["case"])
    return (
        frame.groupby(["case", "key"], sort=False)
        .agg(
            families=("families", _all_bits),
            first=("first", "max"),
            last=("last", "min"),
            low=("low", "max"),
            high=("high", "min"),
            order=("order", "first"),
        )
        .reset_index()
        .sort_values(["case", "order", "first", "low"], kind="stable", ignore_index=True)
    )


def _visit_keys(frame: pd.DataFrame, visits: pd.DataFrame) -> pd.Series:
    """Rows of one visit: by its number, else by its day; by a month alone nobody can tell, so each is its own."""
    rows = pd.Series(range(len(frame)), dtype=str)
    if "visit" in visits:
        number = visits["visit"].reset_index(drop=True)
        return number.where(number.notna(), pd.Series([f"row {row}" for row in rows])).astype(str)
    day = frame["first"].where((frame["first"] == frame["last"]) & np.isfinite(frame["first"]))
    return pd.Series([f"day {each}" for each in day]).where(day.notna(), rows)


def _all_bits(column: pd.Series) -> int:
    return int(np.bitwise_or.reduce(column.to_numpy(dtype=np.uint64)))


def _plain(text: object) -> str | None:
    return text if isinstance(text, str) else None


def _padded(table: pd.DataFrame, cases: int, epoch: int) -> dict[str, npt.NDArray[Any]]:
    place = table["case"].astype(int).to_numpy()
    number = table.groupby("case").cumcount().to_numpy()
    kept = number < MOST_VISITS
    shape = (cases, int(number[kept].max()) + 1 if kept.any() else 1)
    made: dict[str, npt.NDArray[Any]] = {"families": np.zeros(shape, dtype=np.uint64)}
    made["families"][place[kept], number[kept]] = table["families"].to_numpy(dtype=np.uint64)[kept]
    made["number"] = np.zeros(shape, dtype=np.int64)
    made["number"][place[kept], number[kept]] = table["order"].to_numpy(dtype=np.int64)[kept]
    for name in ("first", "last", "low", "high"):
        start = -np.inf if name in ("first", "low") else np.inf
        made[name] = np.full(shape, start, dtype=np.float32)
        values = table[name].to_numpy(dtype=np.float64) - (
            epoch if name in ("first", "last") else 0
        )
        made[name][place[kept], number[kept]] = values[kept]
    return made


def _is_true_calendar(table: pd.DataFrame, world: World) -> bool:
    """Whether people were truly seen in the stretches told; else dates were moved, and only gaps may hold."""
    days = true_days(world)
    hits = tried = 0
    for case, first, last in zip(
        table["case"].astype(int), table["first"], table["last"], strict=True
    ):
        owner = int(world.owners[case])
        if owner in days and np.isfinite(first):
            tried += 1
            hits += bool(((days[owner] >= first) & (days[owner] <= last)).any())
        if tried >= 2000:
            break
    return tried > 0 and hits >= _REAL * tried


def true_days(world: World) -> dict[int, npt.NDArray[np.int64]]:
    """By place of the person the true days, as ordinals."""
    visits = world.truth.visits
    days = pd.to_datetime(visits["day"].astype(str).str[:10], errors="coerce")
    known = days.notna()
    ordinal = (days[known] - pd.Timestamp(1, 1, 1)).dt.days + 1 if known.any() else days[known]
    place = visits.loc[known, "person"].astype(str).map(world.place_of_person)
    return {int(p): np.unique(part.to_numpy(dtype=np.int64)) for p, part in ordinal.groupby(place)}


def _as_course(padded: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Moved dates still tell gaps: days since the first of them."""
    first, last = padded["first"], padded["last"]
    has = np.isfinite(first)
    start = np.where(has, first, np.inf).min(axis=1, keepdims=True)
    reach = np.where(has & (first == start), last, -np.inf).max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        low = np.where(has, np.maximum(first - reach, 0), padded["low"])
        high = np.where(has, last - start, padded["high"])
    return {
        **padded,
        "first": np.full_like(first, -np.inf),
        "last": np.full_like(last, np.inf),
        "low": low.astype(np.float32),
        "high": high.astype(np.float32),
    }


def _told_gaps(world: World, numbers: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Gaps told beside the visits, as in ``intervals`` of a release by years, added up to each visit.

    `numbers` are the visits' numbers, 0 where none is told; a gap that is not told is endless.
    """
    least = np.zeros(numbers.shape, dtype=np.float32)
    most = np.arange(numbers.shape[1], dtype=np.float32) * _ENDLESS + np.zeros_like(least)
    if "intervals" not in world.release.cases:
        return least, most
    for case, text in enumerate(world.release.cases["intervals"]):
        gaps = json.loads(text) if isinstance(text, str) and text.startswith("[") else []
        own = numbers[case][numbers[case] > 0]
        if not len(own) or (np.diff(own) <= 0).any():
            continue
        low, high = _added_up(gaps, int(own.max()))
        least[case, : len(own)], most[case, : len(own)] = low[own - 1], high[own - 1]
    return least, most


def _added_up(gaps: list[Any], visits: int) -> tuple[Floats, Floats]:
    """From the first visit to each, at least and at most."""
    low = np.zeros(visits, dtype=np.float32)
    high = np.full(visits, _ENDLESS, dtype=np.float32)
    high[0] = 0
    for place, gap in enumerate(gaps[: visits - 1], start=1):
        found = _WEEKS.fullmatch(gap) if isinstance(gap, str) else None
        if found:
            low[place], high[place] = max(int(found[1]) * 7 - 4, 0), int(found[1]) * 7 + 4
    return low.cumsum(), high.cumsum()
