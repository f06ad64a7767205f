"""The evaluation as one HTML page: counts and shapes, and notes only where they are test data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from anonkit.deidentification.evaluation.before_after import before_and_after
from anonkit.deidentification.evaluation.detection import Evaluation
from anonkit.deidentification.evaluation.resampling import Interval
from anonkit.deidentification.evaluation.tally import Stretch
from anonkit.deidentification.evaluation.targets import promises
from anonkit.pages import environment, interval_bar

_TEMPLATE = "evaluation.html"
_MOST_SHAPES = 40
_MOST_NOTES = 60
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class ShapeCount:
    """Stretches of one kind, shape and place, and the notes they stand in."""

    entity: str
    shape: str
    where: str
    is_direct: bool
    count: int
    notes: str
    values: tuple[str, ...]


def evaluation_page(evaluation: Evaluation) -> str:
    """The page; nothing is loaded from anywhere."""
    scores = evaluation.scores
    misses, needless = grouped(scores.misses), grouped(scores.needless)
    template = environment("anonkit.deidentification.evaluation").get_template(_TEMPLATE)
    return template.render(
        scores=scores,
        jurisdiction=evaluation.jurisdiction.upper(),
        with_record=evaluation.with_record,
        promises=promises(scores, evaluation.with_record),
        misses=misses[:_MOST_SHAPES],
        more_misses=len(misses) - _MOST_SHAPES,
        needless=needless[:_MOST_SHAPES],
        more_needless=len(needless) - _MOST_SHAPES,
        told=before_and_after(evaluation.shown, evaluation.jurisdiction, _MOST_NOTES),
        shown=len(evaluation.shown),
        bar=_bar,
        figure=_figure,
        span=_span,
    )


def grouped(stretches: Iterable[Stretch]) -> list[ShapeCount]:
    """Stretches of the same kind, shape and place together; direct kinds and the commonest first."""
    groups: defaultdict[tuple[str, str, str], list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        groups[stretch.entity, stretch.shape, stretch.where].append(stretch)
    counts = [_shape_count(group) for group in groups.values()]
    return sorted(counts, key=lambda c: (not c.is_direct, -c.count, c.entity, c.shape, c.where))


def _shape_count(group: list[Stretch]) -> ShapeCount:
    first = group[0]
    numbers = sorted({s.note for s in group})
    named = ", ".join(map(str, numbers[:_MOST_NAMED])) + (" …" if numbers[_MOST_NAMED:] else "")
    values = tuple(dict.fromkeys(s.value for s in group if s.value is not None))
    return ShapeCount(
        first.entity,
        first.shape,
        first.where,
        first.is_direct,
        len(group),
        named,
        values[:_MOST_NAMED],
    )


def _bar(name: str, interval: Interval, tone: str = "", target: float | None = None) -> str:
    said = f"{name}: {_figure(interval.value)}, {_span(interval)}"
    if target is not None:
        said += f", promised {_figure(target)}"
    return interval_bar(interval.value, interval.low, interval.high, said, tone=tone, target=target)


def _figure(value: float) -> str:
    """A share in per cent; what is not all of it never reads as all of it."""
    percent = 100 * value
    if 0 < percent < 100:
        percent = min(max(percent, 0.1), 99.9)
    return f"{percent:.1f} %".replace(".0 %", " %")


def _span(interval: Interval) -> str:
    if interval.low == interval.high:
        return "no spread seen"
    return f"{_figure(interval.low)} to {_figure(interval.high)}".replace(" % to", " to")
