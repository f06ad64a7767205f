"""Which cases fit a few visits that somebody knows of: families, calendar and gaps, in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.attack.fitting import Codes, Flags
from anonkit.deidentification.attack.told_courses import Floats, Masks, ToldCourses

_TURN = 30_000
_FIRST_ROUND = 4
_BUCKET = 30.0
_MOST_BUCKETS = 14
_BUCKETS = 1 << 12
_OPEN = _BUCKETS - 1
_ENDLESS_DAYS = 1e5


@dataclass(frozen=True, repr=False)
class KnownVisits:
    """For each target the visits known of them, padded on the right by masks of nothing."""

    families: Masks
    first: Floats
    last: Floats
    least_gap: Floats
    """Between a visit and the one before it."""
    most_gap: Floats

    def of(self, rows: Codes) -> KnownVisits:
        """What is known of some of the targets."""
        return KnownVisits(*(getattr(self, name)[rows] for name in self.__annotations__))


@dataclass(frozen=True)
class CourseMatches:
    """For each target whether the own case fits, and how many others do: none, one, or two and more."""

    own_fits: Flags
    others: Codes


def fits(known: KnownVisits, courses: ToldCourses, cases: Codes) -> Flags:
    """Row by row, whether a case may hold the known visits, one after the other.

    A visit fits where its families are told there (or nothing is), its calendar stretch meets the one
    told, and the gap to the known visit before meets what the release tells of that gap.
    """
    found = np.zeros(len(cases), dtype=bool)
    wanted = np.bitwise_or.reduce(known.families, axis=1)
    rows = np.flatnonzero((courses.all_families[cases] & wanted) == wanted)
    # Short courses together: padding would be most of the work.
    rows = rows[courses.length[cases[rows]].argsort(kind="stable")]
    for turn in _turns(rows, _TURN):
        width = int(courses.length[cases[turn]].max(initial=1))
        found[turn] = _fit_in_order(known.of(turn), courses, cases[turn], width)
    return found


def _fit_in_order(known: KnownVisits, courses: ToldCourses, cases: Codes, width: int) -> Flags:
    here = _here(known, courses, cases, width)
    alive = np.logical_and.reduce([each.any(axis=1) for each in here])
    rows = np.flatnonzero(alive)
    reached = here[0][rows]
    gaps = _Gaps.of(courses, cases[rows], width)
    for step in range(1, len(here)):
        is_known = known.families[rows, step] != 0
        after = gaps.after(reached, known.least_gap[rows, step], known.most_gap[rows, step])
        reached = np.where(is_known[:, None], after & here[step][rows], reached)
    found = np.zeros(len(cases), dtype=bool)
    found[rows] = reached.any(axis=1)
    return found


def _here(known: KnownVisits, courses: ToldCourses, cases: Codes, width: int) -> list[Flags]:
    """For each known visit the told visits it may be; where none is known any may be."""
    own = courses.families[cases, :width]
    is_there = own != 0
    found = []
    for step in range(known.families.shape[1]):
        wanted = known.families[:, step, None]
        meets = ((own & wanted) == wanted) & is_there
        if courses.has_calendar:
            meets &= known.first[:, step, None] <= courses.last[cases, :width]
            meets &= known.last[:, step, None] >= courses.first[cases, :width]
        found.append(meets | (wanted == 0))
    return found


@dataclass(frozen=True, repr=False)
class _Gaps:
    """What is told of the gaps between the visits of some cases, side by side."""

    stretches: tuple[tuple[Floats, Floats], ...]
    """Where each visit lies, at the earliest and at the latest: in the calendar, in the course."""
    sums: tuple[Floats, Floats] | None
    """Told gaps added up."""
    width: int
    """How many visits stand side by side."""

    @classmethod
    def of(cls, courses: ToldCourses, cases: Codes, width: int) -> _Gaps:
        pairs = (("low", "high", courses.has_course), ("first", "last", courses.has_calendar))
        stretches = tuple(
            (getattr(courses, one)[cases, :width], getattr(courses, two)[cases, :width])
            for one, two, is_told in pairs
            if is_told
        )
        if not courses.has_gaps:
            return cls(stretches, None, width)
        sums = (courses.least_sum[cases, :width], courses.most_sum[cases, :width])
        return cls(stretches, sums, width)

    def after(self, reached: Flags, least_gap: Floats, most_gap: Floats) -> Flags:
        """Visits that may come after one already reached, at the gap that is known."""
        found = np.zeros_like(reached)
        for before in range(reached.shape[1] - 1):
            rows = np.flatnonzero(reached[:, before])
            if len(rows):
                found[rows, before + 1 :] |= self._meet(
                    rows, before, least_gap[rows, None], most_gap[rows, None]
                )
        return found

    def _meet(self, rows: Codes, before: int, least_gap: Floats, most_gap: Floats) -> Flags:
        at, later = slice(before, before + 1), slice(before + 1, None)
        meets: Flags | None = None
        with np.errstate(invalid="ignore"):
            for low, high in self.stretches:
                # Endless less endless is nothing told, and nothing told meets every gap.
                here = ~(low[rows, later] - high[rows, at] > most_gap)
                here &= ~(high[rows, later] - low[rows, at] < least_gap)
                meets = here if meets is None else meets & here
            if self.sums is not None:
                least, most = self.sums
                here = least[rows, later] - least[rows, at] <= most_gap
                here &= most[rows, later] - most[rows, at] >= least_gap
                meets = here if meets is None else meets & here
        shape = (len(rows), self.width - before - 1)
        return np.ones(shape, dtype=bool) if meets is None else meets


class CourseIndex:
    """Lists of cases by what was done and when, or by two things done and the gap between them."""

    def __init__(self, courses: ToldCourses, draw: np.random.Generator) -> None:
        self.courses = courses
        rank = draw.permutation(courses.count)
        rows = _flat(courses)
        self._single = _Lists(*_single_keys(courses, rows), rank)
        self._pair = _Lists(*_pair_keys(courses, rows), rank)

    def matches(self, known: KnownVisits, own: Codes) -> CourseMatches:
        """Every target against every case that may fit; stops at the second stranger who does."""
        own_fits = np.zeros(len(own), dtype=bool)
        has = own >= 0
        for part in _turns(np.flatnonzero(has), _TURN):
            own_fits[part] = fits(known.of(part), self.courses, own[part])
        lists, queries = self._shortest(known)
        return CourseMatches(own_fits, self._others(known, own, lists, queries))

    def _shortest(self, known: KnownVisits) -> tuple[_Lists, _Queries]:
        """For each target the shortest list that must hold every case that fits."""
        bit = _lowest_bit(known.families)
        singles = []
        for step in range(bit.shape[1]):
            is_known = known.families[:, step] != 0
            start, end = _buckets(known.first[:, step], known.last[:, step])
            singles.append(self._single.queries(bit[:, step] * _BUCKETS, start, end, is_known))
        pairs = []
        for step in range(1, bit.shape[1]):
            is_known = known.families[:, step] != 0
            base = (bit[:, step - 1] * 64 + bit[:, step]) * _BUCKETS
            start, end = _buckets(known.least_gap[:, step], known.most_gap[:, step])
            pairs.append(self._pair.queries(base, start, end, is_known))
        alone = _best(singles)
        if not pairs:
            return self._single, alone
        best = _best(pairs)
        shorter = (best.size < 0) | ((alone.size >= 0) & (alone.size < best.size))
        return _Joined(self._pair, self._single), best.or_else(alone, shorter)

    def _others(self, known: KnownVisits, own: Codes, lists: _Lists, queries: _Queries) -> Codes:
        found = np.zeros(len(own), dtype=np.int64)
        first_found = np.full(len(own), -1, dtype=np.int64)
        waiting = np.flatnonzero(queries.size > 0)
        start, width = 0, _FIRST_ROUND
        while len(waiting):
            for part in _turns(waiting, max(_TURN // width, 1)):
                target, case = lists.members(queries, part, start, start + width)
                keep = (case != own[target]) & (case != first_found[target])
                target, case = target[keep], case[keep]
                for turn in _turns(np.arange(len(target)), _TURN):
                    good = fits(known.of(target[turn]), self.courses, case[turn])
                    _count(found, first_found, target[turn][good], case[turn][good])
            start += width
            width = min(width * 4, 4096)
            waiting = waiting[(found[waiting] < 2) & (queries.size[waiting] > start)]
        return found


@dataclass(frozen=True, repr=False)
class _Flat:
    """A row for each thing done at each visit: case, place of the visit, bit of the family."""

    case: Codes
    visit: Codes
    bit: Codes


def _flat(courses: ToldCourses) -> _Flat:
    parts = []
    for bit in range(64):
        case, visit = np.nonzero(courses.families >> np.uint64(bit) & np.uint64(1))
        parts.append((case, visit, np.full(len(case), bit)))
    case, visit, bits = (np.concatenate(each).astype(np.int64) for each in zip(*parts, strict=True))
    order = np.lexsort((visit, case))
    return _Flat(case[order], visit[order], bits[order])


def _single_keys(courses: ToldCourses, rows: _Flat) -> tuple[Codes, Codes]:
    start, end = _buckets(courses.first[rows.case, rows.visit], courses.last[rows.case, rows.visit])
    keys, many = _spread(rows.bit * _BUCKETS, start, end)
    return keys, rows.case[many]


def _pair_keys(courses: ToldCourses, rows: _Flat) -> tuple[Codes, Codes]:
    """Every two things done at different visits of a case, by the stretch their gap may lie in."""
    keys, cases = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    distance = 1
    while distance < len(rows.case):
        one = np.flatnonzero(rows.case[:-distance] == rows.case[distance:])
        if not len(one):
            break
        two = one + distance
        apart = rows.visit[one] < rows.visit[two]
        one, two = one[apart], two[apart]
        distance += 1
        if not len(one):
            continue
        start, end = _buckets(
            *_gap_between(courses, rows.case[one], rows.visit[one], rows.visit[two])
        )
        base = (rows.bit[one] * 64 + rows.bit[two]) * _BUCKETS
        key, many = _spread(base, start, end)
        keys.append(key)
        cases.append(rows.case[one][many])
    return np.concatenate(keys), np.concatenate(cases)


def _gap_between(courses: ToldCourses, case: Codes, a: Codes, b: Codes) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore"):
        low = np.fmax(courses.low[case, b] - courses.high[case, a], 0)
        low = np.fmax(low, courses.first[case, b] - courses.last[case, a])
        low = np.fmax(low, courses.least_sum[case, b] - courses.least_sum[case, a])
        high = np.fmin(
            courses.high[case, b] - courses.low[case, a],
            courses.last[case, b] - courses.first[case, a],
        )
        high = np.fmin(high, courses.most_sum[case, b] - courses.most_sum[case, a])
    return low, np.where(high >= _ENDLESS_DAYS, np.inf, high)


def _count(found: Codes, first_found: Codes, target: Codes, case: Codes) -> None:
    """One stranger, or two different ones."""
    for who, which in zip(target.tolist(), case.tolist(), strict=True):
        if found[who] == 0:
            found[who], first_found[who] = 1, which
        elif found[who] == 1 and first_found[who] != which:
            found[who] = 2


@dataclass(frozen=True, repr=False)
class _Queries:
    """For each target stretches of a sorted list, two of them: a run of buckets, and the open ones."""

    starts: Codes
    ends: Codes
    size: Codes
    second: Flags

    def or_else(self, other: _Queries, rows: Flags) -> _Queries:
        pick = rows[:, None]
        return _Queries(
            np.where(pick, other.starts, self.starts),
            np.where(pick, other.ends, self.ends),
            np.where(rows, other.size, self.size),
            rows,
        )


class _Lists:
    """Cases by key, sorted, in an order of chance within a key."""

    def __init__(self, keys: Codes, cases: Codes, rank: Codes) -> None:
        order = np.lexsort((rank[cases], keys))
        keys, cases = keys[order], cases[order]
        fresh = np.ones(len(keys), dtype=bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (cases[1:] != cases[:-1])
        self.keys, self.cases = keys[fresh], cases[fresh]

    def queries(self, base: Codes, start: Codes, end: Codes, is_known: Flags) -> _Queries:
        wide = (start == _OPEN) | (end == _OPEN)
        low = np.where(wide, base, base + start)
        high = np.where(wide, base + _OPEN, base + end + 1)
        starts = np.searchsorted(self.keys, np.column_stack([low, base + _OPEN]))
        ends = np.searchsorted(self.keys, np.column_stack([high, base + _BUCKETS]))
        size = np.where(is_known, (ends - starts).sum(axis=1), -1)
        return _Queries(starts, ends, size, np.zeros(len(size), dtype=bool))

    def members(self, queries: _Queries, rows: Codes, start: int, stop: int) -> tuple[Codes, Codes]:
        """Targets and cases, from one place of each target's list to another."""
        return _members(self.cases, queries, rows, start, stop)


class _Joined(_Lists):
    """Pairs, or single visits where only one is known."""

    def __init__(self, pairs: _Lists, singles: _Lists) -> None:
        self._pairs, self._singles = pairs, singles

    def members(self, queries: _Queries, rows: Codes, start: int, stop: int) -> tuple[Codes, Codes]:
        second = queries.second[rows]
        one = _members(self._pairs.cases, queries, rows[~second], start, stop)
        two = _members(self._singles.cases, queries, rows[second], start, stop)
        return np.concatenate([one[0], two[0]]), np.concatenate([one[1], two[1]])


def _members(
    cases: Codes, queries: _Queries, rows: Codes, start: int, stop: int
) -> tuple[Codes, Codes]:
    length = (queries.ends - queries.starts)[rows]
    offset = np.arange(start, stop)[None, :]
    in_first = offset < length[:, :1]
    place = np.where(
        in_first,
        queries.starts[rows, 0, None] + offset,
        queries.starts[rows, 1, None] + offset - length[:, :1],
    )
    valid = offset < length.sum(axis=1, keepdims=True)
    target = np.broadcast_to(rows[:, None], place.shape)[valid]
    return target, cases[place[valid]]


def _best(queries: list[_Queries]) -> _Queries:
    """For each target the shortest of several lists; -1 is no list."""
    sizes = np.column_stack([np.where(q.size < 0, np.iinfo(np.int64).max, q.size) for q in queries])
    best = sizes.argmin(axis=1)
    rows = np.arange(len(best))
    size = sizes[rows, best]
    return _Queries(
        np.stack([q.starts for q in queries])[best, rows],
        np.stack([q.ends for q in queries])[best, rows],
        np.where(size == np.iinfo(np.int64).max, -1, size),
        np.zeros(len(best), dtype=bool),
    )


def _buckets(low: Floats, high: Floats) -> tuple[Codes, Codes]:
    """First and last bucket of a stretch; both open where it is too wide for lists by bucket."""
    is_open = ~(np.isfinite(low) & np.isfinite(high))
    start = np.floor(np.where(is_open, 0, low) / _BUCKET).astype(np.int64)
    end = np.floor(np.where(is_open, 0, high) / _BUCKET).astype(np.int64)
    # What contradicts itself says nothing.
    is_open |= end < start
    is_open |= (end - start >= _MOST_BUCKETS) | (start < 0) | (end >= _OPEN)
    return np.where(is_open, _OPEN, start), np.where(is_open, _OPEN, end)


def _spread(base: Codes, start: Codes, end: Codes) -> tuple[Codes, Codes]:
    """A key for every bucket of every stretch, and the place of the stretch it is of."""
    counts = end - start + 1
    many = np.repeat(np.arange(len(start)), counts)
    within = np.arange(len(many)) - np.repeat(counts.cumsum() - counts, counts)
    return base[many] + start[many] + within, many


def _lowest_bit(masks: Masks) -> Codes:
    """The number of the lowest bit; 0 where there is none."""
    low = masks & (~masks + np.uint64(1))
    found: npt.NDArray[np.float64] = np.log2(np.maximum(low, np.uint64(1)).astype(np.float64))
    return found.astype(np.int64)


def _turns(rows: Codes, size: int) -> list[Codes]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]
