"""Choices as points: what each keeps against the risk it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from anonkit.pages.svg import WIDTH, chart, figure, label, line, series

_LEFT, _TOP = 52.0, 18.0
_PLOT_HEIGHT = 190.0
_HALF = 0.5


def trade_off(
    title: str, points: Sequence[tuple[float, float, bool]], *, across: str, up: str
) -> Markup:
    """Points (kept, risk, is chosen), both shares from 0 to 1, joined in their order; the chosen one is named."""
    ordered = list(points)
    highest = max((risk for _, risk, _ in ordered), default=0.0) or 1.0
    width = WIDTH - _LEFT - 20
    places = [
        (_LEFT + width * kept, _TOP + _PLOT_HEIGHT * (1 - risk / highest))
        for kept, risk, _ in ordered
    ]
    path = " ".join(f"{figure(x)},{figure(y)}" for x, y in places)
    parts = [
        *_axes(width, highest, across, up),
        Markup('<polyline class="line" points="{}"/>').format(path),
        *(
            _point(x, y, *point)
            for (x, y), point in sorted(
                zip(places, ordered, strict=True), key=lambda pair: pair[1][2]
            )
        ),
    ]
    said = "; ".join(
        f"{kept:.0%} kept, {up} {risk:.1%}{' (chosen)' if chosen else ''}"
        for kept, risk, chosen in ordered
    )
    return chart(title, said or "nothing to show", _TOP + _PLOT_HEIGHT + 44, parts)


def _axes(width: float, highest: float, across: str, up: str) -> list[Markup]:
    parts: list[Markup] = []
    for share in (0.0, _HALF, 1.0):
        y = _TOP + _PLOT_HEIGHT * (1 - share)
        x = _LEFT + width * share
        anchor = "middle" if share == _HALF else "end" if share else "start"
        parts += [
            line(_LEFT, y, _LEFT + width, y, "grid" if share else "axis"),
            label(_LEFT - 8, y + 4, f"{highest * share:.0%}", "quiet", "end"),
            label(x, _TOP + _PLOT_HEIGHT + 18, f"{share:.0%}", "quiet", anchor),
        ]
    return [
        *parts,
        label(_LEFT, 11, up, "quiet"),
        label(_LEFT + width / 2, _TOP + _PLOT_HEIGHT + 36, across, "quiet", "middle"),
    ]


def _point(x: float, y: float, kept: float, risk: float, chosen: bool) -> Markup:
    hint = f"{kept:.0%} kept, {risk:.1%}{', chosen' if chosen else ''}"
    dot = Markup('<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(
        series(1 if chosen else 0), figure(x), figure(y), 7 if chosen else 4, hint
    )
    if not chosen:
        return dot
    anchor = "end" if x > WIDTH - 120 else "start"
    return dot + label(x + (-12 if anchor == "end" else 12), y - 8, "chosen", "", anchor)
