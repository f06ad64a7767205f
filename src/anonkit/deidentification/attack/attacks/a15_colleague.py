"""A15: a colleague remembers one treatment: product, month, place on the body, how it went, and one remark."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult, score_interval
from anonkit.deidentification.attack.fitting import Bits, Codes, pack
from anonkit.deidentification.attack.fitting import has_bit as holds
from anonkit.deidentification.attack.release_view import CASE
from anonkit.deidentification.attack.times import told_time
from anonkit.deidentification.attack.told_courses import time_column, told_courses
from anonkit.deidentification.attack.vocabularies import told_column
from anonkit.deidentification.attack.world import World

_WORD = re.compile(r"[^\W\d_]{5,}")
_REMEMBERED = 3
_FIELDS = ("product", "family", "site")


def _run(world: World) -> AttackResult:
    memories = _memories(world)
    if not len(memories) or not world.knows_owners:
        return ATTACK.nothing("the records know of no treatment of anybody released")
    people = memories["place"].to_numpy(dtype=np.int64)
    own = world.own_case[people]
    fields = _fields_bits(world, memories)
    remark = _remark_bits(world, memories)
    figures = {}
    for name, bits in (("fields", fields), ("remark", remark)):
        figures[f"alone_by_{name}"] = float(((_people(world, bits) == 1) & holds(bits, own)).mean())
    both = fields & remark
    count, mine = _people(world, both), holds(both, own)
    alone = (count == 1) & mine
    return ATTACK.result(
        int(alone.sum()),
        len(people),
        control=float((count - mine == 1).mean()),
        baseline=1 / max(world.records.count, 1),
        passed=_holds(int(alone.sum()), len(people), world),
        line=(
            f"at most {world.settings.maximum_found:.0%} found; of {world.settings.few} people or more at "
            "the interval's upper end"
        ),
        figures=figures,
        findings=world.findings(
            people[alone], "a colleague knows whose case it is", "visits and notes"
        ),
    )


def _holds(hits: int, tried: int, world: World) -> bool:
    """Of few the share itself: the interval's upper end says what other clinics may expect, and none would pass."""
    share = hits / tried if tried < world.settings.few else score_interval(hits, tried)[1]
    return share <= world.settings.maximum_found


def _people(world: World, bits: Bits) -> Codes:
    return world.records.people_in(bits)


def _memories(world: World) -> pd.DataFrame:
    """One treatment of each person released, drawn by chance."""
    visits = world.truth.visits.copy()
    visits["place"] = visits["person"].astype(str).map(world.place_of_person)
    visits = visits.dropna(subset=["place"])
    visits = visits[
        np.isin(visits["place"].astype(int), world.targets[world.own_case[world.targets] >= 0])
    ]
    chance = world.draw("memories").random(len(visits))
    return visits.iloc[chance.argsort(kind="stable")].drop_duplicates("place").sort_values("place")


def _fields_bits(world: World, memories: pd.DataFrame) -> Bits:
    """For each memory the cases in which one row tells product, site and month, and somewhere the outcome."""
    visits = world.release.visits
    rows = _Rows(world)
    outcome = _outcome_cases(world)
    anything = np.ones(world.records.count, dtype=bool)
    made: dict[tuple[object, ...], Bits] = {}
    found = []
    for memory in memories.itertuples(index=False):
        words = tuple(_lower(getattr(memory, name)) for name in _FIELDS)
        month, result = str(memory.day)[:7], _lower(memory.outcome)
        key = (*words, month, result)
        if key not in made:
            cases = rows.cases(words, month) if len(visits) else anything
            if result and result in outcome:
                cases = cases & outcome[result]
            made[key] = pack(cases)
        found.append(made[key])
    return np.vstack(found)


def _lower(value: object) -> str:
    return value.casefold() if isinstance(value, str) else ""


class _Rows:
    """The rows of the told visits, by the words a colleague remembers."""

    def __init__(self, world: World) -> None:
        visits = world.release.visits
        self._count = world.records.count
        self._case = visits[CASE].map(world.place_of_case).to_numpy(dtype=np.int64)
        self._places: list[Mapping[str, Codes] | None] = []
        for name in _FIELDS:
            column = told_column(visits, world.truth.visits[name], (name,)) if len(visits) else None
            self._places.append(None if column is None else _rows_by_word(visits[column]))
        courses = told_courses(world, visits)
        time = time_column(visits) if courses is not None and courses.has_calendar else None
        told = [told_time(t if isinstance(t, str) else None) for t in visits[time]] if time else []
        self._first = np.array([one.first for one in told])
        self._last = np.array([one.last for one in told])

    def cases(self, words: tuple[str, ...], month: str) -> np.ndarray:
        """The cases with a row that may be the one remembered."""
        fits = np.ones(len(self._case), dtype=bool)
        for word, places in zip(words, self._places, strict=True):
            if places is not None and word and (word in places):
                here = np.zeros(len(fits), dtype=bool)
                here[places[word]] = True
                here[places.get("", [])] = True
                fits &= here
        if len(self._first):
            known = told_time(month)
            fits &= (self._first <= known.last) & (self._last >= known.first)
        found = np.zeros(self._count, dtype=bool)
        found[self._case[fits]] = True
        return found


def _rows_by_word(column: pd.Series) -> Mapping[str, Codes]:
    """Rows by the word they tell; under nothing those that tell none."""
    words = column.map(_lower).reset_index(drop=True)
    return {str(word): part.index.to_numpy() for word, part in words.groupby(words)}


def _outcome_cases(world: World) -> dict[str, np.ndarray]:
    """By outcome the cases that tell it anywhere in a table."""
    wanted = {_lower(word) for word in world.truth.visits["outcome"].dropna().unique()} - {""}
    found: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(world.records.count, dtype=bool))
    if not wanted:
        return found
    for path, cases in world.release.case_of_told.items():
        places = cases.map(world.place_of_case)
        for name in world.release.told[path].columns:
            column = world.release.told[path][name].map(_lower)
            hits = column.isin(wanted) & places.notna()
            for word, part in places[hits].groupby(column[hits]):
                found[str(word)][part.astype(int).to_numpy()] = True
    return found


def _remark_bits(world: World, memories: pd.DataFrame) -> Bits:
    """For each person the cases whose texts hold the rarest words of one remark that was made of them."""
    told = _cases_by_word(world)
    texts = world.truth.texts
    written = dict(tuple(texts.groupby(texts["person"].astype(str))["text"])) if len(texts) else {}
    bearers = Counter(
        word for part in written.values() for word in {w for t in part for w in _words(t)}
    )
    draw = world.draw("remark")
    everything = pack(np.ones(world.records.count, dtype=bool))
    found = []
    for person in memories["person"].astype(str):
        own = written.get(person)
        if own is None:
            found.append(everything)
            continue
        remark = own.iloc[int(draw.integers(len(own)))]
        known = sorted({w for w in _words(remark) if w in told}, key=lambda w: (bearers[w], w))
        found.append(np.bitwise_and.reduce([told[w] for w in known[:_REMEMBERED]] or [everything]))
    return np.vstack(found)


def _cases_by_word(world: World) -> dict[str, Bits]:
    flags: dict[str, np.ndarray] = {}
    texts = world.release.texts
    for case, text in zip(texts[CASE], texts["text"], strict=True):
        place = world.place_of_case.get(str(case))
        for word in _words(text) if place is not None else ():
            if word not in flags:
                flags[word] = np.zeros(world.records.count, dtype=bool)
            flags[word][place] = True
    return {word: pack(each) for word, each in flags.items()}


def _words(text: str) -> Iterable[str]:
    return {word.casefold() for word in _WORD.findall(text)}


ATTACK = Attack(
    "A15",
    "the colleague",
    "of one treatment the product, month and site, how it went, and three words of one remark",
    "share of people whom exactly one case fits, and it is theirs",
    _run,
)
