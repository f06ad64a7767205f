"""A line on a terminal that says how far long work has come; elsewhere nothing."""

from __future__ import annotations

import sys
from typing import Any


class Progress:
    """Counts what it is told of; shows counts and the name of a list, never a value."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._bar: Any = None

    def __call__(self, what: str) -> None:
        """One more of this."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(unit=f" {self._unit}", file=sys.stderr, leave=False)
        self._bar.set_description_str(what, refresh=False)
        self._bar.update()
