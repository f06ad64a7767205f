"""The course of one released case: what happened, along its visits."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from anonkit.pages.charts import timeline
from anonkit.pages.displays.framing import fragment, scroll_box


def course_display(title: str, events: Sequence[tuple[float, str, str]]) -> Markup:
    """Events along one line: place (a visit's number), label, kind."""
    listed = [
        Markup("<tr><td>{}</td><td>{}</td></tr>").format(name, kind) for _, name, kind in events
    ]
    table = Markup(
        '<table><thead><tr><th scope="col">when</th><th scope="col">what</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(Markup("").join(listed))
    return fragment(title, [timeline(title, events), scroll_box(table, "events in order")])
