"""The people in small classes are named by place and tag, with what singles them out."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.disclosure import (
    hard_to_hide,
    measure,
    shape_of_hard_to_hide,
    unicity_of_subsets,
)
from anonkit.errors import SettingsError


@pytest.fixture
def frame() -> pd.DataFrame:
    """Six people; the last is the only man, and the fifth the only one of 70 in the north."""
    return pd.DataFrame(
        {
            "person": list("abcdef"),
            "tag": [f"clients#{n}" for n in range(6)],
            "sex": ["female"] * 5 + ["male"],
            "age": ["40", "40", "70", "70", "70", "40"],
            "area": ["N", "N", "S", "S", "N", "N"],
        }
    )


def test_each_is_told_by_place_tag_and_smallest_set(frame: pd.DataFrame) -> None:
    """One field where one is enough, two where two are needed; nobody else is named."""
    found = hard_to_hide(frame, ["sex", "age", "area"], 2, tag="tag")
    assert [(row.position, row.tag, row.alone_with) for row in found] == [
        (4, "clients#4", ("age", "area")),
        (5, "clients#5", ("sex",)),
    ]
    assert shape_of_hard_to_hide(found) == {"age + area": 1, "sex": 1}


def test_a_tag_is_not_printed(frame: pd.DataFrame) -> None:
    """The tag belongs in the sealed report, not in a traceback."""
    found = hard_to_hide(frame, ["sex"], 2, tag="tag")
    assert "clients#" not in repr(found)
    assert found[0].to_dict()["tag"] == "clients#5"


def test_nobody_is_named_where_classes_are_large_enough(frame: pd.DataFrame) -> None:
    """An empty answer, not an error."""
    assert hard_to_hide(frame, ["age"], 3) == ()
    assert shape_of_hard_to_hide(()) == {}


@pytest.mark.parametrize(
    "measured",
    [
        lambda frame: measure(frame, ["agee"]),
        lambda frame: measure(frame, ["age"], ["agee"]),
        lambda frame: hard_to_hide(frame, ["agee"], 2),
        lambda frame: unicity_of_subsets(frame, ["agee"]),
    ],
)
def test_an_unknown_field_is_refused_with_a_hint(frame: pd.DataFrame, measured: object) -> None:
    """The column that was meant is offered."""
    with pytest.raises(SettingsError, match=r"agee \(did you mean age\?\)"):
        measured(frame)


def test_two_columns_of_one_name_are_refused(frame: pd.DataFrame) -> None:
    """Nobody can say which of them is meant."""
    twice = pd.concat([frame, frame[["age"]]], axis=1)
    with pytest.raises(SettingsError, match="more than once: age"):
        measure(twice, ["age"])


def test_too_many_sets_are_refused() -> None:
    """Forty fields make millions of sets of six: said before the work begins."""
    names = [f"q{n}" for n in range(40)]
    wide = pd.DataFrame({name: ["x"] for name in names}).assign(person="p")
    with pytest.raises(SettingsError, match="ask for smaller sets"):
        unicity_of_subsets(wide, names)
    assert len(unicity_of_subsets(wide, names, most=2)) == 40 + 780
