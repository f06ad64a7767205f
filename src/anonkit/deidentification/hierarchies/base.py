"""What a hierarchy is: the steps by which a value is coarsened, from as it is to anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

ANY = "*"
"""What the coarsest level says of every value, missing ones included."""

Step = Callable[[str], str | None]
"""One value made coarser; ``None`` where the value is not of the kind the hierarchy knows."""


class Hierarchy(Protocol):
    """Steps of coarsening; level 0 is the finest, the last level says the same of everything."""

    @property
    def name(self) -> str:
        """What policies call it."""

    @property
    def levels(self) -> int:
        """How many levels there are."""

    def generalise(self, values: pd.Series, level: int) -> pd.Series:
        """The values at a level, same index; a missing value stays missing below the last."""

    def describe(self, level: int) -> str:
        """The level in words."""


@dataclass(frozen=True)
class SteppedHierarchy:
    """A hierarchy of functions from the value to its coarser form; the last level is added."""

    name: str
    steps: tuple[tuple[str, Step], ...]
    """For each level but the last: what it is in words, and the function from the raw value."""

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return len(self.steps) + 1

    def generalise(self, values: pd.Series, level: int) -> pd.Series:
        """The values at a level, same index; a missing value stays missing below the last."""
        text = pd.StringDtype(na_value=float("nan"))
        if self._checked(level) == self.levels - 1:
            return pd.Series(ANY, index=values.index, name=values.name, dtype=text)
        step = self.steps[level][1]
        coarse = {str(value): step(str(value)) for value in values.dropna().unique()}
        found = [None if pd.isna(value) else coarse[str(value)] for value in values]
        return pd.Series(found, index=values.index, name=values.name, dtype=text)

    def describe(self, level: int) -> str:
        """The level in words."""
        last = self.levels - 1
        return "left out" if self._checked(level) == last else self.steps[level][0]

    def starting_at(self, level: int) -> SteppedHierarchy:
        """The same hierarchy without the levels finer than that one."""
        return SteppedHierarchy(self.name, self.steps[self._checked(level) :])

    def _checked(self, level: int) -> int:
        if not 0 <= level < self.levels:
            raise ValueError(f"hierarchy {self.name} has levels 0 to {self.levels - 1}")
        return level
