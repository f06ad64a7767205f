"""The frame of a display: its own small sheet, scoped to it, in JupyterLab's theme or the system's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from anonkit.pages.rendering import environment

_TOKENS = re.compile(r":root \{(?P<tokens>.*?)\}", re.DOTALL)
_DARK = re.compile(r':root\[data-theme="dark"\] \{(?P<tokens>.*?)\}', re.DOTALL)
_SHARED = (
    ".chart ",
    "svg.chart",
    ".interval ",
    "svg.interval",
    ".badge",
    ".visually-hidden",
    ".number",
)


def fragment(kind: str, parts: Iterable[Markup], *, scripts: Iterable[str] = ()) -> Markup:
    """The parts as one display; `kind` names what is shown, for a screen reader."""
    template = _environment().get_template("display.html")
    body = Markup("").join(parts)
    made = template.render(kind=kind, body=body, sheet=stylesheet(), scripts=tuple(scripts))
    return Markup(made)  # noqa: S704 - made by the template, which escapes


def scroll_box(content: Markup, name: str, *, classes: str = "") -> Markup:
    """The content in a box that scrolls where it is longer than the box, by keys too; `name` says what is in it."""
    return Markup('<div class="{}" role="group" tabindex="0" aria-label="{}">{}</div>').format(
        f"scroll {classes}".strip(), name, content
    )


def script(name: str) -> Markup:
    """The text of a script that ships with the displays."""
    text: Markup = _environment().globals["asset"](name)
    return text


@cache
def stylesheet() -> Markup:
    """The house's colours and charts, and what displays need, under ``.anonkit`` alone."""
    asset = _environment().globals["asset"]
    house, own = str(asset("house.css")), str(asset("display.css"))
    light, dark = _TOKENS.search(house), _DARK.search(house)
    assert light is not None and dark is not None  # noqa: PT018 - both stand in our own sheet
    shared = "\n".join(line for line in house.splitlines() if line.startswith(_SHARED))
    return Markup(  # noqa: S704 - our own sheets
        f".anonkit {{{light['tokens']}}}\n"
        f'[data-jp-theme-light="false"] .anonkit, [data-theme="dark"] .anonkit {{{dark["tokens"]}}}\n'
        f"@media (prefers-color-scheme: dark) {{ body:not([data-jp-theme-light]) .anonkit {{{dark['tokens']}}} }}\n"
        # Twice the class, so that JupyterLab's own rules for tables do not go over ours.
        f".anonkit.anonkit {{\n{shared}\n{own}\n}}"
    )


@cache
def _environment():  # type: ignore[no-untyped-def]  # noqa: ANN202 - jinja's own type
    return environment()
