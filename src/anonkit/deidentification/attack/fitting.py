"""Which records fit what is known of somebody: one bit a record, for every value of every known column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.attack.labels import as_number, region_of
from anonkit.deidentification.hierarchies import available_hierarchies
from anonkit.deidentification.hierarchies.base import Step

Bits = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CHUNK = 1024
"""So many people are looked at together."""


def codes_of(column: pd.Series) -> tuple[Codes, list[str | None]]:
    """A column of text as numbers, and the texts; missing is one of them."""
    codes, found = pd.factorize(column, use_na_sentinel=False)
    return codes.astype(np.int64), [None if pd.isna(value) else str(value) for value in found]


@cache
def coarser_labels(value: str) -> frozenset[str]:
    """Everything that a step of one of our hierarchies would say of a value, in lower case."""
    said = (step(value) for step in _steps())
    return frozenset(label.casefold() for label in said if label is not None)


@cache
def _steps() -> tuple[Step, ...]:
    found = available_hierarchies().values()
    return tuple(step for hierarchy in found for _, step in hierarchy.steps)


def fitting_matrix(
    labels: Sequence[str | None],
    values: Sequence[str | None],
    own: Mapping[str, Any] | None = None,
) -> Flags:
    """For each label and each true value, whether the label may stand for the value.

    Nobody knows a missing value, so it fits everything. `own` names the values of labels that only
    this release has.
    """
    numbers = np.array([_number(value) for value in values])
    places = _places(values, own or {})
    is_missing = np.array([value is None for value in values], dtype=bool)
    matrix = np.zeros((len(labels), len(values)), dtype=bool)
    for row, label in enumerate(labels):
        matrix[row] = _fits(label, numbers, places, values)
    return np.asarray(matrix | is_missing)


def _fits(
    label: str | None,
    numbers: npt.NDArray[np.float64],
    places: Mapping[str, list[int]],
    values: Sequence[str | None],
) -> Flags:
    region = region_of(label)
    if region.is_anything:
        return np.ones(len(values), dtype=bool)
    fits = np.zeros(len(values), dtype=bool)
    for word in region.words:
        fits[places.get(word, [])] = True
    if region.low is not None and region.high is not None:
        above = numbers > region.low if region.is_low_open else numbers >= region.low
        below = numbers < region.high if region.is_high_open else numbers <= region.high
        fits |= above & below
    if region.beginning:
        fits |= np.array(
            [bool(v) and str(v).casefold().startswith(region.beginning) for v in values]
        )
    return fits


def _number(value: str | None) -> float:
    """The value as a number; of a date its year."""
    found = as_number(value)
    if found is None and value is not None and len(value) >= 10 and value[:4].isdigit():
        return float(value[:4])
    return np.nan if found is None else found


def _places(values: Sequence[str | None], own: Mapping[str, Any]) -> dict[str, list[int]]:
    """From a word in lower case to the values it may stand for."""
    labels_of = defaultdict(set)
    for label, members in own.items():
        for member in members:
            labels_of[str(member).casefold()].add(label.casefold())
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if value is None:
            continue
        plain = value.casefold()
        beginnings = {plain[:length] for length in (4, 7, 10)} if _is_date(plain) else set()
        for word in {plain, *coarser_labels(value), *labels_of[plain], *beginnings}:
            places[word].append(place)
    return places


def _is_date(text: str) -> bool:
    return len(text) >= 7 and text[:4].isdigit() and text[4] == "-"


@dataclass(frozen=True, repr=False)
class KnownColumn:
    """One column somebody knows, against what the release tells of it."""

    name: str
    told: str
    """The release's column."""
    label_of_case: Codes
    value_of_person: Codes
    matrix: Flags
    """For each label and each true value, whether they fit."""
    bits: Bits
    """For each true value the records that fit it."""
    share_fitting: npt.NDArray[np.float64]
    """For each true value the share of records that fit it: what agreement by chance is worth."""


def known_column(
    name: str,
    told_name: str,
    told: pd.Series,
    truth: pd.Series,
    owners: Codes,
    own: Mapping[str, Any] | None = None,
) -> KnownColumn:
    """The column as bits; a label that nothing explains is read as the values its own records have.

    `owners` are places in `truth`, -1 where nobody said whose a record is.
    """
    label_of_case, labels = codes_of(told)
    value_of_person, values = codes_of(truth)
    matrix = fitting_matrix(labels, values, own)
    sure = owners >= 0
    pairs = (label_of_case[sure], value_of_person[owners[sure]])
    explained = pd.Series(matrix[pairs]).groupby(pairs[0]).mean()
    for label in explained.index[explained < 0.5]:
        matrix[label, pairs[1][pairs[0] == label]] = True
    bits = np.vstack([pack(matrix[label_of_case, value]) for value in range(len(values))])
    shares = np.bitwise_count(bits).sum(axis=1) / max(len(label_of_case), 1)
    return KnownColumn(name, told_name, label_of_case, value_of_person, matrix, bits, shares)


def pack(flags: Flags) -> Bits:
    """Flags as bits, padded to whole words."""
    padded = np.zeros(-(-len(flags) // 64) * 64, dtype=bool)
    padded[: len(flags)] = flags
    return np.packbits(padded, bitorder="little").view(np.uint64)


def unpack(bits: Bits, count: int) -> Flags:
    """Rows of bits as flags."""
    return np.unpackbits(bits.view(np.uint8), axis=-1, count=count, bitorder="little").astype(bool)


def has_bit(bits: Bits, places: Codes) -> Flags:
    """For each row, whether its place is set; never where the place is negative."""
    safe = np.maximum(places, 0)
    words = bits[np.arange(len(bits)), safe // 64]
    found = (words >> (safe % 64).astype(np.uint64)) & np.uint64(1)
    return np.asarray((found == 1) & (places >= 0))


@dataclass(frozen=True, repr=False)
class Records:
    """The records of a release as places of bits, and which of them are one person's."""

    count: int
    twins: tuple[Codes, ...] = ()
    """Places of records that are of one person, where somebody has several."""

    def people_in(self, bits: Bits) -> Codes:
        """For each row of bits, how many people they are."""
        found: Codes = np.bitwise_count(bits).sum(axis=1).astype(np.int64)
        for places in self.twins:
            mine = np.column_stack([has_bit(bits, np.full(len(bits), p)) for p in places]).sum(
                axis=1
            )
            found -= np.maximum(mine - 1, 0)
        return found


@dataclass(frozen=True, repr=False)
class Linkage:
    """For each target, how many people fit what is known, and whether the right one is among them."""

    people: Codes
    holds_own: Flags

    @property
    def is_right_alone(self) -> Flags:
        """One fits, and it is the right one."""
        return np.asarray((self.people == 1) & self.holds_own)

    @property
    def is_wrong_alone(self) -> Flags:
        """Without the target's own record exactly one person fits: somebody would be named, wrongly."""
        return np.asarray(self.people - self.holds_own == 1)


def fitting_bits(columns: Sequence[KnownColumn], people: Codes, count: int) -> Bits:
    """For each of these people, the records that fit all columns."""
    words = -(-count // 64)
    bits = np.tile(pack(np.ones(count, dtype=bool)), (len(people), 1)).reshape(len(people), words)
    for column in columns:
        bits &= column.bits[column.value_of_person[people]]
    return bits


def chunks(people: Codes) -> Iterator[slice]:
    """The people in turns that fit into memory."""
    for start in range(0, len(people), CHUNK):
        yield slice(start, start + CHUNK)


def linkage(
    columns: Sequence[KnownColumn], people: Codes, own_case: Codes, records: Records
) -> Linkage:
    """Every target against every record; `own_case` is a record of each target, -1 for none."""
    found = np.zeros(len(people), dtype=np.int64)
    holds = np.zeros(len(people), dtype=bool)
    for part in chunks(people):
        bits = fitting_bits(columns, people[part], records.count)
        found[part] = records.people_in(bits)
        holds[part] = has_bit(bits, own_case[part])
    return Linkage(found, holds)
