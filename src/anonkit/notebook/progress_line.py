"""How far long work has come, as a line under the cell that is gone when the cell ends.

Counts and the name of a step or source, never a value; nothing of it stays in the saved notebook.
"""

from __future__ import annotations

import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup

_SECONDS = 0.2
"""Between two looks: a kernel that is told of every row does nothing else."""
_LINE = Markup('<div class="anonkit" role="status">{}</div>')


class Progress:
    """Given as `tell` to long work; outside a notebook it says nothing."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._count = 0
        self._last = 0.0
        self._shell = _shell()
        self._line: Any = None

    def __call__(self, what: str) -> None:
        """One more of this."""
        self._count += 1
        now = time.monotonic()
        if self._shell is None or now - self._last < _SECONDS:
            return
        self._last = now
        page = _page(_LINE.format(f"{self._count:,} {self._unit}: {what}"))
        if self._line is None:
            self._line = import_module("IPython.display").display(page, display_id=True)
            self._shell.events.register("post_run_cell", self._clear)
        else:
            self._line.update(page)

    def _clear(self, *_: Any) -> None:
        self._line.update(_page(Markup("")))
        self._line = None
        self._shell.events.unregister("post_run_cell", self._clear)


def progress(unit: str) -> Progress:
    """A line that counts, for long work: ``anonkit.ingest(…, tell=progress("parts"))``."""
    return Progress(unit)


def _shell() -> Any:
    if find_spec("IPython") is None:
        return None
    return import_module("IPython.core.getipython").get_ipython()


def _page(html: Markup) -> Any:
    return import_module("IPython.display").HTML(str(html))
