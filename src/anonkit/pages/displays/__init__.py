"""Results as a notebook shows them: fragments of a page, with the house's colours in light and in dark."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.pages.displays.course import course_display as course_display
    from anonkit.pages.displays.displayed import Displayed as Displayed
    from anonkit.pages.displays.framing import fragment as fragment
    from anonkit.pages.displays.framing import stylesheet as stylesheet
    from anonkit.pages.displays.masked import masked_frame as masked_frame
    from anonkit.pages.displays.masked import masked_text as masked_text
    from anonkit.pages.displays.note import note_display as note_display
    from anonkit.pages.displays.report import report_display as report_display

_HOME_BY_NAME = {
    "Displayed": "displayed",
    "course_display": "course",
    "fragment": "framing",
    "masked_frame": "masked",
    "masked_text": "masked",
    "note_display": "note",
    "report_display": "report",
    "stylesheet": "framing",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
