"""A share with its interval, as a small bar for a table's cell."""

from __future__ import annotations

from markupsafe import Markup

from anonkit.pages.svg import figure


def interval_bar(
    value: float, low: float, high: float, said: str, *, tone: str = "", target: float | None = None
) -> Markup:
    """A bar from 0 to 1 with whiskers from low to high; it stretches to its cell.

    `said` is what a screen reader says and a pointer shows; `tone` is good, warn, bad or nothing.
    """
    whiskers = [(low, low, 2.0, 8.0), (high, high, 2.0, 8.0), (low, high, 5.0, 5.0)]
    marks = [(target, target, 0.0, 10.0)] if target is not None else []
    return Markup(
        '<svg class="chart interval" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{said}"><title>{said}</title><rect class="track" width="100" height="10"/>'
        '<rect class="{kind}" width="{width}" height="10"/>{targets}{whiskers}</svg>'
    ).format(
        said=said,
        kind=f"tone-{tone}" if tone else "series-1",
        width=figure(100 * value),
        targets=_lines("target", marks),
        whiskers=_lines("whisker", whiskers if high > low else []),
    )


def _lines(kind: str, lines: list[tuple[float, float, float, float]]) -> Markup:
    drawn = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    return Markup("").join(
        drawn.format(kind, figure(100 * x1), figure(100 * x2), figure(y1), figure(y2))
        for x1, x2, y1, y2 in lines
    )
