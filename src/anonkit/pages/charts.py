"""Charts as inline SVG: no script, no colour alone (every part is labelled), readable by a screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from anonkit.pages.svg import WIDTH, bar, chart, figure, label, line, series, shorten

_ROW = 28.0
_LABEL_WIDTH = 190.0
_VALUE_WIDTH = 90.0
_PLOT_TOP = 24.0
_PLOT_HEIGHT = 170.0
_MOST_TICKS = 12


def bar_chart(
    title: str, items: Sequence[tuple[str, float]], *, unit: str = "", full: float | None = None
) -> Markup:
    """Horizontal bars, one a row, in the order given; values are not below zero.

    `full` is the value of a bar as long as its row; without it the largest fills it.
    """
    largest = full or max((value for _, value in items), default=0) or 1
    room = WIDTH - _LABEL_WIDTH - _VALUE_WIDTH
    parts: list[Markup] = []
    for row, (name, value) in enumerate(items):
        top = row * _ROW + 4
        length = room * value / largest
        said = _said(value, unit)
        parts += [
            label(_LABEL_WIDTH - 10, top + 15, shorten(name, 24), anchor="end"),
            bar(_LABEL_WIDTH, top, room, 20, "track"),
            bar(_LABEL_WIDTH, top, length, 20, series(0), f"{name}: {said}"),
            label(_LABEL_WIDTH + length + 8, top + 15, said, "quiet"),
        ]
    return chart(title, _listed(items, unit), max(len(items), 1) * _ROW + 4, parts)


def histogram(
    title: str,
    bins: Sequence[tuple[str, float]],
    *,
    unit: str = "",
    below: int = 0,
    below_means: str = "",
) -> Markup:
    """Upright bars side by side; the first `below` of them stand out and `below_means` says why."""
    largest = max((value for _, value in bins), default=0) or 1
    left, width = 44.0, WIDTH - 54.0
    step = width / max(len(bins), 1)
    parts = _grid(left, width, largest)
    every = max(1, -(-len(bins) // _MOST_TICKS))
    for place, (name, value) in enumerate(bins):
        height = _PLOT_HEIGHT * value / largest
        x = left + place * step
        kind = series(1 if place < below else 0)
        parts.append(
            bar(
                x + 1,
                _PLOT_TOP + _PLOT_HEIGHT - height,
                step - 2,
                height,
                kind,
                f"{name}: {_said(value, unit)}",
            )
        )
        if place % every == 0:
            parts.append(
                label(
                    x + step / 2, _PLOT_TOP + _PLOT_HEIGHT + 18, shorten(name, 9), "quiet", "middle"
                )
            )
    parts.append(line(left, _PLOT_TOP + _PLOT_HEIGHT, left + width, _PLOT_TOP + _PLOT_HEIGHT))
    if below and below_means:
        edge = left + below * step
        parts += [
            line(edge, 4, edge, _PLOT_TOP + _PLOT_HEIGHT, "mark"),
            label(edge + 6, 13, below_means),
        ]
    return chart(title, _listed(bins, unit), _PLOT_TOP + _PLOT_HEIGHT + 28, parts)


def stacked_bar(title: str, parts: Sequence[tuple[str, float]], *, unit: str = "") -> Markup:
    """One whole cut into its parts, with a legend that gives every figure."""
    return stacked_bars(title, [("", dict(parts))], unit=unit)


def stacked_bars(
    title: str, rows: Sequence[tuple[str, Mapping[str, float]]], *, unit: str = ""
) -> Markup:
    """A bar a row, each cut into the same kinds of part, on one scale, with a legend."""
    kinds = list(dict.fromkeys(kind for _, row in rows for kind in row))
    largest = max((sum(row.values()) for _, row in rows), default=0) or 1
    left = _LABEL_WIDTH if any(name for name, _ in rows) else 0.0
    room = WIDTH - left - _VALUE_WIDTH
    drawn: list[Markup] = []
    for number, (name, row) in enumerate(rows):
        top = number * _ROW + 4
        drawn.append(label(left - 10, top + 15, shorten(name, 24), anchor="end"))
        x = left
        for kind in kinds:
            length = room * row.get(kind, 0) / largest
            hint = f"{name} {kind}: {_said(row.get(kind, 0), unit)}".strip()
            drawn.append(bar(x, top, length - 1.5, 20, series(kinds.index(kind)), hint))
            x += length
        drawn.append(label(x + 8, top + 15, _said(sum(row.values()), unit), "quiet"))
    legend, height = _legend(kinds, rows, len(rows) * _ROW + 18, unit)
    described = "; ".join(
        f"{name or 'all'}: {_listed(list(row.items()), unit)}" for name, row in rows
    )
    return chart(title, described, height, drawn + legend)


def sparkline(title: str, values: Sequence[float], *, unit: str = "") -> Markup:
    """A small line that shows how a figure went; the last value is written at its end."""
    if not values:
        return chart(title, "no values", 40, [])
    low, high = min(values), max(values)
    spread = (high - low) or 1
    step = 500 / max(len(values) - 1, 1)
    points = [
        (6 + place * step, 34 - 28 * (value - low) / spread) for place, value in enumerate(values)
    ]
    path = " ".join(f"{figure(x)},{figure(y)}" for x, y in points)
    end = points[-1]
    parts = [
        Markup('<polyline class="line" points="{}"/>').format(path),
        Markup('<circle class="{}" cx="{}" cy="{}" r="4"/>').format(series(0), *map(figure, end)),
        label(end[0] + 12, end[1] + 4, _said(values[-1], unit)),
    ]
    turns = sum(before != after for before, after in pairwise(values))
    said = f"from {_said(values[0], unit)} to {_said(values[-1], unit)}, {turns} changes"
    return chart(title, said, 40, parts)


def timeline(title: str, events: Sequence[tuple[float, str, str]]) -> Markup:
    """Events on one line: how far along (any scale), a label, and the kind of event, which gets a colour."""
    places = [place for place, _, _ in events]
    low, high = min(places, default=0), max(places, default=1)
    spread = (high - low) or 1
    kinds = list(dict.fromkeys(kind for _, _, kind in events))
    parts = [line(20, 40, WIDTH - 20, 40)]
    for number, (place, name, kind) in enumerate(events):
        x = 20 + (WIDTH - 40) * (place - low) / spread
        anchor = "start" if x < 60 else "end" if x > WIDTH - 60 else "middle"
        parts += [
            Markup('<circle class="{}" cx="{}" cy="40" r="7"><title>{}</title></circle>').format(
                series(kinds.index(kind)), figure(x), f"{name}: {kind}"
            ),
            label(x, 22 if number % 2 == 0 else 64, shorten(name, 18), "quiet", anchor),
        ]
    legend, height = _legend(kinds, (), 84, "")
    return chart(
        title, "; ".join(f"{name}: {kind}" for _, name, kind in events), height, parts + legend
    )


def _legend(
    kinds: Sequence[str], rows: Sequence[tuple[str, Mapping[str, float]]], top: float, unit: str
) -> tuple[list[Markup], float]:
    """Swatch and words for each kind, with its figure where there is one row only; and where it ends."""
    parts: list[Markup] = []
    x, y = 0.0, top
    for number, kind in enumerate(kinds):
        words = f"{kind} {_said(rows[0][1].get(kind, 0), unit)}" if len(rows) == 1 else kind
        width = 26 + 7.2 * len(words)
        if x and x + width > WIDTH:
            x, y = 0.0, y + 22
        parts += [bar(x, y, 12, 12, series(number)), label(x + 18, y + 11, words)]
        x += width + 10
    return parts, y + 22 if kinds else top


def _grid(left: float, width: float, largest: float) -> list[Markup]:
    parts: list[Markup] = []
    for share in (0.0, 0.5, 1.0):
        y = _PLOT_TOP + _PLOT_HEIGHT * (1 - share)
        parts += [
            line(left, y, left + width, y, "grid"),
            label(left - 8, y + 4, _said(largest * share, ""), "quiet", "end"),
        ]
    return parts


def _said(value: float, unit: str) -> str:
    whole = f"{value:,.0f}" if float(value).is_integer() else figure(value)
    return whole + ("%" if unit == "%" else f" {unit}" if unit else "")


def _listed(items: Sequence[tuple[str, float]], unit: str) -> str:
    return ", ".join(f"{name} {_said(value, unit)}" for name, value in items) or "nothing to show"
