"""The frame of a chart: one accessible SVG element, styled by the house sheet's classes only."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from math import isfinite

from markupsafe import Markup, escape

WIDTH = 640
SERIES = 6
"""How many series the house sheet has colours for; further ones begin again."""


def chart(
    title: str, description: str, height: float, parts: Iterable[Markup], width: float = WIDTH
) -> Markup:
    """The parts as one SVG that a screen reader announces by title and description."""
    name = "c" + sha256(f"{title}\0{description}\0{height}".encode()).hexdigest()[:8]
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{n}-t {n}-d">'
        '<title id="{n}-t">{t}</title><desc id="{n}-d">{d}</desc>{p}</svg>'
    ).format(
        w=figure(width), h=figure(height), n=name, t=title, d=description, p=Markup("").join(parts)
    )


def bar(x: float, y: float, width: float, height: float, kind: str, hint: str = "") -> Markup:
    """A bar with a hint that shows on hover."""
    return Markup(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}</title></rect>'
    ).format(kind, figure(x), figure(y), figure(max(width, 0)), figure(max(height, 0)), hint)


def label(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> Markup:
    """A line of text; `anchor` is start, middle or end."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, figure(x), figure(y), anchor, text
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "axis") -> Markup:
    """A straight line."""
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, *(figure(value) for value in (x1, y1, x2, y2))
    )


def figure(value: float) -> str:
    """A number as a reader would write it: no trailing zeros, the same on every machine."""
    if not isfinite(value):
        raise ValueError("a chart can show finite numbers only")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shorten(text: str, limit: int) -> Markup:
    """The text, or its beginning with an ellipsis."""
    return escape(text if len(text) <= limit else text[: limit - 1].rstrip() + "…")


def series(number: int) -> str:
    """The class of a series by its number from 0."""
    return f"series-{number % SERIES + 1}"
