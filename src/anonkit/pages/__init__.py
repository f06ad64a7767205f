"""Every HTML page comes from here: templates, escaping, content policy, inline charts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.pages.charts import bar_chart as bar_chart
    from anonkit.pages.charts import histogram as histogram
    from anonkit.pages.charts import sparkline as sparkline
    from anonkit.pages.charts import stacked_bar as stacked_bar
    from anonkit.pages.charts import stacked_bars as stacked_bars
    from anonkit.pages.charts import timeline as timeline
    from anonkit.pages.choices import trade_off as trade_off
    from anonkit.pages.displays import Displayed as Displayed
    from anonkit.pages.displays import course_display as course_display
    from anonkit.pages.displays import masked_frame as masked_frame
    from anonkit.pages.displays import note_display as note_display
    from anonkit.pages.displays import report_display as report_display
    from anonkit.pages.embedding import data_uri as data_uri
    from anonkit.pages.embedding import json_island as json_island
    from anonkit.pages.embedding import page_mark as page_mark
    from anonkit.pages.intervals import interval_bar as interval_bar
    from anonkit.pages.policy import PHOTOS_BESIDE as PHOTOS_BESIDE
    from anonkit.pages.policy import content_policy as content_policy
    from anonkit.pages.rendering import environment as environment

_HOME_BY_NAME = {
    "bar_chart": "charts",
    "histogram": "charts",
    "sparkline": "charts",
    "stacked_bar": "charts",
    "stacked_bars": "charts",
    "timeline": "charts",
    "data_uri": "embedding",
    "json_island": "embedding",
    "page_mark": "embedding",
    "interval_bar": "intervals",
    "PHOTOS_BESIDE": "policy",
    "content_policy": "policy",
    "environment": "rendering",
    "trade_off": "choices",
    "Displayed": "displays",
    "course_display": "displays",
    "masked_frame": "displays",
    "note_display": "displays",
    "report_display": "displays",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
