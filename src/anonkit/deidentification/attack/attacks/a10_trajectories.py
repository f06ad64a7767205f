"""A10: somebody knows a few visits, or the gaps between them, and looks for the course they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding, score_interval
from anonkit.deidentification.attack.course_linkage import CourseIndex, KnownVisits
from anonkit.deidentification.attack.fitting import Codes
from anonkit.deidentification.attack.told_courses import ToldCourses, told_courses
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float32]

_DRAWS = 20
"""So often few people are tried, each time with other visits: one draw would be chance."""
_GAP_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375}


@dataclass(frozen=True)
class _Setting:
    """What is known: so many visits by the calendar, or so many gaps, at a grain."""

    known: int
    grain: str
    is_gaps: bool = False
    is_judged: bool = False

    @property
    def name(self) -> str:
        what = "gaps" if self.is_gaps else "visits"
        return f"{what}_{self.known}_{self.grain}"


SETTINGS = (
    _Setting(4, "month", is_judged=True),
    _Setting(3, "month", is_gaps=True, is_judged=True),
    *(_Setting(known, "month") for known in (1, 2, 3)),
    *(_Setting(known, "month", is_gaps=True) for known in (1, 2)),
    *(_Setting(2, grain) for grain in ("day", "week")),
    _Setting(2, "day", is_gaps=True),
)


@dataclass(frozen=True)
class _Judged:
    """One judged setting on one table."""

    hits: int
    """People alone with what was drawn of them first."""
    expected: float
    """People alone on average over the draws."""
    tried: int
    control: float
    alone: Codes
    place: str


def _run(world: World) -> AttackResult:
    if not world.knows_owners:
        return ATTACK.nothing("nobody said whose a record is")
    figures: dict[str, float] = {}
    judged = _attacked(world, "course", world.release.visits, figures)
    for number, (path, visits) in enumerate(world.release.dated.items(), 1):
        others: dict[str, float] = {}
        judged += _attacked(world, path, visits, others)
        figures |= {f"table_{number}_{name}": share for name, share in others.items()}
    if not judged:
        return ATTACK.nothing("the release tells no courses, or the records know of no visits")
    return _result(world, judged, figures)


def _attacked(
    world: World, place: str, visits: pd.DataFrame, figures: dict[str, float]
) -> list[_Judged]:
    """Every setting on one table of visits; fills in the figures, gives back what is judged."""
    courses = told_courses(world, visits)
    days = _Days.of(world, courses) if courses is not None else None
    if courses is None or days is None or not len(days.people):
        return []
    index = CourseIndex(courses, world.draw("order"))
    judged = []
    for setting in SETTINGS:
        people = days.with_enough(setting, world)
        if not setting.is_judged:
            people = _some(people, world)
        if not len(people):
            continue
        draws = _DRAWS if setting.is_judged and len(people) < world.settings.few else 1
        own = world.own_case[days.people[people]]
        found = [
            index.matches(days.known(people, setting, world, courses, number), own)
            for number in range(draws)
        ]
        alone = np.array([one.own_fits & (one.others == 0) for one in found])
        figures[setting.name] = float(alone.mean())
        if setting.is_judged:
            figures[f"own_fits_{setting.name}"] = float(found[0].own_fits.mean())
            control = float((found[0].others == 1).mean())
            judged.append(
                _Judged(
                    int(alone[0].sum()),
                    float(alone.mean() * len(people)),
                    len(people),
                    control,
                    days.people[people][alone[0]],
                    place,
                )
            )
    return judged


def _result(world: World, judged: list[_Judged], figures: dict[str, float]) -> AttackResult:
    most = world.settings.maximum_found
    worst = max(judged, key=lambda one: one.hits / one.tried)
    findings: set[Finding] = set()
    for one in judged:
        findings.update(world.findings(one.alone, "alone with a few visits", one.place))
    highest = max(_figure(one, world.settings.few) for one in judged)
    return ATTACK.result(
        worst.hits,
        worst.tried,
        control=worst.control,
        baseline=1 / max(world.records.count, 1),
        passed=highest <= most,
        line=(
            f"at most {most:.0%} alone with four visits by month, or with three gaps; of "
            f"{world.settings.few} people or more at the interval's upper end"
        ),
        figures=figures,
        findings=tuple(sorted(findings)),
    )


def _figure(judged: _Judged, few: int) -> float:
    """What is judged: of many people the upper end of the interval, of few the share over many draws."""
    if judged.tried < few:
        return judged.expected / judged.tried
    return score_interval(judged.hits, judged.tried)[1]


def _some(people: Codes, world: World) -> Codes:
    if len(people) <= world.settings.most_drawn:
        return people
    return np.sort(world.draw("some").permutation(people)[: world.settings.most_drawn])


@dataclass(frozen=True, repr=False)
class _Days:
    """The true days of those released, one person after the other, with what was done as bits."""

    people: Codes
    start: Codes
    count: Codes
    day: npt.NDArray[np.int64]
    families: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, world: World, courses: ToldCourses) -> _Days:
        visits = world.truth.visits
        frame = pd.DataFrame(
            {
                "person": visits["person"].astype(str).map(world.place_of_person),
                "day": pd.to_datetime(visits["day"].astype(str).str[:10], errors="coerce"),
                "bit": visits["family"].map(
                    lambda word: courses.vocabulary.get(str(word).casefold(), -1)
                )
                if courses.vocabulary
                else 0,
            }
        ).dropna()
        frame = frame[np.isin(frame["person"].astype(int), world.targets)]
        frame["day"] = (frame["day"] - pd.Timestamp(1, 1, 1)).dt.days + 1
        frame["mask"] = np.where(
            frame["bit"] < 0, np.uint64(0), np.uint64(1) << frame["bit"].clip(0).to_numpy(np.uint64)
        )
        # Of what was done on one day somebody remembers what the release calls it most often.
        frame = frame[frame["mask"] != 0].sort_values(["person", "day", "bit"])
        frame = frame.drop_duplicates(["person", "day"])
        people, start, count = np.unique(
            frame["person"].astype(int).to_numpy(), return_index=True, return_counts=True
        )
        return cls(
            people.astype(np.int64),
            start.astype(np.int64),
            count.astype(np.int64),
            frame["day"].to_numpy(np.int64),
            frame["mask"].to_numpy(np.uint64),
        )

    def with_enough(self, setting: _Setting, world: World) -> Codes:
        """Places of the people who can be attacked: of a person seen once nobody knows a gap."""
        least = 2 if setting.is_gaps else 1
        return np.flatnonzero((self.count >= least) & (world.own_case[self.people] >= 0))

    def known(
        self,
        people: Codes,
        setting: _Setting,
        world: World,
        courses: ToldCourses,
        number: int = 0,
    ) -> KnownVisits:
        """Drawn for each person: some visits, or some that follow each other; all where there are fewer."""
        draw = world.draw(f"{setting.name}_{number}" if number else setting.name)
        size = setting.known + setting.is_gaps
        count, start = self.count[people], self.start[people]
        if setting.is_gaps:
            begin = (draw.random(len(people)) * np.maximum(count - size + 1, 1)).astype(np.int64)
            chosen = begin[:, None] + np.arange(size)
        else:
            chosen = _drawn(draw, count, size)
        is_there = chosen < count[:, None]
        rows = np.minimum(start[:, None] + chosen, len(self.day) - 1)
        days = self.day[rows].astype(np.float64)
        families = np.where(is_there, self.families[rows], np.uint64(0))
        return _as_known(days, families, setting, courses.epoch)


def _drawn(draw: np.random.Generator, count: Codes, size: int) -> Codes:
    """For each person `size` different places among their visits, in order; beyond the last where fewer."""
    widest = int(count.max())
    chance = draw.random((len(count), widest))
    chance[np.arange(widest)[None, :] >= count[:, None]] = np.inf
    order = chance.argsort(axis=1)[:, :size]
    taken = np.where(np.arange(order.shape[1])[None, :] < count[:, None], order, widest)
    padded = np.full((len(count), size), widest, dtype=np.int64)
    padded[:, : order.shape[1]] = taken
    padded.sort(axis=1)
    return np.where(padded >= widest, widest + np.arange(size), padded)


def _as_known(
    days: npt.NDArray[np.float64],
    families: npt.NDArray[np.uint64],
    setting: _Setting,
    epoch: int,
) -> KnownVisits:
    endless = np.full(days.shape, np.inf)
    least, most = np.zeros(days.shape), endless.copy()
    if setting.is_gaps:
        unit = _GAP_DAYS[setting.grain]
        gap = np.round(np.diff(days, axis=1) / unit) * unit
        slack = unit / 2 if unit > 1 else 0.0
        least[:, 1:], most[:, 1:] = np.maximum(gap - slack, 0), gap + slack
        first, last = -endless, endless
    else:
        first, last = _stretch(days, setting.grain)
        least[:, 1:] = np.maximum(first[:, 1:] - last[:, :-1], 0)
        most[:, 1:] = last[:, 1:] - first[:, :-1]
    return KnownVisits(
        families,
        (first - epoch).astype(np.float32),
        (last - epoch).astype(np.float32),
        least.astype(np.float32),
        most.astype(np.float32),
    )


def _stretch(
    days: npt.NDArray[np.float64], grain: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The stretch of the calendar in which a day is known to lie."""
    if grain == "day":
        return days, days.copy()
    if grain == "week":
        first = np.floor((days - 1) / 7) * 7 + 1
        return first, first + 6
    ordinals, inverse = np.unique(days.astype(np.int64), return_inverse=True)
    firsts, lasts = [], []
    for ordinal in ordinals.tolist():
        day = date.fromordinal(max(ordinal, 1))
        following = day.year * 12 + day.month
        firsts.append(day.replace(day=1).toordinal())
        lasts.append(date(following // 12, following % 12 + 1, 1).toordinal() - 1)
    shape = days.shape
    first = np.array(firsts, dtype=np.float64)[inverse].reshape(shape)
    return first, np.array(lasts, dtype=np.float64)[inverse].reshape(shape)


ATTACK = Attack(
    "A10",
    "courses",
    "one to four visits by what was done and when, or one to three gaps between visits",
    "share of people alone with four visits by calendar month, or with three gaps by month, whichever is more",
    _run,
)
