"""What a notebook shows: reports, frames with their values masked, courses, and the review desk.

Importing it in a kernel masks frames of clients' records; `reveal` shows one, and is audited.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from anonkit.notebook.kernel import install

if TYPE_CHECKING:
    from anonkit.notebook.counts import tables as tables
    from anonkit.notebook.courses import course as course
    from anonkit.notebook.desk_widget import desk as desk
    from anonkit.notebook.notes import note as note
    from anonkit.notebook.progress_line import progress as progress
    from anonkit.notebook.revealing import reveal as reveal
    from anonkit.notebook.shown import Shown as Shown
    from anonkit.notebook.shown import show as show

_HOME_BY_NAME = {
    "course": "courses",
    "desk": "desk_widget",
    "note": "notes",
    "progress": "progress_line",
    "reveal": "revealing",
    "Shown": "shown",
    "show": "shown",
    "tables": "counts",
}
__all__ = list(_HOME_BY_NAME)

install()


def load_ipython_extension(_shell: Any) -> None:
    """For the kernels of `anonkit lab`, which load it before the first cell."""
    install()


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
