"""What a fact about a row may be drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from anonkit.validation.facts import ClinicFacts


@dataclass(frozen=True)
class Surroundings:
    """A table's frame, the other tables of the same people, and the clinic."""

    frame: pd.DataFrame
    bundle: Mapping[str, pd.DataFrame]
    clinic: ClinicFacts
