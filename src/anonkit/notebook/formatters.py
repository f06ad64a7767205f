"""Frames in a notebook: those of releases as they are, all others masked once records were opened."""

from __future__ import annotations

import sys
from typing import Any

from anonkit.model import RELEASED_MARK, frame_mark
from anonkit.notebook.opened import OPENED
from anonkit.pages import masked_frame

_HTML, _PLAIN = "text/html", "text/plain"
_FRAMES = (("pandas", "DataFrame"), ("pandas", "Series"))


def mask_frames() -> None:
    """Registers the formatters with the shell that runs here; without one nothing is done."""
    ipython = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if ipython is None:
        return
    formatters = ipython.display_formatter.formatters
    for module, name in _FRAMES:
        for kind in ("core.frame", "core.series", ""):
            path = f"{module}.{kind}".rstrip(".")
            formatters[_HTML].for_type_by_name(path, name, _html)
            formatters[_PLAIN].for_type_by_name(path, name, _plain)


def is_shown(frame: Any) -> bool:
    """Whether the frame may be shown as it is."""
    return not OPENED.records or frame_mark(frame) == RELEASED_MARK


def _html(frame: Any) -> str | None:
    if is_shown(frame):
        own = getattr(frame, "_repr_html_", None)
        return None if own is None else own()
    return str(masked_frame(_as_frame(frame))[0])


def _plain(frame: Any, printer: Any, cycle: bool) -> None:
    del cycle
    printer.text(repr(frame) if is_shown(frame) else masked_frame(_as_frame(frame))[1])


def _as_frame(frame: Any) -> Any:
    return (
        frame.to_frame() if hasattr(frame, "to_frame") and not hasattr(frame, "columns") else frame
    )
