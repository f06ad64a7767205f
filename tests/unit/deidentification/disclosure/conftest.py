"""Hierarchies and frames that the disclosure tests share."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.hierarchies import SteppedHierarchy


@pytest.fixture
def ages() -> SteppedHierarchy:
    """Age, ten years, left out."""
    return SteppedHierarchy(
        "test age",
        (("age in years", str), ("ten years", lambda value: f"{int(value) // 10 * 10}s")),
    )


@pytest.fixture
def sexes() -> SteppedHierarchy:
    """As recorded, left out."""
    return SteppedHierarchy("test sex", (("as recorded", str),))


@pytest.fixture
def forty() -> pd.DataFrame:
    """Forty people, a row each: four of each age from 30 to 39, sexes in turn."""
    return pd.DataFrame(
        {
            "case": [f"C-{n:03d}" for n in range(40)],
            "person": [f"p{n}" for n in range(40)],
            "age": [str(30 + n % 10) for n in range(40)],
            "sex": ["female" if n % 4 else "male" for n in range(40)],
        }
    )
